//! What a sprint can hold, where that comes from, and what it holds.

use upnext::domain::plan::{Chance, FocusSource, velocity};
use upnext::domain::sprint::{Part, SprintState};
use upnext::domain::story::Status;

use super::{Bench, day, n, of, points};

#[test]
fn a_day_off_on_a_weekend_costs_nothing() {
    let mut it = Bench::planned();
    let away = ["2026-11-17", "2026-11-21", "2026-11-26", "2026-12-01"].map(day);
    it.person("1", None, &[]).days_off = away.into();
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    // The 21st is a Saturday and the 1st is after the end: eight of ten days.
    assert_eq!(plan.people[0].days_off, [day("2026-11-17"), day("2026-11-26")]);
    assert_eq!(plan.people[0].working_days, Some(10));
    assert_eq!(plan.people[0].person_days, Some(n("8")));
    assert_eq!(
        (plan.working_days, plan.days_left, plan.person_days),
        (Some(10), Some(8), Some(n("8")))
    );
}

#[test]
fn half_of_a_persons_time_is_half_of_their_days() {
    let mut it = Bench::planned();
    it.product.holidays = [day("2026-11-18")].into();
    it.person("0.5", None, &[]).days_off = [day("2026-11-18"), day("2026-11-19")].into();
    it.person("1", Some("0.25"), &[]);
    it.person("0.2", Some("1"), &[]);
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    // Nine days; the first is away on one that is worked: 8 × 0.5, 9 × 0.25, 9 × 1.
    let each: Vec<_> = plan.people.iter().map(|it| it.person_days.unwrap()).collect();
    assert_eq!(each, [n("4"), n("2.25"), n("9")]);
    assert_eq!(plan.person_days, Some(n("15.25")));
}

#[test]
fn the_focus_factor_is_that_of_the_newest_three_that_have_both() {
    let mut it = Bench::planned();
    it.person("1", None, &[]);
    it.closed(1, "90", Some("10"), 1);
    it.closed(2, "20", Some("40"), 2);
    it.closed(3, "0", Some("30"), 3);
    it.closed(4, "25", None, 4);
    it.closed(5, "22", Some("38"), 6);
    it.closed(6, "19", Some("42"), 5);
    it.closed(7, "30", Some("0"), 7);
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    let focus = plan.focus.unwrap();
    assert_eq!(focus.source, FocusSource::History);
    let from: Vec<_> = focus.sprints.iter().map(|it| it.number).collect();
    assert_eq!(from, [5, 6, 2], "by the time they were closed");
    // (22 + 19 + 20) ÷ (38 + 42 + 40) = 61 ÷ 120 = 0.50833…; ten days of it are 5.0833….
    assert_eq!(plan.focus_factor, Some(n("0.51")));
    assert_eq!(plan.capacity, Some(n("5.08")), "from the exact factor, not from the rounded one");
    assert_eq!(
        (focus.sprints[0].velocity, focus.sprints[0].person_days),
        (points(22), Some(n("38")))
    );
}

#[test]
fn the_four_sources_of_a_capacity() {
    let source = |it: &Bench| {
        let backlog = it.backlog();
        let plan = of(&backlog, 9);
        (plan.focus.unwrap().source, plan.focus_factor, plan.capacity)
    };
    let mut it = Bench::planned();
    // Dates, but nobody, and no sprint closed yet.
    assert_eq!(source(&it), (FocusSource::None, None, None));
    // Ten days at 0.7.
    it.person("1", None, &[]);
    assert_eq!(source(&it), (FocusSource::Assumed, Some(n("0.7")), Some(n("7"))));
    it.sprints[0].end = None;
    assert_eq!(source(&it), (FocusSource::None, None, None), "people but no dates");
    it.closed(1, "21", None, 1);
    it.closed(2, "22", None, 2);
    assert_eq!(source(&it), (FocusSource::Velocity, None, Some(n("21.5"))));
    it.sprints[0].end = Some(day("2026-11-27"));
    assert_eq!(source(&it), (FocusSource::Velocity, None, Some(n("21.5"))), "no past person-days");
    it.closed(3, "12", Some("24"), 3);
    assert_eq!(source(&it), (FocusSource::History, Some(n("0.5")), Some(n("5"))));
    it.sprints[0].people.clear();
    // (12 + 22 + 21) ÷ 3
    assert_eq!(source(&it), (FocusSource::Velocity, None, Some(n("18.33"))), "nobody named");
    let words: Vec<_> = FocusSource::ALL.iter().map(|it| it.word()).collect();
    assert_eq!(words, ["history", "velocity", "assumed", "none"]);
}

#[test]
fn planned_active_and_cancelled_sprints_are_never_in_the_velocity() {
    let mut it = Bench::planned();
    it.closed(1, "10", None, 1);
    it.closed(2, "0", None, 2);
    it.closed(3, "11", None, 9);
    it.closed(4, "11", None, 3);
    for state in [SprintState::Active, SprintState::Cancelled, SprintState::Planned] {
        let number = 20 + u32::try_from(it.sprints.len()).unwrap();
        it.closed(number, "99", Some("1"), 12);
        it.sprints.last_mut().unwrap().state = state;
    }
    let backlog = it.backlog();
    let closed: Vec<_> = velocity::closed(&backlog).iter().map(|it| it.number).collect();
    assert_eq!(closed, [3, 4, 2, 1], "the one closed last first, whatever its number");
    let forecast = velocity::forecast(&backlog).unwrap();
    assert_eq!(forecast.sprints, [(3, points(11)), (4, points(11)), (2, points(0))]);
    // 22 ÷ 3: a zero counts.
    assert_eq!((forecast.hundredths(), forecast.rounded()), (n("7.33"), 7));
    assert_eq!(of(&backlog, 9).velocity, Some(forecast));
    assert_eq!(velocity::forecast(&Bench::planned().backlog()), None);
}

#[test]
fn a_mean_is_rounded_half_up_once() {
    for (velocities, hundredths, whole) in [
        (&["1", "2"][..], "1.5", 2),
        (&["1", "1", "2"], "1.33", 1),
        // 13.49 ÷ 3 = 4.49666…: rounded twice it would be 4.5 and then 5.
        (&["4.49", "4.5", "4.5"], "4.5", 4),
        (&["0.01", "0"], "0.01", 0),
        (&["7"], "7", 7),
    ] {
        let mut it = Bench::default();
        for (velocity, number) in velocities.iter().zip(1..) {
            it.closed(number, velocity, None, number);
        }
        let forecast = velocity::forecast(&it.backlog()).unwrap();
        assert_eq!(
            (forecast.hundredths(), forecast.rounded()),
            (n(hundredths), whole),
            "{velocities:?}"
        );
    }
}

#[test]
fn points_are_compared_with_points_only() {
    let mut it = Bench::planned();
    it.person("1", None, &[]);
    it.closed(1, "26", None, 1);
    it.pulled(Some("13"), 9);
    it.pulled(Some("8"), 9);
    it.pulled(None, 9);
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    // 21 of 26 points; the ten person-days are no points.
    assert_eq!(
        (plan.load, plan.capacity, plan.person_days),
        (points(21), Some(n("26")), Some(n("10")))
    );
    assert_eq!(plan.load_percent, Some(n("80.77")));
    assert_eq!((plan.unestimated, plan.stories.len()), (1, 3));
    it.sprints.retain(|sprint| sprint.number == 9);
    it.sprints[0].people.clear();
    let backlog = it.backlog();
    assert_eq!(of(&backlog, 9).load_percent, None, "no capacity, no per cent");
    it.closed(1, "0", None, 1);
    let backlog = it.backlog();
    assert_eq!((of(&backlog, 9).capacity, of(&backlog, 9).load_percent), (Some(n("0")), None));
}

#[test]
fn a_story_counts_whole_for_each_of_its_skills_and_a_person_for_each_of_theirs() {
    let mut it = Bench::planned();
    it.person("1", None, &["rust", "UX"]);
    it.person("0.5", None, &["rust", "cobol"]);
    it.closed(1, "20", Some("10"), 1);
    it.pulled(Some("5"), 9).skills = ["rust".to_owned(), "ux".to_owned()].into();
    it.pulled(Some("3"), 9).skills = ["rust".to_owned()].into();
    it.pulled(Some("2"), 9).skills = ["sql".to_owned()].into();
    it.pulled(Some("1"), 9);
    it.story(Some("8")).skills = ["rust".to_owned()].into();
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    // Fifteen person-days at 2: 30 points. Rust is known to both, ux to one of ten days.
    assert_eq!(plan.capacity, Some(n("30")));
    let skills: Vec<_> = plan.skills.iter().map(|it| (it.skill, it.points, it.capacity)).collect();
    assert_eq!(
        skills,
        [
            ("rust", points(8), Some(n("30"))),
            ("sql", points(2), Some(n("0"))),
            ("ux", points(5), Some(n("20"))),
        ]
    );
    it.sprints[0].people.clear();
    let backlog = it.backlog();
    assert!(of(&backlog, 9).skills.iter().all(|it| it.capacity.is_none()), "nobody is named");
}

#[test]
fn the_chance_counts_closed_sprints_that_reached_the_load() {
    let mut it = Bench::planned();
    it.pulled(Some("13"), 9);
    for (velocity, number) in ["12.99", "13"].into_iter().zip(1..) {
        it.closed(number, velocity, None, number);
    }
    let chance = |it: &Bench| of(&it.backlog(), 9).chance;
    assert_eq!(chance(&it), None, "two say nothing");
    for (velocity, number) in ["20", "0", "13.01"].into_iter().zip(3..) {
        it.closed(number, velocity, None, number);
    }
    it.closed(8, "90", None, 8);
    it.sprints.last_mut().unwrap().state = SprintState::Cancelled;
    assert_eq!(chance(&it), Some(Chance { reached: 3, of: 5 }));
    it.sprints[0].state = SprintState::Closed;
    assert_eq!(chance(&it), None, "it is over: there is nothing to chance");
}

#[test]
fn a_closed_sprint_is_told_by_its_record() {
    let mut it = Bench::planned();
    it.person("1", None, &[]);
    it.closed(1, "20", Some("10"), 1);
    let stories = [it.pulled(Some("5"), 9).id, it.story(Some("3")).id, it.story(Some("8")).id];
    it.stories[0].status = Status::Accepted;
    let part = |points: &str, story: usize| {
        Some(Part { points: n(points), stories: [stories[story]].into(), ..Part::default() })
    };
    it.closed(9, "5", Some("9.5"), 2);
    let mut record = it.sprints.pop().unwrap().record.unwrap();
    record.accepted.stories = [stories[0]].into();
    (record.rejected, record.unfinished) = (part("2", 2), part("3", 1));
    it.sprints[0].record = Some(record);
    it.sprints[0].state = SprintState::Closed;
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    // Frozen: 9.5 days, and nobody wrote down a capacity. What moved on is its own still.
    assert_eq!((plan.person_days, plan.capacity, plan.focus_factor), (Some(n("9.5")), None, None));
    assert_eq!((plan.focus, plan.load, plan.load_percent), (None, points(10), None));
    let numbers: Vec<_> = plan.stories.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    let record = it.sprints[0].record.as_mut().unwrap();
    (record.capacity, record.focus_factor) = (Some(n("40")), Some(n("4")));
    (record.rejected, record.unfinished) = (None, None);
    let backlog = it.backlog();
    let plan = of(&backlog, 9);
    assert_eq!((plan.capacity, plan.focus_factor), (Some(n("40")), Some(n("4"))));
    // Of an imported one only what was accepted is known.
    assert_eq!((plan.load, plan.load_percent), (points(5), Some(n("12.5"))));
}

#[test]
fn the_stories_of_a_sprint_are_those_that_say_so() {
    let mut it = Bench::default();
    // More sprints than there would be marks without a collision or two among their stories.
    for number in 1..=700 {
        it.sprint(number, SprintState::Cancelled);
    }
    for story in 0..1400_u32 {
        let sprint = story * 7 % 703;
        if (1..=700).contains(&sprint) {
            it.pulled(None, sprint);
        } else {
            it.story(None);
        }
    }
    let backlog = it.backlog();
    for sprint in backlog.sprints() {
        let slow = backlog.in_order().filter(|story| story.sprint == Some(sprint.id));
        assert!(slow.eq(backlog.in_sprint(sprint.id)), "sprint {}", sprint.number);
    }
    let without = backlog.ranked().filter(|(_, brief)| !brief.in_sprint()).count();
    assert_eq!(without, backlog.stories().iter().filter(|it| it.sprint.is_none()).count());
}
