//! Undo is exact: all of it leads back to the start and all of it again to the end, byte for byte.

use proptest::prelude::*;
use upnext::domain::command::{Command, Place};
use upnext::domain::stamp::Stamp;
use upnext::session::{Outcome, Session, Step};
use upnext::store::undo::UndoLog;

use super::chance::{self, Deed, deed, deeds};
use super::{Walk, bytes, ids, law};
use crate::samples::minute;

fn undo_all(session: &mut Session) -> usize {
    let mut done = 0;
    while session.next_undo().is_some() {
        session.undo().unwrap();
        done += 1;
    }
    done
}

fn redo_all(session: &mut Session) -> usize {
    let mut done = 0;
    while session.next_redo().is_some() {
        session.redo().unwrap();
        done += 1;
    }
    done
}

#[test]
fn undo_all_is_the_start_and_redo_all_the_end() {
    law(&deeds(), |deeds| {
        let start = chance::world();
        let mut walk = Walk::on(start.clone());
        for deed in &deeds {
            walk.act(deed);
        }
        let end = walk.session.backlog().clone();
        for _ in 0..2 {
            let undone = undo_all(&mut walk.session);
            prop_assert!(
                bytes(walk.session.backlog()) == bytes(&start),
                "undo-all is not the start"
            );
            prop_assert!(*walk.session.backlog() == start);
            let redone = redo_all(&mut walk.session);
            prop_assert_eq!(redone, undone);
            prop_assert!(bytes(walk.session.backlog()) == bytes(&end), "redo-all is not the end");
            prop_assert!(*walk.session.backlog() == end);
        }
        Ok(())
    });
}

#[derive(Debug, Clone)]
enum Way {
    Act(Deed),
    Undo,
    Redo,
}

#[test]
fn every_undo_and_redo_on_the_way_is_exact() {
    let way =
        prop_oneof![4 => deed().prop_map(Way::Act), 2 => Just(Way::Undo), 1 => Just(Way::Redo)];
    law(&prop::collection::vec(way, 1..64), |ways| {
        let mut walk = Walk::on(chance::world());
        // What the file was after each act that stands, and after those that were taken back.
        let mut past = vec![bytes(walk.session.backlog())];
        let mut future: Vec<Vec<u8>> = Vec::new();
        for way in &ways {
            match way {
                Way::Act(deed) => {
                    if let Ok(Outcome { step: Some(step), .. }) = walk.act(deed).result {
                        if matches!(step, Step::WentOn(_)) {
                            past.pop();
                        }
                        past.push(bytes(walk.session.backlog()));
                        future.clear();
                    }
                }
                Way::Undo => {
                    let undone = walk.session.undo();
                    prop_assert_eq!(undone.is_ok(), past.len() > 1, "{:?}", undone);
                    if undone.is_ok() {
                        future.extend(past.pop());
                    }
                }
                Way::Redo => {
                    let redone = walk.session.redo();
                    prop_assert_eq!(redone.is_ok(), !future.is_empty(), "{:?}", redone);
                    past.extend(future.pop());
                }
            }
            prop_assert!(past.last() == Some(&bytes(walk.session.backlog())), "after {:?}", way);
        }
        Ok(())
    });
}

#[test]
fn the_log_on_the_disk_remembers_as_much_as_the_session() {
    law(&deeds(), |deeds| {
        let start = chance::world();
        let dir = tempfile::tempdir().unwrap();
        let log = UndoLog::at(dir.path(), &dir.path().join("upnext.json"));
        let mut walk = Walk::on(start.clone());
        for deed in &deeds {
            if let Ok(Outcome { step: Some(step), .. }) = walk.act(deed).result {
                log.append(&[step]).unwrap();
            }
        }
        let end = walk.session.backlog().clone();
        let past = log.read().unwrap();
        let mut other = Session::new(end.clone()).with_past(past.undo, past.redo);
        prop_assert_eq!(undo_all(&mut other), undo_all(&mut walk.session));
        prop_assert!(bytes(other.backlog()) == bytes(&start));
        redo_all(&mut other);
        prop_assert!(bytes(other.backlog()) == bytes(&end));
        Ok(())
    });
}

#[test]
fn moves_in_a_row_are_one_act_one_line_one_undo() {
    let to = prop::collection::vec(0..12usize, 1..12);
    law(&(0..8usize, 0..8usize, any::<bool>(), to), |(one, two, both, places)| {
        let start = chance::world();
        let mut walk = Walk::on(start.clone());
        let mut stories = vec![ids(&start)[one], ids(&start)[two]];
        stories.truncate(if both && one != two { 2 } else { 1 });
        let mut moved = 0;
        for place in places {
            let command = Command::Move {
                stories: stories.clone(),
                place: Place::Position(place + 1),
                reason: None,
            };
            let done = walk.perform(command, "Ann").result.unwrap();
            let goes_on = matches!(done.step, Some(Step::WentOn(_)));
            prop_assert_eq!(goes_on, moved > 0 && done.did.is_some());
            moved += usize::from(done.did.is_some());
        }
        if moved == 0 {
            return Ok(());
        }
        for id in &stories {
            let (before, after) =
                (start.story(*id).unwrap(), walk.session.backlog().story(*id).unwrap());
            prop_assert_eq!(after.history.len(), before.history.len() + 1);
            let line = &after.history[0];
            let said = |position: Option<usize>| position.map(|it| it.to_string());
            prop_assert_eq!(&line.before, &said(start.position(*id)));
            prop_assert_eq!(&line.after, &said(walk.session.backlog().position(*id)));
        }
        prop_assert_eq!(undo_all(&mut walk.session), 1);
        prop_assert!(bytes(walk.session.backlog()) == bytes(&start));
        Ok(())
    });
}

#[test]
fn what_another_person_or_a_reason_says_is_an_act_of_its_own() {
    let start = chance::world();
    let (one, two) = (ids(&start)[5], ids(&start)[6]);
    let to = |story, position, reason: Option<&str>| Command::Move {
        stories: vec![story],
        place: Place::Position(position),
        reason: reason.map(str::to_owned),
    };
    let note = Command::AddNote { story: one, text: "hm".into() };
    for (second, by) in [
        (to(one, 2, None), "Bob"),
        (to(one, 2, Some("it burns")), "Ann"),
        (to(two, 1, None), "Ann"),
        (note, "Ann"),
    ] {
        let mut walk = Walk::on(start.clone());
        walk.perform(to(one, 4, None), "Ann").result.unwrap();
        walk.perform(second, by).result.unwrap();
        walk.perform(to(one, 1, None), "Ann").result.unwrap();
        assert_eq!(undo_all(&mut walk.session), 3);
        assert!(bytes(walk.session.backlog()) == bytes(&start));
    }
    // After an undo nothing goes on with what stands before it.
    let mut walk = Walk::on(start);
    walk.perform(to(one, 4, None), "Ann").result.unwrap();
    walk.perform(to(two, 1, None), "Ann").result.unwrap();
    walk.session.undo().unwrap();
    let stamp = Stamp { at: minute(900), by: "Ann".into() };
    let done = walk.session.perform(&to(one, 1, None), &stamp, &mut walk.ids).unwrap();
    assert!(matches!(done.step, Some(Step::Did(_))));
    assert!(walk.session.next_redo().is_none());
}
