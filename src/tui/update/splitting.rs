//! Splitting a story on screen: opened, filled in, taken as one act or left. What is refused or
//! left stays as it was typed.

use crossterm::event::{KeyCode, KeyEvent};

use super::takeup::take_left;
use super::{World, acts, typing};
use crate::domain::command::Command;
use crate::domain::number::Points;
use crate::domain::story::{Story, StoryId};
use crate::tui::action::{Action, Key, Meaning, Place};
use crate::tui::app::{App, Effect, Overlay};
use crate::tui::part::line::Line;
use crate::tui::part::prompt::{Purpose, kept_as};
use crate::tui::part::splitting::{Splitting, Spot};

/// Opens the form for the story one looks at; what was typed there and left is there again.
pub(super) fn open(app: &mut App) {
    if !typing::may_write(app) {
        return;
    }
    let Some(story) = app.story().map(|story| Story::clone(story)) else {
        app.tell_no_story();
        return;
    };
    let left = take_left(app, &kept_as(Purpose::Split, &[story.id]));
    let mut splitting = Splitting::of(&story);
    splitting.fill(&left.unwrap_or_default());
    app.overlay = Some(Overlay::Splitting(Box::new(splitting)));
}

/// Opens it with what was typed when the program ended, the caret where it was.
pub(super) fn open_with(app: &mut App, story: StoryId, texts: &[String], caret: (usize, usize)) {
    let Some(story) = app.backlog().and_then(|it| it.story(story)) else { return };
    let mut splitting = Splitting::of(story);
    splitting.fill(texts);
    splitting.put_caret(caret);
    app.overlay = Some(Overlay::Splitting(Box::new(splitting)));
}

/// Takes a key while a story is being split.
pub(super) fn key(
    app: &mut App,
    mut splitting: Box<Splitting>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    use Action as A;
    let on_criterion = matches!(splitting.at, Spot::Criterion(_));
    match app.keys.meaning(&[Key::from(event)], Place::Typing) {
        Meaning::Action(A::Leave) => {
            let texts = splitting.texts();
            if texts.iter().any(|text| !text.is_empty()) {
                app.left.insert(kept_as(Purpose::Split, &splitting.targets), texts);
            }
            return Vec::new();
        }
        Meaning::Action(A::Take) if splitting.goes_on() => splitting.refused = None,
        Meaning::Action(A::Take | A::Done) => match take(app, &splitting, world) {
            Ok(effects) => return effects,
            Err(sentence) => splitting.refused = Some(sentence),
        },
        Meaning::Action(step @ (A::Next | A::Complete | A::Previous | A::BackUp)) => {
            splitting.refused = None;
            splitting.go(matches!(step, A::Next | A::Complete));
        }
        Meaning::Action(A::Choose) if on_criterion => {
            let is_there = splitting.give_on(true);
            given(&mut splitting, is_there);
        }
        _ if on_criterion => {
            let is_there = give(&mut splitting, event.code);
            given(&mut splitting, is_there);
        }
        _ => {
            if splitting.here().is_some_and(|line| line.key(event)) {
                splitting.refused = None;
                splitting.tidy();
            }
        }
    }
    app.overlay = Some(Overlay::Splitting(splitting));
    Vec::new()
}

/// Gives the criterion under the caret away by an arrow or the number of a new story; says whether
/// there is such a one.
fn give(splitting: &mut Splitting, code: KeyCode) -> bool {
    let digit = |c: char| c.to_digit(10).and_then(|it| usize::try_from(it).ok());
    match code {
        KeyCode::Left => splitting.give_on(false),
        KeyCode::Right => splitting.give_on(true),
        KeyCode::Char('-') | KeyCode::Backspace => splitting.give_to(0),
        KeyCode::Char(c) => digit(c).is_none_or(|number| splitting.give_to(number)),
        _ => true,
    }
}

fn given(splitting: &mut Splitting, is_there: bool) {
    let why = "there is no such new story: write its title first";
    splitting.refused = (!is_there).then(|| why.to_owned());
}

/// Splits the story as it is written, in one act.
fn take(
    app: &mut App,
    splitting: &Splitting,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let command = command(app, splitting)?;
    acts::try_perform(app, &command, world)
}

fn command(app: &App, splitting: &Splitting) -> Result<Command, String> {
    let story = splitting.targets.first().and_then(|id| app.backlog()?.story(*id));
    let Some(story) = story else {
        return Err("its story is not in the file any more: leaving keeps the text".to_owned());
    };
    let (mut titles, mut points, mut number_of) = (Vec::new(), Vec::new(), Vec::new());
    for (part, at) in splitting.parts.iter().zip(1..) {
        let size = size(&part.points)?;
        if part.is_named() {
            titles.push(part.title.text().trim().to_owned());
            points.push(size);
        } else if size.is_some() {
            return Err(format!("new story {at} has points and no title: write one"));
        }
        number_of.push(part.is_named().then_some(titles.len()));
    }
    if titles.is_empty() {
        return Err("say what is split off: a title for each new story".to_owned());
    }
    let mut criteria = Vec::new();
    for given in &splitting.criteria {
        let Some(to) = given.to else { continue };
        let Some(number) = number_of.get(to).copied().flatten() else {
            return Err(format!(
                "a criterion goes to new story {}, which has no title: write one, or let it stay",
                to + 1
            ));
        };
        // One that was taken away meanwhile has nothing to be given.
        let held = story.criteria.iter().position(|it| it.id == given.criterion);
        criteria.extend(held.map(|at| (at + 1, number)));
    }
    let keep = size(&splitting.keep)?;
    Ok(Command::Split { story: story.id, titles, criteria, points, keep })
}

/// The points on a line; an empty one says none.
fn size(line: &Line) -> Result<Option<Points>, String> {
    match line.text().trim() {
        "" | "-" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|error: crate::domain::number::NotANumber| error.to_string()),
    }
}
