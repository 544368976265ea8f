//! What a sprint can hold and what it holds: its people, its days, its capacity and where that
//! comes from, its load. It proposes and reckons; it pulls nothing and changes nothing.

mod concern;
pub mod cut;
mod dates;
mod fill;
mod focus;
mod people;
mod skill;
pub mod velocity;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::backlog::Backlog;
use super::calendar;
use super::number::{Hundredths, Points};
use super::ratio::Ratio;
use super::sprint::{Record, Sprint, SprintState};
use super::story::{Story, StoryId};

pub use concern::{Concern, concerns};
pub use dates::proposal;
pub use fill::{Fill, fill};
pub use focus::{Focus, FocusSource, Spent};
pub use people::Member;
pub use skill::SkillLoad;
pub use velocity::Velocity;

use focus::Forecast;

/// Fewer closed sprints than this say nothing about a chance.
const ENOUGH: usize = 3;

/// Everything there is to say about what a sprint can hold and what it holds.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    /// How many working days the sprint has; none without dates.
    pub working_days: Option<usize>,
    /// How many of them are left, today included.
    pub days_left: Option<usize>,
    /// Who takes part, in the order they were named.
    pub people: Vec<Member<'a>>,
    /// The days they have together; none where dates or people are missing.
    pub person_days: Option<Hundredths>,
    /// Where the capacity comes from; none in a closed sprint, whose record does not say.
    pub focus: Option<Focus>,
    /// Points a person-day, rounded; none where the capacity does not come from person-days.
    pub focus_factor: Option<Hundredths>,
    /// What the last closed sprints came to.
    pub velocity: Option<Velocity>,
    /// The points the sprint can hold.
    pub capacity: Option<Hundredths>,
    /// The points it holds.
    pub load: Points,
    /// The load in per cent of the capacity; none where that is none or zero.
    pub load_percent: Option<Hundredths>,
    /// Stories of it that count nothing because nobody estimated them.
    pub unestimated: usize,
    /// Its stories in rank order; of a closed sprint also those its record tells of.
    pub stories: Vec<&'a Arc<Story>>,
    /// The load by skill. A story counts whole for each of its skills and a person whole for each
    /// of theirs: the lines do not add up.
    pub skills: Vec<SkillLoad<'a>>,
    /// How often so much was reached; none under three closed sprints, or where the sprint is over.
    pub chance: Option<Chance>,
}

/// How many closed sprints reached a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance {
    /// So many reached it.
    pub reached: usize,
    /// Of so many.
    pub of: usize,
}

/// What there is to say of a sprint on a day.
#[must_use]
pub fn of<'a>(sprint: &Sprint, backlog: &'a Backlog, today: NaiveDate) -> Plan<'a> {
    let people = people::members(sprint, backlog);
    let stories = stories(sprint, backlog);
    let record = sprint.record.as_ref();
    let load = record.and_then(recorded_load).unwrap_or_else(|| sum(&stories));
    let forecast = Forecast::of(people::together(sprint, &people), backlog);
    let closed = sprint.state == SprintState::Closed;
    // What is frozen is told as it was frozen, and what was not known then stays unknown.
    let (person_days, focus_factor, exact) = if closed {
        let of = |it: &Record| (it.person_days, it.focus_factor, it.capacity.map(Ratio::from));
        record.map_or_else(Default::default, of)
    } else {
        (forecast.person_days, forecast.factor.map(Ratio::hundredths), forecast.capacity)
    };
    let capacity = exact.map(Ratio::hundredths);
    let skills = if closed {
        skill::loads(&stories, &[], None)
    } else {
        skill::loads(&stories, &people, Some(&forecast))
    };
    Plan {
        working_days: people::days(sprint, backlog.product()).map(|days| days.len()),
        days_left: calendar::days_left(sprint, backlog.product(), today),
        people,
        person_days,
        focus: (!closed).then_some(forecast.focus),
        focus_factor,
        velocity: velocity::forecast(backlog),
        capacity,
        load,
        load_percent: exact.and_then(|it| percent(load, it)),
        unestimated: stories.iter().filter(|story| story.points.is_none()).count(),
        stories,
        skills,
        chance: chance(sprint, load, backlog),
    }
}

fn stories<'a>(sprint: &Sprint, backlog: &'a Backlog) -> Vec<&'a Arc<Story>> {
    let mut found: Vec<&Arc<Story>> = backlog.in_sprint(sprint.id).collect();
    if let Some(record) = &sprint.record {
        let told = [Some(&record.accepted), record.rejected.as_ref(), record.unfinished.as_ref()];
        let mut told: BTreeSet<StoryId> =
            told.into_iter().flatten().flat_map(|part| &part.stories).copied().collect();
        for story in &found {
            told.remove(&story.id);
        }
        if !told.is_empty() {
            found.extend(told.into_iter().filter_map(|id| backlog.story(id)));
            found.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        }
    }
    found
}

/// Points of these stories.
fn sum(stories: &[&Arc<Story>]) -> Points {
    stories.iter().filter_map(|story| story.points).sum()
}

/// The points a closed sprint held when it closed; none where nobody knows.
fn recorded_load(record: &Record) -> Option<Points> {
    let (rejected, unfinished) = (record.rejected.as_ref()?, record.unfinished.as_ref()?);
    Some(record.accepted.points + rejected.points + unfinished.points)
}

/// By the capacity as it is reckoned, not as it is rounded.
fn percent(load: Points, capacity: Ratio) -> Option<Hundredths> {
    let part = Ratio::from(load).times(capacity.inverse()?)?;
    Some(part.times(Ratio::from(Hundredths::whole(100)))?.hundredths())
}

fn chance(sprint: &Sprint, load: Points, backlog: &Backlog) -> Option<Chance> {
    let over = matches!(sprint.state, SprintState::Closed | SprintState::Cancelled);
    let closed = velocity::closed(backlog);
    let reached = closed.iter().filter(|it| velocity::of(it) >= load).count();
    (!over && closed.len() >= ENOUGH).then_some(Chance { reached, of: closed.len() })
}
