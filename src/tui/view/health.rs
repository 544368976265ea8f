//! The Health screen: two figures, what was found in groups, and the whole of what is under the
//! cursor. Drawing changes nothing, and builds no row that is not on screen.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::advice::health::Trouble;
use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;
use crate::say::{date, plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::health::{Line, Mending, Rooms, Row};
use crate::tui::theme::Role;

/// The columns a number takes, as far as it is short.
const NUMBER: usize = 6;

pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Position {
    let health = &app.health;
    let rooms = health.rooms(app.size);
    let room = usize::from(rooms.figures.width.saturating_sub(2));
    for (line, figure) in (0..rooms.figures.height).zip(&health.figures) {
        let figure = plain::line(figure);
        let (name, rest) = figure.split_once(':').unwrap_or(("", &figure));
        let column = pen.at(rooms.figures, 1, line, &format!("{name}:"), Role::Heading);
        let room = room.saturating_sub(usize::from(column));
        pen.at(rooms.figures, column, line, &width::cut(rest, room), Role::Plain);
    }
    let Some(row) = health.row() else { return nothing(app, &rooms, pen) };
    let mut cursor = Position { x: rooms.list.x, y: rooms.list.y };
    for (line, at) in (0..rooms.list.height).zip(health.top..) {
        match health.lines.get(at) {
            None => break,
            Some(Line::Heading(trouble, count)) => heading(*trouble, *count, rooms.list, line, pen),
            Some(Line::Row(at)) => {
                let Some(row) = health.rows.get(*at) else { break };
                let here = *at == health.cursor;
                self::row(app, row, here, rooms.list, line, pen);
                if here {
                    cursor.y = rooms.list.y + line;
                }
            }
        }
    }
    more(app, &rooms, pen);
    told(row, &rooms, pen);
    cursor
}

/// What the rows below have in common, and how many they are.
fn heading(trouble: Trouble, count: usize, area: Rect, line: u16, pen: &mut Pen<'_>) {
    let column = pen.at(area, 1, line, &format!("{} ", trouble.heading()), Role::Heading);
    let column = pen.at(area, column, line, &format!("{count} "), Role::Warn);
    let rest = usize::from(area.width.saturating_sub(column + 2));
    pen.at(area, column, line, &"─".repeat(rest), Role::Rule);
}

/// The story, and in a few words what it is about.
fn row(app: &App, row: &Row, here: bool, area: Rect, line: u16, pen: &mut Pen<'_>) {
    if here {
        pen.at(area, 1, line, "▸", Role::Key);
    }
    let Some(backlog) = app.backlog() else { return };
    let Some(story) = backlog.story(row.story) else { return };
    let number = width::fit(&format!("#{}", story.number), NUMBER);
    let column = pen.at(area, 3, line, &number, Role::Dim);
    let room = usize::from(area.width.saturating_sub(column + 2));
    let words = in_short(row, backlog, app.today);
    let title = plain::line(&story.title);
    if words.is_empty() {
        pen.at(area, column, line, &width::cut(&title, room), Role::Plain);
    } else {
        let column = pen.at(area, column, line, &width::fit(&title, room / 2), Role::Plain) + 2;
        let left = usize::from(area.width.saturating_sub(column + 2));
        pen.at(area, column, line, &width::cut(&words, left), Role::Dim);
    }
    if here {
        pen.lay(area, line, Role::Selected);
    }
}

/// What was found, as short as it can be told beside the title.
fn in_short(row: &Row, backlog: &Backlog, today: NaiveDate) -> String {
    let number = |id: StoryId| backlog.story(id).map_or(0, |story| story.number);
    let words = || row.finding.words.join(", ");
    let other = row.other.map(number);
    let said = match (row.trouble, other) {
        (Trouble::Unready, _) if row.finding.words.is_empty() => "nothing is missing".to_owned(),
        (Trouble::Inversion, Some(other)) => format!("depends on #{other}"),
        (Trouble::Circle, _) => row.finding.words.join(" → "),
        (Trouble::Stale, _) => {
            let since = words();
            let day = since.parse().map(|day| date::short(day, today));
            format!("since {}", day.unwrap_or(since))
        }
        (Trouble::Duplicate | Trouble::Contradiction | Trouble::Dependency, Some(other)) => {
            format!("#{other}: {}", words())
        }
        _ => words(),
    };
    plain::line(&said).into_owned()
}

/// Arrows at the right edge where something is above or below.
fn more(app: &App, rooms: &Rooms, pen: &mut Pen<'_>) {
    let (health, area) = (&app.health, rooms.list);
    let edge = area.width.saturating_sub(1);
    if health.top > 0 {
        pen.at(area, edge, 0, "↑", Role::Key);
    }
    if health.top + usize::from(area.height) < health.lines.len() {
        pen.at(area, edge, area.height.saturating_sub(1), "↓", Role::Key);
    }
}

/// The whole of what is under the cursor; which command mends it is for the command line to say.
fn told(row: &Row, rooms: &Rooms, pen: &mut Pen<'_>) {
    pen.text(rooms.rule, 0, &"─".repeat(usize::from(rooms.rule.width)), Role::Rule);
    let message = plain::line(&row.finding.message);
    let end = [": upnext ", ": if "].iter().filter_map(|way| message.rfind(way)).min();
    let fact = end.and_then(|end| message.get(..end)).unwrap_or(&message);
    let room = usize::from(rooms.told.width.saturating_sub(4));
    for (line, text) in (0..rooms.told.height).zip(width::wrap(fact, room)) {
        pen.at(rooms.told, 1, line, &text, Role::Plain);
    }
}

/// Nothing was found.
fn nothing(app: &App, rooms: &Rooms, pen: &mut Pen<'_>) -> Position {
    let words = if app.health.is_looking() {
        "Still looking through the stories …"
    } else if app.health.is_comparing() {
        "Still comparing the stories with each other …"
    } else {
        "Nothing ails the backlog."
    };
    let back = app.key_of(Action::Back);
    let lines = [(words.to_owned(), Role::Heading), (format!("{back}  back"), Role::Dim)];
    for (line, (text, role)) in (1..rooms.list.height).step_by(2).zip(lines) {
        pen.at(rooms.list, 3, line, &text, role);
    }
    Position { x: rooms.list.x + 3, y: rooms.list.y }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, _backlog: &Backlog) -> String {
    let health = &app.health;
    let found = match health.rows.len() {
        0 if health.is_looking() => return "still looking through the stories".to_owned(),
        0 => "nothing found".to_owned(),
        all => format!("{} of {}", health.cursor + 1, tally::count(all, "finding", "findings")),
    };
    if health.is_looking() {
        format!("{found} · still looking through the stories")
    } else if health.is_comparing() {
        format!("{found} · still comparing the stories with each other")
    } else {
        found
    }
}

/// What keys mean on what the cursor is on.
pub(super) fn words(app: &App, action: Action) -> Option<&'static str> {
    match action {
        Action::Confirm => app.health.confirms().map(Mending::words),
        Action::NextPane => Some("next group"),
        _ => None,
    }
}
