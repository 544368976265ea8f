//! The lines of the Today screen as cells: the number, the text, and the note at the right edge.
//! It makes no words of its own but for the running sprint.

use ratatui::layout::Rect;

use super::super::Pen;
use super::words::{Parts, Words};
use crate::figures::burndown::Day;
use crate::say::{plain, tally, width};
use crate::tui::screen::today::lines::Line;
use crate::tui::theme::Role;

/// Where numbers end and texts begin.
const NUMBER: usize = 5;
/// Eighths of a block, for the days of a burndown in one row.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws a row of a line.
pub(super) fn draw(words: &Words<'_>, at: usize, row: usize, area: Rect, pen: &mut Pen<'_>) {
    let blocks = words.app.standing.blocks.iter();
    let placed = blocks.flat_map(|it| it.lines.iter().map(|line| (it.section, *line)));
    let Some((section, line)) = placed.into_iter().nth(at) else { return };
    match (line, row) {
        (Line::Running, 0) => goal(words, area, pen),
        (Line::Running, _) => figures(words, area, pen),
        _ => {
            let has_number = matches!(line, Line::Story(_) | Line::Idea(_) | Line::Change(_));
            parts(
                &words.parts(line, section),
                has_number || matches!(line, Line::More(_)),
                area,
                pen,
            );
        }
    }
}

/// A line in its columns. A note of a few words is whole where it can be; one that says why, which
/// may be long, leaves the text a little more than half.
fn parts(parts: &Parts, has_number: bool, area: Rect, pen: &mut Pen<'_>) {
    let mut column = 1;
    if has_number {
        let number = width::fit_right(&parts.number, NUMBER - 1);
        column = pen.at(area, column, 0, &number, Role::Dim) + 1;
    }
    let room = usize::from(area.width.saturating_sub(column + 1));
    let text = width::width(&parts.text);
    // What one of both does not need is the other's.
    let share = if parts.note_role.is_some() { room * 9 / 20 } else { room * 3 / 4 };
    let most = share.max(room.saturating_sub(text + 2));
    let note = width::cut(&parts.note, most);
    let taken = width::width(&note);
    let gap = if taken > 0 { 2 } else { 0 };
    let text = width::cut(&parts.text, room.saturating_sub(taken + gap));
    pen.at(area, column, 0, &text, parts.role.unwrap_or(Role::Plain));
    if taken > 0 {
        let inner = Rect { width: area.width.saturating_sub(1), ..area };
        pen.right(inner, 0, &note, parts.note_role.unwrap_or(Role::Dim));
    }
}

/// The running sprint and what it is for.
fn goal(words: &Words<'_>, area: Rect, pen: &mut Pen<'_>) {
    let Some((sprint, running)) = words.running() else { return };
    let goal = if sprint.goal.is_empty() { "no goal" } else { sprint.goal.as_str() };
    let note = running.days_left.map(|left| match running.dates.len() {
        _ if left == 0 => "its days are over".to_owned(),
        all => format!("{left} of {} left", tally::count(all, "day", "days")),
    });
    let text = format!("sprint {} · {}", sprint.number, plain::line(goal));
    let line = Parts {
        text,
        note: note.unwrap_or_default(),
        role: Some(Role::Heading),
        ..Parts::default()
    };
    parts(&line, false, area, pen);
}

/// Its points, and what was left day by day.
fn figures(words: &Words<'_>, area: Rect, pen: &mut Pen<'_>) {
    let Some((_, running)) = words.running() else { return };
    let mut text = vec![
        match running.delivered.hundredths() {
            0 => format!("{} left", running.remaining.in_points()),
            _ => {
                format!("{} left ({} delivered)", running.remaining.in_points(), running.delivered)
            }
        },
        format!("{} accepted", running.accepted),
    ];
    text.extend(running.committed.map(|it| format!("{it} committed")));
    let text = text.join(" · ");
    let note = if words.charted { String::new() } else { bars(&running.burndown) };
    let line = Parts { text, note, ..Parts::default() };
    parts(&line, false, area, pen);
}

/// The burndown in one row: a bar a day, and where the ideal line is now.
fn bars(days: &[Day]) -> String {
    let Some(last) = days.last() else { return String::new() };
    let highest = days.iter().map(|day| day.remaining.hundredths()).max().unwrap_or(0).max(1);
    let bar = |day: &Day| {
        let eighths = day.remaining.hundredths() * 7 / highest;
        usize::try_from(eighths).ok().and_then(|at| BARS.get(at)).copied().unwrap_or('█')
    };
    let bars: String = days.iter().map(bar).collect();
    let ideal = (last.ideal.hundredths() + 50) / 100;
    format!("burndown {bars} ideal {ideal}")
}
