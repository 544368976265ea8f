//! One column of the Board: the stories of a stage, and where its cursor is. It moves no story.

use crate::domain::number::Points;
use crate::domain::story::{Status, Story, StoryId};

/// How far a story of a sprint has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Not started.
    #[default]
    ToDo,
    /// Being done.
    Doing,
    /// Waiting for the verdict.
    Delivered,
    /// Accepted.
    Accepted,
}

impl Stage {
    /// Every stage, from the left.
    pub const ALL: &[Self] = &[Self::ToDo, Self::Doing, Self::Delivered, Self::Accepted];

    /// The stage of a state; none of what was dropped.
    #[must_use]
    pub const fn of(status: Status) -> Option<Self> {
        match status {
            Status::Draft | Status::Ready => Some(Self::ToDo),
            Status::Doing => Some(Self::Doing),
            Status::Delivered => Some(Self::Delivered),
            Status::Accepted => Some(Self::Accepted),
            Status::Dropped => None,
        }
    }

    /// What its column is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToDo => "To do",
            Self::Doing => "Doing",
            Self::Delivered => "Delivered",
            Self::Accepted => "Accepted",
        }
    }

    /// What an empty column says.
    #[must_use]
    pub const fn nothing(self) -> &'static str {
        match self {
            Self::ToDo => "all is begun",
            Self::Doing => "nothing",
            Self::Delivered => "nothing waits",
            Self::Accepted => "nothing yet",
        }
    }
}

/// The stories of a stage.
#[derive(Debug, Default)]
pub struct Column {
    /// Which stage.
    pub stage: Stage,
    /// The stories, in their order.
    pub cards: Vec<StoryId>,
    /// Their points.
    pub points: Points,
    /// Stories of it that are not estimated.
    pub unestimated: usize,
    /// Stories of it that something stands in the way of.
    pub blocked: usize,
    /// The card under its cursor.
    pub cursor: usize,
    /// The first card on screen.
    pub top: usize,
}

impl Column {
    /// Takes all stories away; the cursor stays on its line.
    pub(super) fn empty(&mut self, stage: Stage) {
        let (cursor, top) = (self.cursor, self.top);
        let mut cards = std::mem::take(&mut self.cards);
        cards.clear();
        *self = Self { stage, cards, cursor, top, ..Self::default() };
    }

    pub(super) fn push(&mut self, story: &Story) {
        self.cards.push(story.id);
        self.points = self.points + story.points.unwrap_or_default();
        self.unestimated += usize::from(story.points.is_none());
        self.blocked += usize::from(story.impediment.is_some() && story.status.is_open());
    }

    /// Scrolls so that the cursor is on screen.
    pub(super) fn scroll(&mut self, capacity: usize) {
        let capacity = capacity.max(1);
        let lowest = (self.cursor + 1).saturating_sub(capacity);
        self.top = self.top.clamp(lowest, self.cursor);
        self.top = self.top.min(self.cards.len().saturating_sub(capacity));
    }
}
