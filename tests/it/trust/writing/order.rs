//! Promises 2 and 3: written, flushed, replaced, the folder flushed, and only then acknowledged;
//! as an injected disk sees it, and as the kernel does.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use upnext::store::file::BacklogFile;

use super::{TEMP, traced};
use crate::samples::backlog;
use crate::store::disk::Faulty;
use crate::store::{Folder, titled};
use crate::trust::{figure, sized};

/// What is done on the disk for every save, in this order.
pub const PROMISED: [&str; 10] = [
    "lock",
    "create",
    "dress",
    "write",
    "sync",
    "still",
    "rename",
    "came out",
    "sync folder",
    "remove",
];

#[test]
fn written_then_synced_then_replaced_then_synced() {
    let order = |disk: Arc<Faulty>| {
        let folder = Folder::holding(&backlog(2));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
        disk.deeds()
    };
    assert_eq!(order(Faulty::without(&[])), PROMISED);
    assert_ne!(order(Faulty::without(&["sync"])), PROMISED, "the trace sees a missing sync");
    // Where files cannot be swapped one takes the place of the other.
    let plain: Vec<&str> = PROMISED.into_iter().filter(|step| *step != "came out").collect();
    assert_eq!(order(Faulty::without(&["exchange"])), plain);
}

/// The calls that matter in what `strace -y` wrote, as steps.
fn steps(log: &str, folder: &Path) -> Vec<&'static str> {
    let place = folder.canonicalize().unwrap().display().to_string();
    let (temp, backlog) = (format!("{place}/{TEMP}"), format!("{place}/upnext.json"));
    let step = |line: &str| {
        let call = line.split_once(' ')?.1.trim_start();
        let name = call.split_once('(')?.0;
        let (of_temp, of_backlog) = (call.contains(&temp), call.contains(&backlog));
        let of_folder = call.contains(&format!("<{place}>"));
        match name {
            _ if call.contains(" = -1 ") => None,
            "flock" if of_folder => Some("lock"),
            "openat" if of_temp && call.contains("O_CREAT|O_EXCL") => Some("create"),
            "write" if of_temp => Some("write"),
            "write" if of_backlog => Some("write in place"),
            "write" if call.starts_with("write(1<") => Some("acknowledge"),
            "fsync" if of_temp => Some("sync"),
            "fsync" if of_folder => Some("sync folder"),
            "rename" | "renameat" | "renameat2" if of_temp && of_backlog => Some("rename"),
            _ => None,
        }
    };
    let mut steps: Vec<&'static str> = log.lines().filter_map(step).collect();
    // A long text is written in several calls.
    steps.dedup();
    steps
}

const TRACE: [&str; 5] =
    ["-y", "-e", "trace=openat,write,fsync,rename,renameat,renameat2,flock", "-s", "8"];
const SEEN: [&str; 7] = ["lock", "create", "write", "sync", "rename", "sync folder", "acknowledge"];

#[test]
fn the_kernel_sees_the_same_order_for_every_command() {
    let folder = Folder::holding(&backlog(30));
    let dir = folder.dir.path();
    let log = dir.join("trace");
    let rounds = sized(3, 100);
    for round in 0..rounds {
        let title = format!("Story of round {round}");
        let lines: [&[&str]; 4] =
            [&["add", &title], &["set", "1", "title=x"], &["undo"], &["move", "2", "--bottom"]];
        let line = lines[round % 4];
        let Some(mut command) = traced(dir, &log, &TRACE, line) else { return };
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{line:?}: {said}");
        let text = fs::read_to_string(&log).unwrap();
        assert_eq!(steps(&text, dir), SEEN, "{line:?}\n{text}");
    }
    figure(3, &format!("{rounds} saves traced by the kernel's calls: 0 out of order"));
}

/// Not a test of its own: a save that flushes nothing, to be traced.
#[test]
#[ignore = "run by the test below"]
fn unflushed() {
    let Ok(path) = std::env::var("UPNEXT_TEST_FILE") else { return };
    let file = BacklogFile::on(Faulty::without(&["sync"]), path);
    file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
    println!("done");
}

#[test]
fn without_the_flush_the_traced_order_is_seen_to_be_wrong() {
    let folder = Folder::holding(&backlog(2));
    let log = folder.dir.path().join("trace");
    if traced(folder.dir.path(), &log, &[], &[]).is_none() {
        return;
    }
    let mut strace = Command::new("strace");
    strace.arg("-f").arg("-o").arg(&log).args(TRACE).arg(std::env::current_exe().unwrap());
    strace.args(["--exact", "trust::writing::order::unflushed", "--ignored", "--nocapture"]);
    let done = strace.env("UPNEXT_TEST_FILE", &folder.file).stdout(Stdio::null()).status();
    assert!(done.unwrap().success());
    let steps = steps(&fs::read_to_string(&log).unwrap(), folder.dir.path());
    assert!(steps.contains(&"rename") && !steps.contains(&"sync"), "{steps:?}");
}
