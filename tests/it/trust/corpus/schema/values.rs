//! The corpus, schema: values that are none, too large or too far are refused, or kept and harmless.

use chrono::NaiveDate;
use upnext::domain::command::{Command, NewStory, Place as Spot};
use upnext::domain::criterion::Criterion;
use upnext::domain::id::{CountedIds, Id, fresh};
use upnext::domain::merge::merge;
use upnext::domain::story::{Status, Story};
use upnext::session::Session;
use upnext::store::file::BacklogFile;

use super::super::{ID, file, id, map, shown, stories, story};
use crate::cli::{Place, put};
use crate::robot::stamp;
use crate::samples;
use crate::store::disk::Quick;
use crate::store::{Folder, text};
use crate::trust::sized;

use super::{read, refused, rules, sound};

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
    let mut drawn = 0;
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
            drawn += 1;
            if drawn % sized(9, 1) == 0 {
                shown(&backlog);
            }
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
