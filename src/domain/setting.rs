//! Reading a field's value back from its spelling, for `set`, forms and imports. An empty text
//! clears the field; a text that cannot be read is refused, and says what could be.

mod nouns;
mod sprints;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;

use super::backlog::Backlog;
use super::epic::{Epic, Horizon};
use super::field::Field;
use super::id::Id;
use super::number::{Hundredths, Points};
use super::product::{Largest, Product, Scale, SprintLength, WorkingDays};
use super::refusal::Refusal;
use super::release::Release;
use super::story::Story;
pub use nouns::{find_person, set_person, set_release};
pub use sprints::set_sprint;

/// Gives a settable field of a story the value this text spells.
///
/// # Errors
/// The text spells no value of that field, or the field cannot be set.
pub fn set_story(
    story: &mut Story,
    field: Field,
    value: &str,
    backlog: &Backlog,
) -> Result<(), Refusal> {
    let value = value.trim();
    match field {
        Field::Title => story.title = one_line("a title", value)?,
        Field::Role => story.role = line_or_none(value)?,
        Field::Want => story.want = line_or_none(value)?,
        Field::Benefit => story.benefit = line_or_none(value)?,
        Field::Description => value.clone_into(&mut story.description),
        Field::Kind => story.kind = required(field, value)?,
        Field::Points => story.points = optional(value)?,
        Field::Epic => {
            story.epic = absent_or(value, |name| Ok(find_epic(name, backlog)?.id))?;
        }
        Field::Release => {
            story.release = absent_or(value, |name| Ok(find_release(name, backlog)?.id))?;
        }
        Field::Tags => story.tags = word_set(value)?,
        Field::Skills => story.skills = word_set(value)?,
        Field::Requester => story.requester = line_or_none(value)?,
        Field::Assignee => story.assignee = line_or_none(value)?,
        Field::Moscow => story.moscow = optional(value)?,
        Field::Value => story.scores.value = one_of(field, value)?,
        Field::Urgency => story.scores.urgency = one_of(field, value)?,
        Field::Risk => story.scores.risk = one_of(field, value)?,
        Field::Reach => story.scores.reach = optional(value)?,
        Field::Impact => story.scores.impact = one_of(field, value)?,
        Field::Confidence => {
            let plain = value.trim_end_matches('%').trim_end();
            story.scores.confidence = one_of(field, plain)?;
        }
        Field::Effort => story.scores.effort = optional(value)?,
        _ => return Err(not_settable(field, Field::SETTABLE)),
    }
    Ok(())
}

/// Gives a field of the product the value this text spells.
///
/// # Errors
/// The text spells no value of that field, or the field cannot be set.
pub fn set_product(product: &mut Product, field: Field, value: &str) -> Result<(), Refusal> {
    let value = value.trim();
    match field {
        Field::Name => product.name = one_line("a name", value)?,
        Field::Goal => value.clone_into(&mut product.goal),
        Field::Scale => {
            let mut scale: Vec<Points> = many(value)?;
            scale.sort_unstable();
            scale.dedup();
            product.scale = if scale.is_empty() { Scale::default() } else { Scale(scale) };
        }
        Field::Largest => product.largest = optional(value)?.map_or_else(Largest::default, Largest),
        Field::Score => product.score = required(field, value)?,
        Field::ReadyOff => product.ready_off = many(value)?.into_iter().collect(),
        Field::ChecksOff => product.checks_off = many(value)?.into_iter().collect(),
        Field::WorkingDays => {
            let days: BTreeSet<_> = many(value)?.into_iter().collect();
            product.working_days =
                if days.is_empty() { WorkingDays::default() } else { WorkingDays(days) };
        }
        Field::Holidays => product.holidays = many::<NaiveDate>(value)?.into_iter().collect(),
        Field::SprintLength => {
            let days = optional::<u32>(value)?.unwrap_or(SprintLength::default().0);
            let sane = (1..=60).contains(&days);
            let refusal = || Refusal::usage("sprint_length is 1 to 60 working days");
            product.sprint_length = sane.then_some(SprintLength(days)).ok_or_else(refusal)?;
        }
        _ => return Err(not_settable(field, Field::OF_PRODUCT)),
    }
    Ok(())
}

/// Gives a field of an epic the value this text spells.
///
/// # Errors
/// The text spells no value of that field, or the field cannot be set.
pub fn set_epic(
    epic: &mut Epic,
    field: Field,
    value: &str,
    backlog: &Backlog,
) -> Result<(), Refusal> {
    let value = value.trim();
    match field {
        Field::Title => {
            epic.title = one_line("a title", value)?;
            let taken = |other: &&std::sync::Arc<Epic>| {
                other.id != epic.id && same_name(&other.title, &epic.title)
            };
            if backlog.epics().iter().any(|other| taken(&other)) {
                return Err(Refusal::usage(format!("there is an epic “{}” already", epic.title)));
            }
        }
        Field::Outcome => value.clone_into(&mut epic.outcome),
        Field::Horizon => {
            epic.horizon =
                if value.is_empty() { Horizon::default() } else { required(field, value)? };
        }
        Field::Release => {
            epic.release = absent_or(value, |name| Ok(find_release(name, backlog)?.id))?;
        }
        _ => return Err(not_settable(field, Field::OF_EPIC)),
    }
    Ok(())
}

/// A text that must be one line with something on it: control characters are refused, so that
/// nothing typed by mistake hides in a title.
///
/// # Errors
/// The text is empty or holds a control character.
pub fn one_line(what: &str, text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::usage(format!("{what} cannot be empty")));
    }
    line_or_none(text)
}

/// A text that must be one line, or nothing.
///
/// # Errors
/// The text holds a control character.
pub fn line_or_none(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().zip(1..).find(|(c, _)| c.is_control()) {
        None => Ok(text.to_owned()),
        Some((c, at)) => Err(Refusal::usage(format!(
            "character {at} is a control character (U+{:04X}): write it on one line, without it",
            u32::from(c)
        ))),
    }
}

/// One free word for a tag or a skill: no blanks, no commas.
///
/// # Errors
/// The word holds a blank, a comma or a control character, or nothing.
pub fn word(text: &str) -> Result<String, Refusal> {
    let word = one_line("a tag", text.trim().trim_start_matches('#'))?;
    if word.contains(|c: char| c.is_whitespace() || c == ',') {
        return Err(Refusal::usage(format!("“{word}” is more than one word: join it with -")));
    }
    Ok(word)
}

/// The epic a name means: exact ignoring case, or a unique beginning, or its id.
///
/// # Errors
/// None or several are meant; the refusal names them.
pub fn find_epic<'a>(name: &str, backlog: &'a Backlog) -> Result<&'a Epic, Refusal> {
    let all = backlog.epics().iter().map(|epic| (epic.title.as_str(), epic.id, &**epic));
    by_name("epic", name, all)
}

/// The release a name means, likewise.
///
/// # Errors
/// None or several are meant; the refusal names them.
pub fn find_release<'a>(name: &str, backlog: &'a Backlog) -> Result<&'a Release, Refusal> {
    let all = backlog.releases().iter().map(|it| (it.name.as_str(), it.id, &**it));
    by_name("release", name, all)
}

/// Whether two names are the same name.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn by_name<'a, T>(
    what: &str,
    name: &str,
    all: impl Iterator<Item = (&'a str, Id<T>, &'a T)> + Clone,
) -> Result<&'a T, Refusal> {
    let wanted = name.trim().to_lowercase();
    let exact = |(title, id, _): &(&str, Id<T>, &T)| {
        title.to_lowercase() == wanted || id.to_string() == wanted
    };
    if let Some((_, _, found)) = all.clone().find(exact) {
        return Ok(found);
    }
    let begins: Vec<_> =
        all.clone().filter(|(title, _, _)| title.to_lowercase().starts_with(&wanted)).collect();
    let titles = |them: &mut dyn Iterator<Item = &'a str>| {
        let names: Vec<String> = them.take(8).map(|title| format!("“{title}”")).collect();
        names.join(", ")
    };
    match begins.as_slice() {
        [(_, _, found)] => Ok(found),
        [] => {
            let known = titles(&mut all.map(|(title, _, _)| title));
            let hint = if known.is_empty() {
                "there is none yet".to_owned()
            } else {
                format!("there is {known}")
            };
            Err(Refusal::usage(format!("no {what} “{name}”: {hint}")))
        }
        several => {
            let them = titles(&mut several.iter().map(|(title, _, _)| *title));
            Err(Refusal::usage(format!("“{name}” could be {them}: write more of it")))
        }
    }
}

fn absent_or<T>(
    value: &str,
    find: impl FnOnce(&str) -> Result<Id<T>, Refusal>,
) -> Result<Option<Id<T>>, Refusal> {
    if value.is_empty() { Ok(None) } else { find(value).map(Some) }
}

fn optional<T: FromStr<Err: Display>>(value: &str) -> Result<Option<T>, Refusal> {
    if value.is_empty() {
        return Ok(None);
    }
    value.parse().map(Some).map_err(|error: T::Err| Refusal::usage(error.to_string()))
}

fn required<T: FromStr<Err: Display>>(field: Field, value: &str) -> Result<T, Refusal> {
    optional(value)?.ok_or_else(|| Refusal::usage(format!("{field} cannot be empty")))
}

fn many<T: FromStr<Err: Display>>(value: &str) -> Result<Vec<T>, Refusal> {
    let parts = value.split([',', ' ', ';']).filter(|part| !part.is_empty());
    let read = |part: &str| {
        part.parse().map_err(|error: T::Err| Refusal::usage(format!("`{part}`: {error}")))
    };
    parts.map(read).collect()
}

fn word_set(value: &str) -> Result<BTreeSet<String>, Refusal> {
    value.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(word).collect()
}

/// The hundredths a part of a score is one of; none where it can be any number.
const fn steps(field: Field) -> &'static [u64] {
    match field {
        Field::Value | Field::Urgency | Field::Risk => &[100, 200, 300, 500, 800, 1_300, 2_000],
        Field::Impact => &[300, 200, 100, 50, 25],
        Field::Confidence => &[10_000, 8_000, 5_000],
        _ => &[],
    }
}

/// The values a part of a score is one of, as they are spelled; none where it can be any number.
#[must_use]
pub fn score_steps(field: Field) -> Vec<String> {
    steps(field).iter().map(|it| Hundredths::of_hundredths(*it).to_string()).collect()
}

fn one_of(field: Field, value: &str) -> Result<Option<Hundredths>, Refusal> {
    // What is no number at all is refused with the same words: they say what is.
    let number: Result<Option<Hundredths>, Refusal> = optional(value);
    if let Ok(number) = number
        && number.is_none_or(|number| steps(field).contains(&number.hundredths()))
    {
        return Ok(number);
    }
    Err(Refusal::usage(format!("{field} is one of {}", score_steps(field).join(" "))))
}

fn not_settable(field: Field, known: &[Field]) -> Refusal {
    let known: Vec<&str> = known.iter().map(|field| field.word()).collect();
    Refusal::usage(format!("{field} is not set this way: use {}", known.join(", ")))
}
