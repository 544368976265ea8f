//! Figures worked out by hand: what keeps a story from being ready, points, scores, days, and the
//! states an import comes to. Each number here was reckoned on paper, never by the program.

mod burndown;
mod daily;
mod inversions;
mod past;
mod priority;
mod running;

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, Lines};
use upnext::domain::criterion::{Criterion, Question};
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, Id, Ids, fresh};
use upnext::domain::import::{Import, ImportedCriterion, ImportedState, ImportedStory};
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::product::{Day, Line, Product, ScoreKind};
use upnext::domain::ready::{self, Rule};
use upnext::domain::score;
use upnext::domain::setting;
use upnext::domain::sprint::{Sprint, SprintState};
use upnext::domain::stamp::Stamp;
use upnext::domain::story::{Kind, Override, Status, Story, StoryId};
use upnext::domain::table::Table;
use upnext::session::Session;

use crate::samples::{minute, story};

/// A backlog of these.
fn of(product: Product, stories: &[Story], sprints: &[Sprint]) -> Backlog {
    Backlog::from(Parts {
        product,
        stories: Table::of(stories.iter().cloned().map(Arc::new)),
        sprints: Table::of(sprints.iter().cloned().map(Arc::new)),
        ..Parts::default()
    })
}

/// A story that lacks nothing.
fn complete(ids: &mut dyn Ids, number: u32) -> Story {
    Story {
        role: "shopper".into(),
        want: "to pay".into(),
        points: Some(Points::whole(8)),
        criteria: vec![Criterion::line(fresh(ids), "it works")],
        status: Status::Ready,
        ..story(ids, number, "Pay")
    }
}

fn words(story: &Story, backlog: &Backlog) -> Vec<String> {
    ready::missing(story, backlog).into_iter().map(|it| it.words).collect()
}

/// Every rule with a story that breaks it and nothing else.
fn breaking(ids: &mut dyn Ids) -> Vec<(Rule, Story, Vec<&'static str>)> {
    let whole = complete(ids, 1);
    let question = |ids: &mut dyn Ids, answer: Option<&str>| Question {
        id: fresh(ids),
        text: "which?".into(),
        answer: answer.map(str::to_owned),
        ..Question::default()
    };
    let asked = vec![question(ids, None), question(ids, Some("both")), question(ids, None)];
    let lost = [StoryId::new(uuid::Uuid::from_u128(99))].into();
    vec![
        (Rule::Narrative, Story { role: " ".into(), ..whole.clone() }, vec!["narrative"]),
        (Rule::Narrative, Story { want: String::new(), ..whole.clone() }, vec!["narrative"]),
        (Rule::Criteria, Story { criteria: Vec::new(), ..whole.clone() }, vec!["criteria"]),
        (Rule::Estimate, Story { points: None, ..whole.clone() }, vec!["estimate"]),
        (
            Rule::Size,
            Story { points: Some(Points::of_hundredths(801)), ..whole.clone() },
            vec!["above 8 points: split it"],
        ),
        (Rule::Questions, Story { questions: asked, ..whole.clone() }, vec!["2 open questions"]),
        (
            Rule::Dependencies,
            Story { depends_on: lost, ..whole.clone() },
            vec!["waits for a story that is not here"],
        ),
        (Rule::Lines, whole, vec!["not ticked: shown", "not ticked: measured"]),
    ]
}

/// A product with two lines of its own; the first story has ticked none.
fn with_lines() -> Product {
    let line = |n: u128, text: &str| Line {
        id: Id::new(uuid::Uuid::from_u128(n)),
        text: text.into(),
        ..Line::default()
    };
    Product { ready_lines: vec![line(1, "shown"), line(2, "measured")], ..Product::default() }
}

#[test]
fn each_rule_of_readiness_on_and_off() {
    let mut ids = CountedIds(0);
    let whole = complete(&mut ids, 1);
    let backlog = of(Product::default(), std::slice::from_ref(&whole), &[]);
    assert!(words(&whole, &backlog).is_empty());
    assert!(ready::is_ready(&whole, &backlog));
    let mut seen = Vec::new();
    for (rule, story, expected) in breaking(&mut ids) {
        seen.push(rule);
        let product = if rule == Rule::Lines { with_lines() } else { Product::default() };
        let on = of(product.clone(), std::slice::from_ref(&story), &[]);
        assert_eq!(words(&story, &on), expected, "{rule}");
        assert!(ready::missing(&story, &on).iter().all(|it| it.rule == rule));
        assert!(!ready::is_ready(&story, &on), "{rule}");
        let off =
            of(Product { ready_off: [rule].into(), ..product }, std::slice::from_ref(&story), &[]);
        assert_eq!(words(&story, &off), Vec::<String>::new(), "{rule} is off");
        assert!(ready::is_ready(&story, &off), "{rule} is off");
    }
    assert!(Rule::ALL.iter().all(|rule| seen.contains(rule)));
}

#[test]
fn what_breaks_no_rule() {
    let mut ids = CountedIds(0);
    let whole = complete(&mut ids, 1);
    // Only a story needs to say who wants what.
    for kind in [Kind::Bug, Kind::Spike, Kind::Chore] {
        let plain = Story { kind, role: String::new(), want: String::new(), ..whole.clone() };
        assert!(words(&plain, &of(Product::default(), &[], &[])).is_empty(), "{kind}");
    }
    // The benefit is no part of the rule, zero points are an estimate, and 8 is not above 8.
    for (points, benefit) in [(0, ""), (8, "")] {
        let fine =
            Story { points: Some(Points::whole(points)), benefit: benefit.into(), ..whole.clone() };
        assert!(words(&fine, &of(Product::default(), &[], &[])).is_empty());
    }
    let product =
        Product { largest: upnext::domain::product::Largest(Points::whole(5)), ..with_lines() };
    let backlog = of(product, &[], &[]);
    let half = Story { ready_ticks: [Id::new(uuid::Uuid::from_u128(2))].into(), ..whole };
    assert_eq!(words(&half, &backlog), ["above 5 points: split it", "not ticked: shown"]);
}

#[test]
fn ready_is_a_status_and_nothing_missing() {
    let mut ids = CountedIds(0);
    for status in Status::ALL {
        let story = Story { status: *status, ..complete(&mut ids, 1) };
        let backlog = of(Product::default(), std::slice::from_ref(&story), &[]);
        assert_eq!(ready::is_ready(&story, &backlog), *status == Status::Ready, "{status}");
    }
}

#[test]
fn an_override_covers_the_rules_of_that_day_only() {
    let mut ids = CountedIds(0);
    let covered = |rules: Vec<Rule>, story: Story| Story {
        ready_override: Some(Override { reason: "now".into(), rules, ..Override::default() }),
        ..story
    };
    let plain = Story { criteria: Vec::new(), points: None, ..complete(&mut ids, 1) };
    let backlog = of(Product::default(), &[], &[]);
    assert!(ready::is_ready(
        &covered(vec![Rule::Criteria, Rule::Estimate], plain.clone()),
        &backlog
    ));
    let half = covered(vec![Rule::Estimate], plain.clone());
    assert!(!ready::is_ready(&half, &backlog));
    let left: Vec<_> = ready::missing_uncovered(&half, &backlog).iter().map(|it| it.rule).collect();
    assert_eq!(left, [Rule::Criteria]);
    // What is covered is still missing.
    assert_eq!(words(&half, &backlog), ["criteria", "estimate"]);
}

/// A session on one bug, number 1, without criteria and points, and one complete, number 2.
fn session() -> (Session, [StoryId; 2]) {
    let mut ids = CountedIds(0);
    let bug = Story { kind: Kind::Bug, ..story(&mut ids, 1, "Crash") };
    let other = Story { status: Status::Draft, ..complete(&mut ids, 2) };
    let all = [bug.id, other.id];
    (Session::new(of(Product::default(), &[bug, other], &[])), all)
}

fn act(session: &mut Session, n: u32, command: &Command) -> Result<(), String> {
    let stamp = Stamp { at: minute(100 + n), by: "Ann".into() };
    let mut ids = CountedIds(1000 * u64::from(n));
    session.perform(command, &stamp, &mut ids).map(drop).map_err(|refusal| refusal.to_string())
}

fn readied(stories: &[StoryId], reason: Option<&str>) -> Command {
    Command::Ready { stories: stories.to_vec(), overriding: reason.map(str::to_owned) }
}

#[test]
fn an_override_is_kept_with_the_rules_it_covers() {
    let (mut session, [bug, _]) = session();
    let is_ready = |session: &Session| {
        let backlog = session.backlog();
        ready::is_ready(backlog.story(bug).unwrap(), backlog)
    };
    let refused = act(&mut session, 1, &readied(&[bug], None)).unwrap_err();
    assert_eq!(refused, "#1 is not ready: criteria; estimate");
    act(&mut session, 2, &readied(&[bug], Some("it burns"))).unwrap();
    let kept = session.backlog().story(bug).unwrap().ready_override.clone().unwrap();
    assert_eq!((kept.reason.as_str(), kept.by.as_str()), ("it burns", "Ann"));
    assert_eq!(kept.rules, [Rule::Criteria, Rule::Estimate]);
    assert!(is_ready(&session));
    // A question asked later is not covered, and the status stays all the same.
    act(&mut session, 3, &Command::Ask { story: bug, text: "where?".into() }).unwrap();
    assert!(!is_ready(&session));
    assert_eq!(session.backlog().story(bug).unwrap().status, Status::Ready);
    // Overriding once more covers what is missing that day, the old and the new.
    act(&mut session, 4, &readied(&[bug], Some("it still burns"))).unwrap();
    assert!(is_ready(&session), "the second override forgot the first");
    let kept = session.backlog().story(bug).unwrap().ready_override.clone().unwrap();
    assert_eq!(kept.rules, [Rule::Criteria, Rule::Estimate, Rule::Questions]);
    // Back to draft and it is gone.
    act(&mut session, 5, &Command::Unready { stories: vec![bug] }).unwrap();
    assert_eq!(session.backlog().story(bug).unwrap().ready_override, None);
}

#[test]
fn a_reason_that_was_not_needed_is_not_kept() {
    let (mut session, [_, whole]) = session();
    act(&mut session, 1, &readied(&[whole], Some("just so"))).unwrap();
    let story = session.backlog().story(whole).unwrap();
    assert_eq!((story.status, &story.ready_override), (Status::Ready, &None));
    // The rule of the product's own lines, by ticks.
    act(&mut session, 2, &Command::AddLine { lines: Lines::Ready, text: "shown".into() }).unwrap();
    let waits =
        |session: &Session| words(session.backlog().story(whole).unwrap(), session.backlog());
    assert_eq!(waits(&session), ["not ticked: shown"]);
    act(
        &mut session,
        3,
        &Command::Tick { story: whole, lines: Lines::Ready, ks: vec![1], on: true },
    )
    .unwrap();
    assert!(waits(&session).is_empty());
}

#[test]
fn dependencies_come_first_or_the_story_waits() {
    let mut ids = CountedIds(0);
    let sprint = |ids: &mut CountedIds, number: u32, state: SprintState| Sprint {
        id: fresh(ids),
        number,
        state,
        ..Sprint::default()
    };
    let sprints = [
        sprint(&mut ids, 6, SprintState::Closed),
        sprint(&mut ids, 7, SprintState::Active),
        sprint(&mut ids, 8, SprintState::Planned),
        sprint(&mut ids, 9, SprintState::Cancelled),
    ];
    let number =
        |n: Option<u32>| n.and_then(|n| sprints.iter().find(|it| it.number == n)).map(|it| it.id);
    let first = complete(&mut ids, 1);
    let then = Story { depends_on: [first.id].into(), ..complete(&mut ids, 2) };
    // The state and sprint of the first, the sprint of the other, and what is missing.
    let rows: &[(Status, Option<u32>, Option<u32>, &str)] = &[
        (Status::Accepted, None, None, ""),
        (Status::Accepted, Some(6), Some(7), ""),
        (Status::Delivered, Some(6), Some(7), "waits for #1"),
        (Status::Ready, None, None, "waits for #1"),
        (Status::Ready, None, Some(8), "waits for #1"),
        (Status::Ready, Some(7), None, ""),
        (Status::Ready, Some(8), None, ""),
        (Status::Ready, Some(7), Some(8), ""),
        (Status::Ready, Some(7), Some(7), ""),
        (Status::Ready, Some(8), Some(8), ""),
        (Status::Ready, Some(8), Some(7), "waits for #1"),
        (Status::Doing, Some(7), Some(7), ""),
        (Status::Draft, Some(9), None, "waits for #1"),
        (Status::Dropped, None, None, "depends on #1, which is dropped"),
        (Status::Dropped, Some(7), Some(7), "depends on #1, which is dropped"),
    ];
    for (status, of_first, of_then, expected) in rows {
        let first = Story { status: *status, sprint: number(*of_first), ..first.clone() };
        let then = Story { sprint: number(*of_then), ..then.clone() };
        let backlog = of(Product::default(), &[first, then.clone()], &sprints);
        let expected: Vec<&str> = [*expected].into_iter().filter(|it| !it.is_empty()).collect();
        assert_eq!(words(&then, &backlog), expected, "{status} in {of_first:?} before {of_then:?}");
    }
}

fn points(text: &str) -> Points {
    text.parse().unwrap()
}

#[test]
fn points_are_exact_hundredths() {
    // A tenth ten times is one, which floats do not say.
    let sum: Points = std::iter::repeat_n(points("0.1"), 10).sum();
    assert_eq!((sum, sum.to_string().as_str()), (points("1"), "1"));
    assert_eq!(points("0.1") + points("0.2"), points("0.3"));
    assert_eq!((points("0.29") + points("0.28")).to_string(), "0.57");
    assert_eq!(points("13.50").to_string(), "13.5");
    assert_eq!(points("2.05").to_string(), "2.05");
    assert_eq!(points("0").hundredths(), 0);
    assert!(points("8.01") > points("8") && points("7.99") < points("8"));
    // Half a point is shown as one, less as none.
    let shown = ["0.49", "0.5", "1.49", "1.5", "12.99"].map(|text| points(text).rounded());
    assert_eq!(shown, [0, 1, 1, 2, 13]);
    for wrong in ["", "-1", "+1", "1.234", "1e3", "1,5", "five", "∞", "NaN", ".", "1.2.3", "0x1"]
    {
        assert!(wrong.parse::<Points>().is_err(), "{wrong}");
    }
    assert_eq!(" 5 ".parse::<Points>().unwrap(), points("5"));
}

fn scored(values: &[(Field, &str)]) -> Story {
    let mut story = Story::default();
    for (field, value) in values {
        setting::set_story(&mut story, *field, value, &Backlog::default()).unwrap();
    }
    story
}

fn said(story: &Story, kind: ScoreKind) -> Option<String> {
    score::of(story, kind).map(|it: Hundredths| it.to_string())
}

#[test]
fn scores_by_their_formulas() {
    use Field::{Confidence, Effort, Impact, Points, Reach, Risk, Urgency, Value};
    let wsjf = |value, urgency, risk, size| {
        said(
            &scored(&[(Value, value), (Urgency, urgency), (Risk, risk), (Points, size)]),
            ScoreKind::Wsjf,
        )
    };
    // (13 + 8 + 3) ÷ 5 = 4.8; (20 + 20 + 20) ÷ 1 = 60; (1 + 1 + 1) ÷ 20 = 0.15; 3 ÷ 8 = 0.375.
    assert_eq!(wsjf("13", "8", "3", "5").unwrap(), "4.8");
    assert_eq!(wsjf("20", "20", "20", "1").unwrap(), "60");
    assert_eq!(wsjf("1", "1", "1", "20").unwrap(), "0.15");
    assert_eq!(wsjf("1", "1", "1", "8").unwrap(), "0.38");
    assert_eq!(wsjf("1", "1", "1", "0.5").unwrap(), "6");
    assert_eq!(
        (wsjf("8", "", "1", "3"), wsjf("8", "1", "1", ""), wsjf("8", "1", "1", "0")),
        (None, None, None)
    );
    let rice = |reach, impact, confidence, effort| {
        said(
            &scored(&[
                (Reach, reach),
                (Impact, impact),
                (Confidence, confidence),
                (Effort, effort),
            ]),
            ScoreKind::Rice,
        )
    };
    // 1000 × 2 × 80 % ÷ 4 = 400; 150 × 0.25 × 50 % ÷ 0.5 = 37.5; 10 × 3 × 100 % ÷ 7 = 4.2857…
    assert_eq!(rice("1000", "2", "80%", "4").unwrap(), "400");
    assert_eq!(rice("150", "0.25", "50", "0.5").unwrap(), "37.5");
    assert_eq!(rice("10", "3", "100 %", "7").unwrap(), "4.29");
    assert_eq!((rice("10", "3", "", "7"), rice("10", "3", "80", "0")), (None, None));
    let value = |value, size| said(&scored(&[(Value, value), (Points, size)]), ScoreKind::Value);
    // 13 ÷ 3 = 4.333…; 5 ÷ 8 = 0.625.
    assert_eq!(
        (value("13", "3").unwrap(), value("5", "8").unwrap()),
        ("4.33".into(), "0.63".into())
    );
    assert_eq!((value("13", ""), value("", "3")), (None, None));
}

#[test]
fn the_parts_of_a_score_stay_on_their_scales() {
    let refused = |field, value| {
        let mut story = Story::default();
        setting::set_story(&mut story, field, value, &Backlog::default()).is_err()
    };
    for field in [Field::Value, Field::Urgency, Field::Risk] {
        assert!(["4", "0", "21", "1.5", "x"].iter().all(|value| refused(field, value)), "{field}");
        assert!(
            ["1", "2", "3", "5", "8", "13", "20", ""].iter().all(|value| !refused(field, value))
        );
    }
    assert!(refused(Field::Impact, "0.75") && !refused(Field::Impact, "0.25"));
    assert!(refused(Field::Confidence, "90%") && !refused(Field::Confidence, "50%"));
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn worked(product: &Product, from: &str, to: &str) -> usize {
    let days = day(from).iter_days().take_while(|it| *it <= day(to));
    days.filter(|it| product.works_on(*it)).count()
}

#[test]
fn days_that_are_worked() {
    let product = Product::default();
    // 2026-11-16 is a Monday.
    assert_eq!(chrono::Datelike::weekday(&day("2026-11-16")), Weekday::Mon);
    let week = ["16", "17", "18", "19", "20", "21", "22"]
        .map(|it| product.works_on(day(&format!("2026-11-{it}"))));
    assert_eq!(week, [true, true, true, true, true, false, false]);
    // Weekends are no working days: two calendar weeks are ten, also across a year's end.
    assert_eq!(worked(&product, "2026-11-16", "2026-11-29"), 10);
    assert_eq!(worked(&product, "2026-12-21", "2027-01-03"), 10);
    assert_eq!(worked(&product, "2026-11-21", "2026-11-22"), 0);
    let holidays = ["2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01"].map(day);
    // The 26th is a Saturday: three of the four fall on working days.
    let festive = Product { holidays: holidays.into(), ..Product::default() };
    assert_eq!(worked(&festive, "2026-12-21", "2027-01-03"), 7);
    let mut four = festive;
    four.working_days.0 = [Day::Mon, Day::Tue, Day::Wed, Day::Sat].into();
    // Monday to Wednesday twice, and Saturday the 2nd.
    assert_eq!(worked(&four, "2026-12-21", "2027-01-03"), 7);
    // 2028 has a 29th of February, a Tuesday.
    assert_eq!(worked(&Product::default(), "2028-02-28", "2028-03-03"), 5);
}

#[test]
fn states_of_an_import() {
    use Status::{Accepted, Doing, Draft, Ready};
    let row = |n: u64, state: ImportedState, sprint: Option<&str>, complete: bool| ImportedStory {
        line: n,
        key: Some(format!("K-{n}")),
        title: format!("Story {n}"),
        kind: Kind::Bug,
        points: (n != 3).then(|| Points::whole(u32::try_from(n).unwrap())),
        criteria: if complete {
            vec![ImportedCriterion { text: "works".into(), ..ImportedCriterion::default() }]
        } else {
            Vec::new()
        },
        state,
        sprint: sprint.map(str::to_owned),
        ..ImportedStory::default()
    };
    let (done, doing, to_do) =
        (ImportedState::Known(Accepted), ImportedState::Known(Doing), ImportedState::ToDo);
    let import = Import {
        source: "jira".into(),
        key_field: "key".into(),
        sprint_field: "Sprint".into(),
        sprints: ["S 1", "S 2", "S 3"].map(str::to_owned).into(),
        stories: vec![
            row(1, done, Some("S 1"), true),
            row(2, done, Some("S 1"), false),
            row(3, done, Some("S 1"), true),
            // An open one in a sprint that is over.
            row(4, doing, Some("S 2"), true),
            row(5, done, Some("S 2"), true),
            row(6, done, Some("S 3"), true),
            row(7, doing, Some("S 3"), true),
            row(8, to_do, Some("S 3"), true),
            row(9, to_do, None, false),
        ],
        ..Import::default()
    };
    let mut session = Session::default();
    act(&mut session, 1, &Command::Import(Box::new(import))).unwrap();
    let backlog = session.backlog();
    let of = |number: u32| {
        let story = backlog.numbered(number).unwrap();
        let sprint = backlog.sprint_of(story).map(|sprint| sprint.number);
        (story.status, sprint)
    };
    let expected = [
        (Accepted, Some(1)),
        (Accepted, Some(1)),
        (Accepted, Some(1)),
        (Doing, None),
        (Accepted, Some(2)),
        (Accepted, Some(3)),
        (Doing, Some(3)),
        (Ready, Some(3)),
        (Draft, None),
    ];
    for (number, expected) in (1..).zip(expected) {
        assert_eq!(of(number), expected, "#{number}");
    }
    let sprint = |number: u32| backlog.sprint_numbered(number).unwrap();
    // 1 + 2, the third has no points; the open one is not in the record of the second.
    for (number, points, stories) in [(1, 3, 3), (2, 5, 1)] {
        let record = sprint(number).record.as_ref().unwrap();
        assert_eq!(sprint(number).state, SprintState::Closed);
        assert_eq!(
            (record.accepted.points, record.accepted.stories.len()),
            (Points::whole(points), stories)
        );
        assert!(record.imported && record.committed.is_none() && record.goal_met.is_none());
        assert!(record.person_days.is_none() && record.say_do.is_none());
    }
    assert_eq!((sprint(3).state, &sprint(3).record), (SprintState::Active, &None));
    assert_eq!((sprint(3).start, sprint(3).end), (None, None));
    for story in backlog.stories() {
        assert_eq!(
            story.history.last().map(|it| it.what),
            Some(upnext::domain::history::Act::Imported)
        );
        assert!(story.verdicts.is_empty());
    }
}
