//! One case for every exit code, and what must not have happened then.

use std::fs::File;
use std::process::Stdio;

use serde_json::json;

use super::{Place, put, run};

#[test]
fn done_is_0_and_so_is_an_empty_result() {
    let place = Place::new();
    for line in ["list", "list nothing", "log", "sprint list", "person list", "epic list", "doctor"]
    {
        place.line(line).well();
    }
    assert!(place.line("list").out.contains("upnext add"), "a new list says what to do");
}

#[test]
fn findings_are_1() {
    let place = Place::after("add A\nadd B\ndepend 1 --on 2");
    let one = place.at("show 1", "/id");
    place.patch(r#""title": "B""#, &format!(r#""title": "B","depends_on": [{one}]"#));
    let circle = place.bytes();
    let said = place.line("doctor");
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(said.out.contains("wait for each other"), "{}", said.out);
    assert_eq!(place.bytes(), circle);
}

#[test]
fn wrong_usage_is_2_and_changes_nothing() {
    let place = Place::after("add A\nadd B\nepic add Pay\nepic add Payback");
    for line in [
        "show 9",
        "show",
        "show abcd",
        "set 9 points=3",
        "set 1",
        "set 1 size=3",
        "set 1 points=x",
        "set 1 points=-1",
        "set 1 points=1.234",
        "set 1 kind=epic",
        "set 1 value=4",
        "set 1 title=",
        "set 1 epic=Nowhere",
        "set 1 epic=Pa",
        "set 1 status=accepted",
        "set points=3",
        "criterion add 1",
        "criterion add 1 ''",
        "criterion set 1 1 x",
        "criterion remove 1 0",
        "criterion move 1 1 --to 2",
        "question answer 1 1 x",
        "question ask 1 ''",
        "note 1 ''",
        "tag 1",
        "tag 1 +",
        "tag 1 '+two words'",
        "tick 1 done 1",
        "tick 1 other 1",
        "move 1",
        "move 1 --to 0",
        "move 1 --top --bottom",
        "move 1 --after 1",
        "move 1 --after 9",
        "ready 9",
        "ready",
        "ready --where tag:none_such",
        "drop 1",
        "drop 1 --reason ''",
        "block 1 --reason ' '",
        "depend 1 --on 9",
        "link 1 --to 9",
        "product set size=3",
        "product set sprint_length=0",
        "product set working_days=moonday",
        "product done remove 1",
        "epic add pay",
        "epic set Nowhere title=x",
        "epic move Pay",
        "epic remove Nowhere",
        "sprint show",
        "add ''",
        "add x --points lots",
        "add x --kind epic",
        "add x --epic Nowhere",
        "add x --tag 'two words'",
        "add x --top --bottom",
        "list --columns size",
        "list --limit x",
        "list points:x",
        "log 9",
        "nonsense",
        "import nowhere.csv --from csv",
        "import x --from moon",
        "export --to pdf",
        "export --to csv points:x",
        "completions elvish9",
        "init",
        "--wrong",
    ] {
        let said = place.unchanged_by(line, 2);
        assert!(said.lines().count() >= 1 && said.len() > 12, "{line}: {said}");
    }
    assert_eq!(place.unchanged_by("show 9", 2), "upnext: no story 9: they are numbered 1 to 2\n");
    let several = place.unchanged_by("set 1 epic=pa", 2);
    assert!(several.contains("“Pay”") && several.contains("“Payback”"), "{several}");
}

#[test]
fn several_stories_go_all_or_none() {
    let place = Place::after("add A --criterion c --points 1 --kind chore\nadd B");
    for (line, code) in [
        ("set 1 9 points=3", 2),
        ("tag 1 9 +x", 2),
        ("drop 1 9 --reason x", 2),
        ("move 2 9 --top", 2),
        ("set 1 points=5 kind=moon", 2),
        ("ready 1 2", 3),
        ("start 1 2", 3),
        ("restore 1 2", 3),
    ] {
        place.unchanged_by(line, code);
    }
    place.lines("ready 1");
    let said = place.unchanged_by("start 2 1", 3);
    assert_eq!(said, "upnext: #2 is draft: only a ready story is started\n");
    let said = place.fed("add -", b"Good\n\tBad \x1b[2J\n");
    assert_eq!(said.code, 2, "{said:?}");
    assert_eq!(place.order(), ["A", "B"]);
}

#[test]
fn refused_by_a_rule_is_3_with_every_reason() {
    let place = Place::after("add A\nadd B\nadd C --points 13 --kind bug");
    assert_eq!(
        place.unchanged_by("ready 1", 3),
        "upnext: #1 is not ready\n  narrative\n  criteria\n  estimate\n"
    );
    let both = place.unchanged_by("ready 1 3", 3);
    assert!(both.starts_with("upnext: 2 of 2 cannot\n"), "{both}");
    assert!(both.contains("above 8 points: split it"), "{both}");
    for line in [
        "start 1",
        "deliver 1",
        "back 1",
        "restore 1",
        "redo",
        "depend 1 --on 1",
        "link 1 --to 1",
        "link 1 --to 2 --follows",
    ] {
        place.unchanged_by(line, 3);
    }
    place.lines("depend 1 --on 2\ndepend 2 --on 3");
    let circle = place.unchanged_by("depend 3 --on 1", 3);
    assert!(circle.contains("#3 → #1 → #2 → #3"), "{circle}");
    place.lines("drop 2 --reason x");
    for line in ["move 2 --top", "ready 2", "block 2 --reason x"] {
        place.unchanged_by(line, 3);
    }
}

#[test]
fn what_cannot_be_read_is_65_and_stays() {
    let place = Place::after("add A");
    let good = place.bytes().0;
    let broken: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("cut", &good[..good.len() - 9]),
        ("markers", b"<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n"),
        ("array", b"[]"),
        ("other", b"{\"a\": 1}"),
        ("binary", b"\x89PNG\r\n\x1a\n"),
    ];
    for (name, bytes) in broken {
        put(&place.file(), bytes);
        for line in ["list", "add B", "undo", "show 1"] {
            let said = place.unchanged_by(line, 65);
            assert!(
                said.contains("upnext.json:1:") || said.contains("upnext.json:"),
                "{name}: {said}"
            );
            assert!(said.contains(" — "), "{name}: no hint: {said}");
        }
        // Nothing makes a new one over it.
        place.unchanged_by("init", 2);
    }
    put(&place.file(), &good);
    place.line("list").well();
}

#[test]
fn output_that_fails_is_74() {
    let place = Place::after("add A");
    for line in ["list", "list --json", "export --to csv", "completions bash", "--help"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = place.command(shell_words::split(line).unwrap());
        let child = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(74), "{line}: {err}");
        if line != "--help" {
            assert!(err.contains("standard output"), "{line}: {err}");
        }
    }
    let said = place.line("export --to csv -o nowhere/out.csv").failed(74);
    assert!(said.contains("nowhere/out.csv"), "{said}");
}

#[test]
fn a_lock_that_another_holds_is_75() {
    let place = Place::after("add A");
    let before = place.bytes();
    let folder = File::open(place.here()).unwrap();
    folder.lock().unwrap();
    let said = place.line("add B --json");
    assert_eq!((said.code, said.out.as_str()), (75, ""), "{said:?}");
    let error: serde_json::Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(error["error"]["code"], json!("locked"));
    assert_eq!(place.bytes(), before);
    // Readers take no lock.
    place.line("list").well();
    folder.unlock().unwrap();
    place.line("add B").well();
}

#[test]
fn eight_at_once_lose_nothing() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let place = &place;
            scope.spawn(move || {
                for n in 0..10 {
                    place.run(["add", &format!("{writer}-{n}")]).well();
                }
            });
        }
    });
    let list = place.ask("list");
    let all = list.as_array().unwrap();
    let mut numbers: Vec<u64> = all.iter().map(|it| it["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=80).collect::<Vec<u64>>());
    let mut titles = place.order();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 80);
    assert_eq!(place.ask("doctor"), json!([]));
    // Each act can be taken back, also what the others did.
    for _ in 0..80 {
        place.line("undo").well();
    }
    assert_eq!(place.ask("list"), json!([]));
    place.unchanged_by("undo", 3);
}

#[test]
fn an_undo_log_that_cannot_be_written_costs_the_undo_only() {
    let place = Place::after("add A");
    let state = place.dir.path().join("blocked");
    put(&state, "a file where a folder should be");
    let said =
        run(place.command(["--as", "Ann", "add", "B", "--json"]).env("XDG_STATE_HOME", &state));
    assert_eq!(said.code, 0, "{said:?}");
    let notices = said.json()["notices"].to_string();
    assert!(notices.contains("cannot be undone"), "{notices}");
    assert_eq!(place.order(), ["A", "B"]);
}
