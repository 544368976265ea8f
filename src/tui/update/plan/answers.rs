//! What the answer to a question about a sprint does. A refusal comes back as a sentence, and what
//! was typed stays.

use chrono::NaiveDate;

use super::{people, pulling, started};
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::command::Command;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::sprint::Sprint;
use crate::domain::story::StoryId;
use crate::say::date;
use crate::tui::app::{App, Effect};
use crate::tui::part::asked::Asked;
use crate::tui::screen::plan::Pane;
use crate::tui::update::{World, acts};

/// Takes an answer.
pub(in crate::tui::update) fn answered(
    app: &mut App,
    asked: Asked,
    stories: &[StoryId],
    text: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    needs_words(asked, text)?;
    let Some(backlog) = app.backlog() else { return Ok(Vec::new()) };
    let reason = text.to_owned();
    let stories = stories.to_vec();
    let command = match asked {
        Asked::Plan => Command::PlanSprint { goal: reason, start: None, end: None },
        Asked::Goal(sprint) => goal(sprint, text),
        Asked::GoalToStart(sprint) => {
            let mut effects = acts::try_perform(app, &goal(sprint, text), world)?;
            effects.extend(started(app, sprint, world)?);
            return Ok(effects);
        }
        Asked::Days(sprint) => {
            let (start, end) = days(text, backlog, app.today)?;
            let values = vec![(Field::Start, start.to_string()), (Field::End, end.to_string())];
            Command::SetSprint { sprint, values }
        }
        Asked::Share(sprint, person) => people::with_share(sprint, person, text, backlog)?,
        Asked::Person => Command::AddPerson { name: reason, values: Vec::new() },
        Asked::Cancel(sprint) => Command::CancelSprint { sprint: Some(sprint), reason },
        Asked::Anyway(sprint) => pulling::anyway(sprint, &stories, text),
        Asked::Trade(sprint, out) => pulling::trade(app, sprint, &stories, text, out),
        Asked::PutBack(_) => Command::PutBack { stories, reason: Some(reason) },
    };
    let effects = acts::try_perform(app, &command, world)?;
    if asked == Asked::Plan {
        // What comes next is choosing stories.
        app.plan.pane = Pane::Ready;
    }
    Ok(effects)
}

/// Whether an answer is needed, and what for.
fn needs_words(asked: Asked, text: &str) -> Result<(), String> {
    let what = match asked {
        Asked::GoalToStart(_) => "a goal",
        Asked::Days(_) => "the first and the last day",
        Asked::Person => "a name",
        Asked::Cancel(_) | Asked::Anyway(_) | Asked::Trade(..) | Asked::PutBack(_) => "a reason",
        Asked::Plan | Asked::Goal(_) | Asked::Share(..) => return Ok(()),
    };
    if text.is_empty() { Err(format!("{what} is needed; Esc leaves")) } else { Ok(()) }
}

fn goal(sprint: Id<Sprint>, text: &str) -> Command {
    Command::SetSprint { sprint, values: vec![(Field::Goal, text.to_owned())] }
}

/// What stands on both sides of a dash or a word between; without one each word is a side.
fn sides(text: &str) -> Vec<String> {
    let mut said = text.replace(['–', '—', ','], "\n");
    for between in ["..", " - ", " to ", " until "] {
        said = said.replace(between, "\n");
    }
    let whole: Vec<&str> =
        said.split('\n').map(str::trim).filter(|side| !side.is_empty()).collect();
    let dated = |side: &str| side.split_whitespace().all(|word| word.parse::<u32>().is_err());
    match whole.as_slice() {
        [only] if dated(only) || only.contains('-') => {
            only.split_whitespace().map(str::to_owned).collect()
        }
        several => several.iter().map(|side| (*side).to_owned()).collect(),
    }
}

/// "30 Nov" of "Mon 30 Nov", as the screen writes a day; a weekday alone is a day.
fn without_weekday(side: &str) -> &str {
    match side.split_once(' ') {
        Some((first, rest)) if first.parse::<chrono::Weekday>().is_ok() => rest.trim(),
        _ => side,
    }
}

/// Two days, or the first one alone: then the sprint is as long as the product's sprints are.
fn days(text: &str, backlog: &Backlog, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), String> {
    let day = |side: &str| date::parse_day(without_weekday(side), today);
    match sides(text).as_slice() {
        [start, end] => Ok((day(start)?, day(end)?)),
        [start] => {
            let start = day(start)?;
            let length = backlog.product().sprint_length.0;
            let end = calendar::nth_working_day(backlog.product(), start, length);
            Ok((start, end.ok_or("there is no working day: say the last day as well")?))
        }
        _ => Err(format!(
            "“{text}” is not two days: 2026-11-30 – 2026-12-11, or mon +2w; the first alone is enough"
        )),
    }
}
