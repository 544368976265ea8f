//! What the keys of the Plan screen do, and what puts a story into a sprint from anywhere. Each
//! act builds the command the command line would build.

mod answers;
mod asking;
mod people;
mod pulling;

use super::World;
use super::{acts, page, typing};
use crate::domain::command::Command;
use crate::domain::id::Id;
use crate::domain::plan;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::StoryId;
use crate::say::width;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::part::asked::Asked;
use crate::tui::screen::Screen;
use crate::tui::screen::plan::{Other, Pane, Shown};

pub(super) use answers::answered;
pub(super) use pulling::{went_out, what_goes_out};

/// More skipped stories than this are read in a text of their own.
const SAID: usize = 3;

pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    match action {
        Action::Left => app.plan.aside(false),
        Action::Right => app.plan.aside(true),
        Action::AllOpen => {
            app.plan.all_open = !app.plan.all_open;
            app.refresh_screen();
        }
        Action::OtherSprint => other(app),
        Action::Change => change(app),
        _ if !typing::may_write(app) => {}
        Action::Pull => return pull(app, world),
        Action::IntoSprint => return pulling::into_sprint(app, world),
        Action::Fill => return fill(app, world),
        Action::StartSprint => return start(app, world),
        Action::CancelSprint => cancel(app),
        Action::AddPerson => asking::person(app),
        _ => {}
    }
    Vec::new()
}

/// Shows the other sprint.
fn other(app: &mut App) {
    if app.plan.other.is_none() {
        let words = match app.plan.facts() {
            Some(facts) => format!("there is no other sprint than {}", facts.number),
            None => "no sprint is running".to_owned(),
        };
        return app.tell(words, Tone::Refused);
    }
    app.plan.switch_sprint();
    app.refresh_screen();
}

/// Changes what the cursor is on, opens a story, or plans the sprint that is offered.
fn change(app: &mut App) {
    let planned = app.plan.facts().is_some();
    match (planned, app.plan.pane) {
        (true, Pane::Ready | Pane::Sprint) if app.story().is_some() => page::open(app),
        (true, Pane::Ready | Pane::Sprint) => {
            let words = if app.plan.pane == Pane::Ready {
                format!(
                    "there is no story here: {} shows every open one",
                    app.key_of(Action::AllOpen)
                )
            } else {
                format!(
                    "there is no story here: {} pulls one on the left",
                    app.key_of(Action::Pull)
                )
            };
            app.tell(words, Tone::Refused);
        }
        _ if !typing::may_write(app) => {}
        (false, _) => asking::plan(app),
        (true, Pane::Head) if app.plan.head == 0 => asking::goal(app),
        (true, Pane::Head) => asking::days(app),
        (true, Pane::People) => asking::share(app),
    }
}

/// Pulls the story under the cursor or puts it back; lets a person take part, or be off on a day.
fn pull(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some(facts) = app.plan.facts() else {
        if let Shown::Offer(offer) = app.plan.shown {
            let plan = app.key_of(Action::Change);
            let words = format!("sprint {} is not planned yet: {plan} plans it", offer.number);
            app.tell(words, Tone::Refused);
        }
        return Vec::new();
    };
    let sprint = facts.sprint;
    let stories: Vec<StoryId> = app.plan.story().into_iter().collect();
    match app.plan.pane {
        Pane::People => people::toggle(app, world),
        Pane::Ready if !stories.is_empty() => pulling::pull(app, sprint, stories, world),
        Pane::Sprint if !stories.is_empty() => pulling::put_back(app, sprint, stories, world),
        Pane::Ready | Pane::Sprint => {
            app.tell("there is no story here", Tone::Refused);
            Vec::new()
        }
        Pane::Head => {
            let change = app.key_of(Action::Change);
            app.tell(format!("{change} changes this"), Tone::Refused);
            Vec::new()
        }
    }
}

/// A sprint as the backlog has it.
fn held(app: &App, id: Id<Sprint>) -> Option<&Sprint> {
    app.backlog()?.sprints().get(id).map(|sprint| &**sprint)
}

/// Fills the sprint from the top of the order, and says what stays out and why.
fn fill(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some(facts) = app.plan.facts() else { return pull(app, world) };
    let (id, number) = (facts.sprint, facts.number);
    if facts.is_running() {
        let pull = app.key_of(Action::Pull);
        let words = format!("sprint {number} is running: {pull} pulls one story, with a reason");
        app.tell(words, Tone::Refused);
        return Vec::new();
    }
    let skipped = skipped(app, id);
    let command = Command::Fill { sprint: Some(id) };
    let (effects, said, tone) = match acts::try_perform(app, &command, world) {
        Ok(effects) => {
            let said = app.message.take().map(|(words, _)| words).unwrap_or_default();
            (effects, said, Tone::Done)
        }
        Err(refusal) => (Vec::new(), refusal, Tone::Refused),
    };
    if skipped.len() <= SAID {
        app.tell(said, tone);
        return effects;
    }
    // The message names them all in a row; below each other they can be read.
    let first = said.split(" · ").next().unwrap_or_default();
    let first = first.split(": ").next().unwrap_or_default().to_owned();
    let text = format!("{first}\n\nWhat stays out, from the top:\n\n{}", skipped.join("\n"));
    app.read(format!("Sprint {number}: what stays out"), &text);
    app.tell(first, tone);
    effects
}

/// The stories that Fill passes over, each with its reason, as lines below each other.
fn skipped(app: &App, id: Id<Sprint>) -> Vec<String> {
    let (Some(backlog), Some(sprint)) = (app.backlog(), held(app, id)) else { return Vec::new() };
    let Ok(fill) = plan::fill(sprint, backlog, app.today) else { return Vec::new() };
    let line = |(id, why): &(StoryId, String)| {
        let story = backlog.story(*id)?;
        let number = width::fit_right(&format!("#{}", story.number), 5);
        Some(format!("{number}  {why}  · {}", story.title))
    };
    let more = (fill.unnamed > 0).then(|| format!("and {} more", fill.unnamed));
    fill.skipped.iter().filter_map(line).chain(more).collect()
}

/// The sprint on the Plan screen.
fn shown(app: &App) -> Option<Id<Sprint>> {
    app.plan.facts().map(|facts| facts.sprint)
}

/// Starts the sprint; one without a goal is asked for it first.
fn start(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some(id) = shown(app) else {
        let plan = app.key_of(Action::Change);
        app.tell(format!("no sprint is planned yet: {plan} plans it"), Tone::Refused);
        return Vec::new();
    };
    if let Some(why) = may_not_start(app) {
        app.tell(why, Tone::Refused);
        return Vec::new();
    }
    if app.plan.facts().is_some_and(|facts| facts.goal.is_empty()) {
        asking::goal_to_start(app, id);
        return Vec::new();
    }
    match started(app, id, world) {
        Ok(effects) => effects,
        Err(refusal) => {
            app.tell(refusal, Tone::Refused);
            Vec::new()
        }
    }
}

/// Why the sprint on screen cannot start, and what to do about it.
fn may_not_start(app: &App) -> Option<String> {
    let facts = app.plan.facts()?;
    let (other, cancel) = (app.key_of(Action::OtherSprint), app.key_of(Action::CancelSprint));
    if facts.is_running() {
        return Some(format!("sprint {} is running already", facts.number));
    }
    if let Some(Other::Running(_, number)) = app.plan.other {
        return Some(format!(
            "sprint {number} is running: it is closed or cancelled before sprint {} starts; \
             {other} shows it, {cancel} cancels it there",
            facts.number
        ));
    }
    if facts.dates.0.is_none() || facts.dates.1.is_none() {
        let change = app.key_of(Action::Change);
        return Some(format!(
            "sprint {} has no days: {change} on the days sets them",
            facts.number
        ));
    }
    None
}

/// Starts a sprint.
fn started(app: &mut App, id: Id<Sprint>, world: &mut World<'_>) -> Result<Vec<Effect>, String> {
    acts::try_perform(app, &Command::StartSprint { sprint: Some(id) }, world)
}

/// Asks why a sprint is given up: the one on the Plan screen, elsewhere the running one.
fn cancel(app: &mut App) {
    let id = match app.screen {
        Screen::Plan => shown(app),
        _ => app.backlog().and_then(|it| it.sprint_in(SprintState::Active)).map(|it| it.id),
    };
    let Some(number) = id.and_then(|id| held(app, id)).map(|sprint| sprint.number) else {
        return app.tell("there is no sprint to cancel", Tone::Refused);
    };
    if let Some(id) = id {
        let label = format!("cancel sprint {number}, because");
        asking::ask(app, Asked::Cancel(id), &label, "", Vec::new());
    }
}
