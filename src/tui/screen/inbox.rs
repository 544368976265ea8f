//! The looking state of the Inbox screen: the ideas, by age and weight, and the cursor. It never changes the
//! backlog.

use chrono::NaiveDate;
use ratatui::layout::Position;

use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;
use crate::tui::action::Action;

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct InboxScreen {}

impl InboxScreen {
    /// Reads the backlog afresh; the cursor stays on what it was on.
    pub fn refresh(&mut self, _backlog: &Backlog, _today: NaiveDate) {}

    /// The story under the cursor.
    #[must_use]
    pub const fn story(&self) -> Option<StoryId> {
        None
    }

    /// The stories here, in their order.
    #[must_use]
    pub const fn sequence(&self) -> Vec<StoryId> {
        Vec::new()
    }

    /// Puts the cursor on a story, if it is here.
    pub const fn go_to(&mut self, _story: StoryId) {}

    /// Moves the cursor.
    pub const fn go(&mut self, _action: Action, _size: (u16, u16)) {}

    /// Goes to the next pane.
    pub const fn switch_pane(&mut self) {}

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub const fn can_move(&self, _size: (u16, u16)) -> bool {
        false
    }

    /// Whether there is something to leave.
    #[must_use]
    pub const fn is_inside(&self) -> bool {
        false
    }

    /// Leaves what was entered last.
    pub const fn back(&mut self) {}

    /// Puts the cursor on what was clicked; says whether it was there already.
    pub const fn click(&mut self, _at: Position, _size: (u16, u16)) -> Option<bool> {
        None
    }

    /// Keeps the cursor on screen.
    pub const fn settle(&mut self, _size: (u16, u16)) {}
}
