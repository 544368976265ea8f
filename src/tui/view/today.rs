//! The Today screen: where things stand, line by line. Drawing changes nothing.

mod lines;
mod words;

use ratatui::layout::{Position, Rect};

use self::words::Words;
use super::{Pen, burndown};
use crate::domain::backlog::Backlog;
use crate::say::{plain, tally, width};
use crate::tui::app::App;
use crate::tui::part::burndown::Burndown;
use crate::tui::screen::today::places::{self, Shown};
use crate::tui::theme::Role;

/// A burndown says no more where it is wider.
const WIDEST_CHART: u16 = 64;

/// Rows of the screen, each with what it shows and its place.
fn on_screen(app: &App) -> impl Iterator<Item = (Shown, Rect)> {
    let rows = app.standing.rows(app.size).into_iter();
    let columns = rows.zip(places::columns(app.size)).zip(app.standing.tops);
    columns.flat_map(|((rows, area), top)| {
        let shown = rows.into_iter().skip(top).zip(0..area.height);
        let row = move |y| Rect { y: area.y + y, height: 1, ..area };
        shown.map(move |(shown, y)| (shown, row(y))).collect::<Vec<_>>()
    })
}

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Option<Position> {
    let rows: Vec<(Shown, Rect)> = on_screen(app).collect();
    let charted = rows.iter().any(|(shown, _)| matches!(shown, Shown::Chart(_)));
    let words = Words { app, backlog, charted };
    let mut cursor = None;
    for (shown, area) in rows {
        match shown {
            Shown::Chart(0) => chart(&words, area, pen),
            Shown::Blank | Shown::Chart(_) => {}
            Shown::Goal => {
                let goal = format!("Product Goal: {}", plain::line(&backlog.product().goal));
                // Across both columns, where there are two.
                let area = Rect { width: app.size.0, ..area };
                let room = usize::from(area.width.saturating_sub(2));
                pen.at(area, 1, 0, &width::cut(&goal, room), Role::Heading);
            }
            Shown::Heading(block) => {
                let (heading, role) = words.heading(block);
                let room = usize::from(area.width.saturating_sub(2));
                pen.at(area, 1, 0, &width::cut(&heading, room), role);
            }
            Shown::Line(at, row) => {
                let here = at == app.standing.cursor;
                if here && row == 0 {
                    pen.text(area, 0, "▸", Role::Key);
                    cursor = Some(Position { x: area.x, y: area.y });
                }
                lines::draw(&words, at, row, area, pen);
                if here {
                    pen.lay(area, 0, Role::Selected);
                }
            }
        }
    }
    cursor
}

/// The burndown below its sprint; it is only there where all of it is on screen.
fn chart(words: &Words<'_>, area: Rect, pen: &mut Pen<'_>) {
    let Some((_, running)) = words.running() else { return };
    let height = u16::try_from(places::CHART).unwrap_or(0);
    let width = area.width.saturating_sub(2).min(WIDEST_CHART);
    let area = Rect { x: area.x + 1, y: area.y, width, height };
    let today = words.app.today;
    let chart = Burndown { days: &running.burndown, dates: &running.dates, today };
    burndown::draw(&chart, area, pen);
}

/// The line of the screen a place shows.
pub(super) fn line_at(app: &App, at: Position) -> Option<usize> {
    let (shown, _) = on_screen(app).find(|(_, area)| area.contains(at))?;
    if let Shown::Line(line, _) = shown { Some(line) } else { None }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, _backlog: &Backlog) -> String {
    let day = app.today.format("%A, %-d %B %Y");
    format!("{day} · {}", tally::count(app.list.open, "open story", "open stories"))
}
