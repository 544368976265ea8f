//! The occasions on which the file is kept as it was, and the one place that says which act is
//! one. It keeps nothing itself.

use crate::domain::command::Command;

/// Why a backup is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// A screen saves for the first time.
    Screen,
    /// A command writes, and there is no backup of the last hour.
    Hourly,
    /// What another tool held is taken in.
    Import,
    /// What another backlog of this program holds is taken over.
    TakeOver,
    /// The file changed underneath, and what was done here is merged with it.
    Merge,
    /// Several stories are given up at once.
    Drop,
    /// The backlog becomes what a backup holds.
    Restore,
    /// What is wrong with the file is mended.
    Mend,
    /// Bytes that cannot be read give way to a backup.
    Unreadable,
}

impl Occasion {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Screen,
        Self::Hourly,
        Self::Import,
        Self::TakeOver,
        Self::Merge,
        Self::Drop,
        Self::Restore,
        Self::Mend,
        Self::Unreadable,
    ];

    /// The occasion that a command is, whenever it is carried out; none for the usual ones.
    #[must_use]
    pub fn of(command: &Command) -> Option<Self> {
        match command {
            Command::Import(_) => Some(Self::Import),
            Command::TakeOver(_) => Some(Self::TakeOver),
            Command::Drop { stories, .. } if stories.len() > 1 => Some(Self::Drop),
            Command::TurnBack { .. } => Some(Self::Restore),
            Command::Mend => Some(Self::Mend),
            _ => None,
        }
    }

    /// Its word in the name of a backup and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Hourly => "hourly",
            Self::Import => "import",
            Self::TakeOver => "take-over",
            Self::Merge => "merge",
            Self::Drop => "drop",
            Self::Restore => "restore",
            Self::Mend => "mend",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether nothing is written where the backup cannot be made.
    #[must_use]
    pub const fn must_be_kept(self) -> bool {
        matches!(self, Self::Restore | Self::Mend | Self::Unreadable)
    }

    /// Whether it only comes round by itself, so that a weightier occasion takes its place.
    #[must_use]
    pub const fn comes_round(self) -> bool {
        matches!(self, Self::Screen | Self::Hourly)
    }
}
