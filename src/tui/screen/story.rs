//! The page of one story: what the cursor walks over, where it is, and how one came there. It
//! never changes the story.

mod slots;

use crate::advice::wording;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::StoryId;

pub use self::slots::{Linked, Slot};

/// In a backlog of at most so many stories a page also says which other ones read the same: to read
/// them all takes a moment.
const SOON: usize = 2_000;

/// The first line of a pane: which slot, and which line of it.
type Top = (usize, usize);

/// The page of a story.
#[derive(Debug)]
pub struct StoryPage {
    /// Which story.
    pub story: StoryId,
    /// Everything on the page, from the first to the last.
    pub slots: Vec<Slot>,
    /// Where what stands beside on a wide screen begins.
    pub split: usize,
    /// The slot under the cursor.
    pub cursor: usize,
    /// The first lines on screen, of the text and of what stands beside it.
    pub tops: [Top; 2],
    /// What the checks find in how it is worded; of a closed story nothing.
    pub found: Vec<Finding>,
    /// How the other stories are worded, read when the page was opened; none in a large backlog.
    pub phrases: Option<wording::Index>,
    /// The stories one came from by following links.
    pub trail: Vec<(StoryId, Slot)>,
}

/// How much room a page has: the height of its panes, and whether there are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Lines on screen.
    pub height: usize,
    /// Whether facts stand beside the text.
    pub beside: bool,
}

impl StoryPage {
    /// The page of a story, the cursor on its first line.
    #[must_use]
    pub fn of(story: StoryId, backlog: &Backlog) -> Self {
        let mut page = Self {
            story,
            slots: Vec::new(),
            split: 0,
            cursor: 0,
            tops: [(0, 0); 2],
            found: Vec::new(),
            phrases: (backlog.stories().len() <= SOON).then(|| wording::Index::of(backlog)),
            trail: Vec::new(),
        };
        page.refresh(backlog);
        page
    }

    /// Reads the story afresh; the cursor stays on what it was on, or on its line. Says whether
    /// the story is still there.
    pub fn refresh(&mut self, backlog: &Backlog) -> bool {
        let held = self.slot();
        let Some(story) = backlog.story(self.story) else { return false };
        self.found = match &self.phrases {
            _ if !story.status.is_open() => Vec::new(),
            Some(phrases) => wording::of_story(story, backlog, phrases),
            None => wording::of_story_alone(story, backlog.product()),
        };
        (self.slots, self.split) = slots::of(story, self.found.len(), backlog);
        let same = held.and_then(|held| self.slots.iter().position(|slot| *slot == held));
        self.cursor = same.unwrap_or_else(|| self.nearest(self.cursor));
        for top in &mut self.tops {
            if top.0 >= self.slots.len() {
                *top = (0, 0);
            }
        }
        true
    }

    /// What the cursor is on.
    #[must_use]
    pub fn slot(&self) -> Option<Slot> {
        self.slots.get(self.cursor).copied()
    }

    /// The page with its slots and what they tell, to be measured while the cursor moves.
    #[must_use]
    pub fn still(&self) -> Self {
        Self {
            slots: self.slots.clone(),
            found: self.found.clone(),
            phrases: None,
            trail: Vec::new(),
            ..*self
        }
    }

    /// What was found in its wording, where the cursor is on that.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        match self.slot()? {
            Slot::Wording(at) => self.found.get(at),
            _ => None,
        }
    }

    /// Puts the cursor on a slot, if it is there.
    pub fn go_to(&mut self, slot: Slot) {
        if let Some(at) = self.slots.iter().position(|it| *it == slot) {
            self.cursor = at;
        }
    }

    /// The next place at or after this one where the cursor can stand, else the last before.
    fn nearest(&self, at: usize) -> usize {
        let stands = |at: &usize| self.slots.get(*at).is_some_and(|slot| slot.can_be_chosen());
        let after = (at..self.slots.len()).find(stands);
        after.or_else(|| (0..at.min(self.slots.len())).rev().find(stands)).unwrap_or(0)
    }

    /// The slots a pane shows.
    #[must_use]
    pub fn pane(&self, pane: usize, room: Room) -> std::ops::Range<usize> {
        match (room.beside, pane) {
            (false, 0) => 0..self.slots.len(),
            (true, 0) => 0..self.split,
            (true, 1) => self.split..self.slots.len(),
            _ => 0..0,
        }
    }

    /// The pane the cursor is in.
    #[must_use]
    pub const fn pane_of_cursor(&self, room: Room) -> usize {
        if room.beside && self.cursor >= self.split { 1 } else { 0 }
    }

    /// One slot down, or one line of a slot that goes on below the screen.
    pub fn down(&mut self, room: Room, height: &dyn Fn(usize) -> usize) {
        let pane = self.pane_of_cursor(room);
        let cursor = self.cursor;
        let Some(top) = self.tops.get_mut(pane) else { return };
        let until: usize = (top.0..=cursor).map(height).sum();
        if until > top.1 + room.height {
            let whole = top.1 + 1 >= height(top.0) && top.0 < cursor;
            *top = if whole { (top.0 + 1, 0) } else { (top.0, top.1 + 1) };
            return;
        }
        let next = self.nearest(self.cursor + 1);
        if next > self.cursor {
            self.cursor = next;
        }
        self.scroll(room, height);
    }

    /// One slot up, or one line of a slot that begins above the screen.
    pub fn up(&mut self, room: Room, height: &dyn Fn(usize) -> usize) {
        let pane = self.pane_of_cursor(room);
        if let Some(top) = self.tops.get_mut(pane).filter(|top| top.0 == self.cursor && top.1 > 0) {
            top.1 -= 1;
            return;
        }
        let stands = |at: &usize| self.slots.get(*at).is_some_and(|slot| slot.can_be_chosen());
        if let Some(before) = (0..self.cursor).rev().find(stands) {
            self.cursor = before;
            // Coming from below, the end of a long text is what one sees first.
            let long = height(before).saturating_sub(room.height);
            let pane = self.pane_of_cursor(room);
            if let Some(top) = self.tops.get_mut(pane).filter(|_| long > 0) {
                *top = (before, long);
            }
        }
        self.scroll(room, height);
    }

    /// To the first or the last place.
    pub fn end(&mut self, last: bool, room: Room, height: &dyn Fn(usize) -> usize) {
        let end = self.slots.len().saturating_sub(1);
        let stands = |at: &usize| self.slots.get(*at).is_some_and(|slot| slot.can_be_chosen());
        self.cursor =
            if last { (0..=end).rev().find(stands).unwrap_or(0) } else { self.nearest(0) };
        self.scroll(room, height);
    }

    /// To the other pane; where there is one only, to where the other would begin.
    pub fn switch(&mut self, room: Room, height: &dyn Fn(usize) -> usize) {
        let to = if self.cursor < self.split { self.split } else { 0 };
        self.cursor = self.nearest(to);
        self.scroll(room, height);
    }

    /// Scrolls so that the slot under the cursor is on screen, with the heading above it.
    pub fn scroll(&mut self, room: Room, height: &dyn Fn(usize) -> usize) {
        let pane = self.pane_of_cursor(room);
        let range = self.pane(pane, room);
        let cursor = self.cursor;
        let headed = cursor.checked_sub(1).filter(|at| {
            range.contains(at) && self.slots.get(*at).is_some_and(|slot| !slot.can_be_chosen())
        });
        let first = headed.unwrap_or(cursor);
        let Some(top) = self.tops.get_mut(pane) else { return };
        if !range.contains(&top.0) {
            *top = (range.start, 0);
        }
        if top.0 > cursor {
            *top = (first, 0);
            return;
        }
        if top.0 == cursor {
            if top.1 == 0 && height(first) + height(cursor) <= room.height {
                *top = (first, 0);
            }
            return;
        }
        // From the cursor upwards, as many lines as there is room for.
        let mut left = room.height;
        let mut at = cursor;
        loop {
            let lines = height(at);
            if lines > left {
                // What does not fit whole begins where its end is seen; the slot under the cursor
                // is read from its beginning, as soon as that is on screen.
                if at == cursor && (top.0..cursor).map(height).sum::<usize>() < top.1 + room.height
                {
                    return;
                }
                let begin = if at == cursor { (cursor, 0) } else { (at, lines - left) };
                if begin > *top {
                    *top = begin;
                }
                return;
            }
            left -= lines;
            if at == range.start || (at, 0) <= *top {
                return;
            }
            at -= 1;
        }
    }
}
