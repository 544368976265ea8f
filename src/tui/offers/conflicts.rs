//! Which keys can do something now where values written on two sides are settled. It does none of
//! them.

use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let conflicts = &app.conflicts;
    match action {
        Action::NextPane | Action::PreviousPane => conflicts.can_scroll(app.size),
        _ if !app.is_writable() => false,
        Action::Ours | Action::Theirs => conflicts.row().is_some(),
        Action::AllOurs | Action::AllTheirs => conflicts.rows.len() > 1,
        _ => false,
    }
}
