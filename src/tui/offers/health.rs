//! Which keys of the Health screen can do something now. It does none of them.

use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let health = &app.health;
    match action {
        Action::Open => health.row().is_some(),
        Action::NextPane | Action::PreviousPane => health.has_groups(),
        Action::Dismiss => app.is_writable() && health.row().is_some(),
        Action::Confirm => app.is_writable() && health.confirms().is_some(),
        _ => false,
    }
}
