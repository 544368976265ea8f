//! How fast upnext is, beside the least that a program over one JSON file can do.
//!
//! `cargo bench --bench speed` measures everything; `-- list add frame keys filter save memory`
//! and sizes (`-- list 10000`) choose. The floor is this very program started again: a cold
//! process against a cold process, over the same file, in the same run, turn by turn.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench that cannot go on stops here and says why"
)]

mod cold;
mod floor;
mod floor_file;
mod inside;
mod sample;
mod screen;
mod table;
mod tty;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use self::table::Report;

/// The program measured.
const UPNEXT: &str = env!("CARGO_BIN_EXE_upnext");
/// What can be measured.
const PARTS: &[&str] = &[
    "list", "add", "frame", "keys", "page", "plan", "refine", "filter", "advise", "save", "memory",
];
/// The moment it is for every run.
const NOW: &str = "2026-12-01T10:00:00+01:00";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--make", size, path] => sample::make(size.parse().unwrap(), Path::new(path)),
        ["--floor", dates, what, path] => floor::run(dates, what, Path::new(path)),
        ["--inside", what, path] => inside::run(what, Path::new(path)),
        chosen => measure(chosen),
    }
}

/// Measures what is chosen and prints the table.
fn measure(chosen: &[&str]) {
    let chosen: Vec<&str> = chosen.iter().copied().filter(|it| !it.starts_with("--")).collect();
    let mut sizes: Vec<u32> = chosen.iter().filter_map(|it| it.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    let parts: Vec<&str> = chosen.iter().copied().filter(|it| it.parse::<u32>().is_err()).collect();
    if let Some(unknown) = parts.iter().find(|it| !PARTS.contains(it)) {
        panic!("no part `{unknown}`: there are {}", PARTS.join(", "));
    }
    let wanted = |part: &str| parts.is_empty() || parts.contains(&part);
    let mut report = Report::default();
    let ground = Ground::new();
    for size in sizes {
        let file = ground.file(size);
        if wanted("list") {
            cold::list(&ground, &file, size, &mut report);
        }
        if wanted("add") && size <= 10_000 {
            cold::add(&ground, &file, size, &mut report);
        }
        if wanted("frame") {
            screen::frame(&ground, &file, size, &mut report);
        }
        if size < 10_000 {
            continue;
        }
        if wanted("keys") {
            inside::time(&file, "keys", &mut report);
            screen::keys(&ground, &file, size, &mut report);
        }
        for part in ["page", "plan", "refine"].into_iter().filter(|part| wanted(part)) {
            inside::time(&file, part, &mut report);
        }
        if wanted("filter") {
            inside::time(&file, "filter", &mut report);
            screen::filter(&ground, &file, size, &mut report);
        }
        if wanted("advise") && size == 10_000 {
            inside::time(&file, "advise", &mut report);
        }
        if wanted("save") && size == 10_000 {
            inside::time(&file, "save", &mut report);
        }
        if wanted("memory") {
            screen::memory(&ground, &file, size, &mut report);
        }
    }
    if parts.is_empty() {
        let length = Path::new(UPNEXT).metadata().unwrap().len();
        report.binary(length);
    }
    report.print();
}

/// The folder everything is measured in, on the disk the program is built on.
struct Ground(TempDir);

impl Ground {
    fn new() -> Self {
        Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap())
    }

    /// A backlog of so many stories, made by another process: this one stays small, so that
    /// starting a program from it costs the same for all.
    fn file(&self, size: u32) -> PathBuf {
        let path = self.0.path().join(format!("{size}.json"));
        cold::itself(&["--make", &size.to_string(), path.to_str().unwrap()]);
        path
    }

    /// A copy on the disk, and nothing of it waiting to be written.
    fn copy(&self, file: &Path) -> PathBuf {
        let path = self.0.path().join("copy.json");
        std::fs::copy(file, &path).unwrap();
        std::fs::File::open(&path).unwrap().sync_all().unwrap();
        path
    }

    /// What every program measured finds around it: no config, no history, one moment.
    fn world(&self) -> [(&'static str, String); 5] {
        let home = self.0.path().to_str().unwrap();
        let at = |name: &str| format!("{home}/{name}");
        [
            ("HOME", home.to_owned()),
            ("XDG_STATE_HOME", at("state")),
            ("XDG_CONFIG_HOME", at("config")),
            ("UPNEXT_NOW", NOW.to_owned()),
            ("TERM", "xterm-256color".to_owned()),
        ]
    }
}
