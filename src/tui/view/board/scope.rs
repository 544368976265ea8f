//! What came into the running sprint and what went out, the newest first. It builds only the
//! lines that are on screen.

use ratatui::layout::Rect;

use super::fitting;
use crate::domain::backlog::Backlog;
use crate::domain::sprint::{Direction, ScopeEntry, Sprint};
use crate::say::{date, plain, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::board::Rooms;
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// Draws the log; returns the lines it took of its room.
pub(super) fn draw(
    app: &App,
    sprint: &Sprint,
    backlog: &Backlog,
    rooms: &Rooms,
    pen: &mut Pen<'_>,
) -> u16 {
    let area = rooms.log;
    let rule = Rect { x: area.x, width: area.width, ..rooms.rule };
    let it = &app.board.standing;
    let sums = format!("+{} −{}", it.added, it.removed);
    let texts = [
        format!(" came in and went out since the start: {sums} "),
        format!(" in and out: {sums} "),
    ];
    pen.at(rule, 0, 0, &fitting(&texts, usize::from(rule.width) - 1), Role::Dim);
    if sprint.scope_log.is_empty() {
        pen.at(area, 1, 0, "nothing came in, nothing went out", Role::Dim);
        return 1;
    }
    let room = usize::from(area.width.saturating_sub(5));
    let mut line: u16 = 0;
    for (entry, before) in sprint.scope_log.iter().rev().zip((0..sprint.scope_log.len()).rev()) {
        let mut lines = width::wrap(&words(entry, app, backlog), room);
        // The last line says that there is more, where there is.
        let free = area.height.saturating_sub(line + u16::from(before > 0));
        if line > 0 && lines.len() > usize::from(free) {
            let all = app.key_of(Action::SprintText);
            let words = format!("and {} earlier: {all} shows all", before + 1);
            pen.at(area, 3, line, &words, Role::Dim);
            return line + 1;
        }
        lines.truncate(usize::from(free));
        let sign = if entry.direction == Some(Direction::Out) { "▼" } else { "▲" };
        pen.at(area, 1, line, sign, Role::Warn);
        for text in &lines {
            pen.at(area, 3, line, text, Role::Plain);
            line += 1;
        }
    }
    line
}

/// "18 Nov #21 in, 2 pts: why".
fn words(entry: &ScopeEntry, app: &App, backlog: &Backlog) -> String {
    let number = |id| backlog.story(id).map_or_else(String::new, |it| format!("#{}", it.number));
    let way = if entry.direction == Some(Direction::Out) { "out" } else { "in" };
    let points = match entry.points {
        Some(points) => format!(", {}", points.in_points()),
        None => ", not estimated".to_owned(),
    };
    let traded = entry.traded_for.map_or_else(String::new, |id| format!(" for {}", number(id)));
    let reason = match entry.reason.as_str() {
        "" => String::new(),
        reason => format!(": {}", plain::line(reason)),
    };
    let when = date::short(entry.at.day(), app.today);
    format!("{when} {} {way}{traded}{points}{reason}", number(entry.story))
}
