//! Drafts of stories from the description of a feature, by rule: no network, no guess at what is
//! not written. Every word of a draft stands in the text; it keeps nothing.
//!
//! # The rules
//!
//! 1. A user story ("As a …, I want …, so that …") is a draft wherever it stands.
//! 2. A sentence that says what people can do ("Guests can …", "Members should be able to …",
//!    "Allow clerks to …") is a draft, with them as its role.
//!    What nobody, no guest or only some may do, and what is not allowed any longer, is a limit:
//!    a criterion of the draft above, else a draft that is called as the sentence stands.
//! 3. A sentence that says what must be so (must, should, shall, needs to, has to) is a criterion of the draft above where both speak of the same thing, or where it begins
//!    with "it", "they", "when", "if" …; otherwise it is a draft of its own. What a thing can be
//!    ("The list can be shared") is a criterion likewise, and never a draft.
//!    Keys, numbers and quotation marks before or around a story are no part of it.
//! 4. Points below a sentence that made a draft, and points inside a point, are its criteria.
//!    Other points are drafts, but for those whose box is ticked: they are done.
//! 5. A heading above exactly one user story is its title. A heading of the second level or below
//!    with points that state something (or have boxes to tick), with scenarios, with a section of
//!    criteria, or with nothing below it is a draft itself; what stands below is its criteria.
//! 6. Below "Acceptance criteria", "Rules", "Scenarios" and the like stand criteria of the draft
//!    above; below "Features", "User stories", "Requirements" and the like stand drafts; below
//!    "Background", "Goal" and the like only sentences of rules 1 and 2 are drafts; "Out of scope",
//!    "Open questions", "Notes" and the like are passed over.
//! 7. Given, When, Then in a row, on lines, in points or in one sentence, are one criterion.
//! 8. Tables, pictures and code (but that of scenarios), and sentences that say none of this, are
//!    left out.
//!
//! A title longer than 100 characters ends at a word before, and the whole of it is the first
//! criterion.

mod blocks;
mod folding;
mod heads;
mod labels;
mod people;
mod sections;
mod sentences;
mod steps;
mod titles;
mod wishes;

use crate::domain::command::{NewStory, Wording};
use crate::domain::narrative::Narrative;

/// A story that a description might become.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftStory {
    /// The line of the description it begins on, from 1.
    pub line: usize,
    /// One line that names it.
    pub title: String,
    /// As a …
    pub role: String,
    /// I want …
    pub want: String,
    /// so that …
    pub benefit: String,
    /// What the description says must hold.
    pub criteria: Vec<Wording>,
}

impl DraftStory {
    /// The story as it is written down.
    #[must_use]
    pub fn story(&self) -> NewStory {
        NewStory {
            title: self.title.clone(),
            role: self.role.clone(),
            want: self.want.clone(),
            benefit: self.benefit.clone(),
            criteria: self.criteria.clone(),
            ..NewStory::default()
        }
    }

    /// A draft that is written down like this, from a line.
    #[must_use]
    pub fn of(line: usize, story: NewStory) -> Self {
        let NewStory { title, role, want, benefit, criteria, .. } = story;
        Self { line, title, role, want, benefit, criteria }
    }

    fn tell(&mut self, it: Narrative) {
        (self.role, self.want, self.benefit) = (it.role, it.want, it.benefit);
    }
}

/// The stories that a description, as Markdown or as plain text, might become.
#[must_use]
pub fn drafts(text: &str) -> Vec<DraftStory> {
    reading(text).drafts
}

/// What was read out of a description.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The stories it might become.
    pub drafts: Vec<DraftStory>,
    /// The lines of the sentences that say nothing of a story, from 1; one line for each of them.
    /// What stands in sections that are passed over as a whole is none of these.
    pub passed: Vec<usize>,
}

/// The same, and what of the description is in none of them.
#[must_use]
pub fn reading(text: &str) -> Reading {
    let blocks = sections::with_features(blocks::blocks(text));
    let (drafts, passed) = folding::folded(&sections::sections(&blocks));
    Reading { drafts, passed }
}
