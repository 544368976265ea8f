//! One line asked for on the message line. It knows what it is for, not what becomes of it.

use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::found::Found;
use super::line::Line;
use crate::domain::criterion::Question;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::product::ScoreKind;
use crate::domain::story::StoryId;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Purpose {
    /// A new story.
    Add,
    /// An estimate.
    Estimate,
    /// The parts of a score, and the MoSCoW word.
    Scores(ScoreKind),
    /// Another title.
    Title,
    /// Who wants what, and why: three lines.
    Narrative,
    /// Markdown, on as many lines as it takes.
    Description,
    /// New criteria, one after the other.
    Criterion,
    /// One criterion, as a line or as Given, When, Then; a new one where none is named.
    CriterionForm(Option<Id<crate::domain::criterion::Criterion>>),
    /// A new question.
    Question,
    /// A question with its answer.
    Answer(Id<Question>),
    /// A note for the team, or other words for one.
    Note(Option<Id<crate::domain::story::Note>>),
    /// A value of one line.
    Value(Field),
    /// A position to move to, or a story to move below.
    MoveTo,
    /// Why a story is given up.
    Drop,
    /// What stands in the way.
    Block,
    /// An idea.
    Idea,
    /// A story that an idea asks for: a title, and who wants what and why.
    FromIdea(Id<Idea>),
    /// Why an idea is dismissed.
    DismissIdea(Id<Idea>),
    /// What is said of a delivered story, and by whom.
    Feedback,
    /// What was seen of a criterion that is unmet.
    Unmet(Id<crate::domain::criterion::Criterion>),
    /// Why a story is accepted although something is open.
    AcceptAnyway,
    /// Why a story is made ready although something is missing.
    ReadyAnyway,
    /// Why a story is rejected.
    Reject,
    /// The title of a story that goes on from an accepted one.
    FollowUp,
    /// What becomes of a story that is split: a form of its own.
    Split,
    /// The remark that is kept with a sprint.
    SprintNote,
    /// Why something found stays as it is.
    Waive(Found),
    /// The filter.
    Filter,
    /// Where the backlog is saved that cannot be saved in its own place.
    SaveElsewhere,
    /// The name of a new product.
    ProductName,
    /// What the product is for.
    ProductGoal,
    /// A description that stories are drafted from.
    Draft,
    /// Something about a sprint.
    Sprint(Asked),
}

impl Purpose {
    /// Whether a text that was typed and left is about any story, not about one.
    #[must_use]
    pub const fn is_general(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Add
                | Self::Idea
                | Self::Draft
                | Self::SaveElsewhere
                | Self::ProductName
                | Self::ProductGoal
        )
    }
}

/// What was typed and left is kept under: what it was for, and about which stories.
pub type Kept = (Purpose, Vec<StoryId>);

/// Under what a text that was typed and left is kept: a new story's belongs to no other story.
#[must_use]
pub fn kept_as(purpose: Purpose, targets: &[StoryId]) -> Kept {
    (purpose, if purpose.is_general() { Vec::new() } else { targets.to_vec() })
}

/// A line being asked for.
#[derive(Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The words before it.
    pub label: String,
    /// The stories it is about, chosen when it was opened.
    pub targets: Vec<StoryId>,
    /// What is to be known while answering; empty where nothing is.
    pub note: String,
    /// Why the line was not taken, until it is changed.
    pub refused: Option<String>,
    /// The line.
    pub line: Line,
    /// What would stand there if nobody had typed.
    pub began: String,
}

impl Prompt {
    /// A prompt with a text to begin with, the caret behind it.
    #[must_use]
    pub fn new(purpose: Purpose, label: String, text: &str, targets: Vec<StoryId>) -> Self {
        let (note, began) = (String::new(), text.to_owned());
        Self { purpose, label, targets, note, refused: None, line: Line::of(text), began }
    }
}
