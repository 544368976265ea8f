//! Where values that two people wrote differently are settled: the list, and both values of the
//! one under the cursor. Drawing changes nothing, and builds no row that is not on screen.

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::say::{date, plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::conflicts::{Line, Pane, Rooms, Row, Value};
use crate::tui::theme::Role;

/// What a row is about and its field take at most so many columns each.
const MOST: (usize, usize) = (24, 28);

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let conflicts = &app.conflicts;
    let rooms = conflicts.rooms(app.size);
    let Some(row) = conflicts.row() else { return nothing(app, pen) };
    list(app, backlog, &rooms, pen);
    rule(app, row, backlog, &rooms, pen);
    for line in 0..rooms.between.height {
        pen.text(rooms.between, line, "│", Role::Rule);
    }
    head(app, "ours", &row.ours, rooms.our_head, pen);
    head(app, "theirs", &row.theirs, rooms.their_head, pen);
    let sheet = &conflicts.sheet;
    value(app, &row.ours, &sheet.ours, rooms.ours, pen);
    value(app, &row.theirs, &sheet.theirs, rooms.theirs, pen);
    match conflicts.pane {
        Pane::List => {
            let line = u16::try_from(conflicts.cursor - conflicts.top).unwrap_or(0);
            Position { x: rooms.list.x, y: rooms.list.y + line }
        }
        Pane::Values => Position { x: rooms.ours.x, y: rooms.ours.y },
    }
}

/// How wide the columns of the list are.
fn columns(app: &App) -> (usize, usize) {
    let (what, field) = app.conflicts.wide;
    // A third of the screen each at most; the title of the story has the rest.
    let third = usize::from(app.size.0) / 3;
    (what.max(5).min(MOST.0).min(third), field.max(5).min(MOST.1).min(third))
}

fn list(app: &App, backlog: &Backlog, rooms: &Rooms, pen: &mut Pen<'_>) {
    let conflicts = &app.conflicts;
    let (what, field) = columns(app);
    let room = usize::from(rooms.names.width.saturating_sub(3));
    let names = format!("{}  {}  story", width::fit("about", what), width::fit("field", field));
    pen.at(rooms.names, 2, 0, &width::cut(&names, room), Role::Dim);
    for (line, at) in (0..rooms.list.height).zip(conflicts.top..) {
        let Some(row) = conflicts.rows.get(at) else { break };
        let (here, focused) = (at == conflicts.cursor, conflicts.pane == Pane::List);
        if here {
            pen.text(rooms.list, line, if focused { "▸" } else { "›" }, Role::Key);
        }
        let lead = format!("{}  {}  ", width::fit(&row.what, what), width::fit(&row.field, field));
        let column = pen.at(rooms.list, 2, line, &lead, Role::Plain);
        let title = title(row, backlog);
        let room = usize::from(rooms.list.width.saturating_sub(column + 2));
        pen.at(rooms.list, column, line, &width::cut(&title, room), Role::Dim);
        if here && focused {
            pen.lay(rooms.list, line, Role::Selected);
        }
    }
    let shown = conflicts.top + usize::from(rooms.list.height);
    more(rooms.list, conflicts.top > 0, shown < conflicts.rows.len(), pen);
}

/// Arrows at the right edge where something is above or below.
fn more(area: Rect, above: bool, below: bool, pen: &mut Pen<'_>) {
    let edge = area.width.saturating_sub(1);
    if above {
        pen.at(area, edge, 0, "↑", Role::Key);
    }
    if below {
        pen.at(area, edge, area.height.saturating_sub(1), "↓", Role::Key);
    }
}

fn title(row: &Row, backlog: &Backlog) -> String {
    let story = row.story.and_then(|id| backlog.story(id));
    story.map_or_else(String::new, |story| plain::line(&story.title).into_owned())
}

/// The line below the list: what both values are of.
fn rule(app: &App, row: &Row, backlog: &Backlog, rooms: &Rooms, pen: &mut Pen<'_>) {
    let focused = app.conflicts.pane == Pane::Values;
    let role = if focused { Role::Heading } else { Role::Rule };
    let room = usize::from(rooms.rule.width);
    pen.text(rooms.rule, 0, &"─".repeat(room), role);
    let title = title(row, backlog);
    let of = if title.is_empty() { String::new() } else { format!(" {title}") };
    let words = format!(" {} of {}{of}", row.field, row.what);
    let words = width::cut(&words, room.saturating_sub(4)).into_owned();
    pen.at(rooms.rule, 1, 0, &format!("{words} "), Role::Heading);
}

/// "ours — Ann, 2 days ago".
fn head(app: &App, side: &str, value: &Value, area: Rect, pen: &mut Pen<'_>) {
    let ago = match date::age(value.at.day(), app.today).as_str() {
        "today" => "today".to_owned(),
        "1 day" => "yesterday".to_owned(),
        age => format!("{age} ago"),
    };
    let column = pen.at(area, 3, 0, side, Role::Key);
    // Without a line of history nobody knows who it was.
    if !value.by.is_empty() {
        let room = usize::from(area.width.saturating_sub(column + 1));
        let words = format!(" — {}, {ago}", value.by);
        pen.at(area, column, 0, &width::cut(&words, room), Role::Dim);
    }
}

/// The lines of a value; those the other side does not have are marked.
fn value(app: &App, value: &Value, lines: &[Line], area: Rect, pen: &mut Pen<'_>) {
    if value.text.is_none() {
        pen.at(area, 3, 0, "nothing", Role::Dim);
        return;
    }
    let top = app.conflicts.scrolled;
    for (at, line) in (0..area.height).zip(lines.iter().skip(top)) {
        if line.differs {
            pen.at(area, 1, at, "┃", Role::Warn);
        }
        pen.at(area, 3, at, &line.text, Role::Plain);
    }
    more(area, top > 0, top + usize::from(area.height) < lines.len(), pen);
}

/// Nothing is left: what comes next.
fn nothing(app: &App, pen: &mut Pen<'_>) -> Position {
    let area = Layout::of(app.size, false).list;
    let room = usize::from(area.width.saturating_sub(6));
    let back = app.key_of(Action::Back);
    let lines = [
        ("Nothing is left to be settled.".to_owned(), Role::Heading),
        (String::new(), Role::Plain),
        ("Where git waits for it".to_owned(), Role::Plain),
        ("  git add upnext.json && git commit".to_owned(), Role::Code),
        (String::new(), Role::Plain),
        (format!("{back}  back"), Role::Dim),
    ];
    let lines = lines.into_iter().flat_map(|(text, role)| {
        width::hang(&text, room).into_iter().map(move |line| (line, role))
    });
    for (line, (text, role)) in (0..area.height).zip(lines) {
        pen.at(area, 3, line, &text, role);
    }
    Position { x: area.x + 3, y: area.y }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, _backlog: &Backlog) -> String {
    let conflicts = &app.conflicts;
    match conflicts.rows.len() {
        0 => "nothing is left to be settled".to_owned(),
        1 => "the last one · ours stands until it is settled".to_owned(),
        all => {
            let of = tally::count(all, "value", "values");
            format!("{} of {of} · ours stands until it is settled", conflicts.cursor + 1)
        }
    }
}
