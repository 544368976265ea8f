//! People, releases and ideas on the command line: text, JSON, refusals.

use serde_json::{Value, json};

use super::{Place, keys, names, put, texts};

#[test]
fn a_person_has_time_skills_and_days_off() {
    let place = Place::new();
    assert_eq!(place.line("person list").well().out, "nobody yet: upnext person add NAME\n");
    let said = place.line("person add Kim --allocation 0.8 --skill sql --skill ux").well();
    assert_eq!(said.out, "Added Kim to the team\n");
    place.line("person add Ada").well();
    let people = place.ask("person list");
    assert_eq!(keys(&people[0]), names("id name allocation skills days_off"));
    assert_eq!(texts(&people, "name"), ["Ada", "Kim"]);
    place.line("person set kim days_off=2026-12-24,2026-11-20 name=Kimberley").well();
    let said = place.line("person list").well().out;
    assert_eq!(
        said,
        "name        time  skills   days off\n\
         Ada        100 %\n\
         Kimberley   80 %  sql, ux  24 Dec\n",
        "what is over is not shown"
    );
    let log = place.ask("log");
    let of_kim = log.as_array().unwrap().iter().filter(|line| line["on"] == "person Kimberley");
    let of_kim: Vec<&Value> = of_kim.collect();
    assert_eq!((&of_kim[0]["field"], &of_kim[1]["field"]), (&json!("days_off"), &json!("name")));
    assert_eq!((&of_kim[1]["before"], &of_kim[1]["after"]), (&json!("Kim"), &json!("Kimberley")));
    assert_eq!(of_kim[2]["what"], "added");
    let by_id = place.at("person list", "/0/id");
    place.line(&format!("person set {} skills=qa", by_id.as_str().unwrap())).well();
    assert_eq!(place.at("person list", "/0/skills"), json!(["qa"]));
}

#[test]
fn a_name_on_a_story_stays_as_it_was_written() {
    let place = Place::after("person add Kim\nadd A\nset 1 assignee=Kim requester=Kim");
    place.lines("person set Kim name=Kimberley");
    assert_eq!(place.at("show 1", "/assignee"), "Kim");
    place.lines("person remove Kimberley");
    assert_eq!(place.at("show 1", "/requester"), "Kim");
}

#[test]
fn whom_a_sprint_that_started_names_cannot_be_removed() {
    for state in ["active", "closed", "cancelled"] {
        let place = Place::after("person add Kim\nperson add Ada");
        let kim = place.at("person list", "/1/id");
        let mut file: Value = serde_json::from_str(&place.text()).unwrap();
        file["sprints"] = json!({ "00000000-0000-4000-8000-000000000001":
            {"number": 4, "state": state, "people": [{"person": kim}]} });
        put(&place.file(), file.to_string());
        let said = place.unchanged_by("person remove Kim", 3);
        assert!(said.contains(&format!("sprint 4, {state}")), "{said}");
        assert!(said.contains("allocation=0"), "{said}");
        place.lines("person set Kim allocation=0\nperson remove Ada");
        place.line("doctor").well();
    }
}

#[test]
fn the_doctor_finds_names_without_a_bearer() {
    let place = Place::after("epic add Checkout");
    place.patch(
        r#""title": "Checkout""#,
        r#""title": "Checkout", "release": "00000000-0000-4000-8000-000000000009""#,
    );
    place.patch(
        r#""epics""#,
        r#""sprints": {"00000000-0000-4000-8000-000000000001": {"number": 4, "state": "closed",
            "people": [{"person": "00000000-0000-4000-8000-000000000008"}]}}, "epics""#,
    );
    let said = place.line("doctor");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("sprint 4 names somebody who is not here"), "{}", said.out);
    assert!(said.out.contains("upnext epic set \"Checkout\" release="), "{}", said.out);
    // The way out it names is one.
    place.line("epic set Checkout release=").well();
    assert_eq!(place.line("doctor --json").json().as_array().map(Vec::len), Some(1));
}

#[test]
fn a_release_holds_stories_of_its_own_and_of_its_epics() {
    let place = Place::new();
    let said = place.line("release list").well().out;
    assert_eq!(said, "no release yet: upnext release add NAME --target D\n");
    place.lines(
        "release add Later\nrelease add Summer --target 2027-06-01\n\
         release add Spring --target +3w --notes 'for the season'\n\
         release add Old\nrelease ship Old --on 2026-10-01\n\
         epic add Checkout --release Spring\nadd A --epic Checkout\nadd B\nadd C --epic Checkout\n\
         set 2 release=spr\nset 3 release=Summer\nadd D --epic Checkout\ndrop 4 --reason no",
    );
    let list = place.ask("release list");
    assert_eq!(texts(&list, "name"), ["Spring", "Summer", "Later", "Old"]);
    assert_eq!(keys(&list[0]), names("id name target released_on stories accepted"));
    assert_eq!((&list[0]["stories"], &list[0]["accepted"]), (&json!(2), &json!(0)));
    assert_eq!((&list[1]["stories"], &list[2]["target"]), (&json!(1), &Value::Null));
    assert_eq!(list[3]["released_on"], "2026-10-01");
    let said = place.line("release list").well().out;
    assert!(said.lines().nth(1).unwrap().ends_with("for the season"), "{said}");
    assert_eq!(texts(&place.ask("list release:Spring"), "title"), ["A", "B"]);

    let file =
        place.text().replacen(r#""title": "A","#, r#""title": "A", "status": "accepted","#, 1);
    put(&place.file(), file);
    assert_eq!(place.at("release list", "/0/accepted"), json!(1));
    assert_eq!(place.at("show 1", "/released"), json!(false));
    let shipped = place.ask("release ship spring");
    assert_eq!(shipped["did"], "Shipped release “Spring” on 2026-11-22");
    assert_eq!(
        shipped["notices"],
        json!(["1 of its stories is not accepted, and does not count as released"])
    );
    assert_eq!(place.at("show 1", "/released"), json!(true));
    assert_eq!(place.at("show 2", "/released"), json!(false));
    assert_eq!(texts(&place.ask("release list"), "name"), ["Summer", "Later", "Spring", "Old"]);

    let removed = place.ask("release remove Spring");
    assert_eq!(removed["did"], "Removed release “Spring” from 1 story and 1 epic");
    assert_eq!(removed["stories"], json!([2]));
    assert_eq!(place.at("epic list", "/0/release"), Value::Null);
    assert_eq!(place.at("log 2 --limit 1", "/0/before"), "Spring");
    place.line("doctor").well();
    place.line("undo").well();
    assert_eq!(place.at("epic list", "/0/release"), "Spring");
}

#[test]
fn a_release_ships_once_and_not_before_its_day() {
    let place = Place::after("release add Spring");
    let said = place.unchanged_by("release ship Spring --on tomorrow", 3);
    assert!(said.contains("still to come") && said.contains("target=2026-11-23"), "{said}");
    place.line("release ship Spring --on yesterday").well();
    let said = place.unchanged_by("release ship Spring", 3);
    assert!(said.contains("2026-11-21") && said.contains("--on"), "{said}");
    // A day said in so many words corrects the first.
    place.line("release ship Spring --on 2026-11-20").well();
    assert_eq!(place.at("release list", "/0/released_on"), "2026-11-20");
    assert_eq!(place.ask("release ship Spring --on 2026-11-20")["did"], Value::Null);
}

#[test]
fn a_question_and_a_note_get_other_words() {
    let place = Place::after(
        "add A\nquestion ask 1 'Witch bank?'\nquestion answer 1 1 both\nquestion ask 1 When?\n\
         note 1 first\nnote 1 second",
    );
    place.lines("question set 1 1 'Which bank?'\nquestion remove 1 2");
    let shown = place.ask("show 1");
    assert_eq!(shown["questions"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["questions"][0]["text"], "Which bank?");
    assert_eq!(shown["questions"][0]["answer"], "both", "its answer stays");
    let line = &place.ask("log 1")[1];
    assert_eq!(
        (&line["before"], &line["after"]),
        (&json!("Witch bank? — both"), &json!("Which bank? — both"))
    );
    let at = place.at("show 1", "/notes/1/at");
    place.lines("--as Bo note set 1 2 'a new second'\n--as Bo note remove 1 1");
    let note = place.at("show 1", "/notes/0");
    assert_eq!(note, json!({"at": at, "by": "Ann", "text": "a new second"}));
    // As before: a story and words, whatever the words.
    place.lines("note 1 set\nnote 1 remove\nnote '#1' -x\nnote 1 -- --replace");
    assert_eq!(
        texts(&place.at("show 1", "/notes"), "text"),
        ["a new second", "set", "remove", "-x", "--replace"]
    );
    place.run(["note", "set", "1", "5", "two\nlines"]).well();
    let said = place.line("show 1").well().out;
    assert!(said.contains("  5 · 22 Nov, Ann: two\n"), "numbered as they are named: {said}");
    for line in ["note --json set 1 1 x", "note set 1 1 y --json", "note --as Bo set 1 1 z --json"]
    {
        assert_eq!(place.line(line).well().json()["did"], "Changed note 1 of #1", "{line}");
    }
}

#[test]
fn what_names_nobody_or_says_nothing_is_2() {
    let place = Place::after(
        "person add Kim\nperson add Ada\nrelease add Spring\nrelease add Sprint\nadd A\nnote 1 x\n\
         question ask 1 x",
    );
    for line in [
        "person add ''",
        "person add kim",
        "person add ' KIM '",
        "person add Bo --allocation 1.1",
        "person add Bo --allocation -1",
        "person add Bo --allocation half",
        "person add Bo --skill 'data base'",
        "person add 'a\u{7}b'",
        "person set Bo name=x",
        "person set Kim name=ada",
        "person set Kim name=",
        "person set Kim size=3",
        "person set Kim",
        "person set Kim days_off=someday",
        "person set Kim days_off=2026-02-30",
        "person remove Bo",
        "release add spring",
        "release add x --target soon",
        "release add x --target 2026-2-3",
        "release set Spr name=x",
        "release set Spring name=SPRINT",
        "release set Spring released_on=2026-11-01",
        "release set Spring target=2026-11-01,2026-11-02",
        "release ship Nowhere",
        "release ship Spring --on 31.12.",
        "release remove Nowhere",
        "question set 1 2 x",
        "question set 1 0 x",
        "question set 1 1 ''",
        "question set 9 1 x",
        "question remove 1 2",
        "note",
        "note 1",
        "note 9 x",
        "note set 1 2 x",
        "note set 1 1 ' '",
        "note set 1",
        "note remove 1 0",
        "note remove 1 2",
        "note 1 set 1 x",
    ] {
        let said = place.unchanged_by(line, 2);
        assert!(said.len() > 12, "{line}: {said}");
    }
    let said = place.unchanged_by("release set Spr name=x", 2);
    assert!(said.contains("“Spring”") && said.contains("“Sprint”"), "{said}");
    let said = place.unchanged_by("person remove Bo", 2);
    assert!(said.contains("“Kim”"), "{said}");
    assert_eq!(
        place.unchanged_by("note remove 1 2", 2),
        "upnext: #1 has no note 2: they are numbered 1 to 1\n"
    );
}

#[test]
fn an_idea_is_caught_with_all_that_was_said() {
    let place = Place::new();
    let said = place.line("idea 'Gift wrapping' --from 'Mrs Okafor' --tag gifts --score 4").well();
    assert_eq!(said.out, "Caught idea 1 “Gift wrapping”\n");
    place.line("--as Bo idea -x- --tag b --tag a").well();
    let ideas = place.ask("idea list");
    assert_eq!(keys(&ideas[0]), names("number id text from date tags score state stories"));
    for (pointer, expected) in [
        ("/0/number", json!(1)),
        ("/0/text", json!("Gift wrapping")),
        ("/0/from", json!("Mrs Okafor")),
        ("/0/date", json!("2026-11-22")),
        ("/0/tags", json!(["gifts"])),
        ("/0/score", json!(4)),
        ("/0/state", json!("new")),
        ("/0/stories", json!([])),
        ("/1/text", json!("-x-")),
        ("/1/from", Value::Null),
        ("/1/tags", json!(["a", "b"])),
        ("/1/score", Value::Null),
    ] {
        assert_eq!(ideas.pointer(pointer), Some(&expected), "{pointer}");
    }
    let text = place.line("idea list").well().out;
    let said = "   1  Gift wrapping\n      22 Nov · new · 4 of 5 · from Mrs Okafor · gifts\n";
    assert!(text.starts_with(said) && text.ends_with("22 Nov · new · a, b\n"), "{text}");
    assert_eq!(place.at("log --limit 1", "/0/on"), "idea 2");
    assert_eq!(place.at("log --limit 1", "/0/by"), "Bo");
    place.lines("undo\nundo");
    assert_eq!(place.line("idea list").well().out, "no idea yet: upnext idea \"…\"\n");
    assert_eq!(place.ask("idea list"), json!([]));
    place.line("redo").well();
    assert_eq!(texts(&place.ask("idea list"), "text"), ["Gift wrapping"]);
    // A change, in the contract's words.
    let caught = place.ask("idea Vouchers");
    assert_eq!(caught, json!({"did": "Caught idea 2 “Vouchers”", "stories": [], "notices": []}));
}

#[test]
fn ideas_come_from_standard_input_one_a_line() {
    let place = Place::new();
    let said = place.fed("idea - --from Ana --score 2", "Vouchers\n\n  Käse ☕ \r\n".as_bytes());
    assert_eq!(said.well().out, "Caught 2 ideas, 1 to 2\n");
    assert_eq!(texts(&place.ask("idea list"), "text"), ["Vouchers", "Käse ☕"]);
    assert_eq!(texts(&place.ask("idea list"), "from"), ["Ana", "Ana"]);
    place.line("undo").well();
    assert_eq!(place.ask("idea list"), json!([]), "one act");
    let before = place.bytes();
    for (input, code) in [(&b""[..], 2), (b"\n \n", 2), (b"ok\n\xff\n", 65), (b"ok\na\x07b\n", 2)] {
        let said = place.fed("idea -", input);
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{said:?}");
        assert_eq!(place.bytes(), before);
    }
}

#[test]
fn the_word_list_is_the_list_and_any_other_word_an_idea() {
    let place = Place::new();
    place.lines("idea 'list of wishes'\nidea -- list\nidea lists");
    assert_eq!(texts(&place.ask("idea list"), "text"), ["list of wishes", "list", "lists"]);
    for line in
        ["idea list --json", "idea --json list", "--json idea list", "idea --as Bo list --json"]
    {
        assert_eq!(place.line(line).well().json().as_array().map(Vec::len), Some(3), "{line}");
    }
    for line in [
        "idea",
        "idea ''",
        "idea two words",
        "idea list more",
        "idea list --from Bo",
        "idea x --score 0",
        "idea x --score 6",
        "idea x --score -1",
        "idea x --score many",
        "idea x --score 300",
        "idea x --tag 'two words'",
        "idea x --from 'a\u{7}b'",
    ] {
        let said = place.unchanged_by(line, 2);
        assert!(said.len() > 12, "{line}: {said}");
    }
    assert!(place.unchanged_by("idea x --score 300", 2).contains("use 1 to 5"));
}
