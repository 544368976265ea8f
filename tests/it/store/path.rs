//! The write path: whole at every instant, nothing lost, and each guard shown to be needed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use upnext::domain::field::Field;
use upnext::store::error::StoreError;
use upnext::store::file::{BacklogFile, Saved};

use super::disk::{Faulty, Later, Quick};
use super::{Folder, document, text, titled, write};
use crate::samples::{backlog, change, entry, minute};

const TEMP: &str = ".upnext.json.tmp";

#[test]
fn a_failure_at_any_step_leaves_the_old_file_and_the_next_save_works() {
    let base = backlog(5);
    for step in ["lock", "open", "create", "write", "sync", "still", "rename", "sync folder"] {
        for code in [28, 122, 5, 30, 13, 1, 24] {
            let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&base));
            let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
            let loaded = file.load().unwrap();
            let mine = titled(&loaded.backlog, 2, "Ann", "Mine");
            *disk.fail.lock().unwrap() = Some((step, code));
            let error = file.save(&loaded.base, &loaded.backlog, &mine).unwrap_err();
            assert_eq!(error.exit_code(), 74, "{error}");
            // Once renamed it is the new file, whole; only it was not acknowledged.
            let expected = if step == "sync folder" { &mine } else { &base };
            assert_eq!(folder.bytes(), text(expected).as_bytes(), "{step}");
            assert_eq!(folder.names().len(), 1, "{step}");
            *disk.fail.lock().unwrap() = None;
            file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
            assert_eq!((folder.backlog(), folder.names().len()), (mine, 1));
        }
    }
}

#[test]
fn written_then_synced_then_replaced_then_synced() {
    let order = |disk: Arc<Faulty>| {
        let folder = Folder::holding(&backlog(2));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
        let steps = disk.steps.lock().unwrap().clone();
        steps.into_iter().filter(|step| *step != "open").collect::<Vec<_>>()
    };
    let promised = ["lock", "create", "write", "sync", "still", "rename", "sync folder"];
    assert_eq!(order(Faulty::without(&[])), promised);
    assert_ne!(order(Faulty::without(&["sync"])), promised, "the trace sees a missing sync");
}

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

/// Not a test of its own: what the processes below run.
#[test]
#[ignore = "run by the tests below"]
fn child() {
    let Ok(path) = std::env::var("UPNEXT_TEST_FILE") else { return };
    let (who, count) = (std::env::var("WHO").unwrap(), std::env::var("COUNT").unwrap());
    let file = BacklogFile::new(path);
    for n in 0..count.parse::<u32>().unwrap() {
        file.with_lock::<_, StoreError>(|locked| {
            let now = locked.read()?.backlog;
            let text = format!("{who}-{n}");
            let line = entry(minute(n), &who, Field::Tags, "", &text);
            let (next, _) = change(&now, 1, line, |story| story.tags.extend([text]));
            locked.replace(&next)
        })
        .unwrap();
        println!("\nsaved {who}-{n}");
    }
}

fn spawn(path: &Path, who: &str, count: u32) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::path::child", "--ignored", "--nocapture"])
        .envs([("UPNEXT_TEST_FILE", path.to_str().unwrap()), ("WHO", who)])
        .env("COUNT", count.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn four_processes_lose_nothing() {
    let folder = Folder::holding(&backlog(2));
    let children = ["a", "b", "c", "d"].map(|who| spawn(&folder.file, who, 25));
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    let story = folder.backlog().numbered(1).unwrap().clone();
    // One tag was there before, and one line of history.
    assert_eq!((story.tags.len(), story.history.len()), (101, 101));
    assert_eq!(folder.names(), ["upnext.json"]);
}

#[test]
fn killed_at_any_moment_the_file_is_whole_and_what_was_acknowledged_is_there() {
    let folder = Folder::holding(&backlog(200));
    for round in 0..20u64 {
        let mut child = spawn(&folder.file, &format!("r{round}"), 10_000);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first =
            lines.find(|line| line.as_ref().unwrap().starts_with("saved ")).unwrap().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(round * 1_370));
        child.kill().unwrap();
        child.wait().unwrap();
        let later = lines.map_while(Result::ok).filter(|line| line.starts_with("saved "));
        let story = document::read(&folder.bytes()).unwrap().backlog.numbered(1).unwrap().clone();
        for line in [first].into_iter().chain(later) {
            let tag = line.trim_start_matches("saved ");
            assert!(story.tags.contains(tag), "{tag} was acknowledged and is lost");
        }
    }
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    file.with_lock(|locked| locked.replace(&backlog(2))).unwrap();
    assert_eq!(folder.names(), ["upnext.json"], "the next save clears away what was left");
}
