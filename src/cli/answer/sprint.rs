//! Sprints for programs: their days, their points and their stories.
//! It forecasts nothing: what only a forecast knows is null here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::record::RecordAnswer;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::number::{Hundredths, Points};
use crate::domain::product::Product;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Direction, Part, Record, Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};

/// A sprint in JSON, in the order of the contract; `sprint list` leaves the lists out.
#[derive(Debug, Serialize)]
pub(super) struct SprintAnswer<'a> {
    pub(super) number: u32,
    pub(super) state: SprintState,
    pub(super) goal: Option<&'a str>,
    pub(super) goal_met: Option<bool>,
    pub(super) start: Option<NaiveDate>,
    pub(super) end: Option<NaiveDate>,
    pub(super) working_days: Option<usize>,
    pub(super) days_left: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) people: Option<Vec<&'a str>>,
    person_days: Option<Hundredths>,
    focus_factor: Option<Hundredths>,
    focus_source: Option<&'a str>,
    capacity: Option<Hundredths>,
    pub(super) load: Points,
    load_percent: Option<Hundredths>,
    chance: Option<&'a str>,
    pub(super) committed: Option<Points>,
    pub(super) added: Option<Points>,
    pub(super) removed: Option<Points>,
    pub(super) accepted: Points,
    pub(super) delivered: Points,
    pub(super) remaining: Option<Points>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stories: Option<Vec<SprintStory<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) skills: Option<Vec<SkillLoad<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scope_log: Option<Vec<ScopeChange<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    burndown: Option<[(); 0]>,
    pub(super) record: Option<RecordAnswer<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct SprintStory<'a> {
    pub(super) number: u32,
    pub(super) title: &'a str,
    pub(super) points: Option<Points>,
    pub(super) status: Status,
    pub(super) committed: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct SkillLoad<'a> {
    pub(super) skill: &'a str,
    pub(super) points: Points,
    capacity: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
pub(super) struct ScopeChange<'a> {
    pub(super) at: Moment,
    pub(super) by: Option<&'a str>,
    pub(super) number: Option<u32>,
    pub(super) direction: Option<Direction>,
    pub(super) points: Option<Points>,
    pub(super) reason: Option<&'a str>,
    #[serde(rename = "for")]
    pub(super) traded_for: Option<u32>,
}

/// The sprint with this number; without one the active sprint, else the newest.
pub(super) fn find(number: Option<u32>, backlog: &Backlog) -> Result<&Sprint, Refusal> {
    let newest = backlog.sprints().iter().max_by_key(|sprint| sprint.number);
    let Some(newest) = newest else { return Err(Refusal::usage("there is no sprint yet")) };
    let Some(number) = number else {
        return Ok(backlog.sprint_in(SprintState::Active).unwrap_or(newest));
    };
    let found = backlog.sprint_numbered(number).map(|sprint| &**sprint);
    found.ok_or_else(|| {
        Refusal::usage(format!("no sprint {number}: the newest is sprint {}", newest.number))
    })
}

/// Every sprint without its lists, newest first.
pub(super) fn rows<'a>(backlog: &'a Backlog, today: NaiveDate) -> Vec<SprintAnswer<'a>> {
    let mut sprints: Vec<&Arc<Sprint>> = backlog.sprints().iter().collect();
    sprints.sort_by_key(|sprint| std::cmp::Reverse(sprint.number));
    let row = |sprint: &'a Sprint| SprintAnswer {
        people: None,
        stories: None,
        skills: None,
        scope_log: None,
        burndown: None,
        ..SprintAnswer::of(sprint, backlog, today)
    };
    sprints.into_iter().map(|sprint| row(sprint)).collect()
}

impl<'a> SprintAnswer<'a> {
    pub(super) fn of(sprint: &'a Sprint, backlog: &'a Backlog, today: NaiveDate) -> Self {
        let inside = inside(sprint, backlog);
        let record = sprint.record.as_ref();
        let commitment = sprint.commitment.as_ref();
        let committed = commitment.map(|it| it.stories.iter().filter_map(|it| it.points).sum());
        let scope = |way| {
            let those = sprint.scope_log.iter().filter(|it| it.direction == Some(way));
            commitment.map(|_| those.filter_map(|it| it.points).sum())
        };
        let of = |record: &Option<Part>| record.as_ref().map(|part| part.points);
        let sum = |counts: &dyn Fn(&Story) -> bool| {
            inside.iter().filter(|it| counts(it)).filter_map(|it| it.points).sum::<Points>()
        };
        let frozen = record.map(left_over);
        Self {
            number: sprint.number,
            state: sprint.state,
            goal: told(&sprint.goal),
            goal_met: record.and_then(|it| it.goal_met),
            start: sprint.start,
            end: sprint.end,
            working_days: days(sprint, backlog.product()),
            days_left: calendar::days_left(sprint, backlog.product(), today),
            people: Some(people(sprint, backlog)),
            person_days: None,
            focus_factor: None,
            focus_source: None,
            capacity: None,
            load: match (record, frozen.flatten()) {
                (Some(record), Some(left)) => record.accepted.points + left,
                _ => sum(&|_| true),
            },
            load_percent: None,
            chance: None,
            committed: record.map_or(committed, |it| of(&it.committed)),
            added: record.map_or_else(|| scope(Direction::In), |it| of(&it.added)),
            removed: record.map_or_else(|| scope(Direction::Out), |it| of(&it.removed)),
            accepted: record
                .map_or_else(|| sum(&|it| it.status == Status::Accepted), |it| it.accepted.points),
            delivered: sum(&|it| it.status == Status::Delivered),
            remaining: frozen.unwrap_or_else(|| Some(sum(&|it| it.status != Status::Accepted))),
            skills: Some(skills(&inside)),
            stories: Some(stories(sprint, &inside)),
            scope_log: Some(scope_log(sprint, backlog)),
            burndown: Some([]),
            record: record.map(|it| RecordAnswer::of(it, backlog)),
        }
    }
}

/// Points not accepted when the sprint closed; none where nobody knows.
fn left_over(record: &Record) -> Option<Points> {
    Some(record.rejected.as_ref()?.points + record.unfinished.as_ref()?.points)
}

/// The stories in a sprint, in the one order.
fn inside<'a>(sprint: &Sprint, backlog: &'a Backlog) -> Vec<&'a Story> {
    let in_it = backlog.in_order().filter(|story| story.sprint == Some(sprint.id));
    in_it.map(|story| &**story).collect()
}

/// Working days from the first to the last, both included; none where one is not known.
fn days(sprint: &Sprint, product: &Product) -> Option<usize> {
    Some(calendar::working_days(product, sprint.start?, sprint.end?).count())
}

fn people<'a>(sprint: &Sprint, backlog: &'a Backlog) -> Vec<&'a str> {
    let person = |id| backlog.people().get(id).map(|person| person.name.as_str());
    sprint.people.iter().filter_map(|it| person(it.person)).collect()
}

fn stories<'a>(sprint: &Sprint, inside: &[&'a Story]) -> Vec<SprintStory<'a>> {
    let commitment = sprint.commitment.iter().flat_map(|it| &it.stories);
    let committed: BTreeSet<StoryId> = commitment.map(|it| it.story).collect();
    let row = |story: &&'a Story| SprintStory {
        number: story.number,
        title: &story.title,
        points: story.points,
        status: story.status,
        committed: committed.contains(&story.id),
    };
    inside.iter().map(row).collect()
}

/// A story counts whole for each of its skills: the lines do not add up.
fn skills<'a>(inside: &[&'a Story]) -> Vec<SkillLoad<'a>> {
    let mut points: BTreeMap<&'a str, Points> = BTreeMap::new();
    for story in inside {
        for skill in &story.skills {
            let sum = points.entry(skill).or_default();
            *sum = *sum + story.points.unwrap_or_default();
        }
    }
    points.into_iter().map(|(skill, points)| SkillLoad { skill, points, capacity: None }).collect()
}

fn scope_log<'a>(sprint: &'a Sprint, backlog: &Backlog) -> Vec<ScopeChange<'a>> {
    let number = |id| backlog.story(id).map(|story| story.number);
    let change = sprint.scope_log.iter().map(|it| ScopeChange {
        at: it.at,
        by: told(&it.by),
        number: number(it.story),
        direction: it.direction,
        points: it.points,
        reason: told(&it.reason),
        traded_for: it.traded_for.and_then(number),
    });
    change.collect()
}
