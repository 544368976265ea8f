//! Which file is meant, and what is kept of one that another version wrote.

use std::fs;

use super::{Place, put, run};

#[test]
fn without_a_backlog_it_says_what_to_do() {
    let place = Place::bare();
    for line in [
        "list",
        "add A",
        "show 1",
        "undo",
        "import x --from csv",
        "export --to csv",
        "doctor",
        "log",
    ] {
        let said = place.line(line).failed(2);
        assert!(said.contains("upnext init") && said.contains("upnext demo"), "{line}: {said}");
    }
    assert!(!place.file().exists());
    assert_eq!(fs::read_dir(place.here()).unwrap().count(), 0);
}

#[test]
fn a_flag_beats_the_variable_beats_the_nearest() {
    let place = Place::after("add Nearest");
    let deep = place.here().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    let (flagged, named) =
        (place.dir.path().join("flag.json"), place.dir.path().join("named.json"));
    let (flag, variable) = (flagged.to_str().unwrap(), named.to_str().unwrap());
    place.run(["--file", flag, "init", "--name", "F"]).well();
    place.run(["add", "Flagged", "--file", flag]).well();
    assert!(run(place.command(["init"]).env("UPNEXT_FILE", variable)).code == 0);
    assert!(
        run(place.command(["add", "Named", "--as", "Bo"]).env("UPNEXT_FILE", variable)).code == 0
    );
    let mut list = place.command(["list", "--columns", "title"]);
    list.current_dir(&deep);
    let first = |out: &str| out.lines().nth(1).unwrap_or_default().trim().to_owned();
    assert_eq!(first(&run(&mut list).well().out), "Nearest");
    assert_eq!(first(&run(list.env("UPNEXT_FILE", variable)).well().out), "Named");
    assert_eq!(first(&run(list.args(["--file", flag])).well().out), "Flagged");
    // One nearer is meant instead.
    let mut near = place.command(["init", "--name", "Near"]);
    run(near.current_dir(place.here().join("a"))).well();
    let mut list = place.command(["list"]);
    let empty = run(list.current_dir(&deep)).well().out;
    assert!(empty.contains("no open story yet"), "{empty}");
    // An empty variable is none; one that names nothing is an error, not another file.
    assert_eq!(
        first(
            &run(place.command(["list", "--columns", "title"]).env("UPNEXT_FILE", "")).well().out
        ),
        "Nearest"
    );
    let said = run(place.command(["list"]).env("UPNEXT_FILE", "missing.json")).failed(2);
    assert!(said.contains("missing.json"), "{said}");
    place.run(["list", "--file", "missing.json"]).failed(2);
}

#[test]
fn each_file_has_an_undo_of_its_own() {
    let place = Place::after("add A");
    place.lines("--file other.json init\n--file other.json add B");
    place.line("undo").well();
    assert_eq!(place.order(), Vec::<String>::new());
    assert_eq!(super::texts(&place.ask("--file other.json list"), "title"), ["B"]);
    // A link to a file is that file.
    std::os::unix::fs::symlink(place.here().join("other.json"), place.here().join("link.json"))
        .unwrap();
    place.line("--file link.json undo").well();
    assert_eq!(place.ask("--file other.json list"), serde_json::json!([]));
    assert!(fs::symlink_metadata(place.here().join("link.json")).unwrap().is_symlink());
}

#[test]
fn init_never_replaces() {
    let place = Place::after("add A");
    let said = place.unchanged_by("init", 2);
    assert!(said.contains("there already"), "{said}");
    let bare = Place::bare();
    assert!(bare.line("init --name 'a\x1bb'").failed(2).contains("U+001B"));
    assert!(!bare.file().exists());
    bare.line("init").well();
    assert_eq!(bare.at("product show", "/name"), serde_json::Value::Null);
}

#[test]
fn a_newer_version_is_read_only() {
    let place = Place::after("add A --points 3");
    place.patch(r#""version": 1"#, r#""version": 2"#);
    assert_eq!(place.order(), ["A"]);
    place.line("show 1").well();
    for line in
        ["add B", "set 1 points=5", "undo", "redo", "move 1 --top", "import x.csv --from csv"]
    {
        if line.starts_with("import") {
            put(&place.here().join("x.csv"), "title\nB\n");
        }
        let said = place.unchanged_by(line, 3);
        assert!(said.contains("newer upnext"), "{line}: {said}");
    }
}

#[test]
fn what_is_unknown_survives_an_edit() {
    let place = Place::after("add A --points 3\nepic add Pay");
    let odd = r#""odd":{"big":18446744073709551616,"e":1e2,"long":0.1000000000000000055}"#;
    for what in [r#""title": "A""#, r#""title": "Pay""#, r#""name": "Shop""#, r#""version": 1"#] {
        place.patch(what, &format!("{what},{odd}"));
    }
    place.line("list").well();
    place.lines("set 1 points=5\nepic set Pay horizon=now\nproduct set name=Bakery\nadd B");
    let kept = |place: &Place| place.text().replace(' ', "").matches(odd).count();
    assert_eq!(kept(&place), 4, "{}", place.text());
    for _ in 0..4 {
        place.line("undo").well();
    }
    assert_eq!(place.at("show 1", "/points"), 3);
    assert_eq!(kept(&place), 4, "{}", place.text());
}

#[test]
fn a_question_writes_nothing() {
    let place = Place::after("add A\nepic add Pay");
    // Laid out by another tool.
    let value: serde_json::Value = serde_json::from_str(&place.text()).unwrap();
    put(&place.file(), serde_json::to_string_pretty(&value).unwrap());
    let before = (place.bytes(), fs::metadata(place.file()).unwrap().modified().unwrap());
    for line in [
        "list",
        "show 1",
        "log",
        "product show",
        "epic list",
        "sprint list",
        "person list",
        "doctor",
        "export --to csv",
        "set 1 title=A",
        "undo --help",
    ] {
        place.line(line).well();
    }
    assert_eq!((place.bytes(), fs::metadata(place.file()).unwrap().modified().unwrap()), before);
    let names: Vec<_> = fs::read_dir(place.here()).unwrap().collect();
    assert_eq!(names.len(), 1, "litter");
}

#[test]
fn who_acted_is_asked_of_flag_config_git_and_login() {
    let place = Place::new();
    let who = |title: &str, flags: &[&str], variables: &[(&str, &str)]| {
        let mut command = place.command(["add", title]);
        command.args(flags).envs(variables.iter().copied());
        assert_eq!(run(&mut command).code, 0);
        place.at("log", "/0/by")
    };
    assert_eq!(who("1", &[], &[]), "login");
    assert_eq!(
        who(
            "2",
            &[],
            &[
                ("GIT_CONFIG_COUNT", "1"),
                ("GIT_CONFIG_KEY_0", "user.name"),
                ("GIT_CONFIG_VALUE_0", "Git")
            ]
        ),
        "Git"
    );
    let config = place.dir.path().join("config/upnext");
    fs::create_dir_all(&config).unwrap();
    put(&config.join("config.toml"), "name = \"Config\"\n");
    assert_eq!(who("3", &[], &[]), "Config");
    assert_eq!(who("4", &["--as", "Flag"], &[]), "Flag");
    put(&config.join("config.toml"), "name = 3\n");
    let said = place.line("list").failed(2);
    assert!(said.contains("config.toml"), "{said}");
}

#[test]
fn the_clock_can_be_set() {
    let place = Place::new();
    place.line("add A").well();
    assert_eq!(place.at("show 1", "/created"), "2026-11-22T09:00:00+00:00");
    let said = run(place.command(["list"]).env("UPNEXT_NOW", "yesterday")).failed(2);
    assert!(said.contains("UPNEXT_NOW"), "{said}");
}
