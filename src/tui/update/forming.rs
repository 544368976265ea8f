//! Forms and long texts: opened, filled in, taken or left. What is refused or left stays as it was
//! typed.

use crossterm::event::KeyEvent;

use super::World;
use super::takeup::{leave_text, take_left};
use super::{drafting, taking, typing};
use crate::domain::criterion::{Criterion, Question};
use crate::domain::id::Id;
use crate::domain::product::ScoreKind;
use crate::domain::story::{Note, Story, StoryId};
use crate::tui::action::{Action, Key, Meaning, Place};
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part;
use crate::tui::part::editor::Editor;
use crate::tui::part::form::Form;
use crate::tui::part::prompt::{Prompt, Purpose, kept_as};
use crate::tui::theme::Role;

/// Opens the form or the editor of an action on the story one looks at.
pub(super) fn open_for(app: &mut App, action: Action) {
    if !typing::may_write(app) {
        return;
    }
    let Some(story) = app.story().map(|story| Story::clone(story)) else {
        app.tell_no_story();
        return;
    };
    match action {
        Action::Score => score(app),
        Action::Narrative => narrative(app, &story),
        Action::Description => {
            let heading = format!("Description of #{}", story.number);
            editor(app, Purpose::Description, heading, &story.description, story.id);
        }
        _ => note(app, &story, None),
    }
}

fn narrative(app: &mut App, story: &Story) {
    let targets = vec![story.id];
    let held = vec![story.role.clone(), story.want.clone(), story.benefit.clone()];
    let heading = format!("#{}: who wants what, and why", story.number);
    form(app, Form::narrative(heading, &held, targets));
}

/// The parts of the score of the story, or of all marked.
fn score(app: &mut App) {
    let targets = app.targets();
    let Some(kind) = app.backlog().map(|backlog| backlog.product().score) else { return };
    if let Some(made) = scoring(app, kind, &targets) {
        form(app, made);
    }
}

/// The form that scores these stories.
pub(super) fn scoring(app: &App, kind: ScoreKind, targets: &[StoryId]) -> Option<Form> {
    let backlog = app.backlog()?;
    let stories: Vec<&Story> =
        targets.iter().filter_map(|id| backlog.story(*id).map(|story| &**story)).collect();
    let heading = format!("Score of {}", typing::who(app, targets));
    (!stories.is_empty()).then(|| part::scoring::form(kind, heading, &stories, backlog))
}

/// Opens a form; what was typed there and left stands on its lines.
pub(super) fn form(app: &mut App, form: Form) {
    let mut form = form;
    if let Some(left) = take_left(app, &kept_as(form.purpose, &form.targets)) {
        form.fill(&left);
    }
    app.overlay = Some(Overlay::Form(Box::new(form)));
}

/// A criterion as a line or as Given, When, Then: this one, or a new one.
pub(super) fn criterion(app: &mut App, story: &Story, id: Option<Id<Criterion>>) {
    let purpose = Purpose::CriterionForm(id);
    let targets = vec![story.id];
    let held = story.criteria.iter().find(|it| Some(it.id) == id);
    let texts = held.map_or_else(Vec::new, |it| {
        vec![it.text.clone(), it.given.clone(), it.when.clone(), it.then.clone()]
    });
    let heading = format!("Criterion of #{}", story.number);
    form(app, Form::criterion(purpose, heading, &texts, targets));
}

/// The line of a new criterion becomes the form of one.
pub(super) fn as_form(app: &mut App, prompt: &Prompt) {
    let texts = vec![prompt.line.text().to_owned()];
    let targets = prompt.targets.clone();
    let heading = format!("Criterion of {}", typing::who(app, &targets));
    let mut form = Form::criterion(Purpose::CriterionForm(None), heading, &[], targets);
    form.fill(&texts);
    form.at = 1;
    app.overlay = Some(Overlay::Form(Box::new(form)));
}

/// A question with its answer.
pub(super) fn question(app: &mut App, story: &Story, id: Id<Question>) {
    let Some(held) = story.questions.iter().find(|it| it.id == id) else { return };
    let purpose = Purpose::Answer(id);
    let targets = vec![story.id];
    let texts = vec![held.text.clone(), held.answer.clone().unwrap_or_default()];
    let heading = format!("Question about #{}", story.number);
    form(app, Form::question(purpose, heading, &texts, targets));
}

/// A note: this one, or a new one.
pub(super) fn note(app: &mut App, story: &Story, id: Option<Id<Note>>) {
    let held = story.notes.iter().find(|it| Some(it.id) == id);
    let text = held.map_or(String::new(), |it| it.text.clone());
    let heading = format!("Note on #{}", story.number);
    editor(app, Purpose::Note(id), heading, &text, story.id);
}

fn editor(app: &mut App, purpose: Purpose, heading: String, text: &str, story: StoryId) {
    let targets = vec![story];
    let left = take_left(app, &kept_as(purpose, &targets)).and_then(|it| it.into_iter().next());
    let mut editor = Editor::new(purpose, heading, left.as_deref().unwrap_or(text), targets);
    text.clone_into(&mut editor.began);
    editor.select_as(app.look.theme.style(Role::Selection));
    app.overlay = Some(Overlay::Editor(Box::new(editor)));
}

/// Takes a key while a form is being filled in.
pub(super) fn form_key(
    app: &mut App,
    mut form: Box<Form>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    use Action as A;
    match app.keys.meaning(&[Key::from(event)], Place::Typing) {
        Meaning::Action(A::Leave) => {
            let texts = form.texts();
            if texts.iter().any(|text| !text.is_empty()) {
                app.left.insert(kept_as(form.purpose, &form.targets), texts);
            }
            return Vec::new();
        }
        Meaning::Action(A::Take) if form.goes_on() => {}
        Meaning::Action(A::Take | A::Done) => match taking::form(app, &form, world) {
            Ok(effects) => return effects,
            Err(sentence) => form.refused = Some(sentence),
        },
        Meaning::Action(A::Next | A::Complete) => form.go(true),
        Meaning::Action(A::Previous | A::BackUp) => form.go(false),
        _ => {
            if form.here().is_some_and(|line| line.key(event)) {
                form.refused = None;
            }
        }
    }
    app.overlay = Some(Overlay::Form(form));
    Vec::new()
}

/// Takes a key while a long text is being written: all but leaving and taking belong to the text.
pub(super) fn editor_key(
    app: &mut App,
    mut editor: Box<Editor>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    let copies = event.code == crossterm::event::KeyCode::Char('c');
    match app.keys.meaning(&[Key::from(event)], Place::Typing) {
        Meaning::Action(Action::Leave) if !copies => {
            leave_text(app, &kept_as(editor.purpose, &editor.targets), &editor.text());
            app.tell("Left as it was; what you wrote is here when you open it again", Tone::Done);
            return Vec::new();
        }
        Meaning::Action(Action::Assist) if editor.purpose == Purpose::Draft => {
            match drafting::assist_from_text(app, &editor.text()) {
                Ok(effects) => return effects,
                Err(sentence) => editor.refused = Some(sentence),
            }
        }
        Meaning::Action(Action::Done) => {
            let (purpose, targets, text) = (editor.purpose, editor.targets.clone(), editor.text());
            match taking::text(app, purpose, &targets, &text, world) {
                Ok(effects) => return effects,
                Err(sentence) => editor.refused = Some(sentence),
            }
        }
        _ => editor.key(event),
    }
    app.overlay = Some(Overlay::Editor(editor));
    Vec::new()
}
