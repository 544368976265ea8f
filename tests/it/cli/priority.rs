//! Scores, disagreements, and why a story is here, as commands.

use serde_json::json;

use super::{Place, keys, names};

/// WSJF in order: #1 12 ÷ 5 = 2.4, #2 none, #3 31 ÷ 3 = 10.33, #4 6 ÷ 8 = 0.75.
fn scored() -> Place {
    Place::after(
        "add 'Pay by card' --points 5
         add 'Pay by invoice'
         add 'Pay later' --points 3
         add 'Pay in parts' --points 8
         release add Spring --target 2026-12-10
         set 1 value=8 urgency=3 risk=1 moscow=must release=Spring
         set 3 value=13 urgency=13 risk=5 moscow=should release=Spring
         set 4 value=3 urgency=2 risk=1
         depend 1 --on 3",
    )
}

#[test]
fn scores_are_told_with_parts_and_both_places() {
    let place = scored();
    let all = place.ask("score");
    assert_eq!(keys(&all[0]), names("number score parts by_hand by_score"));
    let parts = json!({"value": 13, "urgency": 13, "risk": 5, "points": 3});
    let first = json!({"number": 3, "score": 10.33, "parts": parts, "by_hand": 2, "by_score": 1});
    assert_eq!(all[0], first);
    let numbers: Vec<_> = all.as_array().unwrap().iter().map(|it| it["number"].clone()).collect();
    assert_eq!(numbers, [3, 1, 4]);
    let none = place.ask("score 2");
    let parts = json!({"value": null, "urgency": null, "risk": null, "points": null});
    let bare =
        json!([{"number": 2, "score": null, "parts": parts, "by_hand": null, "by_score": null}]);
    assert_eq!(none, bare);
    let text = place.line("score").well().out;
    for said in [
        "WSJF = (value + urgency + risk) ÷ points",
        "10.33     13       13     5    3        2         1  ↑1  Pay later",
        "Left out: 1 open story that has no score.",
        "Spring: 63 % (5 of 8 pts) · must is above 60 % of its points: DSDM",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let text = place.line("score 1").well().out;
    assert!(text.contains("WSJF: (8 + 3 + 1) ÷ 5 = 2.4"), "{text}");
    assert!(text.contains("by hand 1, by score 2 ↓1, among the 3 open stories"), "{text}");
    let text = place.line("score 2").well().out;
    assert!(
        text.contains("(? + ? + ?) ÷ ?: value, urgency, risk and points are missing"),
        "{text}"
    );
    place.unchanged_by("score 9", 2);
    place.line("product set score=rice").well();
    assert_eq!(keys(&place.ask("score 1")[0]["parts"]), names("reach impact confidence effort"));
}

#[test]
fn disagreements_come_largest_first_and_inversions_after_them() {
    let place = scored();
    let all = place.ask("disagreements");
    assert_eq!(keys(&all[0]), names("number score parts by_hand by_score"));
    let numbers: Vec<_> = all.as_array().unwrap().iter().map(|it| it["number"].clone()).collect();
    assert_eq!(numbers, [1, 3], "#4 stands where its score has it");
    let text = place.line("disagreements").well().out;
    let inversion = "#1 Pay by card, at place 1, depends on #3, at place 3";
    let order = ["Pay by card", "Pay later", inversion, "Left out: 1 open story"];
    let at: Vec<_> = order.iter().map(|it| text.find(it)).collect();
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{text}");
    place.line("move 3 --top").well();
    assert_eq!(place.ask("disagreements"), json!([]));
    let text = place.line("disagreements").well().out;
    assert!(text.starts_with("The order and the scores agree."), "{text}");
}

#[test]
fn where_nothing_has_a_score_it_is_said_how_to_begin() {
    let place = Place::after("add First");
    for line in ["score", "disagreements"] {
        let text = place.line(line).well().out;
        assert!(text.contains("No open story has a score yet: WSJF = (value"), "{text}");
        assert!(text.contains("upnext set 12 value=8 urgency=3 risk=1 points=5"), "{text}");
        assert_eq!(place.ask(line), json!([]));
    }
    assert!(place.ask("why 1")["score"].is_null());
}

#[test]
fn why_a_story_is_here() {
    let place = scored();
    place.line("move 1 --to 2 --reason 'the fair' --as Ann").well();
    let why = place.ask("why 1");
    let all = "number position score parts depends_on needed_by release target ideas moved";
    assert_eq!(keys(&why), names(all));
    assert_eq!(keys(&why["moved"]), names("at by before after reason"));
    assert_eq!((&why["position"], &why["score"]), (&json!(2), &json!(2.4)));
    assert_eq!((&why["depends_on"], &why["needed_by"]), (&json!([3]), &json!([])));
    assert_eq!((&why["release"], &why["target"]), (&json!("Spring"), &json!("2026-12-10")));
    let moved = &why["moved"];
    assert_eq!((&moved["by"], &moved["reason"]), (&json!("Ann"), &json!("the fair")));
    assert_eq!((&moved["before"], &moved["after"]), (&json!("1"), &json!("2")));
    let text = place.line("why 1").well().out;
    for said in [
        "#1 Pay by card\nplace 2 of 4 in the order",
        "WSJF: (8 + 3 + 1) ÷ 5 = 2.4",
        "MoSCoW: must",
        "#3 Pay later (place 3, below this one, which waits for it)",
        "its target is 10 Dec, in 18 days",
        "Ann: moved from 1 to 2 (the fair)",
        "Nothing else speaks for its place: no idea.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let text = place.line("why 2").well().out;
    assert!(text.contains("never: it stands where it was put"), "{text}");
    let text = place.line("why 3").well().out;
    assert!(
        text.contains("#1 Pay by card (place 2, above this one, for which it waits)"),
        "{text}"
    );
    place.unchanged_by("why 9", 2);
    place.unchanged_by("why", 2);
}

#[test]
fn the_share_of_must_stands_beside_a_release() {
    let place = scored();
    let text = place.line("release list").well().out;
    assert!(text.contains("must") && text.contains("63 %"), "{text}");
    assert!(text.contains("Spring: must is above 60 % of its points: DSDM"), "{text}");
    let release = &place.ask("release list")[0];
    assert_eq!(keys(release), names("id name target released_on stories accepted"));
    place.line("set 1 moscow=").well();
    place.line("set 3 moscow=").well();
    let text = place.line("release list").well().out;
    assert!(!text.contains('%'), "nobody gave a word: {text}");
}

/// Titles, names and ideas are whatever somebody wrote.
#[test]
fn hostile_words_stay_words() {
    let place = scored();
    let mut file: serde_json::Value = serde_json::from_str(&place.text()).unwrap();
    let evil = "\u{1b}[2Jgone\u{202e}\u{200b}\nnext";
    for table in ["stories", "releases"] {
        for (_, it) in file[table].as_object_mut().unwrap() {
            for name in ["title", "name"] {
                if it.get(name).is_some() {
                    it[name] = json!(evil);
                }
            }
        }
    }
    super::put(&place.file(), file.to_string());
    for line in ["score", "score 1", "disagreements", "why 1", "release list"] {
        let text = place.line(line).well().out;
        let bad = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
        assert!(text.contains("gone") && !text.contains(bad), "{line}: {text:?}");
    }
}
