//! What the screen remembers of looking: kept whole, never in the way.

use std::fs;
use std::path::Path;
use std::thread;

use proptest::prelude::*;
use upnext::store::looks::{KEPT_COMMANDS, Looks, LooksFile};

use super::write;

fn memory(dir: &tempfile::TempDir) -> LooksFile {
    LooksFile::at(&dir.path().join("state"), Path::new("/shop/upnext.json"))
}

/// A memory that another hand wrote.
fn holding(bytes: &[u8]) -> (tempfile::TempDir, LooksFile) {
    let dir = tempfile::tempdir().unwrap();
    let memory = memory(&dir);
    memory.write(&Looks::default()).unwrap();
    write(memory.path(), bytes);
    (dir, memory)
}

fn some() -> Looks {
    let mut looks =
        Looks { columns: vec!["pts".into(), "epic".into()], detail: false, ..Looks::default() };
    looks.visited = Some("2026-11-22T09:00:00+00:00".into());
    looks.remember("list is:ready");
    looks.remember("set 1 points=5");
    looks
}

#[test]
fn what_was_written_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let memory = memory(&dir);
    assert_eq!(memory.read(), Looks::default());
    assert!(Looks::default().detail);
    memory.write(&some()).unwrap();
    assert_eq!(memory.read(), some());
    // No temporary file is left beside it.
    assert_eq!(fs::read_dir(dir.path().join("state")).unwrap().count(), 1);
}

#[test]
fn each_file_has_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let other = LooksFile::at(&dir.path().join("state"), Path::new("/other/upnext.json"));
    memory(&dir).write(&some()).unwrap();
    assert_eq!(other.read(), Looks::default());
}

#[test]
fn what_is_broken_is_as_if_never_changed() {
    let all: [&[u8]; 8] = [
        b"",
        b"\0\0\0",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{\"columns\": [\"pts\"]",
        b"{\"columns\": 3, \"detail\": \"no\", \"commands\": {\"a\": 1}}",
        &b"[".repeat(9_000),
    ];
    for bytes in all {
        let (_dir, memory) = holding(bytes);
        assert_eq!(memory.read(), Looks::default(), "{}", String::from_utf8_lossy(bytes));
        memory.write(&some()).unwrap();
        assert_eq!(memory.read(), some());
    }
    // What is right in it counts.
    let (_dir, memory) =
        holding(b"{\"columns\": [\"pts\", 3], \"detail\": false, \"commands\": 1}");
    let looks = memory.read();
    assert_eq!((looks.columns, looks.detail), (vec!["pts".to_owned()], false));
}

#[test]
fn what_another_version_remembers_is_kept() {
    let (_dir, memory) = holding(b"{\"detail\": false, \"later\": {\"zoom\": [1, null]}}");
    let mut looks = memory.read();
    looks.detail = true;
    memory.write(&looks).unwrap();
    let text: serde_json::Value =
        serde_json::from_slice(&fs::read(memory.path()).unwrap()).unwrap();
    assert_eq!(text["later"], serde_json::json!({"zoom": [1, null]}));
    assert_eq!(text["detail"], true);
}

#[test]
fn the_newest_commands_are_remembered_each_once() {
    let mut looks = Looks::default();
    for number in 0..KEPT_COMMANDS + 50 {
        looks.remember(&format!("show {number}"));
    }
    assert_eq!(looks.commands.len(), KEPT_COMMANDS);
    assert_eq!(looks.commands.first().unwrap(), "show 50");
    looks.remember("show 100");
    assert_eq!(looks.commands.len(), KEPT_COMMANDS);
    assert_eq!(looks.commands.last().unwrap(), "show 100");
    assert_eq!(looks.commands.iter().filter(|it| *it == "show 100").count(), 1);
    // A longer list in the file is shortened at its old end.
    let many: Vec<String> = (0..=KEPT_COMMANDS).map(|it| it.to_string()).collect();
    let (_dir, memory) = holding(serde_json::json!({ "commands": many }).to_string().as_bytes());
    assert_eq!(memory.read().commands, many[1..]);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let memory = memory(&dir);
    memory.write(&some()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(memory.path()), 0o600);
    assert_eq!(mode(memory.path().parent().unwrap()), 0o700);
}

#[test]
fn where_it_cannot_be_written_the_old_one_stays_and_no_litter() {
    let dir = tempfile::tempdir().unwrap();
    let memory = memory(&dir);
    fs::create_dir_all(memory.path()).unwrap();
    let error = memory.write(&some()).unwrap_err().to_string();
    assert!(error.contains("cannot write"), "{error}");
    assert_eq!(memory.read(), Looks::default());
    assert_eq!(fs::read_dir(dir.path().join("state")).unwrap().count(), 1);
}

#[test]
fn a_reader_sees_the_old_or_the_new() {
    let dir = tempfile::tempdir().unwrap();
    let memory = memory(&dir);
    let looks = |count: usize| Looks { columns: vec!["c".repeat(100); count], ..Looks::default() };
    memory.write(&looks(1)).unwrap();
    thread::scope(|scope| {
        for count in [100, 200] {
            let memory = &memory;
            scope.spawn(move || (0..100).for_each(|_| memory.write(&looks(count)).unwrap()));
        }
        for _ in 0..500 {
            let count = memory.read().columns.len();
            assert!([1, 100, 200].contains(&count), "{count} columns: half a file was read");
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
    #[test]
    fn any_text_comes_back(
        columns in proptest::collection::vec(".{0,20}", 0..5),
        commands in proptest::collection::vec(".{0,40}|\\PC{0,40}", 0..5),
        detail: bool,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let memory = memory(&dir);
        let looks = Looks { columns, commands, detail, ..Looks::default() };
        memory.write(&looks).unwrap();
        prop_assert_eq!(memory.read(), looks);
    }
}
