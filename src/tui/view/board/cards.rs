//! The columns of the Board: their names, and the stories that are on screen. It builds no card
//! that is not.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use super::{days, fitting};
use crate::domain::backlog::Backlog;
use crate::domain::criterion::Judgement;
use crate::domain::story::{Status, Story};
use crate::say::{plain, width};
use crate::tui::screen::board::{BoardScreen, Column, Rooms};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The columns on screen, with their number among all.
fn shown<'a>(
    board: &'a BoardScreen,
    rooms: &Rooms,
) -> impl Iterator<Item = (u16, usize, &'a Column)> {
    let alone = rooms.columns == 1;
    let here = board.column;
    let shown = board.columns.iter().enumerate().filter(move |(at, _)| !alone || *at == here);
    (0u16..).zip(shown).map(|(place, (at, column))| (place, at, column))
}

/// The names of the columns, each with what it holds.
pub(super) fn names(board: &BoardScreen, rooms: &Rooms, pen: &mut Pen<'_>) {
    if rooms.columns == 1 {
        return alone(board, rooms, pen);
    }
    for (place, at, column) in shown(board, rooms) {
        let area = rooms.column(place, rooms.names);
        let role = if at == board.column { Role::Heading } else { Role::Dim };
        let more = more(column, rooms.capacity());
        let room = usize::from(area.width.saturating_sub(3));
        let (name, count) = (column.stage.name(), column.cards.len());
        let texts = [
            format!("{name} {count} · {} pts", column.points),
            format!("{name} {count} · {}", column.points),
            format!("{name} {count}"),
        ];
        let until = pen.at(area, 1, 0, &fitting(&texts, room), role);
        pen.at(area, until + 1, 0, more, Role::Key);
    }
}

/// Where only one column has room: all names in a line, that one in brackets.
fn alone(board: &BoardScreen, rooms: &Rooms, pen: &mut Pen<'_>) {
    let line = |points: bool| {
        let name = |(at, column): (usize, &Column)| {
            let (name, count) = (column.stage.name(), column.cards.len());
            let words = match (points, at == board.column) {
                (true, _) => format!("{name} {count} · {}", column.points),
                (false, true) => format!("{name} {count}"),
                (false, false) => format!("{} {count}", width::cut(name, 5)),
            };
            if at == board.column { format!("[{words}]") } else { format!(" {words} ") }
        };
        let names = board.columns.iter().enumerate().map(name);
        names.collect::<String>()
    };
    let room = usize::from(rooms.names.width);
    let text = fitting(&[line(true), line(false)], room);
    let until = pen.at(rooms.names, 0, 0, &text, Role::Heading);
    if let Some(column) = board.here() {
        pen.at(rooms.names, until + 1, 0, more(column, rooms.capacity()), Role::Key);
    }
}

/// Whether the column goes on above or below what is on screen.
const fn more(column: &Column, capacity: usize) -> &'static str {
    match (column.top > 0, column.cards.len() > column.top + capacity) {
        (true, true) => "↕",
        (true, false) => "▴",
        (false, true) => "▾",
        (false, false) => "",
    }
}

/// Draws the stories on screen; says where the cursor is.
pub(super) fn draw(
    board: &BoardScreen,
    backlog: &Backlog,
    rooms: &Rooms,
    today: NaiveDate,
    pen: &mut Pen<'_>,
) -> Position {
    let mut cursor = Position { x: rooms.cards.x, y: rooms.cards.y };
    for (place, at, column) in shown(board, rooms) {
        let area = rooms.column(place, rooms.cards);
        let in_it = at == board.column;
        if in_it {
            cursor = Position { x: area.x, y: area.y };
        }
        if column.cards.is_empty() {
            pen.text(area, 0, if in_it { "▸" } else { "" }, Role::Key);
            pen.at(area, 1, 0, column.stage.nothing(), Role::Dim);
            continue;
        }
        let visible = column.cards.iter().enumerate().skip(column.top).take(rooms.capacity());
        for ((row, id), line) in visible.zip((0u16..).step_by(usize::from(rooms.lines.max(1)))) {
            let Some(story) = backlog.story(*id) else { continue };
            let area = Rect {
                y: area.y + line,
                height: rooms.lines.min(area.height.saturating_sub(line)),
                ..area
            };
            let here = row == column.cursor && in_it;
            card(board, story, backlog, area, today, pen);
            if here {
                pen.text(area, 0, "▸", Role::Key);
                (0..area.height).for_each(|line| pen.lay(area, line, Role::Selected));
                cursor = Position { x: area.x, y: area.y };
            }
        }
    }
    cursor
}

/// A story: number, points, signs and title, and where there are more lines, who and how far.
fn card(
    board: &BoardScreen,
    story: &Story,
    backlog: &Backlog,
    area: Rect,
    today: NaiveDate,
    pen: &mut Pen<'_>,
) {
    let (number, points) = board.wide;
    let done = story.status == Status::Accepted;
    let quiet = if done { Role::Dim } else { Role::Plain };
    let text = width::fit_right(&format!("#{}", story.number), number);
    let at = pen.at(area, 1, 0, &text, Role::Dim) + 1;
    let size = story.points.map_or_else(|| "?".to_owned(), |points| points.to_string());
    let role = if story.points.is_none() { Role::Warn } else { quiet };
    let at = pen.at(area, at, 0, &width::fit_right(&size, points), role) + 1;
    let blocked = story.impediment.is_some() && !done;
    let mut title = at;
    if blocked {
        title = pen.at(area, title, 0, "■ ", Role::Bad);
    }
    if came_later(board, story, backlog) {
        title = pen.at(area, title, 0, "+ ", Role::Warn);
    }
    let role = if blocked { Role::Bad } else { quiet };
    let facts = facts(story, today);
    // Where there are lines enough, the last one is for who works on it.
    let most = usize::from(area.height).saturating_sub(usize::from(area.height > 2)).max(1);
    let room = usize::from(area.width.saturating_sub(at));
    let lines = folded(&plain::line(&story.title), usize::from(title - at), room, most);
    let mut line = 0;
    for text in &lines {
        pen.at(area, if line == 0 { title } else { at }, line, text, role);
        line += 1;
    }
    if line < area.height {
        pen.at(area, at, line, &fitting(&facts, room), Role::Dim);
    }
}

/// A title in at most so many lines, the first of which begins behind its signs; what has no room
/// is cut off at the end.
fn folded(title: &str, signs: usize, room: usize, most: usize) -> Vec<String> {
    let blanks = " ".repeat(signs);
    let mut lines = width::wrap(&format!("{blanks}{title}"), room.max(1));
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(width::cut(&rest, room).into_owned());
    }
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    lines
}

/// Whether a story came in after the start.
fn came_later(board: &BoardScreen, story: &Story, backlog: &Backlog) -> bool {
    let sprint = board.sprint.and_then(|id| backlog.sprints().get(id));
    let commitment = sprint.and_then(|sprint| sprint.commitment.as_ref());
    commitment.is_some_and(|it| !it.stories.iter().any(|held| held.story == story.id))
}

/// Who works on it, how many criteria are met, and for how long it is blocked: in more words and
/// in fewer.
fn facts(story: &Story, today: NaiveDate) -> [String; 3] {
    let met = story.criteria.iter().filter(|it| it.result == Judgement::Met).count();
    let met = match story.criteria.len() {
        0 => String::new(),
        all => format!("{met}/{all}"),
    };
    let words = if met.is_empty() { String::new() } else { format!("{met} met") };
    let blocked = story.impediment.as_ref().filter(|_| story.status.is_open());
    let blocked = blocked.map(|it| days(it.since.day(), today)).unwrap_or_default();
    let long = if blocked.is_empty() { String::new() } else { format!("blocked {blocked}") };
    let sign = if blocked.is_empty() { String::new() } else { format!("■ {blocked}") };
    let joined = |parts: [&str; 3]| {
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" · ")
    };
    let who = plain::line(&story.assignee);
    [
        joined([&who, &words, &long]),
        joined([&who, &met, &sign]),
        // What stands in the way matters more than how far it has come.
        if blocked.is_empty() { joined([&met, &who, ""]) } else { joined([&sign, &who, &met]) },
    ]
}
