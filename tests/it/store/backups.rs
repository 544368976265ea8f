//! The backups beside the file: which are kept, who may read them, and that no save hangs on them.

use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use chrono::{NaiveDate, TimeDelta};
use upnext::domain::stamp::Moment;
use upnext::session::Occasion;
use upnext::store::backups::{Backups, Before, Kept, Name};
use upnext::store::disk::{Disk, RealDisk};
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};

use super::{Folder, text, titled, write};
use crate::samples::backlog;

pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn nine() -> Moment {
    at("2026-11-22T09:00:00+01:00")
}

pub fn later(by: TimeDelta) -> Moment {
    Moment(nine().0 + by)
}

/// A disk on which no backup can be made, for this reason.
struct Full(i32);

impl Disk for Full {
    fn keep(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(self.0))
    }
}

/// A disk with the guard off: it says that a backup is made, and makes none.
struct Careless;

impl Disk for Careless {
    fn keep(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// A file with its backups beside it.
struct Shelf {
    folder: Folder,
    backups: Backups,
}

impl Shelf {
    fn new() -> Self {
        let folder = Folder::holding(&backlog(3));
        let state = folder.dir.path().join("state");
        let backups = Backups::at(&state, &folder.file.canonicalize().unwrap());
        Self { folder, backups }
    }

    fn before(&self, occasion: impl Into<Option<Occasion>>, at: Moment) -> Before {
        Before { backups: Some(self.backups.clone()), occasion: occasion.into(), at }
    }

    /// One edit as a command makes it.
    fn edit(&self, disk: Arc<dyn Disk>, title: &str, before: Before) -> Result<Kept, StoreError> {
        BacklogFile::on(disk, &self.folder.file).with_lock(|locked| {
            let mine = titled(&locked.read()?.backlog, 1, "Ann", title);
            locked.keep_before(before);
            locked.replace(&mine)?;
            Ok(locked.kept().clone())
        })
    }

    fn names(&self) -> Vec<String> {
        self.backups.list().unwrap().iter().map(|it| it.name.to_string()).collect()
    }

    /// Whether these bytes stand in one of the backups.
    fn holds(&self, bytes: &[u8]) -> bool {
        let all = self.backups.list().unwrap();
        all.iter().any(|it| self.backups.read(&it.name, 1 << 20).unwrap() == bytes)
    }
}

#[test]
fn what_is_replaced_is_kept_byte_for_byte_for_its_owner_only() {
    let shelf = Shelf::new();
    let odd = text(&backlog(3)).replace("  ", "\t").replace('\n', "\r\n");
    write(&shelf.folder.file, odd.as_bytes());
    let kept = shelf.edit(Arc::new(RealDisk), "Mine", shelf.before(Occasion::Import, nine()));
    assert_eq!(kept.unwrap(), Kept::Made);
    assert_eq!(shelf.names(), ["20261122T080000Z-import.json"]);
    assert!(shelf.holds(odd.as_bytes()));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = shelf.backups.folder();
    assert_eq!(mode(&folder.join("20261122T080000Z-import.json")), 0o600);
    assert_eq!(mode(folder), 0o700);
    assert_eq!(mode(folder.parent().unwrap()), 0o700);
    // One that was opened to others is closed again.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    shelf.edit(Arc::new(RealDisk), "Again", shelf.before(Occasion::Import, nine())).unwrap();
    assert_eq!(mode(folder), 0o700);
    assert_eq!(shelf.names()[0], "20261122T080000Z_02-import.json");
}

#[test]
fn without_the_guard_what_was_replaced_is_nowhere() {
    let shelf = Shelf::new();
    let was = shelf.folder.bytes();
    let before = shelf.before(Occasion::Import, nine());
    shelf.edit(Arc::new(Careless), "Mine", before).unwrap();
    assert!(!shelf.holds(&was));
}

#[test]
fn nothing_new_keeps_nothing() {
    let shelf = Shelf::new();
    shelf.edit(Arc::new(RealDisk), "Mine", shelf.before(Occasion::Import, nine())).unwrap();
    let bytes = shelf.folder.bytes();
    let same = BacklogFile::new(&shelf.folder.file).with_lock(|locked| {
        let loaded = locked.read()?;
        locked.keep_before(shelf.before(Occasion::Restore, nine()));
        locked.replace(&loaded.backlog)?;
        Ok::<_, StoreError>(locked.kept().clone())
    });
    assert_eq!((same.unwrap(), shelf.names().len()), (Kept::NotDue, 1));
    assert_eq!(shelf.folder.bytes(), bytes);
}

#[test]
fn commands_keep_one_an_hour() {
    let shelf = Shelf::new();
    let edit = |minutes: i64| {
        let moment = later(TimeDelta::minutes(minutes));
        let title = format!("{minutes}");
        shelf.edit(Arc::new(RealDisk), &title, shelf.before(Occasion::Hourly, moment)).unwrap()
    };
    assert_eq!([0, 1, 59].map(edit), [Kept::Made, Kept::NotDue, Kept::NotDue]);
    assert_eq!([60, 61, 119].map(edit), [Kept::Made, Kept::NotDue, Kept::NotDue]);
    // A clock that is put back for a day begins anew there, once.
    assert_eq!([-1440, -1430].map(edit), [Kept::Made, Kept::NotDue]);
    assert_eq!(shelf.names().len(), 3);
    // Bytes that nobody can read stand for no backup of the backlog.
    let moment = later(TimeDelta::hours(5));
    shelf.backups.keep(&RealDisk, b"{", Occasion::Unreadable, moment).unwrap();
    assert_eq!(edit(301), Kept::Made);
}

#[test]
fn a_save_that_fails_again_and_again_keeps_its_bytes_once() {
    let shelf = Shelf::new();
    let keep = |bytes: &[u8], occasion| {
        shelf.backups.keep(&RealDisk, bytes, occasion, nine()).unwrap();
        shelf.names().len()
    };
    assert_eq!(keep(b"one", Occasion::Screen), 1);
    assert_eq!(keep(b"one", Occasion::Screen), 1);
    assert_eq!(keep(b"two", Occasion::Screen), 2);
    assert_eq!(keep(b"two", Occasion::Import), 3);
    assert_eq!(keep(b"one", Occasion::Import), 4);
}

#[test]
fn a_merge_is_an_occasion_and_a_weightier_one_stays() {
    for (asked, word) in [
        (None, "merge"),
        (Some(Occasion::Screen), "merge"),
        (Some(Occasion::Hourly), "merge"),
        (Some(Occasion::Import), "import"),
    ] {
        let shelf = Shelf::new();
        let file = BacklogFile::new(&shelf.folder.file);
        let loaded = file.load().unwrap();
        let theirs = text(&titled(&loaded.backlog, 2, "Bob", "Theirs"));
        write(&shelf.folder.file, theirs.as_bytes());
        let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
        let before = shelf.before(asked, nine());
        let saved = file.save_keeping(&loaded.base, &loaded.backlog, &mine, Some(&before)).unwrap();
        assert_eq!(saved.kept, Kept::Made);
        assert_eq!(shelf.names(), [format!("20261122T080000Z-{word}.json")]);
        assert!(shelf.holds(theirs.as_bytes()));
    }
    // Nothing underneath, and no occasion: nothing.
    let shelf = Shelf::new();
    let kept = shelf.edit(Arc::new(RealDisk), "Mine", shelf.before(None, nine())).unwrap();
    assert_eq!((kept, shelf.names().len()), (Kept::NotDue, 0));
}

#[test]
fn a_backup_that_cannot_be_made_stops_no_save_but_a_restore() {
    for code in [28, 122, 5, 30, 13, 24] {
        for occasion in Occasion::ALL {
            let shelf = Shelf::new();
            let was = shelf.folder.bytes();
            let kept = shelf.edit(Arc::new(Full(code)), "Mine", shelf.before(occasion, nine()));
            let changed = shelf.folder.bytes() != was;
            match kept {
                Ok(kept) => {
                    assert!(changed && !occasion.must_be_kept(), "{occasion:?}");
                    let notice = kept.notice().unwrap();
                    assert!(
                        notice.contains("without a backup of what stood there: cannot"),
                        "{notice}"
                    );
                }
                Err(error) => {
                    assert!(!changed && occasion.must_be_kept(), "{occasion:?}");
                    assert_eq!(error.exit_code(), 74);
                }
            }
            assert_eq!(shelf.names(), Vec::<String>::new());
        }
    }
}

#[test]
fn without_a_state_folder_nothing_is_kept_and_nothing_is_restored() {
    let shelf = Shelf::new();
    let before = |occasion| Before { backups: None, occasion: Some(occasion), at: nine() };
    let kept = shelf.edit(Arc::new(RealDisk), "Mine", before(Occasion::Import)).unwrap();
    assert_eq!(kept.notice(), None);
    let was = shelf.folder.bytes();
    let error = shelf.edit(Arc::new(RealDisk), "Other", before(Occasion::Restore)).unwrap_err();
    assert!(error.to_string().contains("no home folder"), "{error}");
    assert_eq!(shelf.folder.bytes(), was);
}

#[test]
fn a_link_in_the_place_of_the_folder_is_not_followed() {
    for at_key in [true, false] {
        let shelf = Shelf::new();
        let elsewhere = tempfile::tempdir().unwrap();
        let folder = shelf.backups.folder();
        let place = if at_key { folder } else { folder.parent().unwrap() };
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(elsewhere.path(), place).unwrap();
        let kept = shelf.edit(Arc::new(RealDisk), "Mine", shelf.before(Occasion::Drop, nine()));
        let notice = kept.unwrap().notice().unwrap();
        assert!(notice.contains("it is no folder, but a link or a file"), "{notice}");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        assert!(shelf.backups.list().is_err());
        // A file there is none, either.
        fs::remove_file(place).unwrap();
        write(place, b"mine");
        let kept = shelf.edit(Arc::new(RealDisk), "Other", shelf.before(Occasion::Drop, nine()));
        assert!(kept.unwrap().notice().is_some());
        assert_eq!(fs::read(place).unwrap(), b"mine");
    }
}

#[test]
fn what_is_planted_under_the_name_stays_as_it_is() {
    let shelf = Shelf::new();
    let folder = shelf.backups.folder().to_owned();
    fs::create_dir_all(&folder).unwrap();
    let precious = shelf.folder.dir.path().join("precious");
    write(&precious, b"precious");
    symlink(&precious, folder.join("20261122T080000Z-drop.json")).unwrap();
    fs::create_dir(folder.join("20261122T080000Z_02-drop.json")).unwrap();
    write(&folder.join("notes.txt"), b"notes");
    let was = shelf.folder.bytes();
    shelf.edit(Arc::new(RealDisk), "Mine", shelf.before(Occasion::Drop, nine())).unwrap();
    assert_eq!(shelf.names(), ["20261122T080000Z_03-drop.json"]);
    assert!(shelf.holds(&was));
    assert_eq!(fs::read(&precious).unwrap(), b"precious");
    // Thinning looks at what is ours only.
    for n in 1..60 {
        let bytes = format!("{n}");
        let moment = later(TimeDelta::minutes(n));
        shelf.backups.keep(&RealDisk, bytes.as_bytes(), Occasion::Screen, moment).unwrap();
    }
    assert_eq!(shelf.names().len(), 20);
    assert_eq!(fs::read(folder.join("notes.txt")).unwrap(), b"notes");
    assert!(folder.join("20261122T080000Z_02-drop.json").is_dir());
    assert_eq!(fs::read(folder.join("20261122T080000Z-drop.json")).unwrap(), b"precious");
}

#[test]
fn the_one_just_made_stays_whatever_the_clock_says() {
    let shelf = Shelf::new();
    for n in 0..40 {
        let bytes = format!("{n}");
        shelf.backups.keep(&RealDisk, bytes.as_bytes(), Occasion::Screen, nine()).unwrap();
    }
    assert_eq!(shelf.names().len(), 20);
    let long_ago = at("2020-01-01T00:00:00Z");
    shelf.backups.keep(&RealDisk, b"old clock", Occasion::Import, long_ago).unwrap();
    assert!(shelf.holds(b"old clock"));
    let day = |it: &Name| it.at(nine()).day();
    let all = shelf.backups.list().unwrap();
    assert_eq!(day(&all.last().unwrap().name), NaiveDate::from_ymd_opt(2020, 1, 1).unwrap());
}

#[test]
fn an_unreadable_file_gives_way_to_a_backup_only_here_and_is_kept() {
    let good = text(&backlog(2)).replace("  ", " ");
    for bad in [&b""[..], b"<<<<<<< ours\n", b"\xff\xfe\0", b"{\"format\":\"upnext\"}"] {
        let shelf = Shelf::new();
        write(&shelf.folder.file, bad);
        let file = BacklogFile::on(super::disk::Quick::arc(), &shelf.folder.file);
        let before = shelf.before(Occasion::Unreadable, nine());
        // Not by what is no backlog itself.
        assert_eq!(file.put_back(b"{}", &before).unwrap_err().exit_code(), 65);
        assert_eq!(shelf.folder.bytes(), bad);
        file.put_back(good.as_bytes(), &before).unwrap();
        assert_eq!(shelf.folder.bytes(), good.as_bytes());
        assert!(shelf.holds(bad));
        // What can be read never gives way.
        let error = file.put_back(text(&backlog(3)).as_bytes(), &before).unwrap_err();
        assert!(matches!(error, StoreError::Changed { .. }), "{error}");
        assert_eq!(shelf.folder.bytes(), good.as_bytes());
    }
}

#[test]
fn where_it_cannot_be_kept_an_unreadable_file_stays() {
    let shelf = Shelf::new();
    write(&shelf.folder.file, b"{");
    let good = text(&backlog(2));
    let before = shelf.before(Occasion::Unreadable, nine());
    let file = BacklogFile::on(Arc::new(Full(28)), &shelf.folder.file);
    assert_eq!(file.put_back(good.as_bytes(), &before).unwrap_err().exit_code(), 74);
    assert_eq!(shelf.folder.bytes(), b"{");
    // With the guard off it is gone.
    let file = BacklogFile::on(Arc::new(Careless), &shelf.folder.file);
    file.put_back(good.as_bytes(), &before).unwrap();
    assert!(!shelf.holds(b"{"));
}

#[test]
fn a_missing_file_comes_back_also_behind_a_link() {
    let shelf = Shelf::new();
    let good = text(&backlog(2));
    let link = shelf.folder.dir.path().join("link.json");
    symlink("upnext.json", &link).unwrap();
    fs::remove_file(&shelf.folder.file).unwrap();
    let file = BacklogFile::on(super::disk::Quick::arc(), &link);
    assert_eq!(
        file.place().unwrap(),
        shelf.folder.dir.path().canonicalize().unwrap().join("upnext.json")
    );
    file.put_back(good.as_bytes(), &shelf.before(Occasion::Unreadable, nine())).unwrap();
    assert_eq!(shelf.folder.bytes(), good.as_bytes());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(shelf.names(), Vec::<String>::new());
    // A loop leads nowhere.
    let knot = shelf.folder.dir.path().join("loop.json");
    symlink("loop.json", &knot).unwrap();
    assert!(BacklogFile::new(&knot).place().is_err());
    // A folder or a pipe is no file to put anything in the place of.
    let file = BacklogFile::on(super::disk::Quick::arc(), shelf.folder.dir.path());
    assert!(file.put_back(good.as_bytes(), &shelf.before(Occasion::Unreadable, nine())).is_err());
}

/// A saver over the shelf's file; what it says of backups, save by save.
fn saves(shelf: &Shelf, disk: Arc<dyn Disk>, occasions: &[Option<Occasion>]) -> Vec<Vec<String>> {
    let file = BacklogFile::on(disk, &shelf.folder.file);
    let loaded = file.load().unwrap();
    let (tell, events) = channel();
    let mut shown = loaded.backlog.clone();
    let saver = Saver::spawn(file, loaded.base, loaded.backlog, None, move |event| {
        drop(tell.send(event));
    });
    let mut said = Vec::new();
    for (n, occasion) in (1..).zip(occasions) {
        saver.keep_before(shelf.before(*occasion, later(TimeDelta::minutes(n))));
        shown = titled(&shown, 1, "Ann", &format!("Title {n}"));
        saver.save(shown.clone(), Vec::new(), 0);
        match events.recv_timeout(Duration::from_secs(20)).unwrap() {
            SaverEvent::Saved { notices, .. } => said.push(notices),
            other => panic!("{other:?}"),
        }
    }
    saver.flush_and_stop(Duration::from_secs(20)).unwrap();
    said
}

#[test]
fn a_screen_keeps_what_it_found_and_then_only_on_an_occasion() {
    let shelf = Shelf::new();
    let was = shelf.folder.bytes();
    let asked = [None, None, Some(Occasion::Import), None, Some(Occasion::Drop)];
    let said = saves(&shelf, Arc::new(RealDisk), &asked);
    assert!(said.iter().all(Vec::is_empty), "{said:?}");
    let words = ["20261122T080500Z-drop", "20261122T080300Z-import", "20261122T080100Z-screen"];
    assert_eq!(shelf.names(), words.map(|it| format!("{it}.json")));
    assert!(shelf.holds(&was));
    // The next screen begins anew.
    saves(&shelf, Arc::new(RealDisk), &[Some(Occasion::Import), None]);
    assert_eq!(shelf.names().len(), 4);
}

#[test]
fn a_screen_says_once_that_it_cannot_keep_and_saves_all_the_same() {
    let shelf = Shelf::new();
    let said = saves(&shelf, Arc::new(Full(28)), &[None, None, Some(Occasion::Import), None]);
    assert_eq!(said.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 0, 0], "{said:?}");
    assert_eq!(shelf.folder.backlog().numbered(1).unwrap().title, "Title 4");
}
