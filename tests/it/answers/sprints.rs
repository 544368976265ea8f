//! Sprints.

use serde_json::Value;
use upnext::cli::act::Question;
use upnext::cli::answer::json;
use upnext::domain::field::Field;
use upnext::domain::fields::Cell;
use upnext::domain::id::{Ids, fresh};
use upnext::domain::number::Points;
use upnext::domain::person::Person;
use upnext::domain::refusal::Because;
use upnext::domain::sprint::{
    Commitment, Committed, Direction, Leftover, Part, Participant, ReEstimate, Record, ScopeEntry,
    Sprint, SprintState,
};
use upnext::domain::story::Status;
use upnext::domain::table::Table;

use super::bench::{Bench, contract, day, keys, minute, names, six, sorted, today};

const SPRINT: &str = "number,state,goal,goal_met,start,end,working_days,days_left,people,\
    person_days,focus_factor,focus_source,capacity,load,load_percent,chance,committed,added,\
    removed,accepted,delivered,remaining,stories,skills,scope_log,burndown,record";

const RECORD: &str = "committed,added,removed,re_estimated,accepted,rejected,unfinished,velocity,\
    say_do,goal,goal_met,note,person_days,capacity,focus_factor,moved,overrides,imported";

/// Sprint 1 closed with a record, 2 imported, 3 active from Monday 16 to Friday 27 November.
fn sprints() -> Bench {
    let mut it = six();
    for (number, points) in [(1, "5"), (2, "3"), (3, "8"), (6, "2")] {
        it.set(number, Field::Points, points);
    }
    it.set(1, Field::Skills, "ux,rust").set(2, Field::Skills, "rust");
    let [one, two, three, four, six] = [1, 2, 3, 4, 6].map(|number| it.story(number).id);
    it.rewrite(|parts, ids| {
        let part = |points, stories: &[_]| Part {
            points: Points::whole(points),
            stories: stories.iter().copied().collect(),
            ..Part::default()
        };
        let bo = Person { id: fresh(ids), name: "Bo".into(), ..Person::default() };
        let sprint = |number, state, ids: &mut dyn Ids| Sprint {
            id: fresh(ids),
            number,
            state,
            ..Sprint::default()
        };
        let mut first = sprint(1, SprintState::Closed, ids);
        let mut second = sprint(2, SprintState::Closed, ids);
        let mut third = sprint(3, SprintState::Active, ids);
        let record = Record { at: minute(1), accepted: part(5, &[four]), ..Record::default() };
        second.record = Some(Record { imported: true, ..record.clone() });
        second.fields.put("Sprint", Cell::One("Data Team 7".into()));
        first.record = Some(Record {
            committed: Some(part(13, &[four, six])),
            added: Some(part(0, &[])),
            removed: Some(part(0, &[])),
            re_estimated: Some(ReEstimate::default()),
            rejected: Some(part(0, &[])),
            unfinished: Some(part(8, &[six])),
            goal_met: Some(true),
            moved: vec![Leftover { story: six, to: Some(third.id), ..Leftover::default() }],
            ..record
        });
        (third.start, third.end) = (Some(day("2026-11-16")), Some(day("2026-11-27")));
        third.people = vec![Participant { person: bo.id, ..Participant::default() }];
        let committed = |story, points| Committed {
            story,
            points: Some(Points::whole(points)),
            ..Committed::default()
        };
        let stories = vec![committed(one, 5), committed(three, 5)];
        third.commitment = Some(Commitment { at: minute(2), stories, ..Commitment::default() });
        third.scope_log.push(ScopeEntry {
            at: minute(3),
            by: "ann".into(),
            story: two,
            direction: Some(Direction::In),
            points: Some(Points::whole(3)),
            reason: "asked for".into(),
            traded_for: Some(six),
            ..ScopeEntry::default()
        });
        parts.people = Table::of([bo.into()]);
        parts.sprints = Table::of([first.into(), second.into(), third.into()]);
    });
    let third = it.backlog.sprint_numbered(3).unwrap().id;
    for number in [1, 2, 3] {
        it.alter(number, |story| story.sprint = Some(third));
    }
    it.alter(3, |story| story.status = Status::Delivered);
    it.alter(1, |story| story.status = Status::Accepted);
    it
}

#[test]
fn a_running_sprint_is_told_in_the_contracts_words() {
    let it = sprints();
    let pretty = json(&Question::Sprint(None), &it.backlog, today()).unwrap();
    assert_eq!(names(&pretty, 1), contract(SPRINT));
    let it = it.json(&Question::Sprint(None));
    assert_eq!(
        (&it["number"], &it["state"], &it["goal"]),
        (&3.into(), &"active".into(), &Value::Null)
    );
    // Two calendar weeks are ten working days; from Wednesday on eight are left.
    assert_eq!((&it["working_days"], &it["days_left"]), (&10.into(), &8.into()));
    assert_eq!(it["people"], serde_json::json!(["Bo"]));
    let points = ["load", "committed", "added", "removed", "accepted", "delivered", "remaining"];
    let points = points.map(|name| it[name].as_u64());
    assert_eq!(points, [16, 10, 3, 0, 5, 8, 11].map(Some));
    // Ten days of one person; nobody wrote down how many the closed sprints had.
    assert_eq!((&it["person_days"], &it["focus_source"]), (&10.into(), &"velocity".into()));
    assert_eq!((&it["capacity"], &it["load_percent"]), (&5.into(), &320.into()));
    for absent in ["focus_factor", "chance", "record"] {
        assert_eq!(it[absent], Value::Null, "{absent}");
    }
    let stories = serde_json::json!([
        {"number": 1, "title": "Pay by card", "points": 5, "status": "accepted", "committed": true},
        {"number": 2, "title": "See the day", "points": 3, "status": "draft", "committed": false},
        {"number": 3, "title": "Save the basket", "points": 8, "status": "delivered", "committed": true},
    ]);
    assert_eq!(it["stories"], stories);
    let skills = serde_json::json!([
        {"skill": "rust", "points": 8, "capacity": 0}, {"skill": "ux", "points": 5, "capacity": 0},
    ]);
    assert_eq!(it["skills"], skills);
    let scope = serde_json::json!([{
        "at": "2026-11-14T08:03:00+01:00", "by": "ann", "number": 2, "direction": "in",
        "points": 3, "reason": "asked for", "for": 6,
    }]);
    assert_eq!(it["scope_log"], scope);
    let days = it["burndown"].as_array().unwrap();
    let first = serde_json::json!({"day": 0, "date": null, "remaining": 10, "delivered": 0,
        "ideal": 10, "scope_change": 0});
    assert_eq!((days.len(), &days[0]), (4, &first));
    assert_eq!((&days[1]["date"], &days[1]["scope_change"]), (&"2026-11-16".into(), &3.into()));
    // The history holds no line of an acceptance: a burndown tells what was written down.
    assert_eq!((&days[3]["ideal"], &days[3]["remaining"]), (&7.into(), &16.into()));
}

#[test]
fn a_closed_sprint_is_its_record() {
    let it = sprints();
    let first = it.json(&Question::Sprint(Some(1)));
    assert_eq!(keys(&first["record"]), sorted(RECORD));
    let record = &first["record"];
    assert_eq!(record["committed"], serde_json::json!({"points": 13, "stories": [4, 6]}));
    assert_eq!(
        (&record["velocity"], &record["moved"]),
        (&5.into(), &serde_json::json!([{"number": 6, "to": 3}]))
    );
    assert_eq!((&first["goal_met"], &first["accepted"]), (&true.into(), &5.into()));
    assert_eq!((&first["load"], &first["remaining"]), (&13.into(), &8.into()));
    assert_eq!((&first["working_days"], &first["days_left"]), (&Value::Null, &Value::Null));
    let imported = it.json(&Question::Sprint(Some(2)));
    assert_eq!((&imported["accepted"], &imported["committed"]), (&5.into(), &Value::Null));
    assert_eq!(imported["record"]["imported"], true);
    assert_eq!(imported["remaining"], Value::Null, "nobody knows");
    assert!(it.text(&Question::Sprint(Some(2)), 80).contains("Sprint: Data Team 7"));
}

#[test]
fn sprints_are_found_and_listed() {
    let mut it = sprints();
    let rows = it.json(&Question::Sprints);
    let lists = ["people", "stories", "skills", "scope_log", "burndown"];
    let mut without = sorted(SPRINT);
    without.retain(|name| !lists.contains(&name.as_str()));
    assert_eq!(keys(&rows[0]), without);
    assert_eq!(it.numbers(&Question::Sprints), [3, 2, 1]);
    assert_eq!(it.text(&Question::Sprints, 80).lines().count(), 4);
    let error = json(&Question::Sprint(Some(9)), &it.backlog, today()).unwrap_err();
    assert_eq!(error.because, Because::Usage);
    it.rewrite(|parts, _| {
        let closed = parts.sprints.iter().filter(|it| it.number < 3).cloned().collect::<Vec<_>>();
        parts.sprints = Table::of(closed);
    });
    assert_eq!(it.json(&Question::Sprint(None))["number"], 2, "none is active: the newest");
    let none = Bench::new();
    assert_eq!(none.json(&Question::Sprints), Value::Array(Vec::new()));
    assert!(json(&Question::Sprint(None), &none.backlog, today()).is_err());
}
