//! The Plan screen's looking state: the sprint being planned, or the running one being changed. It never changes the backlog.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;
use crate::tui::action::Action;

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct PlanScreen {}

impl PlanScreen {
    /// Reads the backlog afresh; the cursor stays on what it was on, or on its line.
    pub fn refresh(&mut self, _backlog: &Backlog, _today: NaiveDate) {}

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        None
    }

    /// The stories of the list the cursor is in, in their order.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        Vec::new()
    }

    /// Puts the cursor on a story, if it is here.
    pub fn go_to(&mut self, _story: StoryId) {}

    /// Moves the cursor.
    pub fn go(&mut self, _action: Action, _size: (u16, u16)) {}

    /// Goes to the other pane.
    pub fn switch_pane(&mut self) {}

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self) -> bool {
        false
    }

    /// Keeps the cursor on screen.
    pub fn settle(&mut self, _size: (u16, u16)) {}
}
