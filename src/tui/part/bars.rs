//! What closed sprints came to, as bars with their mean. It reckons no figure of its own, and
//! draws on no screen.

use crate::domain::number::Points;

/// A bar: what it is of, how long it is, and the number beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The number of the sprint.
    pub sprint: u32,
    /// What it came to.
    pub points: Points,
    /// Its cells, so many as there is room for.
    pub cells: String,
}

/// Parts of a cell, from an eighth to all of it.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// The newest bars that fit into so many lines, oldest first, the longest as long as there is
/// room; with them the column their mean stands at.
#[must_use]
pub fn bars(
    newest_first: &[(u32, Points)],
    mean: Option<u64>,
    room: usize,
    lines: usize,
) -> (Vec<Bar>, usize) {
    let shown = newest_first.get(..lines.min(newest_first.len())).unwrap_or_default();
    let longest = shown.iter().map(|(_, points)| points.hundredths()).max().unwrap_or(0);
    let longest = longest.max(mean.unwrap_or(0)).max(1);
    let eighths = |hundredths: u64| {
        let room = u64::try_from(room).unwrap_or(0) * 8;
        usize::try_from((hundredths * room + longest / 2) / longest).unwrap_or(0)
    };
    let bars = shown.iter().rev().map(|(sprint, points)| {
        let eighths = eighths(points.hundredths());
        let mut cells = "█".repeat(eighths / 8);
        cells.extend((eighths % 8).checked_sub(1).and_then(|part| EIGHTHS.get(part)));
        Bar { sprint: *sprint, points: *points, cells }
    });
    (bars.collect(), eighths(mean.unwrap_or(0)) / 8)
}
