//! Closing a sprint: where each story goes that was not accepted, as it is said so far. It closes
//! nothing.

use std::collections::BTreeSet;

use crate::domain::backlog::Backlog;
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, StoryId};
use crate::tui::action::Action;
use crate::tui::update::target;

/// What is asked before a sprint closes. What was said stays when the question is left.
#[derive(Debug, Default)]
pub struct Closing {
    /// Whether it is asked now.
    pub open: bool,
    /// The stories that were not accepted, in their order.
    pub rows: Vec<StoryId>,
    /// Those of them that go to the next sprint; the others go back to the backlog.
    pub next: BTreeSet<StoryId>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on screen.
    pub top: usize,
}

/// The lines of the question that are not stories.
pub const AROUND: u16 = 5;

impl Closing {
    /// Reads afresh which stories were not accepted; without a running sprint nothing is asked.
    pub fn refresh(&mut self, running: Option<&Sprint>, backlog: &Backlog) {
        let held = self.story();
        self.rows.clear();
        let Some(sprint) = running else {
            self.open = false;
            return;
        };
        let left = backlog
            .in_sprint(sprint.id)
            .filter(|story| !matches!(story.status, Status::Accepted | Status::Dropped));
        self.rows.extend(left.map(|story| story.id));
        let at = held.and_then(|id| self.rows.iter().position(|row| *row == id));
        self.cursor = at.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.rows.get(self.cursor).copied()
    }

    /// Puts the cursor on a story, if it is here.
    pub fn go_to(&mut self, story: StoryId) {
        self.cursor = self.rows.iter().position(|row| *row == story).unwrap_or(self.cursor);
    }

    /// Moves the cursor.
    pub fn go(&mut self, action: Action, height: u16) {
        let page = usize::from(height.saturating_sub(AROUND)).max(1);
        self.cursor = target(action, self.cursor, page).min(self.rows.len().saturating_sub(1));
    }

    /// The story under the cursor goes the other way.
    pub fn turn(&mut self) {
        if let Some(story) = self.story()
            && !self.next.remove(&story)
        {
            self.next.insert(story);
        }
    }

    /// All go to the next sprint; where they do already, back to the backlog.
    pub fn turn_all(&mut self) {
        if self.rows.iter().all(|story| self.next.contains(story)) {
            self.next.clear();
        } else {
            self.next.extend(&self.rows);
        }
    }

    /// Those that go to the next sprint, and those that go back, as far as they are here.
    #[must_use]
    pub fn ways(&self) -> (Vec<StoryId>, Vec<StoryId>) {
        self.rows.iter().partition(|story| self.next.contains(story))
    }

    /// Keeps the cursor on screen.
    pub fn settle(&mut self, height: u16) {
        let height = usize::from(height.saturating_sub(AROUND)).max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor.max(lowest));
    }
}
