//! Lists of stories.

use std::time::Instant;

use serde_json::Value;
use upnext::cli::act::Question;
use upnext::cli::answer::{json, text};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::field::Field;
use upnext::domain::id::fresh;
use upnext::domain::number::Points;
use upnext::domain::refusal::Because;
use upnext::domain::release::Release;
use upnext::domain::table::Table;

use super::bench::{Bench, LIST, columns, contract, keys, list, names, show, six, today};

#[test]
fn a_list_has_the_fields_of_the_contract_in_its_order() {
    let it = six();
    let pretty = json(&list(""), &it.backlog, today()).unwrap();
    assert_eq!(names(&pretty, 2), contract(LIST));
    assert!(pretty.ends_with("]\n"));
    let row = &it.json(&list("card"))[0];
    assert_eq!(keys(&row["criteria"]), ["met", "total", "unmet"]);
    assert_eq!(row["points"], 5);
    assert_eq!(row["epic"], "Checkout");
    assert_eq!(row["release"], "1.0", "an epic's release is its stories'");
    assert_eq!((&row["ready"], &row["blocked"]), (&Value::from(true), &Value::from(false)));
    assert_eq!(row["missing"], Value::from(Vec::<String>::new()));
    // (8 + 5 + 3) ÷ 5
    assert_eq!(row["score"], 3.2);
    assert_eq!(row["created"], "2026-11-14T08:02:00+01:00");
    for absent in ["sprint", "requester", "assignee", "moscow"] {
        assert_eq!(row[absent], Value::Null, "{absent}");
    }
    assert_eq!(row["tags"], Value::Array(Vec::new()));
}

#[test]
fn open_stories_by_default_and_the_rest_when_asked_for() {
    let it = six();
    assert_eq!(it.numbers(&list("")), [1, 2, 3, 6]);
    assert_eq!(it.numbers(&list("status:dropped")), [5]);
    assert_eq!(it.numbers(&list("is:ready")), [1]);
    assert_eq!(it.numbers(&list("epic:checkout")), [1], "an accepted story is not open");
    let all = Question::List { query: String::new(), all: true, columns: Vec::new(), limit: None };
    assert_eq!(it.numbers(&all), [1, 2, 3, 4, 5, 6]);
    let few = Question::List {
        query: "basket or search or day".into(),
        all: false,
        columns: vec![],
        limit: Some(2),
    };
    assert_eq!(it.numbers(&few), [2, 3]);
    let error = json(&list("status:"), &it.backlog, today()).unwrap_err();
    assert_eq!(error.because, Because::Usage);
    let error = json(&list("epic:nowhere"), &it.backlog, today()).unwrap_err();
    assert_eq!(error.because, Because::Usage);
}

#[test]
fn positions_count_open_stories_whatever_is_shown() {
    let mut it = six();
    let six_ = it.story(6).id;
    it.act(&Command::Move { stories: vec![six_], place: Place::Position(2), reason: None });
    let all = Question::List { query: String::new(), all: true, columns: Vec::new(), limit: None };
    let rows = it.json(&all);
    let places: Vec<(u64, Option<u64>)> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["number"].as_u64().unwrap(), row["position"].as_u64()))
        .collect();
    let expected = [(1, Some(1)), (6, Some(2)), (2, Some(3)), (3, Some(4)), (4, None), (5, None)];
    assert_eq!(places, expected);
    assert_eq!(it.json(&list("basket"))[0]["position"], 4);
    assert_eq!(it.json(&show(6))["position"], 2);
    assert_eq!(it.json(&show(5))["position"], Value::Null);
}

#[test]
fn what_is_missing_is_said_unless_it_is_covered() {
    let mut it = six();
    let words =
        |row: &Value| -> Vec<String> { serde_json::from_value(row["missing"].clone()).unwrap() };
    assert_eq!(words(&it.json(&show(2))), ["narrative", "criteria", "estimate"]);
    assert_eq!(words(&it.json(&show(3))), Vec::<String>::new(), "overridden");
    assert_eq!(it.json(&show(3))["ready"], false, "it is doing, no longer ready");
    it.set(1, Field::Points, "");
    let row = it.json(&show(1));
    assert_eq!((row["status"].as_str(), &row["ready"]), (Some("ready"), &Value::from(false)));
    assert_eq!(words(&row), ["estimate"]);
    assert_eq!(row["score"], Value::Null, "no size, no score");
}

#[test]
fn released_is_what_was_accepted_and_shipped() {
    let mut it = six();
    assert_eq!(it.json(&show(4))["released"], true);
    assert_eq!(it.json(&show(1))["released"], false, "not accepted, so not shipped");
    let own = it.backlog.releases().iter().next().unwrap().id;
    it.rewrite(|parts, ids| {
        let next = Release { id: fresh(ids), name: "2.0".into(), ..Release::default() };
        let held = parts.releases.iter().cloned().chain([next.into()]).collect::<Vec<_>>();
        parts.releases = Table::of(held);
    });
    let next = it.backlog.releases().iter().find(|it| it.id != own).unwrap().id;
    it.alter(4, |story| story.release = Some(next));
    let row = it.json(&show(4));
    assert_eq!((row["release"].as_str(), &row["released"]), (Some("2.0"), &Value::from(false)));
}

#[test]
fn columns_are_chosen_and_unknown_ones_refused() {
    let it = six();
    let said =
        it.text(&columns(&["number", "position", "missing", "released", "value", "title"]), 100);
    let mut lines = said.lines();
    let head: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(head, ["#", "pos", "missing", "released", "value", "title"]);
    assert!(lines.nth(1).unwrap().contains("narrative, criteria, estimate"));
    for answer in [
        text(&columns(&["title", "colour"]), &it.backlog, today(), None),
        json(&columns(&["title", "colour"]), &it.backlog, today()),
    ] {
        let error = answer.unwrap_err();
        assert_eq!(error.because, Because::Usage);
        assert!(error.message.contains("`colour`") && error.message.contains("position"));
        for column in "number position points ready status kind title epic release tags skills \
                       requester assignee moscow sprint blocked missing created updated"
            .split_whitespace()
        {
            assert!(error.message.contains(column), "{column}");
            assert!(text(&columns(&[column]), &it.backlog, today(), None).is_ok(), "{column}");
        }
    }
}

#[test]
fn a_list_reads_calmly() {
    let mut it = six();
    it.set(2, Field::Points, "4");
    let said = it.text(&list(""), 80);
    let expected = "\
pos  #  pts  ready  status  title            epic
  1  1    5  ✓      ready   Pay by card      Checkout
  2  2   ~4  ✗ 2    draft   See the day
  3  3    ?         doing   Save the basket
  4  6    ?  ✗ 3    draft   Search
";
    assert_eq!(said, expected);
    let empty = Bench::new();
    assert_eq!(empty.text(&list(""), 80), "no open story yet: upnext add \"…\"\n");
    assert_eq!(empty.json(&list("")), Value::Array(Vec::new()));
    assert_eq!(it.text(&list("unicorn"), 80), "nothing matches\n");
}

#[test]
fn ten_thousand_rows_are_no_wait() {
    let mut it = Bench::new();
    let story = |n: u32| NewStory {
        title: format!("Story number {n} of a long backlog"),
        points: (!n.is_multiple_of(3)).then(|| Points::whole(5)),
        tags: vec!["ux".into()],
        ..NewStory::default()
    };
    let stories = (0..10_000).map(story).collect();
    it.act(&Command::AddStories { stories, place: Place::Bottom });
    let begun = Instant::now();
    let said = it.text(&list(""), 100);
    let text_took = begun.elapsed();
    assert_eq!(said.lines().count(), 10_001);
    let begun = Instant::now();
    let data = json(&list(""), &it.backlog, today()).unwrap();
    let json_took = begun.elapsed();
    assert!(data.len() > 1_000_000);
    eprintln!("text {text_took:?}, json {json_took:?}");
    // Unoptimised and on a busy machine; a walk for each position would take minutes.
    assert!(text_took.as_secs() < 5 && json_took.as_secs() < 5);
}
