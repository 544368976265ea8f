//! The frozen record of a closed sprint, for programs.
//! It never recomputes what was frozen.

use serde::Serialize;

use super::related::numbers;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points, Signed};
use crate::domain::sprint::{Part, Record};

/// Points and the stories they come from.
#[derive(Debug, Serialize)]
pub(super) struct PartAnswer<P = Points> {
    pub(super) points: P,
    pub(super) stories: Vec<u32>,
}

/// A record in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct RecordAnswer<'a> {
    pub(super) committed: Option<PartAnswer>,
    pub(super) added: Option<PartAnswer>,
    pub(super) removed: Option<PartAnswer>,
    pub(super) re_estimated: Option<PartAnswer<Signed>>,
    pub(super) accepted: PartAnswer,
    pub(super) rejected: Option<PartAnswer>,
    pub(super) unfinished: Option<PartAnswer>,
    pub(super) velocity: Points,
    pub(super) say_do: Option<Hundredths>,
    pub(super) goal: Option<&'a str>,
    pub(super) goal_met: Option<bool>,
    pub(super) note: Option<&'a str>,
    pub(super) person_days: Option<Hundredths>,
    pub(super) capacity: Option<Hundredths>,
    pub(super) focus_factor: Option<Hundredths>,
    pub(super) moved: Vec<Moved>,
    pub(super) overrides: Vec<u32>,
    pub(super) imported: bool,
}

/// Where an unfinished story went: a sprint, or the backlog.
#[derive(Debug, Serialize)]
pub(super) struct Moved {
    number: u32,
    to: Option<u32>,
}

impl<'a> RecordAnswer<'a> {
    pub(super) fn of(record: &'a Record, backlog: &Backlog) -> Self {
        let part = |it: &Part| PartAnswer {
            points: it.points,
            stories: numbers(it.stories.iter().copied(), backlog),
        };
        let perhaps = |it: &Option<Part>| it.as_ref().map(part);
        let sprint = |id| backlog.sprints().get(id).map(|sprint| sprint.number);
        let moved = record.moved.iter().filter_map(|it| {
            let number = backlog.story(it.story)?.number;
            Some(Moved { number, to: it.to.and_then(sprint) })
        });
        Self {
            committed: perhaps(&record.committed),
            added: perhaps(&record.added),
            removed: perhaps(&record.removed),
            re_estimated: record.re_estimated.as_ref().map(|it| PartAnswer {
                points: it.points,
                stories: numbers(it.stories.iter().copied(), backlog),
            }),
            accepted: part(&record.accepted),
            rejected: perhaps(&record.rejected),
            unfinished: perhaps(&record.unfinished),
            velocity: record.accepted.points,
            say_do: record.say_do,
            goal: record.goal.as_deref().and_then(told),
            goal_met: record.goal_met,
            note: told(&record.note),
            person_days: record.person_days,
            capacity: record.capacity,
            focus_factor: record.focus_factor,
            moved: moved.collect(),
            overrides: numbers(record.overrides.iter().copied(), backlog),
            imported: record.imported,
        }
    }
}
