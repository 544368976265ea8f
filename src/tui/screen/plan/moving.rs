//! How the cursor goes through the Plan screen: within a pane, from pane to pane, and from day to
//! day. It never changes what is shown.

use ratatui::layout::{Position, Rect};

use super::rows::{Line, Rows, step};
use super::{Pane, PlanScreen};
use crate::tui::action::Action;

impl PlanScreen {
    /// How many places the cursor has in a pane.
    fn places(&self, pane: Pane) -> usize {
        match pane {
            Pane::Head => 2,
            Pane::People => self.facts().map_or(0, |facts| facts.team.len()),
            Pane::Ready => self.ready.rows.len(),
            Pane::Sprint => self.sprint.rows.len(),
        }
    }

    fn at(&self, pane: Pane) -> usize {
        match pane {
            Pane::Head => self.head,
            Pane::People => self.person,
            Pane::Ready => self.ready.cursor,
            Pane::Sprint => self.sprint.cursor,
        }
    }

    fn put_cursor(&mut self, pane: Pane, to: usize) {
        self.pane = pane;
        match pane {
            Pane::Head => self.head = to,
            Pane::People => self.person = to,
            Pane::Ready => self.ready.go(to, &self.stories),
            Pane::Sprint => self.sprint.go(to, &self.stories),
        }
    }

    /// Moves the cursor; past the end of the head and of the people into what stands below, and
    /// back up again.
    pub fn go(&mut self, action: Action, size: (u16, u16)) {
        let rooms = self.rooms(size);
        let height = match self.pane {
            Pane::Head => 2,
            Pane::People => rooms.people.height,
            Pane::Ready => rooms.ready.height,
            Pane::Sprint => rooms.sprint.height,
        };
        let pane = self.pane;
        if let Some(to) = step(action, self.at(pane), self.places(pane), height) {
            return self.put_cursor(pane, to);
        }
        if self.facts().is_none() {
            return;
        }
        let people = self.places(Pane::People);
        match (action, pane) {
            (Action::Down, Pane::Head) if people > 0 => self.put_cursor(Pane::People, 0),
            (Action::Down, Pane::Head | Pane::People) => self.put_cursor(Pane::Ready, 0),
            (Action::Up, Pane::Ready | Pane::Sprint) if people > 0 => {
                self.put_cursor(Pane::People, people - 1);
            }
            (Action::Up, Pane::Ready | Pane::Sprint | Pane::People) => {
                self.put_cursor(Pane::Head, 1);
            }
            _ => {}
        }
    }

    /// Goes to the day before or after, or to the list on that side.
    pub fn aside(&mut self, right: bool) {
        let days = self.facts().map_or(0, |facts| facts.days.len());
        match self.pane {
            Pane::People => {
                let to = if right { self.day + 1 } else { self.day.saturating_sub(1) };
                self.day = to.min(days);
            }
            Pane::Ready if right && self.facts().is_some() => self.pane = Pane::Sprint,
            Pane::Sprint if !right => self.pane = Pane::Ready,
            Pane::Head | Pane::Ready | Pane::Sprint => {}
        }
    }

    /// Goes to the next pane.
    pub fn switch_pane(&mut self) {
        self.turn(1);
    }

    /// Goes to the pane before.
    pub fn switch_pane_back(&mut self) {
        self.turn(Pane::ALL.len() - 1);
    }

    fn turn(&mut self, by: usize) {
        if self.facts().is_none() {
            return;
        }
        let at = Pane::ALL.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        let to = Pane::ALL.into_iter().cycle().skip(at + by);
        self.pane = to.take(1).next().unwrap_or_default();
    }

    /// Puts the cursor where this place of the screen is; whether it was there already, and none
    /// where there is nothing to stand on.
    pub fn click(&mut self, at: Position, size: (u16, u16)) -> Option<bool> {
        let rooms = self.rooms(size);
        let inside = |room: Rect| room.contains(at).then(|| usize::from(at.y - room.y));
        let row = |list: &Rows, line: usize| match list.line(list.top + line)? {
            Line::Story(row, _) => Some(row),
            Line::Cut => None,
        };
        let found = if let Some(line) = inside(rooms.ready) {
            (Pane::Ready, row(&self.ready, line)?)
        } else if let Some(line) = inside(rooms.sprint) {
            (Pane::Sprint, row(&self.sprint, line)?)
        } else if let Some(line) = inside(rooms.people) {
            (Pane::People, self.people_top + line)
        } else if inside(rooms.goal).is_some() {
            (Pane::Head, 0)
        } else {
            inside(rooms.days)?;
            (Pane::Head, 1)
        };
        let (pane, to) = found;
        if to >= self.places(pane) {
            return None;
        }
        let held = (self.pane, self.at(pane)) == (pane, to);
        self.put_cursor(pane, to);
        Some(held)
    }

    /// Keeps the cursor on screen.
    pub fn settle(&mut self, size: (u16, u16)) {
        let rooms = self.rooms(size);
        self.ready.scroll(rooms.ready.height);
        self.sprint.scroll(rooms.sprint.height);
        let height = usize::from(rooms.people.height).max(1);
        let lowest = (self.person + 1).saturating_sub(height);
        self.people_top = self.people_top.clamp(lowest, self.person.max(lowest));
        let last = self.places(Pane::People).saturating_sub(height);
        self.people_top = self.people_top.min(last.max(lowest));
    }
}
