//! Where everything of the Review stands on a screen of a given size: one pure function for moving
//! and drawing.

use ratatui::layout::Rect;

/// Terminals at least this wide show the story beside the list.
const WIDE: u16 = 96;
/// Above the story the list has at most so many lines.
const ABOVE: u16 = 6;

/// The rooms of the Review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// The names of the columns.
    pub names: Rect,
    /// The stories, and the goal below them.
    pub list: Rect,
    /// The line between.
    pub rule: Rect,
    /// One story, or the goal.
    pub story: Rect,
    /// Everything below the names of the columns, where one list has the whole screen.
    pub all: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size and so many rows.
    #[must_use]
    pub fn of(size: (u16, u16), rows: usize) -> Self {
        let (width, height) = size;
        let line = |y: u16| Rect { x: 0, y: y.min(height), width, height: u16::from(y < height) };
        let body = height.saturating_sub(4);
        let all = Rect { x: 0, y: 2.min(height), width, height: body };
        if width >= WIDE {
            let left = (width * 2 / 5).min(64);
            let beside = Rect { y: 1, height: body + 1, ..all };
            return Self {
                names: Rect { width: left, ..line(1) },
                list: Rect { width: left, ..all },
                rule: Rect { x: left, width: 1, ..beside },
                story: Rect { x: left + 1, width: width - left - 1, ..beside },
                all,
            };
        }
        let most = ABOVE.min(body / 3).max(1);
        let above = u16::try_from(rows).unwrap_or(most).clamp(1, most);
        let list = Rect { height: above, ..all };
        let rule = line(all.y + above);
        let story = Rect { y: rule.y + 1, height: body.saturating_sub(above + 1), ..all };
        Self { names: line(1), list, rule, story, all }
    }
}
