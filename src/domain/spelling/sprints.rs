//! The spelling of a sprint's fields, its people among them: "Kim, Ada 0.5".
//! It never looks at a story.

use super::{Difference, Spelled, compare, said, text};
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::number::Hundredths;
use crate::domain::person::Person;
use crate::domain::sprint::{Participant, Sprint};

/// The value of a field of a sprint, as it is spelled.
#[must_use]
pub fn of_sprint(field: Field, sprint: &Sprint, backlog: &Backlog) -> Option<String> {
    match field {
        Field::Status => said(Some(sprint.state)),
        Field::Goal => text(&sprint.goal),
        Field::GoalMet => sprint.goal_met.map(|met| if met { "yes" } else { "no" }.to_owned()),
        Field::Notes => text(&sprint.note),
        Field::Start => said(sprint.start),
        Field::End => said(sprint.end),
        Field::People => {
            let people = sprint.people.iter();
            let people: Vec<String> = people.map(|it| taking_part(it, backlog)).collect();
            text(&people.join(", "))
        }
        _ => None,
    }
}

fn taking_part(it: &Participant, backlog: &Backlog) -> String {
    let person = backlog.people().get(it.person);
    let name = person.map_or_else(|| it.person.to_string(), |person| called(person));
    match it.allocation {
        Some(share) => format!("{name} {}", share.0),
        None => name,
    }
}

/// The name, or the id where the name would be read as something else in a list of people.
fn called(person: &Person) -> String {
    let last = person.name.split_whitespace().next_back().unwrap_or_default();
    if person.name.contains(',') || last.parse::<Hundredths>().is_ok() {
        return person.id.to_string();
    }
    person.name.clone()
}

impl Spelled for Sprint {
    fn differences(before: &Self, after: &Self, backlog: &Backlog) -> Vec<Difference> {
        let fields = [
            Field::Status,
            Field::Goal,
            Field::GoalMet,
            Field::Notes,
            Field::Start,
            Field::End,
            Field::People,
        ];
        compare(&fields, |field| {
            (of_sprint(field, before, backlog), of_sprint(field, after, backlog))
        })
    }
}
