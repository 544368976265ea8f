//! Where everything of the Refine screen stands on a screen of a given size: one pure function for
//! moving and drawing.

use ratatui::layout::Rect;

/// Terminals at least this wide show what is missing beside the story.
const WIDE: u16 = 76;

/// The rooms of the Refine screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rooms {
    /// How far one is.
    pub head: Rect,
    /// The story; on a narrow screen everything.
    pub story: Rect,
    /// The line between; no area on a narrow screen.
    pub rule: Rect,
    /// What is missing, and what is said to it; no area on a narrow screen.
    pub advice: Rect,
}

impl Rooms {
    /// The rooms for a terminal of this size.
    #[must_use]
    pub fn of(size: (u16, u16)) -> Self {
        let (width, height) = size;
        let line = |y: u16| Rect { x: 0, y: y.min(height), width, height: u16::from(y < height) };
        let body = Rect { x: 0, y: 2.min(height), width, height: height.saturating_sub(4) };
        if width < WIDE {
            let (rule, advice) = (Rect::default(), Rect::default());
            return Self { head: line(1), story: body, rule, advice };
        }
        let left = width / 2;
        Self {
            head: line(1),
            story: Rect { width: left, ..body },
            rule: Rect { x: left, width: 1, ..body },
            advice: Rect { x: left + 1, width: width - left - 1, ..body },
        }
    }

    /// Whether the story and what is said to it stand side by side.
    #[must_use]
    pub const fn has_two(&self) -> bool {
        self.advice.width > 0
    }
}
