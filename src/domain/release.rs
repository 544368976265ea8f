//! A release: what ships together, independent of sprints.

use chrono::NaiveDate;

use super::history::Entry;
use super::record::record;

record! {
    /// One release.
    pub entity Release {
        /// What it is called; no two share a name.
        name: String => required,
        /// The day it is meant to ship.
        target: Option<NaiveDate>,
        /// The day it shipped.
        released_on: Option<NaiveDate>,
        /// Remarks.
        notes: String,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}
