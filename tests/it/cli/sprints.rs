//! Sprints on the command line: planned, filled, started, changed, given up; text, JSON, refusals.

use serde_json::{Value, json};

use super::{Place, keys, names, put, texts};

/// Two people, one of them away half of the time, and stories that are ready.
fn team() -> Place {
    Place::after(
        "product set ready_off=narrative,criteria\n\
         person add Kim --skill sql\nperson add Ada --allocation 0.5 --skill ux\n\
         person add Guest --allocation 0\n\
         add A --points 5\nadd B --points 3\nadd C --points 8\nadd D --points 2\nadd E\n\
         ready 1 2 3 4",
    )
}

/// The same with a sprint that runs: A and B are in it.
fn running() -> Place {
    let place = team();
    place.lines("sprint plan --goal Pay\nsprint pull 1 2\nsprint start");
    place
}

#[test]
fn from_the_first_plan_to_the_end() {
    let place = team();
    // It is Sunday: the first working day is Monday, ten of them end on Friday week.
    let said = place.line("sprint plan --goal 'Pay by card'").well();
    assert_eq!(said.out, "Planned sprint 1, 2026-11-23 – 2026-12-04\n");
    let plan = place.ask("sprint show");
    assert_eq!((&plan["state"], &plan["goal"]), (&json!("planned"), &json!("Pay by card")));
    assert_eq!(plan["people"], json!(["Ada", "Kim"]), "who has no time takes no part");
    // 10 days of Kim and half of them of Ada, at 0.7 points a day.
    assert_eq!((&plan["working_days"], &plan["person_days"]), (&json!(10), &json!(15)));
    assert_eq!((&plan["focus_factor"], &plan["focus_source"]), (&json!(0.7), &json!("assumed")));
    assert_eq!((&plan["capacity"], &plan["load"]), (&json!(10.5), &json!(0)));

    let said = place.line("sprint off Ada tue 2026-11-28");
    assert_eq!((said.code, said.out.as_str()), (0, "Ada is off on 2 days\n"));
    assert_eq!(said.err, "2026-11-28 is no working day: it costs nothing\n");
    assert_eq!(place.at("sprint show", "/person_days"), json!(14.5));
    assert_eq!(place.at("person list", "/0/days_off"), json!(["2026-11-24", "2026-11-28"]));
    place.line("sprint off Ada 2026-11-28 --remove").well();

    place.line("sprint pull 2").well();
    // 10.15 points hold 3 and 5; 8 are too many, 2 are in.
    let filled = place.ask("sprint fill");
    assert_eq!(filled["did"], "Filled sprint 1 with 2 stories, 7 pts");
    assert_eq!(filled["stories"], json!([1, 4]));
    assert_eq!(filled["notices"], json!(["#3 stays out: 8 pts, 2.15 left"]));
    let plan = place.ask("sprint show");
    assert_eq!((&plan["load"], &plan["load_percent"]), (&json!(10), &json!(98.52)));

    assert_eq!(
        place.line("sprint start").well().out,
        "Started sprint 1: 3 stories, 10 pts committed\n"
    );
    let shown = place.ask("sprint show");
    assert_eq!((&shown["state"], &shown["committed"]), (&json!("active"), &json!(10)));
    assert!(place.unchanged_by("sprint put-back 4", 3).contains("--reason"));
    place.lines("start 1 4\nsprint pull 3 --reason 'the shop is down' --for 4");
    let shown = place.ask("sprint show");
    assert_eq!((&shown["committed"], &shown["load"]), (&json!(10), &json!(16)));
    assert_eq!((&shown["added"], &shown["removed"]), (&json!(8), &json!(2)));
    let log = shown["scope_log"].as_array().unwrap();
    let told = |at: usize| (&log[at]["number"], &log[at]["direction"], &log[at]["for"]);
    assert_eq!(told(0), (&json!(4), &json!("out"), &json!(3)));
    assert_eq!(told(1), (&json!(3), &json!("in"), &json!(4)));
    assert!(log.iter().all(|it| it["reason"] == "the shop is down"));
    assert_eq!(place.at("show 4", "/status"), "ready", "work that began is ready again");

    let said = place.line("sprint cancel --reason 'sold the shop'").well();
    assert_eq!(said.out, "Cancelled sprint 1: sold the shop\n");
    for number in [1, 2, 3] {
        assert_eq!(place.at(&format!("show {number}"), "/sprint"), Value::Null);
    }
    assert_eq!(place.at("show 1", "/status"), "ready");
    let over = place.ask("sprint show 1");
    assert_eq!((&over["state"], &over["record"]), (&json!("cancelled"), &Value::Null));
    let log = place.ask("log");
    let cancelled = |it: &&Value| it["on"] == "sprint 1" && it["after"] == "cancelled";
    let line = log.as_array().unwrap().iter().find(cancelled).unwrap();
    assert_eq!((&line["what"], &line["reason"]), (&json!("cancelled"), &json!("sold the shop")));
    place.line("doctor").well();
    place.line("undo").well();
    assert_eq!(place.at("sprint show", "/state"), "active");
    // Its days are given back with it: the next one starts on the same day.
    place.lines("redo\nsprint plan");
    assert_eq!(place.at("sprint show 2", "/start"), "2026-11-23");
}

#[test]
fn the_page_of_a_sprint_says_what_it_holds_and_where_that_comes_from() {
    let place = team();
    place.lines("sprint plan --goal Pay\nsprint off Kim fri\nset 1 skills=sql\nsprint pull 1");
    let page = place.line("sprint show").well().out;
    assert_eq!(
        page,
        "sprint 1 · planned\n\
         goal: Pay\n\
         23 Nov – 4 Dec · 10 working days · 10 left\n\
         load 5 pts · accepted 0 · delivered 0 · remaining 5\n\
         \n\
         name   time  days  days off\n\
         Ada    50 %     5\n\
         Kim   100 %     9  27 Nov\n\
         \n\
         capacity 9.8 pts: 14 person-days × 0.7, assumes a point is an ideal day\n\
         load 5 pts, 51 % of it\n\
         \n\
         #  pts  status  title\n\
         1    5  ready   A\n\
         \n\
         points by skill\n  \
           · sql 5 of 6.3\n\
         a story counts whole for each of its skills: the lines do not add up\n"
    );
    let list = place.line("sprint list").well().out;
    assert_eq!(
        list,
        "sprint  state    days            load  capacity  committed  accepted  remaining  goal\n     \
              1  planned  23 Nov – 4 Dec     5       9.8                    0          5  Pay\n"
    );
    place.line("sprint start").well();
    let page = place.line("sprint show").well().out;
    assert!(page.contains("burndown, in points\nday         remaining"), "{page}");
    assert!(page.contains("\n  0  start          5      5          0\n"), "{page}");
}

#[test]
fn three_closed_sprints_make_a_focus_factor_and_a_chance() {
    let place = team();
    place.line("sprint plan --goal Pay").well();
    let mut file: Value = serde_json::from_str(&place.text()).unwrap();
    for (number, velocity, at) in [(5, 10, "01"), (6, 20, "02"), (7, 12, "03")] {
        let record = json!({"at": format!("2026-10-{at}T09:00:00+00:00"),
            "accepted": {"points": velocity}, "person_days": 50});
        let id = format!("00000000-0000-4000-8000-{number:012}");
        file["sprints"][id] = json!({"number": number, "state": "closed", "record": record});
    }
    put(&place.file(), file.to_string());
    // 42 points in 150 days; 15 days now.
    let page = place.line("sprint show 1").well().out;
    let said = "capacity 4.2 pts: 15 person-days × 0.28 from sprints 7, 6 and 5\n";
    assert!(page.contains(said), "{page}");
    place.lines("sprint pull 1 2 4 --sprint 1");
    let shown = place.ask("sprint show 1");
    assert_eq!(shown["chance"], json!({"reached": 3, "of": 3}));
    assert_eq!(shown["burndown"], json!([]));
    place.line("sprint pull 3").well();
    assert_eq!(place.at("sprint show 1", "/chance"), json!({"reached": 1, "of": 3}));
    let page = place.line("sprint show 1").well().out;
    assert!(page.contains("\n1 of 3 closed sprints reached this load\n"), "{page}");
}

#[test]
fn what_a_plan_refuses() {
    let place = team();
    for (line, words) in [
        ("sprint plan --start 2026-12-04 --end 2026-11-23", "before it starts"),
        ("sprint plan --start 2026-11-28 --end 2026-11-29", "no working day"),
        ("sprint start", "upnext sprint plan"),
        ("sprint pull 1", "upnext sprint plan"),
        ("sprint fill", "upnext sprint plan"),
        ("sprint set goal=Pay", "upnext sprint plan"),
        ("sprint cancel --reason no", "nothing to cancel"),
    ] {
        let said = place.unchanged_by(line, 3);
        assert!(said.contains(words), "{line}: {said}");
    }
    for line in [
        "sprint plan --start soon",
        "sprint off Kim",
        "sprint off Zoe fri",
        "sprint cancel",
        "sprint pull",
        "sprint pull 9",
        "sprint pull 1 --sprint 4",
        "sprint show 4",
        "sprint daily",
    ] {
        place.unchanged_by(line, 2);
    }
    place.line("sprint plan --start tue").well();
    assert_eq!(place.at("sprint show", "/end"), "2026-12-07", "a start moves the end");
    assert!(place.unchanged_by("sprint plan", 3).contains("sprint 1 is planned already"));
    assert!(place.unchanged_by("sprint start", 3).contains("goal="));
    place.line("sprint set start= goal=Pay").well();
    assert!(place.unchanged_by("sprint start", 3).contains("start=D"));
    let said = place.line("sprint set start=mon").well().out;
    assert_eq!(said, "Set start of sprint 1\n");
    let said = place.line("sprint start");
    assert_eq!((said.code, said.err.as_str()), (0, "sprint 1 started without a story\n"));
    let said = place.line("sprint plan --start 2026-12-01 --goal Next");
    assert_eq!(said.err, "sprint 2 shares days with sprint 1, which is active\n");
    assert!(place.unchanged_by("sprint start", 3).contains("sprint 1 is active"));
    assert!(place.unchanged_by("sprint start --sprint 1", 3).contains("only a planned sprint"));
}

#[test]
fn a_sprint_is_corrected_while_it_runs_and_not_after() {
    let place = running();
    place.line("sprint set goal='Pay by card' people='kim, Ada 0.25, Guest 0.5'").well();
    let said = place.ask("sprint show");
    assert_eq!(
        (&said["goal"], &said["people"]),
        (&json!("Pay by card"), &json!(["Kim", "Ada", "Guest"]))
    );
    assert_eq!(said["person_days"], json!(17.5));
    let log = place.ask("log");
    let line = log.as_array().unwrap().iter().find(|it| it["field"] == "people").unwrap();
    assert_eq!(
        (&line["before"], &line["after"]),
        (&json!("Ada, Kim"), &json!("Kim, Ada 0.25, Guest 0.5"))
    );
    // A share that is the person's own follows theirs.
    place.lines("sprint set 'people=Ada 0.5'\nperson set Ada allocation=1");
    assert_eq!(place.at("sprint show", "/person_days"), json!(10));
    for (line, code, words) in [
        ("sprint set goal=", 3, "not taken away"),
        ("sprint set end=", 3, "not taken away"),
        ("sprint set end=2026-11-01", 3, "before it starts"),
        ("sprint set people=Zoe", 2, "no person"),
        ("sprint set 'people=Kim 2'", 2, "0 to 1"),
        ("sprint set people=Kim,kim", 2, "twice"),
        ("sprint set points=3", 2, "goal, start, end, people"),
        ("sprint set", 2, ""),
    ] {
        let said = place.unchanged_by(line, code);
        assert!(said.contains(words), "{line}: {said}");
    }
    place.lines("sprint set people=\nsprint cancel --reason no");
    assert_eq!(place.at("sprint show", "/people"), json!([]));
    assert!(place.unchanged_by("sprint set goal=x --sprint 1", 3).contains("cancelled"));
}

#[test]
fn what_speaks_against_a_story_is_overridden_or_refused() {
    let place = team();
    place.lines("sprint plan\nset 2 points=13 skills=go\nblock 2 --reason 'no card'");
    let said = place.unchanged_by("sprint pull 2", 3);
    for words in ["--override", "blocked: no card", "13 points, above 8", "knows go"] {
        assert!(said.contains(words), "{said}");
    }
    let said = place.unchanged_by("sprint pull 1 2 5", 3);
    assert!(said.contains("2 of these") && said.contains("#5: not ready: a draft"), "{said}");
    place.line("sprint pull 1 5 --override 'we dare'").well();
    let file: Value = serde_json::from_str(&place.text()).unwrap();
    let stories = file["stories"].as_object().unwrap();
    let kept = |number: u32| {
        let story = stories.values().find(|it| it["number"] == number).unwrap();
        story["pull_override"].clone()
    };
    assert_eq!(kept(1), Value::Null, "there was nothing to override");
    assert_eq!((&kept(5)["reason"], &kept(5)["rules"]), (&json!("we dare"), &json!(["estimate"])));
    assert_eq!(place.at("show 5", "/status"), "draft");
    assert_eq!(place.at("show 1", "/history/0/what"), "pulled");
    place.line("sprint put-back 5").well();
    assert!(!place.text().contains("we dare\",\n      \"rules"), "{}", place.text());
    // What comes in together does not wait for each other.
    place.lines("depend 4 --on 3");
    assert!(place.unchanged_by("sprint pull 4", 3).contains("waits for #3"));
    place.line("sprint pull 4 3").well();
}

#[test]
fn in_and_out_of_a_running_sprint() {
    let place = running();
    for (line, words) in [
        ("sprint pull 3", "--reason"),
        ("sprint put-back 1", "--reason"),
        ("sprint pull 3 --reason why --for 4", "not in sprint 1"),
        ("sprint pull 1 --reason why --for 2", "nothing comes in"),
        ("sprint fill", "upnext sprint pull N --reason R"),
    ] {
        let said = place.unchanged_by(line, 3);
        assert!(said.contains(words), "{line}: {said}");
    }
    place.unchanged_by("sprint pull 3 --reason why --for 3", 2);
    assert_eq!(place.ask("sprint pull 1")["did"], Value::Null);
    assert_eq!(place.ask("sprint put-back 4")["did"], Value::Null);
    place.lines("sprint plan\nsprint pull 3");
    assert!(place.unchanged_by("sprint pull 1", 3).contains("put it back first"));
    let said = place.line("sprint pull 3 --sprint 1 --reason urgent").well().out;
    assert_eq!(said, "Pulled #3 into sprint 1\n");
    assert_eq!(place.at("show 3", "/sprint"), 1);
    assert_eq!(place.at("show 3", "/history/0/reason"), "urgent");
    place.lines("sprint put-back 1 2 --reason 'too much'\ndrop 3 --reason no");
    let shown = place.ask("sprint show 1");
    assert_eq!((&shown["load"], &shown["committed"]), (&json!(0), &json!(8)));
    assert_eq!((&shown["added"], &shown["removed"]), (&json!(8), &json!(16)));
    assert!(place.unchanged_by("sprint pull 3", 3).contains("upnext restore 3"));
}

#[test]
fn who_comes_and_goes_while_a_sprint_is_planned() {
    let place = team();
    place.line("sprint plan").well();
    let said = place.line("person add Zoe");
    assert_eq!((said.code, said.err.as_str()), (0, "Zoe takes part in sprint 1\n"));
    assert_eq!(place.at("sprint show", "/people"), json!(["Ada", "Kim", "Zoe"]));
    place.line("undo").well();
    place.lines("person add Bo --allocation 0\nperson remove Kim");
    assert_eq!(place.at("sprint show", "/people"), json!(["Ada"]));
    place.line("doctor").well();
    place.line("undo").well();
    assert_eq!(place.at("sprint show", "/people"), json!(["Ada", "Kim"]));
}

#[test]
fn the_doctor_knows_what_a_sprint_must_be() {
    let place = Place::new();
    let id = |n: u32| format!("00000000-0000-4000-8000-{n:012}");
    let at = "2026-11-20T09:00:00+00:00";
    let mut file: Value = serde_json::from_str(&place.text()).unwrap();
    file["sprints"] = json!({
        id(1): {"number": 1, "state": "planned", "commitment": {"at": at}},
        id(2): {"number": 2, "state": "cancelled", "record": {"at": at, "accepted": {}}},
        id(3): {"number": 2, "state": "active", "start": "2026-11-20", "end": "2026-11-19"},
        id(4): {"number": 4, "state": "active", "start": "2026-11-20", "end": "2026-11-20"},
    });
    put(&place.file(), file.to_string());
    let said = place.line("doctor --json");
    assert_eq!(said.code, 1);
    let found = said.json();
    let words: Vec<&str> =
        found.as_array().unwrap().iter().map(|it| it["words"][0].as_str().unwrap()).collect();
    assert_eq!(words, ["1 commitment", "2 record", "2 number", "2 days", "2"]);
    assert!(found.as_array().unwrap().iter().all(|it| it["rule"] == "sprint"));
}

#[test]
fn a_morning_says_what_moved_and_what_is_in_the_way() {
    let place = running();
    place.lines("set 1 assignee=Kim\nstart 1\nblock 2 --reason 'no card'");
    let daily = place.ask("sprint daily");
    assert_eq!(keys(&daily), names("sprint since people impediments"));
    assert_eq!((&daily["sprint"], &daily["since"]), (&json!(1), &json!("2026-11-20")));
    let people = daily["people"].as_array().unwrap();
    assert_eq!((&people[0]["person"], &people[1]["person"]), (&json!("Ann"), &json!("Kim")));
    // Nobody works on #2: it is told under who moved it.
    let story = &people[1]["stories"][0];
    assert_eq!(keys(story), names("number title points from to acts"));
    assert_eq!((&story["from"], &story["to"]), (&json!("draft"), &json!("doing")));
    let acts = texts(&story["acts"], "what");
    assert_eq!(&acts[acts.len() - 2..], ["pulled", "started"]);
    let obstacle = &daily["impediments"][0];
    assert_eq!(keys(obstacle), names("number title assignee reason since by days"));
    assert_eq!((&obstacle["number"], &obstacle["days"]), (&json!(2), &json!(1)));
    let page = place.line("sprint daily").well().out;
    assert!(
        page.contains("what moved since Fri 20 Nov\n\nAnn\n")
            && page.contains("\nKim\n  · #1 draft → doing: A\n"),
        "{page}"
    );
    assert!(page.contains("\nin the way\n  ■ #2 "), "{page}");
    assert!(page.contains(" 1 day, since 22 Nov") && page.ends_with(": no card\n"), "{page}");
}

#[test]
fn a_ready_story_that_gives_away_all_its_criteria_is_told_of() {
    let place = Place::after(
        "add 'As a guest, I want a till, so that I pay' --points 3 --criterion one --criterion two\n\
         ready 1",
    );
    let said = place.ask("split 1 Card --criteria 1");
    assert_eq!(said["notices"], json!([]));
    let said = place.ask("split 1 Cash --criteria 1");
    assert_eq!(said["notices"], json!(["#1 is not ready any more: criteria missing"]));
}

#[test]
fn a_story_is_split() {
    let place = Place::after(
        "epic add Checkout\nrelease add Spring\n\
         add Pay --points 8 --criterion one --criterion two --criterion three --tag ux --epic Checkout\n\
         add Below\nset 1 requester=Zoe release=Spring skills=sql kind=chore",
    );
    place.line("criterion add 1 four").well();
    let said = place.ask(
        "split 1 Invoice 'As a guest, I want a card, so that I am quick' \
                          --criteria 2,3:4 --points 3,2 --keep 5",
    );
    assert_eq!(
        (&said["did"], &said["stories"]),
        (&json!("Split #3 and #4 off #1"), &json!([1, 3, 4]))
    );
    assert_eq!(place.order(), ["Pay", "Invoice", "A card", "Below"]);
    let text = |number: u32| texts(&place.at(&format!("show {number}"), "/criteria"), "text");
    assert_eq!(
        (text(1), text(3), text(4)),
        (vec!["one".into()], vec!["two".into(), "three".into()], vec!["four".into()])
    );
    let part = place.ask("show 3");
    for (key, value) in [
        ("status", json!("draft")),
        ("epic", json!("Checkout")),
        ("release", json!("Spring")),
        ("tags", json!(["ux"])),
        ("requester", json!("Zoe")),
        ("skills", json!([])),
        ("split_from", json!(1)),
        ("points", json!(3)),
        ("sprint", Value::Null),
    ] {
        assert_eq!(part[key], value, "{key}");
    }
    assert_eq!(part["history"][0]["what"], "split");
    let first = place.ask("show 1");
    assert_eq!((&first["points"], &first["number"]), (&json!(5), &json!(1)));
    assert_eq!(first["history"][0]["what"], "split");
    place.line("split 1 More").well();
    assert_eq!(place.at("show 1", "/points"), json!(5), "nothing said: it stays");
    assert_eq!(place.at("show 5", "/points"), Value::Null);
    assert_eq!(place.at("show 1", "/history/0/what"), "split");
    for (line, words) in [
        ("split 1 X --criteria 2", "no criterion 2"),
        ("split 1 X --criteria :1", "no new story 2"),
        ("split 3 X Y --criteria 1:1", "twice"),
        ("split 1 X --criteria one", "`one`"),
        ("split 1 X --points 1,2", "points for 2"),
        ("split 1 X --keep lots", "`lots`"),
        ("split 1 ''", "title"),
        ("split 1", "TITLE"),
    ] {
        let said = place.unchanged_by(line, 2);
        assert!(said.contains(words), "{line}: {said}");
    }
    place.line("drop 4 --reason no").well();
    assert!(place.unchanged_by("split 4 X", 3).contains("dropped"));
}
