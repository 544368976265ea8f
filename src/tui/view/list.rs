//! The rows of the Backlog screen: only those on screen are looked at.

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::ready;
use crate::domain::story::{Status, Story};
use crate::say::{plain, width};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::backlog::{Pane, Row};
use crate::tui::theme::Role;

/// The columns a width has room for; a column that has none has no width.
struct Columns {
    position: usize,
    number: usize,
    points: usize,
    state: usize,
    title: usize,
    epic: usize,
    tags: usize,
    sprint: usize,
}

impl Columns {
    fn of(total: u16, backlog: &Backlog) -> Self {
        let total = usize::from(total);
        let epic = match total {
            _ if backlog.epics().is_empty() => 0,
            0..64 => 0,
            64..96 => 10,
            _ => 16,
        };
        let tags = if total >= 96 { 18 } else { 0 };
        let sprint = if total >= 56 && !backlog.sprints().is_empty() { 3 } else { 0 };
        let mut columns =
            Self { position: 5, number: 6, points: 5, state: 9, title: 0, epic, tags, sprint };
        let gaps =
            [columns.epic, columns.tags, columns.sprint].iter().filter(|it| **it > 0).count();
        let fixed = 1 + columns.position + columns.number + columns.points + columns.state + 3;
        let taken = fixed + columns.epic + columns.tags + columns.sprint + gaps;
        columns.title = total.saturating_sub(taken);
        columns
    }

    /// One line of cells, each cut and padded to its column.
    fn line(&self, cells: &[&str; 8], mark: &str) -> String {
        let [position, number, points, state, title, epic, tags, sprint] = cells;
        let mut line = format!(
            "{mark}{}{}{}  {} {}",
            width::fit_right(position, self.position - 1),
            width::fit_right(number, self.number),
            width::fit_right(points, self.points),
            width::fit(state, self.state),
            width::fit(title, self.title),
        );
        for (cell, wide) in [(epic, self.epic), (tags, self.tags), (sprint, self.sprint)] {
            if wide > 0 {
                line.push(' ');
                line.push_str(&width::fit(cell, wide));
            }
        }
        line
    }
}

pub(super) fn draw(app: &App, backlog: &Backlog, layout: Layout, pen: &mut Pen<'_>) {
    let columns = Columns::of(layout.list.width, backlog);
    let heading = ["pos", "#", "pts", "state", "story", "epic", "tags", "spr"];
    pen.text(layout.columns, 0, &columns.line(&heading, " "), Role::Dim);
    if app.list.rows.is_empty() {
        empty(app, layout.list, pen);
        return;
    }
    let marked = app.list.marked(backlog);
    let visible = app.list.rows.iter().enumerate().skip(app.list.top);
    for ((at, row), line) in visible.zip(0..layout.list.height) {
        let Some(story) = backlog.stories().at(row.index as usize) else { continue };
        let here = at == app.list.cursor;
        let is_marked = marked.contains(&story.id);
        let mark = match (here, is_marked) {
            (true, false) => "▸",
            (true, true) => "◆",
            (false, true) => "◇",
            (false, false) => " ",
        };
        let text = cells(story, *row, backlog, &columns, mark);
        let role = if is_marked { Role::Marked } else { role(story, backlog) };
        pen.text(layout.list, line, &text, role);
        if here && app.list.pane == Pane::List {
            pen.lay(layout.list, line, Role::Selected);
        }
    }
}

fn cells(story: &Story, row: Row, backlog: &Backlog, columns: &Columns, mark: &str) -> String {
    let position = if row.position == 0 { "–".to_owned() } else { row.position.to_string() };
    let number = format!("#{}", story.number);
    let scale = &backlog.product().scale.0;
    let points = match story.points {
        None => "?".to_owned(),
        Some(points) if scale.contains(&points) => points.to_string(),
        // Off the scale: kept as it was imported, and marked.
        Some(points) => format!("~{points}"),
    };
    let blocked = if story.impediment.is_some() { "■ " } else { "" };
    let oversize = story.points.is_some_and(|points| points > backlog.product().largest.0);
    let oversize = if oversize { "▲ " } else { "" };
    let title = format!("{blocked}{oversize}{}", plain::line(&story.title));
    let epic = backlog.epic_of(story).map_or("", |epic| epic.title.as_str());
    let tags = story.tags.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let sprint = backlog.sprint_of(story).map_or(String::new(), |it| it.number.to_string());
    let state = state(story, backlog);
    columns.line(
        &[
            &position,
            &number,
            &points,
            &state,
            &title,
            &plain::line(epic),
            &plain::line(&tags),
            &sprint,
        ],
        mark,
    )
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

fn role(story: &Story, backlog: &Backlog) -> Role {
    match story.status {
        _ if story.impediment.is_some() => Role::Bad,
        Status::Accepted | Status::Dropped => Role::Dim,
        Status::Ready if ready::is_ready(story, backlog) => Role::Good,
        Status::Doing | Status::Delivered => Role::Heading,
        _ => Role::Plain,
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
            ":    import FILE --from jira   takes a backlog you have elsewhere",
            "?    shows every key",
            "",
            "A whole user story comes apart by itself:",
            "As a shopper, I want to pay by card, so that I need no cash",
        ]
    };
    for (line, text) in (1u16..).zip(lines) {
        pen.at(area, 3, line, text, if line == 1 { Role::Heading } else { Role::Plain });
    }
}

/// The cell the terminal's own cursor stands on: the selected row.
pub(super) fn cursor(app: &App, layout: Layout) -> Option<Position> {
    let line = app.list.cursor.checked_sub(app.list.top)?;
    let line = u16::try_from(line).ok().filter(|line| *line < layout.list.height)?;
    (!app.list.rows.is_empty()).then_some(Position { x: layout.list.x, y: layout.list.y + line })
}
