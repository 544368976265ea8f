//! The looking state where values that two people wrote differently are settled: which there are,
//! the cursor, and both values of the one under it. It never changes the backlog.

mod rooms;
mod sheet;

use ratatui::layout::Position;

use crate::domain::backlog::Backlog;
use crate::domain::conflict::{Conflict, Noun};
use crate::domain::id::Id;
use crate::domain::spelling::{Said, of_conflict};
use crate::domain::stamp::Moment;
use crate::domain::story::StoryId;
use crate::say::{plain, width};
use crate::tui::action::Action;
use crate::tui::update::target;

pub use rooms::Rooms;
pub use sheet::{Line, Sheet};

/// What movement keys move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The cursor in the list.
    #[default]
    List,
    /// The text of both values.
    Values,
}

/// A value as one side wrote it, harmless.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// The text; none is no value.
    pub text: Option<String>,
    /// Who wrote it; empty where nobody knows.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// One value that is to be settled.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which one.
    pub id: Id<Conflict>,
    /// What it belongs to: "#12".
    pub what: String,
    /// Which of its values: "title".
    pub field: String,
    /// The story it belongs to, where it is one's.
    pub story: Option<StoryId>,
    /// What stands.
    pub ours: Value,
    /// What came in.
    pub theirs: Value,
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct ConflictsScreen {
    /// What is to be settled, in the order of the backlog.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on screen.
    pub top: usize,
    /// What movement keys move.
    pub pane: Pane,
    /// Both values of the row under the cursor, in lines.
    pub sheet: Sheet,
    /// The first line of them on screen.
    pub scrolled: usize,
    /// The columns that what they are about and their fields take.
    pub wide: (usize, usize),
    /// The one under the cursor, by identity.
    selected: Option<Id<Conflict>>,
}

impl ConflictsScreen {
    /// Reads the backlog afresh; the cursor stays on what it was on, goes on where that is
    /// settled, and goes to what came back.
    pub fn refresh(&mut self, backlog: &Backlog) {
        let known: Vec<Id<Conflict>> = self.rows.iter().map(|row| row.id).collect();
        self.rows = rows(backlog);
        let place = |id| self.rows.iter().position(|row| row.id == id);
        let came_back = |row: &Row| !known.is_empty() && !known.contains(&row.id);
        let new = self.rows.iter().position(came_back);
        let held = new.or_else(|| self.selected.and_then(place)).unwrap_or(self.cursor);
        let columns = |of: fn(&Row) -> &str| {
            self.rows.iter().map(|row| width::width(of(row))).max().unwrap_or(0)
        };
        self.wide = (columns(|row| &row.what), columns(|row| &row.field));
        self.sheet = Sheet::default();
        self.put_on(held);
    }

    fn put_on(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        let selected = self.row().map(|row| row.id);
        if selected != self.selected {
            (self.scrolled, self.pane) = (0, Pane::List);
            self.selected = selected;
        }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// The story the value under the cursor belongs to.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.row()?.story
    }

    /// The stories that have something to be settled, in the order of the list.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        let mut stories: Vec<StoryId> = self.rows.iter().filter_map(|row| row.story).collect();
        stories.dedup();
        stories
    }

    /// Puts the cursor on a story, if something of it is here.
    pub fn go_to(&mut self, story: StoryId) {
        if self.story() != Some(story)
            && let Some(row) = self.rows.iter().position(|row| row.story == Some(story))
        {
            self.put_on(row);
        }
    }

    /// Moves the cursor, or the text of both values.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let rooms = self.rooms(size);
        match self.pane {
            Pane::List => {
                let page = usize::from(rooms.list.height).max(1);
                self.put_on(target(action, self.cursor, page));
            }
            Pane::Values => {
                let page = rooms.shown().max(1);
                let last = self.sheet.len().saturating_sub(page);
                self.scrolled = target(action, self.scrolled, page).min(last);
            }
        }
    }

    /// Goes to the text of both values, or back to the list.
    pub fn switch_pane(&mut self) {
        self.pane = match self.pane {
            Pane::List if self.row().is_some() => Pane::Values,
            _ => Pane::List,
        };
    }

    /// Whether there is more of both values than there is room for.
    #[must_use]
    pub fn can_scroll(&self, size: (u16, u16)) -> bool {
        self.sheet.len() > self.rooms(size).shown()
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self, size: (u16, u16)) -> bool {
        match self.pane {
            Pane::List => self.rows.len() > 1,
            Pane::Values => self.can_scroll(size),
        }
    }

    /// Whether there is something to leave.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.pane == Pane::Values
    }

    /// Leaves what was entered last.
    pub const fn back(&mut self) {
        self.pane = Pane::List;
    }

    /// Puts the cursor on what was clicked; says whether it was there already.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let list = self.rooms(size).list;
        let row = self.top + usize::from(at.y.checked_sub(list.y)?);
        if !list.contains(at) || row >= self.rows.len() {
            return None;
        }
        let held = row == self.cursor;
        self.pane = Pane::List;
        self.put_on(row);
        Some(held)
    }

    /// Keeps the cursor on screen, and both values in lines that fit.
    pub fn settle(&mut self, size: (u16, u16)) {
        let rooms = self.rooms(size);
        let (row, columns) = (self.rows.get(self.cursor), rooms.columns());
        if let Some(row) = row.filter(|row| !self.sheet.is_of(row.id, columns)) {
            self.sheet = Sheet::of(row, columns);
            // What differs far down is looked at first, with the line above it.
            let first = self.sheet.first_difference().filter(|first| *first >= rooms.shown());
            self.scrolled = first.map_or(0, |first| first - 1);
        } else if self.rows.is_empty() {
            self.sheet = Sheet::default();
        }
        let height = usize::from(rooms.list.height).max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor.max(lowest));
        self.top = self.top.min(self.rows.len().saturating_sub(height));
        self.scrolled = self.scrolled.min(self.sheet.len().saturating_sub(rooms.shown().max(1)));
        if self.pane == Pane::Values && !self.can_scroll(size) {
            self.pane = Pane::List;
        }
    }

    /// Where everything stands on a screen of this size.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        Rooms::of(size, self.rows.len())
    }
}

/// What is to be settled: stories in their order first, then the rest.
fn rows(backlog: &Backlog) -> Vec<Row> {
    let conflicts = backlog.conflicts();
    if conflicts.is_empty() {
        return Vec::new();
    }
    let about: std::collections::HashMap<StoryId, usize> =
        backlog.in_order().enumerate().map(|(at, story)| (story.id, at)).collect();
    let mut rows: Vec<Row> = conflicts.iter().map(|it| row(it, backlog)).collect();
    let place = |row: &Row| row.story.and_then(|id| about.get(&id)).copied().unwrap_or(usize::MAX);
    rows.sort_by(|a, b| {
        (place(a), &a.what, &a.field, a.id).cmp(&(place(b), &b.what, &b.field, b.id))
    });
    rows
}

fn row(conflict: &Conflict, backlog: &Backlog) -> Row {
    let Said { what, field, ours, theirs } = of_conflict(conflict, backlog);
    let value = |text: Option<String>, claim: &crate::domain::conflict::Claim| Value {
        text: text.map(|text| plain::text(&text).into_owned()),
        by: plain::line(&claim.by).into_owned(),
        at: claim.at,
    };
    let story = Id::new(conflict.about);
    let is_here = conflict.of == Noun::Story && backlog.story(story).is_some();
    Row {
        id: conflict.id,
        what: plain::line(&what).into_owned(),
        field: plain::line(&field).into_owned(),
        story: is_here.then_some(story),
        ours: value(ours, &conflict.ours),
        theirs: value(theirs, &conflict.theirs),
    }
}
