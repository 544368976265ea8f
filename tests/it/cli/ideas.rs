//! What becomes of ideas on the command line.

use serde_json::{Value, json};

use super::{Place, texts};

#[test]
fn the_signs_of_a_line_are_read() {
    let place = Place::new();
    let said = place.line("idea 'Gift wrapping @Mrs_Okafor #gifts *4'").well();
    assert_eq!(said.out, "Caught idea 1 “Gift wrapping”\n");
    let idea = &place.ask("idea list")[0];
    assert_eq!(
        (&idea["from"], &idea["tags"], &idea["score"]),
        (&json!("Mrs Okafor"), &json!(["gifts"]), &json!(4))
    );
    place.line("idea 'Tea @Ana *5' --from Bo --score 1").well();
    assert_eq!(place.at("idea list", "/1/text"), "Tea @Ana *5", "what options say is known");
    place.fed("idea - --tag fair", b"Bell #sound *2\nMail bo@example.org\n").well();
    assert_eq!(place.at("idea list", "/2/tags"), json!(["fair", "sound"]));
    assert_eq!(place.at("idea list", "/3/text"), "Mail bo@example.org");
    assert!(place.unchanged_by("idea '@Ana #x *3'", 2).contains("an idea says something"));
}

#[test]
fn a_story_is_made_of_an_idea_where_it_is_wanted() {
    let place = Place::after(
        "add A\nadd B\nidea 'Gift wrapping' --from Ana --tag gifts\n\
         idea 'As a cook, I want a bell, so that I hear it'\nidea Sugar",
    );
    let said = place.line("idea story 1 --top").well();
    assert_eq!(said.out, "Made #3 “Gift wrapping” of idea 1\n");
    let story = place.ask("show 3");
    assert_eq!(
        (&story["position"], &story["requester"], &story["tags"]),
        (&json!(1), &json!("Ana"), &json!(["gifts"]))
    );
    assert_eq!(place.at("idea list", "/0/state"), "kept");
    assert_eq!(place.at("idea list", "/0/stories"), json!([3]));
    let made = place.ask("idea story 2 --after 1");
    assert_eq!(
        (&made["did"], &made["stories"]),
        (&json!("Made #4 “A bell” of idea 2"), &json!([4]))
    );
    assert_eq!(place.at("show 4", "/narrative/benefit"), "I hear it");
    assert_eq!(place.at("show 4", "/position"), 3);
    place.line("idea story '#3' --title 'Buy sweets'").well();
    assert_eq!(place.at("show 5", "/description"), "Sugar");
    assert_eq!(place.at("show 5", "/position"), 5, "at the bottom, as add does");
    let page = place.line("show 3").well().out;
    assert!(
        page.contains("\n1 idea behind it\n") && page.contains("Gift wrapping — Ana"),
        "{page}"
    );
    assert!(place.line("log 3").well().out.contains("added"));
    place.line("undo").well();
    assert_eq!(place.at("idea list", "/2/state"), "new");
    assert!(place.unchanged_by("idea story 9", 2).contains("no idea 9: they are numbered 1 to 3"));
    assert!(place.unchanged_by("idea story 1 --after 99", 2).contains("no story 99"));
}

#[test]
fn an_idea_is_joined_or_dismissed_and_taken_up_again() {
    let place =
        Place::after("add A\nidea 'Gift wrapping *4' --from Ana\nidea 'Wrapping as a gift *5'");
    assert_eq!(place.line("idea join 1 1").well().out, "Idea 1 stands behind #1 “A”\n");
    let text = place.line("idea list").well().out;
    assert_eq!(
        text,
        "   2  Wrapping as a gift\n      22 Nov · new · 2×, mean 4.5 of 5 · 5 of 5\n\
         \x20  1  Gift wrapping\n      22 Nov · kept · 2×, mean 4.5 of 5 · 4 of 5 · from Ana · behind #1\n"
    );
    assert_eq!(
        place.line("idea dismiss 2 --reason 'one is enough'").well().out,
        "Dismissed idea 2: one is enough\n"
    );
    assert!(
        place.line("idea list").well().out.contains("dismissed · 5 of 5 · because: one is enough")
    );
    let refused = place.unchanged_by("idea join 2 1", 3);
    assert_eq!(refused, "upnext: idea 2 is dismissed (one is enough): take it up again first\n");
    place.unchanged_by("idea dismiss 2 --reason x", 3);
    place.unchanged_by("idea restore 1", 3);
    for wrong in [
        "idea dismiss 1",
        "idea dismiss 1 --reason ''",
        "idea join 1",
        "idea join 1 7",
        "idea restore x",
    ] {
        place.unchanged_by(wrong, 2);
    }
    assert_eq!(place.line("idea restore 2").well().out, "Took idea 2 up again\n");
    assert_eq!(texts(&place.ask("idea list"), "state"), ["kept", "new"]);
    let log = place.ask("log --limit 3");
    assert_eq!((&log[0]["what"], &log[1]["what"]), (&json!("restored"), &json!("dismissed")));
    assert_eq!(log[1]["reason"], "one is enough");
    for _ in 0..3 {
        place.line("undo").well();
    }
    assert_eq!(texts(&place.ask("idea list"), "state"), ["new", "new"]);
    let of: Vec<Value> = place.ask("idea list").as_array().unwrap().clone();
    assert!(of.iter().all(|idea| idea["stories"] == json!([])));
}
