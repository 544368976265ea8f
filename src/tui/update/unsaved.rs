//! What can be done where a save failed: try again, save elsewhere, leave without. It writes
//! nothing itself.

use crossterm::event::{KeyCode, KeyEvent};

use super::typing;
use crate::tui::action::{Action, Key, Meaning};
use crate::tui::app::{App, Effect, Overlay, SaveMark, Tone, Unsaved};
use crate::tui::part::prompt::{Prompt, Purpose};

/// Takes a key while it is asked what to do.
pub(super) fn key(app: &mut App, asked: Unsaved, event: KeyEvent) -> Vec<Effect> {
    let meaning = app.keys.meaning(&[Key::from(event)], app.place());
    match (event.code, meaning) {
        (KeyCode::Char('y'), _) => return vec![Effect::Abandon],
        (KeyCode::Char('s'), _) => elsewhere(app),
        (KeyCode::Char('W'), _) | (_, Meaning::Action(Action::Retry)) => {
            app.overlay = Some(Overlay::Unsaved(Unsaved { tried: asked.tried + 1 }));
            return vec![Effect::Retry];
        }
        (KeyCode::Esc | KeyCode::Char('n'), _) => {}
        // What was not asked for is not answered by accident.
        _ => app.overlay = Some(Overlay::Unsaved(asked)),
    }
    Vec::new()
}

/// A save failed: says why, and which keys help.
pub(super) fn failed(app: &mut App, why: String) {
    let (again, elsewhere) = (app.key_of(Action::Retry), app.key_of(Action::SaveElsewhere));
    let ways = format!("{again} tries again, {elsewhere} saves elsewhere");
    app.tell(format!("Not saved: {why} — {ways}"), Tone::Refused);
    app.save = SaveMark::NotSaved(why);
}

/// The file holds everything.
pub(super) fn saved(app: &mut App) {
    let failed_before = matches!(app.save, SaveMark::NotSaved(_));
    app.save = SaveMark::Saved;
    if matches!(app.overlay, Some(Overlay::Unsaved(_))) {
        app.overlay = None;
    }
    if failed_before {
        app.tell("Saved: the file holds everything again", Tone::Done);
    }
}

/// Asks where to save the backlog that cannot be saved in its own place.
pub(super) fn elsewhere(app: &mut App) {
    if !matches!(app.save, SaveMark::NotSaved(_)) {
        app.tell("nothing is unsaved: :export writes a copy", Tone::Refused);
        return;
    }
    let path = app.elsewhere.clone();
    typing::open(app, Purpose::SaveElsewhere, "save a new file at", &path, Vec::new());
}

/// Asks again where the path was no good.
pub(super) fn refused(app: &mut App, path: &str, why: String) {
    let label = "save a new file at".to_owned();
    let mut prompt = Prompt::new(Purpose::SaveElsewhere, label, path, Vec::new());
    prompt.refused = Some(why);
    app.overlay = Some(Overlay::Prompt(Box::new(prompt)));
}
