//! `doctor`: what it says of a file that can be read and of one that cannot, and what it mends.

use serde_json::{Value, json};

use super::{Place, keys, names, put};

/// Two stories with one number, one that points nowhere, one in a circle with another.
fn sick() -> Place {
    let place = Place::after("add A\nadd B\nadd C\ndepend 1 --on 3");
    place.patch(r#""number": 2"#, r#""number": 1"#);
    let gone = "00000000-0000-4000-8000-000000000009";
    place.patch(r#""title": "C""#, &format!(r#""title": "C","epic": "{gone}""#));
    place
}

/// A file that two people wrote, as git leaves it.
fn marked(place: &Place) -> String {
    let text = place.text();
    let title = text.lines().find(|line| line.contains("\"title\": \"A\"")).unwrap();
    let (ours, theirs) = (title.replace("\"A\"", "\"Ours\""), title.replace("\"A\"", "\"Theirs\""));
    let both = format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> bob\n");
    text.replace(&format!("{title}\n"), &both)
}

#[test]
fn each_finding_says_what_mends_it() {
    let place = sick();
    let said = place.line("doctor");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(lines[0].starts_with("#1 is two stories, “"), "{}", lines[0]);
    assert!(lines[0].ends_with("upnext doctor --mend gives the younger the next number"));
    assert!(lines[1].ends_with("upnext doctor --mend takes that away"), "{}", lines[1]);
}

#[test]
fn mend_mends_says_what_it_did_and_is_one_undo() {
    let place = sick();
    // Laid out as the program does it: undo is exact to the byte.
    place.lines("set 3 points=3\nset 3 points=");
    let before = place.bytes();
    let said = place.line("doctor --mend").well();
    assert!(said.out.starts_with("Mended 2 of what was wrong\n"), "{}", said.out);
    assert!(said.out.contains("a second #1 is now #4"), "{}", said.out);
    assert!(said.out.ends_with("The file is sound: nothing was found.\n"), "{}", said.out);
    assert_eq!(place.ask("doctor"), json!([]));
    // The bytes before are among the backups too.
    let backups = place.ask("backups");
    assert_eq!(backups[0]["occasion"], "mend");
    place.line("undo").well();
    assert_eq!(place.bytes(), before);
}

#[test]
fn what_waits_for_a_person_stays_a_finding() {
    let place = sick();
    let one = place.text();
    let one = one.lines().find(|line| line.contains("\"depends_on\"")).unwrap().to_owned();
    let third: Value = serde_json::from_str(
        one.trim().trim_start_matches("\"depends_on\": ").trim_end_matches(','),
    )
    .unwrap();
    let text: Value = serde_json::from_str(&place.text()).unwrap();
    let stories = text["stories"].as_object().unwrap();
    let first = stories.iter().find(|(_, it)| it["title"] == "A").unwrap().0.clone();
    assert_eq!(stories[third[0].as_str().unwrap()]["title"], "C");
    place.patch(r#""title": "C""#, &format!(r#""title": "C","depends_on": ["{first}"]"#));
    let said = place.line("doctor --mend");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(said.out.contains("Mended 2 of what was wrong"), "{}", said.out);
    assert!(said.out.contains("wait for each other: for example upnext depend "), "{}", said.out);
    // Mending again does nothing, and is no error of its own.
    let before = place.bytes();
    assert_eq!(place.line("doctor --mend").code, 1);
    assert_eq!(place.bytes(), before);
    // The way out it names is one.
    let way = said.out.lines().last().unwrap().split("upnext ").nth(1).unwrap().to_owned();
    place.line(&way).well();
    assert_eq!(place.ask("doctor"), json!([]));
}

#[test]
fn a_sound_file_is_not_written_and_no_backup_is_made() {
    let place = Place::after("add A");
    let before = place.bytes();
    let backups = place.ask("backups").as_array().unwrap().len();
    let said = place.line("doctor --mend").well();
    assert_eq!(said.out, "The file is sound: nothing was found.\n");
    assert_eq!(place.bytes(), before);
    assert_eq!(place.ask("backups").as_array().unwrap().len(), backups);
    place.line("doctor --mend --json").well();
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_place_and_a_caret() {
    let place = Place::after("add A");
    let whole = place.text();
    let wide = whole.replace("\"title\": \"A\"", "\"title\": \"日本\", \"points\": -1");
    put(&place.file(), &wide);
    let said = place.line("doctor");
    assert_eq!((said.code, said.err.as_str()), (65, ""));
    let lines: Vec<&str> = said.out.lines().collect();
    let (number, _) = wide.lines().enumerate().find(|(_, it)| it.contains("日本")).unwrap();
    assert!(lines[0].contains(&format!("upnext.json:{}:", number + 1)), "{}", lines[0]);
    assert!(lines[0].contains(" — "), "{}", lines[0]);
    let caret = lines.iter().position(|it| it.trim_end().ends_with('^')).unwrap();
    assert!(lines[caret - 1].contains("日本"), "{}", said.out);
    // Under the sign it means, of which two take two columns each.
    let column = lines[caret].chars().count() - 1;
    let under: String = lines[caret - 1].chars().take(column - 2 + 1).collect();
    assert!(under.ends_with("-1") || under.ends_with('-'), "{under} in {}", said.out);
    assert!(lines.last().unwrap().contains("upnext backups"), "{}", said.out);
    assert_eq!(place.text(), wide);
}

#[test]
fn in_json_it_is_a_finding_like_the_others() {
    let place = Place::after("add A");
    put(&place.file(), place.text().replace("\"title\": \"A\",", "\"title\": \"A\",,"));
    let said = place.line("doctor --json");
    assert_eq!((said.code, said.err.as_str()), (65, ""));
    let found = said.json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(keys(&found[0]), names("id story rule words message"));
    assert_eq!((&found[0]["rule"], &found[0]["story"]), (&json!("unreadable"), &Value::Null));
    assert!(found[0]["message"].as_str().unwrap().contains("upnext.json:"));
}

#[test]
fn what_cannot_be_mended_stays_as_it_is() {
    let place = Place::after("add A");
    let whole = place.bytes().0;
    for bytes in [&whole[..whole.len() - 9], b"", b"\x89PNG\r\n\x1a\n", b"{\"a\": 1}"] {
        put(&place.file(), bytes);
        for line in ["doctor", "doctor --mend"] {
            let said = place.line(line);
            assert_eq!((said.code, said.err.as_str()), (65, ""), "{line}");
            assert!(said.out.contains("upnext backups"), "{}", said.out);
            assert_eq!(place.bytes().0, bytes);
        }
    }
}

#[test]
fn a_comma_too_many_is_mended_after_a_backup() {
    let place = Place::after("add A");
    let whole = place.text();
    let torn = format!("{},\n}}\n", whole.trim_end().strip_suffix("\n}").unwrap());
    put(&place.file(), &torn);
    let said = place.line("doctor");
    assert!(said.out.contains("upnext doctor --mend mends that, after a backup"), "{}", said.out);
    let said = place.line("doctor --mend").well();
    assert!(said.out.starts_with("took away a comma that nothing followed\n"), "{}", said.out);
    assert_eq!(place.text(), whole);
    // The backup holds what stood there.
    let name = place.at("backups", "/0/name");
    let folder = place.dir.path().join("state");
    let kept = walk(&folder, name.as_str().unwrap());
    assert_eq!(std::fs::read_to_string(kept).unwrap(), torn);
}

/// The file of this name somewhere below.
fn walk(folder: &std::path::Path, name: &str) -> std::path::PathBuf {
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap() == name {
                return path;
            }
            if path.is_dir() {
                open.push(path);
            }
        }
    }
    panic!("{name} is nowhere");
}

#[test]
fn marks_of_git_are_mended_and_the_values_wait_to_be_settled() {
    let place = Place::after("add A\nadd B");
    put(&place.file(), marked(&place));
    let said = place.line("list").failed(65);
    assert!(said.contains("upnext doctor --mend"), "{said}");
    let said = place.line("doctor --mend").well();
    assert!(said.out.contains("both sides of the merge"), "{}", said.out);
    assert_eq!(place.at("show 1", "/title"), "Ours");
    assert_eq!(place.ask("merge-conflicts").as_array().unwrap().len(), 1);
    place.line("merge-resolve --all theirs").well();
    assert_eq!(place.at("show 1", "/title"), "Theirs");
    assert_eq!(place.ask("doctor"), json!([]));
}

#[test]
fn bytes_and_rules_are_mended_in_one_go() {
    let place = sick();
    let torn = format!("{}left over\n", place.text());
    put(&place.file(), torn);
    let said = place.line("doctor --mend").well();
    assert!(said.out.contains("what followed the end: “left over”"), "{}", said.out);
    assert!(said.out.contains("Mended 2 of what was wrong"), "{}", said.out);
    assert_eq!(place.ask("doctor"), json!([]));
}

#[test]
fn hostile_bytes_drive_no_terminal() {
    let place = Place::after("add A");
    let evil = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}";
    put(&place.file(), format!("{}{evil} left over", place.text()));
    for line in ["doctor", "doctor --mend"] {
        let said = place.line(line);
        assert!(!said.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", said.out);
    }
}
