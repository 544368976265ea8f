//! The screens: each holds only what the Product Owner looks at, never what the backlog is.

pub mod backlog;
pub mod columns;
pub mod story;
