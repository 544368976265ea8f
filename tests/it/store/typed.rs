//! Half-typed text: kept whole, one file a screen, taken over only from those that ended.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;
use upnext::store::typed::{EVERY, Keeper, Texts, Typed, TypedPlace};

use super::write;

fn place(dir: &tempfile::TempDir) -> TypedPlace {
    TypedPlace::at(&dir.path().join("state"), Path::new("/shop/upnext.json"))
}

fn text(what: &str, words: &str) -> Typed {
    Typed { what: json!(what), texts: vec![words.to_owned()], caret: (0, 2), ..Typed::default() }
}

fn now(words: &[&str]) -> Texts {
    Texts { now: words.iter().map(|it| text("Add", it)).collect(), left: Vec::new() }
}

fn files(dir: &tempfile::TempDir) -> Vec<String> {
    let Ok(entries) = fs::read_dir(dir.path().join("state")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_was_being_typed_is_there_after_the_screen_ended() {
    let dir = tempfile::tempdir().unwrap();
    let (mut file, before) = place(&dir).open();
    assert_eq!(before, Texts::default());
    let mut texts = now(&["As a shopper"]);
    texts.left.push(text("Idea", "later"));
    file.write(&texts).unwrap();
    drop(file);
    let (mut file, found) = place(&dir).open();
    assert_eq!(found, texts);
    assert_eq!(files(&dir).len(), 1, "{:?}", files(&dir));
    // What was taken goes from the file, and the file with the last of it.
    file.write(&Texts::default()).unwrap();
    assert_eq!(files(&dir), Vec::<String>::new());
    drop(file);
    assert_eq!(place(&dir).open().1, Texts::default());
}

#[test]
fn two_screens_keep_their_own_and_none_takes_from_the_living() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, _) = place(&dir).open();
    one.write(&now(&["one"])).unwrap();
    let (mut other, found) = place(&dir).open();
    assert_eq!(found, Texts::default(), "the first screen is still typing that");
    other.write(&now(&["other"])).unwrap();
    one.write(&now(&["one more"])).unwrap();
    assert_eq!(files(&dir).len(), 2);
    drop((one, other));
    // Whoever comes next has both, and writes them as one.
    let (mut third, found) = place(&dir).open();
    assert_eq!(found, now(&["one more", "other"]));
    third.write(&found).unwrap();
    assert_eq!(files(&dir).len(), 1);
    let (_, nothing) = place(&dir).open();
    assert_eq!(nothing, Texts::default());
}

/// The lock is what keeps another screen away: without it the text would be taken over.
#[test]
fn without_the_lock_the_text_of_a_living_screen_is_taken_over() {
    let dir = tempfile::tempdir().unwrap();
    let (mut one, _) = place(&dir).open();
    one.write(&now(&["one"])).unwrap();
    let path = one.path().unwrap().to_owned();
    let bytes = fs::read(&path).unwrap();
    // The same bytes under the same name, with nobody's lock.
    fs::remove_file(&path).unwrap();
    write(&path, &bytes);
    assert_eq!(place(&dir).open().1, now(&["one"]));
}

#[test]
fn what_is_broken_keeps_no_screen_from_opening_and_is_left_alone() {
    let all: [&[u8]; 7] =
        [b"", b"\0\0", b"\xff", b"null", b"[]", b"{\"now\": [", &b"[".repeat(9_000)];
    for bytes in all {
        let dir = tempfile::tempdir().unwrap();
        let (mut file, _) = place(&dir).open();
        file.write(&now(&["x"])).unwrap();
        let path = file.path().unwrap().to_owned();
        drop(file);
        write(&path, bytes);
        let (mut file, found) = place(&dir).open();
        assert_eq!(found, Texts::default());
        file.write(&now(&["mine"])).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        drop(file);
        assert_eq!(place(&dir).open().1, now(&["mine"]));
    }
    // What is right in it counts.
    let dir = tempfile::tempdir().unwrap();
    let (mut file, _) = place(&dir).open();
    file.write(&now(&["x"])).unwrap();
    let path = file.path().unwrap().to_owned();
    drop(file);
    let said = json!({"now": [3, {"what": "Later", "texts": ["kept"]}, {"texts": 5}], "left": 1});
    write(&path, said.to_string().as_bytes());
    let (_, found) = place(&dir).open();
    assert_eq!(found.now.len(), 1);
    assert_eq!(found.now[0].texts, ["kept"]);
}

#[test]
fn a_file_that_is_too_large_is_none_of_ours() {
    let dir = tempfile::tempdir().unwrap();
    let (mut file, _) = place(&dir).open();
    file.write(&now(&["x"])).unwrap();
    let path = file.path().unwrap().to_owned();
    drop(file);
    fs::File::options().write(true).open(&path).unwrap().set_len((64 << 20) + 1).unwrap();
    assert_eq!(place(&dir).open().1, Texts::default());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_typed() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (mut file, _) = place(&dir).open();
    file.write(&now(&["secret"])).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(file.path().unwrap()), 0o600);
    assert_eq!(mode(&dir.path().join("state")), 0o700);
}

#[test]
fn where_it_cannot_be_written_what_was_kept_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (mut file, _) = place(&dir).open();
    file.write(&now(&["old"])).unwrap();
    let temp = file.path().unwrap().with_extension("tmp");
    fs::create_dir(&temp).unwrap();
    let error = file.write(&now(&["new"])).unwrap_err().to_string();
    assert!(error.contains("cannot write"), "{error}");
    drop(file);
    fs::remove_dir(&temp).unwrap();
    assert_eq!(place(&dir).open().1, now(&["old"]));
}

#[test]
fn the_first_key_is_kept_at_once_and_then_one_time_a_second() {
    let dir = tempfile::tempdir().unwrap();
    let (file, _) = place(&dir).open();
    let keeper = Keeper::spawn(file);
    let (start, mut seen) = (Instant::now(), 0u32);
    let mut last = Vec::new();
    let path = dir.path().join("state");
    let mut count = 0;
    while start.elapsed() < EVERY + Duration::from_millis(400) {
        count += 1;
        keeper.keep(now(&[&"x".repeat(count)]), false);
        std::thread::sleep(Duration::from_millis(20));
        let name = files(&dir).into_iter().find(|it| !it.contains(".tmp"));
        let bytes = name.and_then(|it| fs::read(path.join(it)).ok()).unwrap_or_default();
        if bytes != last {
            (seen, last) = (seen + 1, bytes);
        }
    }
    let seconds = u32::try_from(start.elapsed().as_secs()).unwrap();
    assert!((1..=seconds + 1).contains(&seen), "{seen} writes in {:?}", start.elapsed());
    // What was taken is gone at once, without waiting for its second.
    keeper.keep(Texts::default(), true);
    let start = Instant::now();
    while !files(&dir).is_empty() {
        assert!(start.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    keeper.keep(now(&["last words"]), false);
    keeper.stop(Duration::from_secs(20));
    assert_eq!(place(&dir).open().1, now(&["last words"]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]
    #[test]
    fn any_text_comes_back(
        texts in prop::collection::vec(".{0,40}|\\PC{0,40}", 0..5),
        label in ".{0,20}",
        caret in (0usize..9, 0usize..9),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (mut file, _) = place(&dir).open();
        let typed = Typed { what: json!("Add"), label, texts, caret, ..Typed::default() };
        let texts = Texts { now: vec![typed.clone()], left: vec![typed] };
        file.write(&texts).unwrap();
        drop(file);
        prop_assert_eq!(place(&dir).open().1, texts);
    }
}
