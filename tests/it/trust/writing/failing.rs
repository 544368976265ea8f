//! Promise 4: whatever the system refuses, at whichever step, the old file stands, what was done
//! is kept, and the next save works.

use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent};

use super::{TEMP, traced, upnext};
use crate::samples::backlog;
use crate::store::disk::Faulty;
use crate::store::{Folder, text, titled};
use crate::trust::{figure, full};

/// Each step of a save, and the verb an error names it by.
const STEPS: [(&str, &str); 14] = [
    ("resolve", "read"),
    ("lock", "lock"),
    ("metadata", "read"),
    ("open", "read"),
    ("read", "read"),
    ("kind", "look at"),
    ("create", "create"),
    ("dress", "set the mode of"),
    ("write", "write"),
    ("sync", "flush"),
    ("still", "read"),
    ("rename", "replace"),
    ("came out", "read"),
    ("sync folder", "be sure of"),
];
/// `ENOSPC`, `EDQUOT`, `EIO`, `EROFS`, `EACCES`, `EPERM`, `EMFILE`, `EINTR`.
const CODES: [i32; 8] = [28, 122, 5, 30, 13, 1, 24, 4];

/// The error of a save that failed says what was tried, with what, and what to do.
#[track_caller]
fn told(sentence: &str, verb: &str, folder: &Folder) {
    assert!(sentence.contains(&format!("cannot {verb} ")), "{sentence}");
    let place = folder.dir.path().canonicalize().unwrap().display().to_string();
    let given = folder.dir.path().display().to_string();
    // An open screen names its file without the folders above it.
    let named = [place.as_str(), &given, " upnext.json:"].iter().any(|it| sentence.contains(it));
    assert!(named, "{sentence}");
    assert!(sentence.rsplit_once("; ").is_some_and(|it| it.1.len() > 8), "no advice: {sentence}");
}

#[test]
fn a_failure_at_any_step_leaves_the_old_file_and_the_next_save_works() {
    let base = backlog(5);
    for (step, verb) in STEPS {
        for code in CODES {
            let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&base));
            let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
            let loaded = file.load().unwrap();
            let mine = titled(&loaded.backlog, 2, "Ann", "Mine");
            *disk.fail.lock().unwrap() = Some((step, code));
            let error = file.save(&loaded.base, &loaded.backlog, &mine).unwrap_err();
            assert_eq!(error.exit_code(), 74, "{error}");
            told(&error.to_string(), verb, &folder);
            // Once replaced it is the new file, whole; only it was not acknowledged.
            let expected = if step == "sync folder" { &mine } else { &base };
            assert_eq!(folder.bytes(), text(expected).as_bytes(), "{step} {code}");
            assert_eq!(folder.names(), ["upnext.json"], "{step} {code}");
            *disk.fail.lock().unwrap() = None;
            file.save(&loaded.base, &loaded.backlog, &mine).unwrap();
            assert_eq!((folder.backlog(), folder.names().len()), (mine, 1));
        }
    }
    figure(4, &format!("{} failures, {} at each step: 0 torn, 0 lost", 14 * 8, CODES.len()));
}

#[test]
fn the_saver_keeps_what_was_done_through_every_failure() {
    for (at, (step, verb)) in STEPS.iter().enumerate() {
        let codes = if full() { &CODES[..] } else { &CODES[at % 8..=at % 8] };
        for code in codes {
            let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&backlog(3)));
            let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
            let loaded = file.load().unwrap();
            let (tell, events) = channel();
            let (start, on_event) = (loaded.backlog.clone(), move |event| drop(tell.send(event)));
            let saver = Saver::spawn(file, loaded.base, loaded.backlog, None, on_event);
            *disk.fail.lock().unwrap() = Some((step, *code));
            let one = titled(&start, 1, "Ann", "One");
            saver.save(one.clone(), Vec::new(), 0);
            // Another look at the file may say so first; then the save does.
            let failed = || loop {
                match events.recv_timeout(Duration::from_secs(10)).unwrap() {
                    SaverEvent::Failed { sentence } => break sentence,
                    SaverEvent::Unreadable { .. } => {}
                    other => panic!("{step} {code}: {other:?}"),
                }
            };
            told(&failed(), verb, &folder);
            // The screen goes on, and the next thing done is kept with the first.
            let both = titled(&one, 2, "Ann", "Two");
            saver.save(both.clone(), Vec::new(), 0);
            // Where only the folder's sync fails the second save stands in the file too.
            told(&failed(), verb, &folder);
            *disk.fail.lock().unwrap() = None;
            saver.flush_and_stop(Duration::from_secs(10)).unwrap();
            assert_eq!(folder.backlog(), both, "{step} {code}");
            assert_eq!(folder.names(), ["upnext.json"], "{step} {code}");
        }
    }
}

#[test]
fn without_the_guards_a_failure_leaves_half_a_file_and_litter() {
    // Written in place: what a program does that has no second file.
    let folder = Folder::holding(&backlog(5));
    let (old, new) = (folder.bytes(), text(&titled(&backlog(5), 2, "Ann", "Mine")));
    let half = &new.as_bytes()[..new.len() / 2];
    crate::store::write(&folder.file, half);
    assert_ne!(folder.bytes(), old, "the check sees a file that was torn");
    assert!(upnext::store::document::read(&folder.bytes()).is_err());
    // With nothing cleared away.
    let (disk, folder) = (Faulty::without(&["remove"]), Folder::holding(&backlog(5)));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    *disk.fail.lock().unwrap() = Some(("write", 28));
    file.with_lock(|locked| locked.replace(&titled(&backlog(5), 2, "Ann", "x"))).unwrap_err();
    assert!(folder.names().contains(&TEMP.to_owned()), "the check sees litter");
}

/// Saves, fails at a step, and saves again through `next`; what was done on the disk then.
fn after_failing(step: &'static str, same: bool) -> Vec<&'static str> {
    let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&backlog(3)));
    let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
    let loaded = file.load().unwrap();
    let mine = titled(&loaded.backlog, 1, "Ann", "Mine");
    *disk.fail.lock().unwrap() = Some((step, 5));
    file.save(&loaded.base, &loaded.backlog, &mine).unwrap_err();
    let tried = disk.deeds();
    assert_eq!(tried.iter().filter(|it| **it == step).count(), 1, "{step} is not tried again");
    *disk.fail.lock().unwrap() = None;
    disk.steps.lock().unwrap().clear();
    let next = if same { file } else { BacklogFile::on(Arc::clone(&disk) as _, &folder.file) };
    next.save(&loaded.base, &loaded.backlog, &mine).unwrap();
    disk.deeds()
}

#[test]
fn a_failed_sync_is_never_asked_again_but_written_anew() {
    for step in ["sync", "sync folder"] {
        assert_eq!(after_failing(step, true), super::order::PROMISED, "{step}");
    }
    // A program that forgets about it says that all is well, and nothing is on the disk.
    assert_eq!(after_failing("sync folder", false), ["lock"], "the check sees a sync left out");
}

#[test]
fn a_file_system_without_locks_says_so() {
    for code in [37, 95] {
        let (disk, folder) = (Arc::new(Faulty::default()), Folder::holding(&backlog(2)));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        *disk.fail.lock().unwrap() = Some(("lock", code));
        let error = file.with_lock(|locked| locked.replace(&backlog(3))).unwrap_err();
        assert!(error.to_string().contains("no locks: keep the backlog"), "{error}");
        assert_eq!(folder.backlog(), backlog(2));
    }
}

/// The real program, with real errors of the real system calls.
#[test]
fn the_program_survives_what_the_system_refuses() {
    let folder = Folder::holding(&backlog(40));
    let dir = folder.dir.path().canonicalize().unwrap();
    let (before, log) = (folder.bytes(), dir.join("state.log"));
    let temp = dir.join(TEMP).display().to_string();
    let place = dir.display().to_string();
    let codes: &[&str] = if full() {
        &["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EPERM", "EMFILE", "EINTR"]
    } else {
        &["ENOSPC"]
    };
    let steps = [
        ("flock", &place, "lock"),
        ("openat", &temp, "create"),
        ("write", &temp, "write"),
        ("fsync", &temp, "flush"),
        ("renameat2", &temp, "replace"),
        ("fsync", &place, "be sure of"),
    ];
    for (call, path, verb) in steps {
        for code in codes {
            // The library asks again by itself where a call was only interrupted.
            if *code == "EINTR" && ["openat", "write", "fsync"].contains(&call) {
                continue;
            }
            let trace = format!("trace={call}");
            let inject = format!("inject={call}:error={code}");
            let options = ["-P", path, "-e", &trace, "-e", &inject];
            let Some(mut command) = traced(&dir, &log, &options, &["add", "Not yet"]) else {
                return;
            };
            let output = command.output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(74), "{call} {code}: {said}");
            assert!(output.stdout.is_empty(), "{call} {code} was acknowledged");
            told(&said, verb, &folder);
            assert!(!dir.join(TEMP).exists(), "{call} {code} left litter");
            if verb == "be sure of" {
                assert_eq!(folder.backlog().stories().len(), 41);
                crate::store::write(&folder.file, &before);
            }
            assert_eq!(folder.bytes(), before, "{call} {code}");
        }
    }
    assert!(upnext(&dir, &["add", "Now"]).status().unwrap().success());
    assert_eq!(folder.backlog().stories().len(), 41);
}

#[test]
fn a_file_that_may_not_grow_is_left_whole() {
    // The shell's limit is counted in blocks of 512 bytes: the write stops short, then fails.
    let folder = Folder::holding(&backlog(60));
    let (before, dir) = (folder.bytes(), folder.dir.path());
    assert!(before.len() > 8 * 1024);
    let mut shell = Command::new("sh");
    let line = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    shell.args(["-c", line, env!("CARGO_BIN_EXE_upnext")]);
    let output = super::dressed(shell, dir, &["add", "Too much"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(74), "{said}");
    told(&said, "write", &folder);
    assert_eq!((folder.bytes(), fs::exists(dir.join(TEMP)).unwrap()), (before, false));
}
