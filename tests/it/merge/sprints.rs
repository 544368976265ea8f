//! Sprints that were planned, started or given up on two sides at once.

use upnext::domain::backlog::Backlog;
use upnext::domain::checkup;
use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::{merge, take_back};
use upnext::domain::sprint::SprintState;
use upnext::domain::stamp::Stamp;
use upnext::session::Session;

use super::of;
use crate::samples::{backlog, minute};

/// A sprint planned on one side, with a story in it.
fn planned(base: &Backlog, by: &str, stories: &[u32], seed: u64) -> Backlog {
    let mut session = Session::new(base.clone());
    let mut ids = CountedIds(seed);
    let stamp = Stamp { at: minute(6000 + u32::from(by == "Bob")), by: by.into() };
    let ids_of = |backlog: &Backlog| {
        stories.iter().map(|n| backlog.numbered(*n).unwrap().id).collect::<Vec<_>>()
    };
    for command in [
        Command::PlanSprint { goal: format!("{by}'s"), start: None, end: None },
        Command::Pull {
            stories: ids_of(base),
            into: None,
            reason: None,
            overriding: Some("yes".into()),
            instead_of: Vec::new(),
        },
    ] {
        session.perform(&command, &stamp, &mut ids).unwrap();
    }
    session.backlog().clone()
}

/// The same backlog with one act more.
fn after(backlog: &Backlog, command: &Command, at: u32) -> Backlog {
    let mut session = Session::new(backlog.clone());
    let stamp = Stamp { at: minute(at), by: "Ann".into() };
    session.perform(command, &stamp, &mut CountedIds(u64::from(at))).unwrap();
    session.backlog().clone()
}

/// Six stories, and no sprint that runs.
fn without_sprint() -> Backlog {
    let cancel = Command::CancelSprint { sprint: None, reason: "over".into() };
    after(&backlog(6), &cancel, 5000)
}

#[test]
fn two_sprints_planned_at_once_become_one() {
    let base = without_sprint();
    let base = after(&base, &Command::AddPerson { name: "Kim".into(), values: vec![] }, 5001);
    let (ours, theirs) = (planned(&base, "Ann", &[1, 2], 700), planned(&base, "Bob", &[3], 800));
    let merged = merge(&base, &ours, &theirs);
    let states: Vec<_> = [2, 3].map(|n| merged.backlog.sprint_numbered(n).unwrap().state).into();
    assert_eq!(states, [SprintState::Planned, SprintState::Cancelled]);
    let stays = merged.backlog.sprint_numbered(2).unwrap().id;
    for number in [1, 2, 3] {
        assert_eq!(of(&merged.backlog, number).sprint, Some(stays), "#{number}");
    }
    let line = of(&merged.backlog, 3).history[0].clone();
    assert_eq!((line.field, line.after.as_deref()), (Some(Field::Sprint), Some("2")));
    assert!(checkup::findings(&merged.backlog).is_empty());
    // Whichever side brings it together, the same comes of it.
    assert_eq!(merge(&base, &theirs, &ours).backlog.stories(), merged.backlog.stories());
    // Both started theirs: one runs, the other is planned again, and promised nothing.
    let start = Command::StartSprint { sprint: None };
    let merged = merge(&base, &after(&ours, &start, 6100), &after(&theirs, &start, 6101));
    let second = merged.backlog.sprint_numbered(3).unwrap();
    assert_eq!((second.state, &second.commitment), (SprintState::Planned, &None));
    assert_eq!(of(&merged.backlog, 3).sprint, Some(second.id));
    assert!(checkup::findings(&merged.backlog).is_empty(), "{:?}", merged.notices);
}

#[test]
fn a_sprint_started_on_both_sides_promises_each_story_once() {
    let base = without_sprint();
    let base = planned(&base, "Ann", &[1, 3], 700);
    let points = |n: u32| {
        let story = base.numbered(n).unwrap().id;
        Command::SetStory { stories: vec![story], values: vec![(Field::Points, "8".into())] }
    };
    let start = Command::StartSprint { sprint: None };
    let ours = after(&after(&base, &points(1), 6100), &start, 6101);
    let merged = merge(&base, &ours, &after(&base, &start, 6102));
    let commitment = merged.backlog.sprint_numbered(2).unwrap().commitment.clone().unwrap();
    assert_eq!(commitment.stories.len(), 2, "{:?}", commitment.stories);
}

#[test]
fn who_is_removed_on_one_side_takes_part_in_nothing_planned_on_the_other() {
    let base = without_sprint();
    let base = after(&base, &Command::AddPerson { name: "Kim".into(), values: vec![] }, 5001);
    let kim = base.people().iter().next().unwrap().id;
    let ours = after(&base, &Command::RemovePerson { person: kim }, 6100);
    let merged = merge(&base, &ours, &planned(&base, "Bob", &[1], 800));
    assert!(merged.backlog.sprint_numbered(2).unwrap().people.is_empty());
    assert!(checkup::findings(&merged.backlog).is_empty());
}

#[test]
fn an_undo_brings_no_second_sprint_back_and_leaves_no_story_behind() {
    let base = without_sprint();
    let stamp = |n| Stamp { at: minute(n), by: "Ann".into() };
    let plan = Command::PlanSprint { goal: "Pay".into(), start: None, end: None };
    let (one, planning) = base.carry_out(&plan, &stamp(6000), &mut CountedIds(700)).unwrap();
    let cancel = Command::CancelSprint { sprint: None, reason: "no".into() };
    let (none, cancelling) = one.carry_out(&cancel, &stamp(6001), &mut CountedIds(800)).unwrap();
    let two = after(&none, &plan, 6002);
    let stands = take_back(&cancelling, &two).unwrap_err();
    assert_eq!(stands.what, "sprint 3");
    assert!(take_back(&cancelling, &none).is_ok());
    // Somebody pulled a story into it meanwhile.
    let story = of(&one, 3).id;
    let pull = Command::Pull {
        stories: vec![story],
        into: None,
        reason: None,
        overriding: Some("yes".into()),
        instead_of: Vec::new(),
    };
    let pulled = after(&one, &pull, 6003);
    assert_eq!(take_back(&planning, &pulled).unwrap_err().what, "#3");
    assert!(take_back(&planning, &one).is_ok());
}
