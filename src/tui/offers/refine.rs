//! Which keys of the Refine screen can do something now. It does none of them.

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::refine::{Pane, Rooms};
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

/// Whether the text that has the keys is longer than its room.
pub(super) fn can_move(app: &App) -> bool {
    let rooms = Rooms::of(app.size);
    let (pane, area) = match app.refine.pane {
        Pane::Story => (0, rooms.story),
        Pane::Advice => (1, rooms.advice),
    };
    view::refine_lengths(app).get(pane).is_some_and(|length| *length > usize::from(area.height))
}
