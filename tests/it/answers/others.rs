//! The log, the product, people, epics; and what hostile words become.

use serde_json::Value;
use upnext::cli::act::Question;
use upnext::cli::answer::{json, text};
use upnext::domain::command::{Command, Lines};
use upnext::domain::field::Field;
use upnext::domain::fields::Cell;
use upnext::domain::id::fresh;
use upnext::domain::idea::Idea;
use upnext::domain::number::Points;
use upnext::domain::person::Person;
use upnext::domain::release::Release;
use upnext::domain::sprint::{Participant, Sprint};
use upnext::domain::table::Table;

use super::bench::{columns, contract, list, names, show, six, today};

#[test]
fn nothing_from_data_reaches_a_terminal_as_more_than_words() {
    const EVIL: &str = "red \u{1b}[31m\u{9b}2J\u{202e}\u{7} \r\nnext";
    let mut it = six();
    it.act(&Command::AddLine { lines: Lines::Done, text: "ok".into() });
    it.rewrite(|parts, ids| {
        parts.product.name = EVIL.into();
        parts.product.goal = EVIL.into();
        parts.product.done_lines[0].text = EVIL.into();
        let mut epic = (**parts.epics.iter().next().unwrap()).clone();
        (epic.title, epic.outcome) = (EVIL.into(), EVIL.into());
        parts.epics = Table::of([epic.into()]);
        let person = Person {
            id: fresh(ids),
            name: EVIL.into(),
            skills: [EVIL.into()].into(),
            ..Person::default()
        };
        let mut sprint =
            Sprint { id: fresh(ids), number: 1, goal: EVIL.into(), ..Sprint::default() };
        sprint.people = vec![Participant { person: person.id, ..Participant::default() }];
        sprint.fields.put(EVIL, Cell::One(EVIL.into()));
        parts.people = Table::of([person.into()]);
        let release =
            Release { id: fresh(ids), name: EVIL.into(), notes: EVIL.into(), ..Release::default() };
        parts.releases = Table::of([release.into()]);
        let idea = Idea {
            id: fresh(ids),
            number: 1,
            text: EVIL.into(),
            from: EVIL.into(),
            tags: [EVIL.into()].into(),
            ..Idea::default()
        };
        parts.ideas = Table::of([idea.into()]);
        parts.sprints = Table::of([sprint.into()]);
    });
    let sprint = it.backlog.sprint_numbered(1).unwrap().id;
    it.alter(1, |story| {
        (story.title, story.role, story.description) = (EVIL.into(), EVIL.into(), EVIL.into());
        (story.tags, story.skills) = ([EVIL.into()].into(), [EVIL.into()].into());
        (story.requester, story.assignee) = (EVIL.into(), EVIL.into());
        story.criteria[0].text = EVIL.into();
        story.criteria[0].note = EVIL.into();
        story.history[0].after = Some(EVIL.into());
        story.history[0].by = EVIL.into();
        story.sprint = Some(sprint);
        story.fields.put(EVIL, Cell::One(EVIL.into()));
    });
    let every = columns(&["title", "tags", "epic", "requester", "skills", "description", "role"]);
    let questions = [
        list(""),
        every,
        show(1),
        Question::Log { number: None, limit: None },
        Question::Product,
        Question::Epics,
        Question::Sprints,
        Question::Sprint(None),
        Question::People,
        Question::Releases,
        Question::Ideas,
    ];
    for question in questions {
        for width in [None, Some(60)] {
            let said = text(&question, &it.backlog, today(), width).unwrap();
            let bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!said.contains(bad), "{question:?}: {said:?}");
            assert!(said.contains("red"), "{question:?}: {said}");
        }
        let data = it.json(&question);
        assert!(data.is_array() || data.is_object());
    }
    assert_eq!(it.text(&list(""), 120).lines().count(), 5, "a title is one line");
    assert_eq!(it.json(&show(1))["title"], EVIL, "data stays data");
}

#[test]
fn the_log_tells_of_everything_newest_first() {
    let mut it = six();
    it.set(2, Field::Points, "3").set(2, Field::Points, "8");
    let all = it.json(&Question::Log { number: None, limit: None });
    let ats: Vec<&str> =
        all.as_array().unwrap().iter().map(|it| it["at"].as_str().unwrap()).collect();
    assert!(ats.is_sorted_by(|a, b| a >= b));
    let newest = serde_json::json!({
        "at": "2026-11-14T08:16:00+01:00", "by": "ann", "on": "#2", "what": "set",
        "field": "points", "before": "3", "after": "8", "reason": null
    });
    assert_eq!(all[0], newest);
    assert_eq!(all.as_array().unwrap().last().unwrap()["on"], "epic Checkout");
    let pretty =
        json(&Question::Log { number: None, limit: Some(1) }, &it.backlog, today()).unwrap();
    assert_eq!(names(&pretty, 2), contract("at,by,on,what,field,before,after,reason"));
    let two = it.json(&Question::Log { number: Some("2".into()), limit: None });
    assert!(two.as_array().unwrap().iter().all(|it| it["on"] == "#2"));
    assert_eq!(two.as_array().unwrap().len(), 3);

    for points in 0..40 {
        it.set(2, Field::Points, &(points + 20).to_string());
    }
    let said = it.text(&Question::Log { number: None, limit: None }, 80);
    assert_eq!(said.lines().count(), 31);
    assert!(said.starts_with("14 Nov  ann  #2  points 58 → 59\n"), "{said}");
    assert!(said.lines().last().unwrap().contains("more lines: upnext log --limit"), "{said}");
    let said = it.text(&Question::Log { number: Some("2".into()), limit: Some(2) }, 80);
    assert_eq!(said.lines().last().unwrap(), "… 41 more lines: upnext log 2 --limit 43");
    let all = it.json(&Question::Log { number: Some("2".into()), limit: None });
    assert_eq!(all.as_array().unwrap().len(), 43, "a program gets everything");
}

#[test]
fn the_product_and_the_people_are_told() {
    let mut it = six();
    it.act(&Command::SetProduct {
        values: vec![
            (Field::Name, "Webshop".into()),
            (Field::ReadyOff, "size".into()),
            (Field::Holidays, "2026-12-25".into()),
        ],
    });
    it.act(&Command::AddLine { lines: Lines::Done, text: "Deployed".into() });
    let pretty = json(&Question::Product, &it.backlog, today()).unwrap();
    let fields = "name,goal,scale,largest,score,ready_off,ready_lines,done_lines,checks_off,\
        waived,working_days,holidays,sprint_length";
    assert_eq!(names(&pretty, 1), contract(fields));
    let product = it.json(&Question::Product);
    assert_eq!((&product["name"], &product["goal"]), (&"Webshop".into(), &Value::Null));
    assert_eq!(product["scale"], serde_json::json!([1, 2, 3, 5, 8, 13, 20]));
    assert_eq!(product["done_lines"], serde_json::json!([{"k": 1, "text": "Deployed"}]));
    assert_eq!((&product["largest"], &product["sprint_length"]), (&8.into(), &10.into()));
    let said = it.text(&Question::Product, 80);
    assert!(
        said.starts_with("Webshop\nno goal yet") && said.contains("\nswitched off: size\n"),
        "{said}"
    );

    assert_eq!(it.json(&Question::People), Value::Array(Vec::new()));
    it.rewrite(|parts, ids| {
        let person = Person { id: fresh(ids), name: "Bo".into(), ..Person::default() };
        parts.people = Table::of([person.into()]);
    });
    let pretty = json(&Question::People, &it.backlog, today()).unwrap();
    assert_eq!(names(&pretty, 2), contract("id,name,allocation,skills,days_off"));
    assert_eq!(it.json(&Question::People)[0]["allocation"], 1);
    assert!(it.text(&Question::People, 80).contains("100 %"));
}

#[test]
fn an_epic_counts_what_was_not_dropped() {
    let mut it = six();
    let epic = it.story(1).epic;
    it.act(&Command::AddEpic { title: "Basket".into(), values: Vec::new() });
    it.alter(4, |story| story.points = Some(Points::of_hundredths(250)));
    it.alter(5, |story| (story.epic, story.points) = (epic, Some(Points::whole(13))));
    let pretty = json(&Question::Epics, &it.backlog, today()).unwrap();
    let fields = "id,title,outcome,horizon,release,stories,points,accepted_points";
    assert_eq!(names(&pretty, 2), contract(fields));
    let epics = it.json(&Question::Epics);
    let first = &epics[0];
    assert_eq!((&first["title"], &first["outcome"]), (&"Checkout".into(), &Value::Null));
    assert_eq!((&first["stories"], &first["points"]), (&2.into(), &7.5.into()));
    assert_eq!((&first["accepted_points"], &first["release"]), (&2.5.into(), &"1.0".into()));
    assert_eq!((&epics[1]["title"], &epics[1]["points"]), (&"Basket".into(), &0.into()));
}
