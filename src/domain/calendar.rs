//! The days that are worked: counting them, and finding the next, the last and the n-th.
//! It knows no person: days off are theirs. However far a date lies, it looks at few days.

use chrono::{Days, NaiveDate};

use super::product::Product;
use super::sprint::{Sprint, SprintState};

/// How many days are looked at, at most: twenty years. No sprint is longer, and a product without
/// a working day is found out.
const FAR: usize = 20 * 366;

/// The working days from the first day to the last, both included.
pub fn working_days(
    product: &Product,
    start: NaiveDate,
    end: NaiveDate,
) -> impl Iterator<Item = NaiveDate> {
    let days = start.iter_days().take(FAR).take_while(move |day| *day <= end);
    days.filter(|day| product.works_on(*day))
}

/// The first working day from this day on; none where nobody ever works.
#[must_use]
pub fn next_working_day(product: &Product, from: NaiveDate) -> Option<NaiveDate> {
    working_days(product, from, NaiveDate::MAX).next()
}

/// The last working day before this day; none where nobody ever worked.
#[must_use]
pub fn previous_working_day(product: &Product, before: NaiveDate) -> Option<NaiveDate> {
    let last = before.checked_sub_days(Days::new(1))?;
    let back = std::iter::successors(Some(last), |day| day.checked_sub_days(Days::new(1)));
    back.take(FAR).find(|day| product.works_on(*day))
}

/// The last day of so many working days that begin with `start`; none where there are not so many
/// within twenty years, and none for no day.
#[must_use]
pub fn nth_working_day(product: &Product, start: NaiveDate, n: u32) -> Option<NaiveDate> {
    let before = usize::try_from(n.checked_sub(1)?).ok()?;
    working_days(product, start, NaiveDate::MAX).nth(before)
}

/// Working days from today, or from the start where that is still to come, to the end; none
/// without an end, 0 in a sprint that is over.
#[must_use]
pub fn days_left(sprint: &Sprint, product: &Product, today: NaiveDate) -> Option<usize> {
    let end = sprint.end?;
    match sprint.state {
        SprintState::Planned | SprintState::Active => {
            let from = sprint.start.map_or(today, |start| start.max(today));
            Some(working_days(product, from, end).count())
        }
        SprintState::Closed | SprintState::Cancelled => Some(0),
    }
}
