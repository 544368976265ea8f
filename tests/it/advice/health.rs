//! What a backlog suffers from: each trouble by hand with what it must leave alone, and told no
//! more once it is waived.

use std::sync::Arc;

use chrono::NaiveDate;
use upnext::advice::health::{self, Trouble};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::checkup::Finding;
use upnext::domain::criterion::Criterion;
use upnext::domain::epic::Epic;
use upnext::domain::history::{Act, Entry};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::number::Points;
use upnext::domain::product::Product;
use upnext::domain::sprint::{Part, Record, Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Impediment, Kind, Status, Story};
use upnext::domain::table::Table;
use upnext::domain::waiver::Waiver;
use upnext::figures::growth::{self, Growth};

use crate::samples::{self, minute};

const TODAY: &str = "2026-11-22";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A ready bug that lacks nothing.
fn well(ids: &mut CountedIds, number: u32) -> Story {
    Story {
        kind: Kind::Bug,
        status: Status::Ready,
        points: Some(Points::whole(3)),
        criteria: vec![Criterion::line(fresh(ids), "the sum is shown")],
        ..samples::story(
            ids,
            number,
            ["Pay", "Wrap", "Send", "Track", "Return"][number as usize % 5],
        )
    }
}

fn of(product: Product, stories: Vec<Story>, epics: Vec<Epic>, sprints: Vec<Sprint>) -> Backlog {
    Backlog::from(Parts {
        product,
        stories: Table::of(stories.into_iter().map(Arc::new)),
        epics: Table::of(epics.into_iter().map(Arc::new)),
        sprints: Table::of(sprints.into_iter().map(Arc::new)),
        ..Parts::default()
    })
}

fn found(backlog: &Backlog) -> Vec<Finding> {
    health::of(backlog, day(TODAY))
}

/// As (rule, story, words).
fn told(backlog: &Backlog) -> Vec<(&'static str, u32, Vec<String>)> {
    found(backlog).into_iter().map(|it| (it.rule, it.story.unwrap(), it.words)).collect()
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

/// A backlog with one of each that needs no comparing.
fn ill() -> Vec<Story> {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=5).map(|number| well(&mut ids, number)).collect();
    let id: Vec<_> = all.iter().map(|it| it.id).collect();
    (all[0].points, all[0].criteria) = (None, Vec::new());
    let (reason, since) = ("no key".to_owned(), Moment::parse("2026-11-20T09:00:00Z").unwrap());
    all[1].impediment = Some(Impediment { reason, since, ..Impediment::default() });
    all[2].points = Some(Points::whole(13));
    all[3].depends_on = [id[4]].into();
    all[4].created = Moment::parse("2026-09-23T09:00:00Z").unwrap();
    all
}

#[test]
fn each_trouble_is_told_with_its_words() {
    let backlog = of(Product::default(), ill(), Vec::new(), Vec::new());
    let expected = [
        ("unready", 1, words(&["criteria", "estimate"])),
        ("unready", 3, words(&["above 8 points: split it"])),
        ("unready", 4, words(&["waits for #5"])),
        ("blocked", 2, words(&["no key"])),
        ("oversize", 3, words(&["13 points"])),
        ("inversion", 4, words(&["#5"])),
        // Sixty days before the 22nd of November.
        ("stale", 5, words(&["2026-09-23"])),
    ];
    assert_eq!(told(&backlog), expected);
    for finding in found(&backlog) {
        let number = format!("#{} ", finding.story.unwrap());
        assert!(finding.message.starts_with(&number), "{}", finding.message);
        assert!(finding.message.contains("upnext "), "says what mends it: {}", finding.message);
        assert!(Trouble::of(&finding).is_some());
    }
    let messages: Vec<String> = found(&backlog).into_iter().map(|it| it.message).collect();
    assert!(messages[0].starts_with("#1 is near the top, and lacks: criteria, estimate"));
    assert!(messages[3].contains("for 3 days, by “no key”"), "{messages:#?}");
    assert!(messages[5].contains("1 place above #5 “Pay”"), "{messages:#?}");
    assert_eq!(health::of(&Backlog::default(), day(TODAY)), []);
}

#[test]
fn a_waived_one_is_told_no_more_until_its_words_change() {
    for left in found(&of(Product::default(), ill(), Vec::new(), Vec::new())) {
        let id = left.id.clone();
        let waiver = Waiver {
            id,
            reason: "so be it".into(),
            by: "Ann".into(),
            at: minute(1),
            ..Waiver::default()
        };
        let product = Product { waived: vec![waiver], ..Product::default() };
        let all = found(&of(product.clone(), ill(), Vec::new(), Vec::new()));
        assert_eq!(all.len(), 6, "{}", left.id);
        assert!(all.iter().all(|it| it.id != left.id), "{}", left.id);
        let mut worse = ill();
        worse[0].kind = Kind::Story;
        worse[1].impediment.as_mut().unwrap().reason = "no lock".into();
        worse[2].points = Some(Points::whole(20));
        let again = found(&of(product, worse, Vec::new(), Vec::new()));
        let changed =
            matches!((left.rule, left.story), ("unready", Some(1)) | ("blocked" | "oversize", _));
        assert_eq!(again.len(), if changed { 7 } else { 6 }, "{}", left.id);
    }
}

#[test]
fn only_what_serves_no_epic_where_others_do() {
    let mut ids = CountedIds(0);
    let (mut one, two) = (well(&mut ids, 1), well(&mut ids, 2));
    let without = of(Product::default(), vec![one.clone(), two.clone()], Vec::new(), Vec::new());
    assert_eq!(told(&without), []);
    let epic = Epic { id: fresh(&mut ids), title: "Checkout".into(), ..Epic::default() };
    one.epic = Some(epic.id);
    let with = of(Product::default(), vec![one, two], vec![epic], Vec::new());
    assert_eq!(told(&with), [("no-epic", 2, Vec::new())]);
}

#[test]
fn circles_duplicates_and_contradictions_are_among_them() {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=4).map(|number| well(&mut ids, number)).collect();
    let id: Vec<_> = all.iter().map(|it| it.id).collect();
    (all[0].depends_on, all[1].depends_on) = ([id[1]].into(), [id[0]].into());
    all[2].title = "Remove a gift card from the basket".into();
    all[3].title = "Delete gift cards from my basket".into();
    let rule = |text: &str| vec![Criterion::line(fresh(&mut CountedIds(99)), text)];
    all[0].criteria = rule("Only admins may delete carts");
    all[1].criteria = rule("Everybody may delete carts");
    let backlog = of(Product::default(), all, Vec::new(), Vec::new());
    let rules: Vec<&str> = told(&backlog).into_iter().map(|it| it.0).collect();
    let waiting = ["unready", "unready", "inversion", "circle"];
    assert_eq!(rules, [&waiting[..], &["contradiction", "duplicate"]].concat());
    let at_once: Vec<&str> =
        health::at_once(&backlog, day(TODAY)).into_iter().map(|it| it.rule).collect();
    assert_eq!(at_once, waiting);
    let compared: Vec<&str> = health::compared(&backlog).into_iter().map(|it| it.rule).collect();
    assert_eq!(compared, ["contradiction", "duplicate"]);
    assert!(found(&backlog)[3].message.contains("wait for each other"));
}

/// A closed sprint of two weeks with what was accepted in it.
fn closed(ids: &mut CountedIds, number: u32, start: &str, accepted: &[&Story]) -> Sprint {
    let start = day(start);
    let part = Part {
        points: accepted.iter().filter_map(|it| it.points).sum(),
        stories: accepted.iter().map(|it| it.id).collect(),
        ..Part::default()
    };
    Sprint {
        id: fresh(ids),
        number,
        state: SprintState::Closed,
        start: Some(start),
        end: Some(start + chrono::Days::new(11)),
        record: Some(Record { at: minute(number), accepted: part, ..Record::default() }),
        ..Sprint::default()
    }
}

#[test]
fn near_is_what_the_next_two_sprints_take() {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=5).map(|number| well(&mut ids, number)).collect();
    (all[0].status, all[0].sprint) = (Status::Accepted, None);
    for story in &mut all[1..] {
        story.status = Status::Draft;
    }
    // Three points a sprint: #2 is the first one, #3 the second.
    let sprint = closed(&mut ids, 1, "2026-11-02", &[&all[0]]);
    let backlog = of(Product::default(), all, Vec::new(), vec![sprint]);
    assert_eq!(told(&backlog), [("unready", 2, Vec::new()), ("unready", 3, Vec::new())]);
    assert!(
        found(&backlog)[0]
            .message
            .contains("comes in the next two sprints, and nothing is missing: upnext ready 2")
    );
}

#[test]
fn growth_is_what_came_against_what_was_accepted() {
    let mut ids = CountedIds(0);
    let mut all: Vec<Story> = (1..=5).map(|number| well(&mut ids, number)).collect();
    for (story, at) in all.iter_mut().zip(["11-01", "11-02", "11-13", "11-14", "10-20"]) {
        // In the evening of that day, where it was written down.
        story.created = Moment::parse(&format!("2026-{at}T23:30:00-05:00")).unwrap();
    }
    let first = closed(&mut ids, 1, "2026-10-19", &[&all[0], &all[4]]);
    let second = closed(&mut ids, 2, "2026-11-02", &[&all[1]]);
    let mut imported = closed(&mut ids, 3, "2026-11-02", &[]);
    imported.record.as_mut().unwrap().imported = true;
    let dateless = Sprint { start: None, ..closed(&mut ids, 4, "2026-11-02", &[]) };
    let running = Sprint { state: SprintState::Active, ..closed(&mut ids, 5, "2026-11-02", &[]) };
    let sprints = vec![first, second, imported, dateless, running];
    let backlog = of(Product::default(), all, Vec::new(), sprints);
    let expected = [
        Growth { sprint: 2, created: 2, accepted: 1 },
        Growth { sprint: 1, created: 1, accepted: 2 },
    ];
    assert_eq!(growth::of(&backlog), expected);
}

#[test]
fn stale_is_what_nobody_touched_but_for_moving_it() {
    let mut ids = CountedIds(0);
    let mut story = well(&mut ids, 1);
    story.created = Moment::parse("2026-09-01T09:00:00Z").unwrap();
    let line = |at: &str, what| Entry { at: Moment::parse(at).unwrap(), what, ..Entry::default() };
    let stale = |story: &Story, today: &str| {
        let backlog = of(Product::default(), vec![story.clone()], Vec::new(), Vec::new());
        growth::stale(&backlog, day(today)).count() == 1
    };
    // Thirty days of September and thirty of October.
    assert!(!stale(&story, "2026-10-30") && stale(&story, "2026-10-31"));
    story.history.insert(0, line("2026-09-11T09:00:00Z", Act::Set));
    assert!(!stale(&story, "2026-11-09") && stale(&story, "2026-11-10"));
    story.history.insert(0, line("2026-11-09T09:00:00Z", Act::Moved));
    assert!(stale(&story, "2026-11-10"), "a move is no touch");
    story.status = Status::Dropped;
    assert!(!stale(&story, "2026-11-10"));
}
