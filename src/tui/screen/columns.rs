//! The columns the list of stories can show: their names, how wide they are, and which there is
//! room for. It knows no cell.

use crate::domain::backlog::Backlog;

/// One column beside the title, which is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Place in the order.
    Position,
    /// What people call it.
    Number,
    /// Its size.
    Points,
    /// Where it stands, and how much is missing.
    State,
    /// What sort of work it is.
    Kind,
    /// The title; it takes what room is left.
    Title,
    /// The outcome it serves.
    Epic,
    /// The release it ships with.
    Release,
    /// Free words.
    Tags,
    /// How much its release depends on it.
    Moscow,
    /// Who asked for it.
    Requester,
    /// Who works on it.
    Assignee,
    /// The product's score.
    Score,
    /// The sprint it is in.
    Sprint,
    /// The day something happened to it last.
    Updated,
}

/// The least a title needs before another column is given up.
const TITLE: usize = 16;

impl Column {
    /// All of them, in the order they stand in.
    pub const ALL: [Self; 15] = [
        Self::Position,
        Self::Number,
        Self::Points,
        Self::State,
        Self::Kind,
        Self::Title,
        Self::Epic,
        Self::Release,
        Self::Tags,
        Self::Moscow,
        Self::Requester,
        Self::Assignee,
        Self::Score,
        Self::Sprint,
        Self::Updated,
    ];

    /// Its name, as `list --columns` takes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Number => "number",
            Self::Points => "points",
            Self::State => "status",
            Self::Kind => "kind",
            Self::Title => "title",
            Self::Epic => "epic",
            Self::Release => "release",
            Self::Tags => "tags",
            Self::Moscow => "moscow",
            Self::Requester => "requester",
            Self::Assignee => "assignee",
            Self::Score => "score",
            Self::Sprint => "sprint",
            Self::Updated => "updated",
        }
    }

    /// The column of a name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.word() == word)
    }

    /// What stands above it.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Position => "pos",
            Self::Number => "#",
            Self::Points => "pts",
            Self::State => "state",
            Self::Title => "story",
            Self::Sprint => "spr",
            other => other.word(),
        }
    }

    /// Whether its cells stand at the right.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Position | Self::Number | Self::Points | Self::Score | Self::Sprint)
    }

    /// How many columns of the terminal it takes; the title takes the rest.
    const fn width(self, total: usize) -> usize {
        match self {
            Self::Position => 4,
            Self::Number | Self::Kind | Self::Moscow => 6,
            Self::Points => 5,
            Self::Score => 7,
            Self::State => 9,
            Self::Title => 0,
            Self::Epic if total < 96 => 10,
            Self::Epic => 16,
            Self::Tags => 18,
            Self::Release | Self::Requester | Self::Assignee | Self::Updated => 10,
            Self::Sprint => 3,
        }
    }
}

/// The columns nobody chose: as many as there is room and use for.
fn usual(total: usize, backlog: &Backlog, scored: bool) -> Vec<Column> {
    use Column as C;
    let wanted = |column: &C| match column {
        C::Position | C::Number | C::Points | C::State | C::Title => true,
        C::Epic => total >= 64 && !backlog.epics().is_empty(),
        C::Tags => total >= 96,
        C::Score => total >= 76 && scored,
        C::Sprint => total >= 56 && !backlog.sprints().is_empty(),
        _ => false,
    };
    C::ALL.into_iter().filter(wanted).collect()
}

/// The columns that are shown in so much room, each with its width: those chosen, or the usual
/// ones, the score where any story has one; where there is no room the last of them are left out.
#[must_use]
pub fn shown(
    chosen: &[Column],
    total: u16,
    backlog: &Backlog,
    scored: bool,
) -> Vec<(Column, usize)> {
    let total = usize::from(total);
    let wanted = if chosen.is_empty() { usual(total, backlog, scored) } else { chosen.to_vec() };
    // One column for the mark, and a blank between all others.
    let mut room = total.saturating_sub(1);
    let mut shown: Vec<(Column, usize)> = Vec::new();
    let mut rest = room.saturating_sub(TITLE + 1);
    for column in Column::ALL.into_iter().filter(|it| wanted.contains(it)) {
        let width = column.width(total);
        if column == Column::Title {
            shown.push((column, 0));
        } else if width < rest {
            rest -= width + 1;
            room = room.saturating_sub(width + 1);
            shown.push((column, width));
        }
    }
    for (column, width) in &mut shown {
        if *column == Column::Title {
            *width = room;
        }
    }
    shown
}
