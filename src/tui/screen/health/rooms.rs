//! Where everything stands on the Health screen: one pure function for moving and drawing.

use ratatui::layout::Rect;

/// Terminals at least this high tell the whole of what is under the cursor.
const HIGH: u16 = 16;
/// The lines it is told on, below a rule.
const TOLD: u16 = 3;

/// The rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// The figures, one a line.
    pub figures: Rect,
    /// What was found.
    pub list: Rect,
    /// The line below the list; no area where there is no room.
    pub rule: Rect,
    /// The whole of what is under the cursor; no area where there is no room.
    pub told: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size and so many figures.
    #[must_use]
    pub fn of(size: (u16, u16), figures: usize) -> Self {
        let (width, height) = size;
        let at = |y: u16, height: u16| Rect { x: 0, y, width, height };
        let body = height.saturating_sub(3);
        let figures = u16::try_from(figures).unwrap_or(u16::MAX).min(body.saturating_sub(1));
        let below = if height >= HIGH { (TOLD + 1).min(body - figures) } else { 0 };
        let list = at(1 + figures, body - figures - below);
        let rule = at(list.y + list.height, below.min(1));
        Self {
            figures: at(1.min(height), figures),
            list,
            rule,
            told: at(rule.y + rule.height, below - rule.height),
        }
    }
}
