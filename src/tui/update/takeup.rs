//! Half-typed text taken up: the very prompt, form or editor is opened again where it was, with
//! its text and its caret. What has no place any more is shown to be read. Nothing is carried out.

use super::{forming, inbox, palette, picking, plan, splitting, typing};
use crate::domain::story::StoryId;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay, Tone};
use crate::tui::part::editor::Editor;
use crate::tui::part::form::Form;
use crate::tui::part::picker::Pick;
use crate::tui::part::prompt::{Kept, Prompt, Purpose, kept_as};
use crate::tui::screen::Screen;
use crate::tui::screen::story::StoryPage;
use crate::tui::theme::Role;
use crate::tui::typed::{self, Waiting, What, name};

/// Takes a text that was typed and left from where it is kept. It is offered no more.
pub(super) fn take_left(app: &mut App, place: &Kept) -> Option<Vec<String>> {
    let texts = app.left.remove(place)?;
    app.waiting.retain(|it| !it.is_left(place.0, &place.1, &texts));
    Some(texts)
}

/// Keeps a text that was typed and left. Another one that was left in the same place before waits
/// to be taken up: neither is written over.
pub(super) fn leave_text(app: &mut App, place: &Kept, text: &str) {
    let Some(held) = app.left.insert(place.clone(), vec![text.to_owned()]) else { return };
    if held.iter().all(|it| it.trim().is_empty() || *it == text) {
        return;
    }
    let it = typed::left_at(place, held);
    typed::wait(app, it);
}

/// Takes up the next text that waits.
pub(super) fn take_up(app: &mut App) {
    let next = app.waiting.iter().position(|it| !it.seen);
    let Some(at) = next.or(if app.waiting.is_empty() { None } else { Some(0) }) else {
        app.tell("nothing half-typed waits to be taken up", Tone::Refused);
        return;
    };
    let waiting = app.waiting.remove(at);
    let stories = |id: &StoryId| app.backlog().is_some_and(|it| it.story(*id).is_some());
    let about: Vec<StoryId> = waiting.text.about.iter().copied().filter(stories).collect();
    let gone = about.is_empty() && !waiting.text.about.is_empty();
    match waiting.what {
        Some(what) if !gone && (app.is_writable() || only_looks(what)) => {
            go_back(app, &waiting, about.first().copied());
            open(app, &waiting, what, about);
        }
        _ => show(app, waiting),
    }
}

/// Whether a text changes nothing of the backlog once it is taken.
const fn only_looks(what: What) -> bool {
    matches!(
        what,
        What::Palette
            | What::Prompt(Purpose::Filter | Purpose::SaveElsewhere)
            | What::Pick(
                Pick::GoTo
                    | Pick::Columns
                    | Pick::Rules
                    | Pick::Theme
                    | Pick::Record
                    | Pick::Disagreements
            )
    )
}

/// To the screen it was typed on, and to its story there.
fn go_back(app: &mut App, waiting: &Waiting, story: Option<StoryId>) {
    app.page = None;
    let screen = Screen::ALL.iter().find(|it| it.name() == waiting.text.screen);
    app.show(screen.copied().unwrap_or(Screen::Backlog));
    let height = app.layout().list.height;
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    let page = waiting.text.page.filter(|id| backlog.story(*id).is_some());
    if let Some(id) = page.or(story) {
        match app.screen {
            Screen::Backlog => app.list.go_to(id, height, backlog),
            Screen::Today => app.standing.go_to(id),
            Screen::Plan => app.plan.go_to(id),
            Screen::Board => app.board.go_to(id),
            Screen::Review => app.review.go_to(id),
            Screen::Refine => app.refine.go_to(id, backlog),
            Screen::Inbox => app.inbox.go_to(id),
            Screen::Health => app.health.go_to(id),
            // It has no cursor on stories.
            Screen::Conflicts => {}
        }
    }
    app.page = page.map(|id| StoryPage::of(id, backlog));
}

/// Opens what it was typed in.
fn open(app: &mut App, waiting: &Waiting, what: What, about: Vec<StoryId>) {
    let typed = &waiting.text;
    let (line, column) = typed.caret;
    let first = typed.texts.first().map_or("", String::as_str);
    if let What::Prompt(purpose) | What::Form(purpose) | What::Editor(purpose) = what {
        let place = kept_as(purpose, &typed.about);
        if app.left.get(&place) == Some(&typed.texts) {
            app.left.remove(&place);
        }
    }
    match what {
        // Of an earlier version it was one line, a title.
        What::Form(Purpose::Split) | What::Prompt(Purpose::Split) => {
            if let Some(story) = about.first() {
                splitting::open_with(app, *story, &typed.texts, typed.caret);
            }
        }
        What::Prompt(purpose) => {
            let label = match purpose {
                // Its label only says that the last one was taken.
                Purpose::Criterion => format!("criterion of {}", typing::who(app, &about)),
                _ => typed.label.clone(),
            };
            let mut prompt = Prompt::new(purpose, label, first, about);
            prompt.note.clone_from(&typed.note);
            prompt.began.clear();
            prompt.line.put_caret(column);
            typing::typed(app, &prompt);
            app.overlay = Some(Overlay::Prompt(Box::new(prompt)));
        }
        What::Form(purpose) => {
            let mut form = match purpose {
                Purpose::Scores(kind) => {
                    let Some(mut form) = forming::scoring(app, kind, &about) else { return };
                    form.fill(&typed.texts);
                    form
                }
                _ => form_of(purpose, typed.label.clone(), &typed.texts, about),
            };
            form.began.iter_mut().for_each(String::clear);
            form.at = line.min(form.lines.len().saturating_sub(1));
            if let Some(line) = form.here() {
                line.put_caret(column);
            }
            app.overlay = Some(Overlay::Form(Box::new(form)));
        }
        What::Editor(purpose) => {
            let mut editor = Editor::new(purpose, typed.label.clone(), first, about);
            editor.began.clear();
            editor.select_as(app.look.theme.style(Role::Selection));
            editor.put_caret(typed.caret);
            app.overlay = Some(Overlay::Editor(Box::new(editor)));
        }
        What::Palette => {
            palette::open_with(app, first);
            if let Some(Overlay::Palette(palette)) = &mut app.overlay {
                palette.line.put_caret(column);
            }
        }
        What::Pick(pick) => {
            app.sought.remove(&(pick, typed.about.clone()));
            match pick {
                Pick::GoesOut(sprint) => plan::what_goes_out(app, sprint, about),
                Pick::Join(idea) => inbox::stories_for(app, idea),
                _ => picking::open_about(app, pick, about),
            }
            if let Some(Overlay::Picker(picker)) = &mut app.overlay {
                picker.line.set(first);
                picker.line.put_caret(column);
                picker.find();
            }
        }
    }
}

fn form_of(purpose: Purpose, heading: String, texts: &[String], about: Vec<StoryId>) -> Form {
    match purpose {
        Purpose::Narrative => Form::narrative(heading, texts, about),
        Purpose::Answer(_) => Form::question(purpose, heading, texts, about),
        Purpose::Feedback => Form::feedback(heading, texts, about),
        Purpose::FromIdea(_) => Form::story(purpose, heading, texts),
        _ => Form::criterion(purpose, heading, texts, about),
    }
}

/// Shows a text that has no place to be typed in any more; it can be read and copied until the
/// screen is left.
fn show(app: &mut App, waiting: Waiting) {
    let copy = crate::tui::action::row(Action::CopyText, crate::tui::action::Place::Reading);
    let copy =
        copy.map(|row| crate::tui::help::first(row, crate::tui::action::Place::Reading, &app.keys));
    let copy = copy.unwrap_or_default();
    let words: Vec<&str> =
        waiting.text.texts.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    let text = words.join("\n");
    let why = if app.is_writable() {
        "What it was typed for is gone."
    } else {
        "Nothing can be written here at the moment."
    };
    let heading = name(app, &waiting);
    let whole = format!("{why} {copy} copies the text:\n\n{text}");
    app.read(heading, &whole);
    if let Some(Overlay::Pager(pager)) = &mut app.overlay {
        pager.copied = Some(text);
    }
    app.waiting.push(Waiting { seen: true, ..waiting });
}
