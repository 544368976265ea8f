//! A sprint before it starts: its goal, its days and its people, and who is away when.
//! It never puts a story in or takes one out.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{held, in_state};
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::number::Hundredths;
use crate::domain::person::Person;
use crate::domain::plan as forecast;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::{Participant, Sprint, SprintState};

pub(in super::super) fn plan(
    draft: &mut Draft<'_>,
    goal: &str,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) -> Result<String, Refusal> {
    if let Some(planned) = in_state(draft, SprintState::Planned) {
        return Err(Refusal::rule(format!(
            "sprint {} is planned already: upnext sprint set FIELD=VALUE changes it",
            planned.number
        )));
    }
    let (start, end) = days(draft, start, end)?;
    let highest = draft.now().sprints().iter().map(|it| it.number).max().unwrap_or(0);
    let sprint = Sprint {
        id: draft.fresh(),
        number: highest.saturating_add(1),
        goal: setting::line_or_none(goal)?,
        start: Some(start),
        end: Some(end),
        people: team(draft.now()),
        ..Sprint::default()
    };
    check_days(&sprint, draft.now())?;
    tell_overlap(draft, &sprint);
    let label = format!("Planned sprint {}, {start} – {end}", sprint.number);
    draft.add(sprint, Act::Added);
    Ok(label)
}

/// The days said, and for those not said the days that follow from what is planned and known.
fn days(
    draft: &Draft<'_>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) -> Result<(NaiveDate, NaiveDate), Refusal> {
    let (now, today) = (draft.now(), draft.stamp().at.day());
    let none = || {
        Refusal::rule(
            "no working day was found to propose: upnext product set working_days=mon,tue, or \
             give --start and --end",
        )
    };
    let Some(start) = start else {
        let (start, proposed) = forecast::proposal(now, today).ok_or_else(none)?;
        return Ok((start, end.unwrap_or(proposed)));
    };
    let length = now.product().sprint_length.0;
    let end = end.or_else(|| calendar::nth_working_day(now.product(), start, length));
    Ok((start, end.ok_or_else(none)?))
}

/// Everybody of the team who has time, by name.
fn team(backlog: &Backlog) -> Vec<Participant> {
    let has_time = |person: &&Arc<Person>| person.allocation.0 > Hundredths::default();
    let mut people: Vec<&Arc<Person>> = backlog.people().iter().filter(has_time).collect();
    people.sort_by_key(|person| person.name.to_lowercase());
    people.into_iter().map(|person| taking_part(person.id)).collect()
}

fn taking_part(person: Id<Person>) -> Participant {
    Participant { person, ..Participant::default() }
}

/// A sprint ends no earlier than it starts, and somebody works in between.
fn check_days(sprint: &Sprint, backlog: &Backlog) -> Result<(), Refusal> {
    let (Some(start), Some(end)) = (sprint.start, sprint.end) else { return Ok(()) };
    if end < start {
        return Err(Refusal::rule(format!(
            "sprint {} would end on {end}, before it starts on {start}: give another start or end",
            sprint.number
        )));
    }
    if calendar::working_days(backlog.product(), start, end).next().is_none() {
        return Err(Refusal::rule(format!(
            "there is no working day from {start} to {end}: give another start or end"
        )));
    }
    Ok(())
}

/// Two sprints at the same time are unusual enough to be said.
fn tell_overlap(draft: &mut Draft<'_>, sprint: &Sprint) {
    let Some(active) = in_state(draft, SprintState::Active).filter(|it| it.id != sprint.id) else {
        return;
    };
    let shares = |(start, end, from, to)| start <= to && from <= end;
    let days = (|| Some((sprint.start?, sprint.end?, active.start?, active.end?)))();
    if days.is_some_and(shares) {
        draft.notice(format!(
            "sprint {} shares days with sprint {}, which is active",
            sprint.number, active.number
        ));
    }
}

pub(in super::super) fn set(
    draft: &mut Draft<'_>,
    id: Id<Sprint>,
    values: &[(Field, String)],
) -> Result<String, Refusal> {
    let before = held(draft, id)?;
    let number = before.number;
    if !matches!(before.state, SprintState::Planned | SprintState::Active) {
        return Err(Refusal::rule(format!(
            "sprint {number} is {}: only a planned or an active one is changed",
            before.state
        )));
    }
    let mut after = Sprint::clone(&before);
    for (field, value) in values {
        setting::set_sprint(&mut after, *field, value, draft.now())?;
    }
    if before.state == SprintState::Active {
        stays_running(&before, &after)?;
    } else if after.goal_met.is_some() {
        return Err(Refusal::rule(format!(
            "sprint {number} has not begun: whether its goal was met is said when it ends"
        )));
    }
    let dated = (before.start, before.end) != (after.start, after.end);
    if dated {
        check_days(&after, draft.now())?;
        tell_overlap(draft, &after);
    }
    let goal_met = after.goal_met;
    draft.alter(id, Act::Set, None, |sprint: &mut Sprint| *sprint = after);
    let fields: Vec<&str> = values.iter().map(|(field, _)| field.word()).collect();
    Ok(match (values, goal_met) {
        ([(Field::GoalMet, _)], Some(true)) => format!("The goal of sprint {number} was met"),
        ([(Field::GoalMet, _)], Some(false)) => format!("The goal of sprint {number} was not met"),
        ([(Field::GoalMet, _)], None) => format!("The goal of sprint {number} is not judged"),
        _ => format!("Set {} of sprint {number}", fields.join(", ")),
    })
}

/// What a sprint needed to start, it keeps while it runs.
fn stays_running(before: &Sprint, after: &Sprint) -> Result<(), Refusal> {
    let lost = [
        ("goal", !before.goal.is_empty() && after.goal.is_empty()),
        ("start", before.start.is_some() && after.start.is_none()),
        ("end", before.end.is_some() && after.end.is_none()),
    ];
    match lost.into_iter().find(|(_, lost)| *lost) {
        Some((field, _)) => Err(Refusal::rule(format!(
            "sprint {} is running: its {field} can be corrected, not taken away",
            before.number
        ))),
        None => Ok(()),
    }
}

pub(in super::super) fn days_off(
    draft: &mut Draft<'_>,
    id: Id<Person>,
    days: &[NaiveDate],
    remove: bool,
) -> Result<String, Refusal> {
    let held = draft.now().people().get(id);
    let name = held.ok_or_else(|| Refusal::usage("that person is not here any more"))?.name.clone();
    if days.is_empty() {
        return Err(Refusal::usage("say which days: 2026-12-24, fri, +3d"));
    }
    draft.alter(id, Act::Set, None, |person: &mut Person| {
        for day in days {
            if remove {
                person.days_off.remove(day);
            } else {
                person.days_off.insert(*day);
            }
        }
    });
    let idle = |day: &&NaiveDate| !draft.now().product().works_on(**day);
    let free: Vec<NaiveDate> = days.iter().filter(idle).copied().collect();
    for day in free.into_iter().filter(|_| !remove) {
        draft.notice(format!("{day} is no working day: it costs nothing"));
    }
    let days = match days {
        [day] => format!("on {day}"),
        several => format!("on {} days", several.len()),
    };
    let verb = if remove { "here again" } else { "off" };
    Ok(format!("{name} is {verb} {days}"))
}

/// Somebody new takes part in what is being planned.
pub(in super::super) fn join(draft: &mut Draft<'_>, person: &Person) {
    let Some(planned) = in_state(draft, SprintState::Planned) else { return };
    if person.allocation.0 > Hundredths::default() {
        let id = person.id;
        draft.alter(planned.id, Act::Set, None, |it: &mut Sprint| it.people.push(taking_part(id)));
        draft.notice(format!("{} takes part in sprint {}", person.name, planned.number));
    }
}

/// Somebody takes no part any more in what is being planned.
pub(in super::super) fn leave_plan(draft: &mut Draft<'_>, person: Id<Person>) {
    let planned: Vec<Id<Sprint>> = draft
        .now()
        .sprints()
        .iter()
        .filter(|sprint| sprint.state == SprintState::Planned)
        .map(|sprint| sprint.id)
        .collect();
    for id in planned {
        draft.alter(id, Act::Set, None, |it: &mut Sprint| {
            it.people.retain(|it| it.person != person);
        });
    }
}
