//! What a screen asks of all stories together, and what becomes of the answer. Nothing here waits
//! for one, and an answer that was overtaken is left out.

use crate::tui::app::{App, Effect};
use crate::tui::comparing::Found;
use crate::tui::screen::Screen;

/// Asks for what the screen wants to know, where something changed since.
pub(super) fn ask(app: &mut App) -> Vec<Effect> {
    let Some(session) = &app.session else { return Vec::new() };
    let (turn, asked) = match app.screen {
        Screen::Health => app.health.asks(session.backlog()),
        Screen::Refine => app.refine.asks(),
        _ => return Vec::new(),
    };
    asked.into_iter().map(|it| Effect::Compare(turn, it)).collect()
}

/// What was asked for is there.
pub(super) fn answered(app: &mut App, turn: u64, found: Found) {
    let Some(session) = &app.session else { return };
    match found {
        Found::Said(said) => app.refine.take(turn, said.map(|it| *it)),
        Found::Signs(signs) => app.health.take_signs(turn, signs, session.backlog()),
        Found::Pairs(pairs) => app.health.take_pairs(turn, pairs, session.backlog()),
    }
}
