//! Other tools' files in and out: written fixtures in their shapes, and real files where
//! `UPNEXT_TEST_DATA` names the folder that holds them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly; clippy spares only functions marked #[test]"
)]

mod jira;
mod other;
mod real;
mod sheet;

use std::sync::Arc;

use chrono::FixedOffset;
use upnext::domain::fields::{Cell, Fields};

/// The offset the tests read local times in.
fn offset() -> FixedOffset {
    FixedOffset::east_opt(3600).expect("an offset")
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn names(fields: &Fields) -> Vec<&str> {
    fields.iter().map(|(name, _)| name).collect()
}

fn many(texts: &[&str]) -> Cell {
    Cell::Many(texts.iter().map(|&text| text.to_owned()).collect())
}

fn table<T: upnext::domain::table::Entity + Clone>(
    all: impl IntoIterator<Item = T>,
) -> upnext::domain::table::Table<T> {
    upnext::domain::table::Table::of(all.into_iter().map(Arc::new))
}
