//! The velocity of closed sprints on the screen, wherever it stands. It draws what its part lays
//! out, and nothing more.

use ratatui::layout::Rect;

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::plan::velocity;
use crate::say::{tally, width};
use crate::tui::part::bars::bars;
use crate::tui::theme::Role;

/// More bars than this say no more.
const MOST: u16 = 10;

/// Draws them below so many lines of an area, after an empty one.
pub(super) fn below(backlog: &Backlog, lines: usize, area: Rect, pen: &mut Pen<'_>) {
    let used = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(1);
    if used < area.height {
        let (x, y) = (area.x + 2, area.y + used);
        let (width, height) = (area.width.saturating_sub(3), area.height - used);
        draw(backlog, Rect { x, y, width, height }, pen);
    }
}

/// Draws the bars with their mean into an area; returns the lines they took. Without a closed
/// sprint, or without room, nothing is drawn.
pub(super) fn draw(backlog: &Backlog, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let closed = velocity::closed(backlog);
    let told: Vec<(u32, Points)> =
        closed.iter().map(|sprint| (sprint.number, velocity::of(sprint))).collect();
    let (Some(mean), true) = (velocity::forecast(backlog), area.height >= 3 && area.width >= 30)
    else {
        return 0;
    };
    let of = tally::count(mean.sprints.len(), "sprint", "sprints");
    let long = format!("velocity   {} pts in the mean of the last {of} ", mean.rounded());
    let short = format!("velocity   {} pts, mean of {} ", mean.rounded(), mean.sprints.len());
    let heading = if width::width(&long) <= usize::from(area.width) { long } else { short };
    let dashes = "─".repeat(usize::from(area.width).saturating_sub(width::width(&heading)));
    let column = pen.at(area, 0, 0, &heading, Role::Heading);
    pen.at(area, column, 0, &dashes, Role::Rule);
    let lines = (area.height - 1).min(MOST);
    let room = usize::from(area.width.saturating_sub(24).min(60));
    let (bars, at) = bars(&told, Some(mean.hundredths().hundredths()), room, lines.into());
    let left = 11;
    for (bar, line) in bars.iter().zip(1u16..) {
        pen.at(area, 0, line, &format!("sprint {:>3}", bar.sprint), Role::Dim);
        let end = pen.at(area, left, line, &bar.cells, Role::Key);
        let mean = left + u16::try_from(at).unwrap_or(0);
        let end = if end <= mean { pen.at(area, mean, line, "┊", Role::Dim) } else { end };
        pen.at(area, end + 1, line, &format!("{} pts", bar.points), Role::Plain);
    }
    1 + u16::try_from(bars.len()).unwrap_or(0)
}
