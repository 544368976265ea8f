//! Who takes part in a sprint, and on which days. It knows nothing of stories.

use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::number::Hundredths;
use crate::domain::person::Person;
use crate::domain::spelling;
use crate::domain::sprint::{Participant, Share, Sprint};
use crate::tui::app::{App, Effect, Tone};
use crate::tui::update::{World, acts};

/// Lets a person take part or not; with the cursor on a day, be off on it or not.
pub(super) fn toggle(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let (Some(mate), Some(facts), Some(backlog)) =
        (app.plan.mate(), app.plan.facts(), app.backlog())
    else {
        app.tell("nobody is in the team yet", Tone::Refused);
        return Vec::new();
    };
    let person = mate.person;
    let command = if let Some(day) = app.plan.day() {
        let remove = backlog.people().get(person).is_some_and(|it| it.days_off.contains(&day));
        Some(Command::DaysOff { person, days: vec![day], remove })
    } else {
        backlog.sprints().get(facts.sprint).map(|sprint| {
            let mut people = sprint.people.clone();
            if mate.share.is_some() {
                people.retain(|it| it.person != person);
            } else {
                people.push(Participant { person, ..Participant::default() });
            }
            set(sprint, people, backlog)
        })
    };
    command.map_or_else(Vec::new, |command| acts::perform(app, &command, world))
}

/// The command that gives a sprint these people.
fn set(sprint: &Sprint, people: Vec<Participant>, backlog: &Backlog) -> Command {
    let after = Sprint { people, ..sprint.clone() };
    let value = spelling::of_sprint(Field::People, &after, backlog).unwrap_or_default();
    Command::SetSprint { sprint: sprint.id, values: vec![(Field::People, value)] }
}

/// The command that gives a person this share of time in a sprint; nothing typed means the usual.
///
/// # Errors
/// The text is no share.
pub(super) fn with_share(
    sprint: Id<Sprint>,
    person: Id<Person>,
    text: &str,
    backlog: &Backlog,
) -> Result<Command, String> {
    let gone = || "that is not here any more: somebody took it away".to_owned();
    let sprint = backlog.sprints().get(sprint).ok_or_else(gone)?;
    let usual = backlog.people().get(person).ok_or_else(gone)?.allocation;
    let share = if text.is_empty() { None } else { Some(share(text)?) };
    let allocation = share.filter(|share| *share != usual);
    let mut people = sprint.people.clone();
    match people.iter_mut().find(|it| it.person == person) {
        Some(held) => held.allocation = allocation,
        None => people.push(Participant { person, allocation, ..Participant::default() }),
    }
    Ok(set(sprint, people, backlog))
}

/// `0.5` or `50 %`.
fn share(text: &str) -> Result<Share, String> {
    let wrong =
        || format!("“{text}” is no share of somebody’s time: 0.5 is half of it, 1 all of it");
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().ok().map(Hundredths::of_hundredths),
        None => text.parse().ok(),
    };
    let number = number.filter(|it| *it <= Hundredths::whole(1));
    number.map(Share).ok_or_else(wrong)
}
