//! How the running sprint stands, in a few numbers. It looks at no story: the columns have
//! counted them.

use chrono::NaiveDate;

use super::column::{Column, Stage};
use crate::domain::number::{Hundredths, Points};
use crate::domain::sprint::{Direction, Sprint};
use crate::figures::burndown::Day;

/// The figures of the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Which working day it is, from 1; 0 before the first.
    pub day: usize,
    /// How many working days there are; 0 without dates.
    pub of: usize,
    /// How many are left, today included.
    pub left: usize,
    /// Points committed to; none in a sprint that was never started by its command.
    pub committed: Option<Points>,
    /// Points that came in since.
    pub added: Points,
    /// Points that went out since.
    pub removed: Points,
    /// Points accepted.
    pub accepted: Points,
    /// Points delivered that wait for the verdict.
    pub delivered: Points,
    /// Points not accepted.
    pub remaining: Points,
    /// Points of all its stories.
    pub total: Points,
    /// What would be left today if the same came off the commitment every day.
    pub ideal: Option<Hundredths>,
    /// Stories that something stands in the way of.
    pub blocked: usize,
    /// Stories that count nothing because nobody estimated them.
    pub unestimated: usize,
    /// How many stories there are.
    pub stories: usize,
}

impl Standing {
    pub(super) fn of(
        sprint: &Sprint,
        columns: &[Column],
        days: &[Day],
        dates: &[NaiveDate],
        today: NaiveDate,
    ) -> Self {
        let points = |stage: Stage| {
            columns.iter().filter(|it| it.stage == stage).map(|it| it.points).sum::<Points>()
        };
        let total: Points = columns.iter().map(|it| it.points).sum();
        let scope = |way: Direction| {
            let log = sprint.scope_log.iter().filter(|entry| entry.direction == Some(way));
            log.filter_map(|entry| entry.points).sum::<Points>()
        };
        let accepted = points(Stage::Accepted);
        let remaining = total.hundredths().saturating_sub(accepted.hundredths());
        Self {
            day: dates.iter().filter(|date| **date <= today).count(),
            of: dates.len(),
            left: dates.iter().filter(|date| **date >= today).count(),
            committed: days.first().map(|day| day.remaining),
            added: scope(Direction::In),
            removed: scope(Direction::Out),
            accepted,
            delivered: points(Stage::Delivered),
            remaining: Hundredths::of_hundredths(remaining),
            total,
            ideal: days.last().map(|day| day.ideal),
            blocked: columns.iter().map(|it| it.blocked).sum(),
            unestimated: columns.iter().map(|it| it.unestimated).sum(),
            stories: columns.iter().map(|it| it.cards.len()).sum(),
        }
    }
}
