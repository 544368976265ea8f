//! Closing a sprint: what its record says, and where stories go.

use upnext::domain::command::{Command, Leftovers};
use upnext::domain::criterion::Judgement;
use upnext::domain::history::Act;
use upnext::domain::number::Hundredths;
use upnext::domain::person::Person;
use upnext::domain::refusal::Because;
use upnext::domain::sprint::SprintState;
use upnext::domain::story::Status;
use upnext::domain::table::Table;
use upnext::figures::burndown;
use upnext::store::document;

use super::Shop;

fn part(points: &str, stories: &[u32]) -> (String, Vec<u32>) {
    (points.to_owned(), stories.to_vec())
}

#[test]
fn every_story_is_accepted_rejected_or_unfinished() {
    let mut shop = Shop::with(&[3, 5, 8, 2]);
    shop.sprint(&[1, 2, 3]);
    shop.accept(1);
    shop.reject(2);
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.committed.clone().unwrap()), part("16", &[1, 2, 3]));
    assert_eq!(shop.part(&record.accepted), part("3", &[1]));
    assert_eq!(shop.part(&record.rejected.clone().unwrap()), part("5", &[2]));
    assert_eq!(shop.part(&record.unfinished.clone().unwrap()), part("8", &[3]));
    assert_eq!((record.goal.as_deref(), record.goal_met), (Some("Pay"), Some(true)));
    assert_eq!(shop.story(1).sprint, shop.backlog().sprint_numbered(1).map(|it| it.id));
    for number in [2, 3] {
        let story = shop.story(number);
        assert_eq!(story.sprint, None);
        assert_eq!(story.pull_override, None);
    }
    assert_eq!(shop.story(2).status, Status::Ready, "rejected work was being done");
    assert_eq!(shop.story(3).status, Status::Draft, "a draft that was pulled stays one");
    let line = &shop.story(2).history[0];
    assert_eq!((line.what, line.reason.as_deref()), (Act::PutBack, Some("sprint 1 closed")));
    let sprint = shop.backlog().sprint_numbered(1).unwrap();
    assert_eq!((sprint.state, sprint.history[0].what), (SprintState::Closed, Act::Closed));
}

#[test]
fn rejected_twice_then_accepted_counts_once() {
    let mut shop = Shop::with(&[5]);
    shop.sprint(&[1]);
    shop.reject(1);
    shop.reject(1);
    shop.accept(1);
    assert_eq!(shop.story(1).verdicts.len(), 3);
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.accepted), part("5", &[1]));
    assert!(record.rejected.unwrap().stories.is_empty());
    assert_eq!(record.say_do, Some(Hundredths::whole(1)));
}

/// Delivered it waits, rejected it is to be done as before, accepted it is burnt.
#[test]
fn a_rejection_shows_on_the_burndown_as_not_burnt() {
    let mut shop = Shop::with(&[5, 3]);
    let sprint = shop.sprint(&[1, 2]);
    let last = |shop: &Shop| {
        let held = shop.backlog().sprints().get(sprint).unwrap();
        let days = burndown::of(held, shop.backlog(), held.end.unwrap());
        let last = days.last().unwrap();
        (last.remaining.to_string(), last.delivered.to_string())
    };
    shop.deliver(1);
    assert_eq!(last(&shop), ("8".into(), "5".into()));
    shop.reject(1);
    assert_eq!(last(&shop), ("8".into(), "0".into()));
    shop.accept(1);
    assert_eq!(last(&shop), ("3".into(), "0".into()));
}

#[test]
fn what_was_rejected_and_delivered_again_is_rejected_still() {
    let mut shop = Shop::with(&[5]);
    shop.sprint(&[1]);
    shop.reject(1);
    shop.deliver(1);
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.rejected.unwrap()), part("5", &[1]));
}

#[test]
fn a_carried_story_counts_once_in_the_sprint_that_accepted_it() {
    let mut shop = Shop::with(&[5, 3]);
    let first = shop.sprint(&[1, 2]);
    shop.reject(1);
    shop.accept(2);
    let record = shop.close(Leftovers::Next);
    assert_eq!(record.accepted.points.to_string(), "3");
    assert_eq!(shop.part(&record.rejected.clone().unwrap()), part("5", &[1]));
    assert_eq!(record.moved.len(), 1);
    let second = shop.sprint(&[]);
    assert_eq!((record.moved[0].to, shop.story(1).sprint), (Some(second), Some(second)));
    assert_eq!(shop.story(1).status, Status::Doing, "it goes on as it is");
    shop.accept(1);
    let next = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&next.committed.clone().unwrap()), part("5", &[1]));
    assert_eq!(shop.part(&next.accepted), part("5", &[1]));
    assert_eq!(shop.record(first), record, "the first record is as it was");
}

#[test]
fn a_rejection_of_an_earlier_sprint_says_nothing_of_this_one() {
    let mut shop = Shop::with(&[5]);
    shop.sprint(&[1]);
    shop.reject(1);
    shop.close(Leftovers::Next);
    shop.sprint(&[]);
    let next = shop.close(Leftovers::Backlog);
    assert!(next.rejected.clone().unwrap().stories.is_empty());
    assert_eq!(shop.part(&next.unfinished.unwrap()), part("5", &[1]));
}

#[test]
fn unmet_never_counts_but_by_an_override_that_shows() {
    let mut shop = Shop::with(&[5, 3]);
    shop.sprint(&[1, 2]);
    for number in [1, 2] {
        shop.deliver(number);
        let (story, judgement) = (shop.id(number), Judgement::Unmet);
        shop.does(Command::Judge { story, k: 1, judgement, note: "slow".into() });
        let stories = shop.ids(&[number]);
        shop.refused(Command::Accept { stories, overriding: None });
    }
    let (stories, overriding) = (shop.ids(&[2]), Some("the fair is tomorrow".to_owned()));
    shop.does(Command::Accept { stories, overriding });
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.accepted), part("3", &[2]));
    assert_eq!(shop.numbers(&record.overrides), [2]);
    // Unmet, but nobody rejected it.
    assert_eq!(shop.part(&record.unfinished.unwrap()), part("5", &[1]));
}

#[test]
fn what_was_delivered_without_being_started_counts() {
    let mut shop = Shop::with(&[5]);
    shop.sprint(&[1]);
    shop.alter(1, |it| it.status = Status::Ready);
    let stories = shop.ids(&[1]);
    let did = shop.does(Command::Deliver { stories: stories.clone() });
    assert_eq!(did.notices, ["#1: no start recorded, so no cycle time"]);
    shop.does(Command::Accept { stories, overriding: Some("seen".into()) });
    assert_eq!(shop.close(Leftovers::Backlog).accepted.points.to_string(), "5");
}

#[test]
fn say_do_takes_the_smaller_of_the_points_then_and_now() {
    // 10 committed: 5 grew to 8 and count 5, 3 shrank to 1 and count 1, 2 were taken out.
    let mut shop = Shop::with(&[5, 3, 2, 8]);
    shop.sprint(&[1, 2, 3]);
    shop.estimate(1, "8");
    shop.estimate(2, "1");
    shop.put_back(3);
    shop.pull(&[4]);
    for number in [1, 2, 4] {
        shop.accept(number);
    }
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(record.say_do.unwrap().to_string(), "0.6");
    assert_eq!(record.accepted.points.to_string(), "17", "what was pulled in counts too");
    assert_eq!(shop.part(&record.removed.clone().unwrap()), part("2", &[3]));
    assert_eq!(shop.part(&record.added.clone().unwrap()), part("8", &[4]));
    let changed = record.re_estimated.unwrap();
    assert_eq!(
        (changed.points.to_string(), shop.numbers(&changed.stories)),
        ("1".into(), vec![1, 2])
    );
}

#[test]
fn say_do_is_rounded_half_up_and_none_where_nothing_was_committed() {
    let mut shop = Shop::with(&[1, 7, 0]);
    shop.sprint(&[1, 2]);
    shop.accept(1);
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(record.say_do.unwrap().to_string(), "0.13", "an eighth");
    shop.sprint(&[3]);
    shop.accept(3);
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(record.say_do, None);
    assert_eq!(shop.part(&record.accepted), part("0", &[3]), "not estimated, and listed");
}

#[test]
fn a_story_in_and_out_and_in_again_is_told_each_time() {
    let mut shop = Shop::with(&[5, 3]);
    shop.sprint(&[1]);
    shop.pull(&[2]);
    shop.put_back(2);
    shop.estimate(2, "5");
    shop.pull(&[2]);
    shop.estimate(2, "8");
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.added.clone().unwrap()), part("8", &[2]));
    assert_eq!(shop.part(&record.removed.clone().unwrap()), part("3", &[2]));
    // What it grew by outside is no change of the sprint's: 3 of 5 come from within.
    assert_eq!(record.re_estimated.clone().unwrap().points.to_string(), "3");
    assert_eq!(shop.part(&record.unfinished.unwrap()), part("13", &[1, 2]));
}

#[test]
fn a_negative_re_estimate_is_written_and_read_back() {
    let mut shop = Shop::with(&[8, 5]);
    shop.sprint(&[1, 2]);
    shop.estimate(1, "3");
    shop.estimate(2, "4.5");
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(record.re_estimated.clone().unwrap().points.to_string(), "-5.5");
    let bytes = document::write(shop.backlog()).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(r#""points": -5.5"#) || text.contains(r#""points":-5.5"#), "{text}");
    let read = document::read(&bytes).unwrap().backlog;
    assert!(read == *shop.backlog());
    assert_eq!(document::write(&read).unwrap(), bytes);
}

#[test]
fn a_split_and_a_drop_are_told_as_what_they_are() {
    let mut shop = Shop::with(&[8, 5, 3]);
    shop.sprint(&[1, 2, 3]);
    shop.does(Command::Split {
        story: shop.id(1),
        titles: vec!["The rest".into()],
        criteria: vec![(2, 1)],
        points: Vec::new(),
        keep: Some(Hundredths::whole(3)),
    });
    shop.estimate(2, "2");
    shop.does(Command::Drop { stories: shop.ids(&[2]), reason: "no".into() });
    let record = shop.close(Leftovers::Backlog);
    assert_eq!(shop.part(&record.removed.clone().unwrap()), part("2", &[2]));
    let changed = record.re_estimated.clone().unwrap();
    assert_eq!(
        (changed.points.to_string(), shop.numbers(&changed.stories)),
        ("-8".into(), vec![1, 2])
    );
    assert_eq!(shop.part(&record.unfinished.unwrap()), part("6", &[1, 3]));
    assert_eq!(shop.numbers(record.moved.iter().map(|it| &it.story)), [1, 3]);
}

#[test]
fn what_was_not_judged_goes_with_a_word() {
    let mut shop = Shop::with(&[5, 3]);
    shop.sprint(&[1, 2]);
    shop.deliver(1);
    shop.deliver(2);
    let next = shop.ids(&[2]);
    let Command::CloseSprint { sprint, goal_met, note, leftovers, backlog, .. } =
        Shop::closing(Leftovers::Backlog)
    else {
        panic!("no closing")
    };
    let close = Command::CloseSprint { sprint, goal_met, note, leftovers, next, backlog };
    let did = shop.does(close);
    let told = did.did.unwrap();
    assert_eq!(told, "Closed sprint 1: 0 pts accepted, 1 to sprint 2, 1 to the backlog");
    let [planned, one, two] = did.notices.as_slice() else { panic!("{:?}", did.notices) };
    assert!(planned.starts_with("Planned sprint 2, "), "{planned}");
    assert_eq!(one, "#1 was delivered and not judged: it is ready in the backlog again");
    assert_eq!(two, "#2 is delivered and was not judged: it waits for that in sprint 2");
    assert_eq!((shop.story(1).status, shop.story(1).sprint), (Status::Ready, None));
    assert_eq!(shop.story(2).status, Status::Delivered);
    let second = shop.backlog().sprint_numbered(2).unwrap();
    assert_eq!((second.state, shop.story(2).sprint), (SprintState::Planned, Some(second.id)));
    let first = shop.backlog().sprint_numbered(1).unwrap();
    assert!(second.start.unwrap() > first.end.unwrap(), "the next one follows");
}

#[test]
fn the_next_sprint_is_made_for_everybody_or_the_planned_one_taken() {
    let mut shop = Shop::with(&[5, 3]);
    shop.does(Command::AddPerson { name: "Kim".into(), values: Vec::new() });
    shop.sprint(&[1]);
    shop.close(Leftovers::Next);
    assert_eq!(shop.backlog().sprint_numbered(2).unwrap().people.len(), 1);
    shop.sprint(&[]);
    let (start, end) = (None, None);
    shop.does(Command::PlanSprint { goal: "Ship".into(), start, end });
    shop.close(Leftovers::Next);
    assert_eq!(shop.backlog().sprints().len(), 3);
    let third = shop.backlog().sprint_numbered(3).unwrap();
    assert_eq!((third.goal.as_str(), shop.story(1).sprint), ("Ship", Some(third.id)));
}

#[test]
fn stories_named_must_be_left_over_and_named_once() {
    let mut shop = Shop::with(&[5, 3, 2]);
    shop.sprint(&[1, 2]);
    shop.accept(2);
    let close = |next: &[u32], backlog: &[u32], shop: &Shop| Command::CloseSprint {
        sprint: None,
        goal_met: None,
        note: String::new(),
        leftovers: Leftovers::Next,
        next: shop.ids(next),
        backlog: shop.ids(backlog),
    };
    for (next, backlog, says, because) in [
        (&[3][..], &[][..], "#3 is not in sprint 1", Because::Rule),
        (&[], &[2], "#2 is accepted", Because::Rule),
        (&[1], &[1], "name it once", Because::Usage),
    ] {
        let refusal = shop.refused(close(next, backlog, &shop));
        assert_eq!(refusal.because, because, "{refusal}");
        assert!(refusal.message.contains(says), "{refusal}");
    }
    let did = shop.does(close(&[], &[1], &shop));
    assert!(did.notices[0].contains("nobody said whether the goal"), "{:?}", did.notices);
    assert_eq!(shop.backlog().sprints().len(), 1, "nobody goes on: no sprint is made");
}

#[test]
fn only_an_active_sprint_closes_and_its_record_never_changes() {
    let mut shop = Shop::with(&[5]);
    let none = shop.refused(Shop::closing(Leftovers::Backlog));
    assert!(none.message.contains("no sprint is active: upnext sprint start"), "{none}");
    let first = shop.sprint(&[1]);
    shop.accept(1);
    let record = shop.close(Leftovers::Backlog);
    let again = |shop: &mut Shop, sprint| {
        let Command::CloseSprint { goal_met, note, leftovers, next, backlog, .. } =
            Shop::closing(Leftovers::Backlog)
        else {
            panic!("no closing")
        };
        let sprint = Some(sprint);
        shop.refused(Command::CloseSprint { sprint, goal_met, note, leftovers, next, backlog })
    };
    assert_eq!(again(&mut shop, first).message, "sprint 1 is closed: its record never changes");
    let (start, end) = (None, None);
    shop.does(Command::PlanSprint { goal: "Ship".into(), start, end });
    let planned = shop.backlog().sprint_numbered(2).unwrap().id;
    assert!(again(&mut shop, planned).message.contains("has not started"));
    let sprint = Some(planned);
    shop.does(Command::CancelSprint { sprint, reason: "no".into() });
    assert!(again(&mut shop, planned).message.contains("was cancelled"));
    let title = vec![(upnext::domain::field::Field::Title, "Other".to_owned())];
    shop.does(Command::SetStory { stories: shop.ids(&[1]), values: title });
    assert_eq!(shop.record(first), record);
}

#[test]
fn person_days_capacity_and_focus_factor_are_frozen() {
    let mut shop = Shop::with(&[5]);
    shop.does(Command::AddPerson { name: "Kim".into(), values: Vec::new() });
    shop.sprint(&[1]);
    shop.accept(1);
    let first = shop.close(Leftovers::Backlog);
    // Ten days of one person; no closed sprint yet: a point is taken for an ideal day, 0.7 a day.
    let said = |it: Option<Hundredths>| it.map(|it| it.to_string());
    assert_eq!(said(first.person_days).as_deref(), Some("10"));
    assert_eq!(said(first.capacity).as_deref(), Some("7"));
    assert_eq!(said(first.focus_factor).as_deref(), Some("0.7"));
    let sprint = shop.backlog().sprint_numbered(1).unwrap().id;
    shop.rewrite(|parts| {
        let off = |person: &Person| Person { skills: ["ux".into()].into(), ..person.clone() };
        let people: Vec<_> = parts.people.iter().map(|it| off(it).into()).collect();
        parts.people = Table::of(people);
    });
    assert_eq!(shop.record(sprint), first);
}

#[test]
fn a_sprint_nobody_committed_to_tells_what_it_knows() {
    let mut shop = Shop::with(&[5, 3]);
    let sprint = shop.sprint(&[1]);
    shop.rewrite(|parts| {
        let mut held = parts.sprints.get(sprint).unwrap().as_ref().clone();
        held.commitment = None;
        parts.sprints = Table::of([held.into()]);
    });
    shop.alter(1, |it| it.status = Status::Accepted);
    shop.does(Shop::closing(Leftovers::Backlog));
    let record = shop.record(sprint);
    assert_eq!((&record.committed, &record.added, record.say_do), (&None, &None, None));
    assert_eq!(shop.part(&record.accepted), part("5", &[1]), "it came accepted, without a verdict");
    assert_eq!(record.unfinished.unwrap().points, Hundredths::default());
}
