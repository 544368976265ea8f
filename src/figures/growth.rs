//! Whether more is written down than is accepted, sprint by sprint, and what nobody has touched for
//! long. It judges neither: a backlog may grow, and a story may wait.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::history::Act;
use crate::domain::plan::velocity;
use crate::domain::stamp::Moment;
use crate::domain::story::Story;

/// A story nobody has touched for so many days is stale.
pub const STALE: u64 = 60;

/// What came and what was done in one closed sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// The number of the sprint.
    pub sprint: u32,
    /// Stories written down on one of its days, from its start to its end, whatever became of
    /// them.
    pub created: usize,
    /// Stories its record says were accepted.
    pub accepted: usize,
}

/// The closed sprints, the one closed last first. One without dates has no days a story could be
/// written down on, and one whose record was imported names no story: both are left out.
#[must_use]
pub fn of(backlog: &Backlog) -> Vec<Growth> {
    let sprint = |it: &std::sync::Arc<crate::domain::sprint::Sprint>| {
        let (start, end) = it.start.zip(it.end)?;
        let record = it.record.as_ref().filter(|record| !record.imported)?;
        let within = |story: &&std::sync::Arc<Story>| (start..=end).contains(&story.created.day());
        let created = backlog.stories().iter().filter(within).count();
        Some(Growth { sprint: it.number, created, accepted: record.accepted.stories.len() })
    };
    velocity::closed(backlog).into_iter().filter_map(sprint).collect()
}

/// When a story was touched last: the newest line of its history but for moves, which are about
/// the others as much as about it; without one, when it was written down.
#[must_use]
pub fn touched(story: &Story) -> Moment {
    let line = story.history.iter().find(|line| line.what != Act::Moved);
    line.map_or(story.created, |line| line.at)
}

/// For how many days nobody has touched a story.
#[must_use]
pub fn untouched(story: &Story, today: NaiveDate) -> u64 {
    let days = today.signed_duration_since(touched(story).day()).num_days();
    u64::try_from(days).unwrap_or(0)
}

/// The open stories nobody has touched for 60 days or more, in their order.
pub fn stale(backlog: &Backlog, today: NaiveDate) -> impl Iterator<Item = &Story> {
    let old = move |story: &&Story| untouched(story, today) >= STALE;
    backlog.open().map(|story| &**story).filter(old)
}
