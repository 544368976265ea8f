//! One story as Markdown to be edited by hand, and back: nothing is lost on the way, and what
//! comes back is told as what differs. It never changes a story.
//!
//! # The form
//!
//! ```text
//! <!-- a line like this one is a remark: ignored -->
//! # Title
//!
//! points: 5
//! tags: card, web
//!
//! ## Story
//!
//! As a shopper
//! I want to pay by card
//! so that I need no cash
//!
//! ## Criteria
//!
//! - it is quick
//! - given an expired card
//!   when I pay
//!   then I am told why not
//!
//! ## Questions
//!
//! - Which cards?
//!   = Visa
//!
//! ## Notes
//!
//! - Decided in May,
//!   all of us.
//!
//! ## Depends on
//!
//! - #7 what follows the number is a remark
//!
//! ## Links
//!
//! - relates #3
//! - follows #2
//! - followed by #14
//!
//! ## Description
//!
//! Markdown to the end of the file, as it is.
//! ```
//!
//! A section or a field that is not there stays as it was; one that is there and empty is cleared.
//! Links are shown from both sides, so those that a newer story stores can be taken away here too.
//!
//! Before a mark (`\#`, `\\`) a backslash takes its meaning, `\u{1b}` is the character with that
//! number, any other backslash is itself. A criterion that begins with given, when or then and is
//! plain text has a backslash before that word. The description knows none of this.

pub mod drafts;
mod escape;
mod lines;
mod list;
mod matching;
mod parse;
mod read;
mod write;

pub use self::read::read;
pub use self::write::write;

use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::story::{LinkKind, Story, StoryId};

/// What a sheet says that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// On which line, from 1.
    pub line: usize,
    /// What is wrong and what would be right, as a sentence without a full stop.
    pub words: String,
}

/// Fields that stand as `field: value`, in their order.
const FIELDS: [Field; 9] = [
    Field::Kind,
    Field::Points,
    Field::Epic,
    Field::Release,
    Field::Tags,
    Field::Skills,
    Field::Requester,
    Field::Assignee,
    Field::Moscow,
];

/// The parts of the score, which stand behind them.
const SCORES: [Field; 7] = [
    Field::Value,
    Field::Urgency,
    Field::Risk,
    Field::Reach,
    Field::Impact,
    Field::Confidence,
    Field::Effort,
];

/// The sections, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Story,
    Criteria,
    Questions,
    Notes,
    DependsOn,
    Links,
    Description,
}

impl Section {
    const ALL: [Self; 7] = [
        Self::Story,
        Self::Criteria,
        Self::Questions,
        Self::Notes,
        Self::DependsOn,
        Self::Links,
        Self::Description,
    ];

    const fn heading(self) -> &'static str {
        match self {
            Self::Story => "Story",
            Self::Criteria => "Criteria",
            Self::Questions => "Questions",
            Self::Notes => "Notes",
            Self::DependsOn => "Depends on",
            Self::Links => "Links",
            Self::Description => "Description",
        }
    }
}

/// How a link looks from the story that is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    Relates,
    Follows,
    FollowedBy,
}

impl Tie {
    const ALL: [Self; 3] = [Self::Relates, Self::Follows, Self::FollowedBy];

    const fn words(self) -> &'static str {
        match self {
            Self::Relates => "relates",
            Self::Follows => "follows",
            Self::FollowedBy => "followed by",
        }
    }

    const fn kind(self) -> LinkKind {
        match self {
            Self::Relates => LinkKind::Relates,
            Self::Follows | Self::FollowedBy => LinkKind::Follows,
        }
    }
}

/// The links of a story as it sees them, each once: its own, then those newer stories store. What
/// leads to a story that is not here is left out, and stays.
fn ties(story: &Story, backlog: &Backlog) -> Vec<(Tie, StoryId)> {
    let own = story.links.iter().map(|link| match link.kind {
        Some(LinkKind::Follows) => (Tie::Follows, link.to),
        Some(LinkKind::Relates) | None => (Tie::Relates, link.to),
    });
    let others = backlog.stories().iter().filter(|other| other.id != story.id);
    let others = others.flat_map(|other| {
        let here = other.links.iter().filter(|link| link.to == story.id);
        here.map(|link| match link.kind {
            Some(LinkKind::Follows) => (Tie::FollowedBy, other.id),
            Some(LinkKind::Relates) | None => (Tie::Relates, other.id),
        })
    });
    let mut ties = Vec::new();
    for tie in own.chain(others).filter(|(_, id)| backlog.story(*id).is_some()) {
        if !ties.contains(&tie) {
            ties.push(tie);
        }
    }
    ties
}

/// The stories a story depends on that are here, by number.
fn needs(story: &Story, backlog: &Backlog) -> Vec<(u32, StoryId)> {
    let number = |id: &StoryId| backlog.story(*id).map(|other| (other.number, *id));
    let mut needs: Vec<(u32, StoryId)> = story.depends_on.iter().filter_map(number).collect();
    needs.sort_unstable();
    needs
}
