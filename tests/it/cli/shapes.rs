//! The JSON of every answer: exactly the keys of the contract, absent values among them.

use serde_json::{Value, json};

use super::{Place, keys, names, put};

const ROW: &str = "number id kind title status points position epic release released sprint tags \
    skills requester assignee ready missing blocked criteria moscow score created updated";

/// A backlog with everything in it that an answer can have, some of it made by a later version.
fn full() -> Place {
    let place = Place::after(
        r#"
        add "As a shopper, I want to pay by card, so that I need no cash" --points 3 --criterion works
        add Second
        epic add Checkout
        product done add reviewed
        product ready-line add shown
        question ask 1 "Which?"
        question answer 1 1 both
        note 1 decided
        depend 1 --on 2
        link 2 --to 1
        set 1 epic=Checkout
        "#,
    );
    let mut file: Value = serde_json::from_str(&place.text()).unwrap();
    let id = |n: u32| format!("00000000-0000-4000-8000-{n:012}");
    let story = |file: &Value, number: u32| {
        let stories = file["stories"].as_object().unwrap();
        let found = stories.iter().find(|(_, it)| it["number"] == number);
        found.map(|(id, _)| id.clone()).unwrap()
    };
    let (first, second) = (story(&file, 1), story(&file, 2));
    let at = "2026-11-20T09:00:00+00:00";
    file["releases"] = json!({ id(1): {"name": "Spring", "released_on": "2026-11-01"} });
    file["people"] = json!({ id(2): {"name": "Kim", "allocation": 0.5, "skills": ["sql"],
        "days_off": ["2026-12-24"]} });
    let part = json!({"points": 5, "stories": [first]});
    file["sprints"] = json!({
        id(3): {"number": 1, "state": "closed", "goal": "Open", "start": "2026-10-26",
            "end": "2026-11-06", "record": {"at": at, "committed": part, "added": part,
            "removed": part, "re_estimated": part, "accepted": part, "rejected": part,
            "unfinished": part, "say_do": 0.5, "goal": "Open", "goal_met": true, "note": "well",
            "person_days": 10, "capacity": 7, "focus_factor": 0.7,
            "moved": [{"story": second, "to": id(4)}], "overrides": [first]}},
        id(4): {"number": 2, "state": "active", "goal": "Pay", "start": "2026-11-16",
            "end": "2026-11-27", "people": [{"person": id(2)}],
            "commitment": {"at": at, "stories": [{"story": first, "points": 3}]},
            "scope_log": [{"at": at, "by": "Ann", "story": second, "direction": "in",
                "points": 2, "reason": "urgent", "traded_for": first}]},
    });
    let one = &mut file["stories"][&first];
    one["sprint"] = json!(id(4));
    one["release"] = json!(id(1));
    one["skills"] = json!(["sql"]);
    one["verdicts"] = json!([{"at": at, "by": "Ann", "kind": "rejected", "sprint": id(4),
        "criteria": [{"id": id(5), "text": "works", "result": "unmet", "note": "no"}],
        "reason": "no", "overridden": "yes"}]);
    one["outcomes"] = json!([{"at": at, "by": "Ann", "expected": "more", "observed": "less",
        "number": 2, "source": "shop", "date": "2026-11-20"}]);
    one["fields"] = json!({"Votes": "3"});
    put(&place.file(), file.to_string());
    place
}

#[test]
fn a_change_an_add_and_nothing_to_do() {
    let place = Place::new();
    let added = place.ask("add First");
    assert_eq!(keys(&added), names("did stories notices number id"));
    assert_eq!((&added["number"], &added["stories"]), (&json!(1), &json!([1])));
    assert_eq!(place.ask("show 1")["id"], added["id"]);
    let said = place.ask("set 1 points=2");
    assert_eq!(said, json!({"did": "Estimated #1 at 2", "stories": [1], "notices": []}));
    let same = place.ask("set 1 points=2");
    assert_eq!(same, json!({"did": null, "stories": [1], "notices": []}));
    let undone = place.ask("undo");
    assert_eq!(undone, json!({"did": "Undid: Estimated #1 at 2", "stories": [1], "notices": []}));
    place.lines("add Second\nproduct set ready_off=criteria,narrative,estimate\nready 1");
    let delivered = place.ask("deliver 1");
    assert_eq!(delivered["notices"], json!(["#1: no start recorded, so no cycle time"]));
    assert_eq!(keys(&place.ask("product set name=X")), names("did stories notices"));
    assert_eq!(keys(&place.ask("epic add X")), names("did stories notices"));
    let several = place.fed("add - --json", b"Third\nFourth\n").well().json();
    assert_eq!(several["stories"], json!([3, 4]));
    assert_eq!(keys(&Place::bare().ask("init")), names("did stories notices"));
}

#[test]
fn errors_stand_on_standard_error() {
    let place = Place::after("add First\nadd Second");
    let wrong = |line: &str, code: i32, kind: &str| {
        let said = place.line(&format!("{line} --json"));
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{line}: {said:?}");
        let error: Value = serde_json::from_str(&said.err).unwrap();
        assert_eq!(keys(&error), names("error"), "{line}");
        assert_eq!(keys(&error["error"]), names("code message reasons"), "{line}");
        assert_eq!(error["error"]["code"], kind, "{line}");
        assert!(error["error"]["message"].as_str().is_some_and(|it| !it.is_empty()), "{line}");
        error["error"]["reasons"].as_array().unwrap().len()
    };
    assert_eq!(wrong("show 9", 2, "usage"), 0);
    assert_eq!(wrong("nonsense", 2, "usage"), 0);
    assert_eq!(wrong("list points:x", 2, "usage"), 0);
    assert_eq!(wrong("ready 1", 3, "refused"), 3);
    assert_eq!(wrong("ready 1 2", 3, "refused"), 2);
    assert_eq!(wrong("import /dev/null --from csv", 65, "unreadable"), 0);
}

#[test]
fn list_and_show() {
    let place = full();
    let list = place.ask("list --all");
    let rows = list.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(keys(row), names(ROW));
        assert_eq!(keys(&row["criteria"]), names("total met unmet"));
    }
    assert_eq!(
        (&rows[0]["sprint"], &rows[0]["release"], &rows[0]["epic"]),
        (&json!(2), &json!("Spring"), &json!("Checkout"))
    );
    assert_eq!((&rows[1]["points"], &rows[1]["epic"]), (&Value::Null, &Value::Null));
    let shown = place.ask("show 1");
    let more = "narrative description questions notes depends_on links split_from done ready_lines \
        scores verdicts outcome history fields";
    assert_eq!(keys(&shown), names(&format!("{ROW} {more}")));
    for (pointer, expected) in [
        ("/narrative", "role want benefit"),
        ("/criteria/0", "n text given when then result note"),
        ("/questions/0", "n text by at answer answered_by answered_at"),
        ("/notes/0", "at by text"),
        ("/links/0", "number kind"),
        ("/done/0", "k text ticked"),
        ("/ready_lines/0", "k text ticked"),
        ("/scores", "value urgency risk reach impact confidence effort"),
        ("/verdicts/0", "at by kind sprint unmet reason override"),
        ("/outcome", "at by expected observed number source date"),
        ("/history/0", "at by on what field before after reason"),
        ("/fields", "Votes"),
    ] {
        assert_eq!(keys(shown.pointer(pointer).unwrap()), names(expected), "{pointer}");
    }
    assert_eq!(shown["depends_on"], json!([2]));
    assert_eq!(shown["verdicts"][0]["unmet"], json!(["works"]));
    // What is absent is null or [], never left out.
    let bare = place.ask("show 2");
    assert_eq!(keys(&bare), keys(&shown));
    assert_eq!((&bare["outcome"], &bare["description"]), (&Value::Null, &Value::Null));
    assert_eq!((&bare["verdicts"], &bare["criteria"]), (&json!([]), &json!([])));
    // A story by the start of its id, and with its sign.
    let id = shown["id"].as_str().unwrap();
    assert_eq!(place.ask(&format!("show {}", &id[..8])), shown);
    assert_eq!(place.ask("show '#1'"), shown);
}

#[test]
fn a_list_in_order_with_positions_of_open_stories() {
    let place = Place::after("add A\nadd B\nadd C\ndrop 2 --reason x\nmove 3 --top");
    let list = place.ask("list --all");
    let places: Vec<_> =
        list.as_array().unwrap().iter().map(|it| [&it["title"], &it["position"]]).collect();
    assert_eq!(json!(places), json!([["C", 1], ["A", 2], ["B", null]]));
    assert_eq!(place.order(), ["C", "A"]);
    assert_eq!(super::texts(&place.ask("list status:dropped"), "title"), ["B"]);
    assert_eq!(place.ask("list --all --limit 1").as_array().unwrap().len(), 1);
    assert_eq!(place.ask("list nowhere"), json!([]));
    assert_eq!(
        place.line("list --columns number,title").well().out.lines().next(),
        Some("#  title")
    );
}

#[test]
fn the_log() {
    let place = Place::after("add A\nset 1 points=3\nmove 1 --top");
    place.lines("add B\nmove 2 --top --reason burns\nepic add Checkout\nproduct set name=Bakery");
    let log = place.ask("log");
    for line in log.as_array().unwrap() {
        assert_eq!(keys(line), names("at by on what field before after reason"));
        assert_eq!(
            (&line["at"], &line["by"]),
            (&json!("2026-11-22T09:00:00+00:00"), &json!("Ann"))
        );
    }
    let of = place.ask("log 2");
    let told = of.as_array().unwrap();
    assert_eq!(told.len(), 2, "{of:#}");
    assert_eq!(
        told[0],
        json!({"at": "2026-11-22T09:00:00+00:00", "by": "Ann", "on": "#2", "what": "moved",
            "field": "rank", "before": "2", "after": "1", "reason": "burns"})
    );
    assert_eq!(told[1]["what"], "added");
    assert_eq!(place.ask("log --limit 2").as_array().unwrap().len(), 2);
    assert_eq!(place.ask("log 1").as_array().unwrap().len(), 2);
    let later = place
        .command(["--json", "--as", "Bo", "set", "1", "points=5"])
        .env("UPNEXT_NOW", "2026-11-23T09:00:00+00:00")
        .output()
        .unwrap();
    assert!(later.status.success());
    assert_eq!(
        (&place.ask("log")[0]["by"], &place.ask("log")[0]["after"]),
        (&json!("Bo"), &json!("5"))
    );
}

#[test]
fn sprints() {
    let place = full();
    let scalars = "number state goal goal_met start end working_days days_left person_days \
        focus_factor focus_source capacity load load_percent chance committed added removed accepted \
        delivered remaining record";
    let list = place.ask("sprint list");
    assert_eq!(list.as_array().unwrap().len(), 2);
    for sprint in list.as_array().unwrap() {
        assert_eq!(keys(sprint), names(scalars));
    }
    assert_eq!((&list[0]["number"], &list[1]["number"]), (&json!(2), &json!(1)));
    let shown = place.ask("sprint show");
    let lists = "people stories skills scope_log burndown";
    assert_eq!(keys(&shown), names(&format!("{scalars} {lists}")));
    assert_eq!(
        (&shown["number"], &shown["committed"], &shown["added"]),
        (&json!(2), &json!(3), &json!(2))
    );
    assert_eq!((&shown["working_days"], &shown["days_left"]), (&json!(10), &json!(5)));
    assert_eq!(shown["people"], json!(["Kim"]));
    assert_eq!(keys(&shown["stories"][0]), names("number title points status committed"));
    assert_eq!(keys(&shown["skills"][0]), names("skill points capacity"));
    assert_eq!(keys(&shown["scope_log"][0]), names("at by number direction points reason for"));
    assert_eq!(shown["record"], Value::Null);
    let closed = place.ask("sprint show 1");
    let record = "committed added removed re_estimated accepted rejected unfinished velocity say_do \
        goal goal_met note person_days capacity focus_factor moved overrides imported";
    assert_eq!(keys(&closed["record"]), names(record));
    for part in
        ["committed", "added", "removed", "re_estimated", "accepted", "rejected", "unfinished"]
    {
        assert_eq!(closed["record"][part], json!({"points": 5, "stories": [1]}), "{part}");
    }
    assert_eq!(closed["record"]["moved"], json!([{"number": 2, "to": 2}]));
    assert_eq!((&closed["record"]["overrides"], &closed["goal_met"]), (&json!([1]), &json!(true)));
    assert_eq!(Place::new().ask("sprint list"), json!([]));
    place.unchanged_by("sprint show 9", 2);
}

#[test]
fn epics_people_product() {
    let place = full();
    let epics = place.ask("epic list");
    let epic = "id title outcome horizon release stories points accepted_points";
    assert_eq!(keys(&epics[0]), names(epic));
    assert_eq!((&epics[0]["stories"], &epics[0]["points"]), (&json!(1), &json!(3)));
    let people = place.ask("person list");
    assert_eq!(keys(&people[0]), names("id name allocation skills days_off"));
    assert_eq!(people[0]["allocation"], json!(0.5));
    let product = place.ask("product show");
    let fields = "name goal scale largest score ready_off ready_lines done_lines checks_off waived \
        working_days holidays sprint_length";
    assert_eq!(keys(&product), names(fields));
    assert_eq!(keys(&product["done_lines"][0]), names("k text"));
    assert_eq!(product["scale"], json!([1, 2, 3, 5, 8, 13, 20]));
    assert_eq!((&product["largest"], &product["sprint_length"]), (&json!(8), &json!(10)));
}

#[test]
fn import_and_doctor() {
    let place = Place::new();
    put(
        &place.here().join("in.csv"),
        "key,title,points,criteria,epic,sprint,extra\nA,One,3,works,Pay,S 1,x\nA2,Two,,,,,\n",
    );
    let report = place.ask("import in.csv --from csv");
    // Beyond the contract: `notices`, as a change has them.
    assert_eq!(keys(&report), names("dry_run taken kept_columns skipped refused notices"));
    assert_eq!(
        report["taken"],
        json!({"stories": 2, "epics": 1, "sprints": 1, "points": 1, "criteria": 1, "links": 0})
    );
    assert_eq!(report["kept_columns"], json!(["extra"]));
    let again = place.ask("import in.csv --from csv");
    assert_eq!(again["skipped"], json!([{"key": "A", "number": 1}, {"key": "A2", "number": 2}]));
    put(&place.here().join("bad.csv"), "title,points\nThree,lots\nFour,4\n");
    let bad = place.ask("import bad.csv --from csv --skip-bad --dry-run");
    assert_eq!((&bad["dry_run"], &bad["taken"]["stories"]), (&json!(true), &json!(1)));
    assert_eq!(
        (keys(&bad["refused"][0]), &bad["refused"][0]["line"]),
        (names("line reason"), &json!(2))
    );
    assert_eq!(place.ask("doctor"), json!([]));
    // Two stories with one number.
    place.patch(r#""number": 2"#, r#""number": 1"#);
    let sick = place.line("doctor --json");
    assert_eq!((sick.code, sick.err.as_str()), (1, ""));
    let found = sick.json();
    assert!(!found.as_array().unwrap().is_empty());
    for finding in found.as_array().unwrap() {
        assert_eq!(keys(finding), names("id story rule words message"));
    }
}
