//! One test crate: laws, files, screens, and the program itself.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by it"
)]

mod advice;
mod answers;
mod bridge;
mod cli;
mod demo;
mod edit;
mod figures;
mod house;
mod inbox;
mod laws;
mod markdown;
mod merge;
mod pictures;
mod plan;
mod query;
mod reviewing;
mod robot;
mod samples;
mod screen;
mod standing;
mod store;
mod team;
mod terminal;
mod text;
mod trust;
mod verdicts;
