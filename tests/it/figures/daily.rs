//! What moved since the last working day, and what stands in the way.

use upnext::domain::field::Field;
use upnext::domain::history::{Act, Entry};
use upnext::domain::sprint::Direction;
use upnext::domain::story::{Impediment, Status, Story};
use upnext::figures::daily::{self, Daily};

use super::running::{Running, at, day, line};

/// Who did what: "Ann: #2 ready→doing started", one line for each story.
fn told(daily: &Daily<'_>) -> Vec<String> {
    let mut rows = Vec::new();
    for doings in &daily.people {
        for moved in &doings.stories {
            let acts: Vec<_> = moved.acts.iter().map(|it| it.what.word()).collect();
            let who = doings.assignee.unwrap_or("nobody");
            let (story, from, to) = (moved.story.number, moved.from, moved.to);
            rows.push(format!("{who}: #{story} {from}→{to} {}", acts.join(" ")));
        }
    }
    rows
}

fn numbered(number: u32, assignee: &str, story: Story) -> Story {
    Story { number, rank: format!("{number:04}"), assignee: assignee.into(), ..story }
}

/// Something said about a story without another state.
fn said(when: &str, act: Act, field: Field, before: Option<&str>, after: Option<&str>) -> Entry {
    Entry { what: act, ..line(when, field, before, after) }
}

#[test]
fn what_moved_since_the_last_working_day_by_person() {
    let mut it = Running::default();
    it.sprint.end = Some(day("2026-11-27"));
    let started = |when| (when, Act::Started, Status::Doing);
    let delivered = |when| (when, Act::Delivered, Status::Delivered);
    let (thursday, friday) = ("2026-11-19T10:00:00+01:00", "2026-11-20T10:00:00+01:00");
    let (sunday, monday) = ("2026-11-22T10:00:00+01:00", "2026-11-23T08:00:00+01:00");
    let mut stories = vec![
        numbered(1, "Zoe", it.committed("5", &[started(thursday), delivered(friday)])),
        numbered(2, "Ann", it.committed("3", &[started(thursday)])),
        numbered(3, " ", it.committed("3", &[started(monday)])),
        numbered(4, "Ann", it.committed("8", &[started(friday), delivered(sunday)])),
    ];
    // A new estimate is news; a new title is none.
    stories[0].history.insert(0, line(sunday, Field::Points, Some("5"), Some("8")));
    stories[1].history.insert(0, line(sunday, Field::Title, Some("a"), Some("b")));
    let daily = |today: &str, stories: &[Story]| {
        let backlog = it.with(stories);
        let daily = daily::of(&it.sprint, &backlog, day(today));
        (daily.since, told(&daily))
    };
    // On Monday the last working day is Friday.
    let (since, rows) = daily("2026-11-23", &stories);
    assert_eq!(since, day("2026-11-20"));
    assert_eq!(
        rows,
        [
            // Nobody works on #3: it is told under who moved it.
            "Ann: #3 ready→doing started",
            "Ann: #4 ready→delivered started delivered",
            "Zoe: #1 doing→delivered delivered set",
        ]
    );
    let (since, rows) = daily("2026-11-24", &stories);
    assert_eq!((since, rows), (day("2026-11-23"), vec!["Ann: #3 ready→doing started".into()]));
}

#[test]
fn what_left_the_sprint_since_then_is_told_and_what_left_before_is_not() {
    let mut it = Running::default();
    let mut gone = numbered(1, "Ann", it.committed("5", &[]));
    it.scope("2026-11-17T10:00:00+01:00", &mut gone, Direction::Out);
    // It goes on outside of the sprint.
    gone.history.insert(
        0,
        Entry {
            what: Act::Started,
            ..line("2026-11-19T09:00:00+01:00", Field::Status, Some("ready"), Some("doing"))
        },
    );
    gone.status = Status::Doing;
    let mut going = numbered(
        2,
        "Ann",
        it.committed("5", &[("2026-11-17T10:00:00+01:00", Act::Started, Status::Doing)]),
    );
    // One act that changes two fields is one line.
    going.history.insert(
        0,
        said(
            "2026-11-18T10:00:00+01:00",
            Act::PutBack,
            Field::Status,
            Some("doing"),
            Some("ready"),
        ),
    );
    going.status = Status::Ready;
    it.scope("2026-11-18T10:00:00+01:00", &mut going, Direction::Out);
    let mut coming = numbered(3, "Bo", it.story("2", &[]));
    it.scope("2026-11-19T09:00:00+01:00", &mut coming, Direction::In);
    let elsewhere = numbered(
        4,
        "Bo",
        Story {
            sprint: None,
            ..it.story("2", &[("2026-11-19T09:00:00+01:00", Act::Started, Status::Doing)])
        },
    );
    let backlog = it.with(&[gone, going, coming, elsewhere]);
    let daily = daily::of(&it.sprint, &backlog, day("2026-11-19"));
    assert_eq!(told(&daily), ["Ann: #2 doing→ready put-back", "Bo: #3 ready→ready pulled"]);
}

#[test]
fn impediments_have_an_age_in_whole_days() {
    let mut it = Running::default();
    let blocked = |story: Story, since: &str| Story {
        impediment: Some(Impediment {
            reason: "waits".into(),
            since: at(since),
            ..Impediment::default()
        }),
        ..story
    };
    let stories = [
        blocked(numbered(1, "", it.committed("1", &[])), "2026-11-23T07:00:00+01:00"),
        blocked(numbered(2, "", it.committed("1", &[])), "2026-11-20T23:59:00+01:00"),
        blocked(
            numbered(
                3,
                "",
                it.committed(
                    "1",
                    &[("2026-11-20T10:00:00+01:00", Act::Accepted, Status::Accepted)],
                ),
            ),
            "2026-11-16T10:00:00+01:00",
        ),
        blocked(
            Story { sprint: None, ..numbered(4, "", it.committed("1", &[])) },
            "2026-11-16T10:00:00+01:00",
        ),
        // Said on the other side of the date line: it is tomorrow there.
        blocked(numbered(5, "", it.committed("1", &[])), "2026-11-24T01:00:00+13:00"),
        numbered(6, "", it.committed("1", &[])),
    ];
    let backlog = it.with(&stories);
    let daily = daily::of(&it.sprint, &backlog, day("2026-11-23"));
    let ages: Vec<_> = daily.impediments.iter().map(|it| (it.story.number, it.days)).collect();
    // From Friday to Monday are four days, weekend or not.
    assert_eq!(ages, [(2, 4), (1, 1), (5, 1)]);
    assert_eq!(daily.impediments[0].impediment.reason, "waits");
}

#[test]
fn a_product_nobody_works_on_is_told_of_yesterday() {
    let mut it = Running::default();
    it.product.working_days.0.clear();
    let daily = daily::of(&it.sprint, &it.with(&[]), day("2026-11-19")).since;
    assert_eq!(daily, day("2026-11-18"));
}
