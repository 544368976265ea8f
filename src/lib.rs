//! upnext: the Product Owner's backlog in a terminal.

pub mod bridge;
pub mod cli;
pub mod domain;
pub mod say;
pub mod session;
pub mod store;
pub mod tui;
