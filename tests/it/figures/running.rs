//! A running sprint whose stories have a past, put together line by line. It tests nothing.

use std::sync::Arc;

use chrono::NaiveDate;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::field::Field;
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::number::Hundredths;
use upnext::domain::product::Product;
use upnext::domain::sprint::{Commitment, Committed, Direction, ScopeEntry, Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;

use crate::samples;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// A number as it is written: "12.5".
pub fn n(text: &str) -> Hundredths {
    text.parse().unwrap()
}

pub fn line(when: &str, field: Field, before: Option<&str>, after: Option<&str>) -> Entry {
    Entry {
        at: at(when),
        by: "Ann".into(),
        what: Act::Set,
        field: Some(field),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
        ..Entry::default()
    }
}

/// Sprint 3, from Monday the 16th to Friday the 20th, started on the Monday at nine.
pub struct Running {
    pub ids: CountedIds,
    pub product: Product,
    pub sprint: Sprint,
}

impl Default for Running {
    fn default() -> Self {
        let mut ids = CountedIds(0);
        let sprint = Sprint {
            id: fresh(&mut ids),
            number: 3,
            state: SprintState::Active,
            start: Some(day("2026-11-16")),
            end: Some(day("2026-11-20")),
            commitment: Some(Commitment {
                at: at("2026-11-16T09:00:00+01:00"),
                ..Commitment::default()
            }),
            ..Sprint::default()
        };
        Self { ids, product: Product::default(), sprint }
    }
}

impl Running {
    /// A story in the sprint since the week before, with these points, and the states it came to
    /// since, oldest first.
    pub fn story(&mut self, points: &str, states: &[(&str, Act, Status)]) -> Story {
        let mut story = samples::story(&mut self.ids, 1, "A story");
        story.number = u32::try_from(self.ids.0).unwrap();
        story.points = Some(n(points));
        story.sprint = Some(self.sprint.id);
        story.status = Status::Ready;
        story.history = vec![line("2026-11-13T10:00:00+01:00", Field::Sprint, None, Some("3"))];
        for (when, act, state) in states {
            let (before, after) = (story.status.word(), state.word());
            let told = line(when, Field::Status, Some(before), Some(after));
            story.history.insert(0, Entry { what: *act, ..told });
            story.status = *state;
        }
        story
    }

    /// The same, committed to at the start with these points.
    pub fn committed(&mut self, points: &str, states: &[(&str, Act, Status)]) -> Story {
        let story = self.story(points, states);
        self.commit(&story);
        story
    }

    pub fn commit(&mut self, story: &Story) {
        let committed = Committed { story: story.id, points: story.points, ..Committed::default() };
        self.sprint.commitment.as_mut().unwrap().stories.push(committed);
    }

    /// A story that comes in while the sprint runs, or goes out.
    pub fn scope(&mut self, when: &str, story: &mut Story, way: Direction) {
        let (before, after, act) = match way {
            Direction::In => (None, Some("3"), Act::Pulled),
            Direction::Out => (Some("3"), None, Act::PutBack),
        };
        if way == Direction::In {
            story.history.retain(|line| line.field != Some(Field::Sprint));
        } else {
            story.sprint = None;
        }
        let told = line(when, Field::Sprint, before, after);
        story.history.insert(0, Entry { what: act, ..told });
        self.sprint.scope_log.push(ScopeEntry {
            at: at(when),
            story: story.id,
            direction: Some(way),
            points: story.points,
            ..ScopeEntry::default()
        });
    }

    /// The backlog with these stories.
    pub fn with(&self, stories: &[Story]) -> Backlog {
        Backlog::from(Parts {
            product: self.product.clone(),
            stories: Table::of(stories.iter().cloned().map(Arc::new)),
            sprints: Table::of([Arc::new(self.sprint.clone())]),
            ..Parts::default()
        })
    }
}
