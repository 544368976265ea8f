//! The house itself: rooms use only what stands below them, nothing unfinished stands about, and
//! files stay small enough to be read.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file in a folder of this repository, with its text.
pub fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(at: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

/// The room a file belongs to: `src/domain/story.rs` and `src/domain.rs` are in `domain`.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    let below: &[(&str, &[&str])] = &[
        ("domain", &["domain"]),
        ("session", &["domain", "session"]),
        ("figures", &["domain", "figures"]),
        ("advice", &["domain", "figures", "advice"]),
        ("say", &["domain", "say"]),
        ("store", &["domain", "session", "say", "store"]),
        ("bridge", &["domain", "say", "bridge"]),
    ];
    for (path, text) in sources("src") {
        let room = room(&path);
        let Some((_, allowed)) = below.iter().find(|(name, _)| *name == room) else { continue };
        for used in text.split("crate::").skip(1) {
            let name: String =
                used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(allowed.contains(&name.as_str()), "{} uses crate::{name}", path.display());
        }
    }
}

#[test]
fn the_domain_reads_no_clock_no_disk_and_no_environment() {
    for (path, text) in sources("src/domain") {
        for forbidden in ["std::fs", "std::env", "std::net", "std::process", "::now()", "crossterm"]
        {
            assert!(!text.contains(forbidden), "{} has {forbidden}", path.display());
        }
    }
}

#[test]
fn every_room_says_what_it_is_for() {
    for (path, text) in sources("src") {
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
    }
}

#[test]
fn nothing_unfinished_stands_about() {
    let words = ["todo!(", "unimplemented!(", "FIXME", "XXX", "coming soon"];
    for (path, text) in sources("src") {
        for word in words {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn files_are_small_enough_to_be_read() {
    let mut sizes: Vec<(usize, PathBuf)> =
        sources("src").into_iter().map(|(path, text)| (text.lines().count(), path)).collect();
    sizes.sort();
    let (median, _) = sizes[sizes.len() / 2];
    let (largest, path) = sizes.last().unwrap();
    assert!(median <= 200, "the median file has {median} lines");
    assert!(*largest <= 500, "{} has {largest} lines", path.display());
}
