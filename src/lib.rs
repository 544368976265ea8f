//! upnext: the Product Owner's backlog in a terminal.

pub mod bridge;
pub mod domain;
pub mod say;
pub mod store;
