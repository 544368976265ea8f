//! What a field can be, as this backlog knows it: for completing a word, and for picking. It knows
//! nothing of lines and lists, and changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::backlog::Backlog;
use crate::domain::epic::Horizon;
use crate::domain::field::Field;
use crate::domain::person::Person;
use crate::domain::setting;
use crate::domain::spelling;
use crate::domain::story::{Kind, Moscow, Status, Story};

/// More values than anybody reads.
const MOST: usize = 50;

/// The values a field has somewhere, or can have, as they are spelled, each with what is to be
/// said of it.
#[must_use]
pub fn values(field: Field, backlog: &Backlog) -> Vec<(String, String)> {
    match field {
        Field::Kind => bare(Kind::ALL),
        Field::Status => bare(Status::ALL),
        Field::Moscow => bare(Moscow::ALL),
        Field::Horizon => bare(Horizon::ALL),
        Field::Points => bare(&backlog.product().scale.0),
        Field::Value | Field::Urgency | Field::Risk | Field::Impact | Field::Confidence => {
            bare(&setting::score_steps(field))
        }
        Field::Epic => backlog
            .epics_in_order()
            .into_iter()
            .map(|epic| (epic.title.clone(), format!("{} · {}", epic.horizon, epic.outcome)))
            .collect(),
        Field::Release => backlog
            .releases()
            .iter()
            .map(|it| (it.name.clone(), it.target.map_or(String::new(), |day| day.to_string())))
            .collect(),
        Field::Requester | Field::Assignee => people(backlog),
        Field::People => team(backlog),
        Field::Tags => bare(&of_stories(backlog, |story| story.tags.iter().cloned().collect())),
        Field::Skills => {
            let on_stories = of_stories(backlog, |story| story.skills.iter().cloned().collect());
            let in_team = backlog.people().iter().flat_map(|person| person.skills.iter().cloned());
            let skills: BTreeSet<String> = on_stories.into_iter().chain(in_team).collect();
            bare(&skills.into_iter().collect::<Vec<_>>())
        }
        field => {
            let of =
                |story: &Story| spelling::of_story(field, story, backlog).into_iter().collect();
            let mut values = bare(&of_stories(backlog, of));
            values.truncate(MOST);
            values
        }
    }
}

fn bare<T: ToString>(values: &[T]) -> Vec<(String, String)> {
    values.iter().map(|it| (it.to_string(), String::new())).collect()
}

fn of_stories(backlog: &Backlog, of: impl Fn(&Story) -> Vec<String>) -> Vec<String> {
    let values: BTreeSet<String> = backlog.stories().iter().flat_map(|story| of(story)).collect();
    values.into_iter().collect()
}

/// The people of the team, with their skills.
fn team(backlog: &Backlog) -> Vec<(String, String)> {
    let mut people: Vec<_> = backlog.people().iter().collect();
    people.sort_by_key(|person| person.name.to_lowercase());
    let skills = |person: &Person| person.skills.iter().cloned().collect::<Vec<_>>().join(" ");
    people.into_iter().map(|person| (person.name.clone(), skills(person))).collect()
}

/// Everybody who is known: the people of the team with their skills, and every name a story has.
fn people(backlog: &Backlog) -> Vec<(String, String)> {
    let on_story = |story: &Story| vec![story.requester.clone(), story.assignee.clone()];
    let names = of_stories(backlog, on_story).into_iter().filter(|name| !name.is_empty());
    let mut known: BTreeMap<String, String> = names.map(|name| (name, String::new())).collect();
    known.extend(team(backlog));
    known.into_iter().collect()
}
