//! Another program that knows no lock puts its own file in the place of ours: it is never lost,
//! because the two are swapped and what came out is looked at.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use upnext::store::disk::{Disk, RealDisk};
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;

use crate::samples::{Dice, backlog};
use crate::store::disk::Faulty;
use crate::store::{Folder, text, titled, write};
use crate::trust::{figure, sized};

/// Replaces the file as an editor does: another file, renamed over it.
fn replace(path: &Path, name: &str, bytes: &[u8]) {
    let other = path.with_file_name(name);
    write(&other, bytes);
    fs::rename(other, path).unwrap();
}

/// After the last look, before the replacing, another program does its work.
struct Interloper {
    /// What it puts there, the next thing last.
    files: Mutex<Vec<Vec<u8>>>,
    swaps: bool,
}

impl Interloper {
    fn come(&self, path: &Path) {
        if let Some(bytes) = self.files.lock().unwrap().pop() {
            replace(path, "theirs", &bytes);
        }
    }
}

impl Disk for Interloper {
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        self.come(other);
        if self.swaps { RealDisk.exchange(one, other) } else { Ok(false) }
    }
}

/// A save into which others come, one after another; whose titles are in the file then.
fn titles_after(swaps: bool, comers: u32) -> Vec<String> {
    let (folder, base) = (Folder::holding(&backlog(9)), backlog(9));
    // Each of them read what the one before it had written.
    let mut files = Vec::new();
    let mut theirs = base.clone();
    for n in 0..comers {
        theirs = titled(&theirs, 2 + n, "Bob", &format!("Theirs {n}"));
        files.insert(0, text(&theirs).into_bytes());
    }
    let disk = Interloper { files: Mutex::new(files), swaps };
    let file = BacklogFile::on(Arc::new(disk), &folder.file);
    let loaded = file.load().unwrap();
    let mine = titled(&base, 1, "Ann", "Mine");
    file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
    assert_eq!(folder.names(), ["upnext.json"]);
    let now = folder.backlog();
    (1..=comers + 1).map(|n| now.numbered(n).unwrap().title.clone()).collect()
}

#[test]
fn a_file_that_was_replaced_after_the_last_look_is_merged_all_the_same() {
    assert_eq!(titles_after(true, 1), ["Mine", "Theirs 0"]);
    assert_eq!(titles_after(true, 2), ["Mine", "Theirs 0", "Theirs 1"]);
    assert_eq!(titles_after(true, 5)[5], "Theirs 4");
}

#[test]
fn without_the_swap_what_another_wrote_is_lost() {
    assert_eq!(titles_after(false, 1), ["Mine", "Story 2"]);
}

#[test]
fn who_never_stops_writing_wins_and_is_told_of() {
    let folder = Folder::holding(&backlog(3));
    let theirs = text(&titled(&backlog(3), 2, "Bob", "Theirs"));
    let each = |n: u32| theirs.replace("Theirs", &format!("Theirs {n}")).into_bytes();
    let disk = Interloper { files: Mutex::new((0..200).map(each).collect()), swaps: true };
    let file = BacklogFile::on(Arc::new(disk), &folder.file);
    let loaded = file.load().unwrap();
    let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
    let error = file.save(&loaded.base, &loaded.backlog, &mine).unwrap_err();
    assert!(matches!(error, StoreError::Changed { .. }), "{error}");
    assert_eq!(error.exit_code(), 75);
    assert!(folder.backlog().numbered(2).unwrap().title.starts_with("Theirs "));
    assert_eq!(folder.names(), ["upnext.json"]);
}

#[test]
fn a_file_that_cannot_be_put_back_unseen_goes_back() {
    // What came out cannot be read: the old file stands again, and nothing was acknowledged.
    let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&backlog(3)));
    let before = folder.bytes();
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    *disk.fail.lock().unwrap() = Some(("came out", 24));
    file.with_lock(|locked| locked.replace(&titled(&backlog(3), 1, "Ann", "x"))).unwrap_err();
    assert_eq!((folder.bytes(), folder.names().len()), (before, 1));
}

/// Many saves, and in each another program replaces the file at some moment: how often what it
/// wrote is gone, and how often it came while the save was under way.
fn raced(rounds: usize, off: &[&'static str]) -> (usize, usize) {
    let (folder, base) = (Folder::holding(&backlog(3)), backlog(3));
    let file = BacklogFile::on(Faulty::without(off), &folder.file);
    let (ready, mut dice) = (Arc::new(Barrier::new(2)), Dice(17));
    let (mut lost, mut within, mut usual) = (0, 0, Duration::from_millis(3));
    let theirs = text(&titled(&base, 2, "Bob", "Theirs"));
    for round in 0..rounds {
        write(&folder.file, text(&base).as_bytes());
        let loaded = file.load().unwrap();
        let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
        let most = usize::try_from(usual.as_nanos()).unwrap() * 6 / 5;
        let wait = Duration::from_nanos(u64::try_from(dice.roll(most)).unwrap());
        let (path, bytes, gate) = (folder.file.clone(), theirs.clone(), Arc::clone(&ready));
        let other = path.with_file_name(format!("theirs-{round}"));
        write(&other, bytes.as_bytes());
        let comer = std::thread::spawn(move || {
            gate.wait();
            let start = Instant::now();
            while start.elapsed() < wait {
                std::hint::spin_loop();
            }
            fs::rename(other, path).unwrap();
            Instant::now()
        });
        ready.wait();
        let start = Instant::now();
        let saved = file.save(&loaded.base, &loaded.backlog, &mine);
        let ended = Instant::now();
        saved.unwrap();
        usual = (usual * 7 + (ended - start)) / 8;
        within += usize::from(comer.join().unwrap() < ended);
        // Where it came last ours is not in the file: that was its doing, and a screen merges it.
        lost += usize::from(folder.backlog().numbered(2).unwrap().title != "Theirs");
    }
    (lost, within)
}

#[test]
fn nothing_is_lost_to_a_writer_who_ignores_the_lock() {
    let rounds = sized(40, 10_000);
    let (lost, within) = raced(rounds, &[]);
    assert_eq!(lost, 0);
    figure(4, &format!("{rounds} files replaced by another, {within} during a save: 0 lost"));
    let (lost, within) = raced(rounds, &["exchange"]);
    figure(4, &format!("the same without the swap, {within} during a save: {lost} lost"));
}
