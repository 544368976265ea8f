//! Which keys of the Refine screen can do something now. It does none of them.

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::refine::Rooms;
use crate::tui::view;

pub(super) fn offers(app: &App, action: Action) -> bool {
    let refine = &app.refine;
    let is_here = app.story().is_some();
    match action {
        Action::NextPane | Action::PreviousPane => is_here && Rooms::of(app.size).has_two(),
        Action::Skip => is_here,
        // Another round goes through what is left.
        Action::ShowRefine => refine.story().is_none() && refine.round.skipped().next().is_some(),
        Action::StoryBefore => refine.round.has_before(),
        // A story that is ready already is gone on from.
        Action::Ready => is_here && (app.is_writable() || refine.round.is_ready()),
        Action::NextMissing => {
            app.is_writable() && refine.card.as_ref().is_some_and(|it| !it.missing.is_empty())
        }
        _ => false,
    }
}

/// Whether there is more of a text than there is room for.
pub(super) fn can_move(app: &App) -> bool {
    view::refine_scroll(app).is_some()
}
