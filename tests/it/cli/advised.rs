//! Stories like one, and what is suggested about several.

use serde_json::json;

use super::{Place, keys, names};

fn place() -> Place {
    Place::after(
        "add 'As a shopper, I want to delete gift cards from my basket' --points 3
         add 'As a buyer, I want to remove a gift card from my basket'
         add 'As a clerk, I want to create a loyalty card'
         add 'As a shopper, I want to show my loyalty card at the till'",
    )
}

#[test]
fn similar_stories_are_told_with_points_and_words() {
    let place = place();
    let all = place.ask("similar 2");
    assert_eq!(keys(&all[0]), names("number points status likeness words"));
    let first = &all[0];
    assert_eq!((&first["number"], &first["points"]), (&json!(1), &json!(3)));
    assert_eq!(first["status"], json!("draft"));
    assert!(first["likeness"].as_f64().is_some_and(|it| it > 0.6 && it <= 1.0), "{all:#}");
    assert!(first["words"].as_array().unwrap().contains(&json!("basket")), "{all:#}");
    let text = place.line("similar '#2'").well().out;
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("shared words") && lines[1].contains("Delete gift cards"), "{text}");
    assert!(place.unchanged_by("similar 9", 2).contains("no story 9"));
    place.line("add Umbrella").well();
    assert_eq!(place.line("similar 5").well().out, "no story is like it\n");
    assert_eq!(place.ask("similar 5"), json!([]));
}

#[test]
fn suggestions_are_confirmed_or_dismissed_once() {
    let place = place();
    for (what, rule, story, words) in [
        ("duplicates", "duplicate", 2, "basket"),
        ("dependencies", "dependency", 4, "loyalty card"),
    ] {
        let said = place.line(&format!("suggest {what} --json"));
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        let all = said.json();
        assert_eq!(keys(&all[0]), names("id story rule words message"));
        assert_eq!((&all[0]["rule"], &all[0]["story"]), (&json!(rule), &json!(story)));
        assert!(all[0]["words"].as_array().unwrap().contains(&json!(words)), "{all:#}");
        let text = place.line(&format!("suggest {what}")).well().out;
        let id = all[0]["id"].as_str().unwrap();
        assert!(text.contains(id) && text.contains("1 suggestion."), "{text}");
        place.line(&format!("waive {id} --reason 'both stay'")).well();
        assert_eq!(place.ask(&format!("suggest {what}")), json!([]));
        place.line("undo").well();
        assert_eq!(place.ask(&format!("suggest {what}")), all);
    }
    place.line("depend 4 --on 3").well();
    assert!(place.line("suggest dependencies").well().out.starts_with("No story seems to wait"));
    assert_eq!(place.ask("suggest contradictions"), json!([]));
    place.line("criterion add 1 'Only admins may delete carts'").well();
    place.line("criterion add 2 'Everybody may delete carts'").well();
    let said = place.line("suggest contradictions").well().out;
    assert!(said.contains("upnext question ask 2") && said.contains("contradiction:"), "{said}");
    place.unchanged_by("suggest", 2);
    place.unchanged_by("suggest riddles", 2);
    // Nothing a story holds reaches the terminal as it is.
    place.patch("loyalty card at", "loyalty card\\u001b[2J at");
    place.patch("gift card from", "gift card\\u001b[2J from");
    for line in ["suggest duplicates", "suggest dependencies", "similar 1", "similar 3"] {
        assert!(!place.line(line).well().out.contains('\u{1b}'), "{line}");
    }
}

#[test]
fn a_pair_that_is_left_is_left_by_check_and_suggest_at_once() {
    let story = "As a shopper, I want to delete gift cards from my basket";
    let place = Place::after(&format!("add '{story}'\nadd '{story} today'"));
    let unique = |place: &Place| {
        let all = place.line("check --json").json();
        let all = all.as_array().unwrap().clone();
        all.into_iter().filter(|it| it["rule"] == "unique").collect::<Vec<_>>()
    };
    let (told, pair) = (unique(&place), place.ask("suggest duplicates"));
    assert_eq!((told.len(), told[0]["id"].clone()), (2, pair[0]["id"].clone()));
    assert_eq!(told[0]["id"], told[1]["id"], "the pair is one, from either side");
    place.line("waive duplicate: --reason 'both stay'").well();
    assert_eq!((unique(&place).len(), place.ask("suggest duplicates")), (0, json!([])));
    place.line("undo").well();
    // Linking them says the same.
    place.line("link 2 --to 1").well();
    assert_eq!((unique(&place).len(), place.ask("suggest duplicates")), (0, json!([])));
}
