//! A story as it was at the end of a day.

use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::past::{Then, points_on, sprint_on, status_on};
use upnext::domain::sprint::SprintState;
use upnext::domain::story::{Status, Story};

use super::running::{Running, at, day, line, n};

fn end_of(text: &str) -> Then {
    Then::end_of(day(text))
}

#[test]
fn what_the_history_never_speaks_of_was_always_so() {
    let mut it = Running::default();
    let mut story = it.story("5", &[]);
    story.history.retain(|line| line.field != Some(Field::Sprint));
    story.status = Status::Doing;
    let backlog = it.with(&[story.clone()]);
    let then = end_of("2020-01-01");
    assert_eq!(sprint_on(&story, then, &backlog), Some(3));
    assert_eq!((points_on(&story, then), status_on(&story, then)), (Some(n("5")), Status::Doing));
}

#[test]
fn the_newest_line_of_that_day_or_before_says_what_was() {
    let story = Story {
        points: Some(n("13")),
        history: vec![
            line("2026-11-20T09:00:00+01:00", Field::Points, Some("8"), Some("13")),
            line("2026-11-18T18:00:00+01:00", Field::Points, None, Some("8")),
            line("2026-11-18T17:00:00+01:00", Field::Title, Some("a"), Some("b")),
            line("2026-11-18T09:00:00+01:00", Field::Points, Some("2.5"), None),
        ],
        ..Story::default()
    };
    let on = |text: &str| points_on(&story, end_of(text)).map(|it| it.to_string());
    assert_eq!(on("2026-11-17"), Some("2.5".to_owned()), "before the oldest line");
    assert_eq!(on("2026-11-18"), Some("8".to_owned()), "the newest of the day");
    assert_eq!(on("2026-11-19"), Some("8".to_owned()));
    assert_eq!(on("2026-11-20"), Some("13".to_owned()));
    let then = end_of("2026-11-18").until(Some(at("2026-11-18T18:00:00+01:00")));
    assert_eq!(points_on(&story, then), None, "it had no estimate until six");
    let then = end_of("2026-11-30").until(Some(at("2026-11-18T09:00:00+01:00")));
    assert_eq!(points_on(&story, then), Some(n("2.5")), "the moment itself does not count");
}

#[test]
fn sprints_and_states_are_read_back_as_they_are_spelled() {
    let mut it = Running::default();
    let mut story = it.story("5", &[]);
    story.history = vec![
        line("2026-11-19T09:00:00+01:00", Field::Sprint, Some("3"), None),
        line("2026-11-17T09:00:00+01:00", Field::Sprint, Some("2"), Some("3")),
        line("2026-11-16T09:00:00+01:00", Field::Status, Some("ready"), Some("doing")),
    ];
    story.sprint = None;
    let backlog: Backlog = it.with(&[story.clone()]);
    let on = |text: &str| sprint_on(&story, end_of(text), &backlog);
    assert_eq!(
        ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"].map(on),
        [Some(2), Some(3), Some(3), None]
    );
    assert_eq!(status_on(&story, Then::before(day("2026-11-16"))), Status::Ready);
    assert_eq!(status_on(&story, end_of("2026-11-16")), Status::Doing);
    assert_eq!(it.sprint.state, SprintState::Active);
}
