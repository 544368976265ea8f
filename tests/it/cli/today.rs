//! `today` on the command line: where things stand as text and as JSON.

use serde_json::json;

use super::{Place, keys, names, texts};

/// A little of everything.
fn some() -> Place {
    Place::after(
        "add A --points 3 --criterion works --kind chore
         add B --kind chore
         add C --kind chore
         ready 1
         start 1
         deliver 1
         block 2 --reason 'no card'
         idea 'Gift cards' --from Mira",
    )
}

#[test]
fn where_things_stand_as_json() {
    let place = some();
    let today = place.ask("today");
    let all = "date goal sprint planned delivered blocked unready ideas since changes";
    assert_eq!(keys(&today), names(all));
    assert_eq!(
        (&today["sprint"], &today["planned"], &today["goal"]),
        (&json!(null), &json!(null), &json!(null))
    );
    assert_eq!(keys(&today["delivered"][0]), names("number title points since"));
    assert_eq!(texts(&today["delivered"], "title"), ["A"]);
    assert_eq!(keys(&today["blocked"][0]), names("number title reason since days"));
    assert_eq!(
        (&today["blocked"][0]["reason"], &today["blocked"][0]["days"]),
        (&json!("no card"), &json!(1))
    );
    assert_eq!(keys(&today["unready"][0]), names("number title points status missing"));
    assert_eq!(texts(&today["unready"], "title"), ["B", "C"]);
    assert_eq!(today["unready"][1]["missing"], json!(["criteria", "estimate"]));
    assert_eq!(keys(&today["ideas"][0]), names("number text from date"));
    assert_eq!(keys(&today["changes"][0]), names("at by what on"));
    let blocked: Vec<_> = today["changes"].as_array().unwrap().iter().collect();
    let blocked = blocked.iter().find(|it| it["what"] == "blocked").unwrap();
    assert_eq!(blocked["on"], json!(["#2"]));
    // Nothing happens tomorrow.
    let later = place.ask("today --since tomorrow");
    assert_eq!(later["changes"], json!([]));
}

#[test]
fn where_things_stand_as_text() {
    let said = some().line("today").well().out;
    for words in [
        "no sprint is running: upnext sprint plan",
        "delivered, waiting for your verdict: 1",
        "blocked: 1",
        "no card  1 day",
        "at the top, not ready: 2",
        "criteria, estimate",
        "new ideas: 1",
        "Gift cards",
        "#1  delivered · A",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
    let empty = Place::new().line("today").well().out;
    assert!(empty.contains("delivered, waiting for your verdict: none"), "{empty}");
    Place::new().line("today --since whenever").failed(2);
}
