//! Files that cannot be read: each says where and why, and none is touched.

use std::process::Command;

use upnext::store::document::{self, Foreign};
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;

use super::disk::Quick;
use super::{Folder, ODD, text};
use crate::samples::backlog;

/// Bytes, the place, and words of the sentence.
pub fn corpus() -> Vec<(Vec<u8>, &'static str, &'static str)> {
    let head = "{\"format\":\"upnext\",\"version\":1";
    let with = |rest: &str| format!("{head},\n{rest}}}").into_bytes();
    let id = "00000000-0000-4000-8000-000000000001";
    let story = |rest: &str| {
        with(&format!(
            "\"stories\":{{\"{id}\":{{\"number\":1,\"title\":\"x\",\"created\":\"2026-11-01T09:00:00Z\"{rest}}}}}"
        ))
    };
    let utf16 = |mark: &[u8]| {
        [mark, &"{}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
    };
    vec![
        (Vec::new(), "1:1", "empty"),
        (b" \n\t\n".to_vec(), "1:1", "white space"),
        (vec![0; 100], "1:1", "zero bytes"),
        (utf16(b"\xFF\xFE"), "1:1", "UTF-16"),
        (utf16(b""), "1:1", "UTF-16"),
        (b"{\n\"\xC3\xA4\xFF\"".to_vec(), "2:3", "no UTF-8"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "1:1", "no UTF-8"),
        (
            ODD.replace("  \"stories\"", "<<<<<<< ours\n  \"stories\"").into_bytes(),
            "21:1",
            "settle the merge",
        ),
        (
            ODD.replace("  \"stories\"", "||||||| base\n  \"stories\"").into_bytes(),
            "21:1",
            "settle the merge",
        ),
        (format!("{head}}}\n{{}}").into_bytes(), "2:1", "trailing characters"),
        (format!("{head}}}\n// done").into_bytes(), "2:1", "remove what follows"),
        (format!("{head},\n}}").into_bytes(), "2:1", "trailing comma"),
        (b"[]".to_vec(), "1:1", "one object"),
        (b"\n\n\"x\"".to_vec(), "3:3", "one object"),
        (b"null".to_vec(), "1:4", "one object"),
        (b"{}".to_vec(), "1:1", "no upnext file"),
        (b"{\"name\":\"x\",\"version\":\"1.0.0\"}".to_vec(), "1:1", "no upnext file"),
        (b"{\"format\":\"other\",\"version\":1}".to_vec(), "1:17", "not \"upnext\""),
        (b"{\"format\":\"upnext\"}".to_vec(), "1:1", "`version` is missing"),
        (b"{\"format\":\"upnext\",\"version\":0}".to_vec(), "1:30", "whole number from 1"),
        (b"{\"format\":\"upnext\",\"version\":\"1\"}".to_vec(), "1:32", "whole number from 1"),
        (b"{\"format\":\"upnext\",\"version\":1.5}".to_vec(), "1:32", "whole number from 1"),
        (
            b"{\"format\":\"upnext\",\"version\":999,\"stories\":[]}".to_vec(),
            "1:43",
            "newer upnext (version 999)",
        ),
        (with("\"product\":{},\n\"product\":{}"), "3:9", "twice"),
        (with("\"x\":1,\n\"x\":1"), "3:3", "twice"),
        (story(",\n\"title\":\"y\""), "3:7", "`title` stands here twice"),
        (story(&format!(",\n\"id\":\"{}\"", id.replace('1', "2"))), "3:", "says inside"),
        (story(",\n\"points\":-1"), "3:11", "zero or above"),
        (story(",\n\"points\":\"5\""), "3:12", "two decimals"),
        (story(",\n\"points\":1e308"), "3:14", "two decimals"),
        (story(",\n\"points\":1e999"), "3:14", "out of range"),
        (story(",\n\"created\":1"), "3:9", "twice"),
        (story(",\n\"want\":\"\\ud800\""), "3:15", "hex escape"),
        (with(&format!("\"ideas\":{{\"{id}\":{{\"number\":1}}}}")), "2:", "missing field `text`"),
        (
            with(&format!(
                "\"ideas\":{{\"{id}\":{{\"number\":1,\"text\":\"\",\"at\":\"2024-02-30T00:00:00Z\"}}}}"
            )),
            "2:",
            "no RFC 3339",
        ),
        (with("\"ideas\":{\"12\":{}}"), "2:", "UUID"),
        (
            format!("{head},\"product\":{}", "[".repeat(100_000)).into_bytes(),
            "1:",
            "expected an object",
        ),
    ]
}

#[test]
fn each_says_where_and_why_and_is_not_touched() {
    let mut wrong = Vec::new();
    for (bytes, place, words) in corpus() {
        let folder = Folder::with(&bytes);
        let file = BacklogFile::on(Quick::arc(), &folder.file);
        let error = file.load().unwrap_err();
        let sentence = error.to_string();
        let lead = format!("{}:{place}", folder.file.display());
        if !sentence.starts_with(&lead) || !sentence.contains(words) || !sentence.contains(" — ")
        {
            wrong.push(format!("{place} {words}: {sentence}"));
        }
        assert_eq!(error.exit_code(), 65);
        let replaced = file.with_lock(|locked| locked.replace(&backlog(1)));
        assert!(matches!(replaced, Err(StoreError::Unreadable { .. })), "{replaced:?}");
        assert_eq!((folder.bytes(), folder.names().len()), (bytes, 1));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_file_cut_anywhere_is_never_taken_for_a_whole_one() {
    for whole in [ODD.to_owned(), text(&backlog(3))] {
        for cut in 0..whole.len() - 2 {
            assert!(document::read(&whole.as_bytes()[..cut]).is_err(), "cut at {cut}");
        }
    }
}

#[test]
fn deep_unknown_values_need_no_stack() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let file = format!("{{\"format\":\"upnext\",\"version\":1,\"x\":{open}{close}}}");
    let read = document::read(file.as_bytes()).unwrap();
    assert!(text(&read.backlog).contains(&open));
}

#[test]
fn what_is_no_file_is_not_read() {
    let folder = Folder::with(b"");
    let pipe = folder.dir.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [folder.dir.path(), &pipe, "/dev/zero".as_ref()] {
        let error = BacklogFile::on(Quick::arc(), path).load().unwrap_err();
        assert!(matches!(error, StoreError::NotAFile { .. }), "{error}");
    }
    let gone = BacklogFile::on(Quick::arc(), folder.dir.path().join("gone")).load().unwrap_err();
    assert!(matches!(gone, StoreError::NotFound { .. }), "{gone}");
}

#[test]
fn a_newer_version_is_read_and_never_written() {
    let newer = ODD.replace("\"version\": 1", "\"version\": 2");
    let folder = Folder::with(newer.as_bytes());
    let file = BacklogFile::new(&folder.file);
    let loaded = file.load().unwrap();
    assert!(loaded.read_only.unwrap().contains("version 2"));
    assert_eq!(loaded.backlog.stories().len(), 1);
    let refused = file.with_lock(|locked| locked.replace(&backlog(1))).unwrap_err();
    assert!(
        matches!(refused, StoreError::ReadOnly { foreign: Foreign::Version(2), .. }),
        "{refused}"
    );
    assert_eq!(folder.bytes(), newer.as_bytes());
}
