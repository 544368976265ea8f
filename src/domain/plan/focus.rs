//! Where a forecast of capacity comes from: what the team did with its days, what it did at all,
//! or an assumption that is said to be one. It never mixes two of them.

use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ratio::Ratio;
use crate::domain::record::words;

use super::velocity::{self, LOOKED_AT};

words! {
    /// What a capacity is reckoned from.
    pub enum FocusSource ("source of a capacity") {
        /// Person-days × the points a person-day came to in closed sprints.
        History = "history",
        /// What closed sprints came to, where days or people are not known.
        Velocity = "velocity",
        /// Person-days × 0.7, before the first sprint is closed: a point taken for an ideal day.
        Assumed = "assumed",
        /// Nothing: no closed sprint, and no days or people.
        None = "none",
    }
}

/// A closed sprint that a focus factor comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Its number.
    pub number: u32,
    /// The points accepted in it.
    pub velocity: Points,
    /// The days the team had in it; none where the capacity is the velocity alone.
    pub person_days: Option<Hundredths>,
}

/// Where a capacity comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// In one word.
    pub source: FocusSource,
    /// The closed sprints it comes from, newest first.
    pub sprints: Vec<Spent>,
}

/// A capacity, exactly, and where it comes from.
pub(super) struct Forecast {
    pub(super) person_days: Option<Hundredths>,
    pub(super) focus: Focus,
    /// Points a person-day; none where the capacity is the velocity.
    pub(super) factor: Option<Ratio>,
    pub(super) capacity: Option<Ratio>,
}

impl Forecast {
    /// What a sprint with so many person-days can hold.
    pub(super) fn of(person_days: Option<Hundredths>, backlog: &Backlog) -> Self {
        let with = |source, sprints, factor: Option<Ratio>, capacity| {
            let focus = Focus { source, sprints };
            Self { person_days, focus, factor, capacity }
        };
        let held = |factor: Ratio| Ratio::from(person_days?).times(factor);
        let spent = spent(backlog);
        if person_days.is_some()
            && let Some(factor) = factor(&spent)
        {
            return with(FocusSource::History, spent, Some(factor), held(factor));
        }
        if let Some(velocity) = velocity::forecast(backlog) {
            let row = |&(number, velocity)| Spent { number, velocity, person_days: None };
            let sprints = velocity.sprints.iter().map(row).collect();
            return with(FocusSource::Velocity, sprints, None, Some(velocity.mean()));
        }
        if person_days.is_some() {
            let factor = Ratio::from(Hundredths::of_hundredths(70));
            return with(FocusSource::Assumed, Vec::new(), Some(factor), held(factor));
        }
        with(FocusSource::None, Vec::new(), None, None)
    }
}

/// The newest closed sprints of which both the points and the days are known and not zero.
fn spent(backlog: &Backlog) -> Vec<Spent> {
    let closed = velocity::closed(backlog).into_iter();
    let all = closed.filter_map(|sprint| {
        let person_days = sprint.record.as_ref()?.person_days;
        Some(Spent { number: sprint.number, velocity: velocity::of(sprint), person_days })
    });
    let both = |it: &Spent| {
        it.velocity > Points::default() && it.person_days > Some(Hundredths::default())
    };
    all.filter(both).take(LOOKED_AT).collect()
}

fn factor(spent: &[Spent]) -> Option<Ratio> {
    let days = spent.iter().filter_map(|it| it.person_days).sum();
    Ratio::of(spent.iter().map(|it| it.velocity).sum(), days)
}
