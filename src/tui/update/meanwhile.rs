//! What another program did to the very story a text is being typed about: said where one types,
//! before the text is taken. It never takes or drops a text.

use crate::domain::backlog::Backlog;
use crate::domain::story::{Status, StoryId};
use crate::tui::app::{App, Overlay, Tone};
use crate::tui::part::prompt::Purpose;
use crate::tui::typed;

/// What is being typed: for what, about which stories, and where it is said why not.
type Typing<'a> = (Purpose, &'a [StoryId], &'a mut Option<String>);

fn typing(overlay: &mut Overlay) -> Option<Typing<'_>> {
    Some(match overlay {
        Overlay::Prompt(it) => (it.purpose, &it.targets, &mut it.refused),
        Overlay::Form(it) => (it.purpose, &it.targets, &mut it.refused),
        Overlay::Splitting(it) => (Purpose::Split, &it.targets, &mut it.refused),
        Overlay::Editor(it) => (it.purpose, &it.targets, &mut it.refused),
        _ => return None,
    })
}

/// Says what became of the stories a text is about since the backlog was `was`.
pub(super) fn tell(app: &mut App, was: &Backlog) {
    let App { overlay: Some(overlay), session: Some(session), .. } = app else { return };
    let Some((purpose, about, said)) = typing(overlay) else { return };
    if purpose.is_general() {
        return;
    }
    let now = session.backlog();
    for id in about {
        let Some(before) = was.story(*id) else { continue };
        let number = before.number;
        match now.story(*id) {
            None => {
                *said =
                    Some(format!("#{number} is not in the file any more: leaving keeps the text"));
            }
            Some(after) if after.status == Status::Dropped && before.status != Status::Dropped => {
                *said = Some(format!(
                    "#{number} was dropped from outside meanwhile: taking this writes to it all \
                     the same, leaving keeps the text"
                ));
            }
            Some(after) if after != before => {
                *said = Some(format!(
                    "#{number} was changed from outside meanwhile: taking this writes over what it \
                     says in the same place"
                ));
            }
            Some(_) => {}
        }
    }
}

/// Whether what is being typed is about stories that are all gone.
pub(super) fn is_orphaned(app: &mut App) -> bool {
    let App { overlay: Some(overlay), session: Some(session), .. } = app else { return false };
    let Some((purpose, about, _)) = typing(overlay) else { return false };
    let gone = |id: &StoryId| session.backlog().story(*id).is_none();
    !purpose.is_general() && !about.is_empty() && about.iter().all(gone)
}

/// Keeps a text that was left and has no prompt to come back in: it can be read and copied.
pub(super) fn keep(app: &mut App, text: crate::store::typed::Typed) {
    typed::wait(app, text);
    let key = app.key_of(crate::tui::action::Action::TakeUp);
    app.tell(format!("Its story is gone: the text is kept, {key} shows it"), Tone::Done);
}
