//! The rows of the Backlog screen: only those on screen are looked at.

use std::collections::BTreeSet;

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::ready;
use crate::domain::spelling;
use crate::domain::story::{Status, Story, StoryId};
use crate::figures::priority::Lean;
use crate::say::{plain, score, width};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::backlog::cuts::{Cut, Shown};
use crate::tui::screen::backlog::{Pane, Row};
use crate::tui::screen::columns::{self, Column};
use crate::tui::theme::Role;

/// The names of the columns in one line.
fn headings(columns: &[(Column, usize)], backlog: &Backlog) -> String {
    let name = |column: Column| match column {
        // Above the numbers; the sign behind them has no name.
        Column::Score => format!("{}  ", score::name(backlog.product().score)),
        column => column.heading().to_owned(),
    };
    let names = columns.iter().map(|(column, wide)| fitted(*column, &name(*column), *wide));
    format!(" {}", names.collect::<Vec<_>>().join(" "))
}

/// A cell, cut and padded to its column.
fn fitted(column: Column, text: &str, wide: usize) -> String {
    if column.is_number() { width::fit_right(text, wide) } else { width::fit(text, wide) }
}

pub(super) fn draw(app: &App, backlog: &Backlog, layout: Layout, pen: &mut Pen<'_>) {
    let columns =
        columns::shown(&app.look.columns, layout.list.width, backlog, app.list.ratings.any());
    pen.text(layout.columns, 0, &headings(&columns, backlog), Role::Dim);
    if app.list.rows.is_empty() {
        empty(app, layout.list, pen);
        return;
    }
    let marked = app.list.marked(backlog);
    for (line, y) in (app.list.top..).zip(0..layout.list.height) {
        match app.list.on_line(line) {
            Some(Shown::Row(at)) => row(app, backlog, &columns, &marked, at, (layout.list, y), pen),
            Some(Shown::Cut(cut)) => {
                let words = cut_line(cut, usize::from(layout.list.width));
                pen.text(layout.list, y, &words, Role::Rule);
            }
            None => break,
        }
    }
}

/// One row, on a line of an area.
fn row(
    app: &App,
    backlog: &Backlog,
    columns: &[(Column, usize)],
    marked: &BTreeSet<StoryId>,
    at: usize,
    (area, y): (Rect, u16),
    pen: &mut Pen<'_>,
) {
    let held = app.list.rows.get(at);
    let Some((row, story)) = held.zip(app.list.at(at, backlog)) else { return };
    let here = at == app.list.cursor;
    let is_marked = marked.contains(&story.id);
    let mark = match (here, is_marked) {
        (true, false) => "▸",
        (true, true) => "◆",
        (false, true) => "◇",
        (false, false) => " ",
    };
    pen.text(area, y, mark, if is_marked { Role::Marked } else { Role::Key });
    let mut at = 1;
    for (column, wide) in columns {
        let text = match column {
            Column::Score => rated(app, *row),
            column => cell(*column, story, *row, backlog),
        };
        let role = if is_marked { Role::Marked } else { role(*column, story, backlog) };
        let text = fitted(*column, &text, *wide);
        at = pen.at(area, at, y, &text, role) + 1;
    }
    if here && app.list.pane == Pane::List {
        pen.lay(area, y, Role::Selected);
    }
}

/// Where a sprint is forecast to end, across the whole list; in fewer words where there is less
/// room.
fn cut_line(cut: Cut, room: usize) -> String {
    let Cut { sprint, used, room: most, unestimated, .. } = cut;
    // The room is a share of an average: whole points are exact enough.
    let most = (most.hundredths() + 50) / 100;
    let open = match unestimated {
        0 => String::new(),
        count => format!(" · {count} unestimated"),
    };
    let words = [
        format!("── sprint {sprint} ends about here · {used} of {most} pts{open} "),
        format!("── sprint {sprint} ends here · {used} of {most} pts{open} "),
        format!("── sprint {sprint} · {used} of {most}{open} "),
    ];
    let fits = |words: &&String| width::width(words) + 2 <= room;
    let mut line = words.iter().find(fits).or(words.last()).cloned().unwrap_or_default();
    let rest = room.saturating_sub(width::width(&line));
    line.extend(std::iter::repeat_n('─', rest));
    line
}

/// What a column says of a story.
fn cell(column: Column, story: &Story, row: Row, backlog: &Backlog) -> String {
    let said = |field: Field| {
        let value = spelling::of_story(field, story, backlog).unwrap_or_default();
        plain::line(&value).into_owned()
    };
    match column {
        Column::Position if row.position == 0 => "–".to_owned(),
        Column::Position => row.position.to_string(),
        Column::Number => format!("#{}", story.number),
        Column::Points => points(story, backlog),
        Column::State => state(story, backlog),
        Column::Title => title(story, backlog),
        Column::Kind => story.kind.to_string(),
        Column::Epic => said(Field::Epic),
        Column::Release => {
            let release = backlog.release_of(story).map_or("", |release| release.name.as_str());
            plain::line(release).into_owned()
        }
        Column::Tags => said(Field::Tags).replace(", ", " "),
        Column::Moscow => said(Field::Moscow),
        Column::Requester => said(Field::Requester),
        Column::Assignee => said(Field::Assignee),
        // Its number was reckoned with all the others.
        Column::Score => String::new(),
        Column::Sprint => said(Field::Sprint),
        Column::Updated => story.updated().day().to_string(),
    }
}

/// The score to a tenth, and which way it would have the story where that is worth a sign. Large
/// ones are whole, very large ones in thousands.
fn rated(app: &App, row: Row) -> String {
    let Some((score, lean)) = app.list.ratings.at(row.index) else { return String::new() };
    let sign = match lean {
        Some(Lean::Up) => '↑',
        Some(Lean::Down) => '↓',
        None => ' ',
    };
    let tenths = (score.hundredths() + 5) / 10;
    match score.rounded() {
        0..1_000 => format!("{}.{} {sign}", tenths / 10, tenths % 10),
        1_000..100_000 => format!("{} {sign}", score.rounded()),
        _ => format!("{}k {sign}", score.rounded() / 1_000),
    }
}

fn points(story: &Story, backlog: &Backlog) -> String {
    match story.points {
        None => "?".to_owned(),
        Some(points) if backlog.product().scale.0.contains(&points) => points.to_string(),
        // Off the scale: kept as it was imported, and marked.
        Some(points) => format!("~{points}"),
    }
}

fn title(story: &Story, backlog: &Backlog) -> String {
    let blocked = if story.impediment.is_some() { "■ " } else { "" };
    let oversize = story.points.is_some_and(|points| points > backlog.product().largest.0);
    let oversize = if oversize { "▲ " } else { "" };
    format!("{blocked}{oversize}{}", plain::line(&story.title))
}

/// The state in a word, and how many things are missing.
fn state(story: &Story, backlog: &Backlog) -> String {
    match story.status {
        Status::Draft | Status::Ready => {
            let missing = ready::missing_uncovered(story, backlog).len();
            let mark = if missing == 0 { "✓".to_owned() } else { format!("✗{missing}") };
            format!("{} {mark}", story.status)
        }
        status => status.to_string(),
    }
}

/// How a cell looks: the title is what is read, the state is what is looked for.
fn role(column: Column, story: &Story, backlog: &Backlog) -> Role {
    match (column, story.status) {
        (_, Status::Accepted | Status::Dropped) => Role::Dim,
        (Column::State | Column::Title, _) if story.impediment.is_some() => Role::Bad,
        (Column::State, Status::Ready) if ready::is_ready(story, backlog) => Role::Good,
        (Column::State, Status::Doing | Status::Delivered) => Role::Heading,
        (Column::State, _) => Role::Warn,
        (Column::Title | Column::Points, _) => Role::Plain,
        _ => Role::Dim,
    }
}

/// What to do where there is nothing to see.
fn empty(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let lines: &[&str] = if app.list.is_filtered() {
        &["Nothing matches the filter.", "", "Esc  show everything again", "/    change the filter"]
    } else {
        &[
            "This backlog is empty. To begin:",
            "",
            "a    add a first story",
            ":    import FILE --from jira: take a backlog over",
            "?    shows every key",
            "",
            "A whole user story comes apart by itself: \
             As a shopper, I want to pay by card, so that I need no cash",
        ]
    };
    let room = usize::from(area.width.saturating_sub(6));
    let wrapped = lines.iter().flat_map(|text| width::hang(text, room));
    for (line, text) in (1u16..).zip(wrapped) {
        pen.at(area, 3, line, &text, if line == 1 { Role::Heading } else { Role::Plain });
    }
}

/// The cell the terminal's own cursor stands on: the selected row, or what to do without one.
pub(super) fn cursor(app: &App, layout: Layout) -> Option<Position> {
    let Rect { x, y, height, .. } = layout.list;
    if app.list.rows.is_empty() {
        return Some(Position { x: x + 3, y: y + 1 });
    }
    let line = app.list.line().checked_sub(app.list.top)?;
    let line = u16::try_from(line).ok().filter(|line| *line < height)?;
    Some(Position { x, y: y + line })
}
