//! The Review while nothing waits and no sprint runs: how work comes here, and what past sprints
//! came to.

use ratatui::layout::{Position, Rect};

use super::{Pen, Sheet};
use crate::domain::backlog::Backlog;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::view::velocity;

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let area = app.review.rooms(app.size).all;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let key = |action: Action| app.key_of(action);
    let mut sheet = Sheet::new(area.width.saturating_sub(3));
    sheet.text("Nothing waits for your verdict.", Role::Heading);
    sheet.gap();
    let next = key(Action::NextState);
    let lines = [
        (
            key(Action::ShowBacklog),
            format!("the Backlog: {next} on a story brings it one state on, delivered at last"),
        ),
        (key(Action::ShowPlan), "plan the next sprint, and start it".to_owned()),
    ];
    for (key, words) in lines {
        sheet.marked(None, &format!("{key:<4} "), &words, Role::Plain);
    }
    if !backlog.sprints().is_empty() {
        let mark = format!("{:<4} ", key(Action::Records));
        sheet.marked(None, &mark, "the records of past sprints", Role::Plain);
    }
    sheet.draw(None, false, area, pen);
    velocity::below(backlog, sheet.lines.len(), area, pen);
    Position { x: area.x + 2, y: area.y }
}
