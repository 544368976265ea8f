//! The Refine screen. Drawing changes nothing, and builds no row that is not on screen.

use ratatui::layout::Position;

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::tui::app::App;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, _backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let room = app.layout().list;
    pen.text(room, 0, "", Role::Plain);
    Position { x: room.x, y: room.y }
}

pub(super) fn status(_app: &App, _backlog: &Backlog) -> String {
    String::new()
}
