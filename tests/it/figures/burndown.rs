//! The burndown of a sprint, point by point.

use proptest::prelude::*;
use upnext::domain::field::Field;
use upnext::domain::history::{Act, Entry};
use upnext::domain::product::WorkingDays;
use upnext::domain::sprint::{Direction, Record, ScopeEntry, SprintState};
use upnext::domain::story::{Status, Story};
use upnext::figures::burndown::{self, Day};

use super::running::{Running, at, day, line, n};

/// The points on a day, as they are reckoned.
fn of(it: &Running, stories: &[Story], today: &str) -> Vec<Day> {
    burndown::of(&it.sprint, &it.with(stories), day(today))
}

/// What remains at each point.
fn remaining(it: &Running, stories: &[Story], today: &str) -> Vec<String> {
    of(it, stories, today).iter().map(|day| day.remaining.to_string()).collect()
}

#[test]
fn a_sprint_of_five_days_by_hand() {
    let mut it = Running::default();
    let a = it.committed(
        "5",
        &[
            ("2026-11-16T10:00:00+01:00", Act::Started, Status::Doing),
            ("2026-11-17T10:00:00+01:00", Act::Delivered, Status::Delivered),
            ("2026-11-18T16:00:00+01:00", Act::Accepted, Status::Accepted),
        ],
    );
    let mut b = it.committed("3", &[]);
    b.points = Some(n("5"));
    b.history.insert(0, line("2026-11-18T09:00:00+01:00", Field::Points, Some("3"), Some("5")));
    let mut c = it.committed("8", &[]);
    it.scope("2026-11-19T09:00:00+01:00", &mut c, Direction::Out);
    let mut d = it.story("2", &[]);
    it.scope("2026-11-18T11:00:00+01:00", &mut d, Direction::In);
    let found = of(&it, &[a, b, c, d], "2026-11-19");
    let row = |day: &Day| {
        let points = [day.remaining, day.delivered, day.ideal, day.scope_in, day.scope_out];
        (day.day, day.date.map(|it| it.to_string()), points.map(|it| it.to_string()).join(" "))
    };
    let date = |text: &str| Some(format!("2026-11-{text}"));
    // Remaining, delivered, ideal, in, out. The scope change of day 3 shows on day 3.
    let expected = [
        (0, None, "16 0 16 0 0".to_owned()),
        (1, date("16"), "16 0 12.8 0 0".to_owned()),
        (2, date("17"), "16 5 9.6 0 0".to_owned()),
        (3, date("18"), "15 0 6.4 2 0".to_owned()),
        (4, date("19"), "7 0 3.2 0 8".to_owned()),
    ];
    assert_eq!(found.iter().map(row).collect::<Vec<_>>(), expected, "and none after today");
}

#[test]
fn what_happens_on_a_saturday_shows_on_monday() {
    let mut it = Running::default();
    it.sprint.end = Some(day("2026-11-24"));
    let a = it.committed("5", &[("2026-11-21T10:00:00+01:00", Act::Accepted, Status::Accepted)]);
    let mut b = it.story("2", &[]);
    it.scope("2026-11-22T10:00:00+01:00", &mut b, Direction::In);
    let stories = [a, b];
    let found = of(&it, &stories, "2026-11-22");
    assert_eq!(found.len(), 6, "on the Sunday Friday's is the last point");
    assert_eq!((found[5].remaining, found[5].scope_in), (n("5"), n("0")));
    let found = of(&it, &stories, "2026-11-24");
    assert_eq!(found[5].date, Some(day("2026-11-20")));
    assert_eq!((found[5].remaining, found[5].scope_in), (n("5"), n("0")));
    assert_eq!(found[6].date, Some(day("2026-11-23")));
    assert_eq!((found[6].remaining, found[6].scope_in), (n("2"), n("2")));
    assert_eq!((found[7].remaining, found[7].scope_in), (n("2"), n("0")));
}

#[test]
fn across_the_change_of_summer_time_the_days_are_right() {
    let mut it = Running::default();
    // The clocks go forward in the night to Sunday the 29th of March.
    (it.sprint.start, it.sprint.end) = (Some(day("2026-03-26")), Some(day("2026-03-31")));
    it.sprint.commitment.as_mut().unwrap().at = at("2026-03-26T08:00:00+01:00");
    let late = ("2026-03-27T23:30:00+01:00", Act::Accepted, Status::Accepted);
    // Half past midnight on Monday, which the winter's offset would call Sunday.
    let early = ("2026-03-30T00:30:00+02:00", Act::Accepted, Status::Accepted);
    // Half past eleven on Monday.
    let later = ("2026-03-30T23:30:00+02:00", Act::Accepted, Status::Accepted);
    let mut stories: Vec<Story> =
        [("1", late), ("2", early), ("4", later)].map(|(p, act)| it.committed(p, &[act])).into();
    for story in &mut stories {
        story.history.last_mut().unwrap().at = at("2026-03-20T10:00:00+01:00");
    }
    let found = of(&it, &stories, "2026-03-31");
    let dates: Vec<_> = found.iter().filter_map(|it| it.date).collect();
    assert_eq!(dates, ["2026-03-26", "2026-03-27", "2026-03-30", "2026-03-31"].map(day));
    assert_eq!(remaining(&it, &stories, "2026-03-31"), ["7", "7", "6", "0", "0"]);
}

#[test]
fn an_offset_on_another_continent_keeps_its_own_day() {
    let mut it = Running::default();
    // In Vancouver it is still Tuesday, in Auckland already Wednesday; the one is later than the
    // other all the same.
    let west = it.committed("1", &[("2026-11-17T23:30:00-08:00", Act::Accepted, Status::Accepted)]);
    let east = it.committed("2", &[("2026-11-18T00:30:00+13:00", Act::Accepted, Status::Accepted)]);
    assert_eq!(remaining(&it, &[west, east], "2026-11-18"), ["3", "3", "2", "0"]);
}

#[test]
fn what_comes_after_the_end_counts_to_the_last_day_until_it_closes() {
    let mut it = Running::default();
    let a = it.committed("5", &[("2026-11-23T10:00:00+01:00", Act::Accepted, Status::Accepted)]);
    let mut b = it.committed("3", &[]);
    let mut c = it.story("1", &[]);
    it.scope("2026-11-22T10:00:00+01:00", &mut c, Direction::In);
    let stories = [a.clone(), b.clone(), c.clone()];
    assert_eq!(remaining(&it, &stories, "2026-11-24"), ["8", "8", "8", "8", "8", "4"]);
    let last = of(&it, &stories, "2026-11-24")[5];
    assert_eq!((last.scope_in, last.ideal), (n("1"), n("0")));
    // Closing takes what is left along, and that is no news of the sprint; nor is what comes then.
    let closed = "2026-11-24T15:00:00+01:00";
    it.sprint.state = SprintState::Closed;
    it.sprint.record = Some(Record { at: at(closed), ..Record::default() });
    for story in [&mut b, &mut c] {
        story.sprint = None;
        story.history.insert(0, line(closed, Field::Sprint, Some("3"), None));
        let before = story.points.map(|it| it.to_string());
        let later = "2026-11-25T10:00:00+01:00";
        story.history.insert(0, line(later, Field::Points, before.as_deref(), Some("20")));
        story.points = Some(n("20"));
    }
    assert_eq!(remaining(&it, &[a, b, c], "2026-12-24"), ["8", "8", "8", "8", "8", "4"]);
}

#[test]
fn cancelling_ends_it_too() {
    let mut it = Running::default();
    let mut a = it.committed("5", &[]);
    let cancelled = "2026-11-18T15:00:00+01:00";
    it.sprint.state = SprintState::Cancelled;
    it.sprint.history = vec![Entry { at: at(cancelled), what: Act::Cancelled, ..Entry::default() }];
    a.sprint = None;
    a.history.insert(0, line(cancelled, Field::Sprint, Some("3"), None));
    assert_eq!(remaining(&it, &[a], "2026-11-18"), ["5", "5", "5", "5"]);
}

#[test]
fn what_comes_before_the_first_day_counts_to_it() {
    let mut it = Running::default();
    // Started on the Friday before, and something was accepted on the Sunday.
    it.sprint.commitment.as_mut().unwrap().at = at("2026-11-13T16:00:00+01:00");
    let a = it.committed("5", &[("2026-11-15T10:00:00+01:00", Act::Accepted, Status::Accepted)]);
    let mut b = it.story("2", &[]);
    it.scope("2026-11-14T10:00:00+01:00", &mut b, Direction::In);
    let found = of(&it, &[a, b], "2026-11-16");
    assert_eq!((found.len(), found[0].remaining), (2, n("5")));
    assert_eq!((found[1].remaining, found[1].scope_in), (n("2"), n("2")));
}

#[test]
fn before_a_late_start_nothing_burns() {
    let mut it = Running::default();
    it.sprint.commitment.as_mut().unwrap().at = at("2026-11-18T09:00:00+01:00");
    let mut a =
        it.committed("5", &[("2026-11-18T12:00:00+01:00", Act::Accepted, Status::Accepted)]);
    let b = it.committed("3", &[]);
    // It was planned on the Tuesday, with other points on the Monday.
    a.history.last_mut().unwrap().at = at("2026-11-17T10:00:00+01:00");
    assert_eq!(remaining(&it, &[a, b], "2026-11-19"), ["8", "8", "8", "3", "3"]);
}

#[test]
fn no_start_no_points_and_no_dates_one() {
    let mut it = Running::default();
    let a = it.committed("5", &[]);
    let stories = [a];
    assert_eq!(remaining(&it, &stories, "2026-11-15"), ["5"], "its first day is still to come");
    it.product.working_days = WorkingDays([].into());
    assert_eq!(remaining(&it, &stories, "2026-11-20"), ["5"], "nobody works");
    it.product.working_days = WorkingDays::default();
    it.product.holidays = [day("2026-11-18")].into();
    assert_eq!(of(&it, &stories, "2026-11-20")[3].ideal, n("1.25"), "the third of four days");
    it.sprint.end = None;
    assert_eq!(remaining(&it, &stories, "2026-11-20"), ["5"]);
    it.sprint.commitment = None;
    assert!(of(&it, &stories, "2026-11-20").is_empty());
}

/// A line about one of the three fields, or one of the log, on some day in November.
fn later() -> impl Strategy<Value = (usize, u32, u32, bool)> {
    (0..4_usize, 1..29_u32, 0..30_u32, any::<bool>())
}

proptest! {
    #[test]
    fn point_0_is_the_commitment_whatever_came_later(
        points in prop::collection::vec(prop::option::of(0..2000_u64), 0..6),
        events in prop::collection::vec((0..6_usize, later()), 0..40),
    ) {
        let mut it = Running::default();
        let hundredths = upnext::domain::number::Hundredths::of_hundredths;
        let mut stories = Vec::new();
        for points in &points {
            let mut story = it.story("0", &[]);
            story.points = points.map(hundredths);
            it.commit(&story);
            stories.push(story);
        }
        let committed: u64 = points.iter().flatten().sum();
        for (which, (what, day, number, some)) in events {
            let Some(story) = stories.get_mut(which) else { continue };
            let when = format!("2026-11-{day:02}T12:00:00+01:00");
            let number = number.to_string();
            let (field, after) = match what {
                0 => (Field::Points, some.then_some(number.as_str())),
                1 => (Field::Sprint, some.then_some("3")),
                2 => (Field::Status, Some(if some { "accepted" } else { "delivered" })),
                _ => {
                    let way = if some { Direction::In } else { Direction::Out };
                    it.sprint.scope_log.push(ScopeEntry {
                        at: at(&when),
                        story: story.id,
                        direction: Some(way),
                        points: Some(n(&number)),
                        ..ScopeEntry::default()
                    });
                    continue;
                }
            };
            story.history.insert(0, line(&when, field, None, after));
            match field {
                Field::Points => story.points = after.map(n),
                Field::Sprint => story.sprint = after.map(|_| it.sprint.id),
                _ => story.status = after.unwrap().parse().unwrap(),
            }
        }
        let found = of(&it, &stories, "2026-11-30");
        prop_assert_eq!(found.len(), 6);
        prop_assert_eq!(found[0].remaining, hundredths(committed));
        prop_assert_eq!(found[0].ideal, hundredths(committed));
        // And each point: some of what remains is delivered, never more.
        prop_assert!(found.iter().all(|it| it.delivered <= it.remaining));
        prop_assert!(found.is_sorted_by(|a, b| a.ideal >= b.ideal && a.day < b.day));
    }
}
