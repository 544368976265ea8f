//! What the file promises: read exactly, written whole, never over what could not be read.

mod backups;
pub mod bad;
mod beside;
pub mod disk;
mod looks;
mod mending;
mod path;
mod thinning;
mod typed;

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::store::document;

use crate::samples::{Dice, backlog, change, edited, entry, minute};

/// A folder with one file in it, gone when dropped.
pub struct Folder {
    pub dir: tempfile::TempDir,
    pub file: PathBuf,
}

impl Folder {
    pub fn with(bytes: &[u8]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("upnext.json");
        write(&file, bytes);
        Self { dir, file }
    }

    pub fn holding(backlog: &Backlog) -> Self {
        Self::with(&document::write(backlog).unwrap())
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(&self.file).unwrap()
    }

    pub fn backlog(&self) -> Backlog {
        document::read(&self.bytes()).unwrap().backlog
    }

    /// The names in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

/// As another program would: straight over the file.
#[expect(clippy::disallowed_methods, reason = "a test plays the other program")]
pub fn write(path: &std::path::Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

pub fn text(backlog: &Backlog) -> String {
    String::from_utf8(document::write(backlog).unwrap()).unwrap()
}

/// One title changed by somebody.
pub fn titled(backlog: &Backlog, number: u32, who: &str, title: &str) -> Backlog {
    let line = entry(minute(7000), who, Field::Title, "", title);
    change(backlog, number, line, |story| story.title = title.into()).0
}

pub const ODD: &str = r#"{
  "format": "upnext",
  "version": 1,
  "product": {
    "name": "Shop",
    "scale": [1,2,4],
    "done_lines": [
      {"id":"00000000-0000-4000-8000-000000000009","text":"tested","x":1e2}
    ],
    "later": 0.1000000000000000055
  },
  "people": {
    "00000000-0000-4000-8000-000000000001": {
      "name": "Ann",
      "skills": ["css","rust"],
      "beside": [
        1,
        {"deep": 18446744073709551616}]
    }
  },
  "stories": {
    "00000000-0000-4000-8000-000000000002": {
      "number": 1,
      "title": "Pay by “card”\u0000",
      "criteria": [
        {"id":"00000000-0000-4000-8000-000000000003","text":"it works"},
        {"id":"00000000-0000-4000-8000-000000000004","text":"it is seen","new":{"a":[1e2]}}
      ],
      "tags": ["a","b"],
      "impediment": {
        "reason": "no key",
        "since": "2026-11-01T09:00:00+01:00"
      },
      "created": "2026-11-01T09:00:00+01:00",
      "history": [
        {"at":"2026-11-01T09:00:00.500+01:00","by":"Ann","what":"added"}
      ],
      "size": 18446744073709551616
    }
  },
  "zebra": {"1": 1e2},
  "ant": [ ]
}
"#;

#[test]
fn a_file_is_written_as_it_was_read_unknown_fields_to_the_digit() {
    let read = document::read(ODD.as_bytes()).unwrap();
    assert_eq!(read.version, 1);
    assert_eq!(text(&read.backlog), ODD);
}

#[test]
fn a_mark_at_the_start_and_foreign_line_ends_are_accepted() {
    let marked = format!("\u{FEFF}{}", ODD.replace('\n', "\r\n"));
    let read = document::read(marked.as_bytes()).unwrap();
    assert_eq!(read.backlog.stories(), document::read(ODD.as_bytes()).unwrap().backlog.stories());
}

#[test]
fn an_edit_shows_as_its_field_and_a_line_of_history() {
    let base = backlog(20);
    for seed in 1..200 {
        let (edited, edits) = edited(&base, &mut Dice(seed * 104_729), "Ann", 1);
        let (before, after) = (text(&base), text(&edited));
        let only_in = |one: &str, other: &str| {
            let mut other: Vec<&str> =
                other.lines().map(|line| line.trim_end_matches(',')).collect();
            one.lines()
                .map(|line| line.trim_end_matches(','))
                .filter(|line| match other.iter().position(|held| held == line) {
                    Some(at) => {
                        other.remove(at);
                        false
                    }
                    None => true,
                })
                .count()
        };
        assert_eq!(edits.len(), 1);
        assert!(only_in(&before, &after) <= 1 && only_in(&after, &before) <= 2, "seed {seed}");
    }
}

#[test]
fn two_stories_with_one_number_and_a_missing_sprint_are_read() {
    let story = r#"{"number": 1, "title": "x", "created": "2026-11-01T09:00:00Z", "sprint": "00000000-0000-4000-8000-000000000007"}"#;
    let file = format!(
        r#"{{"format":"upnext","version":1,"stories":{{"00000000-0000-4000-8000-000000000001":{story},"00000000-0000-4000-8000-000000000002":{story}}}}}"#
    );
    assert_eq!(document::read(file.as_bytes()).unwrap().backlog.stories().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]
    #[test]
    fn what_is_written_is_read_and_written_again(
        seed in 1u64..u64::MAX, stories in 1u32..30, edits in 0usize..20, odd in "\\PC{0,40}|.{0,40}",
    ) {
        let (some, _) = edited(&backlog(stories), &mut Dice(seed), "Ann", edits);
        let some = titled(&some, 1, &odd, &odd);
        let bytes = document::write(&some).unwrap();
        let read = document::read(&bytes).unwrap().backlog;
        prop_assert_eq!(&read, &some);
        prop_assert_eq!(document::write(&read).unwrap(), bytes);
    }
}
