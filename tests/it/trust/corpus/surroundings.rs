//! The corpus, surroundings: streams that are closed or full, terminals and homes that are odd or
//! missing, a clock that goes back, editors of every sort, and a file that becomes a folder.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::json;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};
use upnext::tui::app::Msg;

use super::{is_hostile, shown};
use crate::cli::{Place, Said, put, run, texts};
use crate::robot::{Robot, sample};
use crate::samples::backlog;
use crate::store::disk::Quick;
use crate::store::{Folder, text, titled};
use crate::terminal::Shop;
use crate::trust::sized;

/// Runs a line of a shell in which `upnext` is the program.
fn shell(place: &Place, line: &str) -> Said {
    let usual = place.command(["list"]);
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        &format!("upnext() {{ '{}' --as Ann \"$@\"; }}\n{line}", env!("CARGO_BIN_EXE_upnext")),
    ]);
    shell.current_dir(place.here()).env_clear();
    for (name, value) in usual.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    run(shell.stdin(Stdio::null()))
}

#[test]
fn closed_streams_cost_no_data_and_no_panic() {
    let place = Place::new();
    for (line, code) in [
        ("upnext add One >&-", 0),
        ("upnext add Two 2>&-", 0),
        ("upnext add Three <&-", 0),
        ("upnext add Four <&- >&- 2>&-", 0),
        // Nothing can be read where nothing is open.
        ("upnext add - <&-", 2),
        ("upnext list >&-", 0),
        ("upnext show 9 2>&-", 2),
        ("upnext <&-", 2),
        ("upnext >&-", 2),
    ] {
        let said = shell(&place, line);
        assert_eq!(said.code, code, "{line}: {said:?}");
        assert!(!said.err.contains("panicked"), "{line}: {said:?}");
    }
    assert_eq!(place.order(), ["One", "Two", "Three", "Four"]);
    // No line of any answer went into the backlog's own file.
    assert!(place.line("doctor").well().out.contains("sound"));
}

#[test]
fn an_answer_that_cannot_be_written_takes_nothing_back() {
    let place = Place::new();
    let said = shell(&place, "upnext add One >/dev/full");
    assert!(said.code == 74 && said.err.contains("standard output"), "{said:?}");
    let said = shell(&place, "upnext show 9 2>/dev/full");
    assert_eq!(said.code, 2);
    // What was done is done, and can be undone.
    assert_eq!(place.order(), ["One"]);
    place.line("undo").well();
    assert_eq!(place.order(), [""; 0]);
    // Whoever has read enough is no failure, for an act either.
    let said = shell(&place, "upnext add Two | true; upnext list | head -n 1");
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(place.order(), ["Two"]);
}

#[test]
fn a_terminal_without_a_name_or_a_dumb_one_is_drawn_on_and_left() {
    for value in [None, Some(""), Some("dumb"), Some("no such terminal")] {
        let shop = Shop::new();
        shop.run(&["init", "--name", "Webshop"]);
        shop.run(&["add", "Pay by card"]);
        let mut screen = shop.open_in(&[], (80, 24), &[("TERM", value)]);
        screen.see("Pay by card").keys("q");
        assert_eq!(screen.ends(), 0, "{value:?}");
        let place = Place::after("add A");
        let mut list = place.command(["list"]);
        match value {
            Some(value) => list.env("TERM", value),
            None => list.env_remove("TERM"),
        };
        assert!(run(&mut list).well().out.contains('A'));
    }
}

#[test]
fn homes_that_are_missing_or_odd_cost_at_most_the_undo() {
    let place = Place::after("add A");
    let file = place.dir.path().join("a file");
    put(&file, "no folder");
    let file = file.to_str().unwrap();
    for (names, value, undo) in [
        (&["XDG_STATE_HOME", "XDG_CONFIG_HOME"][..], None, Some(true)),
        (&["XDG_STATE_HOME", "XDG_CONFIG_HOME"], Some(""), Some(true)),
        // One that is not absolute is none, says the standard.
        (&["XDG_STATE_HOME", "XDG_CONFIG_HOME"], Some("relative/state"), Some(true)),
        (&["XDG_STATE_HOME", "XDG_CONFIG_HOME"], Some(file), Some(false)),
        (&["XDG_STATE_HOME", "XDG_CONFIG_HOME"], Some("/proc/nobody/writes/here"), Some(false)),
        (&["HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"], Some("/dev/null"), Some(false)),
    ] {
        let told = |words: &[&str]| {
            let mut command = place.command(["--as", "Ann"]);
            command.args(words);
            for name in names {
                match value {
                    Some(value) => command.env(name, value),
                    None => command.env_remove(name),
                };
            }
            run(&mut command)
        };
        let before = place.bytes();
        let said = told(&["add", "B", "--json"]);
        assert_eq!(said.code, 0, "{value:?}: {said:?}");
        assert_eq!(place.order(), ["A", "B"], "{value:?}");
        let warned = said.json()["notices"].to_string().contains("cannot be undone");
        assert_eq!(warned, undo == Some(false), "{value:?}: {said:?}");
        let undone = told(&["undo"]);
        assert_eq!(undone.code == 0, undo == Some(true), "{value:?}: {undone:?}");
        put(&place.file(), &before.0);
        assert!(told(&["list"]).well().out.contains('A'));
        let litter = fs::read_dir(place.here()).unwrap().count();
        assert_eq!(litter, 1, "{value:?}");
    }
}

/// The same at another moment.
fn at(place: &Place, now: &str, line: &str) -> Said {
    let mut command = place.command(["--as", "Ann"]);
    run(command.args(shell_words::split(line).unwrap()).env("UPNEXT_NOW", now))
}

#[test]
fn a_clock_that_goes_back_a_day_turns_nothing_round() {
    let (late, early) = ("2026-11-22T09:00:00+00:00", "2026-11-21T08:00:00+00:00");
    let place = Place::new();
    at(&place, late, "add A --points 3").well();
    let before = place.bytes();
    for (now, line) in [(late, "set 1 points=5"), (early, "set 1 points=8"), (early, "tag 1 +x")] {
        at(&place, now, line).well();
    }
    // The history is in the order of the acts, whatever the clock said; the log goes by the clock.
    let shown = at(&place, early, "show 1 --json").well().json();
    assert_eq!(shown["points"], 8);
    let file: serde_json::Value = serde_json::from_str(&place.text()).unwrap();
    let story = file["stories"].as_object().unwrap().values().next().unwrap();
    assert_eq!(texts(&story["history"], "after"), ["x", "8", "5", ""]);
    let log = at(&place, early, "log 1 --json").well().json();
    assert_eq!(log.as_array().unwrap().len(), 4);
    let times = texts(&log, "at");
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    for line in
        ["today", "list created>1d", "list stale", "figures", "doctor", "log", "sprint list"]
    {
        let said = at(&place, early, line);
        assert!([0, 2].contains(&said.code) && !said.err.contains("panicked"), "{line}: {said:?}");
    }
    assert_eq!(at(&place, early, "today").code, 0);
    for label in ["tag", "points", "points"] {
        let said = at(&place, early, "undo").well().out.to_lowercase();
        assert!(
            said.contains(label) || said.contains("estimated") || said.contains('x'),
            "{label}: {said}"
        );
    }
    assert_eq!(place.bytes(), before);
    // A clock far back, or far on, is only a clock.
    for now in ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
        at(&place, now, "set 1 title=Other").well();
        at(&place, now, "today").well();
        at(&place, now, "undo").well();
    }
    shown_at_both_ends(&place);
}

fn shown_at_both_ends(place: &Place) {
    let read = upnext::store::document::read(&place.bytes().0).unwrap();
    shown(&read.backlog);
}

/// Edits story 1 with a script in a folder whose name asks to be quoted.
fn edited(place: &Place, script: &str) -> Said {
    let folder = place.dir.path().join("with 'quotes' and $x");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("editor.sh");
    put(&path, format!("{script}\n"));
    let words = shell_words::join(["sh", path.to_str().unwrap(), "--an option"]);
    let mut command = place.command(["--as", "Ann", "edit", "1"]);
    run(command.env("EDITOR", words))
}

#[test]
fn an_editor_is_named_as_a_shell_would_name_it() {
    let place = Place::after("add A");
    let said = edited(&place, "[ \"$1\" = '--an option' ] && sed -i 's/^# .*/# Other/' \"$2\"");
    assert_eq!(said.well().out, "Edited #1: title\n");
    // No shell looks at it: what a shell would run is a name.
    let mut command = place.command(["--as", "Ann", "edit", "1"]);
    let said = run(command.env("EDITOR", "sh -c 'touch ran'; touch ran2 #"));
    assert_eq!(place.order(), ["Other"], "{said:?}");
    assert!(!place.here().join("ran2").exists(), "{said:?}");
}

#[test]
fn fifty_mebibytes_back_from_the_editor_are_taken_or_kept() {
    let place = Place::after("add A --points 3");
    let size = sized(2, 50);
    // As a description they are a text like any other; more than is ever read is kept aside.
    let script = format!("yes 'a long line of words that says little' | head -c {size}M >> \"$2\"");
    let said = edited(&place, &script);
    assert_eq!(said.code, 0, "{}", said.err);
    let length = place.at("show 1", "/description").as_str().unwrap().len();
    assert!(length >= size << 20, "{length}");
    place.line("undo").well();
    let before = place.bytes();
    let said = edited(&place, "head -c 65M /dev/zero | tr '\\0' x >> \"$2\"").failed(65);
    assert!(said.contains("larger than") && said.contains("nothing was changed"), "{said}");
    assert_eq!(place.bytes(), before);
}

#[test]
fn a_paste_that_pretends_to_end_is_text_or_keys_and_never_harm() {
    let long = format!("{}\u{1b}[201~:q\r{}", "word ".repeat(1 << 10), "x".repeat(1 << 10));
    let mut robot = Robot::on(sample(), (80, 24));
    let start = robot.backlog().clone();
    robot.tell(Msg::Paste(long.repeat(sized(8, 170))));
    assert_eq!(*robot.backlog(), start, "no text was asked for");
    for keys in ["a", "E", "/", ":", "c"] {
        let mut robot = Robot::on(sample(), (80, 24));
        robot.keys(keys);
        robot.tell(Msg::Paste(long.repeat(sized(8, 170))));
        assert!(!robot.text().contains(is_hostile), "{keys}");
        robot.keys("<enter>");
        assert!(!robot.text().contains(is_hostile), "{keys}");
        assert!(upnext::domain::checkup::findings(robot.backlog()).is_empty());
        let titles = robot.backlog().stories().iter().map(|it| it.title.clone());
        assert!(titles.into_iter().all(|it| !it.contains('\u{1b}')), "{keys}");
    }
}

#[test]
fn a_terminal_that_lets_the_end_of_a_paste_through_leaves_a_sound_file() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop.run(&["add", "Pay by card"]);
    let mut screen = shop.open(&[]);
    screen.see("Pay by card").keys("2").keys("a").see("new story");
    // What stands behind the false end is keys: of these none does anything in a line.
    let (long, keys) =
        ("words and words ".repeat(sized(4 << 10, 1 << 20) / 16), "words ".repeat(20));
    screen.keys(&format!("\u{1b}[200~{long}\u{1b}[201~{keys}\u{1b}[201~"));
    screen.keys("\u{15}").keys("Still here\r").see("Added #2").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(shop.run(&["list"]).contains("Still here"));
    assert!(shop.run(&["doctor"]).contains("sound"));
}

#[test]
fn a_storm_of_sizes_leaves_every_screen_drawn() {
    let mut robot = Robot::on(sample(), (80, 24));
    let start = robot.backlog().clone();
    let mut dice = crate::samples::Dice(77);
    for round in 0..sized(150, 5_000) {
        let mut side = |most: usize| u16::try_from(1 + dice.roll(most)).unwrap();
        robot.tell(Msg::Resize(side(200), side(60)));
        robot.keys(["j", "2", "1", "5", "4", "?", "<esc>", "<enter>"][round % 8]);
        robot.text();
    }
    assert_eq!(*robot.backlog(), start);
}

#[test]
fn a_file_that_becomes_a_folder_is_named_and_nothing_is_lost() {
    let start = backlog(3);
    let folder = Folder::holding(&start);
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    let loaded = file.load().unwrap();
    let (tell, events) = channel();
    let saver =
        Saver::spawn(file.clone(), loaded.base.clone(), start.clone(), None, move |event| {
            drop(tell.send(event));
        });
    fs::remove_file(&folder.file).unwrap();
    fs::create_dir(&folder.file).unwrap();
    put(&folder.file.join("inside"), "precious");
    saver.check();
    let next = || events.recv_timeout(Duration::from_secs(10)).unwrap();
    let event = next();
    // Between the two the file may have been seen as missing.
    let SaverEvent::Unreadable { sentence } = event else { panic!("{event:?}") };
    assert!(sentence.contains("is no file") || sentence.contains("no backlog at"), "{sentence}");
    let mine = titled(&start, 1, "Ann", "Mine");
    saver.save(mine.clone(), Vec::new(), 0);
    loop {
        match next() {
            SaverEvent::Failed { sentence } => break assert!(!sentence.is_empty()),
            SaverEvent::Unreadable { .. } => {}
            other => panic!("{other:?}"),
        }
    }
    let refused = file.save(&loaded.base, &start, &mine).unwrap_err();
    assert!(matches!(&refused, StoreError::NotAFile { .. }), "{refused}");
    assert_eq!(fs::read(folder.file.join("inside")).unwrap(), b"precious");
    // Once it is a file again, what was done meanwhile is saved.
    fs::remove_dir_all(&folder.file).unwrap();
    crate::store::write(&folder.file, text(&start).as_bytes());
    saver.flush_and_stop(Duration::from_secs(10)).unwrap();
    assert_eq!(folder.backlog(), mine);

    let place = Place::after("add A");
    fs::remove_file(place.file()).unwrap();
    fs::create_dir(place.file()).unwrap();
    for line in ["list", "add B", "undo", "doctor"] {
        assert!(place.line(line).failed(65).contains("is no file"), "{line}");
    }
    assert!(place.line("init").failed(2).contains("is there already"));
    assert_eq!(json!(fs::read_dir(place.file()).unwrap().count()), json!(0));
    assert!(Path::new(&place.file()).is_dir());
}
