//! Which keys of the Today screen can do something now. It does none of them.

use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) fn offers(app: &App, _action: Action) -> bool {
    app.standing.line().is_some()
}
