//! Lines being typed: opened, edited, taken or left. A line that is refused stays as it was typed.

use crossterm::event::KeyEvent;

use super::World;
use super::takeup::take_left;
use super::{acts, taking};
use crate::domain::command::{Command, NewStory, Place as Spot};
use crate::domain::field::Field;
use crate::domain::idea::catch::SIGNS;
use crate::domain::story::StoryId;
use crate::say::tally;
use crate::tui::action::{Action, Key, Meaning, Place};
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::prompt::{Prompt, Purpose, kept_as};
use crate::tui::screen::story::Slot;

/// Opens the prompt of an action, on the story one looks at, or on the marked ones.
pub(super) fn open_for(app: &mut App, action: Action) {
    match action {
        Action::Filter => {
            if let Some(session) = &app.session {
                app.list.anchor(session.backlog());
            }
            let filter = app.list.filter.clone();
            return open(app, Purpose::Filter, "filter", &filter, Vec::new());
        }
        Action::MakeHere => {
            let label = "what is the product called?";
            return open(app, Purpose::ProductName, label, "", Vec::new());
        }
        _ if !may_write(app) => return,
        Action::Idea => return catch(app),
        _ => {}
    }
    let here = app.story().map(|story| (story.id, story.number, story.title.clone()));
    let Some((id, number, title)) = here else {
        if action == Action::Add {
            open(app, Purpose::Add, "new story", "", Vec::new());
        } else {
            app.tell_no_story();
        }
        return;
    };
    let targets = app.targets();
    let who = who(app, &targets);
    match action {
        Action::Add => {
            let label = format!("new story below #{number}, a title or As a …, I want …");
            open(app, Purpose::Add, &label, "", vec![id]);
        }
        Action::Title => {
            stand_on(app, Slot::Title);
            open(app, Purpose::Title, &format!("title of #{number}"), &title, vec![id]);
        }
        Action::Estimate => {
            stand_on(app, Slot::Value(Field::Points));
            let scale: Vec<String> = app
                .backlog()
                .map(|it| it.product().scale.0.iter().map(ToString::to_string).collect())
                .unwrap_or_default();
            let label = format!("points of {who} ({} or -)", scale.join(" "));
            open(app, Purpose::Estimate, &label, "", targets);
        }
        Action::Criterion => {
            stand_on(app, Slot::AddCriterion);
            open(app, Purpose::Criterion, &format!("criterion of {who}"), "", targets);
        }
        Action::Question => {
            stand_on(app, Slot::AddQuestion);
            let label = format!("question about #{number}");
            open(app, Purpose::Question, &label, "", vec![id]);
        }
        Action::MoveTo => {
            let label = format!("move {who} to position, or below #N");
            open(app, Purpose::MoveTo, &label, "", targets);
        }
        Action::FollowUp => {
            let label = format!("what follows #{number}, in a line");
            open(app, Purpose::FollowUp, &label, "", vec![id]);
        }
        Action::Block => {
            stand_on(app, Slot::Value(Field::Impediment));
            let label = format!("what stands in the way of {who}?");
            open(app, Purpose::Block, &label, "", targets);
        }
        _ => open(app, Purpose::Drop, &format!("drop {who}, because"), "", targets),
    }
}

/// Asks for an idea in one line, and says which signs the line may have.
fn catch(app: &mut App) {
    open(app, Purpose::Idea, "idea", "", Vec::new());
    if let Some(Overlay::Prompt(prompt)) = &mut app.overlay {
        SIGNS.clone_into(&mut prompt.note);
    }
}

/// The stories an act is about, as they are called: "#12", "#12, #13 and 4 more".
pub(in crate::tui) fn who(app: &App, targets: &[StoryId]) -> String {
    let number = |id: &StoryId| app.backlog()?.story(*id).map(|it| it.number);
    let numbers: Vec<u32> = targets.iter().filter_map(number).collect();
    tally::numbers(&numbers)
}

/// On the page, puts the cursor where the typed value will stand.
fn stand_on(app: &mut App, slot: Slot) {
    if let Some(page) = &mut app.page {
        page.go_to(slot);
    }
}

/// Says why nothing can be changed, if so.
pub(super) fn may_write(app: &mut App) -> bool {
    let why = app.session.as_ref().and_then(|session| session.why_read_only().map(str::to_owned));
    let Some(why) = why else { return true };
    app.tell(why, Tone::Refused);
    false
}

/// Opens a prompt; what was typed there and left comes back.
pub(super) fn open(
    app: &mut App,
    purpose: Purpose,
    label: &str,
    text: &str,
    targets: Vec<StoryId>,
) {
    let left = take_left(app, &kept_as(purpose, &targets)).and_then(|it| it.into_iter().next());
    let mark = if left.is_some() { " (as you left it)" } else { "" };
    let shown = left.as_deref().unwrap_or(text);
    let mut prompt = Prompt::new(purpose, format!("{label}{mark}"), shown, targets);
    text.clone_into(&mut prompt.began);
    app.overlay = Some(Overlay::Prompt(Box::new(prompt)));
}

/// Takes a key while a line is being typed.
pub(super) fn key(
    app: &mut App,
    mut prompt: Box<Prompt>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    match app.keys.meaning(&[Key::from(event)], Place::Typing) {
        Meaning::Action(Action::Take | Action::Done) => return submit(app, prompt, world),
        Meaning::Action(Action::Leave) => {
            leave(app, &prompt);
            return Vec::new();
        }
        Meaning::Action(Action::WholeForm) if prompt.purpose == Purpose::Criterion => {
            super::forming::as_form(app, &prompt);
            return Vec::new();
        }
        _ => {
            if prompt.line.key(event) {
                prompt.refused = None;
                typed(app, &prompt);
            }
        }
    }
    app.overlay = Some(Overlay::Prompt(prompt));
    Vec::new()
}

/// Takes pasted text: into what is being typed; elsewhere nothing is typed by accident.
pub(super) fn paste(app: &mut App, text: &str, world: &mut World<'_>) -> Vec<Effect> {
    match app.overlay.take() {
        Some(Overlay::Prompt(prompt))
            if prompt.purpose == Purpose::Add && text.trim().lines().count() > 1 =>
        {
            return add_lines(app, &prompt, text, world);
        }
        Some(Overlay::Prompt(prompt))
            if prompt.purpose == Purpose::Criterion
                && prompt.targets.len() == 1
                && text.trim().lines().count() > 1 =>
        {
            let whole = format!("{}{text}", prompt.line.text());
            return match taking::criteria(app, &prompt.targets, &whole) {
                Some(command) => acts::perform(app, &command, world),
                None => Vec::new(),
            };
        }
        Some(Overlay::Prompt(mut prompt)) => {
            if prompt.line.paste(text) {
                prompt.refused = None;
                typed(app, &prompt);
            }
            app.overlay = Some(Overlay::Prompt(prompt));
        }
        Some(Overlay::Form(mut form)) => {
            form.here().map(|line| line.paste(text));
            form.refused = None;
            app.overlay = Some(Overlay::Form(form));
        }
        Some(Overlay::Splitting(mut splitting)) => {
            splitting.paste(text);
            splitting.refused = None;
            app.overlay = Some(Overlay::Splitting(splitting));
        }
        Some(Overlay::Editor(mut editor)) => {
            editor.paste(text);
            app.overlay = Some(Overlay::Editor(editor));
        }
        Some(Overlay::Picker(mut picker)) => {
            picker.line.paste(text);
            picker.find();
            app.overlay = Some(Overlay::Picker(picker));
        }
        Some(Overlay::Palette(mut palette)) => {
            palette.line.paste(text);
            super::palette::offer(app, &mut palette);
            app.overlay = Some(Overlay::Palette(palette));
        }
        other => {
            app.overlay = other;
            app.tell("pasted text was left out: open a line first, a adds a story", Tone::Refused);
        }
    }
    Vec::new()
}

/// Several lines pasted where one story is typed are several stories, one a line, in one act.
fn add_lines(app: &mut App, prompt: &Prompt, text: &str, world: &mut World<'_>) -> Vec<Effect> {
    let whole = format!("{}{text}", prompt.line.text());
    let lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
    let stories =
        lines.map(|line| NewStory { title: line.to_owned(), ..NewStory::default() }).collect();
    let below = prompt.targets.first().copied().filter(|id| taking::is_open(app, *id));
    let place = below.map_or(Spot::Bottom, Spot::After);
    acts::perform(app, &Command::AddStories { stories, place }, world)
}

/// The filter follows every key.
pub(super) fn typed(app: &mut App, prompt: &Prompt) {
    let today = app.today;
    if prompt.purpose == Purpose::Filter
        && let Some(session) = &app.session
    {
        app.list.set_filter(prompt.line.text(), session.backlog(), today);
    }
}

/// Leaves a line without taking it; what was typed comes back when it is opened again.
fn leave(app: &mut App, prompt: &Prompt) {
    let today = app.today;
    if prompt.purpose == Purpose::Filter {
        if let Some(session) = &app.session {
            app.list.set_filter("", session.backlog(), today);
        }
        return;
    }
    let text = prompt.line.text().to_owned();
    if !text.is_empty() {
        app.left.insert(kept_as(prompt.purpose, &prompt.targets), vec![text]);
    }
}

fn submit(app: &mut App, mut prompt: Box<Prompt>, world: &mut World<'_>) -> Vec<Effect> {
    let text = prompt.line.text().trim().to_owned();
    match taking::line(app, &prompt, &text, world) {
        Ok(effects) => {
            // Criteria come in rows: the next one is asked for until the line stays empty.
            if prompt.purpose == Purpose::Criterion && !text.is_empty() {
                prompt.line.set("");
                "added; the next one".clone_into(&mut prompt.label);
                stand_on(app, Slot::AddCriterion);
                app.overlay = Some(Overlay::Prompt(prompt));
            }
            effects
        }
        Err(sentence) => {
            prompt.refused = Some(sentence);
            app.overlay = Some(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}
