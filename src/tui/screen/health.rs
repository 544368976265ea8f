//! The looking state of the Health screen: what was found, in groups, and the cursor. It never
//! changes the backlog.

mod answer;
mod mending;
mod rooms;

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::layout::Position;

use crate::advice::health::Trouble;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::StoryId;
use crate::tui::action::Action;
use crate::tui::comparing::Asked;
use crate::tui::update::target;

use answer::{Answer, Basis};
pub use answer::{Signs, pairs, signs};
pub use mending::{Mending, slot};
pub use rooms::Rooms;

/// One thing that was found.
#[derive(Debug, Clone)]
pub struct Row {
    /// What sort it is of.
    pub trouble: Trouble,
    /// What was found.
    pub finding: Finding,
    /// The story it is about.
    pub story: StoryId,
    /// The other story, where it is about two.
    pub other: Option<StoryId>,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// What the rows below have in common, and how many they are.
    Heading(Trouble, usize),
    /// The row of this number.
    Row(usize),
}

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct HealthScreen {
    /// The two figures, each with its sample.
    pub figures: Vec<String>,
    /// What was found, group by group.
    pub rows: Vec<Arc<Row>>,
    /// The rows with the headings between them.
    pub lines: Vec<Line>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first line on screen.
    pub top: usize,
    /// Found of each sort: as it was, until the next answer is there.
    signs: Answer,
    pairs: Answer,
    /// What was asked last, and of what: none while nothing has been asked.
    asked: Basis,
    /// What the rows were laid for.
    laid: Basis,
    /// Whether something changed that nothing has been asked of yet.
    due: bool,
    /// How often it was asked.
    turn: u64,
    /// The day it is.
    today: NaiveDate,
    /// The story one comes to, where nothing is known of it yet.
    wanted: Option<StoryId>,
    /// The one under the cursor, by its id.
    selected: Option<String>,
    /// The one that went from under the cursor last.
    gone: Option<String>,
}

impl HealthScreen {
    /// Shows the backlog as it is now, as far as that is known; the cursor stays on what it was on.
    pub fn refresh(&mut self, backlog: &Backlog, today: NaiveDate) {
        self.today = today;
        self.due = true;
        // Coming back to what did not change, a long list is not laid anew.
        if !self.laid.is(backlog) {
            self.lay(backlog);
        }
    }

    /// What is to be asked of the backlog, and in which turn: once for each change.
    pub fn asks(&mut self, backlog: &Backlog) -> (u64, Vec<Asked>) {
        if !std::mem::take(&mut self.due) {
            return (self.turn, Vec::new());
        }
        self.turn += 1;
        self.asked = Basis::of(backlog);
        (self.turn, vec![Asked::Signs(self.today), Asked::Pairs])
    }

    /// Whether anything is still looked for.
    #[must_use]
    pub const fn is_looking(&self) -> bool {
        self.due || self.turn != self.signs.turn
    }

    /// Whether anything is still looked for, or stories are compared.
    #[must_use]
    pub const fn is_comparing(&self) -> bool {
        self.is_looking() || self.turn != self.pairs.turn
    }

    /// Takes in what was found without comparing; what was overtaken is left out.
    pub fn take_signs(&mut self, turn: u64, found: Signs, backlog: &Backlog) {
        if turn == self.turn {
            self.figures = found.figures;
            self.signs = Answer { rows: found.rows, turn, of: self.asked.clone() };
            self.lay(backlog);
        }
    }

    /// Takes in what a comparison found; one that was overtaken is left out.
    pub fn take_pairs(&mut self, turn: u64, rows: Vec<Arc<Row>>, backlog: &Backlog) {
        if turn == self.turn {
            self.pairs = Answer { rows, turn, of: self.asked.clone() };
            self.lay(backlog);
        }
    }

    /// Puts rows and headings in their order. What was mended or left as it is since it was found
    /// goes at once.
    fn lay(&mut self, backlog: &Backlog) {
        self.laid = Basis::of(backlog);
        let mut rows: Vec<Arc<Row>> = self.signs.still(backlog);
        rows.extend(self.pairs.still(backlog));
        rows.sort_by_key(|row| row.trouble);
        self.lines.clear();
        let mut at = 0;
        for group in rows.chunk_by(|one, next| one.trouble == next.trouble) {
            let trouble = group.first().map(|row| row.trouble);
            self.lines.extend(trouble.map(|it| Line::Heading(it, group.len())));
            self.lines.extend((at..at + group.len()).map(Line::Row));
            at += group.len();
        }
        self.rows = rows;
        let place = |id: &String| self.rows.iter().position(|row| row.finding.id == *id);
        let held = self.selected.as_ref().and_then(place);
        // Undo brings back what went from under the cursor.
        let back = self.gone.as_ref().and_then(place);
        if held.is_none() || back.is_some() {
            self.gone = self.selected.take().filter(|_| back.is_none());
        }
        let wanted = self.wanted.take();
        let comes = wanted.and_then(|id| self.rows.iter().position(|row| row.story == id));
        self.put_on(comes.or(back).or(held).unwrap_or(self.cursor));
        self.wanted = wanted.filter(|_| comes.is_none() && self.is_comparing());
    }

    fn put_on(&mut self, row: usize) {
        self.wanted = None;
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.selected = self.row().map(|row| row.finding.id.clone());
    }

    /// The row under the cursor.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor).map(|row| &**row)
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        self.row().map(|row| row.story)
    }

    /// The stories here, in their order, each once.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        let mut seen = HashSet::new();
        self.rows.iter().map(|row| row.story).filter(|id| seen.insert(*id)).collect()
    }

    /// Puts the cursor on a story, if it is here, or as soon as it comes.
    pub fn go_to(&mut self, story: StoryId) {
        if self.story() == Some(story) {
            return;
        }
        match self.rows.iter().position(|row| row.story == story) {
            Some(row) => self.put_on(row),
            None => self.wanted = Some(story).filter(|_| self.is_comparing()),
        }
    }

    /// Moves the cursor.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let page = usize::from(self.rooms(size).list.height).max(1);
        self.put_on(target(action, self.cursor, page));
    }

    /// Goes to the first row of the next group, or of the one before.
    pub fn switch_group(&mut self, forward: bool) {
        let Some(here) = self.row().map(|row| row.trouble) else { return };
        let first = |of: Trouble| self.rows.iter().position(|row| row.trouble == of);
        let to = if forward {
            self.rows.iter().position(|row| row.trouble > here).or(Some(0))
        } else {
            let before = self.rows.iter().rev().find(|row| row.trouble < here);
            before.or(self.rows.last()).and_then(|row| first(row.trouble))
        };
        self.put_on(to.unwrap_or(self.cursor));
    }

    /// Whether there is another group.
    #[must_use]
    pub fn has_groups(&self) -> bool {
        let first = self.rows.first().map(|row| row.trouble);
        first != self.rows.last().map(|row| row.trouble)
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub const fn can_move(&self) -> bool {
        self.rows.len() > 1
    }

    /// Puts the cursor on what was clicked; says whether it was there already.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let list = self.rooms(size).list;
        let line = self.top + usize::from(at.y.checked_sub(list.y)?);
        let Some(Line::Row(row)) = self.lines.get(line).copied().filter(|_| list.contains(at))
        else {
            return None;
        };
        let held = row == self.cursor;
        self.put_on(row);
        Some(held)
    }

    /// Keeps the cursor on screen, with the heading above the first row of a group.
    pub fn settle(&mut self, size: (u16, u16)) {
        let height = usize::from(self.rooms(size).list.height).max(1);
        let place = self.lines.iter().position(|line| *line == Line::Row(self.cursor));
        let place = place.unwrap_or_default();
        let headed = place
            .checked_sub(1)
            .filter(|at| height > 1 && matches!(self.lines.get(*at), Some(Line::Heading(..))));
        let lowest = (place + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, headed.unwrap_or(place).max(lowest));
        self.top = self.top.min(self.lines.len().saturating_sub(height));
    }

    /// Where everything stands on a screen of this size.
    #[must_use]
    pub fn rooms(&self, size: (u16, u16)) -> Rooms {
        Rooms::of(size, self.figures.len())
    }

    /// What confirming the row under the cursor would do; none where it is to be mended by hand.
    #[must_use]
    pub fn confirms(&self) -> Option<Mending> {
        Mending::of(self.row()?)
    }
}
