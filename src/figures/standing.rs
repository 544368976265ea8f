//! Where everything stands today: the running sprint, what waits for the Product Owner, what is
//! in the way, what comes next and is not ready. It decides nothing, and looks only at the stories
//! it tells of.

use chrono::NaiveDate;

use super::burndown::{self, Day};
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::{self, cut};
use crate::domain::ready;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};

/// Coming sprints whose stories should be ready.
const SPRINTS_AHEAD: u64 = 2;
/// Stories at the top that should be ready where nobody knows yet how much a sprint holds.
const TOP: usize = 10;
/// Nobody refines more stories than this for the next two sprints: no more are looked at.
const MOST_LOOKED_AT: usize = 100;

/// The running sprint in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Which one.
    pub sprint: Id<Sprint>,
    /// Working days from today to its end, both included; none without an end.
    pub days_left: Option<usize>,
    /// Its working days; none without dates.
    pub dates: Vec<NaiveDate>,
    /// The points committed to at the start; none where nobody knows (imported).
    pub committed: Option<Points>,
    /// The points in it that are not accepted.
    pub remaining: Points,
    /// Those of them that wait for the verdict.
    pub delivered: Points,
    /// The points accepted.
    pub accepted: Points,
    /// What was left, day by day.
    pub burndown: Vec<Day>,
}

/// The planned sprint in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which one.
    pub sprint: Id<Sprint>,
    /// The points it holds.
    pub load: Points,
    /// The points it can hold; none where nobody knows.
    pub capacity: Option<Hundredths>,
}

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The running sprint.
    pub running: Option<Running>,
    /// The planned one.
    pub planned: Option<Planned>,
    /// Delivered stories that wait for the verdict, in their order.
    pub delivered: Vec<StoryId>,
    /// Open stories with something in their way, in their order.
    pub blocked: Vec<StoryId>,
    /// Stories of the coming two sprints that are not ready, in their order. Without a velocity,
    /// those among the first ten that are in no sprint.
    pub unready: Vec<StoryId>,
    /// Whether a velocity says what the coming sprints hold.
    pub ahead: bool,
    /// Ideas nobody has looked at, the newest first.
    pub ideas: Vec<Id<Idea>>,
}

/// Where everything stands on a day.
#[must_use]
pub fn of(backlog: &Backlog, today: NaiveDate) -> Standing {
    let (mut delivered, mut blocked) = (Vec::new(), Vec::new());
    let id = |index: u32| backlog.stories().at(index as usize).map(|story| story.id);
    for (index, brief) in backlog.ranked().filter(|(_, brief)| brief.open) {
        if brief.status == Status::Delivered {
            delivered.extend(id(index));
        }
        if brief.blocked {
            blocked.extend(id(index));
        }
    }
    let (unready, ahead) = unready(backlog);
    Standing {
        running: backlog.sprint_in(SprintState::Active).map(|it| running(it, backlog, today)),
        planned: backlog.sprint_in(SprintState::Planned).map(|it| planned(it, backlog, today)),
        delivered,
        blocked,
        unready,
        ahead,
        ideas: new_ideas(backlog),
    }
}

fn running(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> Running {
    let sum = |counts: &dyn Fn(Status) -> bool| {
        let those = backlog.in_sprint(sprint.id).filter(|story| counts(story.status));
        those.filter_map(|story| story.points).sum::<Points>()
    };
    let committed = sprint.commitment.as_ref();
    let days = sprint.start.zip(sprint.end);
    Running {
        sprint: sprint.id,
        days_left: calendar::days_left(sprint, backlog.product(), today),
        dates: days.map_or_else(Vec::new, |(start, end)| {
            calendar::working_days(backlog.product(), start, end).collect()
        }),
        committed: committed.map(|it| it.stories.iter().filter_map(|story| story.points).sum()),
        remaining: sum(&|status| status != Status::Accepted),
        delivered: sum(&|status| status == Status::Delivered),
        accepted: sum(&|status| status == Status::Accepted),
        burndown: burndown::of(sprint, backlog, today),
    }
}

fn planned(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> Planned {
    let plan = plan::of(sprint, backlog, today);
    Planned { sprint: sprint.id, load: plan.load, capacity: plan.capacity }
}

/// The stories of the coming sprints that are not ready, and whether these could be told.
#[must_use]
pub fn unready(backlog: &Backlog) -> (Vec<StoryId>, bool) {
    let lacks = |index: &u32| {
        let story = backlog.stories().at(*index as usize)?;
        let open = matches!(story.status, Status::Draft | Status::Ready);
        (open && !ready::is_ready(story, backlog)).then_some(story.id)
    };
    if let Some(coming) = cut::within(backlog, SPRINTS_AHEAD) {
        let coming = coming.take(MOST_LOOKED_AT);
        return (coming.filter_map(|index| lacks(&index)).collect(), true);
    }
    (top(backlog).iter().filter_map(lacks).collect(), false)
}

/// The first stories that are in no sprint, as their indexes in the table: those to begin with
/// while nobody knows how much a sprint holds.
#[must_use]
pub fn top(backlog: &Backlog) -> Vec<u32> {
    let waits = |status: Status| matches!(status, Status::Draft | Status::Ready);
    let free = backlog.ranked().filter(|(_, brief)| brief.is_free() && waits(brief.status));
    free.take(TOP).map(|(index, _)| index).collect()
}

fn new_ideas(backlog: &Backlog) -> Vec<Id<Idea>> {
    let new = backlog.ideas().iter().filter(|idea| idea.state == IdeaState::New);
    let mut new: Vec<(Moment, u32, Id<Idea>)> = new.map(|it| (it.at, it.number, it.id)).collect();
    new.sort_unstable_by(|a, b| b.cmp(a));
    new.into_iter().map(|(.., id)| id).collect()
}

/// When a story was delivered last, as its history tells.
#[must_use]
pub fn delivered_at(story: &Story) -> Option<Moment> {
    story.history.iter().find(|line| line.what == Act::Delivered).map(|line| line.at)
}

/// How many days of the calendar something has lasted: 1 on its first day.
#[must_use]
pub fn age(from: Moment, today: NaiveDate) -> u64 {
    let days = today.signed_duration_since(from.day()).num_days();
    u64::try_from(days).unwrap_or(0) + 1
}
