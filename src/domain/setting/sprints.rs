//! Reading the values of a sprint back from their spelling.
//! It never asks whether the sprint may still be changed.

use super::nouns::{day, share};
use super::{find_person, line_or_none, not_settable};
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Participant, Sprint};

/// Gives a field of a sprint the value this text spells. People who take part already keep what
/// else is known of their taking part.
///
/// # Errors
/// The text spells no value of that field, the field cannot be set, or somebody is not here.
pub fn set_sprint(
    sprint: &mut Sprint,
    field: Field,
    value: &str,
    backlog: &Backlog,
) -> Result<(), Refusal> {
    let value = value.trim();
    let perhaps_day = || (!value.is_empty()).then(|| day(value)).transpose();
    match field {
        Field::Goal => sprint.goal = line_or_none(value)?,
        Field::Start => sprint.start = perhaps_day()?,
        Field::End => sprint.end = perhaps_day()?,
        Field::People => sprint.people = people(&sprint.people, value, backlog)?,
        Field::GoalMet => sprint.goal_met = yes_or_no(value)?,
        Field::Notes => value.clone_into(&mut sprint.note),
        _ => return Err(not_settable(field, Field::OF_SPRINT)),
    }
    Ok(())
}

/// Yes, no, or nothing said.
fn yes_or_no(value: &str) -> Result<Option<bool>, Refusal> {
    match value.to_lowercase().as_str() {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => {
            Err(Refusal::usage(format!("`{value}` is neither yes nor no: goal_met= takes it back")))
        }
    }
}

/// `Kim, Ada 0.5`: names, each with a share where it differs from the person's own.
fn people(
    held: &[Participant],
    value: &str,
    backlog: &Backlog,
) -> Result<Vec<Participant>, Refusal> {
    let mut people: Vec<Participant> = Vec::new();
    for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, allocation) = match part.rsplit_once(char::is_whitespace) {
            Some((name, last)) if looks_like_share(last) => (name, Some(share(last)?)),
            _ => (part, None),
        };
        let person = find_person(name, backlog)?;
        if people.iter().any(|it| it.person == person.id) {
            return Err(Refusal::usage(format!("{} is named twice: once is enough", person.name)));
        }
        let allocation = allocation.filter(|share| *share != person.allocation);
        let known = held.iter().find(|it| it.person == person.id).cloned().unwrap_or_default();
        people.push(Participant { person: person.id, allocation, ..known });
    }
    Ok(people)
}

/// A number is a share, one that is none too: it is refused as a share, not as a name.
fn looks_like_share(word: &str) -> bool {
    word.parse::<Hundredths>().is_ok()
}
