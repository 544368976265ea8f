//! Verdicts on the command line: what the words mean, what is refused with which list, and that
//! undo gives back the very bytes.

use serde_json::{Value, json};

use super::acts::{Row, check_in};
use super::{Place, keys, names};

/// Two delivered stories with two criteria each, a third that is accepted, one line of done.
const WORLD: &str = r"
    product set ready_off=narrative,criteria,estimate
    add Pay --points 3 --criterion works --criterion seen
    add Ship --points 5 --criterion works
    add Look --points 2 --tag ux
    ready 1 2 3
    start 1 2 3
    deliver 1 2 3
    accept 3
    product done add reviewed
";

const OPEN: &[&str] =
    &["criterion 1 not judged: works", "criterion 2 not judged: seen", "not done: reviewed"];

fn check(rows: &[Row]) {
    check_in(WORLD, rows);
}

#[test]
fn criteria_are_judged_and_stories_accepted_rejected_and_followed_up() {
    let all = "judge 1 1 met\njudge 1 2 met\ntick 1 done 1";
    check(&[
        ("", "judge 1 1 met", "show 1", "/criteria/0/result", json!("met")),
        ("", "judge 1 2 unmet --note 'blurred'", "show 1", "/criteria/1/note", json!("blurred")),
        ("judge 1 1 met", "judge 1 1 unjudged", "show 1", "/criteria/0/result", json!("unjudged")),
        ("", "judge 1 rest met", "show 1", "/criteria/1/result", json!("met")),
        ("judge 1 1 unmet", "judge 1 rest met", "show 1", "/criteria/0/result", json!("unmet")),
        ("judge 1 rest met", "accept 1", "show 1", "/status", json!("accepted")),
        ("", "judge 1 1 met", "log 1", "/0/what", json!("judged")),
        ("", "judge 1 1 met", "log 1", "/0/after", json!("works — met")),
        (all, "accept 1", "show 1", "/status", json!("accepted")),
        (all, "accept 1", "show 1", "/verdicts/0/kind", json!("accepted")),
        (all, "accept 1", "show 1", "/verdicts/0/override", Value::Null),
        (
            "",
            "accept 1 2 --override 'the fair'",
            "show 2",
            "/verdicts/0/override",
            json!("the fair"),
        ),
        (
            "",
            "accept --where status:delivered --override x",
            "show 2",
            "/status",
            json!("accepted"),
        ),
        (
            "",
            "reject 1 --unmet 2 --unmet 1",
            "show 1",
            "/verdicts/0/unmet",
            json!(["works", "seen"]),
        ),
        ("", "reject 1 --reason '-no'", "show 1", "/status", json!("doing")),
        ("", "reject 1 --reason '-no'", "show 1", "/verdicts/0/reason", json!("-no")),
        (
            "",
            "follow-up 3 'Look closer'",
            "show 4",
            "/links",
            json!([{"number": 3, "kind": "follows"}]),
        ),
        ("", "follow-up '#3' 'Look closer'", "show 4", "/tags", json!(["ux"])),
        ("", "follow-up 3 'Look closer'", "show 3", "/links/0/kind", json!("followed-by")),
    ]);
}

#[test]
fn a_rule_refuses_with_the_list_and_code_3() {
    let place = Place::after(WORLD);
    let said = place.unchanged_by("accept 1", 3);
    assert!(said.contains("#1 cannot be accepted yet"), "{said}");
    for open in OPEN {
        assert!(said.contains(&format!("\n  {open}\n")), "{said}");
    }
    let error: Value = serde_json::from_str(&place.line("accept 1 --json").err).unwrap();
    assert_eq!(error["error"]["reasons"], json!(OPEN));
    let both = place.unchanged_by("accept 1 2", 3);
    assert!(both.contains("2 of 2 cannot") && both.contains("not judged: seen"), "{both}");
    assert!(place.unchanged_by("reject 1", 3).contains("--unmet K"));
    assert!(place.unchanged_by("follow-up 1 More", 3).contains("it is still open: edit it"));
    for locked in ["set 3 points=5", "criterion add 3 more", "judge 3 1 met"] {
        let said = place.unchanged_by(locked, 3);
        assert!(said.contains("upnext follow-up 3 TITLE"), "{locked}: {said}");
    }
    assert!(place.unchanged_by("reject 3 --reason no", 3).contains("its verdict stands"));
}

#[test]
fn wrong_words_are_code_2() {
    let place = Place::after(WORLD);
    for (line, says) in [
        ("judge 1 9 met", "numbered 1 to 2"),
        ("judge 1 0 met", "no criterion 0"),
        ("judge 1 1 perfect", "perfect"),
        ("judge 9 1 met", "no story 9"),
        ("accept", "N"),
        ("accept 9", "no story 9"),
        ("accept 1 --override ''", "a reason"),
        ("reject 1 --unmet 3", "numbered 1 to 2"),
        ("follow-up 3 ' '", "a title"),
    ] {
        let said = place.unchanged_by(line, 2);
        assert!(said.contains(says), "{line}: {said}");
    }
}

#[test]
fn a_verdict_by_override_is_told_wherever_it_is_read() {
    let place = Place::after(WORLD);
    let did = place.ask("accept 1 --override 'the fair is tomorrow'");
    assert_eq!(did, json!({"did": "Accepted #1", "stories": [1], "notices": []}));
    let page = place.line("show 1").well().out;
    assert!(page.contains("by override: the fair is tomorrow"), "{page}");
    assert_eq!(place.at("log 1", "/0/reason"), "the fair is tomorrow");
    let added = place.ask("follow-up 1 'Pay in yen'");
    assert_eq!(keys(&added), names("did stories notices number id"));
    assert_eq!((&added["number"], &added["stories"]), (&json!(4), &json!([4])));
    assert!(place.line("follow-up --help").well().out.contains("upnext follow-up 12"));
}
