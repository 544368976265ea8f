//! The corpus, schema: texts that are JSON and no backlog are named; a backlog with odd or wrong
//! values in it is opened, told of, shown and changed, and keeps what was not changed.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::checkup::findings;
use upnext::domain::command::{Command, NewStory, Place as Spot};
use upnext::domain::criterion::Criterion;
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::merge::merge;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::store::document::{self, Foreign, ReadError};
use upnext::store::file::BacklogFile;

use super::{ID, file, id, map, shown, stories, story};
use crate::cli::{Place, put};
use crate::robot::stamp;
use crate::samples;
use crate::screen::scenes;
use crate::store::disk::Quick;
use crate::store::{Folder, text};
use crate::team::team;
use crate::trust::sized;

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
    let upper =
        one.replace("00000000-0000-4000-8000-0000000000", "00000000-0000-4000-8000-0000000000");
    refused(&stories(&[one.replace("4000", "4abc"), upper.replace("4000", "4ABC")]), "twice");
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
                out.push_str(&format!("\"{word}\""));
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
fn numbers_that_are_none_are_refused_and_odd_ones_are_kept() {
    for (rest, words) in [
        (",\"points\":1e999", "out of range"),
        (",\"points\":-1", "zero or above"),
        (",\"points\":-0.5", "two decimals"),
        (",\"points\":\"5\"", "two decimals"),
        (",\"points\":1e308", "two decimals"),
        (",\"points\":0.001", "two decimals"),
        (",\"points\":18446744073709551616", "two decimals"),
        (",\"points\":true", "two decimals"),
        (",\"points\":NaN", "expected value"),
        (",\"points\":01", "invalid number"),
    ] {
        refused(&stories(&[story(1, rest)]), words);
    }
    for (points, said) in [("1e2", "100"), ("0.50", "0.5"), ("2.0", "2"), ("-0", "0"), ("null", "")]
    {
        let read = read(&stories(&[story(1, &format!(",\"points\":{points}"))])).unwrap();
        let points = read.stories().at(0).unwrap().points;
        assert_eq!(points.map(|it| it.to_string()).unwrap_or_default(), said);
    }
    // A number from which nobody could count on.
    for number in ["4294967295", "4294967296", "1000000001", "-1", "1.5", "1e2", "\"1\""] {
        let wrong = story(1, "").replace("\"number\":1,", &format!("\"number\":{number},"));
        assert!(read(&stories(&[wrong])).is_err(), "{number}");
    }
    // Nor does anything get one: the last number is the last that is given.
    let numbered =
        |number: &str| story(1, "").replace("\"number\":1,", &format!("\"number\":{number},"));
    let place = Place::new();
    put(
        &place.file(),
        stories(&[numbered("999999999"), story(2, "").replace("\"number\":2,", "\"number\":0,")]),
    );
    assert!(place.line("add A").well().out.starts_with("Added #1000000000 "));
    for line in ["add B", "add B --top", "split 0 B"] {
        let said = place.unchanged_by(line, 3);
        assert!(said.contains("numbers end at 1000000000"), "{said}");
    }
    place.line("move 0 --bottom").well();
    assert_eq!(place.order().len(), 3);
    // Where two sides gave the last number, one of them gets one that is free further down.
    let base = read(&stories(&[numbered("999999999")])).unwrap();
    let add = |who: u64| {
        let mut session = Session::new(base.clone());
        let stories = vec![NewStory { title: format!("By {who}"), ..NewStory::default() }];
        let add = Command::AddStories { stories, place: Spot::Top };
        session.perform(&add, &stamp(), &mut CountedIds(who * 100)).unwrap();
        session.backlog().clone()
    };
    let merged = merge(&base, &add(1), &add(2)).backlog;
    let mut numbers: Vec<u32> = merged.stories().iter().map(|it| it.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 999_999_999, 1_000_000_000]);
    sound(&merged);
}

#[test]
fn large_numbers_everywhere_are_shown_and_added_up() {
    let most = "1000000000";
    let scores = "value urgency risk reach impact confidence effort";
    let scores: Vec<String> = scores.split(' ').map(|name| format!("\"{name}\":{most}")).collect();
    let rest = format!(",\"points\":{most},\"scores\":{{{}}}", scores.join(","));
    let in_sprint = |n: u32, status: &str| {
        story(n, &format!("{rest},\"status\":\"{status}\",\"sprint\":{}", id(900)))
    };
    let people = format!("{}:{{\"name\":\"Ann\",\"allocation\":{most}}}", id(800));
    let sprint = |n: u32, state: &str, days: &str| {
        format!(
            "{}:{{\"number\":{n},\"state\":\"{state}\",{days},\"people\":[{{\"person\":{},\
             \"allocation\":{most}}}],\"commitment\":{{\"at\":\"2026-11-01T09:00:00Z\",\"stories\":\
             [{{\"story\":{},\"points\":{most}}}]}}}}",
            id(899 + n),
            id(800),
            id(1)
        )
    };
    let days = "\"start\":\"2026-11-16\",\"end\":\"2026-11-27\"";
    let whole = file(&[
        (
            "product",
            &format!("{{\"scale\":[1,{most}],\"largest\":{most},\"sprint_length\":4294967295}}"),
        ),
        ("people", &map(&[people])),
        ("sprints", &map(&[sprint(1, "active", days), sprint(2, "planned", "\"goal\":\"x\"")])),
        (
            "stories",
            &map(&[in_sprint(1, "doing"), in_sprint(2, "accepted"), story(3, &rest), story(4, "")]),
        ),
    ]);
    match read(&whole) {
        Ok(read) => drop(shown(&read)),
        // A share of more than one, or a sprint of eleven million years, may be refused as well.
        Err(error) => panic!("{error}"),
    }
    let place = Place::new();
    put(&place.file(), &whole);
    for line in ["list", "today", "sprint show", "sprint list", "sprint daily", "figures", "doctor"]
    {
        let said = place.line(line);
        assert!([0, 1, 2, 3].contains(&said.code), "{line}: {said:?}");
    }
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

#[test]
fn references_to_what_is_not_here_are_told_and_kept() {
    let nobody = id(404);
    let rest = format!(
        ",\"epic\":{nobody},\"sprint\":{nobody},\"release\":{nobody},\"depends_on\":[{nobody}],\
         \"links\":[{{\"to\":{nobody}}}],\"split_from\":{nobody},\"ready_ticks\":[{nobody}]"
    );
    let place = Place::new();
    put(&place.file(), stories(&[story(1, &rest), story(2, "")]));
    let said = place.line("doctor");
    assert_eq!(said.code, 1);
    for what in ["an epic", "a sprint", "a release", "a story"] {
        assert!(
            said.out.contains(&format!("#1 points to {what} that is not here")),
            "{}",
            said.out
        );
    }
    place.lines("set 1 points=3 title=Other\nmove 1 --bottom\ntag 1 +x");
    let kept = place.text().matches(&nobody).count();
    assert_eq!(kept, rest.matches(&nobody).count(), "{}", place.text());
    shown(&read(&place.text()).unwrap());
    for line in ["list", "show 1", "export --to csv", "export --to markdown", "today"] {
        place.line(line).well();
    }
}

/// Stories of which each waits for the next, and the last for the one at an index, if any.
fn chain(length: u32, back_to: Option<usize>) -> Backlog {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=length)
        .map(|number| samples::story(&mut ids, number, &format!("Story {number}")))
        .collect();
    for at in 0..all.len() {
        let next = if at + 1 < all.len() { Some(at + 1) } else { back_to };
        let next: Vec<_> = next.into_iter().map(|next| all[next].id).collect();
        all[at].depends_on = next.into_iter().collect();
        all[at].rank = format!("{at:08}");
    }
    let stories = Table::of(all.into_iter().map(Arc::new));
    Backlog::from(Parts { stories, ..Parts::default() })
}

#[test]
fn circles_are_told_kept_and_can_be_cut() {
    for length in [1, 2, 500] {
        let backlog = chain(length, Some(0));
        assert_eq!(rules(&backlog), ["circle"]);
        assert_eq!(findings(&backlog).len(), 1);
        shown(&backlog);
        let (last, first) = (backlog.numbered(length).unwrap().id, backlog.numbered(1).unwrap().id);
        let mut session = Session::new(read(&text(&backlog)).unwrap());
        let cut = Command::Depend { story: last, on: first, remove: true };
        session.perform(&cut, &stamp(), &mut CountedIds(9)).unwrap();
        assert!(findings(session.backlog()).is_empty());
        let again = Command::Depend { story: last, on: first, remove: false };
        assert!(session.perform(&again, &stamp(), &mut CountedIds(9)).is_err());
        session.undo().unwrap();
        assert_eq!(text(session.backlog()), text(&backlog));
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_needs_no_stack() {
    let length = u32::try_from(sized(20_000, 100_000)).unwrap();
    let backlog = chain(length, None);
    assert!(findings(&backlog).is_empty());
    let mut session = Session::new(backlog.clone());
    let (last, first) = (backlog.numbered(length).unwrap().id, backlog.numbered(1).unwrap().id);
    let closing = Command::Depend { story: last, on: first, remove: false };
    let refused = session.perform(&closing, &stamp(), &mut CountedIds(9)).unwrap_err();
    assert!(refused.message.contains("circle"), "{}", refused.message);
    let mut robot = crate::robot::Robot::on(backlog, (100, 30));
    robot.keys("4<esc>2<enter>");
    assert!(robot.text().contains("Story 1"));
    assert_eq!(rules(&chain(length, Some(0))), ["circle"]);
}

#[test]
fn ranks_of_any_sort_open_and_the_doctor_names_them() {
    let long = "0".repeat(10_000);
    let ranks = ["000a", "000a", "", "", "ZZ", "a b", "ß", &long, &format!("{long}1"), "000c"];
    let all: Vec<String> =
        (1..).zip(ranks).map(|(n, rank)| story(n, &format!(",\"rank\":\"{rank}\""))).collect();
    let place = Place::new();
    put(&place.file(), stories(&all));
    let said = place.line("doctor");
    let named = |out: &str, n: usize| out.contains(&format!("#{n} has no place of its own"));
    assert_eq!(said.code, 1);
    // Of two equal ranks the second has no place of its own; an illegal one never has.
    let told: Vec<usize> = (1..=10).filter(|n| named(&said.out, *n)).collect();
    assert!([2, 4, 5, 6, 7, 8, 9].iter().all(|n| told.contains(n)), "{told:?}");
    assert!(!told.contains(&10) && said.out.len() < 4_000, "{}", said.out.len());
    shown(&read(&place.text()).unwrap());
    let order = |place: &Place| {
        let list = place.ask("list");
        list.as_array().unwrap().iter().map(|it| it["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    for (n, to) in [(8, 1), (9, 5), (1, 10), (4, 2), (10, 3)] {
        let mut expected = order(&place);
        expected.retain(|it| *it != n);
        expected.insert(to - 1, n);
        place.line(&format!("move {n} --to {to}")).well();
        assert_eq!(order(&place), expected, "#{n} to {to}");
    }
    // Moved once, each has a place of its own.
    (1..=10).for_each(|n| drop(place.line(&format!("move {n} --top"))));
    assert!(place.line("doctor").well().out.contains("sound"));
}

#[test]
fn many_stories_many_criteria_and_a_long_description_open_and_can_be_changed() {
    let many = u32::try_from(sized(5_000, 50_000)).unwrap();
    let folder = Folder::holding(&samples::backlog(many));
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    let loaded = file.load().unwrap();
    let mut session = Session::new(loaded.backlog.clone());
    let last = session.backlog().numbered(many).unwrap().id;
    let top = Command::Move { stories: vec![last], place: Spot::Top, reason: None };
    session.perform(&top, &stamp(), &mut CountedIds(5)).unwrap();
    let saved = file.save(&loaded.base, &loaded.backlog, session.backlog()).unwrap();
    assert_eq!(saved.backlog.open().next().unwrap().id, last);

    let mut ids = CountedIds(0);
    let mut one = samples::story(&mut ids, 1, "Long");
    let criteria = sized(2_000, 10_000);
    one.criteria = (0..criteria)
        .map(|n| Criterion::line(fresh(&mut ids), format!("it is true for the {n}th time")))
        .collect();
    one.description =
        "A line of words that says little. \n\n".repeat(sized(1 << 20, 10 << 20) / 37);
    let backlog = samples::put(&samples::backlog(2), one);
    let read = read(&text(&backlog)).unwrap();
    assert_eq!(read, backlog);
    let mut robot = crate::robot::Robot::on(read, (80, 24));
    robot.keys("<enter>").keys("jjjjG");
    assert!(!robot.text().is_empty());
}

#[test]
fn days_that_are_none_are_refused_and_far_ones_harm_nobody() {
    for day in ["2024-02-30", "2024-13-01", "99999-01-01", "0000-00-00", "tomorrow", "2024-1-1x"] {
        let sprint =
            format!("{}:{{\"number\":1,\"state\":\"active\",\"start\":\"{day}\"}}", id(900));
        assert!(read(&file(&[("sprints", &map(&[sprint]))])).is_err(), "{day}");
    }
    for moment in ["2024-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "2024-02-29T24:00:00Z", ""] {
        let wrong = story(1, "").replace("2026-11-01T09:00:00Z", moment);
        refused(&stories(&[wrong]), "no RFC 3339");
    }
    let far = ["0000-01-01", "9999-12-31", "-0001-12-31", "+99999-12-31", "+262142-12-31"];
    for (start, end) in far.iter().flat_map(|a| far.iter().map(move |b| (a, b))) {
        for state in ["active", "planned", "closed"] {
            let at = "0000-01-01T00:00:00+23:59";
            let sprint = format!(
                "{}:{{\"number\":1,\"state\":\"{state}\",\"start\":\"{start}\",\"end\":\"{end}\"}}",
                id(900)
            );
            let release = format!("{}:{{\"name\":\"R\",\"target\":\"{end}\"}}", id(700));
            let person =
                format!("{}:{{\"name\":\"Ann\",\"days_off\":[\"{start}\",\"{end}\"]}}", id(800));
            let rest = format!(",\"sprint\":{},\"release\":{},\"points\":3", id(900), id(700));
            let whole = file(&[
                ("product", &format!("{{\"holidays\":[\"{start}\",\"{end}\"]}}")),
                ("people", &map(&[person])),
                ("releases", &map(&[release])),
                ("sprints", &map(&[sprint])),
                ("stories", &map(&[story(1, &rest).replace("2026-11-01T09:00:00Z", at)])),
            ]);
            let backlog = read(&whole).unwrap();
            assert_eq!(read(&text(&backlog)).unwrap(), backlog);
            let turned = start.parse::<NaiveDate>().unwrap() > end.parse().unwrap();
            assert_eq!(rules(&backlog).contains(&"sprint"), turned, "{start} to {end}");
            shown(&backlog);
        }
    }
}

#[test]
fn a_sprint_that_ends_before_it_starts_is_told_and_mended() {
    let place = Place::new();
    let days = "\"start\":\"2026-11-27\",\"end\":\"2026-11-16\"";
    let sprint = format!("{}:{{\"number\":1,\"state\":\"active\",{days}}}", id(900));
    put(&place.file(), file(&[("sprints", &map(&[sprint]))]));
    let said = place.line("doctor");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("sprint 1 ends before it starts"), "{}", said.out);
    for line in ["sprint show", "sprint list", "today", "sprint daily"] {
        let said = place.line(line);
        assert!([0, 3].contains(&said.code), "{line}: {said:?}");
    }
    place.line("sprint set start=2026-11-16 end=2026-11-27 --sprint 1").well();
    place.line("doctor").well();
}

#[test]
fn text_of_any_character_is_read_and_half_a_character_is_not() {
    refused(&stories(&[story(1, ",\"want\":\"\\ud800\"")]), "hex escape");
    refused(&stories(&[story(1, ",\"want\":\"\\udc00x\"")]), "surrogate");
    refused(&stories(&[story(1, ",\"want\":\"a\nb\"")]), "control character");
    let whole = stories(&[story(1, ",\"want\":\"\\u0000\\ud83d\\ude00\",\"\\u0000\":\"\\u0000\"")]);
    let backlog = read(&whole).unwrap();
    assert_eq!(backlog.stories().at(0).unwrap().want, "\0😀");
    assert!(text(&backlog).contains("\"\\u0000\":"), "an unknown name is kept as well");
    shown(&backlog);
    assert_eq!(ID.len(), 36);
    let nothing = Id::<Story>::default();
    assert_eq!(backlog.story(nothing).map(|it| it.status), None::<Status>);
}
