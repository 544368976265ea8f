//! A burndown on the screen, wherever one stands. It draws what its part lays out, and nothing
//! more.

use ratatui::layout::Rect;

use super::Pen;
use crate::tui::part::burndown::Burndown;

/// Draws a burndown into an area.
pub(super) fn draw(chart: &Burndown<'_>, area: Rect, pen: &mut Pen<'_>) {
    let lines = chart.cells(area.width, area.height);
    for (cells, line) in lines.iter().zip(0u16..) {
        for ((glyph, role), column) in cells.iter().zip(0u16..) {
            pen.at(area, column, line, glyph.encode_utf8(&mut [0; 4]), *role);
        }
    }
}
