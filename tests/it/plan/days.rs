//! Which days are worked, and which days a sprint would have.

use upnext::domain::calendar::{
    days_left, next_working_day, nth_working_day, previous_working_day, working_days,
};
use upnext::domain::plan;
use upnext::domain::product::{Day, Product, WorkingDays};
use upnext::domain::sprint::{Sprint, SprintState};

use super::{Bench, day};
use chrono::NaiveDate;

fn count(product: &Product, start: &str, end: &str) -> usize {
    working_days(product, day(start), day(end)).count()
}

/// Nobody ever works: no day of the week is worked.
fn idle() -> Product {
    Product { working_days: WorkingDays([].into()), ..Product::default() }
}

#[test]
fn two_weeks_are_ten_working_days_and_with_a_holiday_nine() {
    let mut product = Product::default();
    // 2026-11-16 is a Monday.
    assert_eq!(count(&product, "2026-11-16", "2026-11-27"), 10);
    assert_eq!(count(&product, "2026-11-16", "2026-11-29"), 10, "the weekend after counts nothing");
    product.holidays = [day("2026-11-18"), day("2026-11-21")].into();
    assert_eq!(count(&product, "2026-11-16", "2026-11-27"), 9, "the other one is a Saturday");
    assert_eq!(count(&product, "2026-11-27", "2026-11-16"), 0, "the end before the start");
}

#[test]
fn the_next_the_last_and_the_n_th() {
    let product = Product { holidays: [day("2026-11-23")].into(), ..Product::default() };
    let next = |from: &str| next_working_day(&product, day(from)).unwrap();
    assert_eq!(next("2026-11-20"), day("2026-11-20"), "a Friday is one itself");
    assert_eq!(next("2026-11-21"), day("2026-11-24"), "over the weekend and the holiday");
    let last = |before: &str| previous_working_day(&product, day(before)).unwrap();
    assert_eq!(last("2026-11-24"), day("2026-11-20"));
    assert_eq!(last("2026-11-20"), day("2026-11-19"));
    let nth = |n| nth_working_day(&product, day("2026-11-16"), n);
    assert_eq!(nth(1), Some(day("2026-11-16")));
    assert_eq!(nth(10), Some(day("2026-11-30")), "the holiday makes it one day longer");
    assert_eq!(nth(0), None);
    assert_eq!(nth_working_day(&product, day("2026-11-21"), 1), Some(day("2026-11-24")));
}

#[test]
fn a_product_nobody_works_on_has_no_days_and_keeps_nobody_waiting() {
    let (idle, busy) = (idle(), Product::default());
    let today = day("2026-11-18");
    assert_eq!(next_working_day(&idle, today), None);
    assert_eq!(previous_working_day(&idle, today), None);
    assert_eq!(nth_working_day(&idle, today, 10), None);
    assert_eq!(working_days(&idle, NaiveDate::MIN, NaiveDate::MAX).count(), 0);
    let mut it = Bench { product: idle, ..Bench::default() };
    assert_eq!(plan::proposal(&it.backlog(), today), None);
    // Nor does a sprint of four thousand million days, or the end of all days.
    assert_eq!(nth_working_day(&busy, today, u32::MAX), None);
    assert_eq!(
        next_working_day(&busy, NaiveDate::MAX),
        working_days(&busy, NaiveDate::MAX, NaiveDate::MAX).next()
    );
    assert_eq!(previous_working_day(&busy, NaiveDate::MIN), None);
    assert!(working_days(&busy, NaiveDate::MIN, NaiveDate::MAX).count() < 10_000);
    it.product = busy;
    it.sprint(1, SprintState::Active).end = Some(NaiveDate::MAX);
    assert_eq!(plan::proposal(&it.backlog(), today).map(|it| it.0), Some(today));
}

#[test]
fn days_left_count_today_and_the_last() {
    let product = Product::default();
    let mut sprint = Sprint {
        start: Some(day("2026-11-16")),
        end: Some(day("2026-11-27")),
        state: SprintState::Active,
        ..Sprint::default()
    };
    let left = |sprint: &Sprint, today: &str| days_left(sprint, &product, day(today));
    assert_eq!(left(&sprint, "2026-11-18"), Some(8));
    assert_eq!(left(&sprint, "2026-11-27"), Some(1));
    assert_eq!(left(&sprint, "2026-11-28"), Some(0));
    assert_eq!(left(&sprint, "2026-11-02"), Some(10), "what is before the start is not its own");
    sprint.state = SprintState::Closed;
    assert_eq!(left(&sprint, "2026-11-18"), Some(0));
    sprint.end = None;
    assert_eq!(left(&sprint, "2026-11-18"), None);
}

#[test]
fn the_next_sprint_begins_after_the_newest_and_never_before_today() {
    let mut it = Bench::default();
    let proposal = |it: &Bench, today: &str| plan::proposal(&it.backlog(), day(today)).unwrap();
    let dates = |start: &str, end: &str| (day(start), day(end));
    // The first one begins at once; on a Saturday, on Monday.
    assert_eq!(proposal(&it, "2026-11-18"), dates("2026-11-18", "2026-12-01"));
    assert_eq!(proposal(&it, "2026-11-21"), dates("2026-11-23", "2026-12-04"));
    it.sprint(1, SprintState::Closed).end = Some(day("2026-11-13"));
    assert_eq!(proposal(&it, "2026-11-13"), dates("2026-11-16", "2026-11-27"));
    assert_eq!(proposal(&it, "2026-11-17"), dates("2026-11-17", "2026-11-30"), "it is late");
    // A running one is waited for; cancelled ones and such without an end are not.
    it.sprint(2, SprintState::Active).end = Some(day("2026-11-27"));
    it.sprint(3, SprintState::Cancelled).end = Some(day("2027-01-29"));
    it.sprint(4, SprintState::Planned);
    assert_eq!(proposal(&it, "2026-11-17"), dates("2026-11-30", "2026-12-11"));
    it.product.sprint_length.0 = 5;
    it.product.working_days.0 = [Day::Mon, Day::Tue, Day::Wed, Day::Thu].into();
    it.product.holidays = [day("2026-11-30")].into();
    assert_eq!(proposal(&it, "2026-11-17"), dates("2026-12-01", "2026-12-08"));
}
