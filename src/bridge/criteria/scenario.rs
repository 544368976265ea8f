//! Given / When / Then in a list: steps in a row become one criterion, met where all of them were.
//! It knows no other file than what the list was read from.

use super::Item;
use crate::domain::import::ImportedCriterion;
use crate::domain::scenario::{self, Read};

/// Entries as criteria: runs of Given, When, Then, And become one.
pub(super) fn grouped(items: Vec<Item>) -> Vec<ImportedCriterion> {
    let read = scenario::grouped(items, |item| &item.text).into_iter();
    read.map(|read| match read {
        Read::Line(Item { text, met }) => {
            ImportedCriterion { text, met, ..ImportedCriterion::default() }
        }
        Read::Scenario([given, when, then], items) => {
            let met = items.iter().all(|item| item.met);
            ImportedCriterion { text: String::new(), given, when, then, met }
        }
    })
    .collect()
}
