//! Where everything stands on the Plan screen: one pure function for moving and drawing. It never
//! draws.

use ratatui::layout::Rect;

use super::Pane;

/// Terminals at least this wide show both lists side by side.
const WIDE: u16 = 72;
/// Terminals at least this high show all panes at once.
const HIGH: u16 = 18;
/// Terminals at least this high have a blank line above the lists.
const ROOMY: u16 = 24;
/// Terminals at least this high have blank lines between all parts.
const AIRY: u16 = 30;
/// Lines the lists keep whatever the people need.
const LISTS: u16 = 4;

/// What the rooms depend on beside the size.
#[derive(Debug, Clone, Copy)]
pub struct Wants {
    /// The pane with the cursor.
    pub pane: Pane,
    /// How many people there are.
    pub people: usize,
    /// Whether there is something to say of skills.
    pub skills: bool,
    /// Whether there is only an offer to plan.
    pub offer: bool,
}

/// The rooms of the screen; those without an area are not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rooms {
    /// Which sprint this is.
    pub title: Rect,
    /// The names of the panes, where only one is shown at a time.
    pub panes: Rect,
    /// The goal.
    pub goal: Rect,
    /// The days.
    pub days: Rect,
    /// The names of the columns of people.
    pub names: Rect,
    /// The people.
    pub people: Rect,
    /// What the forecast comes from.
    pub sum: Rect,
    /// The load.
    pub load: Rect,
    /// The load by skill.
    pub skills: Rect,
    /// What the list of stories to pull is called.
    pub ready_head: Rect,
    /// The stories to pull.
    pub ready: Rect,
    /// The line between the lists.
    pub rule: Rect,
    /// What the list of the sprint's stories is called.
    pub sprint_head: Rect,
    /// The stories of the sprint.
    pub sprint: Rect,
}

/// Lines handed out from the top.
struct Lines {
    y: u16,
    end: u16,
    width: u16,
}

impl Lines {
    fn take(&mut self, lines: u16) -> Rect {
        let height = lines.min(self.end.saturating_sub(self.y));
        let rect = Rect { x: 0, y: self.y, width: self.width, height };
        self.y += height;
        rect
    }

    const fn left(&self) -> u16 {
        self.end.saturating_sub(self.y)
    }
}

impl Rooms {
    /// The rooms for a terminal of this size.
    #[must_use]
    pub fn of(size: (u16, u16), wants: Wants) -> Self {
        let (width, height) = size;
        let mut lines = Lines { y: 1.min(height), end: height.saturating_sub(2).max(1), width };
        let title = lines.take(1);
        if wants.offer {
            lines.take(u16::from(height >= HIGH));
            let ready_head = lines.take(1);
            let ready = lines.take(u16::MAX);
            return Self { title, ready_head, ready, ..Self::default() };
        }
        if Self::one_at_a_time(size) {
            return Self { title, ..Self::narrow(lines, wants) };
        }
        Self { title, ..Self::wide(lines, wants, height) }
    }

    /// Whether only the pane with the cursor is shown.
    #[must_use]
    pub const fn one_at_a_time(size: (u16, u16)) -> bool {
        size.0 < WIDE || size.1 < HIGH
    }

    fn wide(mut lines: Lines, wants: Wants, height: u16) -> Self {
        let gap = u16::from(height >= AIRY);
        let above_lists = u16::from(height >= ROOMY);
        let (goal, days) = (lines.take(1), lines.take(1));
        lines.take(gap);
        // Sum, load and the heads of the lists, with the blank lines between.
        let below = 3 + u16::from(wants.skills) + gap + above_lists + LISTS;
        let people = u16::try_from(wants.people.max(1)).unwrap_or(u16::MAX);
        let share = if wants.pane == Pane::People { lines.left() } else { lines.left() / 4 };
        let most = share.max(3).min(lines.left().saturating_sub(below + 1));
        let (names, people) = (lines.take(1), lines.take(people.min(most)));
        let sum = lines.take(1);
        lines.take(gap);
        let (load, skills) = (lines.take(1), lines.take(u16::from(wants.skills)));
        lines.take(above_lists);
        let (head, list) = (lines.take(1), lines.take(u16::MAX));
        let half = head.width / 2;
        let left = |rect: Rect| Rect { width: half, ..rect };
        let right =
            |rect: Rect| Rect { x: half + 1, width: rect.width.saturating_sub(half + 1), ..rect };
        Self {
            goal,
            days,
            names,
            people,
            sum,
            load,
            skills,
            ready_head: left(head),
            ready: left(list),
            rule: Rect { x: half, width: 1, y: head.y, height: head.height + list.height },
            sprint_head: right(head),
            sprint: right(list),
            ..Self::default()
        }
    }

    fn narrow(mut lines: Lines, wants: Wants) -> Self {
        let panes = lines.take(1);
        let load = {
            let height = lines.left().min(1);
            lines.end -= height;
            Rect { x: 0, y: lines.end, width: lines.width, height }
        };
        let rooms = Self { panes, ..Self::default() };
        match wants.pane {
            Pane::Head => {
                let (goal, days) = (lines.take(1), lines.take(1));
                Self { goal, days, sum: lines.take(1), load, ..rooms }
            }
            Pane::People => {
                let names = lines.take(1);
                let people = lines.take(u16::MAX);
                // What the people come to says more here than what the stories do.
                Self { names, people, sum: load, ..rooms }
            }
            Pane::Ready => Self { ready: lines.take(u16::MAX), load, ..rooms },
            Pane::Sprint => Self { sprint: lines.take(u16::MAX), load, ..rooms },
        }
    }
}
