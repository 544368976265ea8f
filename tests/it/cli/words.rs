//! Words of every sort: with a dash in front, from standard input, hostile, or no text at all.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use serde_json::json;

use super::{Place, put, texts};

/// Whatever acts on a terminal or hides in a text.
fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' | '\u{200B}'
            | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{E0041}')
}

/// ESC, a C1 sequence, DEL, BEL, bidi overrides, a tag character: nothing of it is seen.
const EVIL: &str = "a\u{1b}[2Jb\u{9b}31mc\u{7f}d\u{7}e\u{202e}f\u{2066}g\u{200b}h\u{e0041}i";

#[test]
fn values_may_begin_with_a_dash() {
    let place = Place::after("add A --tag b --tag ux\nadd B");
    place.run(["criterion", "add", "1", "- [ ] works offline"]).well();
    assert_eq!(place.at("show 1", "/criteria/0/text"), "- [ ] works offline");
    place.run(["criterion", "set", "1", "1", "-v works"]).well();
    place.run(["criterion", "add", "1", "--given", "-1", "--then", "--x"]).well();
    assert_eq!(place.at("show 1", "/criteria/1/then"), "--x");
    place.run(["add", "--", "--delete"]).well();
    place.run(["add", "-v and --help", "--criterion", "- one", "--criterion", "-- two"]).well();
    assert_eq!(place.order(), ["A", "B", "--delete", "-v and --help"]);
    assert_eq!(place.at("show 4", "/criteria/1/text"), "-- two");
    place.run(["tag", "1", "+a", "-b"]).well();
    assert_eq!(place.at("show 1", "/tags"), json!(["a", "ux"]));
    place.run(["note", "1", "-x"]).well();
    assert_eq!(place.at("show 1", "/notes/0/text"), "-x");
    place.run(["question", "ask", "1", "-why?"]).well();
    place.run(["question", "answer", "1", "1", "-so"]).well();
    place.run(["set", "2", "title=-9 degrees"]).well();
    place.run(["block", "2", "--reason", "-r"]).well();
    place.run(["move", "2", "--top", "--reason", "--top"]).well();
    place.run(["drop", "2", "--reason", "-x"]).well();
    place.run(["product", "done", "add", "- reviewed"]).well();
    place.run(["product", "set", "goal=-1"]).well();
    place.run(["epic", "add", "-E-", "--outcome", "-50 %"]).well();
    assert_eq!(place.at("epic list", "/0/outcome"), "-50 %");
    let titles = |query: &[&str]| {
        let said = place.run([&["list", "--json"], query].concat()).well();
        texts(&said.json(), "title")
    };
    assert_eq!(titles(&["-tag:ux"]), ["--delete", "-v and --help"]);
    assert_eq!(titles(&["--", "-tag:ux"]).len(), 2);
}

#[test]
fn options_are_options_wherever_they_stand() {
    let place = Place::after("add A --tag ux\nadd B\ndrop 2 --reason x\nepic add E");
    for line in [
        "list tag:ux --json",
        "list --json tag:ux",
        "--json list tag:ux",
        "list tag:ux --all --json",
        "list -tag:debt --json --limit 1",
        "list -tag:debt --columns title --json",
    ] {
        assert_eq!(texts(&place.line(line).well().json(), "title"), ["A"], "{line}");
    }
    assert_eq!(texts(&place.line("list -tag:ux --all --json").well().json(), "title"), ["B"]);
    for line in [
        "tag 1 +a -b --json --as Bo",
        "set 1 points=3 --json --as Bo",
        "note 1 -x --as Bo --json",
        "product set name=X --as Bo --json",
        "epic add F --as Bo --json",
        "epic set E horizon=next --json --as Bo",
        "criterion add 1 -c --json --as=Bo",
        "add -C- --json --as Bo",
        "tag --where tag:ux +c --as Bo --json",
    ] {
        assert!(place.line(line).well().json()["did"].is_string(), "{line}");
        assert!(texts(&place.ask("log"), "by").contains(&"Bo".to_owned()), "{line}");
        place.line("undo").well();
    }
    let out = place.here().join("out.csv");
    place.line("export --to csv -tag:debt -o out.csv").well();
    assert!(std::fs::read_to_string(&out).unwrap().contains("A,"));
    assert!(place.line("tag 1 +a --help").well().out.contains("Usage"));
    // After `--` everything is a word.
    assert_eq!(place.line("list --json -- --all").well().out, "[]\n");
}

#[test]
fn stories_come_from_standard_input() {
    let place = Place::new();
    let text = "As a guest, I want to order tea, so that I am warm\n\n  Plain title  \r\nAs a cook, I want a list\n";
    let said = place.fed("add - --tag inbox --kind story", text.as_bytes()).well();
    assert_eq!(said.out, "Added 3 stories, #1 to #3\n");
    assert_eq!(place.order(), ["Order tea", "Plain title", "A list"]);
    assert_eq!(
        place.at("show 1", "/narrative"),
        json!({"role": "guest", "want": "to order tea", "benefit": "I am warm"})
    );
    assert_eq!(place.at("show 3", "/tags"), json!(["inbox"]));
    place.fed("add - --top", b"First\nSecond\n").well();
    assert_eq!(place.order()[..2], ["First", "Second"]);
    // One act.
    place.line("undo").well();
    assert_eq!(place.order().len(), 3);
    let before = place.bytes();
    for (input, code) in [(&b""[..], 2), (b"\n \n", 2), (b"ok\n\xff\xfe\n", 65)] {
        let said = place.fed("add -", input);
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{said:?}");
        assert_eq!(place.bytes(), before);
    }
}

#[test]
fn control_characters_are_refused_as_arguments() {
    let place = Place::after("add A --criterion c --tag t");
    for evil in ["a\u{1b}[2J", "a\u{9b}b", "a\u{7f}", "two\nlines", "t\ta", "a\u{7}"] {
        let set = |field: &str| format!("{field}={evil}");
        let acts: [Vec<String>; 14] = [
            vec!["add".into(), evil.into()],
            vec!["set".into(), "1".into(), set("title")],
            vec!["set".into(), "1".into(), set("assignee")],
            vec!["criterion".into(), "add".into(), "1".into(), evil.into()],
            vec!["question".into(), "ask".into(), "1".into(), evil.into()],
            vec!["drop".into(), "1".into(), "--reason".into(), evil.into()],
            vec!["epic".into(), "add".into(), evil.into()],
            vec!["product".into(), "done".into(), "add".into(), evil.into()],
            vec!["tag".into(), "1".into(), format!("+{evil}")],
            vec!["person".into(), "add".into(), evil.into()],
            vec!["release".into(), "add".into(), evil.into()],
            vec!["idea".into(), evil.into()],
            vec!["idea".into(), "x".into(), "--from".into(), evil.into()],
            vec!["idea".into(), "x".into(), "--tag".into(), evil.into()],
        ];
        for act in acts {
            let before = place.bytes();
            let said = place.run(&act).failed(2);
            assert_eq!(place.bytes(), before, "{act:?}");
            assert!(said.contains("control character (U+"), "{act:?}: {said}");
            assert!(!said.contains(is_hostile), "{act:?}: {said:?}");
        }
    }
    // What is echoed of a wrong word is harmless too.
    for act in [
        &["show", EVIL][..],
        &[EVIL],
        &["list", EVIL, "points:x"],
        &["set", "1", EVIL],
        &["set", "1", &format!("{EVIL}=1")],
        &["export", "--to", EVIL],
        &["epic", "remove", EVIL],
        &["import", EVIL, "--from", "csv"],
        &["list", "--columns", EVIL],
        &["list", &format!("epic:{EVIL}")],
    ] {
        for json in [false, true] {
            let said = place.run(act.iter().copied().chain(json.then_some("--json")));
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{act:?}: {said:?}");
            assert!(!said.err.contains(is_hostile), "{act:?}: {:?}", said.err);
        }
    }
}

#[test]
fn hostile_text_of_a_file_is_kept_and_shown_harmlessly() {
    let place = Place::new();
    let row = |words: &str| format!("\"{words}\",{words},{words},{words},{words}\n");
    let csv = format!("title,criteria,assignee,epic,{EVIL}\n{}", row(EVIL));
    put(&place.here().join("in.csv"), csv);
    let said = place.line("import in.csv --from csv").well();
    assert!(!said.out.contains(is_hostile), "{:?}", said.out);
    place.lines("depend 1 --on 1 --remove");
    place.run(["note", "1", EVIL]).well();
    place.run(["set", "1", &format!("description={EVIL}")]).well();
    let file: serde_json::Value = serde_json::from_str(&place.text()).unwrap();
    let story = file["stories"].as_object().unwrap().values().next().unwrap();
    for field in ["title", "assignee", "description"] {
        assert_eq!(story[field], EVIL, "{field}");
    }
    assert_eq!(story["criteria"][0]["text"], EVIL);
    assert_eq!(story["fields"][EVIL], EVIL);
    for line in [
        "list",
        "show 1",
        "log",
        "epic list",
        "person list",
        "product show",
        "doctor",
        "export --to markdown",
        "set 1 points=1",
        "undo",
        "redo",
        "list --columns title,assignee,epic,description",
    ] {
        let said = place.line(line).well();
        assert!(!said.out.contains(is_hostile), "{line}: {:?}", said.out);
    }
    // Programs get the very text, through escapes that no terminal acts on.
    for line in [
        "list",
        "show 1",
        "log",
        "epic list",
        "set 1 title=x",
        "undo",
        "import in.csv --from csv --dry-run",
    ] {
        let said = place.line(&format!("{line} --json")).well();
        assert!(!said.out.contains(is_hostile), "{line}: {:?}", said.out);
    }
    assert_eq!(place.at("show 1", "/title"), EVIL);
    assert_eq!(place.at("show 1", &format!("/fields/{EVIL}")), EVIL);
}

#[test]
fn a_bad_query_is_named_with_its_position() {
    let place = Place::after("add A");
    for (query, position) in [
        ("points:x", 1),
        ("a b size:3", 5),
        ("(a or b", 1),
        ("a )", 3),
        ("\"open", 1),
        ("status:later", 1),
        ("a - b", 3),
        ("ö is:good", 3),
        ("or", 1),
        ("sprint:9", 1),
        ("epic:Nowhere", 1),
        ("created<soon", 1),
    ] {
        for line in [
            &["list", query][..],
            &["tag", "--where", query, "+x"],
            &["export", "--to", "csv", query],
        ] {
            let before = place.bytes();
            let said = place.run(line).failed(2);
            assert_eq!(place.bytes(), before);
            assert!(said.contains(&format!("at {position}: ")), "{line:?}: {said}");
        }
    }
}

#[test]
fn words_that_are_no_text_are_refused_in_a_sentence() {
    let place = Place::after("add A");
    let wrong = OsStr::from_bytes(b"a\xff\xfeb");
    for act in [
        vec![OsStr::new("add"), wrong],
        vec![OsStr::new("show"), wrong],
        vec![OsStr::new("list"), wrong],
        vec![OsStr::new("set"), OsStr::new("1"), wrong],
        vec![wrong],
        vec![OsStr::new("--as"), wrong, OsStr::new("list")],
        vec![OsStr::new("import"), wrong, OsStr::new("--from"), OsStr::new("csv")],
    ] {
        let before = place.bytes();
        let args = [&[OsStr::new("--as"), OsStr::new("Ann")], act.as_slice()].concat();
        let args = if act[0] == "--as" { act } else { args };
        let said = place.run(&args).failed(2);
        assert_eq!(place.bytes(), before);
        assert!(said.lines().next().is_some_and(|line| line.len() > 10), "{said}");
    }
    // A path may be any bytes.
    put(&place.here().join(OsStr::from_bytes(b"in\xff.csv")), "title\nB\n");
    let args = [
        OsStr::new("import"),
        OsStr::from_bytes(b"in\xff.csv"),
        OsStr::new("--from"),
        OsStr::new("csv"),
    ];
    place.run(args).well();
    assert_eq!(place.order(), ["A", "B"]);
}
