//! The looking state of each screen: cursors, marks, filters. It never changes the backlog.

pub mod backlog;
pub mod board;
pub mod columns;
pub mod plan;
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
    /// The next sprint being planned, or the running one changed.
    Plan,
    /// The running sprint.
    Board,
    /// What was delivered, waiting for a verdict.
    Review,
}

impl Screen {
    /// Every screen, in the order of its digit.
    pub const ALL: &[Self] = &[Self::Today, Self::Backlog, Self::Plan, Self::Board, Self::Review];

    /// What its tab says.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Backlog => "Backlog",
            Self::Plan => "Plan",
            Self::Board => "Board",
            Self::Review => "Review",
        }
    }

    /// The digit that leads there; those in between are for screens to come.
    #[must_use]
    pub const fn digit(self) -> u8 {
        match self {
            Self::Today => 1,
            Self::Backlog => 2,
            Self::Plan => 4,
            Self::Board => 5,
            Self::Review => 6,
        }
    }

    /// Where its keys hold.
    #[must_use]
    pub const fn place(self) -> Place {
        match self {
            Self::Today => Place::Today,
            Self::Backlog => Place::List,
            Self::Plan => Place::Plan,
            Self::Board => Place::Board,
            Self::Review => Place::Review,
        }
    }
}
