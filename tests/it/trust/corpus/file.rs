//! The corpus, files: what is no backlog is named and not touched; a backlog in an odd place is
//! opened, changed and found again there.

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use upnext::domain::backlog::Backlog;
use upnext::store::disk::{Disk, FolderLock, RealDisk};
use upnext::store::document;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};

use crate::cli::{Place, put};
use crate::samples::backlog;
use crate::store::bad;
use crate::store::disk::{Faulty, Later, Quick};
use crate::store::{Folder, ODD, text, titled, write};

/// Whether the bytes of a file are the same after something was done with it.
fn untouched(bytes: &[u8], act: impl Fn(&BacklogFile)) -> bool {
    let folder = Folder::with(bytes);
    act(&BacklogFile::on(Quick::arc(), &folder.file));
    folder.bytes() == bytes && folder.names() == ["upnext.json"]
}

#[test]
fn what_cannot_be_read_is_never_replaced() {
    for (bytes, place, words) in bad::corpus() {
        let whole = untouched(&bytes, |file| {
            let saved = file.with_lock(|locked| locked.replace(&backlog(1)));
            assert!(saved.is_err(), "{place} {words}");
            // Nor by a screen that had the file open when it was still whole.
            let was = document::write(&backlog(2)).unwrap();
            let base = upnext::store::base::Base::new(Arc::new(was), None);
            assert!(file.save(&base, &backlog(2), &backlog(1)).is_err(), "{place} {words}");
        });
        assert!(whole, "{place} {words}");
    }
}

#[test]
fn control_a_program_that_takes_what_it_cannot_read_for_empty_is_found_out() {
    for (bytes, place, words) in bad::corpus() {
        let whole = untouched(&bytes, |file| {
            let held = file.load().map_or_else(|_| Backlog::default(), |loaded| loaded.backlog);
            write(file.path(), &document::write(&held).unwrap());
        });
        assert!(!whole, "{place} {words}");
    }
}

/// A disk that reads no longer files than this.
struct Short(u64);

impl Disk for Short {
    fn limit(&self) -> u64 {
        self.0
    }
}

#[test]
fn a_file_above_the_limit_is_named_and_left_alone() {
    assert_eq!(RealDisk.limit(), 1 << 30);
    let folder = Folder::holding(&backlog(9));
    let (bytes, length) = (folder.bytes(), folder.bytes().len() as u64);
    let file = BacklogFile::on(Arc::new(Short(length - 1)), &folder.file);
    let error = file.load().unwrap_err();
    assert!(matches!(&error, StoreError::TooLarge { .. }) && error.exit_code() == 65, "{error}");
    assert!(error.to_string().contains(&format!("larger than {} bytes", length - 1)), "{error}");
    assert!(file.with_lock(|locked| locked.replace(&backlog(1))).is_err());
    assert_eq!(folder.bytes(), bytes);
    // Exactly as long as the limit is not too long.
    assert!(BacklogFile::on(Arc::new(Short(length)), &folder.file).load().is_ok());
}

#[test]
fn what_nests_at_and_around_the_usual_limit_is_kept_or_named() {
    for depth in [1, 126, 127, 128, 129, 100_000] {
        for [open, close] in [["[", "]"], ["{\"a\":", "}"]] {
            let inner = if open == "[" { "" } else { "1" };
            let deep = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            let head = "{\"format\":\"upnext\",\"version\":1";
            let kept = format!("{head},\"x\":{deep}}}");
            let read = document::read(kept.as_bytes()).unwrap().backlog;
            assert!(text(&read).contains(&deep), "{depth}");
            for field in ["product", "stories", "people"] {
                let wrong = format!("{head},\"{field}\":{deep}}}");
                // An object where one belongs holds an unknown field, or a key that is no id.
                let error = document::read(wrong.as_bytes()).err();
                assert!(error.is_some() || (open != "[" && field == "product"), "{field} {depth}");
            }
            let unfinished = format!("{head},\"x\":{}", open.repeat(depth));
            assert!(document::read(unfinished.as_bytes()).is_err());
            for field in ["format", "version"] {
                let wrong = format!("{{\"{field}\":{deep}}}");
                assert!(document::read(wrong.as_bytes()).is_err());
            }
        }
    }
}

#[test]
fn a_socket_is_no_file() {
    let folder = Folder::with(b"");
    let path = folder.dir.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let error = BacklogFile::on(Quick::arc(), &path).load().unwrap_err();
    assert!(matches!(&error, StoreError::NotAFile { .. }) && error.exit_code() == 65, "{error}");
}

#[test]
fn what_is_no_file_is_named_by_the_program_and_nothing_waits() {
    let place = Place::bare();
    let pipe = place.here().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for name in ["pipe", "/dev/zero", "/dev/null", "."] {
        for verb in ["list", "add A"] {
            let said = place.line(&format!("--file {name} {verb}")).failed(65);
            assert!(said.contains("is no file: name a backlog with --file"), "{name}: {said}");
        }
    }
}

/// A file that is gone between the look at it and the reading, the first few times.
struct Vanishing {
    times: AtomicU32,
    bytes: Vec<u8>,
}

impl Disk for Vanishing {
    fn open(&self, path: &Path) -> io::Result<File> {
        if self.times.load(Ordering::SeqCst) == 0 {
            write(path, &self.bytes);
            return RealDisk.open(path);
        }
        self.times.fetch_sub(1, Ordering::SeqCst);
        fs::remove_file(path)?;
        let gone = RealDisk.open(path);
        write(path, &self.bytes);
        gone
    }
    fn pause(&self, _: Duration) {}
}

#[test]
fn a_file_that_vanishes_between_stat_and_read_is_looked_for_again() {
    let bytes = document::write(&backlog(3)).unwrap();
    for (times, there) in [(1, true), (5, true), (500, false)] {
        let folder = Folder::with(&bytes);
        let disk = Vanishing { times: AtomicU32::new(times), bytes: bytes.clone() };
        let loaded = BacklogFile::on(Arc::new(disk), &folder.file).load();
        assert_eq!(loaded.is_ok(), there, "{times}");
        assert!(matches!(loaded, Ok(_) | Err(StoreError::NotFound { .. })), "{times}");
    }
}

#[test]
fn a_file_half_written_for_300_milliseconds_is_waited_for() {
    let whole = document::write(&backlog(3)).unwrap();
    // Twelve looks of 25 ms; without them the half is what there is.
    for (looks, there) in [(12, true), (1_000, false)] {
        let folder = Folder::with(&whole[..whole.len() / 2]);
        let (path, bytes) = (folder.file.clone(), whole.clone());
        let then = move |pause| {
            if pause == looks {
                write(&path, &bytes);
            }
        };
        let disk = Later { pauses: AtomicU32::new(0), then, git: false };
        let file = BacklogFile::on(Arc::new(disk), &folder.file);
        let saved = file.with_lock(|locked| locked.replace(&backlog(4)));
        assert_eq!(saved.is_ok(), there, "{saved:?}");
        let expected = if there { document::write(&backlog(4)).unwrap() } else { folder.bytes() };
        assert_eq!(folder.bytes(), expected);
        assert_eq!(folder.bytes().len() > whole.len() / 2, there);
    }
}

/// Writes another text of the same length, with the time of the old one.
fn swapped(path: &Path, bytes: &[u8], in_place: bool) {
    let before = fs::metadata(path).unwrap();
    if in_place {
        write(path, bytes);
    } else {
        let beside = path.with_extension("other");
        write(&beside, bytes);
        fs::rename(&beside, path).unwrap();
    }
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    let after = fs::metadata(path).unwrap();
    // A look at length and time alone would see nothing.
    assert_eq!(after.len(), before.len());
    assert_eq!(after.modified().unwrap(), before.modified().unwrap());
}

#[test]
fn a_replacement_of_the_same_size_and_time_is_seen() {
    for in_place in [false, true] {
        let folder = Folder::holding(&titled(&backlog(3), 2, "Bob", "One"));
        let file = BacklogFile::new(&folder.file);
        let loaded = file.load().unwrap();
        let (tell, events) = channel();
        let saver =
            Saver::spawn(file.clone(), loaded.base, loaded.backlog.clone(), None, move |event| {
                drop(tell.send(event));
            });
        let bytes = document::write(&titled(&backlog(3), 2, "Bob", "Two")).unwrap();
        swapped(&folder.file, &bytes, in_place);
        let event = events.recv_timeout(Duration::from_secs(10)).unwrap();
        let SaverEvent::Changed(step) = event else { panic!("{event:?}") };
        assert_eq!(step.onto(&loaded.backlog).backlog.numbered(2).unwrap().title, "Two");
        saver.flush_and_stop(Duration::from_secs(10)).unwrap();
    }
}

#[test]
fn a_save_over_a_replacement_of_the_same_size_and_time_loses_nothing() {
    for (off, kept) in [(&[][..], "Two"), (&["base", "still"][..], "One")] {
        let folder = Folder::holding(&titled(&backlog(3), 2, "Bob", "One"));
        let file = BacklogFile::on(Faulty::without(off), &folder.file);
        let loaded = file.load().unwrap();
        let bytes = document::write(&titled(&backlog(3), 2, "Bob", "Two")).unwrap();
        swapped(&folder.file, &bytes, true);
        let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
        file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
        // Without the look at the bytes the other's edit is gone.
        assert_eq!(folder.backlog().numbered(2).unwrap().title, kept);
    }
}

#[test]
fn a_relative_link_is_followed_and_stays_a_link() {
    let place = Place::after("add A");
    let deep = place.here().join("deep");
    fs::create_dir(&deep).unwrap();
    symlink("../upnext.json", deep.join("link.json")).unwrap();
    place.line("--file deep/link.json add B").well();
    assert_eq!(place.order(), ["A", "B"]);
    assert!(fs::symlink_metadata(deep.join("link.json")).unwrap().is_symlink());
    assert_eq!(fs::read_dir(&deep).unwrap().count(), 1, "nothing beside the link");
    // A link to a folder on the way is followed as well.
    symlink("deep", place.here().join("way")).unwrap();
    place.line("--file way/link.json undo").well();
    assert_eq!(place.order(), ["A"]);
}

#[test]
fn a_dangling_link_and_a_looping_one_are_named_and_stay() {
    let place = Place::bare();
    symlink("nowhere.json", place.file()).unwrap();
    for line in ["list", "add A"] {
        assert!(place.line(line).failed(2).contains("no backlog at "), "{line}");
    }
    assert!(place.line("init").failed(2).contains("is there already"));
    assert!(!place.here().join("nowhere.json").exists());
    fs::remove_file(place.file()).unwrap();
    symlink("upnext.json", place.file()).unwrap();
    for line in ["list", "add A", "init"] {
        let said = place.run(line.split(' '));
        assert!([2, 74].contains(&said.code) && said.err.contains("upnext.json"), "{said:?}");
    }
    assert!(fs::symlink_metadata(place.file()).unwrap().is_symlink());
}

#[test]
fn another_name_of_the_same_file_keeps_what_it_had() {
    let folder = Folder::holding(&backlog(2));
    let (before, other) = (folder.bytes(), folder.dir.path().join("other.json"));
    fs::hard_link(&folder.file, &other).unwrap();
    let file = BacklogFile::new(&folder.file);
    file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
    assert_eq!(folder.backlog().numbered(1).unwrap().title, "x");
    // A replacement is another file: the other name is whole, and the state before the save.
    assert_eq!(fs::read(&other).unwrap(), before);
    assert_eq!(fs::metadata(&other).unwrap().nlink(), 1);
    assert!(BacklogFile::new(&other).load().is_ok());
}

#[test]
fn a_folder_or_disk_nobody_may_write_is_named_with_what_to_do() {
    for (code, advice) in
        [(13, "ask for the right to write there"), (30, "make that disk writable")]
    {
        let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&backlog(2)));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        let bytes = folder.bytes();
        *disk.fail.lock().unwrap() = Some(("create", code));
        let changed = titled(&backlog(2), 1, "Ann", "x");
        let error = file.with_lock(|locked| locked.replace(&changed)).unwrap_err();
        assert!(error.to_string().contains(advice) && error.exit_code() == 74, "{error}");
        assert_eq!((folder.bytes(), folder.names().len()), (bytes, 1));
        // It can be read all the same.
        assert_eq!(file.load().unwrap().backlog, backlog(2));
    }
}

/// A disk on which somebody else has the lock for ever; it counts the time that is waited.
#[derive(Default)]
struct Held {
    waited: AtomicU64,
}

impl Disk for Held {
    fn try_lock(&self, _: &Path) -> io::Result<Option<FolderLock>> {
        Ok(None)
    }
    fn pause(&self, time: Duration) {
        self.waited.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

#[test]
fn a_lock_held_for_ever_is_waited_for_three_seconds() {
    let (disk, folder) = (Arc::new(Held::default()), Folder::holding(&backlog(2)));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    let bytes = folder.bytes();
    let error = file.with_lock(|locked| locked.replace(&backlog(1))).unwrap_err();
    assert!(matches!(&error, StoreError::Locked { .. }) && error.exit_code() == 75, "{error}");
    assert_eq!((disk.waited.load(Ordering::SeqCst), folder.bytes()), (3_000, bytes));
    // Whoever only reads asks for no lock.
    assert!(file.load().is_ok());
}

#[test]
fn names_of_any_bytes_are_opened_and_said_harmlessly() {
    let place = Place::bare();
    let names: [&[u8]; 5] =
        [b"two\nlines.json", b"esc\x1b[2J.json", b"-rf.json", b"--json", b"raw\xff\xfe.json"];
    for name in names {
        let name = std::ffi::OsStr::from_bytes(name);
        let file = |words: &[&str]| {
            let mut command = place.command(words);
            crate::cli::run(command.env("UPNEXT_FILE", name))
        };
        file(&["init", "--name", "Shop"]).well();
        file(&["add", "A", "--as", "Ann"]).well();
        file(&["undo", "--as", "Ann"]).well();
        file(&["redo", "--as", "Ann"]).well();
        assert!(file(&["list"]).well().out.contains('A'));
        let path = place.here().join(name);
        put(&path, "{");
        // It waits its half second for git to finish: once for each name is enough.
        let json = name.as_bytes().starts_with(b"esc");
        let said = file(if json { &["list", "--json"] } else { &["list"] });
        assert_eq!((said.code, said.out.as_str()), (65, ""), "{said:?}");
        assert!(!said.err.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
        // One line for the file, and one for what to do.
        assert!(json || said.err.trim_end().lines().count() == 2, "{said:?}");
        assert_eq!(fs::read(&path).unwrap(), b"{");
        fs::remove_file(&path).unwrap();
    }
    assert_eq!(fs::read_dir(place.here()).unwrap().count(), 0, "litter");
    // As an option a name may begin with a dash as well.
    place.run(["--file=-x.json", "init"]).well();
    place.run(["--file", "./-x.json", "add", "A"]).well();
    assert!(place.here().join("-x.json").exists());
}

#[test]
fn line_ends_of_another_system_are_kept() {
    let unlike = text(&backlog(3)).replace('\n', "\r\n");
    let folder = Folder::with(unlike.as_bytes());
    let file = BacklogFile::new(&folder.file);
    let base = file.load().unwrap();
    assert!(file.with_lock(|locked| locked.replace(&base.backlog)).is_ok());
    assert_eq!(folder.bytes(), unlike.as_bytes(), "nothing was edited");
    for title in ["x", "y"] {
        let changed = titled(&file.load().unwrap().backlog, 1, "Ann", title);
        file.with_lock(|locked| locked.replace(&changed)).unwrap();
        let now = String::from_utf8(folder.bytes()).unwrap();
        assert!(!now.replace("\r\n", "").contains(['\r', '\n']), "{now:?}");
        assert!(now.contains(&format!("\"title\": \"{title}\"")));
    }
    // All but the title and its two lines of history are the lines they were.
    let now = String::from_utf8(folder.bytes()).unwrap();
    let new: Vec<&str> = now.lines().filter(|line| !unlike.lines().any(|it| it == *line)).collect();
    assert_eq!(new.len(), 3, "{new:?}");
    // A file of our own has our line ends.
    let own = Folder::holding(&backlog(2));
    let file = BacklogFile::new(&own.file);
    file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
    assert!(!own.bytes().contains(&b'\r'));
}

#[test]
fn a_mark_at_the_start_costs_nothing() {
    let folder = Folder::with(format!("\u{FEFF}{ODD}").as_bytes());
    let file = BacklogFile::new(&folder.file);
    let changed = titled(&file.load().unwrap().backlog, 1, "Ann", "x");
    file.with_lock(|locked| locked.replace(&changed)).unwrap();
    assert_eq!(folder.backlog(), changed);
}
