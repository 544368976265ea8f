//! Every act: what it does, that `undo` gives back the very bytes, and `redo` them again.

use serde_json::{Value, json};

use super::Place;

/// Three stories, the first complete, an epic, and lines of both definitions.
const WORLD: &str = r#"
    add "As a shopper, I want to pay by card, so that I need no cash" --points 3 --criterion works --criterion seen --tag old
    add Second --kind chore
    add Third --kind bug --points 5 --criterion "no crash"
    epic add Checkout --outcome "fewer leave" --horizon now
    epic add Delivery
    product done add reviewed
    product done add documented
    product ready-line add shown
    product set ready_off=lines
"#;

/// What must come first, the act, a question about it, where in the answer, and what stands there.
pub(super) type Row = (&'static str, &'static str, &'static str, &'static str, Value);

fn check(rows: &[Row]) {
    check_in(WORLD, rows);
}

/// Each act in this world: that it does what it says, and that undo and redo are exact.
pub(super) fn check_in(world: &str, rows: &[Row]) {
    let world = Place::after(world);
    for (given, act, question, pointer, expected) in rows {
        // A copy under another name has an undo log of its own, as a new file would.
        let place = Place::bare();
        super::put(&place.file(), world.text());
        place.lines(given);
        let ask = || place.line(&format!("{question} --json"));
        let (before, shown_before) = (place.bytes(), ask().out);
        let did = place.line(&format!("{act} --json"));
        assert_eq!((did.code, did.err.as_str()), (0, ""), "{act}");
        let label =
            did.json()["did"].as_str().unwrap_or_else(|| panic!("{act}: {did:?}")).to_owned();
        let after = place.bytes();
        assert_ne!(after, before, "{act} wrote nothing");
        assert_eq!(place.at(question, pointer), *expected, "{act}: {question} {pointer}");
        let undid = place.ask("undo");
        assert_eq!(undid["did"], format!("Undid: {label}"), "{act}");
        assert!(place.bytes() == before, "{act}: undo leaves something behind");
        assert_eq!(ask().out, shown_before, "{act}: after undo");
        let redid = place.ask("redo");
        assert_eq!(redid["did"], format!("Redid: {label}"), "{act}");
        assert!(place.bytes() == after, "{act}: redo gives something else");
        place.ask("undo");
        assert!(place.bytes() == before, "{act}: the second undo leaves something behind");
    }
}

#[test]
fn stories_are_written_down() {
    check(&[
        ("", "add Fourth", "list", "/3/title", json!("Fourth")),
        ("", "add Fourth", "list", "/3/number", json!(4)),
        ("", "add Fourth --top", "list", "/0/title", json!("Fourth")),
        ("", "add Fourth --bottom", "list", "/3/title", json!("Fourth")),
        ("", "add Fourth --before 2", "list", "/1/title", json!("Fourth")),
        ("", "add Fourth --after 1", "list", "/1/title", json!("Fourth")),
        ("", "add Fourth --kind spike --points 0.5", "show 4", "/points", json!(0.5)),
        ("", "add Fourth --kind spike", "show 4", "/kind", json!("spike")),
        ("", "add Fourth --tag a --tag b", "show 4", "/tags", json!(["a", "b"])),
        ("", "add Fourth --epic check", "show 4", "/epic", json!("Checkout")),
        ("", "add Fourth --criterion a --criterion b", "show 4", "/criteria/1/text", json!("b")),
        (
            "",
            "add Fourth --role guest --want tea --benefit warmth",
            "show 4",
            "/narrative",
            json!({"role": "guest", "want": "tea", "benefit": "warmth"}),
        ),
        ("", "add 'As a guest, I want tea'", "show 4", "/title", json!("Tea")),
        ("", "add 'As a guest, I want tea'", "show 4", "/narrative/benefit", Value::Null),
        ("drop 3 --reason no", "add Fourth", "list", "/2/number", json!(4)),
    ]);
}

#[test]
fn fields_are_set_and_cleared() {
    let text = |field: &'static str| -> Vec<(String, &'static str)> {
        vec![(format!("set 2 '{field}=some words'"), field)]
    };
    for (act, field) in ["role", "want", "benefit"].into_iter().flat_map(text) {
        let place = Place::after(WORLD);
        let before = place.bytes();
        place.line(&act).well();
        assert_eq!(place.at("show 2", &format!("/narrative/{field}")), "some words");
        place.line(&format!("set 2 {field}=")).well();
        assert_eq!(place.at("show 2", &format!("/narrative/{field}")), Value::Null);
        place.lines("undo\nundo");
        assert_eq!(place.bytes(), before);
    }
    check(&[
        ("", "set 2 title=Other", "show 2", "/title", json!("Other")),
        ("", "set 2 'description=two\nlines'", "show 2", "/description", json!("two\nlines")),
        ("", "set 2 kind=spike", "show 2", "/kind", json!("spike")),
        ("", "set 2 points=13", "show 2", "/points", json!(13)),
        ("", "set 2 points=0.25", "show 2", "/points", json!(0.25)),
        ("", "set 1 points=", "show 1", "/points", Value::Null),
        ("", "set 2 epic=Checkout", "show 2", "/epic", json!("Checkout")),
        ("set 2 epic=Checkout", "set 2 epic=", "show 2", "/epic", Value::Null),
        ("", "set 2 tags=x,y", "show 2", "/tags", json!(["x", "y"])),
        ("", "set 1 tags=", "show 1", "/tags", json!([])),
        ("", "set 2 'skills=rust, sql'", "show 2", "/skills", json!(["rust", "sql"])),
        ("", "set 2 requester=Zoe", "show 2", "/requester", json!("Zoe")),
        ("", "set 2 assignee=Kim", "show 2", "/assignee", json!("Kim")),
        ("", "set 2 moscow=must", "show 2", "/moscow", json!("must")),
        ("", "set 2 value=13", "show 2", "/scores/value", json!(13)),
        ("", "set 2 urgency=8", "show 2", "/scores/urgency", json!(8)),
        ("", "set 2 risk=1", "show 2", "/scores/risk", json!(1)),
        ("", "set 2 reach=1200", "show 2", "/scores/reach", json!(1200)),
        ("", "set 2 impact=0.25", "show 2", "/scores/impact", json!(0.25)),
        ("", "set 2 confidence=80%", "show 2", "/scores/confidence", json!(80)),
        ("", "set 2 effort=1.5", "show 2", "/scores/effort", json!(1.5)),
        ("", "set 1 value=8 urgency=5 risk=1", "show 1", "/score", json!(4.67)),
        ("", "set 1 2 3 assignee=Kim", "list", "/2/assignee", json!("Kim")),
        ("", "set --where tag:old assignee=Kim", "list", "/0/assignee", json!("Kim")),
        ("", "tag 1 +new -old", "show 1", "/tags", json!(["new"])),
        ("", "tag 1 2 +new", "show 2", "/tags", json!(["new"])),
        ("", "tag --where kind:bug +new", "show 3", "/tags", json!(["new"])),
    ]);
}

#[test]
fn criteria_questions_notes_and_ticks() {
    check(&[
        ("", "criterion add 2 'it rings'", "show 2", "/criteria/0/text", json!("it rings")),
        (
            "",
            "criterion add 2 --given a --when b --then c",
            "show 2",
            "/criteria/0",
            json!({"n": 1, "text": null, "given": "a", "when": "b", "then": "c",
                "result": "unjudged", "note": null}),
        ),
        ("", "criterion set 1 2 heard", "show 1", "/criteria/1/text", json!("heard")),
        ("", "criterion remove 1 1", "show 1", "/criteria/0/text", json!("seen")),
        ("", "criterion move 1 2 --to 1", "show 1", "/criteria/0/text", json!("seen")),
        ("", "question ask 1 'Which card?'", "show 1", "/questions/0/text", json!("Which card?")),
        ("", "question ask 1 'Which card?'", "show 1", "/missing", json!(["1 open question"])),
        (
            "question ask 1 'Which card?'",
            "question answer 1 1 both",
            "show 1",
            "/questions/0/answer",
            json!("both"),
        ),
        ("", "note 1 decided", "show 1", "/notes/0/text", json!("decided")),
        ("", "note 1 decided", "show 1", "/notes/0/by", json!("Ann")),
        ("", "tick 1 done 1 2", "show 1", "/done/1/ticked", json!(true)),
        ("tick 1 done 1 2", "tick 1 done 2 --off", "show 1", "/done/1/ticked", json!(false)),
        ("", "tick 1 ready 1", "show 1", "/ready_lines/0/ticked", json!(true)),
        ("", "depend 1 --on 2", "show 1", "/depends_on", json!([2])),
        ("depend 1 --on 2", "depend 1 --on 2 --remove", "show 1", "/depends_on", json!([])),
        ("", "link 3 --to 1", "show 3", "/links", json!([{"number": 1, "kind": "relates"}])),
        ("", "link 1 --to 3", "show 3", "/links", json!([{"number": 1, "kind": "relates"}])),
        (
            "",
            "link 3 --to 1 --follows",
            "show 1",
            "/links",
            json!([{"number": 3, "kind": "followed-by"}]),
        ),
        ("link 3 --to 1", "link 3 --to 1 --remove", "show 1", "/links", json!([])),
    ]);
}

#[test]
fn the_order_is_the_product_owners() {
    check(&[
        ("", "move 3 --top", "list", "/0/number", json!(3)),
        ("", "move 1 --bottom", "list", "/2/number", json!(1)),
        ("", "move 3 --before 1", "list", "/0/number", json!(3)),
        ("", "move 1 --after 2", "list", "/1/number", json!(1)),
        ("", "move 3 --to 2", "list", "/1/number", json!(3)),
        ("", "move 2 3 --top", "list", "/2/number", json!(1)),
        ("", "move 3 2 --top", "list", "/0/number", json!(2)),
        ("", "move --where kind:bug --top", "list", "/0/number", json!(3)),
        ("", "move 3 --top --reason 'it burns'", "log 3", "/0/reason", json!("it burns")),
        ("", "move 3 --top", "log 3", "/0/after", json!("1")),
    ]);
}

#[test]
fn stories_go_from_state_to_state() {
    check(&[
        ("", "ready 1", "show 1", "/ready", json!(true)),
        ("", "ready 2 --override 'the boss says'", "show 2", "/ready", json!(true)),
        ("", "ready 1 3", "list", "/2/status", json!("ready")),
        ("ready 1", "unready 1", "show 1", "/status", json!("draft")),
        ("ready 1", "start 1", "show 1", "/status", json!("doing")),
        ("ready 1\nstart 1", "deliver 1", "show 1", "/status", json!("delivered")),
        ("ready 1\nstart 1\ndeliver 1", "back 1", "show 1", "/status", json!("doing")),
        ("ready 1\nstart 1", "back 1", "show 1", "/status", json!("ready")),
        ("ready 1", "back 1", "show 1", "/status", json!("draft")),
        ("", "block 1 --reason 'no key'", "show 1", "/blocked", json!(true)),
        ("", "block --where kind:bug --reason 'no key'", "show 3", "/blocked", json!(true)),
        ("block 1 --reason 'no key'", "unblock 1", "show 1", "/blocked", json!(false)),
        ("", "drop 1 --reason late", "show 1", "/status", json!("dropped")),
        ("", "drop 1 --reason late", "show 1", "/position", Value::Null),
        ("drop 1 --reason late", "restore 1", "show 1", "/position", json!(1)),
        ("drop 1 --reason late", "restore 1", "show 1", "/status", json!("draft")),
    ]);
}

#[test]
fn the_product_and_its_epics() {
    check(&[
        ("", "product set name=Bakery", "product show", "/name", json!("Bakery")),
        ("", "product set 'goal=bread by six'", "product show", "/goal", json!("bread by six")),
        ("", "product set scale=1,2,4,8", "product show", "/scale", json!([1, 2, 4, 8])),
        ("", "product set largest=13", "product show", "/largest", json!(13)),
        ("", "product set score=rice", "product show", "/score", json!("rice")),
        ("", "product set ready_off=", "show 1", "/missing", json!(["not ticked: shown"])),
        (
            "",
            "product set working_days=mon,tue",
            "product show",
            "/working_days",
            json!(["mon", "tue"]),
        ),
        ("", "product set holidays=2026-12-25", "product show", "/holidays", json!(["2026-12-25"])),
        ("", "product set sprint_length=5", "product show", "/sprint_length", json!(5)),
        ("", "product done add tested", "product show", "/done_lines/2/text", json!("tested")),
        ("", "product done remove 1", "product show", "/done_lines/0/text", json!("documented")),
        ("", "product ready-line add x", "product show", "/ready_lines/1/text", json!("x")),
        ("", "product ready-line remove 1", "product show", "/ready_lines", json!([])),
        ("", "epic add Returns --horizon next", "epic list", "/2/horizon", json!("next")),
        ("", "epic add Returns --outcome less", "epic list", "/2/outcome", json!("less")),
        ("", "epic set deliv title=Shipping", "epic list", "/1/title", json!("Shipping")),
        ("", "epic set Checkout horizon=later outcome=", "epic list", "/0/outcome", Value::Null),
        ("", "epic move Delivery --top", "epic list", "/0/title", json!("Delivery")),
        ("", "epic move Checkout --after Delivery", "epic list", "/0/title", json!("Delivery")),
        ("set 1 epic=Delivery", "epic remove Delivery", "epic list", "/0/title", json!("Checkout")),
        ("set 1 2 epic=Checkout", "epic remove Checkout", "show 2", "/epic", Value::Null),
    ]);
}

#[test]
fn the_team_its_releases_and_its_inbox() {
    const KIM: &str = "person add Kim --allocation 0.8 --skill sql";
    const SPRING: &str = "release add Spring --target 2026-12-24";
    let day = |day: &str| json!(format!("2026-{day}"));
    check(&[
        ("", "person add Kim", "person list", "/0/allocation", json!(1)),
        ("", KIM, "person list", "/0/allocation", json!(0.8)),
        ("", "person add Kim --skill sql --skill ux", "person list", "/0/skills/1", json!("ux")),
        (KIM, "person set kim name=Kimberley", "person list", "/0/name", json!("Kimberley")),
        (KIM, "person set K name=KIM", "person list", "/0/name", json!("KIM")),
        (KIM, "person set Kim allocation=", "person list", "/0/allocation", json!(1)),
        (KIM, "person set Kim allocation=0", "person list", "/0/allocation", json!(0)),
        (KIM, "person set Kim skills=", "person list", "/0/skills", json!([])),
        (
            KIM,
            "person set Kim days_off=2026-12-28,fri,+2d",
            "person list",
            "/0/days_off",
            json!(["2026-11-24", "2026-11-27", "2026-12-28"]),
        ),
        (KIM, "person remove kim", "person list", "", json!([])),
        ("", SPRING, "release list", "/0/target", day("12-24")),
        ("", "release add 2.0 --target +3w", "release list", "/0/target", day("12-13")),
        (SPRING, "release set spring name=Summer", "release list", "/0/name", json!("Summer")),
        (SPRING, "release set Spring target=", "release list", "/0/target", Value::Null),
        (SPRING, "release ship Spring", "release list", "/0/released_on", day("11-22")),
        (SPRING, "release ship Spring --on -1w", "release list", "/0/released_on", day("11-15")),
        (SPRING, "release remove Spring", "release list", "", json!([])),
        ("", "idea Vouchers --score 5", "idea list", "/0/score", json!(5)),
        ("add Pay", "idea Blue --about 1", "idea list", "/0/stories", json!([1])),
        (
            "question ask 1 How?",
            "question set 1 1 Who?",
            "show 1",
            "/questions/0/text",
            json!("Who?"),
        ),
        ("question ask 1 How?", "question remove 1 1", "show 1", "/questions", json!([])),
        ("note 1 one\nnote 1 two", "note set 1 2 2", "show 1", "/notes/1/text", json!("2")),
        ("note 1 one\nnote 1 two", "note remove 1 1", "show 1", "/notes/0/text", json!("two")),
    ]);
}

#[test]
fn everything_done_is_undone_in_the_end() {
    let place = Place::new();
    let mut states = vec![place.bytes()];
    let acts = WORLD.lines().map(str::trim).filter(|line| !line.is_empty());
    let more = "ready 1\nstart 1\nmove 3 --top\nset 2 points=8\ndeliver 1\nepic remove Checkout\ndrop 2 --reason x";
    for act in acts.chain(more.lines()) {
        place.line(act).well();
        states.push(place.bytes());
    }
    let last = states.pop().unwrap();
    for state in states.iter().rev() {
        place.line("undo").well();
        assert!(place.bytes() == *state);
    }
    assert_eq!(place.unchanged_by("undo", 3), "upnext: there is nothing to undo\n");
    for state in states.iter().skip(1).chain([&last]) {
        place.line("redo").well();
        assert!(place.bytes() == *state);
    }
    assert_eq!(place.unchanged_by("redo", 3), "upnext: there is nothing to redo\n");
    // A new act ends what could be done again.
    place.lines("undo\nnote 1 other");
    place.unchanged_by("redo", 3);
}

#[test]
fn what_stands_so_already_is_no_act() {
    let place = Place::after(WORLD);
    place.lines("block 1 --reason key\nquestion ask 1 Which?\nquestion answer 1 1 both");
    let before = place.bytes();
    for act in [
        "set 1 points=3",
        "tag 1 +old",
        "move 1 --top",
        "move 3 --bottom",
        "move 3 --to 99",
        "epic move Checkout --top",
        "epic move Checkout --before Delivery",
        "unready 1",
        "unblock 2",
        "--as Bo block 1 --reason key",
        "--as Bo question answer 1 1 both",
        "criterion set 1 1 works",
    ] {
        let did = place.ask(act);
        assert_eq!(did["did"], Value::Null, "{act}");
        assert_eq!(place.bytes(), before, "{act}");
    }
    assert_eq!(place.line("set 1 points=3").well().out, "Nothing to do: it is so already\n");
    // The last act is still the one before.
    assert_eq!(place.ask("undo")["did"], "Undid: Answered question 1 of #1");
}

#[test]
fn moves_in_a_row_are_one_act() {
    let place = Place::after(WORLD);
    let before = place.bytes();
    place.lines("move 3 --to 2\nmove 3 --to 1");
    let log = place.ask("log 3");
    assert_eq!(log.as_array().unwrap().len(), 2, "{log:#}");
    assert_eq!((&log[0]["before"], &log[0]["after"]), (&json!("3"), &json!("1")));
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
    // Another story, another person, a reason: an act of its own.
    for second in ["move 2 --top", "--as Bo move 3 --to 1", "move 3 --to 1 --reason x"] {
        place.line("move 3 --to 2").well();
        let between = place.bytes();
        place.line(second).well();
        place.line("undo").well();
        assert_eq!(place.bytes(), between, "{second}");
        place.line("undo").well();
    }
}

#[test]
fn an_act_somebody_built_on_is_set_aside() {
    let place = Place::after(WORLD);
    place.line("set 2 points=5").well();
    // Another tool changes the same value, with no act in the log.
    let (above, below) = place
        .text()
        .split_once(r#""title": "Second""#)
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let below = below.replacen(r#""points": 5"#, r#""points": 8"#, 1);
    super::put(&place.file(), format!(r#"{above}"title": "Second"{below}"#));
    let changed = place.bytes();
    let reason = place.unchanged_by("undo", 3);
    assert!(
        reason.contains("cannot be undone and is set aside") && reason.contains("#2"),
        "{reason}"
    );
    assert!(reason.contains("points"), "{reason}");
    // The next undo takes the one before.
    assert_eq!(place.ask("undo")["did"], "Undid: Set ready_off of the product");
    assert_ne!(place.bytes(), changed);
}

#[test]
fn a_change_behind_what_a_line_of_history_has_room_for_leaves_its_line() {
    let long = "word ".repeat(50);
    let place = Place::after("add A\nperson add Ann\nidea x");
    for end in ["one", "two"] {
        place.run(["set", "1", &format!("title={long}{end}"), &format!("want={long}{end}")]).well();
    }
    for n in 0..40 {
        place.run(["tag", "1", &format!("+a-rather-long-tag-{n}")]).well();
    }
    let history = place.at("show 1", "/history");
    let of = |field: &str| {
        history.as_array().unwrap().iter().filter(|line| line["field"] == field).count()
    };
    assert_eq!((of("title"), of("want"), of("tags")), (2, 2, 40));
    assert!(history[0]["after"].as_str().unwrap().chars().count() <= 201);
}
