//! Sprints for programs: their days, what they can hold, what they hold, and how they went.
//! It reckons nothing itself: the plan and the figures do.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::record::RecordAnswer;
use super::told;
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points, Signed};
use crate::domain::plan::{self, FocusSource, Plan};
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Direction, Part, Record, Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};
use crate::figures::burndown;

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
    pub(super) person_days: Option<Hundredths>,
    pub(super) focus_factor: Option<Hundredths>,
    focus_source: Option<FocusSource>,
    pub(super) capacity: Option<Hundredths>,
    pub(super) load: Points,
    pub(super) load_percent: Option<Hundredths>,
    pub(super) chance: Option<Chance>,
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
    pub(super) burndown: Option<Vec<Point>>,
    pub(super) record: Option<RecordAnswer<'a>>,
}

/// How many closed sprints reached the load.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Chance {
    pub(super) reached: usize,
    pub(super) of: usize,
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
    pub(super) capacity: Option<Hundredths>,
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

/// One point of the burndown.
#[derive(Debug, Serialize)]
pub(super) struct Point {
    pub(super) day: u32,
    pub(super) date: Option<NaiveDate>,
    pub(super) remaining: Points,
    pub(super) delivered: Points,
    pub(super) ideal: Hundredths,
    pub(super) scope_change: Signed,
}

impl From<burndown::Day> for Point {
    fn from(it: burndown::Day) -> Self {
        Self {
            day: it.day,
            date: it.date,
            remaining: it.remaining,
            delivered: it.delivered,
            ideal: it.ideal,
            scope_change: Signed::from(it.scope_in) - Signed::from(it.scope_out),
        }
    }
}

/// The sprint with this number; without one the active sprint, else the newest.
pub(super) fn find(number: Option<u32>, backlog: &Backlog) -> Result<&Sprint, Refusal> {
    if let Some(number) = number {
        return resolve::sprint(number, backlog);
    }
    let newest = backlog.sprints().iter().max_by_key(|sprint| sprint.number);
    let found = backlog.sprint_in(SprintState::Active).or(newest);
    found
        .map(|sprint| &**sprint)
        .ok_or_else(|| Refusal::usage("there is no sprint yet: upnext sprint plan makes one"))
}

/// Every sprint without its lists, newest first.
pub(super) fn rows<'a>(backlog: &'a Backlog, today: NaiveDate) -> Vec<SprintAnswer<'a>> {
    let mut sprints: Vec<&Arc<Sprint>> = backlog.sprints().iter().collect();
    sprints.sort_by_key(|sprint| Reverse(sprint.number));
    let row = |sprint: &'a Sprint| {
        SprintAnswer::short(sprint, &plan::of(sprint, backlog, today), backlog)
    };
    sprints.into_iter().map(|sprint| row(sprint)).collect()
}

impl<'a> SprintAnswer<'a> {
    /// Everything, of what the plan of this sprint says on this day.
    pub(super) fn of(
        sprint: &'a Sprint,
        plan: &Plan<'a>,
        backlog: &'a Backlog,
        today: NaiveDate,
    ) -> Self {
        let skill = |it: &plan::SkillLoad<'a>| SkillLoad {
            skill: it.skill,
            points: it.points,
            capacity: it.capacity,
        };
        let days = burndown::of(sprint, backlog, today);
        Self {
            people: Some(plan.people.iter().map(|it| it.person.name.as_str()).collect()),
            skills: Some(plan.skills.iter().map(skill).collect()),
            stories: Some(stories(sprint, &plan.stories)),
            scope_log: Some(scope_log(sprint, backlog)),
            burndown: Some(days.into_iter().map(Point::from).collect()),
            ..Self::short(sprint, plan, backlog)
        }
    }

    /// The same without the lists.
    fn short(sprint: &'a Sprint, plan: &Plan<'a>, backlog: &Backlog) -> Self {
        let record = sprint.record.as_ref();
        let commitment = sprint.commitment.as_ref();
        let committed = commitment.map(|it| it.stories.iter().filter_map(|it| it.points).sum());
        let scope = |way| {
            let those = sprint.scope_log.iter().filter(|it| it.direction == Some(way));
            commitment.map(|_| those.filter_map(|it| it.points).sum())
        };
        let of = |record: &Option<Part>| record.as_ref().map(|part| part.points);
        // A record tells of stories that are elsewhere by now.
        let inside = || plan.stories.iter().filter(|it| it.sprint == Some(sprint.id));
        let sum = |counts: &dyn Fn(&Story) -> bool| {
            inside().filter(|it| counts(it)).filter_map(|it| it.points).sum::<Points>()
        };
        let remaining = || Some(sum(&|it| it.status != Status::Accepted));
        Self {
            number: sprint.number,
            state: sprint.state,
            goal: told(&sprint.goal),
            goal_met: record.map_or(sprint.goal_met, |it| it.goal_met),
            start: sprint.start,
            end: sprint.end,
            working_days: plan.working_days,
            days_left: plan.days_left,
            people: None,
            person_days: plan.person_days,
            focus_factor: plan.focus_factor,
            focus_source: plan.focus.as_ref().map(|it| it.source),
            capacity: plan.capacity,
            load: plan.load,
            load_percent: plan.load_percent,
            chance: plan.chance.map(|it| Chance { reached: it.reached, of: it.of }),
            committed: record.map_or(committed, |it| of(&it.committed)),
            added: record.map_or_else(|| scope(Direction::In), |it| of(&it.added)),
            removed: record.map_or_else(|| scope(Direction::Out), |it| of(&it.removed)),
            accepted: record
                .map_or_else(|| sum(&|it| it.status == Status::Accepted), |it| it.accepted.points),
            delivered: sum(&|it| it.status == Status::Delivered),
            remaining: record.map_or_else(remaining, left_over),
            stories: None,
            skills: None,
            scope_log: None,
            burndown: None,
            record: record.map(|it| RecordAnswer::of(it, backlog)),
        }
    }
}

/// Points not accepted when the sprint closed; none where nobody knows.
fn left_over(record: &Record) -> Option<Points> {
    Some(record.rejected.as_ref()?.points + record.unfinished.as_ref()?.points)
}

fn stories<'a>(sprint: &Sprint, all: &[&'a Arc<Story>]) -> Vec<SprintStory<'a>> {
    let commitment = sprint.commitment.iter().flat_map(|it| &it.stories);
    let committed: BTreeSet<StoryId> = commitment.map(|it| it.story).collect();
    let row = |story: &&'a Arc<Story>| SprintStory {
        number: story.number,
        title: &story.title,
        points: story.points,
        status: story.status,
        committed: committed.contains(&story.id),
    };
    all.iter().map(row).collect()
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
