//! What was left to do in a sprint, day by day, told by its log and the history of its stories.
//! It foresees nothing: no point lies after today.

use std::sync::Arc;

use chrono::NaiveDate;

use super::touched;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::history::Act;
use crate::domain::number::{Hundredths, Points};
use crate::domain::past::{self, Then};
use crate::domain::ratio::Ratio;
use crate::domain::sprint::{Direction, Sprint};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story};

/// A sprint at the end of a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Which working day of the sprint; 0 is the commitment.
    pub day: u32,
    /// Its date; none for the commitment.
    pub date: Option<NaiveDate>,
    /// Points in the sprint that were not accepted, as they then were.
    pub remaining: Points,
    /// Those of them that were delivered and waited for the verdict.
    pub delivered: Points,
    /// What would be left if the same came off the commitment every day.
    pub ideal: Hundredths,
    /// Points that came in since the point before.
    pub scope_in: Points,
    /// Points that went out since the point before.
    pub scope_out: Points,
}

/// The points of a sprint's burndown: the commitment, then one for each working day up to today.
///
/// A point knows everything dated up to its day: what happens on a Saturday shows on Monday. What
/// came before the first day shows on the first, what comes after the last one until the sprint
/// closes on the last. A sprint that was never started has none, one without dates the commitment
/// alone.
#[must_use]
pub fn of(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> Vec<Day> {
    let Some(commitment) = &sprint.commitment else { return Vec::new() };
    let committed: Points = commitment.stories.iter().filter_map(|story| story.points).sum();
    let start = Day {
        day: 0,
        date: None,
        remaining: committed,
        delivered: Points::default(),
        ideal: committed,
        scope_in: Points::default(),
        scope_out: Points::default(),
    };
    let dates: Vec<NaiveDate> = match (sprint.start, sprint.end) {
        (Some(start), Some(end)) => calendar::working_days(backlog.product(), start, end).collect(),
        _ => Vec::new(),
    };
    let (stories, over) = (touched(sprint, backlog), over(sprint));
    let mut points = vec![start];
    let mut previous = None;
    for ((&date, day), left) in dates.iter().zip(1..).zip((0..dates.len()).rev()) {
        if date > today {
            break;
        }
        // The last day knows what came later, too; so does the last one shown of a sprint that is
        // over: it may have closed on a weekend.
        let is_last = left == 0
            || over.is_some() && dates.get(dates.len() - left).is_none_or(|next| *next > today);
        let until = if is_last { NaiveDate::MAX } else { date };
        let then = Then::end_of(until).until(over);
        let scope = |way| scope(sprint, way, previous, then);
        let started = commitment.at.day() <= until;
        let (remaining, delivered) = if started {
            standing(sprint, &stories, then, backlog)
        } else {
            (committed, Points::default())
        };
        points.push(Day {
            day,
            date: Some(date),
            remaining,
            delivered,
            ideal: part(committed, left, dates.len()),
            scope_in: scope(Direction::In),
            scope_out: scope(Direction::Out),
        });
        previous = Some(until);
    }
    points
}

/// The moment from which on nothing counts: the sprint was closed or cancelled.
fn over(sprint: &Sprint) -> Option<Moment> {
    let cancelled = || sprint.history.iter().find(|line| line.what == Act::Cancelled);
    sprint.record.as_ref().map(|it| it.at).or_else(|| cancelled().map(|line| line.at))
}

/// Points not accepted, and those of them delivered, of the stories that were then in the sprint.
fn standing(
    sprint: &Sprint,
    stories: &[&Arc<Story>],
    then: Then,
    backlog: &Backlog,
) -> (Points, Points) {
    let inside =
        stories.iter().filter(|it| past::sprint_on(it, then, backlog) == Some(sprint.number));
    let (mut remaining, mut delivered) = (Points::default(), Points::default());
    for story in inside {
        let points = past::points_on(story, then).unwrap_or_default();
        let status = past::status_on(story, then);
        if status != Status::Accepted {
            remaining = remaining + points;
        }
        if status == Status::Delivered {
            delivered = delivered + points;
        }
    }
    (remaining, delivered)
}

/// Points that went one way after a day and up to then.
fn scope(sprint: &Sprint, way: Direction, after: Option<NaiveDate>, then: Then) -> Points {
    let log = sprint.scope_log.iter().filter(|entry| entry.direction == Some(way));
    let since = log.filter(|entry| after.is_none_or(|day| entry.at.day() > day));
    since.filter(|entry| then.knows(entry.at)).filter_map(|entry| entry.points).sum()
}

/// `left` of `all` parts of these points.
fn part(points: Points, left: usize, all: usize) -> Hundredths {
    let whole = |n: usize| u128::try_from(n).unwrap_or(u128::MAX);
    let share = Ratio::new(whole(left), whole(all));
    share.and_then(|it| it.times(points.into())).map_or_else(Hundredths::default, Ratio::hundredths)
}
