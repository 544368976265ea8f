//! Bytes that are no backlog, mended: each kind of damage with one answer, none with several, and
//! never a file that can be read.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::story::StoryId;
use upnext::session::Occasion;
use upnext::store::backups::{Backups, Before};
use upnext::store::disk::Disk;
use upnext::store::document;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;
use upnext::store::mending::{Mended, mend};

use super::disk::{Faulty, Quick};
use super::{Folder, ODD, text};
use crate::samples::{Dice, backlog, edited, minute, put, story, without};

fn mended(bytes: &[u8]) -> Mended {
    assert!(document::read(bytes).is_err(), "it can be read as it is");
    mend(bytes).unwrap_or_else(|| panic!("not mended: {}", String::from_utf8_lossy(bytes)))
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|it| if little { it.to_le_bytes() } else { it.to_be_bytes() }).collect()
}

#[test]
fn utf16_becomes_utf8() {
    for (little, mark) in [(true, true), (false, true), (true, false), (false, false)] {
        let it = mended(&utf16(ODD, little, mark));
        assert_eq!(String::from_utf8(it.bytes).unwrap(), ODD);
        assert_eq!(it.done, ["wrote UTF-8 in the place of UTF-16"]);
    }
}

#[test]
fn commas_that_nothing_follows_go() {
    let torn = ODD.replace("\"it works\"}", "\"it works\",}").replace("[1,2,4]", "[1,2,4 , ]");
    let torn = torn.replace("\"ant\": [ ]\n", "\"ant\": [ ],\n");
    let it = mended(torn.as_bytes());
    assert_eq!(String::from_utf8(it.bytes).unwrap(), ODD.replace("[1,2,4]", "[1,2,4  ]"));
    assert_eq!(it.done, ["took away commas that nothing followed"]);
    // In a text a comma before a bracket is a letter.
    let kept = ODD.replace("it works", "a,} \\\" b,]");
    let it = mended(kept.replace("\"ant\": [ ]\n", "\"ant\": [ ],\n").as_bytes());
    assert_eq!(String::from_utf8(it.bytes).unwrap(), kept);
}

#[test]
fn what_follows_the_end_goes_unless_it_is_another_document() {
    for tail in ["// done\n", "\0\0\0\0", "\n\0\n", "}", ",", "\"left over\": 1\n}\n"] {
        let it = mended(format!("{ODD}{tail}").as_bytes());
        assert_eq!(String::from_utf8(it.bytes).unwrap(), ODD, "{tail:?}");
        assert_eq!(it.done.len(), 1);
    }
    for tail in ["{}", ODD, "[1]", "\n\0{}"] {
        assert_eq!(mend(format!("{ODD}{tail}").as_bytes()), None, "{tail:?}");
    }
}

#[test]
fn a_field_written_twice_alike_goes_and_with_two_values_it_stays_for_a_person() {
    let twice = |with: &str| ODD.replace("\"number\": 1,", &format!("\"number\": 1,\n{with},"));
    for with in ["\"number\": 1", "\"number\":1", "\"n\\u0075mber\" :  1"] {
        let it = mended(twice(with).as_bytes());
        assert!(it.done[0].contains("`number` stood twice"), "{:?}", it.done);
        assert_eq!(
            document::read(&it.bytes).unwrap().backlog,
            document::read(ODD.as_bytes()).unwrap().backlog
        );
    }
    assert_eq!(mend(twice("\"number\": 2").as_bytes()), None);
    // A whole story under one identity, twice and laid out in another way.
    let one = "\"00000000-0000-4000-8000-000000000009\":{\"number\":7,\"title\":\"x\",\
               \"created\":\"2026-11-01T09:00:00Z\"}";
    let other = one.replace(':', ": ").replace("09: 00: 00", "09:00:00");
    let torn = ODD.replace("\"stories\": {", &format!("\"stories\": {{ {one}, {other},"));
    assert_eq!(document::read(&mended(torn.as_bytes()).bytes).unwrap().backlog.stories().len(), 2);
}

#[test]
fn what_is_missing_is_never_guessed() {
    for cut in 1..ODD.len() - 2 {
        if ODD.is_char_boundary(cut) {
            assert_eq!(mend(&ODD.as_bytes()[..cut]), None, "cut at {cut}");
        }
    }
    for bytes in [
        &b""[..],
        b" \n",
        &[0; 64],
        b"[]",
        b"null",
        b"{}",
        b"{\"a\": 1,}",
        b"\x89PNG\r\n\x1a\n",
        b"{\"format\":\"other\",\"version\":1,}",
        b"{\"format\":\"upnext\",\"version\":999,}",
        b"\xFF\xFE{",
        b"<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n",
    ] {
        assert_eq!(mend(bytes), None, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(mend("[".repeat(200_000).as_bytes()), None);
}

/// What git would leave: the lines both have at the ends, and the rest marked.
fn marked(base: Option<&str>, ours: &str, theirs: &str) -> String {
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (lines(ours), lines(theirs));
    let base = base.map(lines);
    let all = || [Some(&ours), Some(&theirs), base.as_ref()].into_iter().flatten();
    let shortest = all().map(Vec::len).min().unwrap();
    let head = (0..shortest).take_while(|at| all().all(|it| it[*at] == ours[*at])).count();
    let from_end = |it: &Vec<String>, at: usize| it[it.len() - 1 - at].clone();
    let same_end = |at: &usize| all().all(|it| from_end(it, *at) == from_end(&ours, *at));
    let tail = (0..shortest - head).take_while(same_end).count();
    let middle = |it: &[String]| it[head..it.len() - tail].concat();
    let base = base.map_or_else(String::new, |it| format!("||||||| base\n{}", middle(&it)));
    format!(
        "{}<<<<<<< ours\n{}{base}=======\n{}>>>>>>> theirs\n{}",
        ours[..head].concat(),
        middle(&ours),
        middle(&theirs),
        ours[ours.len() - tail..].concat()
    )
}

fn all(backlog: &Backlog) -> BTreeSet<StoryId> {
    backlog.stories().iter().map(|story| story.id).collect()
}

/// What two people made of ten stories: edits, a new story each, and one taken away.
fn sides(seed: u64, edits: usize) -> [Backlog; 3] {
    let base = backlog(10);
    let side = |who: &str, seed: u64| {
        let (side, _) = edited(&base, &mut Dice(seed), who, edits);
        let mut ids = upnext::domain::id::CountedIds(seed % 1_000_000 + 9_000);
        let mut new = story(&mut ids, 11, &format!("{who}’s own"));
        new.created = minute(6_000 + u32::from(who == "Bob"));
        let side = put(&side, new);
        let gone = side.stories().at(usize::try_from(seed % 10).unwrap()).unwrap().id;
        if seed.is_multiple_of(3) { without(&side, gone) } else { side }
    };
    [base.clone(), side("Ann", seed), side("Bob", seed / 7 + 1)]
}

#[test]
fn two_sides_that_wrote_one_value_are_merged_and_the_value_waits_to_be_settled() {
    let base = backlog(3);
    let titled = |title: &str, who: &str| super::titled(&base, 1, who, title);
    let (ours, theirs) = (titled("Pay by card", "Ann"), titled("Pay by phone", "Bob"));
    for with_base in [true, false] {
        let base = text(&base);
        let torn = marked(with_base.then_some(base.as_str()), &text(&ours), &text(&theirs));
        let it = mended(torn.as_bytes());
        let read = document::read(&it.bytes).unwrap().backlog;
        assert_eq!(read.numbered(1).unwrap().title, "Pay by card");
        let fields: Vec<_> = read.conflicts().iter().map(|it| it.path.as_str()).collect();
        assert_eq!(fields, ["title"], "with base: {with_base}");
        assert!(it.done[0].contains("both sides"), "{:?}", it.done);
        assert!(it.done.iter().any(|it| it.contains("merge-conflicts")), "{:?}", it.done);
    }
}

#[test]
fn marks_with_foreign_line_ends_and_several_of_them_are_understood() {
    let base = backlog(6);
    let ours = super::titled(&super::titled(&base, 1, "Ann", "A1"), 6, "Ann", "A6");
    let theirs = super::titled(&super::titled(&base, 2, "Bob", "B2"), 5, "Bob", "B5");
    let whole = marked(Some(&text(&base)), &text(&ours), &text(&theirs)).replace('\n', "\r\n");
    let read = document::read(&mended(whole.as_bytes()).bytes).unwrap().backlog;
    let title = |number| read.numbered(number).unwrap().title.clone();
    assert_eq!([title(1), title(2), title(5), title(6)], ["A1", "B2", "B5", "A6"]);
    // A mark too few, a mark too many, marks out of their order.
    let torn = marked(None, &text(&ours), &text(&theirs));
    for (what, with) in [
        (">>>>>>> theirs\n", ""),
        ("=======\n", ""),
        ("=======\n", "=======\n=======\n"),
        ("<<<<<<< ours\n", "<<<<<<< ours\n<<<<<<< ours\n"),
    ] {
        assert_eq!(mend(torn.replacen(what, with, 1).as_bytes()), None, "{what:?}");
    }
}

#[test]
fn what_git_itself_leaves_is_mended() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git here");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for seed in 1..12u64 {
        let [base, ours, theirs] = sides(seed * 7919, 6);
        let path = |name: &str, backlog: &Backlog| {
            let path = dir.path().join(name);
            super::write(&path, text(backlog).as_bytes());
            path
        };
        let [a, b, c] = [path("ours", &ours), path("base", &base), path("theirs", &theirs)];
        for style in ["--diff3", "--zdiff3", "-q"] {
            let mut git = Command::new("git");
            let out = git.args(["merge-file", "-p", style]).args([&a, &b, &c]).output().unwrap();
            if document::read(&out.stdout).is_ok()
                || !out.stdout.windows(7).any(|it| it == b"<<<<<<<")
            {
                continue;
            }
            // Lines of both sides that git took without asking may not fit together.
            let Some(it) = mend(&out.stdout) else { continue };
            seen += 1;
            document::read(&it.bytes).unwrap();
        }
    }
    assert!(seen > 10, "git left marks that could be mended only {seen} times");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]
    #[test]
    fn no_story_of_either_side_is_lost(seed in 1u64..1 << 40, edits in 0usize..12, diff3: bool) {
        let [base, ours, theirs] = sides(seed, edits);
        let before = text(&base);
        let torn = marked(diff3.then_some(before.as_str()), &text(&ours), &text(&theirs));
        prop_assume!(document::read(torn.as_bytes()).is_err());
        let read = document::read(&mend(torn.as_bytes()).unwrap().bytes).unwrap().backlog;
        // With the base known a story may be taken away; what somebody wrote may not.
        let kept = all(&read);
        for id in all(&ours).union(&all(&theirs)) {
            let on_both = ours.story(*id).is_some() && theirs.story(*id).is_some();
            let new = base.story(*id).is_none();
            prop_assert!(kept.contains(id) || (diff3 && !on_both && !new), "{} is lost", id);
        }
    }

    #[test]
    fn a_file_that_reads_is_never_mended(seed in 1u64..u64::MAX, edits in 0usize..12, odd in "\\PC{0,40}") {
        let (some, _) = edited(&backlog(6), &mut Dice(seed), "Ann", edits);
        let some = super::titled(&some, 1, &odd, &odd);
        let text = text(&some);
        prop_assert_eq!(mend(text.as_bytes()), None);
        prop_assert_eq!(mend(format!("\u{FEFF}{}", text.replace('\n', "\r\n")).as_bytes()), None);
    }

    #[test]
    fn whatever_is_mended_can_be_read(seed in 1u64..u64::MAX, places in prop::collection::vec(any::<(u16, u8)>(), 1..4)) {
        let (some, _) = edited(&backlog(4), &mut Dice(seed), "Ann", 3);
        let mut bytes = text(&some).into_bytes();
        for (place, byte) in places {
            let at = usize::from(place) % bytes.len();
            match byte % 3 {
                0 => bytes.insert(at, b",{}[]\"\0:1x"[usize::from(byte) % 10]),
                1 => { bytes.remove(at); }
                _ => bytes[at] = byte,
            }
        }
        if let Some(it) = mend(&bytes) {
            prop_assert!(document::read(&it.bytes).is_ok() && !it.done.is_empty());
        }
    }
}

#[test]
fn without_merging_a_side_taken_whole_loses_stories() {
    let [_, ours, theirs] = sides(20, 4);
    let torn = marked(None, &text(&ours), &text(&theirs));
    // What a person does who deletes the marks and one side.
    let one_side: String = {
        let mut part = 0;
        let kept = |line: &&str| {
            let mark = ["<<<<<<<", "=======", ">>>>>>>"].iter().position(|it| line.starts_with(it));
            part = mark.map_or(part, |mark| mark + 1);
            mark.is_none() && part != 2
        };
        torn.split_inclusive('\n').filter(kept).collect()
    };
    let read = document::read(one_side.as_bytes()).unwrap().backlog;
    assert!(!all(&read).is_superset(&all(&theirs)), "the check would not notice a loss");
}

fn before(state: &std::path::Path, file: &BacklogFile) -> Before {
    let backups = Some(Backups::at(state, &file.resolved().unwrap()));
    Before { backups, occasion: Some(Occasion::Mend), at: minute(1) }
}

#[test]
fn a_repair_keeps_the_old_bytes_first_and_goes_the_one_write_path() {
    let torn = ODD.replace("\"ant\": [ ]\n", "\"ant\": [ ],\n");
    let folder = Folder::with(torn.as_bytes());
    let state = tempfile::tempdir().unwrap();
    let disk = Faulty::without(&[]);
    let file = BacklogFile::on(Arc::clone(&disk) as Arc<dyn Disk>, &folder.file);
    let found = file.unreadable().unwrap().unwrap();
    assert_eq!((found.error.line, found.mended.is_some()), (43, true), "{}", found.error);
    let before = before(state.path(), &file);
    disk.steps.lock().unwrap().clear();
    assert_eq!(file.repair(&before).unwrap().len(), 1);
    let steps = disk.steps.lock().unwrap().clone();
    let at = |step: &str| steps.iter().position(|it| *it == step).unwrap();
    assert!(at("lock") < at("rename"), "{steps:?}");
    assert_eq!(String::from_utf8(folder.bytes()).unwrap(), ODD);
    let kept = before.backups.as_ref().unwrap();
    let list = kept.list().unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(kept.read(&list[0].name, 1 << 20).unwrap(), torn.as_bytes());
    // What can be read is not touched, and no further backup is made.
    assert_eq!(file.repair(&before).unwrap(), Vec::<String>::new());
    assert!(file.unreadable().unwrap().is_none());
    assert_eq!(kept.list().unwrap().len(), 1);
}

#[test]
fn a_repair_that_cannot_keep_the_old_bytes_changes_nothing() {
    let torn = ODD.replace("\"ant\": [ ]\n", "\"ant\": [ ],\n");
    let folder = Folder::with(torn.as_bytes());
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    let nowhere = Before { backups: None, occasion: Some(Occasion::Mend), at: minute(1) };
    file.repair(&nowhere).unwrap_err();
    assert_eq!((folder.bytes(), folder.names().len()), (torn.into_bytes(), 1));
}

#[test]
fn without_the_backup_a_repair_leaves_nothing_of_the_old_bytes() {
    let torn = format!("{ODD}left over\n");
    let folder = Folder::with(torn.as_bytes());
    let file = BacklogFile::on(Quick::arc(), &folder.file);
    let none = Before { backups: None, occasion: None, at: minute(1) };
    file.repair(&none).unwrap();
    assert!(!String::from_utf8(folder.bytes()).unwrap().contains("left over"));
}

#[test]
fn what_has_no_one_answer_is_refused_and_stays() {
    let state = tempfile::tempdir().unwrap();
    for bytes in [&ODD.as_bytes()[..ODD.len() - 4], b"", b"{}"] {
        let folder = Folder::with(bytes);
        let file = BacklogFile::on(Quick::arc(), &folder.file);
        let before = before(state.path(), &file);
        let refused = file.repair(&before).unwrap_err();
        assert!(matches!(refused, StoreError::Unreadable { .. }), "{refused}");
        assert_eq!((folder.bytes(), folder.names().len()), (bytes.to_vec(), 1));
        assert!(before.backups.unwrap().list().unwrap().is_empty());
    }
}
