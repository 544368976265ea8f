//! The Plan screen: the sprint being planned, or the running one being changed. Drawing changes nothing.

use ratatui::layout::Position;

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::tui::app::App;

pub(super) fn draw(_app: &App, _backlog: &Backlog, _pen: &mut Pen<'_>) -> Option<Position> {
    None
}

/// What stands on the message line while nothing is said.
pub(super) fn status(_app: &App, _backlog: &Backlog) -> String {
    String::new()
}
