//! Backups from the command line: made by commands, listed, restored, taken back by one undo.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Bytes, Place, Said, keys, names, put, run, texts};

impl Place {
    /// Runs a command line at another time of that day.
    fn at_time(&self, time: &str, line: &str) -> Said {
        let mut command = self.command(["--as", "Ann"]);
        command.env("UPNEXT_NOW", format!("2026-11-22T{time}:00+00:00"));
        run(command.args(shell_words::split(line).unwrap()))
    }

    fn occasions(&self) -> Vec<String> {
        texts(&self.ask("backups"), "occasion")
    }

    /// The one folder with the backups of the one file.
    fn kept(&self) -> PathBuf {
        let mut folders = fs::read_dir(self.dir.path().join("state/upnext/backups")).unwrap();
        folders.next().unwrap().unwrap().path()
    }

    /// One of the list; where several files have backups, the one that has this name.
    fn backup(&self, n: usize) -> PathBuf {
        let name = self.at("backups", &format!("/{}/name", n - 1));
        let folders = fs::read_dir(self.dir.path().join("state/upnext/backups")).unwrap();
        let mut files = folders.map(|it| it.unwrap().path().join(name.as_str().unwrap()));
        files.find(|it| it.exists()).unwrap()
    }
}

#[test]
fn without_one_the_list_says_when_there_will_be() {
    let place = Place::new();
    assert_eq!(place.ask("backups"), json!([]));
    let said = place.line("backups").well().out;
    assert!(
        said.contains("before the first save of a screen") && said.contains("import"),
        "{said}"
    );
    let said = place.unchanged_by("backups restore 1", 2);
    assert!(said.contains("no backup yet"), "{said}");
    for line in ["backups", "backups restore 1"] {
        let said = Place::bare().line(line).failed(2);
        assert!(said.contains("no backlog here"), "{said}");
    }
}

#[test]
fn where_there_is_not_even_a_folder_it_is_said() {
    let place = Place::after("add A");
    for line in ["--file no/where.json backups", "--file no/where.json backups restore 1"] {
        let said = place.line(line).failed(2);
        assert!(said.contains("no/where.json"), "{said}");
    }
}

#[test]
fn commands_are_kept_once_an_hour_and_the_list_is_newest_first() {
    let place = Place::new();
    let times = ["09:00", "09:20", "09:59", "10:00", "10:30", "11:05"];
    let mut before = Vec::new();
    for (n, time) in times.iter().enumerate() {
        before.push(place.bytes());
        place.at_time(time, &format!("add 'Story {n}'")).well();
    }
    let list = place.ask("backups");
    let all = list.as_array().unwrap();
    for row in all {
        assert_eq!(keys(row), names("n name at occasion bytes"));
    }
    let times: Vec<&str> = all.iter().map(|it| it["at"].as_str().unwrap()).collect();
    let expected = ["11:05", "10:00", "09:00"].map(|it| format!("2026-11-22T{it}:00+00:00"));
    assert_eq!(times, expected);
    assert_eq!(all.iter().map(|it| it["n"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(texts(&list, "occasion"), ["hourly"; 3]);
    assert_eq!(all[1]["bytes"].as_u64().unwrap(), before[3].0.len() as u64);
    assert_eq!(Bytes(fs::read(place.backup(2)).unwrap()), before[3]);
    // A question, and what was refused, keep nothing.
    place.at_time("15:00", "list").well();
    place.at_time("15:00", "drop 99 --reason no").failed(2);
    assert_eq!(place.occasions().len(), 3);
    let text = place.line("backups").well().out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[1].contains("1  Sun 22 Nov 11:05  a command"), "{text}");
    assert!(lines[3].contains("20261122T090000Z-hourly.json"), "{text}");
}

#[test]
fn an_import_and_a_bulk_drop_are_always_kept() {
    let place = Place::after("add A\nadd B\nadd C\nexport --to upnext -o other.json");
    put(&place.here().join("in.csv"), "title,key\nD,K-1\n");
    assert_eq!(place.occasions(), ["hourly"]);
    for (line, occasion) in [
        ("import in.csv --from csv --map title=title", "import"),
        ("drop 1 2 --reason 'no room'", "drop"),
        ("--file other.json add E", ""),
        ("import other.json --from upnext", "take-over"),
    ] {
        let (was, count) = (place.bytes(), place.occasions().len());
        place.line(line);
        let all = place.occasions();
        if occasion.is_empty() {
            assert_eq!(all.len(), count, "{line}");
            continue;
        }
        assert_eq!((all.len(), all[0].as_str()), (count + 1, occasion), "{line}");
        assert_eq!(Bytes(fs::read(place.backup(1)).unwrap()), was, "{line}");
    }
    // One story dropped is an act like any other; so is a dry run none.
    let count = place.occasions().len();
    place.lines("drop 3 --reason no\nimport in.csv --from csv --dry-run");
    assert_eq!(place.occasions().len(), count);
}

#[test]
fn a_backup_comes_back_as_one_act_and_one_undo_takes_it_away() {
    let place = Place::after("add A --points 3\nadd B\nproduct set goal=Bread");
    place.lines("epic add Later\nperson add Kim\nidea Tea\nblock 1 --reason 'no key'");
    place.at_time("09:30", "drop 1 2 --reason 'no room'").well();
    place.at_time("09:31", "add C").well();
    place.at_time("09:31", "epic remove Later").well();
    let stood = place.bytes();
    let was = Bytes(fs::read(place.backup(1)).unwrap());
    let said = place.at_time("09:40", "backups restore 1").well().out;
    let called = "Restored the backup of Sun 22 Nov 09:30, before dropping several\n";
    assert_eq!(said, called);
    assert_eq!(place.bytes(), was);
    assert_eq!(place.order(), ["A", "B"]);
    // What stood is kept, too.
    assert_eq!(place.occasions(), ["restore", "drop", "hourly"]);
    assert_eq!(Bytes(fs::read(place.backup(1)).unwrap()), stood);
    place.line("undo").well();
    assert_eq!(place.bytes(), stood);
    place.line("redo").well();
    assert_eq!(place.bytes(), was);
    // By its name, with its end or without; and what is so already is nothing to do.
    let name = place.at("backups", "/0/name").as_str().unwrap().to_owned();
    let short = name.trim_end_matches(".json").to_owned();
    place.line(&format!("backups restore {name}")).well();
    assert_eq!(place.bytes(), stood);
    let again = place.line(&format!("backups restore {short} --json")).well().json();
    assert_eq!(again["did"], Value::Null);
    // A number that came free names another story by now: undo is exact all the same.
    place.lines("undo\nadd 'Another C'");
    let stood = place.bytes();
    place.line(&format!("backups restore {short}")).well();
    place.line("undo").well();
    assert_eq!(place.bytes(), stood);
}

#[test]
fn what_is_no_backup_is_named_with_what_there_is() {
    let place = Place::after("add A");
    for word in ["0", "2", "99999999999999999999", "-1", "x", "../../upnext.json", "''"] {
        let said = place.unchanged_by(&format!("backups restore -- {word}"), 2);
        assert!(said.contains("there is only 1"), "{said}");
    }
    place.line("drop 1 --reason no").well();
    place.at_time("12:00", "add B").well();
    let said = place.unchanged_by("backups restore 3", 2);
    assert!(said.contains("no backup 3: there are 1 to 2"), "{said}");
}

#[test]
fn a_damaged_backup_is_65_and_changes_nothing() {
    let place = Place::after("add A");
    let backup = place.backup(1);
    let newer = fs::read_to_string(&backup).unwrap().replace("\"version\": 1", "\"version\": 9");
    for (bytes, code) in [
        (&b""[..], 65),
        (b"{\"format\": \"upnext\", \"ver", 65),
        (b"\0\0\0\0", 65),
        (newer.as_bytes(), 3),
    ] {
        put(&backup, bytes);
        let said = place.unchanged_by("backups restore 1", code);
        assert!(said.contains("-hourly.json"), "{said}");
        assert_eq!(place.occasions(), ["hourly"]);
    }
    // What is not a file of ours is not even listed.
    let kept = place.kept();
    fs::remove_file(&backup).unwrap();
    symlink(place.file(), &backup).unwrap();
    fs::create_dir(kept.join("20261122T080000Z-import.json")).unwrap();
    put(&kept.join("notes.json"), b"{}");
    assert_eq!(place.ask("backups"), json!([]));
    fs::remove_dir_all(&kept).unwrap();
    symlink(place.here(), &kept).unwrap();
    let said = place.line("backups").failed(74);
    assert!(said.contains("it is no folder"), "{said}");
    // Work goes on, and it is told.
    let said = place.line("drop 1 --reason no");
    assert!(said.code == 0 && said.err.contains("without a backup"), "{said:?}");
    assert_eq!(place.unchanged_by("backups restore 1", 74), said_again(&place));
}

fn said_again(place: &Place) -> String {
    place.line("backups").failed(74)
}

#[test]
fn an_unreadable_file_names_the_ways_out_and_gives_way_to_a_backup() {
    let place = Place::after("add A\nadd B");
    place.at_time("12:00", "add C").well();
    let good = fs::read(place.backup(1)).unwrap();
    for bad in [&b"<<<<<<< HEAD\n"[..], b"", b"{\"format\": \"upnext\", \"version\": 1,"] {
        put(&place.file(), bad);
        for line in ["add D", "list", "undo"] {
            let said = place.unchanged_by(line, 65);
            let (first, rest) = said.split_once('\n').unwrap();
            let here = place.file().canonicalize().unwrap().display().to_string();
            let told = first.strip_prefix(&format!("upnext: {here}:")).unwrap();
            assert!(told.contains(" — "), "{said}");
            let numbers: Vec<&str> = told.splitn(3, ':').take(2).collect();
            assert!(numbers.iter().all(|it| it.parse::<u32>().is_ok()), "{said}");
            assert!(rest.contains("upnext doctor") && rest.contains("upnext backups"), "{rest}");
        }
        let name = place.ask("backups");
        let name = name.as_array().unwrap().iter().find(|it| it["occasion"] == "hourly").unwrap();
        let name = name["name"].as_str().unwrap().to_owned();
        let said = place.line(&format!("backups restore {name}")).well().out;
        assert!(said.contains("undo does not reach behind it"), "{said}");
        assert_eq!(fs::read(place.file()).unwrap(), good);
        assert_eq!(place.order(), ["A", "B"]);
        let held = |it: &Value| fs::read(place.kept().join(it["name"].as_str().unwrap())).unwrap();
        let all = place.ask("backups");
        let unreadable = |it: &&Value| it["occasion"] == "unreadable";
        assert!(all.as_array().unwrap().iter().filter(unreadable).any(|it| held(it) == bad));
    }
    // One of those is no way back.
    let all = place.ask("backups");
    let bad = all.as_array().unwrap().iter().find(|it| it["occasion"] == "unreadable").unwrap();
    place.unchanged_by(&format!("backups restore {}", bad["name"].as_str().unwrap()), 65);
    // A file that is gone comes back, here and where it is named.
    let count = place.occasions().len();
    for line in ["backups restore 9", "--file upnext.json backups restore 9"] {
        let n = place.occasions().len();
        fs::remove_file(place.file()).unwrap();
        let said = place.line(&line.replace('9', &n.to_string())).well().out;
        assert!(said.contains("where nothing was"), "{said}");
        assert!(place.file().exists() && place.occasions().len() == count);
    }
}

#[test]
fn where_its_bytes_cannot_be_kept_an_unreadable_file_stays() {
    let place = Place::after("add A");
    put(&place.file(), b"{ broken");
    let kept = place.kept();
    let set = |mode: u32| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(&kept, mode).unwrap();
    };
    set(0o500);
    // Whoever may write everywhere is not stopped by a mode.
    if fs::File::create(kept.join("probe")).is_err() {
        place.unchanged_by("backups restore 1", 74);
    }
    set(0o700);
}

#[test]
fn each_file_has_backups_of_its_own() {
    let place = Place::after("add A");
    place.lines("--file other.json init\n--file other.json add B\n--file other.json add C");
    assert_eq!(place.ask("backups").as_array().unwrap().len(), 1);
    symlink(place.here().join("other.json"), place.here().join("link.json")).unwrap();
    place.line("--file link.json backups restore 1").well();
    assert_eq!(place.ask("--file other.json list"), json!([]));
    assert_eq!(place.order(), ["A"]);
    assert!(fs::symlink_metadata(place.here().join("link.json")).unwrap().is_symlink());
}

#[test]
fn a_newer_file_is_not_turned_back() {
    let place = Place::after("add A\nadd B");
    place.patch("\"version\": 1", "\"version\": 2");
    let said = place.unchanged_by("backups restore 1", 3);
    assert!(said.contains("newer upnext"), "{said}");
}
