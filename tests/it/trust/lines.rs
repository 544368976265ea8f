//! Promises 9 and 10, over random commands: what was not edited is not written, an edit shows as
//! its own lines and no others, and what this version does not know stays where it was.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use upnext::domain::backlog::Backlog;
use upnext::domain::command::Command;
use upnext::domain::id::CountedIds;
use upnext::domain::record::Extra;
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Scores, Story};
use upnext::session::{Outcome, Session, Step};
use upnext::store::document;
use upnext::store::file::{BacklogFile, Saved};

use super::corpus::schema::{ODD, with_unknown};
use super::{figure, sized};
use crate::laws::chance::{Deed, command, deeds, world};
use crate::samples::minute;
use crate::store::disk::Faulty;
use crate::store::{Folder, text};

/// As many random walks as the size says.
fn walks(test: impl Fn(Vec<Deed>) -> Result<(), TestCaseError>) {
    let cases = u32::try_from(sized(48, 10_000)).unwrap();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&deeds(), test) {
        panic!("{error}");
    }
}

/// Does deed after deed, and looks at each that did something, with the backlog before it.
fn walk(
    start: Backlog,
    deeds: &[Deed],
    mut look: impl FnMut(&Command, &Backlog, &Outcome, &Backlog) -> Result<(), TestCaseError>,
) -> Result<Session, TestCaseError> {
    let (mut session, mut ids) = (Session::new(start), CountedIds(1_000_000));
    for (n, deed) in (0..).zip(deeds) {
        let before = session.backlog().clone();
        let command = command(deed, &before);
        let by = if deed.by { "Bob" } else { "Ann" };
        let stamp = Stamp { at: minute(600 + n), by: by.to_owned() };
        if let Ok(outcome) = session.perform(&command, &stamp, &mut ids) {
            look(&command, &before, &outcome, session.backlog())?;
        }
    }
    Ok(session)
}

/// How many lines the first text has that the second has not.
fn gone(before: &str, after: &str) -> usize {
    let mut held: Vec<&str> = after.lines().collect();
    held.sort_unstable();
    let mut lines: Vec<&str> = before.lines().collect();
    lines.sort_unstable();
    let (mut at, mut count) = (0, 0);
    for line in lines {
        while held.get(at).is_some_and(|it| *it < line) {
            at += 1;
        }
        if held.get(at) == Some(&line) { at += 1 } else { count += 1 }
    }
    count
}

/// Whether a command gives one thing one other value, or one story another place.
fn is_one_edit(command: &Command, outcome: &Outcome) -> bool {
    let fresh = matches!(outcome.step, Some(Step::Did(_)));
    fresh
        && match command {
            Command::SetStory { stories, values } => stories.len() == 1 && values.len() == 1,
            Command::Tag { stories, .. } | Command::Move { stories, .. } => stories.len() == 1,
            Command::SetEpic { values, .. } | Command::SetProduct { values } => values.len() == 1,
            Command::SetCriterion { .. } | Command::MoveEpic { .. } => true,
            _ => false,
        }
}

/// The lines of the braces that the first part of a score brings with it.
fn opens_a_block(command: &Command, before: &Backlog, now: &Backlog) -> usize {
    let Command::SetStory { stories, .. } = command else { return 0 };
    let scored = |backlog: &Backlog| {
        backlog.story(stories[0]).is_some_and(|it| it.scores != Scores::default())
    };
    if scored(now) && !scored(before) { 2 } else { 0 }
}

#[test]
fn one_edit_removes_at_most_one_line_and_adds_at_most_two() {
    let edits = std::cell::Cell::new(0u32);
    walks(|deeds| {
        walk(world(), &deeds, |command, before, outcome, now| {
            if !is_one_edit(command, outcome) {
                return Ok(());
            }
            let block = opens_a_block(command, before, now);
            let (before, after) = (text(before), text(now));
            edits.set(edits.get() + 1);
            let (less, more) = (gone(&before, &after), gone(&after, &before));
            prop_assert!(less <= 1 && more <= 2 + block, "{command:?}: -{less} +{more}");
            Ok(())
        })
        .map(drop)
    });
    assert!(edits.get() > 50, "{}", edits.get());
    figure(9, &format!("{} edits of one field or moves: at most 1 line less, 2 more", edits.get()));
}

#[test]
fn control_laid_out_otherwise_one_edit_is_more_than_its_lines() {
    // One line for the whole file, as a plain writer would have it.
    let start = world();
    let compact = |backlog: &Backlog| {
        let value: serde_json::Value = serde_json::from_str(&text(backlog)).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let mut session = Session::new(start.clone());
    let story = start.numbered(1).unwrap().id;
    let values = vec![(upnext::domain::field::Field::Title, "Other".to_owned())];
    let stamp = Stamp { at: minute(700), by: "Ann".into() };
    let set = Command::SetStory { stories: vec![story], values };
    session.perform(&set, &stamp, &mut CountedIds(9)).unwrap();
    assert!(gone(&compact(session.backlog()), &compact(&start)) > 2);
    assert_eq!(gone(&text(session.backlog()), &text(&start)), 2);
}

/// The same backlog as other tools would lay it out.
fn laid_out(backlog: &Backlog, how: usize) -> String {
    let own = text(backlog);
    let value = || serde_json::from_str::<serde_json::Value>(&own).unwrap();
    match how % 4 {
        0 => own,
        1 => own.replace('\n', "\r\n"),
        2 => serde_json::to_string_pretty(&value()).unwrap(),
        _ => serde_json::to_string(&value()).unwrap(),
    }
}

#[test]
fn what_was_not_edited_is_not_written() {
    walks(|deeds| {
        let session = walk(world(), &deeds, |_, _, _, _| Ok(()))?;
        let folder = Folder::with(laid_out(session.backlog(), deeds.len()).as_bytes());
        let (bytes, disk) = (folder.bytes(), Faulty::without(&[]));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        let loaded = file.load().unwrap();
        // Done and undone is not edited either.
        let mut again = Session::new(loaded.backlog.clone());
        let tag = Command::Tag {
            stories: again.backlog().stories().iter().map(|it| it.id).collect(),
            add: vec!["once".into()],
            remove: Vec::new(),
        };
        let stamp = Stamp { at: minute(900), by: "Ann".into() };
        again.perform(&tag, &stamp, &mut CountedIds(9)).unwrap();
        again.undo().unwrap();
        file.save(&loaded.base, &loaded.backlog, again.backlog()).unwrap();
        let same = file.with_lock(|locked| {
            let loaded = locked.read()?;
            locked.replace(&loaded.backlog)
        });
        prop_assert_eq!(same.unwrap(), Saved::Same);
        prop_assert_eq!(folder.bytes(), bytes);
        prop_assert!(!disk.steps.lock().unwrap().contains(&"create"));
        Ok(())
    });
}

#[test]
fn control_a_save_that_does_not_look_whether_anything_is_new_writes() {
    for how in [1, 2, 3] {
        let before = laid_out(&world(), how);
        let read = document::read(before.as_bytes()).unwrap().backlog;
        // What the program would write without comparing what there is with what shall be.
        assert_ne!(document::write(&read).unwrap(), before.as_bytes(), "{how}");
    }
}

/// The unknown fields of a story and of all it holds, each under its identity.
fn unknown(story: &Story) -> Vec<(String, Extra)> {
    let mut all = vec![(story.id.to_string(), story.extra.clone())];
    all.extend(story.criteria.iter().map(|it| (it.id.to_string(), it.extra.clone())));
    all.extend(story.questions.iter().map(|it| (it.id.to_string(), it.extra.clone())));
    all.extend(story.notes.iter().map(|it| (it.id.to_string(), it.extra.clone())));
    all
}

#[test]
fn what_is_unknown_survives_whatever_is_done() {
    let (start, count) = with_unknown(&text(&world()), ODD);
    let start = document::read(start.as_bytes()).unwrap().backlog;
    assert!(count > 40, "{count}");
    walks(|deeds| {
        let mut session = walk(start.clone(), &deeds, |command, before, _, now| {
            for story in before.stories() {
                let Some(after) = now.story(story.id) else { continue };
                let after = unknown(after);
                for (id, extra) in unknown(story) {
                    let kept = after.iter().find(|(other, _)| *other == id);
                    prop_assert!(kept.is_none_or(|(_, it)| *it == extra), "{command:?}");
                }
                prop_assert!(
                    after[0].1.iter().count() == 1
                        || before.story(story.id).is_none()
                        || story.extra.iter().count() == 0,
                    "{command:?}"
                );
            }
            prop_assert_eq!(&now.product().extra, &before.product().extra);
            prop_assert_eq!(now.extra(), before.extra());
            Ok(())
        })?;
        let end = text(session.backlog());
        let mut steps = 0;
        while session.next_undo().is_some() {
            session.undo().map_err(|it| TestCaseError::fail(it.0.message))?;
            steps += 1;
        }
        prop_assert_eq!(text(session.backlog()), text(&start));
        (0..steps).for_each(|_| drop(session.redo().unwrap()));
        prop_assert_eq!(text(session.backlog()), end);
        Ok(())
    });
}

#[test]
fn no_act_changes_a_file_that_a_newer_upnext_wrote() {
    let newer = [
        text(&world()).replace("\"version\": 1", "\"version\": 2"),
        text(&world())
            .replace("\"title\": \"Story 3\"", "\"title\": \"Story 3\",\"status\":\"asleep\""),
    ];
    for newer in newer {
        let folder = Folder::with(newer.as_bytes());
        let file = BacklogFile::on(Faulty::without(&[]), &folder.file);
        let loaded = file.load().unwrap();
        assert!(loaded.read_only.is_some());
        walks(|deeds| {
            let start = Session::new(loaded.backlog.clone()).read_only(loaded.read_only.clone());
            let mut session = start.clone();
            let stamp = Stamp { at: minute(700), by: "Ann".into() };
            for deed in &deeds {
                let command = command(deed, session.backlog());
                prop_assert!(session.perform(&command, &stamp, &mut CountedIds(9)).is_err());
            }
            prop_assert!(session.undo().is_err() && session.redo().is_err());
            // Nor does the file let anything be written that was done past the session.
            let past =
                walk(loaded.backlog.clone(), &deeds[..deeds.len().min(3)], |_, _, _, _| Ok(()))?;
            let refused = file.with_lock(|locked| locked.replace(past.backlog())).unwrap_err();
            prop_assert_eq!(refused.exit_code(), 3);
            Ok(())
        });
        assert_eq!(folder.bytes(), newer.as_bytes());
        // Without the look at the version the same save would have written over it.
        let lost = document::write(&loaded.backlog).unwrap();
        assert_ne!(lost, newer.as_bytes());
    }
}
