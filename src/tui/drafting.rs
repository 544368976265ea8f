//! What the screen knows of drafts that are not kept yet: the text they come from, and whether an
//! assistant is asked for others. It asks nobody and keeps nothing.

use crate::advice::drafting::DraftStory;
use crate::domain::command::Place;

/// Drafts on their way.
#[derive(Debug, Clone)]
pub struct Drafting {
    /// The description they come from.
    pub source: String,
    /// The description the assistant was asked about last.
    pub asked: String,
    /// Where they will stand in the order.
    pub place: Place,
    /// Whether they were edited by hand: then they are typed text, which is never lost.
    pub edited: bool,
    /// What the assistant is called, where the settings name one.
    pub assistant: Option<String>,
    /// Where it is set.
    pub settings: String,
    /// Whether it is asked at this moment.
    pub waits: bool,
    /// What it said while something else was being typed.
    pub came: Option<Vec<DraftStory>>,
}

impl Default for Drafting {
    fn default() -> Self {
        Self {
            source: String::new(),
            asked: String::new(),
            place: Place::Bottom,
            edited: false,
            assistant: None,
            settings: String::new(),
            waits: false,
            came: None,
        }
    }
}
