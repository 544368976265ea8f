//! The looking state of each screen: cursors, marks, filters. It never changes the backlog.

pub mod backlog;
pub mod board;
mod changes;
pub mod columns;
pub mod conflicts;
pub mod health;
pub mod inbox;
pub mod plan;
pub mod refine;
pub mod review;
pub mod story;
pub mod today;

use super::action::Place;

/// The screens one can be on; a digit leads to each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Screen {
    /// Where things stand.
    #[default]
    Today,
    /// The ordered list.
    Backlog,
    /// The next story that is not ready, alone.
    Refine,
    /// The next sprint being planned, or the running one changed.
    Plan,
    /// The running sprint.
    Board,
    /// What was delivered, waiting for a verdict.
    Review,
    /// Ideas, before they are stories.
    Inbox,
    /// What the order and its stories suffer from.
    Health,
    /// What two people wrote differently; it is there only while there is something to settle.
    Conflicts,
}

impl Screen {
    /// Every screen that has a digit, in the order of it.
    pub const ALL: &[Self] = &[
        Self::Today,
        Self::Backlog,
        Self::Refine,
        Self::Plan,
        Self::Board,
        Self::Review,
        Self::Inbox,
    ];

    /// What its tab says.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Backlog => "Backlog",
            Self::Refine => "Refine",
            Self::Plan => "Plan",
            Self::Board => "Board",
            Self::Review => "Review",
            Self::Inbox => "Inbox",
            Self::Health => "Health",
            Self::Conflicts => "Conflicts",
        }
    }

    /// The digit that leads there, where one does; those in between are for screens to come.
    #[must_use]
    pub const fn digit(self) -> Option<u8> {
        match self {
            Self::Today => Some(1),
            Self::Backlog => Some(2),
            Self::Refine => Some(3),
            Self::Plan => Some(4),
            Self::Board => Some(5),
            Self::Review => Some(6),
            Self::Inbox => Some(9),
            Self::Health | Self::Conflicts => None,
        }
    }

    /// Where its keys hold.
    #[must_use]
    pub const fn place(self) -> Place {
        match self {
            Self::Today => Place::Today,
            Self::Backlog => Place::List,
            Self::Refine => Place::Refine,
            Self::Plan => Place::Plan,
            Self::Board => Place::Board,
            Self::Review => Place::Review,
            Self::Inbox => Place::Inbox,
            Self::Health => Place::Health,
            Self::Conflicts => Place::Conflicts,
        }
    }
}
