//! What speaks against a story in a sprint.

use upnext::domain::plan::{Concern, concerns};
use upnext::domain::ready::Rule;
use upnext::domain::sprint::SprintState;
use upnext::domain::story::{Impediment, Override, Status};

use super::{Bench, points};

/// What speaks against the story of a number in the sprint of a number, in words.
fn against(it: &Bench, story: u32, sprint: u32) -> Vec<String> {
    let backlog = it.backlog();
    let (story, sprint) =
        (backlog.numbered(story).unwrap(), backlog.sprint_numbered(sprint).unwrap());
    concerns(story, sprint, &backlog).iter().map(Concern::words).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn nothing_speaks_against_a_ready_story() {
    let mut it = Bench::planned();
    it.story(Some("8"));
    assert_eq!(against(&it, 1, 9), NONE);
}

#[test]
fn each_concern_in_the_product_owners_words() {
    let mut it = Bench::planned();
    it.person("1", None, &["rust"]);
    let story = it.story(Some("13"));
    story.status = Status::Draft;
    story.criteria.clear();
    story.impediment =
        Some(Impediment { reason: "no access to the bank".into(), ..Impediment::default() });
    story.skills = ["Rust", "sql", "ux"].map(str::to_owned).into();
    assert_eq!(
        against(&it, 1, 9),
        [
            "not ready: a draft; criteria",
            "blocked: no access to the bank",
            "13 points, above 8: split it",
            "nobody in the sprint knows sql",
            "nobody in the sprint knows ux",
        ]
    );
}

#[test]
fn a_large_story_is_a_concern_once_overridden_or_not() {
    let mut it = Bench::planned();
    it.story(Some("8.01")).ready_override =
        Some(Override { rules: vec![Rule::Size], ..Override::default() });
    let backlog = it.backlog();
    let sprint = backlog.sprint_numbered(9).unwrap();
    let found = concerns(backlog.numbered(1).unwrap(), sprint, &backlog);
    let large = Concern::TooLarge("8.01".parse().unwrap(), points(8));
    assert_eq!(found, std::slice::from_ref(&large));
    it.product.ready_off = [Rule::Size].into();
    it.stories[0].ready_override = None;
    let backlog = it.backlog();
    let sprint = backlog.sprint_numbered(9).unwrap();
    assert_eq!(concerns(backlog.numbered(1).unwrap(), sprint, &backlog), [large]);
}

#[test]
fn what_was_overridden_is_no_concern() {
    let mut it = Bench::planned();
    let story = it.story(None);
    story.criteria.clear();
    assert_eq!(against(&it, 1, 9), ["not ready: criteria; estimate"]);
    it.stories[0].ready_override =
        Some(Override { rules: vec![Rule::Criteria], ..Override::default() });
    assert_eq!(against(&it, 1, 9), ["not ready: estimate"]);
}

#[test]
fn a_dependency_is_no_obstacle_in_the_same_sprint_or_an_earlier_one() {
    let mut it = Bench::planned();
    it.sprint(8, SprintState::Active);
    it.sprint(7, SprintState::Closed);
    let first = it.story(Some("1")).id;
    it.story(Some("1")).depends_on = [first].into();
    let sprint = |it: &Bench, number| {
        it.sprints.iter().find(|sprint| sprint.number == number).map(|it| it.id)
    };
    for (first, then, expected) in [
        (None, 9, Some("not ready: waits for #1")),
        (Some(9), 9, None),
        (Some(8), 9, None),
        (Some(9), 8, Some("not ready: waits for #1")),
        (Some(7), 9, Some("not ready: waits for #1")),
    ] {
        it.stories[0].sprint = first.and_then(|number| sprint(&it, number));
        let expected: Vec<_> = expected.into_iter().collect();
        assert_eq!(against(&it, 2, then), expected, "{first:?} {then}");
        // The sprint it is in so far does not matter.
        it.stories[1].sprint = sprint(&it, 7);
        assert_eq!(against(&it, 2, then), expected, "{first:?} {then}");
        it.stories[1].sprint = None;
    }
}

#[test]
fn a_skill_is_missed_only_where_somebody_is_named() {
    let mut it = Bench::planned();
    it.story(Some("1")).skills = ["sql".to_owned()].into();
    assert_eq!(against(&it, 1, 9), NONE, "nobody is named yet");
    it.person("0", None, &["sql"]);
    assert_eq!(against(&it, 1, 9), ["nobody in the sprint knows sql"], "they give it no time");
    it.sprints[0].people[0].allocation =
        Some(upnext::domain::sprint::Share("0.1".parse().unwrap()));
    assert_eq!(against(&it, 1, 9), NONE);
}
