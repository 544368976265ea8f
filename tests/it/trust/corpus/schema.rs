//! The corpus, schema: texts that are JSON and no backlog are named; a backlog with odd or wrong
//! values in it is opened, told of, shown and changed, and keeps what was not changed.

mod ties;
mod values;

use serde_json::Value;
use upnext::domain::backlog::Backlog;
use upnext::domain::checkup::findings;
use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::merge;
use upnext::session::Session;
use upnext::store::document::{self, Foreign, ReadError};
use upnext::store::file::BacklogFile;

use super::{file, id, map, shown, stories, story};
use crate::cli::{Place, put};
use crate::robot::stamp;
use crate::samples;
use crate::screen::scenes;
use crate::store::disk::Quick;
use crate::store::{Folder, text};
use crate::team::team;

fn read(text: &str) -> Result<Backlog, ReadError> {
    document::read(text.as_bytes()).map(|read| read.backlog)
}

fn refused(text: &str, words: &str) {
    let error = read(text).unwrap_err().to_string();
    assert!(error.contains(words) && error.contains(" — "), "{words}: {error}");
}

/// Whether it is read back as it is written.
fn sound(backlog: &Backlog) {
    assert_eq!(read(&text(backlog)).unwrap(), *backlog);
}

fn rules(backlog: &Backlog) -> Vec<&'static str> {
    let mut rules: Vec<_> = findings(backlog).iter().map(|it| it.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

#[test]
fn a_key_twice_in_a_map_is_refused_wherever_it_stands() {
    let (one, two) = (story(1, ""), story(2, ""));
    refused(&stories(&[one.clone(), two.clone(), one.clone()]), "stands here twice");
    // In capitals it is the same identity.
    refused(&stories(&[one.replace("4000", "4abc"), one.replace("4000", "4ABC")]), "twice");
    let idea = format!("{}:{{\"number\":1,\"text\":\"x\",\"at\":\"2026-11-01T09:00:00Z\"}}", id(7));
    refused(&file(&[("ideas", &map(&[idea.clone(), idea]))]), "twice");
}

#[test]
fn a_field_twice_is_refused_at_every_level() {
    for rest in [
        ",\"points\":1,\"points\":1",
        ",\"odd\":1,\"odd\":1",
        ",\"status\":\"asleep\",\"status\":\"asleep\"",
        ",\"status\":\"asleep\",\"status\":\"ready\"",
        ",\"status\":\"ready\",\"status\":\"asleep\"",
        ",\"impediment\":{\"reason\":\"a\",\"reason\":\"b\",\"since\":\"2026-11-01T09:00:00Z\"}",
        ",\"criteria\":[{\"id\":\"00000000-0000-4000-8000-000000000009\",\"x\":1,\"x\":2}]",
        ",\"history\":[{\"at\":\"2026-11-01T09:00:00Z\",\"what\":\"added\",\"by\":\"a\",\"by\":\"b\"}]",
    ] {
        refused(&stories(&[story(1, rest)]), "twice");
    }
}

#[test]
fn a_key_unlike_the_inner_id_is_refused_and_one_like_it_is_kept() {
    let inner = |n: u32| story(1, &format!(",\"id\":{}", id(n)));
    refused(&stories(&[inner(2)]), "says inside that its id is");
    refused(&stories(&[story(1, ",\"id\":7")]), "says inside that its id is");
    let kept = text(&read(&stories(&[inner(1)])).unwrap());
    assert_eq!(kept.matches(&id(1)).count(), 2, "{kept}");
}

/// The text with an unknown field at the end of every record in it, and how many there are.
pub fn with_unknown(text: &str, odd: &str) -> (String, usize) {
    // An object under one of these holds entries by identity or by column, and is no record.
    let maps = "people epics releases sprints ideas conflicts stories fields";
    let (mut out, mut open, mut last, mut count) = (String::new(), Vec::new(), String::new(), 0);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => {
                let mut word = String::new();
                while let Some(c) = rest.next_if(|c| *c != '"') {
                    word.push(c);
                    if c == '\\' {
                        word.push(rest.next().unwrap());
                    }
                }
                rest.next();
                out.push_str(&["\"", &word, "\""].concat());
                last = word;
                continue;
            }
            '{' => open.push(maps.split(' ').any(|it| it == last)),
            '[' => last.clear(),
            '}' if !open.pop().unwrap() => {
                let empty = out.trim_end().ends_with('{');
                out.push_str(if empty { odd } else { "," });
                out.push_str(if empty { "" } else { odd });
                count += 1;
            }
            _ => {}
        }
        out.push(c);
    }
    (out, count)
}

pub const ODD: &str =
    "\"zz\":[18446744073709551616,1e2,0.1000000000000000055,1e999,-0,{\"a\":1.0}]";

#[test]
fn unknown_fields_survive_at_every_level_to_the_digit() {
    for backlog in [scenes::full(), team(), samples::backlog(3)] {
        let (odd, count) = with_unknown(&text(&backlog), ODD);
        assert!(count >= 15, "{count}");
        let read = read(&odd).unwrap();
        let value = ODD.trim_start_matches("\"zz\":");
        let kept = |backlog: &Backlog| text(backlog).matches(value).count();
        assert_eq!(kept(&read), count);
        assert_eq!(text(&document::read(text(&read).as_bytes()).unwrap().backlog), text(&read));
        // A walk through the file: what is edited keeps them, too, and undo brings nothing back.
        let mut session = Session::new(read.clone());
        let mut ids = CountedIds(70_000);
        let all: Vec<_> = read.stories().iter().map(|it| it.id).collect();
        let values = vec![(Field::Title, "Other".to_owned())];
        let commands = [
            Command::SetStory { stories: all.clone(), values },
            Command::Tag { stories: all.clone(), add: vec!["new".into()], remove: vec![] },
            Command::SetProduct { values: vec![(Field::Goal, "other".into())] },
        ];
        for command in commands {
            session.perform(&command, &stamp(), &mut ids).unwrap();
        }
        assert_eq!(kept(session.backlog()), count);
        // So does a merge with what another did meanwhile.
        let mut theirs = Session::new(read.clone());
        let note = Command::AddNote { story: all[0], text: "theirs".into() };
        theirs.perform(&note, &stamp(), &mut ids).unwrap();
        assert_eq!(kept(&merge(&read, session.backlog(), theirs.backlog()).backlog), count);
        while session.next_undo().is_some() {
            session.undo().unwrap();
        }
        assert_eq!(text(session.backlog()), text(&read));
    }
}

#[test]
fn control_a_reader_that_drops_what_it_does_not_know_is_found_out() {
    let (odd, _) = with_unknown(&text(&samples::backlog(3)), ODD);
    let value: Value = serde_json::from_str(&odd.replace("1e999", "1")).unwrap();
    let kept = serde_json::to_string(&value).unwrap();
    assert!(!kept.contains("18446744073709551616") && !kept.contains("0.1000000000000000055"));
}

#[test]
fn versions_that_are_none_are_refused() {
    for (head, words) in [
        ("\"format\":\"upnext\"", "`version` is missing"),
        ("\"format\":\"upnext\",\"version\":0", "whole number from 1"),
        ("\"format\":\"upnext\",\"version\":\"1\"", "whole number from 1"),
        ("\"format\":\"upnext\",\"version\":-1", "whole number from 1"),
        ("\"format\":\"upnext\",\"version\":18446744073709551616", "whole number from 1"),
        ("\"format\":\"upnext\",\"version\":null", "whole number from 1"),
        ("\"version\":1", "no upnext file"),
    ] {
        refused(&format!("{{{head}}}"), words);
    }
}

#[test]
fn a_newer_version_opens_read_only_and_no_open_screen_takes_it_for_its_own() {
    let place = Place::after("add A");
    place.patch("\"version\": 1", "\"version\": 999");
    let said = place.unchanged_by("set 1 points=3", 3);
    assert!(said.contains("version 999") && said.contains("update"), "{said}");
    assert_eq!(place.order(), ["A"]);
    a_foreign_file_is_not_saved_over(|text| text.replace("\"version\": 1", "\"version\": 999"));
}

/// A file that was open when a newer upnext wrote it: the screen keeps what it shows, and its next
/// save is refused.
fn a_foreign_file_is_not_saved_over(foreign: impl Fn(&str) -> String) {
    let base = samples::backlog(3);
    let folder = Folder::holding(&base);
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    let loaded = file.load().unwrap();
    let theirs = foreign(&text(&base));
    crate::store::write(&folder.file, theirs.as_bytes());
    let changed = file.changed(&loaded.base).unwrap_err();
    assert_eq!(changed.exit_code(), 3, "{changed}");
    let mine = crate::store::titled(&base, 1, "Ann", "Mine");
    for _ in 0..2 {
        assert_eq!(file.save(&loaded.base, &base, &mine).unwrap_err().exit_code(), 3);
    }
    assert_eq!(folder.bytes(), theirs.as_bytes());
}

#[test]
fn an_unknown_state_opens_read_only_and_is_named_and_kept() {
    let place = Place::after("add A --points 3\nadd B");
    place.patch("\"title\": \"A\"", "\"title\": \"A\",\"status\": \"asl\\u00e9ep\\u001b[2J\"");
    let before = place.bytes();
    assert_eq!(place.order(), ["A", "B"]);
    place.line("show 1").well();
    for line in ["set 1 points=5", "add C", "ready 1", "undo", "move 2 --top"] {
        let said = place.unchanged_by(line, 3);
        assert!(said.contains("#1 is “asléep␛[2J”, a state this upnext does not know"), "{said}");
    }
    let said = place.line("doctor");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("#1 is “asléep␛[2J”") && !said.out.contains('\u{1b}'), "{said:?}");
    // The word goes wherever the story goes, and no backlog takes it in.
    let whole = place.line("export --to upnext").well().out;
    assert!(whole.contains("\"asléep\\u001b[2J\""), "{whole}");
    let other = Place::after("add D");
    put(&other.here().join("theirs.json"), &whole);
    let said = other.unchanged_by("import theirs.json --from upnext", 65);
    assert!(said.contains("theirs.json: #1 is “asléep"), "{said}");
    assert_eq!(place.bytes(), before);
    a_foreign_file_is_not_saved_over(|text| {
        text.replace("\"title\": \"Story 2\"", "\"title\": \"Story 2\",\"status\":\"asleep\"")
    });
}

#[test]
fn an_unknown_state_is_written_back_as_it_was_and_no_other_word_is_taken_for_one() {
    for status in ["asleep", "", "draft ", "in test"] {
        let whole = stories(&[story(1, &format!(",\"status\":\"{status}\""))]);
        let read = document::read(whole.as_bytes()).unwrap();
        let foreign = Foreign::State { number: 1, word: status.to_owned() };
        assert_eq!(read.foreign(), Some(foreign));
        let written = text(&read.backlog);
        assert!(written.contains(&format!("\"status\": \"{status}\"")), "{written}");
        assert_eq!(document::read(written.as_bytes()).unwrap().backlog, read.backlog);
        shown(&read.backlog);
        // Brought together with a side that gave it another state, neither is lost in silence.
        let known = document::read(stories(&[story(1, ",\"status\":\"ready\"")]).as_bytes());
        let known = known.unwrap().backlog;
        let base = document::read(stories(&[story(1, "")]).as_bytes()).unwrap().backlog;
        for (ours, theirs) in [(&known, &read.backlog), (&read.backlog, &known)] {
            let merged = merge(&base, ours, theirs);
            let conflict = &merged.conflicts[0];
            let both = format!("{:?} {:?}", conflict.ours.value, conflict.theirs.value);
            let held = |word: &str| both.contains(&format!("\"{word}\""));
            assert!(held(status) && held("ready"), "{both}");
            sound(&merged.backlog);
        }
        // An untouched side gives way to it, and what comes out is read-only again.
        let taken = merge(&base, &base, &read.backlog).backlog;
        assert_eq!(taken.stories().at(0).unwrap().foreign_status().as_deref(), Some(status));
    }
    // Any word of another list is still a mistake, and so is a state that is no word.
    refused(&stories(&[story(1, ",\"status\":7")]), "invalid type");
    refused(&stories(&[story(1, ",\"kind\":\"myth\"")]), "`myth` is no kind");
    assert!(document::read(stories(&[story(1, "")]).as_bytes()).unwrap().foreign().is_none());
}
