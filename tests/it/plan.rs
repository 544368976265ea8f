//! Planning by hand: days, people, capacity, concerns, what fills a sprint, where the order is
//! cut. Each number here was reckoned on paper, never by the program.

mod capacity;
mod concerns;
mod cut;
mod days;
mod fill;

use std::sync::Arc;

use chrono::NaiveDate;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::criterion::Criterion;
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::person::Person;
use upnext::domain::plan::{self, Plan};
use upnext::domain::product::Product;
use upnext::domain::sprint::{Part, Participant, Record, Share, Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Kind, Status, Story};
use upnext::domain::table::Table;

use crate::samples;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A number as it is written: "12.5".
fn n(text: &str) -> Hundredths {
    text.parse().unwrap()
}

/// The parts of a backlog, put together one by one.
#[derive(Default)]
struct Bench {
    ids: CountedIds,
    product: Product,
    stories: Vec<Story>,
    sprints: Vec<Sprint>,
    people: Vec<Person>,
}

impl Bench {
    /// One planned sprint, number 9, of the ten working days from Monday the 16th.
    fn planned() -> Self {
        let mut it = Self::default();
        let sprint = it.sprint(9, SprintState::Planned);
        (sprint.start, sprint.end) = (Some(day("2026-11-16")), Some(day("2026-11-27")));
        it
    }

    fn sprint(&mut self, number: u32, state: SprintState) -> &mut Sprint {
        let id = fresh(&mut self.ids);
        self.sprints.push(Sprint { id, number, state, ..Sprint::default() });
        self.sprints.last_mut().unwrap()
    }

    /// A closed sprint: its velocity, its person-days, and the hour it was closed in.
    fn closed(&mut self, number: u32, velocity: &str, days: Option<&str>, hour: u32) {
        self.sprint(number, SprintState::Closed).record = Some(Record {
            at: Moment::parse(&format!("2026-10-01T{hour:02}:00:00+02:00")).unwrap(),
            accepted: Part { points: n(velocity), ..Part::default() },
            person_days: days.map(n),
            ..Record::default()
        });
    }

    /// Someone who takes part in sprint 9, with a share of their own and one for this sprint.
    fn person(&mut self, share: &str, here: Option<&str>, skills: &[&str]) -> &mut Person {
        let id = fresh(&mut self.ids);
        let allocation = here.map(|text| Share(n(text)));
        let participant = Participant { person: id, allocation, ..Participant::default() };
        let nine = self.sprints.iter_mut().find(|it| it.number == 9).unwrap();
        nine.people.push(participant);
        self.people.push(Person {
            id,
            name: format!("Person {id}"),
            allocation: Share(n(share)),
            skills: skills.iter().map(|it| (*it).to_owned()).collect(),
            ..Person::default()
        });
        self.people.last_mut().unwrap()
    }

    /// A ready bug that lacks nothing, below those before it.
    fn story(&mut self, points: Option<&str>) -> &mut Story {
        let number = u32::try_from(self.stories.len()).unwrap() + 1;
        let story = samples::story(&mut self.ids, number, &format!("Story {number}"));
        self.stories.push(Story {
            kind: Kind::Bug,
            points: points.map(n),
            criteria: vec![Criterion::line(fresh(&mut self.ids), "it works")],
            status: Status::Ready,
            ..story
        });
        self.stories.last_mut().unwrap()
    }

    /// The same, pulled into the sprint of this number.
    fn pulled(&mut self, points: Option<&str>, sprint: u32) -> &mut Story {
        let id = self.sprints.iter().find(|it| it.number == sprint).unwrap().id;
        let story = self.story(points);
        story.sprint = Some(id);
        story
    }

    fn backlog(&self) -> Backlog {
        Backlog::from(Parts {
            product: self.product.clone(),
            stories: Table::of(self.stories.iter().cloned().map(Arc::new)),
            sprints: Table::of(self.sprints.iter().cloned().map(Arc::new)),
            people: Table::of(self.people.iter().cloned().map(Arc::new)),
            ..Parts::default()
        })
    }
}

/// The plan of a sprint on Wednesday the 18th.
fn of(backlog: &Backlog, sprint: u32) -> Plan<'_> {
    let sprint = backlog.sprint_numbered(sprint).unwrap();
    plan::of(sprint, backlog, day("2026-11-18"))
}

fn points(number: u32) -> Points {
    Points::whole(number)
}
