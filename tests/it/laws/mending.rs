//! Laws of mending: what it can mend is gone after it, the order stays, one undo takes it all
//! back, and the circles of several stories are left to a person.

use std::sync::Arc;

use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::checkup;
use upnext::domain::command::Command;
use upnext::domain::epic::Epic;
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::idea::Idea;
use upnext::domain::sprint::{Commitment, Participant, Record, Sprint, SprintState};
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Link, Story};
use upnext::domain::table::Table;
use upnext::session::Session;

use super::{bytes, ids, law};
use crate::samples::{backlog, minute};

/// Something wrong, in small numbers: what, and with which story.
type Wrong = (usize, usize, usize);

/// Kinds of damage there are.
const KINDS: usize = 17;

fn wrongs() -> impl Strategy<Value = Vec<Wrong>> {
    prop::collection::vec((0..KINDS, 0..1000usize, 0..1000usize), 1..24)
}

/// A name of what is not here.
fn gone<T>() -> Id<T> {
    fresh(&mut CountedIds(77_777_777))
}

/// The parts of a backlog, for another program to write into.
struct Torn {
    stories: Vec<Story>,
    sprints: Vec<Sprint>,
    epics: Vec<Epic>,
    ideas: Vec<Idea>,
}

fn sprint(ids: &mut CountedIds, number: u32, state: SprintState) -> Sprint {
    Sprint { id: fresh(ids), number, state, ..Sprint::default() }
}

impl Torn {
    fn whole() -> (Self, CountedIds) {
        let mut ids = CountedIds(1 << 40);
        let whole = backlog(12);
        let mut sprints: Vec<Sprint> = whole.sprints().iter().map(|it| (**it).clone()).collect();
        sprints.push(sprint(&mut ids, 2, SprintState::Planned));
        sprints.push(sprint(&mut ids, 3, SprintState::Cancelled));
        let epic = Epic { id: fresh(&mut ids), title: "Pay".into(), ..Epic::default() };
        let idea = |n: u32, ids: &mut CountedIds| Idea {
            id: fresh(ids),
            number: n,
            text: "tea".into(),
            at: minute(n),
            ..Idea::default()
        };
        let ideas = vec![idea(1, &mut ids), idea(2, &mut ids)];
        let stories = whole.stories().iter().map(|it| (**it).clone()).collect();
        (Self { stories, sprints, epics: vec![epic], ideas }, ids)
    }

    fn tear(&mut self, (what, a, b): Wrong, ids: &mut CountedIds) {
        let (all, sprints) = (self.stories.len(), self.sprints.len());
        let (a_number, a_rank) = (self.stories[a % all].number, self.stories[a % all].rank.clone());
        let (a_sprint, a_id) = (self.sprints[a % sprints].id, self.stories[a % all].id);
        let a_sprint_number = self.sprints[a % sprints].number;
        let story = &mut self.stories[b % all];
        let sprint_b = &mut self.sprints[b % sprints];
        match what {
            0 => story.number = a_number,
            1 => story.rank = a_rank,
            2 => ["", "Z", "a", "0000", "ä", "zzzz!"][a % 6].clone_into(&mut story.rank),
            3 => story.rank = "0001".repeat(7 + a % 90),
            4 => story.epic = Some(gone()),
            5 => story.sprint = Some(if a % 2 == 0 { gone() } else { a_sprint }),
            6 => story.release = Some(gone()),
            7 => story.depends_on.extend([gone(), story.id]),
            8 => story.depends_on.extend([a_id]),
            9 => story.links.push(Link { to: gone(), ..Link::default() }),
            10 => story.split_from = Some(gone()),
            11 => sprint_b.number = a_sprint_number,
            12 => sprint_b.commitment = Some(Commitment { at: minute(1), ..Commitment::default() }),
            13 => sprint_b.record = Some(Record { at: minute(1), ..Record::default() }),
            14 => sprint_b.people.push(Participant { person: gone(), ..Participant::default() }),
            15 => {
                let state = [SprintState::Active, SprintState::Planned][a % 2];
                self.sprints.push(sprint(ids, 4 + u32::try_from(b % 4).unwrap(), state));
            }
            _ => {
                self.epics[0].release = Some(gone());
                self.ideas[1].number = 1;
                self.ideas[a % 2].stories.extend([gone(), a_id]);
            }
        }
    }

    fn backlog(self) -> Backlog {
        fn table<T: upnext::domain::table::Entity + Clone>(all: Vec<T>) -> Table<T> {
            Table::of(all.into_iter().map(Arc::new))
        }
        Backlog::from(Parts {
            stories: table(self.stories),
            sprints: table(self.sprints),
            epics: table(self.epics),
            ideas: table(self.ideas),
            ..Parts::default()
        })
    }
}

fn torn(wrongs: &[Wrong]) -> Backlog {
    let (mut torn, mut ids) = Torn::whole();
    for wrong in wrongs {
        torn.tear(*wrong, &mut ids);
    }
    torn.backlog()
}

fn mendable(backlog: &Backlog) -> Vec<String> {
    let found = checkup::findings(backlog).into_iter().filter(|finding| finding.mendable);
    found.map(|finding| finding.message).collect()
}

fn mended(backlog: &Backlog) -> Session {
    let mut session = Session::new(backlog.clone());
    let stamp = Stamp { at: minute(9000), by: "Ann".to_owned() };
    session.perform(&Command::Mend, &stamp, &mut CountedIds(1 << 41)).unwrap();
    session
}

#[test]
fn after_mending_nothing_is_found_that_could_be_mended() {
    law(&wrongs(), |wrongs| {
        let torn = torn(&wrongs);
        prop_assume!(!mendable(&torn).is_empty());
        let now = mended(&torn);
        prop_assert_eq!(mendable(now.backlog()), Vec::<String>::new());
        // Mending again finds nothing to do.
        let again = Stamp { at: minute(9001), by: "Ann".to_owned() };
        let result = now.clone_and(|it| it.perform(&Command::Mend, &again, &mut CountedIds(1)));
        prop_assert!(result.is_err() || result.unwrap().did.is_none());
        Ok(())
    });
}

/// What a session does on a copy of itself.
trait CloneAnd {
    fn clone_and<T>(&self, act: impl FnOnce(&mut Session) -> T) -> T;
}

impl CloneAnd for Session {
    fn clone_and<T>(&self, act: impl FnOnce(&mut Session) -> T) -> T {
        act(&mut Session::new(self.backlog().clone()))
    }
}

#[test]
fn mending_keeps_the_order_every_story_and_every_sprint() {
    law(&wrongs(), |wrongs| {
        let torn = torn(&wrongs);
        prop_assume!(!mendable(&torn).is_empty());
        let now = mended(&torn);
        prop_assert_eq!(ids(now.backlog()), ids(&torn));
        prop_assert_eq!(now.backlog().sprints().len(), torn.sprints().len());
        prop_assert_eq!(now.backlog().ideas().len(), torn.ideas().len());
        Ok(())
    });
}

#[test]
fn one_undo_takes_all_of_it_back_byte_for_byte_and_redo_does_it_again() {
    law(&wrongs(), |wrongs| {
        let torn = torn(&wrongs);
        prop_assume!(!mendable(&torn).is_empty());
        let mut now = mended(&torn);
        let after = bytes(now.backlog());
        now.undo().unwrap();
        prop_assert!(bytes(now.backlog()) == bytes(&torn));
        now.redo().unwrap();
        prop_assert!(bytes(now.backlog()) == after);
        Ok(())
    });
}

#[test]
fn what_is_sound_is_not_touched() {
    let sound = backlog(12);
    let mut session = Session::new(sound.clone());
    let stamp = Stamp { at: minute(9000), by: "Ann".to_owned() };
    let outcome = session.perform(&Command::Mend, &stamp, &mut CountedIds(1)).unwrap();
    assert_eq!(outcome.did, None);
    assert!(bytes(session.backlog()) == bytes(&sound));
}

#[test]
fn without_mending_the_same_check_finds_each_kind_of_damage() {
    for what in (0..KINDS).filter(|what| *what != 8) {
        let found = |a, b| !mendable(&torn(&[(what, a, b)])).is_empty();
        let somewhere = (0..4).any(|a| (0..4).any(|b| found(a, b)));
        assert!(somewhere, "damage {what} is not found");
    }
}

#[test]
fn a_circle_of_several_is_left_to_a_person_and_one_of_itself_is_not() {
    let (mut whole, _) = Torn::whole();
    let (first, second) = (whole.stories[0].id, whole.stories[1].id);
    whole.stories[0].depends_on.insert(second);
    whole.stories[1].depends_on.insert(first);
    let third = whole.stories[2].id;
    whole.stories[2].depends_on.insert(third);
    let torn = whole.backlog();
    let now = mended(&torn);
    let left: Vec<_> = checkup::findings(now.backlog()).into_iter().map(|it| it.rule).collect();
    assert_eq!(left, ["circle"]);
    // And with nothing else wrong it says so, with what there is to do.
    let mut session = Session::new(now.backlog().clone());
    let stamp = Stamp { at: minute(9000), by: "Ann".to_owned() };
    let refused = session.perform(&Command::Mend, &stamp, &mut CountedIds(1)).unwrap_err();
    assert!(refused.message.contains("waits for yours"), "{refused}");
    assert!(refused.reasons[0].contains("upnext depend"), "{:?}", refused.reasons);
}

#[test]
fn the_older_keeps_its_number_and_the_younger_gets_the_next() {
    let (mut whole, _) = Torn::whole();
    whole.stories[0].number = 5;
    whole.stories[0].created = minute(0);
    let older = whole.stories[0].id;
    let second = whole.stories.iter().find(|it| it.number == 5 && it.id != older).unwrap().id;
    let now = mended(&whole.backlog());
    let number = |id| now.backlog().story(id).unwrap().number;
    assert_eq!((number(older), number(second)), (5, 13));
    let line = now.backlog().story(second).unwrap().history[0].clone();
    assert_eq!((line.before.as_deref(), line.after.as_deref()), (Some("5"), Some("13")));
    assert_eq!((line.by.as_str(), line.reason.as_deref()), ("Ann", Some("mended")));
}

#[test]
fn the_highest_number_there_is_has_no_next_one_and_a_free_one_is_given() {
    let (mut whole, _) = Torn::whole();
    whole.stories[0].number = u32::MAX;
    whole.stories[1].number = u32::MAX;
    let now = mended(&whole.backlog());
    let mut numbers: Vec<u32> = now.backlog().stories().iter().map(|it| it.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((numbers.len(), numbers.last()), (12, Some(&u32::MAX)));
}

#[test]
fn of_two_running_and_two_planned_sprints_one_of_each_stays() {
    let (mut whole, mut ids) = Torn::whole();
    let mut second = sprint(&mut ids, 7, SprintState::Active);
    second.commitment = Some(Commitment { at: minute(1), ..Commitment::default() });
    let in_second = whole.stories[3].id;
    whole.stories[3].sprint = Some(second.id);
    whole.sprints.push(second);
    let now = mended(&whole.backlog());
    let state = |number| now.backlog().sprint_numbered(number).unwrap().state;
    assert_eq!(state(1), SprintState::Active);
    assert_eq!(state(2), SprintState::Planned);
    assert_eq!(state(7), SprintState::Cancelled);
    assert!(now.backlog().sprint_numbered(7).unwrap().commitment.is_none());
    let story = now.backlog().story(in_second).unwrap();
    assert_eq!(now.backlog().sprint_of(story).unwrap().number, 2);
    let line = &story.history[0];
    assert_eq!((line.before.as_deref(), line.after.as_deref()), (Some("7"), Some("2")));
}

#[test]
fn only_what_has_no_place_gets_a_rank_and_its_neighbours_keep_theirs() {
    let (mut whole, _) = Torn::whole();
    whole.stories.sort_by(|a, b| a.rank.cmp(&b.rank));
    let same = whole.stories[4].rank.clone();
    whole.stories[5].rank = same;
    let torn = whole.backlog();
    let now = mended(&torn);
    let changed = |id| torn.story(id).unwrap().rank != now.backlog().story(id).unwrap().rank;
    let changed: Vec<_> = ids(&torn).into_iter().filter(|id| changed(*id)).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(ids(now.backlog()), ids(&torn));
}
