//! Which keys of the Refine screen can do something now. It does none of them.

use crate::tui::action::Action;
use crate::tui::app::App;

pub(super) const fn offers(_app: &App, _action: Action) -> bool {
    false
}
