//! The people of the team, as an answer.
//! It never works out who has time when.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::sprint::Share;
use crate::say::date;
use crate::say::table::Table;

/// A person in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct PersonRow<'a> {
    id: Id<Person>,
    name: &'a str,
    allocation: Share,
    skills: &'a BTreeSet<String>,
    days_off: &'a BTreeSet<NaiveDate>,
}

pub(super) fn rows(backlog: &Backlog) -> Vec<PersonRow<'_>> {
    by_name(backlog).into_iter().map(|person| PersonRow::of(person)).collect()
}

impl<'a> PersonRow<'a> {
    fn of(person: &'a Person) -> Self {
        Self {
            id: person.id,
            name: &person.name,
            allocation: person.allocation,
            skills: &person.skills,
            days_off: &person.days_off,
        }
    }
}

pub(super) fn text(backlog: &Backlog, today: NaiveDate, width: Option<usize>) -> String {
    if backlog.people().is_empty() {
        return "nobody yet: upnext person add NAME\n".to_owned();
    }
    let mut table = Table::new().left("name").right("time").left("skills").flexible("days off");
    for person in by_name(backlog) {
        let skills: Vec<&str> = person.skills.iter().map(String::as_str).collect();
        // Days that are over say nothing about what comes.
        let off = person.days_off.iter().filter(|day| **day >= today);
        let off: Vec<String> = off.map(|day| date::short(*day, today)).collect();
        let time = format!("{} %", person.allocation.0.hundredths());
        table.row([person.name.as_str(), &time, &skills.join(", "), &off.join(", ")]);
    }
    table.render(width)
}

fn by_name(backlog: &Backlog) -> Vec<&Arc<Person>> {
    let mut people: Vec<_> = backlog.people().iter().collect();
    people.sort_by_key(|person| person.name.to_lowercase());
    people
}
