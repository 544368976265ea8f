//! What closed sprints delivered, how it was judged and how long it took. Planned, running and
//! cancelled sprints never count; what cannot be counted is told as left out.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::criterion::VerdictKind;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::velocity::{self, Velocity};
use crate::domain::review;
use crate::domain::sprint::Sprint;
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story};

/// What was delivered, in all or within one sprint.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Number and accepted points of every closed sprint, in the order they were closed.
    pub velocity: Vec<(u32, Points)>,
    /// The mean of the last three closed sprints; none before the first.
    pub mean: Option<Velocity>,
    /// Number and say–do of every closed sprint; none where nothing was committed to.
    pub say_do: Vec<(u32, Option<Hundredths>)>,
    /// How often the goal was met.
    pub goals: Goals,
    /// How often work was accepted at once.
    pub acceptance: Acceptance,
    /// From the first start to acceptance.
    pub cycle: Times,
    /// From being written down to acceptance.
    pub lead: Times,
}

/// Goals of closed sprints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Goals {
    /// Met.
    pub met: usize,
    /// Judged, met or not.
    pub judged: usize,
    /// Goals nobody judged.
    pub unjudged: usize,
}

/// Stories with a verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// Accepted at their first verdict.
    pub first_time: usize,
    /// All that have one.
    pub judged: usize,
}

/// How many days stories took, both days included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// Half of them took no longer.
    pub p50: Option<u64>,
    /// 85 of 100 took no longer.
    pub p85: Option<u64>,
    /// How many were counted.
    pub n: usize,
    /// How many were accepted, too, but lack one of the two days.
    pub left_out: usize,
}

/// What was delivered; of one sprint only where one is named.
#[must_use]
pub fn of(backlog: &Backlog, only: Option<&Sprint>) -> Delivery {
    let mut closed = velocity::closed(backlog);
    closed.reverse();
    closed.retain(|sprint| only.is_none_or(|it| it.id == sprint.id));
    let counts = |story: &&Arc<Story>| match only {
        Some(sprint) => story.verdicts.iter().any(|it| it.sprint == Some(sprint.id)),
        None => true,
    };
    let within = |story: &&Arc<Story>| {
        story.status == Status::Accepted
            && only.is_none_or(|sprint| review::accepted_in(story, sprint.id))
    };
    let accepted: Vec<&Arc<Story>> = backlog.stories().iter().filter(within).collect();
    Delivery {
        velocity: closed.iter().map(|it| (it.number, velocity::of(it))).collect(),
        mean: velocity::forecast(backlog),
        say_do: closed.iter().map(|it| (it.number, say_do(it))).collect(),
        goals: goals(&closed),
        acceptance: acceptance(backlog.stories().iter().filter(counts)),
        cycle: times(accepted.iter().map(|it| days(first_start(it), accepted_on(it)))),
        lead: times(accepted.iter().map(|it| days(Some(it.created.day()), accepted_on(it)))),
    }
}

fn say_do(sprint: &Sprint) -> Option<Hundredths> {
    sprint.record.as_ref()?.say_do
}

fn goals(closed: &[&Arc<Sprint>]) -> Goals {
    let mut goals = Goals::default();
    for record in closed.iter().filter_map(|sprint| sprint.record.as_ref()) {
        let had_one = record.goal.as_ref().is_some_and(|goal| !goal.is_empty());
        match record.goal_met {
            Some(met) => {
                goals.judged += 1;
                goals.met += usize::from(met);
            }
            None => goals.unjudged += usize::from(had_one),
        }
    }
    goals
}

fn acceptance<'a>(stories: impl Iterator<Item = &'a Arc<Story>>) -> Acceptance {
    let mut all = Acceptance::default();
    for first in stories.filter_map(|story| story.verdicts.first()) {
        all.judged += 1;
        all.first_time += usize::from(first.kind == VerdictKind::Accepted);
    }
    all
}

/// The day work began for the first time.
fn first_start(story: &Story) -> Option<NaiveDate> {
    let starts = story.history.iter().filter(|entry| entry.what == Act::Started);
    starts.map(|entry| entry.at).min().map(Moment::day)
}

/// The day a story was accepted: by its verdict, or as another tool told it.
fn accepted_on(story: &Story) -> Option<NaiveDate> {
    let verdicts = story.verdicts.iter().rev();
    let verdict = verdicts.into_iter().find(|it| it.kind == VerdictKind::Accepted);
    let told = || {
        let line = story.history.iter().find(|entry| {
            entry.field == Some(Field::Status)
                && entry.after.as_deref() == Some(Status::Accepted.word())
        });
        line.map(|entry| entry.at)
    };
    verdict.map(|it| it.at).or_else(told).map(Moment::day)
}

/// Days from the first to the last, both included; a clock put back makes no day less than one.
fn days(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<u64> {
    let between = last?.signed_duration_since(first?).num_days();
    Some(u64::try_from(between).unwrap_or(0) + 1)
}

fn times(days: impl Iterator<Item = Option<u64>>) -> Times {
    let (known, missing): (Vec<_>, Vec<_>) = days.partition(Option::is_some);
    let mut known: Vec<u64> = known.into_iter().flatten().collect();
    known.sort_unstable();
    Times {
        p50: percentile(&known, 50),
        p85: percentile(&known, 85),
        n: known.len(),
        left_out: missing.len(),
    }
}

/// The nearest rank: the smallest of these that so many of a hundred do not exceed.
fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}
