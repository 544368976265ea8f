//! Acts on the stories under the cursor or marked: each builds the command the command line
//! would build, and goes through the same door.

use super::World;
use super::{refine, refresh, typing};
use crate::bridge;
use crate::domain::command::{Command, Place};
use crate::domain::story::{Status, Story, StoryId};
use crate::session::{Outcome, Step};
use crate::tui::action::Action;
use crate::tui::app::{After, App, Effect, SaveMark, Tone};
use crate::tui::screen::Screen;

/// Carries out a command and says what was done, or why not.
pub(super) fn perform(app: &mut App, command: &Command, world: &mut World<'_>) -> Vec<Effect> {
    match try_perform(app, command, world) {
        Ok(effects) => effects,
        Err(refusal) => {
            app.tell(refusal, Tone::Refused);
            Vec::new()
        }
    }
}

/// Carries out a command; a refusal comes back as a sentence.
pub(super) fn try_perform(
    app: &mut App,
    command: &Command,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let Some(session) = &mut app.session else {
        return Err("there is no backlog here yet: n makes one".to_owned());
    };
    let outcome = session.perform(command, &world.stamp, world.ids).map_err(|it| it.to_string())?;
    app.standing.did(world.stamp.at);
    let added = matches!(command, Command::AddStories { .. });
    Ok(done(app, outcome, added))
}

/// Shows what was done, and asks for a save.
fn done(app: &mut App, outcome: Outcome, follow: bool) -> Vec<Effect> {
    let height = app.layout().list.height;
    refresh(app);
    let Some(session) = &app.session else { return Vec::new() };
    let backlog = session.backlog();
    let mut hidden = false;
    if follow && let Some(id) = outcome.about.first() {
        app.list.go_to(*id, height, backlog);
        let shown = app.list.story(backlog).map(|story| story.id) == Some(*id);
        hidden = !shown && backlog.story(*id).is_some_and(|story| story.status.is_open());
    }
    if follow
        && app.screen == Screen::Review
        && let Some(id) = outcome.about.first()
    {
        app.review.go_to(*id);
    }
    let Some(did) = outcome.did else {
        app.tell("nothing to do: it is so already", Tone::Done);
        return Vec::new();
    };
    let undoing = matches!(outcome.step, Some(Step::Undid));
    let back = if undoing { Action::Redo } else { Action::Undo };
    let verb = if undoing { "redo" } else { "undo" };
    let mut words = format!("{did} — {} {verb}", app.key_of(back));
    if hidden {
        words.push_str(" · hidden by the filter");
    }
    for notice in &outcome.notices {
        words.push_str(" · ");
        words.push_str(notice);
    }
    app.tell(words, Tone::Done);
    app.save = SaveMark::Saving;
    let before = outcome.occasion.map(Effect::Before);
    before.into_iter().chain([Effect::Save(outcome.step.into_iter().collect())]).collect()
}

/// Undoes, after reading what earlier runs and commands did where that is needed.
pub(super) fn undo_or_read(app: &mut App) -> Vec<Effect> {
    let here = app.session.as_ref().is_some_and(|session| session.next_undo().is_some());
    if here || app.past_read { undo(app) } else { vec![Effect::ReadPast(After::Undo)] }
}

/// Redoes likewise.
pub(super) fn redo_or_read(app: &mut App) -> Vec<Effect> {
    let here = app.session.as_ref().is_some_and(|session| session.next_redo().is_some());
    if here || app.past_read { redo(app) } else { vec![Effect::ReadPast(After::Redo)] }
}

pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    let Some(session) = &mut app.session else { return Vec::new() };
    match session.undo() {
        Ok(outcome) => {
            let about = outcome.about.first().copied();
            let effects = done(app, outcome, true);
            if let Some(story) = about {
                refine::undone(app, story);
            }
            // What was judged is open again: the next word is about it.
            if app.screen == Screen::Review {
                app.review.begin_again();
            }
            effects
        }
        Err((refusal, step)) => {
            app.tell(refusal.to_string(), Tone::Refused);
            step.map(|step| Effect::Save(vec![*step])).into_iter().collect()
        }
    }
}

pub(super) fn redo(app: &mut App) -> Vec<Effect> {
    let Some(session) = &mut app.session else { return Vec::new() };
    match session.redo() {
        Ok(outcome) => done(app, outcome, true),
        Err(refusal) => {
            app.tell(refusal.to_string(), Tone::Refused);
            Vec::new()
        }
    }
}

/// Moves by one past the next visible story, or to an end.
pub(super) fn shift(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    let stories = app.targets();
    let place = match action {
        Action::ToTop => Some(Place::Top),
        Action::ToBottom => Some(Place::Bottom),
        _ => neighbour(app, &stories, action),
    };
    let Some(place) = place.filter(|_| !stories.is_empty()) else {
        let end = if action == Action::MoveDown { "bottom" } else { "top" };
        app.tell(format!("it is at the {end} already"), Tone::Refused);
        return Vec::new();
    };
    perform(app, &Command::Move { stories, place, reason: None }, world)
}

/// The visible story that the moving ones go past.
fn neighbour(app: &App, stories: &[StoryId], action: Action) -> Option<Place> {
    let backlog = app.session.as_ref()?.backlog();
    let indexes: Vec<usize> =
        stories.iter().filter_map(|id| backlog.stories().index_of(*id).ok()).collect();
    let moving = |row: usize| {
        app.list.rows.get(row).is_some_and(|row| indexes.contains(&(row.index as usize)))
    };
    let id = |row: usize| app.list.at(row, backlog).map(|story| story.id);
    let rows = || (0..app.list.rows.len()).filter(|row| moving(*row));
    // One story is under the cursor: no need to look for it.
    let alone = stories.len() == 1 && moving(app.list.cursor);
    if action == Action::MoveDown {
        let last = if alone { Some(app.list.cursor) } else { rows().next_back() }?;
        Some(Place::After(id(last + 1)?))
    } else {
        let first = if alone { Some(app.list.cursor) } else { rows().next() }?;
        Some(Place::Before(id(first.checked_sub(1)?)?))
    }
}

/// Makes ready; where something is missing, says what.
pub(super) fn ready(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let stories = app.targets();
    perform(app, &Command::Ready { stories, overriding: None }, world)
}

/// The next state, the same for all targets.
pub(super) fn next_state(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let stories = app.targets();
    let states: Vec<Status> = each(app, &stories, |story| story.status);
    let Some(first) = states.first().copied() else { return Vec::new() };
    if states.iter().any(|state| *state != first) {
        app.tell("the marked stories are in different states: mark those of one", Tone::Refused);
        return Vec::new();
    }
    let command = match first {
        Status::Draft => Command::Ready { stories, overriding: None },
        Status::Ready => Command::Start { stories },
        Status::Doing => Command::Deliver { stories },
        Status::Delivered => {
            let review = app.key_of(Action::ShowReview);
            app.tell(
                format!("it is delivered: {review} leads to Review, where it is judged"),
                Tone::Refused,
            );
            return Vec::new();
        }
        Status::Dropped => {
            let choose = app.key_of(Action::ChooseState);
            app.tell(
                format!("it is dropped: {choose} takes it up again, as a draft"),
                Tone::Refused,
            );
            return Vec::new();
        }
        Status::Accepted => {
            app.tell(format!("it is {first}: there is no next state"), Tone::Refused);
            return Vec::new();
        }
    };
    perform(app, &command, world)
}

/// Asks what stands in the way, or takes it away where something does.
pub(super) fn block(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let stories = app.targets();
    let blocked: Vec<bool> = each(app, &stories, |story| story.impediment.is_some());
    if !blocked.is_empty() && blocked.iter().all(|it| *it) {
        return perform(app, &Command::Unblock { stories }, world);
    }
    typing::open_for(app, Action::Block);
    Vec::new()
}

/// Asks for the whole story in the user's editor.
pub(super) fn rewrite(app: &mut App) -> Vec<Effect> {
    if !typing::may_write(app) {
        return Vec::new();
    }
    let Some(story) = app.story() else {
        app.tell_no_story();
        return Vec::new();
    };
    vec![Effect::Rewrite { story: story.id, discard: false }]
}

/// Copies the story, or the marked ones, as text.
pub(super) fn copy(app: &mut App) -> Vec<Effect> {
    let targets = app.targets();
    let Some(backlog) = app.backlog() else { return Vec::new() };
    let stories: Vec<&Story> =
        targets.iter().filter_map(|id| backlog.story(*id).map(|story| &**story)).collect();
    if stories.is_empty() {
        return Vec::new();
    }
    let text = bridge::export::some(&stories, backlog);
    let words = format!("Copied {} as Markdown", typing::who(app, &targets));
    app.tell(words, Tone::Done);
    vec![Effect::Copy(text)]
}

fn each<T>(app: &App, stories: &[StoryId], of: impl Fn(&Story) -> T) -> Vec<T> {
    let backlog = app.session.as_ref().map(crate::session::Session::backlog);
    stories.iter().filter_map(|id| backlog?.story(*id).map(|story| of(story))).collect()
}
