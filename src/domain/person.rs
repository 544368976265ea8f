//! A person of the team: how much of their time, and what they can do.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::history::Entry;
use super::record::record;
use super::sprint::Share;

record! {
    /// One person of the team.
    pub entity Person {
        /// What they are called; no two share a name.
        name: String => required,
        /// The share of their time this product has.
        allocation: Share,
        /// What they can do, in free words.
        skills: BTreeSet<String>,
        /// Days they are away: the only place for days off.
        days_off: BTreeSet<NaiveDate>,
        /// What happened to the entry, newest first.
        history: Vec<Entry>,
    }
}
