//! The Today screen's looking state: where things stand, line by line. It never changes the backlog.

pub mod lines;
pub mod places;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::lines::{Block, Line, Section, Step, Told};
use self::places::Shown;
use crate::domain::backlog::Backlog;
use crate::domain::stamp::Moment;
use crate::domain::story::StoryId;
use crate::figures::changes::{self, Change, Since};
use crate::figures::standing;
use crate::tui::action::Action;
use crate::tui::update::target;

/// Lines of a section at most.
const MOST: usize = 5;
/// Lines of a section at least, before one scrolls.
const FEWEST: usize = 2;

/// What the Product Owner looks at.
#[derive(Debug, Default)]
pub struct TodayScreen {
    /// What there is to tell.
    pub told: Told,
    /// The sections as they are shown.
    pub blocks: Vec<Block>,
    /// When the last visit ended; none on the first one.
    pub since: Option<Moment>,
    /// What others did since then, the newest first.
    pub changes: Vec<Change>,
    /// The moments of what was done here: no news to who did it.
    done_here: BTreeSet<Moment>,
    /// The line under the cursor, among all lines.
    pub cursor: usize,
    /// The first row on screen of each column.
    pub tops: [usize; 2],
    /// Whether the product has a goal to be shown.
    goal: bool,
    /// The size it was arranged for.
    size: (u16, u16),
}

impl TodayScreen {
    /// Reads the backlog afresh; the cursor stays on what it was on, or on its line.
    pub fn refresh(&mut self, backlog: &Backlog, today: NaiveDate) {
        let first = self.blocks.is_empty();
        self.told = Told::of(standing::of(backlog, today), backlog);
        self.goal = !backlog.product().goal.trim().is_empty();
        self.arrange();
        if first {
            let next = |line: Line| matches!(line, Line::Step(_, false));
            let first = self.all().position(next);
            self.cursor = first.unwrap_or(0);
        }
    }

    /// Remembers that something was done here.
    pub fn did(&mut self, at: Moment) {
        self.done_here.insert(at);
    }

    /// Looks what others did since the last visit: once, and again when the file changed.
    pub fn look_back(&mut self, backlog: &Backlog) {
        let Some(last) = self.since else { return };
        let counts = |line: &crate::domain::history::Entry| !self.done_here.contains(&line.at);
        self.changes = changes::since(backlog, Since::Moment(last), &counts);
        self.arrange();
    }

    /// As many lines as there is room for; the cursor stays on what it was on.
    fn arrange(&mut self) {
        let held = self.all().nth(self.cursor).zip(self.section());
        let changes = self.since.map(|_| self.changes.as_slice());
        let fits = |most: &usize| {
            let blocks = self.told.blocks(changes, *most);
            let rows = places::rows(&blocks, self.goal, false, self.size);
            let room = usize::from(places::body(self.size).height);
            rows.iter().all(|column| column.len() <= room)
        };
        let most = (FEWEST..=MOST).rev().find(fits).unwrap_or(MOST);
        self.blocks = self.told.blocks(changes, most);
        let place = held.and_then(|(line, section)| self.find(section, line));
        let last = self.all().count().saturating_sub(1);
        self.cursor = place.unwrap_or(self.cursor).min(last);
    }

    /// Every line, in the order the cursor goes.
    pub fn all(&self) -> impl Iterator<Item = Line> {
        self.blocks.iter().flat_map(|block| &block.lines).copied()
    }

    fn find(&self, section: Section, wanted: Line) -> Option<usize> {
        let same = |line: Line| match (line, wanted) {
            (Line::More(_), Line::More(_)) | (Line::Conflicts(_), Line::Conflicts(_)) => true,
            (Line::Step(is, _), Line::Step(was, _)) => {
                std::mem::discriminant(&is) == std::mem::discriminant(&was)
            }
            _ => line == wanted,
        };
        let placed =
            self.blocks.iter().flat_map(|it| it.lines.iter().map(|line| (it.section, *line)));
        placed.into_iter().position(|(at, line)| at == section && same(line))
    }

    /// The line under the cursor.
    #[must_use]
    pub fn line(&self) -> Option<Line> {
        self.all().nth(self.cursor)
    }

    /// The section the cursor is in.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        self.blocks.get(self.block()?).map(|block| block.section)
    }

    /// The place of the block the cursor is in.
    fn block(&self) -> Option<usize> {
        let mut end = 0;
        self.blocks.iter().position(|block| {
            end += block.lines.len();
            self.cursor < end
        })
    }

    /// The story under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        match self.line()? {
            Line::Story(id) => Some(id),
            Line::Change(at) => self.changes.get(at).and_then(lines::story_of),
            Line::Step(Step::Estimate(id) | Step::Ready(id), _) => id,
            _ => None,
        }
    }

    /// The stories of the list the cursor is in, in their order, those not shown included.
    #[must_use]
    pub fn sequence(&self) -> Vec<StoryId> {
        let standing = &self.told.standing;
        match self.section() {
            Some(Section::Delivered) => standing.delivered.clone(),
            Some(Section::Blocked) => standing.blocked.clone(),
            Some(Section::Unready) => standing.unready.clone(),
            Some(Section::Changes) => lines::stories_of(&self.changes),
            _ => Vec::new(),
        }
    }

    /// Puts the cursor on a story, if it is here; it stays in its section where it can.
    pub fn go_to(&mut self, story: StoryId) {
        if self.story() == Some(story) {
            return;
        }
        let held = self.cursor;
        let here = self.section();
        let places: Vec<usize> = (0..self.all().count()).collect();
        let mut found = None;
        for place in places {
            self.cursor = place;
            if self.story() == Some(story) && (found.is_none() || self.section() == here) {
                found = Some(place);
                if self.section() == here {
                    break;
                }
            }
        }
        self.cursor = found.unwrap_or(held);
    }

    /// Moves the cursor.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let last = self.all().count().saturating_sub(1);
        let page = usize::from(places::body(size).height).max(1);
        self.cursor = target(action, self.cursor, page).min(last);
    }

    /// Goes to the next section.
    pub fn switch_pane(&mut self) {
        let Some(here) = self.block() else { return };
        let (mut start, mut starts) = (0, Vec::new());
        for (at, block) in self.blocks.iter().enumerate() {
            if !block.lines.is_empty() {
                starts.push((at, start));
            }
            start += block.lines.len();
        }
        let next = starts.iter().find(|(at, _)| *at > here).or_else(|| starts.first());
        self.cursor = next.map_or(self.cursor, |(_, start)| *start);
    }

    /// Whether there is anything for a movement key to move.
    #[must_use]
    pub fn can_move(&self) -> bool {
        self.all().nth(1).is_some()
    }

    /// What the rows of each column show, from the first one on, on screen or not.
    #[must_use]
    pub fn rows(&self, size: (u16, u16)) -> Vec<Vec<Shown>> {
        let days = self.told.standing.running.as_ref().map_or(0, |it| it.burndown.len());
        places::rows(&self.blocks, self.goal, days > 0, size)
    }

    /// Keeps the cursor on screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        if self.size != size {
            self.size = size;
            self.arrange();
        }
        let height = usize::from(places::body(size).height).max(1);
        let cursor = self.cursor;
        let columns = self.rows(size);
        for (top, rows) in self.tops.iter_mut().zip(&columns) {
            let is_here = |shown: &Shown| matches!(shown, Shown::Line(at, _) if *at == cursor);
            if let Some(first) = rows.iter().position(is_here) {
                let last = rows.iter().rposition(is_here).unwrap_or(first);
                // The heading of the first line of a section is shown with it.
                let above = first.saturating_sub(2);
                *top = (*top).clamp((last + 1).saturating_sub(height).min(above), above);
            }
            *top = (*top).min(rows.len().saturating_sub(height));
        }
    }
}
