//! The Board screen's looking state: the running sprint in columns, and its figures as they stand.
//! It never changes the backlog.

mod column;
mod rooms;
mod standing;

use chrono::NaiveDate;
use ratatui::layout::Position;

use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::id::Id;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::StoryId;
use crate::figures::burndown::{self, Day};
use crate::tui::action::Action;

pub use column::{Column, Stage};
pub use rooms::Rooms;
pub use standing::Standing;

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct BoardScreen {
    /// The running sprint; none while none runs.
    pub sprint: Option<Id<Sprint>>,
    /// Its stories, a column for each stage.
    pub columns: [Column; 4],
    /// The column the cursor is in.
    pub column: usize,
    /// How it stands.
    pub standing: Standing,
    /// What was left, day by day.
    pub days: Vec<Day>,
    /// Its working days.
    pub dates: Vec<NaiveDate>,
    /// The columns that the longest number and the longest points take on screen.
    pub wide: (usize, usize),
    /// The story under the cursor, by identity: the cursor goes where it goes.
    selected: Option<StoryId>,
}

impl BoardScreen {
    /// Reads the backlog afresh; the cursor stays on its story, or on its line where that went.
    pub fn refresh(&mut self, backlog: &Backlog, today: NaiveDate) {
        let running = backlog.sprint_in(SprintState::Active);
        let first = self.sprint != running.map(|sprint| sprint.id);
        self.sprint = running.map(|sprint| sprint.id);
        for (column, stage) in self.columns.iter_mut().zip(Stage::ALL) {
            column.empty(*stage);
        }
        let Some(sprint) = running else {
            *self = Self::default();
            return;
        };
        self.wide = (2, 1);
        for story in backlog.in_sprint(sprint.id) {
            let Some(at) = Stage::of(story.status).map(|stage| stage as usize) else { continue };
            if let Some(column) = self.columns.get_mut(at) {
                column.push(story);
            }
            let number = story.number.to_string().len() + 1;
            let points = story.points.map_or(1, |points| points.to_string().len());
            self.wide = (self.wide.0.max(number), self.wide.1.max(points));
        }
        self.days = burndown::of(sprint, backlog, today);
        self.dates = match (sprint.start, sprint.end) {
            (Some(start), Some(end)) => {
                calendar::working_days(backlog.product(), start, end).collect()
            }
            _ => Vec::new(),
        };
        self.standing = Standing::of(sprint, &self.columns, &self.days, &self.dates, today);
        self.find_cursor(first);
    }

    /// Puts the cursor back on its story; without it on the same line, and at first on a column
    /// that has stories.
    fn find_cursor(&mut self, first: bool) {
        for column in &mut self.columns {
            column.cursor = column.cursor.min(column.cards.len().saturating_sub(1));
        }
        if let Some(story) = self.selected {
            self.put_on(story);
        } else if first {
            let begun = self.columns.iter().position(|column| !column.cards.is_empty());
            self.column = begun.unwrap_or(0);
        }
        self.selected = self.story();
    }

    fn put_on(&mut self, story: StoryId) -> bool {
        let place = |column: &Column| column.cards.iter().position(|card| *card == story);
        let found = self.columns.iter().enumerate().find_map(|(at, it)| Some((at, place(it)?)));
        let Some((at, row)) = found else { return false };
        self.column = at;
        if let Some(column) = self.columns.get_mut(at) {
            column.cursor = row;
        }
        true
    }

    /// The column the cursor is in.
    #[must_use]
    pub fn here(&self) -> Option<&Column> {
        self.columns.get(self.column)
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        let column = self.here()?;
        column.cards.get(column.cursor).copied()
    }

    /// The stories of the column the cursor is in, in their order.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        self.here().map(|column| column.cards.clone()).unwrap_or_default()
    }

    /// Puts the cursor on a story, if it is here.
    pub fn go_to(&mut self, story: StoryId) {
        if self.put_on(story) {
            self.selected = Some(story);
        }
    }

    /// Moves the cursor in its column.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let page = self.rooms(size).capacity().max(1);
        let Some(column) = self.columns.get_mut(self.column) else { return };
        let half = (page / 2).max(1);
        let to = match action {
            Action::Down => column.cursor + 1,
            Action::Up => column.cursor.saturating_sub(1),
            Action::HalfDown => column.cursor + half,
            Action::HalfUp => column.cursor.saturating_sub(half),
            Action::PageDown => column.cursor + page,
            Action::PageUp => column.cursor.saturating_sub(page),
            Action::First => 0,
            _ => usize::MAX,
        };
        column.cursor = to.min(column.cards.len().saturating_sub(1));
        self.selected = self.story();
    }

    /// Goes to the column beside, where there is one.
    pub fn go_beside(&mut self, right: bool) {
        let to = if right { self.column.checked_add(1) } else { self.column.checked_sub(1) };
        if let Some(to) = to.filter(|to| *to < self.columns.len()) {
            self.column = to;
            self.selected = self.story();
        }
    }

    /// Goes to the next column, and from the last to the first.
    pub fn switch_pane(&mut self) {
        self.column = (self.column + 1) % self.columns.len();
        self.selected = self.story();
    }

    /// Goes to the column before, and from the first to the last.
    pub fn switch_pane_back(&mut self) {
        let all = self.columns.len();
        self.column = (self.column + all - 1) % all;
        self.selected = self.story();
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self) -> bool {
        self.here().is_some_and(|column| column.cards.len() > 1)
    }

    /// Keeps every cursor on screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        let capacity = self.rooms(size).capacity();
        for column in &mut self.columns {
            column.scroll(capacity);
        }
    }

    /// Where everything stands on a screen of this size.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        let longest = self.columns.iter().map(|column| column.cards.len()).max();
        Rooms::of(size, !self.days.is_empty(), longest.unwrap_or(0))
    }

    /// Puts the cursor on what stands at a place of the screen; says whether it stood there
    /// already. None where there is no story.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let rooms = self.rooms(size);
        let alone = rooms.columns == 1;
        let place = (0..rooms.columns).find(|it| rooms.column(*it, rooms.cards).contains(at))?;
        let to = if alone { self.column } else { usize::from(place) };
        let column = self.columns.get_mut(to)?;
        let row = column.top + usize::from((at.y - rooms.cards.y) / rooms.lines.max(1));
        if row >= column.cards.len() {
            return None;
        }
        let held = (to, row) == (self.column, column.cursor);
        (self.column, column.cursor) = (to, row);
        self.selected = self.story();
        Some(held)
    }
}
