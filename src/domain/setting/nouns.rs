//! Reading the values of people and releases back from their spelling, and people by their names.
//! It never looks at a story.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{by_name, not_settable, one_line, same_name, word_set};
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::release::Release;
use crate::domain::sprint::Share;

/// Gives a field of a person the value this text spells.
///
/// # Errors
/// The text spells no value of that field, the field cannot be set, or somebody else has the name.
pub fn set_person(
    person: &mut Person,
    field: Field,
    value: &str,
    backlog: &Backlog,
) -> Result<(), Refusal> {
    let value = value.trim();
    match field {
        Field::Name => {
            person.name = one_line("a name", value)?;
            let mut others = backlog.people().iter().filter(|other| other.id != person.id);
            if others.any(|other| same_name(&other.name, &person.name)) {
                return Err(taken("a person", &person.name));
            }
        }
        Field::Allocation => person.allocation = share(value)?,
        Field::Skills => person.skills = word_set(value)?,
        Field::DaysOff => person.days_off = days(value)?,
        _ => return Err(not_settable(field, Field::OF_PERSON)),
    }
    Ok(())
}

/// Gives a field of a release the value this text spells.
///
/// # Errors
/// The text spells no value of that field, the field cannot be set, or another has the name.
pub fn set_release(
    release: &mut Release,
    field: Field,
    value: &str,
    backlog: &Backlog,
) -> Result<(), Refusal> {
    let value = value.trim();
    match field {
        Field::Name => {
            release.name = one_line("a name", value)?;
            let mut others = backlog.releases().iter().filter(|other| other.id != release.id);
            if others.any(|other| same_name(&other.name, &release.name)) {
                return Err(taken("a release", &release.name));
            }
        }
        Field::Target => release.target = (!value.is_empty()).then(|| day(value)).transpose()?,
        Field::Notes => value.clone_into(&mut release.notes),
        _ => return Err(not_settable(field, Field::OF_RELEASE)),
    }
    Ok(())
}

/// The person a name means: exact ignoring case, or a unique beginning, or their id.
///
/// # Errors
/// None or several are meant; the refusal names them.
pub fn find_person<'a>(name: &str, backlog: &'a Backlog) -> Result<&'a Person, Refusal> {
    let all = backlog.people().iter().map(|it| (it.name.as_str(), it.id, &**it));
    by_name("person", name, all)
}

fn taken(what: &str, name: &str) -> Refusal {
    Refusal::usage(format!("there is {what} “{name}” already: give another name"))
}

/// A share of somebody's time; nothing said is all of it.
pub(super) fn share(value: &str) -> Result<Share, Refusal> {
    if value.is_empty() {
        return Ok(Share::default());
    }
    let share = value.parse::<Hundredths>().ok().map(Share);
    share.filter(|share| share.0 <= Share::default().0).ok_or_else(|| {
        Refusal::usage(format!(
            "`{value}` is no share of time: use 0 to 1, 0.8 for four days of five"
        ))
    })
}

fn days(value: &str) -> Result<BTreeSet<NaiveDate>, Refusal> {
    value.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(day).collect()
}

/// Exactly four, two and two digits: what else chrono takes is a slip of the finger.
pub(super) fn day(text: &str) -> Result<NaiveDate, Refusal> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day.filter(|day| day.to_string() == text && text.len() == 10)
        .ok_or_else(|| Refusal::usage(format!("`{text}` is no day: use 2026-11-14")))
}
