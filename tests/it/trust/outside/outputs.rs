//! What is written to a path somebody named: whole, or as it was; and never the backlog.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use upnext::store::output;

use crate::samples::backlog;
use crate::store::{Folder, write};
use crate::trust::writing::{dressed, upnext};

#[test]
fn an_export_that_does_not_fit_leaves_the_older_one() {
    let folder = Folder::holding(&backlog(60));
    let (dir, out) = (folder.dir.path(), folder.dir.path().join("out.json"));
    write(&out, b"older");
    let mut shell = Command::new("sh");
    let line = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    shell.args(["-c", line, env!("CARGO_BIN_EXE_upnext")]);
    let args = ["export", "--to", "upnext", "-o", "out.json"];
    let output = dressed(shell, dir, &args).output().unwrap();
    assert_eq!(output.status.code(), Some(74), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("out.json"), "{output:?}");
    assert_eq!(fs::read(&out).unwrap(), b"older");
    let mut names = folder.names();
    names.sort();
    assert_eq!(names, ["out.json", "upnext.json"]);
    // With room for it, it is there.
    assert!(upnext(dir, &args).status().unwrap().success());
    assert_eq!(fs::read(&out).unwrap(), folder.bytes());
}

#[test]
fn written_in_place_the_older_one_would_be_gone() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out.json");
    write(&out, b"older");
    let mut shell = Command::new("sh");
    let line = "trap '' XFSZ; ulimit -f 8; head -c 9000 /dev/zero > \"$0\"";
    drop(shell.args(["-c", line]).arg(&out).output().unwrap());
    assert_ne!(fs::read(&out).unwrap(), b"older", "the check sees an export that was torn");
}

#[test]
fn links_stay_links_modes_stay_and_the_backlog_is_refused() {
    let folder = Folder::holding(&backlog(2));
    let (dir, before) = (folder.dir.path(), folder.bytes());
    let run = |to: &str| upnext(dir, &["export", "--to", "csv", "-o", to]).output().unwrap();
    symlink("upnext.json", dir.join("link-to-it")).unwrap();
    fs::hard_link(&folder.file, dir.join("second-name")).unwrap();
    for to in ["upnext.json", "link-to-it", "./upnext.json"] {
        let output = run(to);
        assert_eq!(output.status.code(), Some(2), "{to}: {output:?}");
        assert_eq!(folder.bytes(), before, "{to}");
    }
    // A second name of the same file becomes a file of its own.
    assert!(run("second-name").status.success());
    assert_eq!(folder.bytes(), before);
    let out = dir.join("out.csv");
    write(&out, b"older");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("out.csv", dir.join("link")).unwrap();
    assert!(run("link").status.success());
    assert!(fs::symlink_metadata(dir.join("link")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&out).unwrap().contains("Story 1"));
    // What is no file is written to, or refused with a reason.
    assert!(run("/dev/null").status.success());
    symlink("nowhere", dir.join("dangling")).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o440)).unwrap();
    for (to, words) in [
        ("/dev/full", "make room"),
        ("dangling", "leads nowhere"),
        (".", "directory"),
        ("out.csv", "write-protected"),
    ] {
        let output = run(to);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(74), "{to}: {said}");
        assert!(said.contains(words), "{to}: {said}");
    }
}

#[test]
fn a_new_file_is_named_from_where_one_stands() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    output::put(&path, b"one").unwrap();
    output::put(&path, b"two").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    // One that was left by a process of the same number is cleared away.
    let temp = dir.path().join(format!(".a.csv.{}.tmp", std::process::id()));
    File::create(&temp).unwrap().write_all(b"half").unwrap();
    output::put(&path, b"three").unwrap();
    assert_eq!((fs::read(&path).unwrap(), temp.exists()), (b"three".to_vec(), false));
}
