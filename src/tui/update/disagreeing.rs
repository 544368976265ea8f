//! Where the order and the scores disagree, one after the other: moved to its place by score, or
//! left. Nothing is moved but the one that was taken.

use super::World;
use super::acts;
use crate::cli::answer;
use crate::domain::command::Command;
use crate::domain::story::StoryId;
use crate::figures::priority::scores::Scores;
use crate::figures::priority::{self, Placed};
use crate::say::plain;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::picker::{Choice, Pick, Picker, Value};

/// More than anybody goes through: the largest of them are listed.
const MOST: usize = 500;
/// The reason a move has in the history.
const REASON: &str = "by score";

/// Opens the list of the disagreements, the largest first.
pub(super) fn open(app: &mut App) {
    if app.backlog().is_none() {
        return;
    }
    let (choices, scored) = choices(app);
    if choices.is_empty() && scored {
        app.tell("the order and the scores agree", Tone::Done);
    } else if choices.is_empty() {
        let key = app.key_of(Action::Score);
        let key = if key.is_empty() { ":set".to_owned() } else { key };
        app.tell(
            format!("no open story has a score yet: {key} scores the story under the cursor"),
            Tone::Done,
        );
    } else {
        app.overlay = Some(Overlay::Picker(Box::new(picker(choices))));
    }
}

fn picker(choices: Vec<Choice>) -> Picker {
    let heading = "Where order and scores disagree".to_owned();
    Picker::new(Pick::Disagreements, heading, choices, Vec::new())
}

/// What can be moved nearer to its place by score, and whether anything has a score at all.
fn choices(app: &App) -> (Vec<Choice>, bool) {
    let Some(backlog) = app.backlog() else { return (Vec::new(), false) };
    let places = priority::places(&Scores::of(backlog), backlog);
    let choice = |it: &Placed| {
        priority::way(it, &places, backlog)?;
        let story = it.story(backlog)?;
        let text = format!("#{} {}", story.number, plain::line(&story.title));
        Some(Choice::new(text, answer::both_places(it), Value::Story(story.id)))
    };
    let found = priority::disagreements(&places);
    (found.iter().filter_map(choice).take(MOST).collect(), !places.is_empty())
}

/// Moves the one under the cursor to its place by score, and goes on to the next.
pub(super) fn take(app: &mut App, mut picker: Box<Picker>, world: &mut World<'_>) -> Vec<Effect> {
    let story = |picker: &Picker, hit: usize| match picker.at(hit)?.value {
        Value::Story(id) => Some(id),
        _ => None,
    };
    let next = story(&picker, picker.cursor + 1);
    let moved = story(&picker, picker.cursor)
        .ok_or_else(|| "nothing matches: change the words, or Esc".to_owned())
        .and_then(|id| moved(app, id, world));
    match moved {
        Ok(effects) => {
            go_on(app, &picker, next);
            effects
        }
        Err(sentence) => {
            picker.refused = Some(sentence);
            app.overlay = Some(Overlay::Picker(picker));
            Vec::new()
        }
    }
}

fn moved(app: &mut App, id: StoryId, world: &mut World<'_>) -> Result<Vec<Effect>, String> {
    let gone = || "it is at its place by score already: take another one".to_owned();
    let backlog = app.backlog().ok_or_else(gone)?;
    let places = priority::places(&Scores::of(backlog), backlog);
    let is = |it: &&Placed| it.story(backlog).is_some_and(|story| story.id == id);
    let one = places.iter().find(is).ok_or_else(gone)?;
    let place = priority::way(one, &places, backlog).ok_or_else(gone)?;
    let reason = Some(REASON.to_owned());
    acts::try_perform(app, &Command::Move { stories: vec![id], place, reason }, world)
}

/// The list as it is now, on the one that was below; without any, what is said is enough.
fn go_on(app: &mut App, was: &Picker, next: Option<StoryId>) {
    let (choices, _) = choices(app);
    if choices.is_empty() {
        let (said, tone) = app.message.take().unwrap_or((String::new(), Tone::Done));
        app.tell(format!("{said} · the order and the scores agree now"), tone);
        return;
    }
    let mut picker = picker(choices);
    picker.line.set(was.line.text());
    picker.find();
    let is =
        |hit: &usize| picker.at(*hit).is_some_and(|it| Some(it.value) == next.map(Value::Story));
    let last = picker.hits.len().saturating_sub(1);
    picker.cursor = (0..picker.hits.len()).find(is).unwrap_or(was.cursor).min(last);
    app.overlay = Some(Overlay::Picker(Box::new(picker)));
}
