//! The Review screen's looking state: what was delivered and what was said of it, the cursor on
//! its lines, and what is going to be said of the sprint. It never changes the backlog.

mod closing;
mod lines;
mod rooms;

use std::collections::BTreeSet;

use ratatui::layout::Position;

use crate::domain::backlog::Backlog;
use crate::domain::criterion::VerdictKind;
use crate::domain::id::Id;
use crate::domain::ranking::Mark;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};
use crate::tui::action::Action;
use crate::tui::update::target;

pub use closing::{AROUND, Closing};
pub use lines::{Line, Row, Said};
pub use rooms::Rooms;

/// Which list the movement keys move in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The stories.
    #[default]
    Stories,
    /// The criteria and the lines of done of one story.
    Lines,
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct ReviewScreen {
    /// The running sprint; none while none runs.
    pub sprint: Option<Id<Sprint>>,
    /// What was delivered, in order; then what was judged in this sprint.
    pub rows: Vec<Row>,
    /// How many of the rows wait for a verdict: they come first.
    pub waiting: usize,
    /// The row under the cursor; behind the last story stands the goal, where a sprint runs.
    pub cursor: usize,
    /// The first row on screen.
    pub top: usize,
    /// The list that has the keys.
    pub pane: Pane,
    /// The line that the next word is about.
    pub line: usize,
    /// Whether the goal was met, as it was said; none is not judged.
    pub goal_met: Option<bool>,
    /// The remark on the sprint that is kept with its record.
    pub note: String,
    /// The sprint that `closing` is about.
    closes: Option<Id<Sprint>>,
    /// Where unfinished stories go.
    pub closing: Closing,
    /// The story under the cursor, by identity.
    selected: Option<StoryId>,
}

impl ReviewScreen {
    /// Reads the backlog afresh; the cursor stays on its story, or on its line where that went.
    pub fn refresh(&mut self, backlog: &Backlog) {
        let running = backlog.sprint_in(SprintState::Active);
        self.sprint = running.map(|sprint| sprint.id);
        self.goal_met = running.and_then(|sprint| sprint.goal_met);
        self.note = running.map_or_else(String::new, |sprint| sprint.note.clone());
        if self.sprint.is_some() && self.sprint != self.closes {
            self.closes = self.sprint;
            self.closing = Closing::default();
        }
        self.read_rows(backlog);
        let held = self.selected.and_then(|id| self.rows.iter().position(|row| row.story == id));
        let moved = held.is_none();
        self.cursor = held.unwrap_or(self.cursor).min(self.last());
        self.selected = self.row().map(|row| row.story);
        let lines = self.row().map_or(0, |row| row.lines.len());
        self.line = if moved { self.first_open() } else { self.line.min(lines.saturating_sub(1)) };
        if lines == 0 {
            self.pane = Pane::Stories;
        }
        self.closing.refresh(running.map(|it| &**it), backlog);
    }

    fn read_rows(&mut self, backlog: &Backlog) {
        self.rows.clear();
        let mut judged = Vec::new();
        let mark = self.sprint.map(Mark::of);
        for (index, brief) in backlog.ranked() {
            let here = mark == Some(brief.sprint);
            let waits = brief.status == Status::Delivered;
            if !(waits || here && matches!(brief.status, Status::Accepted | Status::Doing)) {
                continue;
            }
            let Some(story) = backlog.stories().at(index as usize) else { continue };
            if waits {
                self.rows.push(Row::of(story, backlog));
            } else if self.sprint.is_some_and(|sprint| was_judged(story, sprint)) {
                judged.push(Row::of(story, backlog));
            }
        }
        self.waiting = self.rows.len();
        self.rows.append(&mut judged);
        let shown: BTreeSet<StoryId> = self.rows.iter().map(|row| row.story).collect();
        for idea in backlog.ideas().iter().filter(|idea| !idea.stories.is_disjoint(&shown)) {
            for row in self.rows.iter_mut().filter(|row| idea.stories.contains(&row.story)) {
                row.feedback.push(idea.id);
            }
        }
    }

    /// The last place the cursor can go to.
    fn last(&self) -> usize {
        if self.sprint.is_some() { self.rows.len() } else { self.rows.len().saturating_sub(1) }
    }

    /// Whether the cursor is on the goal of the sprint.
    #[must_use]
    pub const fn on_goal(&self) -> bool {
        self.sprint.is_some() && self.cursor >= self.rows.len()
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// The line of the story that the next word is about.
    #[must_use]
    pub fn here(&self) -> Option<&Line> {
        self.row()?.lines.get(self.line)
    }

    /// Begins with the story again at the first line nobody said anything of.
    pub fn begin_again(&mut self) {
        self.line = self.first_open();
    }

    fn first_open(&self) -> usize {
        let unsaid = |line: &Line| line.said == Said::Open;
        self.row().and_then(|row| row.lines.iter().position(unsaid)).unwrap_or(0)
    }

    /// Goes on to the next line nobody said anything of; past the last one to the first.
    pub fn go_on(&mut self) {
        let Some(row) = self.row() else { return };
        let open = |(_, line): &(usize, &Line)| line.said == Said::Open;
        let mut open = row.lines.iter().enumerate().filter(open).map(|(at, _)| at);
        let first = open.clone().next();
        if let Some(next) = open.find(|at| *at > self.line).or(first) {
            self.line = next;
        }
    }

    /// Goes to the next story that waits, where a verdict was given; after the last to the goal.
    pub fn judged(&mut self, was_at: usize) {
        let next = if was_at < self.waiting { was_at } else { 0 };
        self.put_on(if self.waiting > 0 { next } else { self.last() });
    }

    fn put_on(&mut self, row: usize) {
        self.cursor = row.min(self.last());
        self.selected = self.row().map(|row| row.story);
        self.line = self.first_open();
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        if self.closing.open { self.closing.story() } else { self.row().map(|row| row.story) }
    }

    /// The stories of the list, in their order.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        if self.closing.open {
            return self.closing.rows.clone();
        }
        self.rows.iter().map(|row| row.story).collect()
    }

    /// Puts the cursor on a story, if it is here.
    pub fn go_to(&mut self, story: StoryId) {
        if self.closing.open {
            return self.closing.go_to(story);
        }
        let row = self.rows.iter().position(|row| row.story == story);
        if let Some(row) = row.filter(|row| *row != self.cursor) {
            self.put_on(row);
        }
    }

    /// Moves the cursor in the list that has the keys.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let rooms = self.rooms(size);
        if self.closing.open {
            return self.closing.go(action, rooms.all.height);
        }
        if self.pane == Pane::Lines {
            let last = self.row().map_or(0, |row| row.lines.len().saturating_sub(1));
            let page = usize::from(rooms.story.height / 2).max(1);
            self.line = target(action, self.line, page).min(last);
            return;
        }
        let to = target(action, self.cursor, usize::from(rooms.list.height).max(1));
        if to.min(self.last()) != self.cursor {
            self.put_on(to);
        }
    }

    /// Goes to the other list, where the story has one.
    pub fn switch_pane(&mut self) {
        let lines = self.row().is_some_and(|row| !row.lines.is_empty());
        self.pane = match self.pane {
            Pane::Stories if lines && !self.closing.open => Pane::Lines,
            _ => Pane::Stories,
        };
    }

    /// Whether there is another list to go to.
    #[must_use]
    pub fn has_panes(&self) -> bool {
        !self.closing.open && self.row().is_some_and(|row| !row.lines.is_empty())
    }

    /// Whether there is something to leave.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        self.closing.open || self.pane == Pane::Lines
    }

    /// Leaves what was entered last.
    pub const fn back(&mut self) {
        if self.closing.open {
            self.closing.open = false;
        } else {
            self.pane = Pane::Stories;
        }
    }

    /// Puts the cursor on what was clicked; says whether it was there already.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let list = self.rooms(size).list;
        if self.closing.open || !list.contains(at) {
            return None;
        }
        let row = self.top + usize::from(at.y - list.y);
        if row > self.last() {
            return None;
        }
        let held = row == self.cursor;
        self.pane = Pane::Stories;
        if !held {
            self.put_on(row);
        }
        Some(held)
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self) -> bool {
        match (self.closing.open, self.pane) {
            (true, _) => self.closing.rows.len() > 1,
            (false, Pane::Stories) => self.last() > 0,
            (false, Pane::Lines) => self.row().is_some_and(|row| row.lines.len() > 1),
        }
    }

    /// Keeps the cursor on screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        let rooms = self.rooms(size);
        let height = usize::from(rooms.list.height).max(1);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.cursor.max(lowest));
        self.top = self.top.min((self.last() + 1).saturating_sub(height));
        self.closing.settle(rooms.all.height);
    }

    /// Where everything stands on a screen of this size.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        Rooms::of(size, self.last() + 1)
    }
}

/// Whether a verdict of this sprint is the last word on a story.
fn was_judged(story: &Story, sprint: Id<Sprint>) -> bool {
    let last = story.verdicts.last().filter(|it| it.sprint == Some(sprint));
    match story.status {
        Status::Accepted => last.is_some() || story.sprint == Some(sprint),
        _ => last.is_some_and(|it| it.kind == VerdictKind::Rejected),
    }
}
