//! Lines being typed: opened, edited, taken or left. A line that is refused stays as it was typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::World;
use super::{acts, command};
use crate::domain::command::{Command, NewStory, Place, Wording};
use crate::domain::field::Field;
use crate::domain::narrative::{self, Narrative};
use crate::domain::story::{Story, StoryId};
use crate::say::tally;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::prompt::{Prompt, Purpose};

/// Opens the prompt of an action on the story under the cursor or the marked ones.
pub(super) fn open_for(app: &mut App, action: Action) {
    let Some(session) = &app.session else { return };
    if let Some(why) = session.why_read_only() {
        let why = why.to_owned();
        app.tell(why, Tone::Refused);
        return;
    }
    let backlog = session.backlog();
    let here: Option<Story> = app.list.story(backlog).map(|story| Story::clone(story));
    let marked = app.list.targets(backlog);
    let numbers: Vec<u32> =
        marked.iter().filter_map(|id| backlog.story(*id).map(|it| it.number)).collect();
    let who = tally::numbers(&numbers);
    let scale: Vec<String> = backlog.product().scale.0.iter().map(ToString::to_string).collect();
    let only = |story: &Option<Story>| story.iter().map(|story| story.id).collect::<Vec<_>>();
    let (purpose, label, text, targets) = match (action, &here) {
        (Action::Add, None) => (Purpose::Add, "new story".to_owned(), String::new(), Vec::new()),
        (Action::Add, Some(story)) => {
            let label = format!("new story below #{}", story.number);
            (Purpose::Add, label, String::new(), only(&here))
        }
        (_, None) => {
            app.tell("there is no story here: a adds one", Tone::Refused);
            return;
        }
        (Action::Title, Some(story)) => {
            let label = format!("title of #{}", story.number);
            (Purpose::Title, label, story.title.clone(), only(&here))
        }
        (Action::Narrative, Some(story)) => {
            let label = format!("#{}", story.number);
            let told = narrative::sentence(&story.role, &story.want, &story.benefit);
            let text = if told.is_empty() { "As a ".to_owned() } else { told };
            (Purpose::Narrative, label, text, only(&here))
        }
        (Action::Estimate, _) => {
            let label = format!("points of {who} ({} or -)", scale.join(" "));
            (Purpose::Estimate, label, String::new(), marked)
        }
        (Action::Criterion, _) => {
            (Purpose::Criterion, format!("criterion of {who}"), String::new(), marked)
        }
        (Action::MoveTo, _) => {
            (Purpose::MoveTo, format!("move {who} to position"), String::new(), marked)
        }
        (Action::Block, _) => {
            (Purpose::Block, format!("what stands in the way of {who}?"), String::new(), marked)
        }
        _ => (Purpose::Drop, format!("drop {who}, because"), String::new(), marked),
    };
    let left = app.left.remove(&kept_as(purpose, &targets));
    let prompt = Prompt::new(purpose, label, &left.unwrap_or(text), targets);
    app.overlay = Some(Overlay::Prompt(Box::new(prompt)));
}

/// Under what a text that was typed and left is kept: a new story's belongs to no other story.
fn kept_as(purpose: Purpose, targets: &[StoryId]) -> (Purpose, Vec<StoryId>) {
    (purpose, if purpose.is_general() { Vec::new() } else { targets.to_vec() })
}

/// Takes a key while a line is being typed.
pub(super) fn key(
    app: &mut App,
    mut prompt: Box<Prompt>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    let interrupt = event.code == KeyCode::Char('c') && event.modifiers == KeyModifiers::CONTROL;
    match event.code {
        KeyCode::Enter => return submit(app, prompt, world),
        KeyCode::Esc => {
            leave(app, &prompt, world);
            return Vec::new();
        }
        _ if interrupt => {
            leave(app, &prompt, world);
            return Vec::new();
        }
        KeyCode::Up | KeyCode::Down if prompt.purpose == Purpose::Command => {
            recall(app, &mut prompt, event.code == KeyCode::Up);
        }
        KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down => {}
        _ => {
            if prompt.key(event) {
                typed(app, &prompt, world);
            }
        }
    }
    app.overlay = Some(Overlay::Prompt(prompt));
    Vec::new()
}

/// Takes pasted text: into the line being typed; elsewhere nothing is typed by accident.
pub(super) fn paste(app: &mut App, text: &str, world: &mut World<'_>) -> Vec<Effect> {
    match app.overlay.take() {
        Some(Overlay::Prompt(prompt))
            if prompt.purpose == Purpose::Add && text.trim().lines().count() > 1 =>
        {
            return add_lines(app, &prompt, text, world);
        }
        Some(Overlay::Prompt(mut prompt)) => {
            if prompt.paste(text) {
                typed(app, &prompt, world);
            }
            app.overlay = Some(Overlay::Prompt(prompt));
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
    let whole = format!("{}{text}", prompt.text());
    let lines = whole.lines().map(str::trim).filter(|line| !line.is_empty());
    let stories =
        lines.map(|line| NewStory { title: line.to_owned(), ..NewStory::default() }).collect();
    let below = prompt.targets.first().copied().filter(|id| is_open(app, *id));
    let place = below.map_or(Place::Bottom, Place::After);
    acts::perform(app, &Command::AddStories { stories, place }, world)
}

/// The filter follows every key.
fn typed(app: &mut App, prompt: &Prompt, world: &World<'_>) {
    if prompt.purpose == Purpose::Filter
        && let Some(session) = &app.session
    {
        app.list.set_filter(prompt.text(), session.backlog(), world.stamp.today());
        let height = app.layout().list.height;
        app.list.scroll(height);
    }
}

/// Leaves a line without taking it; what was typed comes back when it is opened again.
fn leave(app: &mut App, prompt: &Prompt, world: &World<'_>) {
    if prompt.purpose == Purpose::Filter {
        if let Some(session) = &app.session {
            app.list.set_filter("", session.backlog(), world.stamp.today());
        }
        return;
    }
    if prompt.purpose == Purpose::Command {
        // The history has it: a line full of an old command would only be in the way.
        command::remember(app, prompt.text());
    } else if !prompt.text().is_empty() {
        app.left.insert(kept_as(prompt.purpose, &prompt.targets), prompt.text().to_owned());
    }
}

/// Earlier commands, as a shell gives them back.
fn recall(app: &App, prompt: &mut Prompt, older: bool) {
    let back = if older { prompt.back + 1 } else { prompt.back.saturating_sub(1) };
    if back > app.commands.len() {
        return;
    }
    prompt.back = back;
    let at = app.commands.len() - back;
    let text = app.commands.get(at).cloned().unwrap_or_default();
    prompt.set(&text);
}

fn submit(app: &mut App, mut prompt: Box<Prompt>, world: &mut World<'_>) -> Vec<Effect> {
    let text = prompt.text().trim().to_owned();
    match taken(app, &prompt, &text, world) {
        Ok(effects) => {
            // Criteria come in rows: the next one is asked for until the line stays empty.
            if prompt.purpose == Purpose::Criterion && !text.is_empty() {
                prompt.set("");
                "added; the next one".clone_into(&mut prompt.label);
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

/// What a typed line does; a refusal comes back as a sentence and the line stays.
fn taken(
    app: &mut App,
    prompt: &Prompt,
    text: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let stories = prompt.targets.clone();
    if text.is_empty() {
        return match prompt.purpose {
            Purpose::ProductName => Ok(vec![Effect::MakeHere(String::new())]),
            Purpose::Drop | Purpose::Block => Err("a reason is needed; Esc leaves".to_owned()),
            Purpose::Title => Err("a title cannot be empty; Esc leaves".to_owned()),
            _ => Ok(Vec::new()),
        };
    }
    let command = match prompt.purpose {
        Purpose::Filter => {
            let error = app.list.filter_error.clone();
            return error.map_or(Ok(Vec::new()), Err);
        }
        Purpose::Command => return command::line(app, text, world),
        Purpose::ProductName => return Ok(vec![Effect::MakeHere(text.to_owned())]),
        Purpose::Add => {
            let below = stories.first().copied().filter(|id| is_open(app, *id));
            let place = below.map_or(Place::Bottom, Place::After);
            let story = NewStory { title: text.to_owned(), ..NewStory::default() };
            Command::AddStories { stories: vec![story], place }
        }
        Purpose::Title => match narrative::split(text) {
            // As when a story is added: a whole user story comes apart.
            Some(told) => narrate(stories, told, true),
            None => set(stories, Field::Title, text),
        },
        Purpose::Narrative => {
            let told = narrative::split(text).ok_or_else(|| {
                "write it as: As a …, I want …, so that … (the last part may be left out)"
                    .to_owned()
            })?;
            narrate(stories, told, false)
        }
        Purpose::Estimate => set(stories, Field::Points, if text == "-" { "" } else { text }),
        Purpose::Criterion => Command::AddCriterion { stories, wording: Wording::line(text) },
        Purpose::MoveTo => {
            let position =
                text.parse().map_err(|_| format!("“{text}” is no position: 1 is the top"))?;
            Command::Move { stories, place: Place::Position(position), reason: None }
        }
        Purpose::Drop => Command::Drop { stories, reason: text.to_owned() },
        Purpose::Block => Command::Block { stories, reason: text.to_owned() },
    };
    acts::try_perform(app, &command, world)
}

fn set(stories: Vec<StoryId>, field: Field, value: &str) -> Command {
    Command::SetStory { stories, values: vec![(field, value.to_owned())] }
}

/// The three fields of a narrative, and the title it makes where it takes the title's place.
fn narrate(stories: Vec<StoryId>, told: Narrative, titled: bool) -> Command {
    let title = titled.then(|| (Field::Title, narrative::headline(&told.want)));
    let parts =
        [(Field::Role, told.role), (Field::Want, told.want), (Field::Benefit, told.benefit)];
    Command::SetStory { stories, values: title.into_iter().chain(parts).collect() }
}

fn is_open(app: &App, id: StoryId) -> bool {
    let backlog = app.session.as_ref().map(crate::session::Session::backlog);
    backlog.and_then(|it| it.story(id)).is_some_and(|story| story.status.is_open())
}
