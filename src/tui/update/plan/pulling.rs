//! Stories into a sprint and back out of it, with what must be asked on the way: why in spite of
//! what speaks against it, what goes out for it, and why.

use super::asking::{ask, ask_noting};
use super::held;
use crate::domain::command::Command;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::plan;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::asked::Asked;
use crate::tui::part::picker::{Choice, Pick, Picker, Value};
use crate::tui::update::{World, acts, typing};

/// Into the planned sprint or back out of it; without one, into the running one.
pub(super) fn into_sprint(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some(backlog) = app.backlog() else { return Vec::new() };
    let planned = backlog.sprint_in(SprintState::Planned);
    let sprint = planned.or_else(|| backlog.sprint_in(SprintState::Active)).map(|it| it.id);
    let stories = app.targets();
    if stories.is_empty() {
        app.tell_no_story();
        return Vec::new();
    }
    let Some(sprint) = sprint else {
        let plan = app.key_of(Action::ShowPlan);
        app.tell(format!("no sprint is planned: {plan} plans one"), Tone::Refused);
        return Vec::new();
    };
    let outside: Vec<StoryId> = of(app, &stories)
        .filter(|story| story.sprint != Some(sprint))
        .map(|story| story.id)
        .collect();
    if outside.is_empty() {
        put_back(app, sprint, stories, world)
    } else {
        pull(app, sprint, outside, world)
    }
}

/// These stories, as they are now.
fn of<'a>(app: &'a App, stories: &'a [StoryId]) -> impl Iterator<Item = &'a Story> {
    let backlog = app.backlog();
    stories.iter().filter_map(move |id| backlog?.story(*id).map(|story| &**story))
}

/// Pulls stories; what speaks against one is asked about once.
pub(super) fn pull(
    app: &mut App,
    sprint: Id<Sprint>,
    stories: Vec<StoryId>,
    world: &mut World<'_>,
) -> Vec<Effect> {
    if let Some(why) = may_not_come(app, sprint, &stories) {
        app.tell(why, Tone::Refused);
        return Vec::new();
    }
    if held(app, sprint).is_some_and(|it| it.state == SprintState::Active) {
        what_goes_out(app, sprint, stories);
        return Vec::new();
    }
    let command = pulling(sprint, stories.clone(), None, None, None);
    match acts::try_perform(app, &command, world) {
        Ok(effects) => return effects,
        Err(refusal) => match against(app, sprint, &stories) {
            words if words.is_empty() => app.tell(refusal, Tone::Refused),
            words => {
                let label = format!("pull {} all the same, because", typing::who(app, &stories));
                ask_noting(app, Asked::Anyway(sprint), &label, stories, words);
            }
        },
    }
    Vec::new()
}

/// The command that pulls stories.
fn pulling(
    sprint: Id<Sprint>,
    stories: Vec<StoryId>,
    reason: Option<&str>,
    overriding: Option<&str>,
    out: Option<StoryId>,
) -> Command {
    Command::Pull {
        stories,
        into: Some(sprint),
        reason: reason.map(str::to_owned),
        overriding: overriding.map(str::to_owned),
        instead_of: out.into_iter().collect(),
    }
}

/// Pulls stories for this reason, in spite of what speaks against them.
pub(super) fn anyway(sprint: Id<Sprint>, stories: &[StoryId], reason: &str) -> Command {
    pulling(sprint, stories.to_vec(), None, Some(reason), None)
}

/// Pulls stories into a running sprint for this reason, which covers what speaks against them.
pub(super) fn trade(
    app: &App,
    sprint: Id<Sprint>,
    stories: &[StoryId],
    reason: &str,
    out: Option<StoryId>,
) -> Command {
    let doubtful = !against(app, sprint, stories).is_empty();
    pulling(sprint, stories.to_vec(), Some(reason), doubtful.then_some(reason), out)
}

/// Why none of these can come into a sprint, and what to do.
fn may_not_come(app: &App, sprint: Id<Sprint>, stories: &[StoryId]) -> Option<String> {
    let backlog = app.backlog()?;
    let planned = held(app, sprint)?.state == SprintState::Planned;
    of(app, stories).find_map(|story| {
        let number = story.number;
        if matches!(story.status, Status::Accepted | Status::Dropped) {
            return Some(format!("#{number} is {}: there is nothing left to do", story.status));
        }
        let other = backlog.sprint_of(story).filter(|it| it.state == SprintState::Active)?;
        let show = app.key_of(Action::ShowPlan);
        (planned && other.id != sprint).then(|| {
            format!(
                "#{number} is in sprint {0}, which is running: {show} shows that sprint, where it \
                 is put back first",
                other.number
            )
        })
    })
}

/// What speaks against these stories in a sprint: "#31: not ready: criteria · blocked: …".
fn against(app: &App, sprint: Id<Sprint>, stories: &[StoryId]) -> String {
    let (Some(backlog), Some(sprint)) = (app.backlog(), held(app, sprint)) else {
        return String::new();
    };
    let words = of(app, stories).filter_map(|story| {
        let concerns = plan::concerns(story, sprint, backlog);
        let words: Vec<String> = concerns.iter().map(plan::Concern::words).collect();
        (!words.is_empty()).then(|| format!("#{}: {}", story.number, words.join(" · ")))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Asks what goes out of a running sprint for what comes in: what is alike in size first.
pub(in crate::tui::update) fn what_goes_out(
    app: &mut App,
    sprint: Id<Sprint>,
    stories: Vec<StoryId>,
) {
    let Some(backlog) = app.backlog() else { return };
    let coming: Points = of(app, &stories).filter_map(|story| story.points).sum();
    let mut held: Vec<&Story> = backlog
        .in_sprint(sprint)
        .filter(|story| story.status != Status::Accepted && !stories.contains(&story.id))
        .map(|story| &**story)
        .collect();
    let apart = |points: Points| points.hundredths().abs_diff(coming.hundredths());
    // What was delivered is least likely to go out.
    held.sort_by_key(|story| {
        let size = story.points.map_or((1, 0), |points| (0, apart(points)));
        (story.status == Status::Delivered, size)
    });
    let nothing = Choice::new("nothing goes out", "", Value::Nothing);
    let choice = |story: &Story| {
        let points = story.points.map_or_else(|| "? pts".to_owned(), Points::in_points);
        let text = format!("#{} {}", story.number, story.title);
        Choice::new(text, format!("{points} · {}", story.status), Value::Story(story.id))
    };
    let choices: Vec<Choice> =
        std::iter::once(nothing).chain(held.into_iter().map(choice)).collect();
    if choices.len() == 1 {
        return went_out(app, sprint, stories, &Value::Nothing);
    }
    let who = typing::who(app, &stories);
    let heading = format!("What goes out for {who} ({})?", coming.in_points());
    let picker = Picker::new(Pick::GoesOut(sprint), heading, choices, stories);
    app.overlay = Some(Overlay::Picker(Box::new(picker)));
}

/// Asks why, once it is known what goes out.
pub(in crate::tui::update) fn went_out(
    app: &mut App,
    sprint: Id<Sprint>,
    stories: Vec<StoryId>,
    out: &Value,
) {
    let out = match out {
        Value::Story(id) => Some(*id),
        _ => None,
    };
    let number = held(app, sprint).map_or(0, |it| it.number);
    let who = typing::who(app, &stories);
    let label = match out {
        Some(id) => format!("why {who} for {}?", typing::who(app, &[id])),
        None => format!("why does {who} come into sprint {number}?"),
    };
    let note = against(app, sprint, &stories);
    ask_noting(app, Asked::Trade(sprint, out), &label, stories, note);
}

/// Puts stories back; out of a running sprint for a reason.
pub(super) fn put_back(
    app: &mut App,
    sprint: Id<Sprint>,
    stories: Vec<StoryId>,
    world: &mut World<'_>,
) -> Vec<Effect> {
    let accepted = of(app, &stories).find(|story| story.status == Status::Accepted);
    if let Some(number) = accepted.map(|story| story.number) {
        let words = format!("#{number} is accepted: it stays in the sprint it was accepted in");
        app.tell(words, Tone::Refused);
        return Vec::new();
    }
    let Some(sprint) = held(app, sprint) else { return Vec::new() };
    let (id, number) = (sprint.id, sprint.number);
    if sprint.state == SprintState::Active {
        let label = format!("why does {} go out of sprint {number}?", typing::who(app, &stories));
        ask(app, Asked::PutBack(id), &label, "", stories);
        return Vec::new();
    }
    acts::perform(app, &Command::PutBack { stories, reason: None }, world)
}
