//! Texts of several lines: merged line by line, and given up where both wrote one place.

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::merge::{Merged, merge};

use super::of;
use crate::samples::{backlog, change, entry, minute};

fn described(base: &Backlog, by: &str, text: &str) -> Backlog {
    let line = entry(minute(6000), by, Field::Description, "", "");
    change(base, 1, line, |story| text.clone_into(&mut story.description)).0
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    let base = described(&backlog(2), "Ann", base);
    merge(&base, &described(&base, "Ann", ours), &described(&base, "Bob", theirs))
}

#[test]
fn lines_of_both_sides_stand_where_they_were_written() {
    for (base, ours, theirs, both) in [
        ("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD", "A\nb\nc\nD"),
        ("a\nb\nc", "new\na\nb\nc", "a\nb\nc\nlast", "new\na\nb\nc\nlast"),
        ("a\nb\nc\nd\ne", "a\nc\nd\ne", "a\nb\nc\nd\nD\ne", "a\nc\nd\nD\ne"),
        ("a\nb\nc", "a\nB\nc", "a\nB\nc\nd", "a\nB\nc\nd"),
        ("one", "first\none", "one\nlast", "first\none\nlast"),
        ("a\n\nb\n\nc\n", "a\n\nb\n\nC\n", "A\n\nb\n\nc\n", "A\n\nb\n\nC\n"),
    ] {
        for (ours, theirs) in [(ours, theirs), (theirs, ours)] {
            let merged = merged(base, ours, theirs);
            assert_eq!(of(&merged.backlog, 1).description, both, "{base:?} {ours:?} {theirs:?}");
            assert!(merged.conflicts.is_empty());
        }
    }
}

#[test]
fn lines_written_at_one_place_or_side_by_side_are_a_conflict_of_the_whole_texts() {
    for (base, ours, theirs) in [
        ("a\nb\nc", "a\nX\nc", "a\nY\nc"),
        ("a\nb\nc", "a\nb\nc\nX", "a\nb\nc\nY"),
        ("a\nb\nc\nd", "a\nB\nc\nd", "a\nb\nC\nd"),
        ("", "x\ny", "y\nx"),
        ("one line", "another", "a third"),
    ] {
        let merged = merged(base, ours, theirs);
        assert_eq!(of(&merged.backlog, 1).description, ours);
        let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
        let theirs = serde_json::to_string(theirs).unwrap();
        assert_eq!(conflict.theirs.value.as_ref().map(|raw| raw.0.get()), Some(&*theirs));
    }
}

#[test]
fn a_text_of_many_lines_takes_no_time() {
    let lines =
        |what: &str| (0..30_000).map(|n| format!("{what} {n}")).collect::<Vec<_>>().join("\n");
    let (base, ours) = (lines("a"), lines("b"));
    // Nothing in common: one change of the whole, beside a line at its end.
    let merged =
        merged(&format!("{base}\nend"), &format!("{ours}\nend"), &format!("{base}\nend\nmore"));
    assert_eq!(of(&merged.backlog, 1).description, format!("{ours}\nend\nmore"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The law of three versions: what only one side wrote stands, whichever is ours.
    #[test]
    fn a_text_one_side_left_alone_is_the_others_and_no_side_is_favoured(
        base in "([abc]\n){0,6}", ours in "([abcd]\n){0,6}", theirs in "([abce]\n){0,6}",
    ) {
        let text = |merged: &Merged| of(&merged.backlog, 1).description;
        prop_assert_eq!(text(&merged(&base, &ours, &base)), ours.clone());
        let (one, two) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        prop_assert_eq!(one.conflicts.len(), two.conflicts.len());
        if one.conflicts.is_empty() {
            prop_assert_eq!(text(&one), text(&two));
            for line in ours.lines().chain(theirs.lines()).filter(|line| !base.contains(line)) {
                prop_assert!(text(&one).contains(line), "{:?} lost {}", text(&one), line);
            }
        }
    }
}
