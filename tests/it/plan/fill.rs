//! Which stories would fill a sprint.

use upnext::domain::plan::{Fill, fill};
use upnext::domain::ready::Rule;
use upnext::domain::refusal::Refusal;
use upnext::domain::sprint::SprintState;
use upnext::domain::story::{Impediment, Override, Status};

use super::{Bench, day, n};

/// What would fill sprint 9.
fn filled(it: &Bench) -> Result<Fill, Refusal> {
    let backlog = it.backlog();
    fill(backlog.sprint_numbered(9).unwrap(), &backlog, day("2026-11-16"))
}

/// The numbers of those taken, and of those passed over with the reason.
fn told(it: &Bench) -> (Vec<u32>, Vec<(u32, String)>) {
    let backlog = it.backlog();
    let number = |id| backlog.story(id).unwrap().number;
    let fill = filled(it).unwrap();
    let skipped = fill.skipped.into_iter().map(|(id, why)| (number(id), why)).collect();
    (fill.taken.into_iter().map(number).collect(), skipped)
}

fn skipped(rows: &[(u32, &str)]) -> Vec<(u32, String)> {
    rows.iter().map(|(number, why)| (*number, (*why).to_owned())).collect()
}

#[test]
fn ready_stories_are_taken_from_the_top_as_long_as_they_fit() {
    let mut it = Bench::planned();
    it.closed(1, "16", None, 1);
    it.pulled(Some("3"), 9);
    // Thirteen are left.
    it.story(Some("5"));
    it.story(Some("2")).status = Status::Draft;
    it.story(Some("5")).impediment =
        Some(Impediment { reason: "no licence".into(), ..Impediment::default() });
    it.story(None).ready_override =
        Some(Override { rules: vec![Rule::Estimate], ..Override::default() });
    it.story(None);
    it.story(Some("5"));
    it.story(Some("8"));
    it.story(Some("5")).status = Status::Doing;
    it.story(Some("20")).ready_override =
        Some(Override { rules: vec![Rule::Size], ..Override::default() });
    it.story(Some("2"));
    it.story(Some("1"));
    // Nothing is left, so nobody looks further.
    it.story(Some("8"));
    let (taken, passed) = told(&it);
    assert_eq!(taken, [2, 7, 11, 12]);
    let expected = [
        (4, "blocked: no licence"),
        (5, "not estimated"),
        (8, "8 pts, 3 left"),
        (10, "20 points, above 8: split it"),
    ];
    assert_eq!(passed, skipped(&expected));
    assert_eq!(filled(&it).unwrap().left, n("0"));
}

#[test]
fn a_full_sprint_takes_nothing_and_names_nothing() {
    let mut it = Bench::planned();
    it.closed(1, "3", None, 1);
    it.pulled(Some("5"), 9);
    it.story(Some("1"));
    it.story(Some("0"));
    assert_eq!(told(&it), (Vec::new(), Vec::new()));
}

#[test]
fn ten_are_named_and_the_walk_goes_on() {
    let mut it = Bench::planned();
    it.closed(1, "1.5", None, 1);
    for _ in 0..12 {
        it.story(Some("2"));
    }
    it.story(Some("1"));
    it.story(Some("1"));
    let (taken, passed) = told(&it);
    assert_eq!((taken, passed.len()), (vec![13], 10));
    assert_eq!(passed[0], (1, "2 pts, 1.5 left".to_owned()));
    // Three more were passed over: two of 2 points, and the second of 1.
    let fill = filled(&it).unwrap();
    assert_eq!(fill.unnamed, 3);
}

#[test]
fn what_waits_for_a_later_sprint_is_passed_over() {
    let mut it = Bench::planned();
    it.closed(1, "10", None, 1);
    it.sprint(10, SprintState::Planned);
    let first = it.pulled(Some("1"), 10).id;
    it.story(Some("1")).depends_on = [first].into();
    assert_eq!(told(&it), (Vec::new(), skipped(&[(2, "not ready: waits for #1")])));
}

#[test]
fn without_a_capacity_it_says_what_to_give() {
    let mut it = Bench::planned();
    it.story(Some("1"));
    let refused = |it: &Bench| filled(it).unwrap_err().to_string();
    let words = "nobody can say how much sprint 9 holds: no sprint is closed yet; ";
    assert_eq!(refused(&it), format!("{words}say who takes part"));
    it.sprints[0].start = None;
    assert_eq!(refused(&it), format!("{words}give it dates and say who takes part"));
    it.person("1", None, &[]);
    assert_eq!(refused(&it), format!("{words}give it dates"));
    it.sprints[0].state = SprintState::Closed;
    assert_eq!(refused(&it), "sprint 9 is closed: plan the next one");
}
