//! The looking state of the Inbox: the ideas by weight and age, the cursor, and all about the one
//! under it. It never changes the backlog.

mod rooms;
mod row;

use std::collections::HashMap;

use chrono::NaiveDate;
use ratatui::layout::Position;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::story::StoryId;
use crate::tui::action::Action;
use crate::tui::theme::Role;
use crate::tui::update::target;

pub use rooms::Rooms;
pub use row::{Row, Told};

/// What movement keys move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The cursor in the list.
    #[default]
    List,
    /// The text about the idea.
    Detail,
}

/// All about one idea, in lines that fit.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Of which idea, and the columns it was made for.
    of: Option<(Id<Idea>, usize)>,
    /// The lines.
    pub lines: Vec<(String, Role)>,
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct InboxScreen {
    /// Every idea in the order of the inbox: the new ones first.
    rows: Vec<Row>,
    /// How many of them are new.
    pub new: usize,
    /// How many are kept.
    pub kept: usize,
    /// Whether those kept and dismissed are shown too.
    pub all: bool,
    /// Whether they are only shown because one of them was gone to.
    led: bool,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on screen.
    pub top: usize,
    /// What movement keys move.
    pub pane: Pane,
    /// All about the idea under the cursor.
    pub sheet: Sheet,
    /// The first line of it on screen.
    pub scrolled: usize,
    /// The one under the cursor, by identity.
    selected: Option<Id<Idea>>,
    /// How ideas stood when they were read last.
    known: HashMap<Id<Idea>, IdeaState>,
}

impl InboxScreen {
    /// Reads the backlog afresh. The cursor stays on what it was on; it goes on to the next where
    /// something became of that, and to what is new again.
    pub fn refresh(&mut self, backlog: &Backlog, today: NaiveDate) {
        self.rows = row::rows(backlog, today);
        let count = |state| self.rows.iter().filter(|row| row.state == state).count();
        (self.new, self.kept) = (count(IdeaState::New), count(IdeaState::Kept));
        let states = self.rows.iter().map(|row| (row.id, row.state)).collect();
        let known = std::mem::replace(&mut self.known, states);
        let turned = |row: &Row| known.get(&row.id).is_some_and(|was| *was != row.state);
        let again = |row: &Row| row.state == IdeaState::New && turned(row);
        let stays = |row: &Row| Some(row.id) == self.selected && !turned(row);
        let at = self.rows.iter().position(again).or_else(|| self.rows.iter().position(stays));
        self.sheet = Sheet::default();
        self.put_on(at.unwrap_or(self.cursor));
    }

    fn put_on(&mut self, row: usize) {
        self.cursor = row.min(self.shown().len().saturating_sub(1));
        let selected = self.row().map(|row| row.id);
        if selected != self.selected {
            (self.scrolled, self.pane) = (0, Pane::List);
            self.selected = selected;
        }
    }

    /// The ideas that are shown: new ones are in front.
    #[must_use]
    pub fn shown(&self) -> &[Row] {
        let until = if self.all { self.rows.len() } else { self.new };
        self.rows.get(..until).unwrap_or_default()
    }

    /// How many ideas were dismissed.
    #[must_use]
    pub const fn dismissed(&self) -> usize {
        self.rows.len() - self.new - self.kept
    }

    /// How many ideas are not new.
    #[must_use]
    pub const fn old(&self) -> usize {
        self.rows.len() - self.new
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.shown().get(self.cursor)
    }

    /// Shows every idea, or only the new ones.
    pub fn show_all(&mut self, all: bool) {
        (self.all, self.led) = (all, false);
        self.put_on(self.cursor);
    }

    /// Puts the cursor on an idea, wherever it is.
    pub fn go_to_idea(&mut self, idea: Id<Idea>) {
        if let Some(row) = self.rows.iter().position(|row| row.id == idea) {
            if row >= self.new && !self.all {
                (self.all, self.led) = (true, true);
            }
            self.put_on(row);
        }
    }

    /// The first story the idea under the cursor has to do with.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.row()?.story()
    }

    /// The stories of the ideas that are shown, in the order of the list.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        let mut stories: Vec<StoryId> = self.shown().iter().filter_map(Row::story).collect();
        stories.dedup();
        stories
    }

    /// Puts the cursor on a story, if an idea of it is shown.
    pub fn go_to(&mut self, story: StoryId) {
        if self.story() != Some(story)
            && let Some(row) = self.shown().iter().position(|row| row.story() == Some(story))
        {
            self.put_on(row);
        }
    }

    /// Moves the cursor, or the text about the idea.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let rooms = self.rooms(size);
        match self.pane {
            Pane::List => {
                let page = usize::from(rooms.list.height).max(1);
                self.put_on(target(action, self.cursor, page));
            }
            Pane::Detail => {
                let page = usize::from(rooms.detail.height).max(1);
                let last = self.sheet.lines.len().saturating_sub(page);
                self.scrolled = target(action, self.scrolled, page).min(last);
            }
        }
    }

    /// Goes to the text about the idea, or back to the list.
    pub fn switch_pane(&mut self) {
        self.pane = match self.pane {
            Pane::List if self.row().is_some() => Pane::Detail,
            _ => Pane::List,
        };
    }

    /// Whether there is more about the idea than there is room for.
    #[must_use]
    pub fn can_scroll(&self, size: (u16, u16)) -> bool {
        let height = usize::from(self.rooms(size).detail.height);
        height > 0 && self.sheet.lines.len() > height
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self, size: (u16, u16)) -> bool {
        match self.pane {
            Pane::List => self.shown().len() > 1,
            Pane::Detail => self.can_scroll(size),
        }
    }

    /// Whether there is something to leave.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.pane == Pane::Detail || (self.all && !self.led)
    }

    /// Leaves what was entered last.
    pub fn back(&mut self) {
        if self.pane == Pane::Detail {
            self.pane = Pane::List;
        } else {
            self.show_all(false);
        }
    }

    /// Puts the cursor on what was clicked; says whether it was there already.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let list = self.rooms(size).list;
        let row = self.top + usize::from(at.y.checked_sub(list.y)?);
        if !list.contains(at) || row >= self.shown().len() {
            return None;
        }
        let held = row == self.cursor;
        self.pane = Pane::List;
        self.put_on(row);
        Some(held)
    }

    /// Keeps the cursor on screen, and the text about the idea in lines that fit.
    pub fn settle(&mut self, size: (u16, u16)) {
        let rooms = self.rooms(size);
        let columns = usize::from(rooms.detail.width.saturating_sub(3));
        let of = self.row().map(|row| (row.id, columns));
        if of != self.sheet.of {
            let lines = self.row().map(|row| row.lines(columns)).unwrap_or_default();
            self.sheet = Sheet { of, lines };
        }
        let height = usize::from(rooms.list.height).max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor.max(lowest));
        self.top = self.top.min(self.shown().len().saturating_sub(height));
        let page = usize::from(rooms.detail.height).max(1);
        self.scrolled = self.scrolled.min(self.sheet.lines.len().saturating_sub(page));
        if self.pane == Pane::Detail && !self.can_scroll(size) {
            self.pane = Pane::List;
        }
    }

    /// Where everything stands on a screen of this size.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        Rooms::of(size, self.shown().len())
    }
}
