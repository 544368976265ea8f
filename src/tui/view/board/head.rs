//! The head of the Board: which sprint it is, its goal, its days and its points. It says less
//! where there is less room, and the most important last of all.

use chrono::{Datelike as _, NaiveDate};
use ratatui::layout::Rect;

use super::fitting;
use crate::domain::sprint::Sprint;
use crate::say::{date, plain, tally, width};
use crate::tui::app::App;
use crate::tui::screen::board::Standing;
use crate::tui::theme::Role;
use crate::tui::view::Pen;

pub(super) fn draw(app: &App, sprint: &Sprint, area: Rect, pen: &mut Pen<'_>) {
    let at = pen.at(area, 1, 0, &format!("sprint {} · ", sprint.number), Role::Dim);
    let room = usize::from(area.width.saturating_sub(at + 1));
    if sprint.goal.is_empty() {
        pen.at(area, at, 0, &width::cut("no goal: sprint set goal=…", room), Role::Warn);
    } else {
        pen.at(area, at, 0, &width::cut(&plain::line(&sprint.goal), room), Role::Heading);
    }
    let it = &app.board.standing;
    let blocked = match it.blocked {
        0 => String::new(),
        blocked => format!(" · ■ {blocked} blocked"),
    };
    let room = usize::from(area.width.saturating_sub(2));
    let left = room.saturating_sub(width::width(&blocked));
    let at = pen.at(area, 1, 1, &fitting(&lines(it, sprint, app.today), left), Role::Plain);
    pen.at(area, at, 1, &blocked, Role::Bad);
}

/// The same with more words and with fewer.
fn lines(it: &Standing, sprint: &Sprint, today: NaiveDate) -> Vec<String> {
    let joined = |parts: &[&str]| {
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.copied().collect::<Vec<_>>().join(" · ")
    };
    let [long, short, shortest] = days(it, sprint, today);
    let span = span(sprint, today);
    let scope = match (it.added.hundredths(), it.removed.hundredths()) {
        (0, 0) => String::new(),
        _ => format!(" +{} −{}", it.added, it.removed),
    };
    let committed = it.committed.map_or_else(
        || "not started by its command".to_owned(),
        |points| format!("{points} committed{scope}"),
    );
    let accepted = format!("{} of {} pts accepted", it.accepted, it.total);
    let bare = format!("{} of {} accepted", it.accepted, it.total);
    let unestimated = match it.unestimated {
        0 => String::new(),
        some => format!("{some} not estimated"),
    };
    vec![
        joined(&[&long, &span, &committed, &accepted, &unestimated]),
        joined(&[&long, &committed, &accepted, &unestimated]),
        joined(&[&short, &committed, &accepted, &unestimated]),
        joined(&[&short, &committed, &bare]),
        joined(&[&short, &bare]),
        joined(&[&shortest, &bare]),
    ]
}

/// Where in its days the sprint is.
fn days(it: &Standing, sprint: &Sprint, today: NaiveDate) -> [String; 3] {
    let on = |day: Option<NaiveDate>| day.map(|day| date::short(day, today)).unwrap_or_default();
    if it.of == 0 {
        return ["no dates yet", "no dates yet", "no dates"].map(str::to_owned);
    }
    if it.day == 0 {
        let words = format!("begins {}", on(sprint.start));
        return [format!("{words} · {} working days", it.of), words.clone(), words];
    }
    if it.left == 0 {
        let words = format!("ended {}", on(sprint.end));
        return [format!("{words} · no working day left"), words.clone(), words];
    }
    let (day, of, left) = (it.day, it.of, it.left);
    let long = tally::count(left, "working day left", "working days left");
    [
        format!("day {day} of {of} · {long}"),
        format!("day {day} of {of}, {left} left"),
        format!("{left} left"),
    ]
}

/// "16 – 27 Nov", "30 Nov – 11 Dec".
pub(super) fn span(sprint: &Sprint, today: NaiveDate) -> String {
    let (Some(start), Some(end)) = (sprint.start, sprint.end) else { return String::new() };
    let together = (start.year(), start.month()) == (end.year(), end.month());
    let start = if together { start.day().to_string() } else { date::short(start, today) };
    format!("{start} – {}", date::short(end, today))
}
