//! Promises 1 to 4 and 15: the file is whole at every instant, what was said to be saved is there,
//! and no key waits for it. It shows each guard to be needed by doing the same without it.

mod failing;
mod killed;
mod order;
mod races;
mod waiting;

use std::path::Path;
use std::process::{Command, Stdio};

use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;

use crate::samples::{change, entry, minute};

/// What the folder of a backlog may hold besides it: what was begun when a process died.
pub const TEMP: &str = ".upnext.json.tmp";

/// One more tag on the first story, as an act leaves it.
fn tagged(backlog: &Backlog, who: &str, n: u32) -> Backlog {
    let text = format!("{who}-{n}");
    let line = entry(minute(n), who, Field::Tags, "", &text);
    change(backlog, 1, line, |story| story.tags.extend([text])).0
}

/// A process of the program that knows nothing of whoever started this one.
pub fn upnext(folder: &Path, args: &[&str]) -> Command {
    dressed(Command::new(env!("CARGO_BIN_EXE_upnext")), folder, args)
}

/// The same seen by `strace`, which writes to the path given; none where it is not there.
pub fn traced(folder: &Path, log: &Path, options: &[&str], args: &[&str]) -> Option<Command> {
    let there = Command::new("strace").arg("-V").stdout(Stdio::null()).status();
    if !there.is_ok_and(|it| it.success()) {
        println!("SKIPPED: strace is not installed, so no real system calls were looked at");
        return None;
    }
    let mut strace = Command::new("strace");
    strace.arg("-f").arg("-o").arg(log).args(options).arg(env!("CARGO_BIN_EXE_upnext"));
    Some(dressed(strace, folder, args))
}

pub fn dressed(mut command: Command, folder: &Path, args: &[&str]) -> Command {
    command
        .args(["--as", "Ann"])
        .args(args)
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("UPNEXT_FILE", folder.join("upnext.json"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
