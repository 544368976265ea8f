//! Looking at how stories are worded, and leaving a finding as it is.

use serde_json::{Value, json};

use super::{Place, keys, names};

fn place() -> Place {
    Place::after(
        "add 'As a shopper, I want to add and delete carts (all), so that I order'
         add 'As a shopper, I want to pay by card'
         criterion add 2 'It works'",
    )
}

#[test]
fn findings_are_told_by_story_with_their_words_and_ids() {
    let place = place();
    let said = place.line("check");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert!(lines[0].starts_with("#1 Add and delete carts (all)"), "{}", said.out);
    assert!(
        lines[1].starts_with("  atomic: ") && lines[1].contains("“and delete”"),
        "{}",
        said.out
    );
    assert!(said.out.contains("“works”") && said.out.contains("3 findings in 2 stories"));
    let all = place.line("check --json").json();
    assert_eq!(keys(&all[0]), names("id story rule words message"));
    let told =
        |at: usize| (all[at]["story"].clone(), all[at]["rule"].clone(), all[at]["words"].clone());
    assert_eq!(told(0), (json!(1), json!("atomic"), json!(["and delete"])));
    assert_eq!(told(1), (json!(1), json!("minimal"), json!(["(all)"])));
    assert_eq!(told(2), (json!(2), json!("testable"), json!(["works"])));
    assert!(said.out.contains(all[2]["id"].as_str().unwrap()));
    // One story, and none that has anything to say.
    assert_eq!(place.line("check 2 --json").json().as_array().unwrap().len(), 1);
    place.line("criterion remove 2 1").well();
    assert_eq!(place.line("check 2 --json").well().json(), json!([]));
    assert_eq!(place.line("check 2").well().out, "The checks have nothing to say.\n");
    assert!(place.unchanged_by("check 9", 2).contains('9'));
}

#[test]
fn a_waived_finding_is_told_on_the_page_of_the_product() {
    let place = place();
    let id = |at: usize| place.line("check --json").json()[at]["id"].as_str().unwrap().to_owned();
    let atomic = id(0);
    for (line, told) in [
        ("waive nothing --reason x", "upnext check"),
        ("waive '' --reason x", "upnext check"),
        ("waive atomic:", "--reason"),
    ] {
        assert!(place.unchanged_by(line, 2).contains(told), "{line}");
    }
    let empty = format!("waive {atomic} --reason ' '");
    assert!(place.unchanged_by(&empty, 2).contains("the reason cannot be empty"));
    // By the start of the id; nobody is asked for all of it.
    place.line("waive atomic --reason 'one form does both'").well();
    assert_eq!(id(0).split(':').next(), Some("minimal"));
    assert!(
        place.unchanged_by(&format!("waive {atomic} --reason x"), 3).contains("waived already")
    );
    let product = place.ask("product show");
    let waiver = json!([{"id": atomic, "reason": "one form does both", "by": "Ann",
        "at": "2026-11-22T09:00:00+00:00"}]);
    assert_eq!(product["waived"], waiver);
    let page = place.line("product show").well().out;
    assert!(page.contains(&format!("  {atomic} one form does both (Ann, 22 Nov)")), "{page}");
    let log = place.ask("log --limit 1");
    assert_eq!((&log[0]["after"], &log[0]["reason"]), (&json!(atomic), &waiver[0]["reason"]));
    place.line("undo").well();
    assert_eq!(place.at("product show", "/waived"), json!([]));
    assert_eq!(id(0), atomic);
    // Without an undo as well, however long ago it was.
    place.line(&format!("waive {atomic} --reason x")).well();
    assert_eq!(place.ask("waive atomic --remove")["did"], json!("“atomic” of #1 is told again"));
    assert_eq!(id(0), atomic);
    assert!(place.unchanged_by("waive atomic --remove", 2).contains("product show lists"));
}

#[test]
fn checks_are_switched_off_for_the_product() {
    let place = place();
    place.line("product set checks_off=testable,atomic").well();
    assert_eq!(place.at("product show", "/checks_off"), json!(["atomic", "testable"]));
    let rules = |all: &Value| {
        all.as_array().unwrap().iter().map(|it| it["rule"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&place.line("check --json").json()), [json!("minimal")]);
    let page = place.line("product show").well().out;
    assert!(page.contains("switched off: atomic, testable"), "{page}");
    assert!(place.unchanged_by("product set checks_off=nice", 2).contains("well-formed"));
    // What a finding says is harmless, whatever a story holds.
    place.patch("(all)", "(\\u001b[2J all)");
    let said = place.line("check");
    assert!(said.code == 1 && !said.out.contains('\u{1b}'), "{said:?}");
}

#[test]
fn the_vague_words_stand_in_the_help() {
    let help = Place::bare()
        .line("check --help")
        .well()
        .out
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for word in upnext::advice::wording::VAGUE {
        assert!(help.contains(word), "{word} is missing in {help}");
    }
}
