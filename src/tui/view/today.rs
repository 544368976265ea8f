//! The Today screen: where things stand, line by line. Drawing changes nothing.

mod lines;
mod words;

use ratatui::layout::{Position, Rect};

use self::words::Words;
use super::Pen;
use crate::domain::backlog::Backlog;
use crate::say::{plain, tally, width};
use crate::tui::app::App;
use crate::tui::screen::today::places::{self, Shown};
use crate::tui::theme::Role;

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
    let words = Words { app, backlog };
    let mut cursor = None;
    for (shown, area) in on_screen(app) {
        match shown {
            Shown::Blank | Shown::Chart(_) => {}
            Shown::Goal => {
                let goal = format!("Product Goal: {}", plain::line(&backlog.product().goal));
                let room = usize::from(area.width.saturating_sub(2));
                pen.at(area, 1, 0, &width::cut(&goal, room), Role::Heading);
            }
            Shown::Heading(block) => {
                let heading = words.heading(block);
                let room = usize::from(area.width.saturating_sub(2));
                pen.at(area, 1, 0, &width::cut(&heading, room), Role::Dim);
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
