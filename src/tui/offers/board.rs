//! Which keys of the Board screen can do something now. It does none of them.

use crate::domain::story::Status;
use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let status = app.story().map(|story| story.status);
    let begun = matches!(status, Some(Status::Doing | Status::Delivered));
    match action {
        Action::Forward => {
            app.is_writable() && matches!(status, Some(Status::Ready | Status::Doing))
        }
        Action::Backward => app.is_writable() && begun,
        Action::Left => app.board.sprint.is_some() && app.board.column > 0,
        Action::Right => {
            app.board.sprint.is_some() && app.board.column + 1 < app.board.columns.len()
        }
        Action::Daily => app.board.sprint.is_some(),
        _ => false,
    }
}
