//! Promise 13: backups are made, thinned out, listed and restored.
//!
//! The program itself does it here, on the screen and as a command. The same look at what is kept
//! fails where the disk keeps nothing, which is the negative control.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use upnext::domain::stamp::Moment;
use upnext::session::Occasion;
use upnext::store::backups::{Backups, Before};
use upnext::store::disk::{Disk, RealDisk};
use upnext::store::document;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;

use super::{figure, sized};
use crate::samples::{backlog, change, entry, minute};
use crate::terminal::Shop;

const NOON: &str = "2026-11-22T12:00:00+00:00";

/// Runs the program at a moment, whether it does well or not.
fn said(shop: &Shop, now: &str, args: &[&str]) -> Output {
    let home = shop.path().join("home");
    Command::new(env!("CARGO_BIN_EXE_upnext"))
        .args(args)
        .args(["--as", "Ann"])
        .current_dir(shop.path())
        .env("HOME", &home)
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("UPNEXT_FILE", "")
        .env("UPNEXT_NOW", now)
        .output()
        .unwrap()
}

#[track_caller]
fn does(shop: &Shop, now: &str, args: &[&str]) {
    let output = said(shop, now, args);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && errors.is_empty(), "{args:?}: {errors}");
}

/// What is kept: the names in their order, each with its bytes.
fn kept(shop: &Shop) -> BTreeMap<String, Vec<u8>> {
    let root = shop.path().join("home/state/upnext/backups");
    let Ok(folders) = fs::read_dir(&root) else { return BTreeMap::new() };
    let folders: Vec<PathBuf> = folders.map(|it| it.unwrap().path()).collect();
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let file = |it: io::Result<fs::DirEntry>| {
        let it = it.unwrap();
        (it.file_name().into_string().unwrap(), fs::read(it.path()).unwrap())
    };
    files.map(file).collect()
}

/// The newest one, which must be of this occasion and hold these bytes.
#[track_caller]
fn newest_is(shop: &Shop, occasion: &str, was: &[u8]) {
    let all = kept(shop);
    let (name, bytes) = all.last_key_value().unwrap();
    assert!(name.ends_with(&format!("-{occasion}.json")), "{name}");
    assert!(bytes == was, "{name} is not what stood there");
}

fn bytes(shop: &Shop) -> Vec<u8> {
    fs::read(shop.file()).unwrap()
}

fn shop() -> Shop {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Webshop"]);
    shop
}

#[test]
fn a_screen_keeps_what_it_found_before_its_first_write() {
    let shop = shop();
    shop.run(&["add", "First"]);
    shop.run(&["add", "Second"]);
    let (was, count) = (bytes(&shop), kept(&shop).len());
    let mut screen = shop.open(&[]);
    screen.see("First").keys("2").see("─ detail ─");
    assert_eq!(kept(&shop).len(), count, "looking is no write");
    screen.keys("e5\r").see("Estimated #1 at 5").see("✓ saved");
    newest_is(&shop, "screen", &was);
    let second = bytes(&shop);
    screen.keys("e8\r").see("Estimated #1 at 8").see("✓ saved");
    assert_eq!(kept(&shop).len(), count + 1, "only before the first one");
    // Several stories given up at once are an occasion at any time.
    let third = bytes(&shop);
    assert!(third != second);
    screen
        .keys("gg j ")
        .see("2 marked")
        .keys("d")
        .see("because:")
        .keys("no room\r")
        .see("Dropped")
        .see("✓ saved");
    newest_is(&shop, "drop", &third);
    // And the screen leads back, which one undo takes away again.
    let dropped = bytes(&shop);
    screen.keys("gb").see("before dropping several").keys("\r").see("Restored the backup");
    screen.see("u undo").see("✓ saved");
    assert!(bytes(&shop) == third);
    newest_is(&shop, "restore", &dropped);
    screen.keys("u").see("Undid: Restored").see("✓ saved").keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(bytes(&shop) == dropped);
}

#[test]
fn a_screen_keeps_what_another_program_wrote_before_it_merges() {
    let shop = shop();
    shop.run(&["add", "First"]);
    let mut screen = shop.open(&[]);
    screen.see("First").keys("2").see("─ detail ─").keys("e5\r").see("at 5").see("✓ saved");
    // The screen looks every half second: as a rule the key is faster, and its save merges.
    for round in 0..40 {
        let title = format!("Story {round}");
        shop.run(&["add", &title]);
        let theirs = bytes(&shop);
        let points = ["1", "2"][round % 2];
        screen.keys(&format!("e{points}\r")).see(&format!("#1 at {points}"));
        screen.see(&title).see("✓ saved");
        let all = kept(&shop);
        if let Some((_, held)) = all.iter().find(|(name, _)| name.contains("-merge")) {
            assert!(*held == theirs);
            screen.keys("q");
            assert_eq!(screen.ends(), 0);
            return;
        }
    }
    panic!("no save ever met another one");
}

#[test]
fn commands_keep_one_an_hour_and_one_before_what_could_be_regretted() {
    let shop = shop();
    let at = |hour: u32, minute: u32| format!("2026-11-22T{hour:02}:{minute:02}:00+00:00");
    let (mut was, mut count) = (bytes(&shop), 0);
    for (hour, minute, due) in
        [(8, 0, true), (8, 59, false), (9, 0, true), (9, 30, false), (14, 0, true)]
    {
        does(&shop, &at(hour, minute), &["add", &format!("At {hour}:{minute}")]);
        count += usize::from(due);
        assert_eq!(kept(&shop).len(), count, "{hour}:{minute}");
        if due {
            newest_is(&shop, "hourly", &was);
        }
        was = bytes(&shop);
    }
    let sheet = shop.path().join("in.csv");
    let mut file = fs::File::create(&sheet).unwrap();
    io::Write::write_all(&mut file, b"title,key\nPay by card,K-1\n").unwrap();
    does(&shop, &at(14, 1), &["import", "in.csv", "--from", "csv", "--map", "title=title"]);
    newest_is(&shop, "import", &was);
    was = bytes(&shop);
    does(&shop, &at(14, 2), &["drop", "1", "2", "--reason", "no room"]);
    newest_is(&shop, "drop", &was);
    was = bytes(&shop);
    does(&shop, &at(14, 3), &["backups", "restore", "1"]);
    newest_is(&shop, "restore", &was);
    does(&shop, &at(14, 4), &["undo"]);
    assert!(bytes(&shop) == was, "one undo takes it back");
}

#[test]
fn the_newest_twenty_and_one_a_day_for_fourteen_days_are_kept_private_and_elsewhere() {
    let shop = shop();
    let repository = shop.path().canonicalize().unwrap();
    let beside = |names: &[&str]| {
        let entries = fs::read_dir(&repository).unwrap();
        let mut found: Vec<String> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(found, names);
    };
    // So many commands a day, two hours apart, over thirty days.
    let (days, a_day) = (30, sized(1, 8));
    for day in 1..=days {
        for nth in 0..a_day {
            let now = format!("2026-11-{day:02}T{:02}:00:00+00:00", 2 + 2 * nth);
            does(&shop, &now, &["add", &format!("Story {day} {nth}")]);
        }
    }
    let all = kept(&shop);
    // The newest twenty, and the newest one of each of the fourteen days that they do not reach.
    let expected = 20 + 14usize.saturating_sub(20_usize.div_ceil(a_day));
    assert_eq!(all.len(), expected, "{:?}", all.keys());
    assert!(all.values().all(|bytes| document::read(bytes).is_ok()));
    let root = shop.path().join("home/state/upnext/backups");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    for folder in fs::read_dir(&root).unwrap().map(|it| it.unwrap().path()) {
        assert_eq!(mode(&folder), 0o700);
        for file in fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()) {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
    beside(&["home", "upnext.json"]);
    let commands = days * a_day;
    figure(13, &format!("{commands} commands over {days} days: {expected} backups kept, 0600"));
}

#[test]
fn an_unreadable_file_names_the_ways_out_instead_of_a_screen() {
    let shop = shop();
    shop.run(&["add", "First"]);
    let good = bytes(&shop);
    does(&shop, NOON, &["add", "Second"]);
    let cut = &bytes(&shop)[..200];
    let mut file = fs::File::create(shop.file()).unwrap();
    io::Write::write_all(&mut file, cut).unwrap();
    let mut screen = shop.open_at(&[], (160, 24));
    screen.see("upnext.json:").see(" — ").see("upnext doctor").see("upnext backups");
    assert_eq!(screen.gone(), 65);
    assert!(bytes(&shop) == cut);
    does(&shop, NOON, &["backups", "restore", "1"]);
    assert!(bytes(&shop) == good);
    assert!(kept(&shop).values().any(|held| held == cut), "what stood there is kept");
    let mut screen = shop.open(&[]);
    screen.see("First").keys("q");
    assert_eq!(screen.ends(), 0);
}

/// A disk that says it keeps what is replaced, and does not.
struct Careless;

impl Disk for Careless {
    fn keep(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// Replaces a file on this disk on every occasion; how often what stood there is still to be had.
fn still_had(disk: &Arc<dyn Disk>) -> usize {
    let mut had = 0;
    for occasion in Occasion::ALL {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap().join("upnext.json");
        let file = BacklogFile::on(Arc::clone(disk), &path);
        file.create(&backlog(3)).unwrap();
        let was = fs::read(&path).unwrap();
        let backups = Backups::at(&dir.path().join("state"), &path);
        let at = Moment::parse(NOON).unwrap();
        let before = Before { backups: Some(backups.clone()), occasion: Some(occasion), at };
        let line = entry(minute(7000), "Ann", upnext::domain::field::Field::Title, "", "Mine");
        let mine = change(&backlog(3), 1, line, |story| story.title = "Mine".into()).0;
        file.with_lock(|locked| {
            locked.read()?;
            locked.keep_before(before);
            locked.replace(&mine)
        })
        .map_or_else(|error: StoreError| panic!("{error}"), drop);
        let all = backups.list().unwrap();
        had += usize::from(all.iter().any(|it| backups.read(&it.name, 1 << 20).unwrap() == was));
    }
    had
}

#[test]
fn on_every_occasion_what_stood_there_is_still_to_be_had() {
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    assert_eq!(still_had(&disk), Occasion::ALL.len());
}

#[test]
fn without_the_backup_it_is_nowhere() {
    let disk: Arc<dyn Disk> = Arc::new(Careless);
    assert_eq!(still_had(&disk), 0);
}

#[test]
fn an_open_screen_restores_over_what_cannot_be_read_and_nothing_is_done_later() {
    let shop = shop();
    shop.run(&["add", "First"]);
    let whole = bytes(&shop);
    let mut screen = shop.open(&[]);
    screen.see("First").keys("2aSecond\r").see("Added #2").see("✓ saved");
    let second = bytes(&shop);
    put(&shop.file(), &second[..second.len() / 2]);
    screen.see("the file cannot be read").keys("gb").see("Go back to");
    screen.keys("\r").see("cannot be read and is kept").see("✓ saved");
    screen.keys("\u{1b}").see("From outside: #2 is gone");
    assert_eq!(bytes(&shop), whole);
    assert!(kept(&shop).values().any(|it| *it == second[..second.len() / 2]));
    // What git brings back afterwards stays: no act waits to be done over it.
    put(&shop.file(), &second);
    screen.see("Second").keys("q");
    assert_eq!(screen.ends(), 0);
    assert_eq!(bytes(&shop), second);
    // Nor does a missing file need another program.
    fs::remove_file(shop.file()).unwrap();
    does(&shop, NOON, &["backups", "restore", "2"]);
    assert!(document::read(&bytes(&shop)).is_ok());
}

fn put(path: &Path, bytes: &[u8]) {
    let mut file = fs::File::create(path).unwrap();
    io::Write::write_all(&mut file, bytes).unwrap();
}
