//! The two lists of the Plan screen: what could be pulled, with the line after what fits, and what
//! the sprint holds. Only rows on screen are looked at.

use ratatui::layout::{Position, Rect};

use super::{mark, stands};
use crate::domain::backlog::Backlog;
use crate::domain::ready;
use crate::domain::story::{Status, Story};
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::plan::Pane;
use crate::tui::screen::plan::facts::Facts;
use crate::tui::screen::plan::rooms::Rooms;
use crate::tui::screen::plan::rows::{Line, Rows};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// Lists at least this wide name the state in a word.
const WORDS: u16 = 50;

/// The stories to pull.
pub(super) fn ready(
    app: &App,
    backlog: &Backlog,
    rooms: &Rooms,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let (rows, here) = (&app.plan.ready, app.plan.pane == Pane::Ready);
    let what = if app.plan.all_open { "Open stories" } else { "Ready to pull" };
    heading(what, rows, here, rooms.ready_head, pen);
    let area = rooms.ready;
    if rows.is_empty() && area.height > 0 {
        mark(here, area, 0, pen);
        let all = app.key_of(Action::AllOpen);
        let words = if app.plan.all_open {
            "no open story is left".to_owned()
        } else {
            format!("no story is ready: {all} shows every open one")
        };
        empty(&words, area, pen);
        return stands(area, 0);
    }
    let draw = |story: &Story, area: Rect, line: u16, pen: &mut Pen<'_>| {
        row(story, &[], area, line, backlog, pen);
    };
    listed(app, rows, here, area, backlog, pen, draw)
}

/// The stories of the sprint.
pub(super) fn sprint(
    app: &App,
    facts: &Facts,
    backlog: &Backlog,
    rooms: &Rooms,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let (rows, here) = (&app.plan.sprint, app.plan.pane == Pane::Sprint);
    heading(&format!("In sprint {}", facts.number), rows, here, rooms.sprint_head, pen);
    let area = rooms.sprint;
    if rows.is_empty() && area.height > 0 {
        mark(here, area, 0, pen);
        let pull = app.key_of(Action::Pull);
        empty(&format!("nothing yet: {pull} on a story pulls it"), area, pen);
        return stands(area, 0);
    }
    let draw = |story: &Story, area: Rect, line: u16, pen: &mut Pen<'_>| {
        let added = facts.came_in.contains(&story.id);
        row(story, if added { &["+ "] } else { &[] }, area, line, backlog, pen);
    };
    listed(app, rows, here, area, backlog, pen, draw)
}

/// What to do where there is nothing to see.
fn empty(words: &str, area: Rect, pen: &mut Pen<'_>) {
    let room = usize::from(area.width.saturating_sub(2));
    for (text, line) in width::wrap(words, room).iter().zip(0..area.height) {
        pen.at(area, 1, line, text, Role::Dim);
    }
}

/// The name of a list, how many stories it has and their points.
fn heading(name: &str, rows: &Rows, here: bool, area: Rect, pen: &mut Pen<'_>) {
    let role = if here { Role::Heading } else { Role::Plain };
    let column = pen.at(area, 1, 0, name, role);
    let count = format!(" · {} · {} pts", rows.rows.len(), rows.points);
    pen.at(area, column, 0, &count, Role::Dim);
}

/// The lines of a list that are on screen.
fn listed(
    app: &App,
    rows: &Rows,
    here: bool,
    area: Rect,
    backlog: &Backlog,
    pen: &mut Pen<'_>,
    draw: impl Fn(&Story, Rect, u16, &mut Pen<'_>),
) -> Option<Position> {
    for y in 0..area.height {
        match rows.line(rows.top + usize::from(y)) {
            Some(Line::Story(row, index)) => {
                let Some(story) = backlog.stories().at(index as usize) else { continue };
                let cursor = here && row == rows.cursor;
                mark(cursor, area, y, pen);
                draw(story, area, y, pen);
                if cursor {
                    pen.lay(area, y, Role::Selected);
                }
            }
            Some(Line::Cut) => cut(app, area, y, pen),
            None => break,
        }
    }
    let line = rows.cursor_line().checked_sub(rows.top)?;
    stands(area, u16::try_from(line).ok()?)
}

/// The line after what still fits.
fn cut(app: &App, area: Rect, y: u16, pen: &mut Pen<'_>) {
    let capacity = app.plan.facts().and_then(|facts| facts.capacity).unwrap_or_default();
    let words = format!("── full at {} pts ", tally::about(capacity));
    let room = usize::from(area.width.saturating_sub(2));
    let rest = room.saturating_sub(width::width(&words));
    let line = format!("{words}{}", "─".repeat(rest));
    pen.at(area, 1, y, &width::cut(&line, room), Role::Rule);
}

/// One story: number, points, how it stands, title. Only the title is cut.
fn row(story: &Story, signs: &[&str], area: Rect, y: u16, backlog: &Backlog, pen: &mut Pen<'_>) {
    let gone = matches!(story.status, Status::Accepted | Status::Dropped);
    let number = width::fit_right(&format!("#{}", story.number), 5);
    let column = pen.at(area, 1, y, &number, Role::Dim) + 1;
    let points = story.points.map_or_else(|| "?".to_owned(), |points| points.to_string());
    let role = if gone { Role::Dim } else { Role::Plain };
    let column = pen.at(area, column, y, &width::fit_right(&points, 3), role) + 1;
    let (state, role) = state(story, area.width >= WORDS, backlog);
    let wide = if area.width >= WORDS { 9 } else { 2 };
    let column = pen.at(area, column, y, &width::fit(&state, wide), role) + 1;
    let blocked = story.impediment.is_some().then_some("■ ");
    let oversize = story.points.is_some_and(|points| points > backlog.product().largest.0);
    let oversize = oversize.then_some("▲ ");
    let signs: String = signs.iter().copied().chain(blocked).chain(oversize).collect();
    let title = format!("{signs}{}", plain::line(&story.title));
    let role = match (gone, blocked.is_some()) {
        (true, _) => Role::Dim,
        (false, true) => Role::Bad,
        (false, false) => Role::Plain,
    };
    let room = usize::from(area.width.saturating_sub(column));
    pen.at(area, column, y, &width::cut(&title, room), role);
}

/// How a story stands: ready or how much it lacks, later its state.
fn state(story: &Story, in_words: bool, backlog: &Backlog) -> (String, Role) {
    let (sign, role) = match story.status {
        Status::Draft | Status::Ready => {
            let missing = ready::missing_uncovered(story, backlog).len();
            match missing {
                // Nothing is missing, and nobody said that it is ready.
                0 if story.status == Status::Draft && !in_words => ("○".to_owned(), Role::Warn),
                0 => ("✓".to_owned(), Role::Good),
                missing => (format!("✗{missing}"), Role::Warn),
            }
        }
        Status::Doing => ("◐".to_owned(), Role::Heading),
        Status::Delivered => ("●".to_owned(), Role::Heading),
        Status::Accepted => ("★".to_owned(), Role::Dim),
        Status::Dropped => ("–".to_owned(), Role::Dim),
    };
    let words = match story.status {
        _ if !in_words => sign,
        Status::Draft | Status::Ready => format!("{} {sign}", story.status),
        status => status.to_string(),
    };
    (words, role)
}
