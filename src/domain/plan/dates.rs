//! The days a coming sprint would have. It proposes them; the Product Owner sets them.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::calendar::{next_working_day, nth_working_day};
use crate::domain::sprint::SprintState;

/// First and last day of the next sprint: from the first working day after the newest sprint that
/// ran or runs, never before today, as long as the product's sprints are. None where the product
/// has no such days.
///
/// A planned sprint is what the days are for, and a cancelled one gives its days back.
#[must_use]
pub fn proposal(backlog: &Backlog, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let product = backlog.product();
    let ran = |state| matches!(state, SprintState::Active | SprintState::Closed);
    let ended = backlog.sprints().iter().filter(|sprint| ran(sprint.state) && sprint.end.is_some());
    let newest = ended.max_by_key(|sprint| sprint.number);
    let after = newest.and_then(|sprint| sprint.end?.succ_opt());
    let start = next_working_day(product, after.map_or(today, |after| after.max(today)))?;
    Some((start, nth_working_day(product, start, product.sprint_length.0)?))
}
