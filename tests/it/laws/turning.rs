//! Turning back to a backup: the backlog is what the backup holds, and undo and redo of it are
//! exact among all other acts, byte for byte.

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, NewStory, Place};

use super::chance::{self, Deed, deed};
use super::{Walk, bytes, law};

#[derive(Debug, Clone)]
enum Way {
    Act(Deed),
    Keep,
    TurnBack(usize),
    Undo,
    Redo,
}

fn turn_back(to: &Backlog) -> Command {
    Command::TurnBack { to: Box::new(to.clone()), called: "a while ago".into() }
}

#[test]
fn undo_all_is_the_start_also_over_turning_back() {
    let way = prop_oneof![
        8 => deed().prop_map(Way::Act),
        2 => Just(Way::Keep),
        2 => (0..100usize).prop_map(Way::TurnBack),
        2 => Just(Way::Undo),
        1 => Just(Way::Redo),
    ];
    law(&prop::collection::vec(way, 1..48), |ways| {
        let start = chance::world();
        let mut walk = Walk::on(start.clone());
        let mut kept = vec![start.clone()];
        for way in &ways {
            match way {
                Way::Act(deed) => drop(walk.act(deed)),
                Way::Keep => kept.push(walk.session.backlog().clone()),
                Way::TurnBack(n) => {
                    let to = &kept[n % kept.len()];
                    walk.perform(turn_back(to), "Ann").result.unwrap();
                    prop_assert!(walk.session.backlog() == to, "it is not what was kept");
                    prop_assert!(bytes(walk.session.backlog()) == bytes(to));
                }
                Way::Undo => {
                    let could = walk.session.next_undo().is_some();
                    prop_assert_eq!(walk.session.undo().is_ok(), could);
                }
                Way::Redo => {
                    let could = walk.session.next_redo().is_some();
                    prop_assert_eq!(walk.session.redo().is_ok(), could);
                }
            }
        }
        let end = loop {
            if walk.session.next_redo().is_none() {
                break walk.session.backlog().clone();
            }
            walk.session.redo().unwrap();
        };
        while walk.session.next_undo().is_some() {
            let undone = walk.session.undo();
            prop_assert!(undone.is_ok(), "{:?}", undone);
        }
        prop_assert!(bytes(walk.session.backlog()) == bytes(&start), "undo-all is not the start");
        while walk.session.next_redo().is_some() {
            let redone = walk.session.redo();
            prop_assert!(redone.is_ok(), "{:?}", redone);
        }
        prop_assert!(bytes(walk.session.backlog()) == bytes(&end), "redo-all is not the end");
        Ok(())
    });
}

/// A number that came free by turning back and names another story since is no hindrance: what
/// goes leaves its name to what comes.
#[test]
fn two_stories_that_had_one_number_at_different_times_change_places() {
    let mut walk = Walk::on(chance::world());
    let add = |walk: &mut Walk, title: &str| {
        let story = NewStory { title: title.into(), ..NewStory::default() };
        let command = Command::AddStories { stories: vec![story], place: Place::Bottom };
        walk.perform(command, "Ann").result.unwrap();
    };
    add(&mut walk, "First");
    let first = walk.session.backlog().clone();
    walk.session.undo().unwrap();
    add(&mut walk, "Second");
    let second = walk.session.backlog().clone();
    let number = |backlog: &Backlog, title: &str| {
        backlog.stories().iter().find(|it| it.title == title).unwrap().number
    };
    assert_eq!(number(&first, "First"), number(&second, "Second"));
    walk.perform(turn_back(&first), "Ann").result.unwrap();
    walk.session.undo().unwrap();
    assert!(*walk.session.backlog() == second);
    walk.session.redo().unwrap();
    assert!(*walk.session.backlog() == first);
}

/// What another did since stands in the way of undo where it touches what came back, and is kept.
#[test]
fn what_was_changed_since_is_not_taken_back_with_it() {
    let start = chance::world();
    let mut walk = Walk::on(start.clone());
    let one = start.numbered(1).unwrap().id;
    let drop = Command::Drop { stories: vec![one], reason: "no".into() };
    walk.perform(drop, "Ann").result.unwrap();
    walk.perform(turn_back(&start), "Ann").result.unwrap();
    let theirs = Command::Drop { stories: vec![one], reason: "never".into() };
    let mut other = Walk::on(walk.session.backlog().clone());
    other.perform(theirs, "Bob").result.unwrap();
    let (undo, redo) = (vec![walk.session.next_undo().unwrap().clone()], Vec::new());
    walk.session.adopt(other.session.backlog().clone(), Some((undo, redo)));
    let (refusal, _) = walk.session.undo().unwrap_err();
    assert!(refusal.message.contains("Bob changed"), "{}", refusal.message);
    assert!(*walk.session.backlog() == *other.session.backlog());
}
