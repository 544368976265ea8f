//! The write path: whole at every instant, nothing lost, and each guard shown to be needed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use upnext::store::error::StoreError;
use upnext::store::file::{BacklogFile, Saved};

use super::disk::{Faulty, Later};
use super::{Folder, text, titled, write};
use crate::samples::backlog;

const TEMP: &str = ".upnext.json.tmp";

#[test]
fn nothing_new_writes_nothing() {
    let folder = Folder::with(text(&backlog(2)).replace("  ", "\t").as_bytes());
    let (bytes, disk) = (folder.bytes(), Faulty::without(&[]));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    let loaded = file.load().unwrap();
    let same = file.with_lock(|locked| {
        let loaded = locked.read()?;
        locked.replace(&loaded.backlog)
    });
    assert_eq!(same.unwrap(), Saved::Same);
    file.save(&loaded.base, &loaded.backlog, &loaded.backlog).unwrap();
    assert_eq!(folder.bytes(), bytes);
    assert!(!disk.steps.lock().unwrap().contains(&"create"));
}

/// One edit under the lock, and inside it another process does one too.
fn edit_within_an_edit(off: &[&'static str]) -> (Result<Saved, StoreError>, Folder) {
    let folder = Folder::holding(&backlog(3));
    let file = BacklogFile::on(Faulty::without(off), &folder.file);
    let done = file.with_lock(|outer| {
        let mine = titled(&outer.read()?.backlog, 1, "Ann", "Mine");
        let inner = file.with_lock(|inner| {
            let theirs = titled(&inner.read()?.backlog, 2, "Bob", "Theirs");
            inner.replace(&theirs)
        });
        if off.contains(&"lock") {
            inner?;
        } else {
            assert!(matches!(&inner, Err(StoreError::Locked { .. })), "{inner:?}");
            assert_eq!(inner.unwrap_err().exit_code(), 75);
        }
        outer.replace(&mine)
    });
    (done, folder)
}

#[test]
fn the_lock_and_the_last_look_are_each_needed() {
    edit_within_an_edit(&[]).0.unwrap();
    // Without the lock the last look still notices.
    let (done, folder) = edit_within_an_edit(&["lock"]);
    assert!(matches!(done, Err(StoreError::Changed { .. })), "{done:?}");
    assert_eq!(folder.backlog().numbered(2).unwrap().title, "Theirs");
    // Without both an edit is lost, and nobody is told.
    let (done, folder) = edit_within_an_edit(&["lock", "still"]);
    assert_eq!(done.unwrap(), Saved::Written);
    assert_eq!(folder.backlog().numbered(2).unwrap().title, "Story 2");
}

#[test]
fn a_file_that_changed_underneath_is_merged_and_only_then_saved() {
    for (off, theirs) in [(&[][..], "Theirs"), (&["base"][..], "Story 2")] {
        let folder = Folder::holding(&backlog(3));
        let file = BacklogFile::on(Faulty::without(off), &folder.file);
        let mut loaded = file.load().unwrap();
        loaded.base.settle();
        write(&folder.file, text(&titled(&loaded.backlog, 2, "Bob", "Theirs")).as_bytes());
        let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
        let saved = file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
        assert_eq!(saved.backlog, folder.backlog());
        let title = |number| saved.backlog.numbered(number).unwrap().title.clone();
        // Without the look at the base the other's edit is lost.
        assert_eq!((title(1), title(2)), ("Mine".into(), theirs.into()));
        assert!(saved.base.matches(&folder.bytes()));
    }
}

#[test]
fn what_a_dead_process_left_is_removed_and_nothing_else_is() {
    let folder = Folder::holding(&backlog(2));
    let (file, temp) = (BacklogFile::new(&folder.file), folder.dir.path().join(TEMP));
    write(&temp, b"half");
    file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
    assert_eq!(folder.names(), ["upnext.json"]);
    let victim = folder.dir.path().join("victim");
    write(&victim, b"precious");
    std::os::unix::fs::symlink(&victim, &temp).unwrap();
    let refused = file.with_lock(|locked| locked.replace(&backlog(2))).unwrap_err();
    assert_eq!(refused.exit_code(), 74, "{refused}");
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    assert_eq!(folder.backlog().numbered(1).unwrap().title, "x");
}

#[test]
fn mode_and_symlink_are_kept_and_protection_is_heeded() {
    let (folder, elsewhere) = (Folder::holding(&backlog(2)), tempfile::tempdir().unwrap());
    let link = elsewhere.path().join("link.json");
    std::os::unix::fs::symlink(&folder.file, &link).unwrap();
    let mode = |mode| fs::set_permissions(&folder.file, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o640);
    let file = BacklogFile::new(&link);
    let changed = titled(&backlog(2), 1, "Ann", "x");
    file.with_lock(|locked| locked.replace(&changed)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(folder.backlog(), changed);
    assert_eq!(fs::metadata(&folder.file).unwrap().permissions().mode() & 0o777, 0o640);
    mode(0o440);
    let refused = file.with_lock(|locked| locked.replace(&backlog(2))).unwrap_err();
    assert!(refused.to_string().contains("write-protected"), "{refused}");
    assert_eq!(folder.backlog(), changed);
}

#[test]
fn in_a_folder_that_is_a_link_the_real_one_is_locked_and_written() {
    let (folder, elsewhere) = (Folder::holding(&backlog(2)), tempfile::tempdir().unwrap());
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(folder.dir.path(), &link).unwrap();
    let (there, here) = (
        BacklogFile::on(Faulty::without(&[]), &folder.file),
        BacklogFile::new(link.join("upnext.json")),
    );
    let changed = titled(&backlog(2), 1, "Ann", "x");
    here.with_lock::<_, StoreError>(|locked| {
        // By either name it is one lock.
        let other = there.with_lock(|other| other.replace(&backlog(1)));
        assert!(matches!(other, Err(StoreError::Locked { .. })), "{other:?}");
        locked.replace(&changed)
    })
    .unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!((folder.backlog(), folder.names().len()), (changed, 1));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}

#[test]
fn a_new_file_is_made_only_where_nothing_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = BacklogFile::new(dir.path().join("upnext.json"));
    let base = file.create(&backlog(2)).unwrap();
    assert!(base.matches(text(&backlog(2)).as_bytes()));
    let again = file.create(&backlog(3)).unwrap_err();
    assert!(matches!(again, StoreError::Exists { .. }), "{again}");
    assert_eq!(file.load().unwrap().backlog, backlog(2));
    let dangling = dir.path().join("dangling.json");
    std::os::unix::fs::symlink(dir.path().join("nowhere"), &dangling).unwrap();
    assert!(matches!(
        BacklogFile::new(dangling).create(&backlog(1)),
        Err(StoreError::Exists { .. })
    ));
}

#[test]
fn a_file_git_is_writing_is_waited_for() {
    let whole = text(&backlog(2));
    // Gone, then half, then whole; with and without git's own lock.
    for (ready, git, works) in
        [(15, false, true), (30, false, false), (70, true, true), (90, true, false)]
    {
        let folder = Folder::holding(&backlog(2));
        fs::remove_file(&folder.file).unwrap();
        let (path, bytes) = (folder.file.clone(), whole.clone());
        let then = move |pause| match pause {
            5 => write(&path, &bytes.as_bytes()[..bytes.len() / 2]),
            pause if pause == ready => write(&path, bytes.as_bytes()),
            _ => {}
        };
        let disk = Later { pauses: AtomicU32::new(0), then, git };
        let loaded = BacklogFile::on(Arc::new(disk), &folder.file).load();
        assert_eq!(loaded.is_ok(), works, "ready at {ready}: {:?}", loaded.err());
    }
}
