//! Where things stand, as an answer: the running sprint, what waits for the Product Owner, and
//! what happened since a day. It judges nothing and forecasts nothing.

mod news;
mod page;

use chrono::NaiveDate;
use serde::Serialize;

use self::news::named;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::history::Act;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ready;
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};
use crate::figures::changes::{self, Change, Since};
use crate::figures::standing::{self, Planned, Running};

pub use self::news::{News, news};
pub(super) use self::page::text;

/// Where things stand in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct TodayAnswer<'a> {
    date: NaiveDate,
    goal: Option<&'a str>,
    sprint: Option<RunningRow<'a>>,
    planned: Option<PlannedRow<'a>>,
    delivered: Vec<DeliveredRow<'a>>,
    blocked: Vec<BlockedRow<'a>>,
    unready: Vec<UnreadyRow<'a>>,
    /// Whether a velocity says which stories the next two sprints may hold.
    #[serde(skip)]
    ahead: bool,
    ideas: Vec<IdeaRow<'a>>,
    since: NaiveDate,
    changes: Vec<ChangeRow>,
}

#[derive(Debug, Serialize)]
struct RunningRow<'a> {
    number: u32,
    goal: Option<&'a str>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    working_days: usize,
    days_left: Option<usize>,
    committed: Option<Points>,
    remaining: Points,
    delivered: Points,
    accepted: Points,
}

#[derive(Debug, Serialize)]
struct PlannedRow<'a> {
    number: u32,
    goal: Option<&'a str>,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    load: Points,
    capacity: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
struct DeliveredRow<'a> {
    number: u32,
    title: &'a str,
    points: Option<Points>,
    since: Option<Moment>,
}

#[derive(Debug, Serialize)]
struct BlockedRow<'a> {
    number: u32,
    title: &'a str,
    reason: &'a str,
    since: Moment,
    days: u64,
}

#[derive(Debug, Serialize)]
struct UnreadyRow<'a> {
    number: u32,
    title: &'a str,
    points: Option<Points>,
    status: Status,
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
struct IdeaRow<'a> {
    number: u32,
    text: &'a str,
    from: Option<&'a str>,
    date: NaiveDate,
}

/// An act, and what it was done to, as `log` names it.
#[derive(Debug, Serialize)]
struct ChangeRow {
    at: Moment,
    by: Option<String>,
    what: Act,
    on: Vec<String>,
}

impl<'a> TodayAnswer<'a> {
    pub(super) fn of(since: Option<NaiveDate>, backlog: &'a Backlog, today: NaiveDate) -> Self {
        let standing = standing::of(backlog, today);
        let since = first_day(since, backlog, today);
        let acts = changes::since(backlog, Since::Day(since), &|_| true);
        let ids = |ids: &[StoryId]| -> Vec<&'a Story> {
            ids.iter().filter_map(|id| backlog.story(*id).map(|story| &**story)).collect()
        };
        let blocked = ids(&standing.blocked).into_iter();
        let ideas = standing.ideas.iter().filter_map(|id| backlog.ideas().get(*id));
        Self {
            date: today,
            goal: told(&backlog.product().goal),
            sprint: standing.running.as_ref().and_then(|it| RunningRow::of(it, backlog)),
            planned: standing.planned.as_ref().and_then(|it| PlannedRow::of(it, backlog)),
            delivered: ids(&standing.delivered).into_iter().map(DeliveredRow::of).collect(),
            blocked: blocked.filter_map(|story| BlockedRow::of(story, today)).collect(),
            unready: ids(&standing.unready)
                .into_iter()
                .map(|story| UnreadyRow::of(story, backlog))
                .collect(),
            ahead: standing.ahead,
            ideas: ideas
                .map(|idea| IdeaRow {
                    number: idea.number,
                    text: &idea.text,
                    from: told(&idea.from),
                    date: idea.at.day(),
                })
                .collect(),
            since,
            changes: acts.iter().map(|it| ChangeRow::of(it, backlog)).collect(),
        }
    }
}

/// The first day that is told of: the last working day before today, where no other is asked for.
fn first_day(since: Option<NaiveDate>, backlog: &Backlog, today: NaiveDate) -> NaiveDate {
    let before = || calendar::previous_working_day(backlog.product(), today);
    since.or_else(before).or_else(|| today.pred_opt()).unwrap_or(today)
}

impl<'a> RunningRow<'a> {
    fn of(it: &Running, backlog: &'a Backlog) -> Option<Self> {
        let sprint = backlog.sprints().get(it.sprint)?;
        Some(Self {
            number: sprint.number,
            goal: told(&sprint.goal),
            start: sprint.start,
            end: sprint.end,
            working_days: it.dates.len(),
            days_left: it.days_left,
            committed: it.committed,
            remaining: it.remaining,
            delivered: it.delivered,
            accepted: it.accepted,
        })
    }
}

impl<'a> PlannedRow<'a> {
    fn of(it: &Planned, backlog: &'a Backlog) -> Option<Self> {
        let sprint = backlog.sprints().get(it.sprint)?;
        Some(Self {
            number: sprint.number,
            goal: told(&sprint.goal),
            start: sprint.start,
            end: sprint.end,
            load: it.load,
            capacity: it.capacity,
        })
    }
}

impl<'a> DeliveredRow<'a> {
    fn of(story: &'a Story) -> Self {
        let since = standing::delivered_at(story);
        Self { number: story.number, title: &story.title, points: story.points, since }
    }
}

impl<'a> BlockedRow<'a> {
    fn of(story: &'a Story, today: NaiveDate) -> Option<Self> {
        let impediment = story.impediment.as_ref()?;
        Some(Self {
            number: story.number,
            title: &story.title,
            reason: &impediment.reason,
            since: impediment.since,
            days: standing::age(impediment.since, today),
        })
    }
}

impl<'a> UnreadyRow<'a> {
    fn of(story: &'a Story, backlog: &Backlog) -> Self {
        let missing = ready::missing_uncovered(story, backlog);
        Self {
            number: story.number,
            title: &story.title,
            points: story.points,
            status: story.status,
            missing: missing.into_iter().map(|it| it.words).collect(),
        }
    }
}

impl ChangeRow {
    fn of(change: &Change, backlog: &Backlog) -> Self {
        Self {
            at: change.at,
            by: (!change.by.is_empty()).then(|| change.by.clone()),
            what: change.what,
            on: change.on.iter().map(|noun| named(noun, backlog)).collect(),
        }
    }
}
