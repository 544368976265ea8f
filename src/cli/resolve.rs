//! From what people write to what is meant: numbers, names and queries to identities.
//! It changes nothing.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::command::{EpicPlace, Place};
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::query;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::Sprint;
use crate::domain::story::StoryId;
use crate::say::date;

use super::args::{MoveSpot, Spot, Stories};

/// The story a number (`12`, `#12`), a key of the tool it came from (`TES-14`) or the start of an
/// id means.
///
/// # Errors
/// None or several are meant.
pub fn story(word: &str, backlog: &Backlog) -> Result<StoryId, Refusal> {
    let plain = word.trim().trim_start_matches('#');
    if let Ok(number) = plain.parse::<u32>()
        && let Some(story) = backlog.numbered(number)
    {
        return Ok(story.id);
    }
    let by_key = |it: &&std::sync::Arc<crate::domain::story::Story>| {
        it.key().is_some_and(|key| key.eq_ignore_ascii_case(word.trim()))
    };
    if let Some(story) = backlog.stories().iter().find(by_key) {
        return Ok(story.id);
    }
    // Shorter beginnings would be mistaken for mistyped numbers.
    let is_id = plain.len() >= 4 && plain.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let begins = |id: &StoryId| id.to_string().starts_with(&plain.to_ascii_lowercase());
    let mut found = backlog.stories().iter().map(|story| story.id).filter(|id| is_id && begins(id));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => {
            Err(Refusal::usage(format!("several stories begin with {plain}: write more of it")))
        }
        _ => Err(Refusal::usage(match backlog.next_number() {
            1 => format!("no story {word}: there is none yet"),
            next => format!("no story {word}: they are numbered 1 to {}", next - 1),
        })),
    }
}

/// The sprint with this number.
///
/// # Errors
/// There is none; the refusal says which is the newest.
pub fn sprint(number: u32, backlog: &Backlog) -> Result<&Sprint, Refusal> {
    let newest = backlog.sprints().iter().map(|sprint| sprint.number).max();
    let found = backlog.sprint_numbered(number).map(|sprint| &**sprint);
    found.ok_or_else(|| match newest {
        Some(newest) => {
            Refusal::usage(format!("no sprint {number}: the newest is sprint {newest}"))
        }
        None => Refusal::usage("there is no sprint yet: upnext sprint plan makes one"),
    })
}

/// The idea with this number.
///
/// # Errors
/// There is none; the refusal says how they are numbered.
pub fn idea(word: &str, backlog: &Backlog) -> Result<Id<Idea>, Refusal> {
    let plain = word.trim().trim_start_matches('#');
    let number = plain.parse::<u32>().ok();
    let found = backlog.ideas().iter().find(|idea| Some(idea.number) == number);
    found.map(|idea| idea.id).ok_or_else(|| {
        Refusal::usage(match backlog.next_idea_number() {
            1 => format!("no idea {word}: there is none yet"),
            next => format!("no idea {word}: they are numbered 1 to {}", next - 1),
        })
    })
}

/// Several stories, by number or by query: all, or none.
///
/// # Errors
/// One is not there, or the query cannot be read, or it matches none.
pub fn stories(
    words: &[String],
    query: Option<&str>,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Vec<StoryId>, Refusal> {
    let mut ids: Vec<StoryId> = Vec::new();
    for word in words {
        let id = story(word, backlog)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if let Some(text) = query {
        let query = self::query(text)?;
        let filter = query.bind(backlog, today).map_err(|it| Refusal::usage(it.to_string()))?;
        let filter = if query.names_status() { filter } else { filter.open_only() };
        let matching = filter.select(backlog).into_iter().map(|story| story.id);
        let new: Vec<_> = matching.filter(|id| !ids.contains(id)).collect();
        ids.extend(new);
    }
    if ids.is_empty() {
        return Err(Refusal::usage("no story was named: give a number, or a query that finds one"));
    }
    Ok(ids)
}

/// The stories of an argument group.
///
/// # Errors
/// As [`stories`].
pub fn group(
    group: &Stories,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Vec<StoryId>, Refusal> {
    stories(&group.numbers, group.query.as_deref(), backlog, today)
}

/// A query, read.
///
/// # Errors
/// What is wrong with it, and where.
pub fn query(text: &str) -> Result<query::Query, Refusal> {
    query::parse(text).map_err(|error| Refusal::usage(format!("the query {error}")))
}

/// `FIELD=VALUE`, read; the field is one of those known here.
///
/// # Errors
/// There is no `=`, or no such field.
pub fn assignment(word: &str, known: &[Field]) -> Result<(Field, String), Refusal> {
    let Some((field, value)) = word.split_once('=') else {
        return Err(Refusal::usage(format!("“{word}” is no FIELD=VALUE")));
    };
    let name = field.trim();
    let known_one = known.iter().find(|field| field.word().eq_ignore_ascii_case(name));
    let field = known_one.ok_or_else(|| {
        let known: Vec<&str> = known.iter().map(|field| field.word()).collect();
        Refusal::usage(format!("no field `{name}`: use {}", known.join(", ")))
    })?;
    Ok((*field, value.to_owned()))
}

/// The day a word means: `2026-11-14`, `today`, `fri`, `+3d`.
///
/// # Errors
/// It means none.
pub fn day(word: &str, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    date::parse_day(word, today).map_err(Refusal::usage)
}

/// Words of which some are stories and the rest something else, in any order.
///
/// # Errors
/// One of the stories is not there.
pub fn split_words(
    words: &[String],
    query: Option<&str>,
    is_rest: impl Fn(&str) -> bool,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<(Vec<StoryId>, Vec<String>), Refusal> {
    let (rest, numbers): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| is_rest(word));
    Ok((stories(&numbers, query, backlog, today)?, rest))
}

/// A place for a new story.
///
/// # Errors
/// The story it is relative to is not there.
pub fn spot(spot: &Spot, backlog: &Backlog) -> Result<Place, Refusal> {
    Ok(match (&spot.before, &spot.after) {
        (Some(word), _) => Place::Before(story(word, backlog)?),
        (_, Some(word)) => Place::After(story(word, backlog)?),
        _ if spot.top => Place::Top,
        _ => Place::Bottom,
    })
}

/// The place `move` moves to.
///
/// # Errors
/// The story it is relative to is not there.
pub fn move_spot(place: &MoveSpot, backlog: &Backlog) -> Result<Place, Refusal> {
    if let Some(position) = place.to {
        return Ok(Place::Position(position));
    }
    let plain = Spot {
        top: place.top,
        bottom: place.bottom,
        before: place.before.clone(),
        after: place.after.clone(),
    };
    spot(&plain, backlog)
}

/// A place among the epics.
///
/// # Errors
/// The epic it is relative to is not there.
pub fn epic_spot(spot: &Spot, backlog: &Backlog) -> Result<EpicPlace, Refusal> {
    Ok(match (&spot.before, &spot.after) {
        (Some(name), _) => EpicPlace::Before(setting::find_epic(name, backlog)?.id),
        (_, Some(name)) => EpicPlace::After(setting::find_epic(name, backlog)?.id),
        _ if spot.top => EpicPlace::Top,
        _ if spot.bottom => EpicPlace::Bottom,
        _ => return Err(Refusal::usage("say where to: --top, --bottom, --before E or --after E")),
    })
}
