//! What the keys of the Plan screen do. Each act builds the command the command line would build.

use super::World;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect};

pub(super) fn act(_app: &mut App, _action: Action, _world: &mut World<'_>) -> Vec<Effect> {
    Vec::new()
}
