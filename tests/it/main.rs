//! One test crate: laws, files, screens, and the program itself.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by it"
)]

mod bridge;
mod merge;
mod samples;
mod store;
