//! Where everything stands in the Inbox: one pure function for moving and drawing.

use ratatui::layout::Rect;

/// Terminals at least this high show all about the idea below the list.
const HIGH: u16 = 16;

/// The rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// The names of the columns.
    pub names: Rect,
    /// The ideas.
    pub list: Rect,
    /// The line below them; no area where there is no detail.
    pub rule: Rect,
    /// All about the idea under the cursor; no area where there is no room.
    pub detail: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size and so many ideas.
    #[must_use]
    pub fn of(size: (u16, u16), rows: usize) -> Self {
        let (width, height) = size;
        let body = height.saturating_sub(4);
        let names = Rect { x: 0, y: 1.min(height), width, height: u16::from(height > 1) };
        let area = Rect { x: 0, y: 2.min(height), width, height: body };
        if height < HIGH {
            let nowhere = Rect::default();
            return Self { names, list: area, rule: nowhere, detail: nowhere };
        }
        let most = (body * 3 / 5).max(1);
        let above = u16::try_from(rows).unwrap_or(most).clamp(1, most);
        let rule = Rect { y: area.y + above, height: 1, ..area };
        let detail = Rect { y: rule.y + 1, height: body - above - 1, ..area };
        Self { names, list: Rect { height: above, ..area }, rule, detail }
    }
}
