//! People, releases and ideas on the command line: text, JSON, refusals.

use serde_json::{Value, json};

use super::{Place, keys, names, texts};

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
    assert!(text.lines().count() == 3 && text.contains("Mrs Okafor"), "{text}");
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
