//! A list of stories with a cursor and, in it, perhaps a line that is no story. It never looks at
//! a story, only at where it stands.

use crate::domain::number::Points;
use crate::domain::story::{Story, StoryId};
use crate::domain::table::Table;
use crate::tui::action::Action;

/// A list on screen: which stories, where the cursor is, what is scrolled away.
#[derive(Debug, Default)]
pub struct Rows {
    /// Indexes into the table of stories, in order.
    pub rows: Vec<u32>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first line on screen; a cut line is a line too.
    pub top: usize,
    /// A line stands after so many rows.
    pub cut: Option<usize>,
    /// The points of all rows.
    pub points: Points,
    /// The story under the cursor, by identity: it stays there when rows come and go.
    selected: Option<StoryId>,
}

/// What stands on a line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A story: its row, and its index in the table.
    Story(usize, u32),
    /// The line that says how far the capacity goes.
    Cut,
}

impl Rows {
    /// Shows other rows; the cursor stays on its story, else on its row, so that the next story
    /// comes under it when this one leaves the list.
    pub fn put(&mut self, rows: Vec<u32>, stories: &Table<Story>) {
        self.rows = rows;
        let held = self.selected.and_then(|id| self.row_of(id, stories));
        self.go(held.unwrap_or(self.cursor), stories);
    }

    /// Puts the cursor on a row, or on the last one.
    pub fn go(&mut self, row: usize, stories: &Table<Story>) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        let index = self.rows.get(self.cursor);
        let story = index.and_then(|index| stories.at(*index as usize));
        self.selected = story.map(|story| story.id);
    }

    /// The row of a story, if it is here.
    #[must_use]
    pub fn row_of(&self, story: StoryId, stories: &Table<Story>) -> Option<usize> {
        let index = stories.index_of(story).ok()?;
        self.rows.iter().position(|row| *row as usize == index)
    }

    /// The story under the cursor.
    #[must_use]
    pub const fn story(&self) -> Option<StoryId> {
        self.selected
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() + usize::from(self.cut.is_some())
    }

    /// Whether there is no story.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What stands on a line.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<Line> {
        let row = match self.cut {
            Some(cut) if line == cut => return Some(Line::Cut),
            Some(cut) if line > cut => line - 1,
            _ => line,
        };
        Some(Line::Story(row, *self.rows.get(row)?))
    }

    /// The line the cursor is on.
    #[must_use]
    pub fn cursor_line(&self) -> usize {
        self.cursor + usize::from(self.cut.is_some_and(|cut| self.cursor >= cut))
    }

    /// Scrolls so that the cursor is on screen, with a little of what surrounds it.
    pub fn scroll(&mut self, height: u16) {
        let height = usize::from(height).max(1);
        let margin = 2.min((height - 1) / 2);
        let at = self.cursor_line();
        let lowest = (at + margin + 1).min(self.len()).saturating_sub(height);
        let highest = at.saturating_sub(margin);
        self.top = self.top.clamp(lowest.min(highest), highest);
        self.top = self.top.min(self.len().saturating_sub(height));
    }
}

/// Where a movement leads from one of so many places, on a pane of so many lines; none where it
/// leads past an end by one step.
#[must_use]
pub fn step(action: Action, at: usize, count: usize, height: u16) -> Option<usize> {
    let page = usize::from(height).max(1);
    let half = (page / 2).max(1);
    let last = count.saturating_sub(1);
    match action {
        Action::Down => Some(at + 1).filter(|to| *to < count),
        Action::Up => at.checked_sub(1).filter(|_| count > 0),
        Action::HalfDown => Some((at + half).min(last)),
        Action::HalfUp => Some(at.saturating_sub(half)),
        Action::PageDown => Some((at + page).min(last)),
        Action::PageUp => Some(at.saturating_sub(page)),
        Action::First => Some(0),
        _ => Some(last),
    }
}
