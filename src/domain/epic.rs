//! An epic: an outcome on the roadmap.

use super::fields::Fields;
use super::history::Entry;
use super::id::Id;
use super::record::{record, words};
use super::release::Release;

words! {
    /// How far away an epic is.
    #[derive(Default)]
    pub enum Horizon ("horizon") {
        /// Being worked on.
        Now = "now",
        /// After that.
        Next = "next",
        /// Some day.
        #[default] Later = "later",
    }
}

record! {
    /// One epic.
    pub entity Epic {
        /// What it is called; no two share a title.
        title: String => required,
        /// What changes for whom, and how it is measured.
        outcome: String,
        /// How far away it is.
        horizon: Horizon,
        /// Its place among the epics, compared as (rank, id).
        rank: String,
        /// The release its stories belong to unless they say otherwise.
        release: Option<Id<Release>>,
        /// Import columns without a home.
        fields: Fields,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}
