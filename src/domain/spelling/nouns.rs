//! The spelled differences of people, releases and ideas, for their history.
//! It never looks at a story.

use super::{Difference, Spelled, compare, said, stories, text, words};
use crate::domain::backlog::Backlog;
use crate::domain::conflict::Conflict;
use crate::domain::field::Field;
use crate::domain::idea::Idea;
use crate::domain::person::Person;
use crate::domain::release::Release;

impl Spelled for Conflict {
    /// What is settled is told by the history of what it is about.
    fn differences(_: &Self, _: &Self, _: &Backlog) -> Vec<Difference> {
        Vec::new()
    }
}

/// The value of a field of a person, as it is spelled.
pub(super) fn of_person(field: Field, person: &Person) -> Option<String> {
    match field {
        Field::Name => text(&person.name),
        Field::Allocation => said(Some(person.allocation.0)),
        Field::Skills => words(&person.skills),
        Field::DaysOff => words(&person.days_off),
        _ => None,
    }
}

impl Spelled for Person {
    fn differences(before: &Self, after: &Self, _: &Backlog) -> Vec<Difference> {
        let of = |field: Field, person: &Self| of_person(field, person);
        compare(Field::OF_PERSON, |field| (of(field, before), of(field, after)))
    }
}

/// The value of a field of a release, as it is spelled.
pub(super) fn of_release(field: Field, release: &Release) -> Option<String> {
    match field {
        Field::Name => text(&release.name),
        Field::Target => said(release.target),
        Field::Notes => text(&release.notes),
        Field::ReleasedOn => said(release.released_on),
        _ => None,
    }
}

impl Spelled for Release {
    fn differences(before: &Self, after: &Self, _: &Backlog) -> Vec<Difference> {
        let of = |field: Field, release: &Self| of_release(field, release);
        let fields = [Field::Name, Field::Target, Field::Notes, Field::ReleasedOn];
        compare(&fields, |field| (of(field, before), of(field, after)))
    }
}

/// The value of a field of an idea, as it is spelled.
pub(super) fn of_idea(field: Field, idea: &Idea, backlog: &Backlog) -> Option<String> {
    match field {
        Field::Status => said(Some(idea.state)),
        Field::Text => text(&idea.text),
        Field::From => text(&idea.from),
        Field::Tags => words(&idea.tags),
        Field::Score => said(idea.score),
        Field::Stories => stories(idea.stories.iter().copied(), backlog),
        _ => None,
    }
}

impl Spelled for Idea {
    fn differences(before: &Self, after: &Self, backlog: &Backlog) -> Vec<Difference> {
        let of = |field: Field, idea: &Self| of_idea(field, idea, backlog);
        let fields =
            [Field::Status, Field::Text, Field::From, Field::Tags, Field::Score, Field::Stories];
        compare(&fields, |field| (of(field, before), of(field, after)))
    }
}
