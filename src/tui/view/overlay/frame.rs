//! The frame around an overlay: its name above, a remark below. It knows nothing of its inside.

use ratatui::layout::Rect;

use crate::say::{plain, width};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// A frame to be drawn.
pub(super) struct Frame<'a> {
    /// What the overlay is called.
    pub heading: &'a str,
    /// What stands on its lower edge.
    pub foot: &'a str,
}

impl Frame<'_> {
    /// Draws it on a cleared area; returns the room inside, one blank from the sides.
    pub(super) fn draw(&self, area: Rect, pen: &mut Pen<'_>) -> Rect {
        pen.clear(area);
        let inner = usize::from(area.width.saturating_sub(2));
        let rule = |text: &str| {
            let text = plain::line(text);
            let text = if text.is_empty() { String::new() } else { format!("─ {text} ") };
            let text = width::cut(&text, inner.saturating_sub(2)).into_owned();
            let rest = inner.saturating_sub(width::width(&text));
            format!("{text}{}", "─".repeat(rest))
        };
        pen.text(area, 0, &format!("┌{}┐", rule(self.heading)), Role::Heading);
        for line in 1..area.height.saturating_sub(1) {
            pen.text(area, line, "│", Role::Heading);
            pen.at(area, area.width.saturating_sub(1), line, "│", Role::Heading);
        }
        let last = area.height.saturating_sub(1);
        pen.text(area, last, &format!("└{}┘", rule(self.foot)), Role::Heading);
        Rect {
            x: area.x + 2.min(area.width),
            y: area.y + 1.min(area.height),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }
}
