//! Whether somebody could see that a criterion is met. It reads words, and never knows what the
//! product really does.

use super::words::{slice, words};

/// Judgements where an observation should stand; each alone makes the outcome a matter of taste.
const TASTE: &[&str] = &[
    "works",
    "work",
    "functions",
    "functional",
    "correctly",
    "properly",
    "well",
    "good",
    "fine",
    "nice",
    "nicely",
    "ok",
    "okay",
    "great",
    "acceptable",
    "satisfactory",
    "intuitive",
    "user-friendly",
    "pretty",
    "beautiful",
    "clean",
    "stable",
    "robust",
    "usable",
    "smooth",
    "smoothly",
    "as expected",
    "as intended",
    "as designed",
    "as it should",
    "happy",
    "performant",
    "fast",
    "easy",
];

/// Words of an outcome that say nothing by themselves.
const FRAME: &str = "
    the a an it its this that is are be was were will should must shall may can everything all
    feature function functionality story system app application page screen button code ui very and
    or so looks look feels feel behaves behave performs perform runs run has have been to in as for
    of on done there still also always again expected intended designed";

/// The words for which nobody could tell whether this outcome came about; none where somebody
/// could.
pub(super) fn untestable(outcome: &str) -> Option<String> {
    let all = words(outcome);
    let last = all.len().checked_sub(1)?;
    if last == 0 {
        // One word names a subject, and says nothing of it.
        return Some(slice(outcome, &all, 0, 0).to_owned());
    }
    let taste = (0..all.len()).find_map(|at| {
        let matches = |pattern: &&&str| {
            let mut here = all.iter().skip(at).map(|word| word.low.as_str());
            pattern.split(' ').all(|part| here.next() == Some(part))
        };
        let length = TASTE.iter().filter(matches).map(|it| it.split(' ').count()).max()?;
        Some((at, at + length - 1))
    })?;
    // "Works in Firefox 130" says where to look; "the search works properly" does not.
    let rest = all.iter().enumerate().filter(|(at, _)| *at < taste.0 || *at > taste.1);
    let measured = rest.clone().any(|(_, word)| word.low.contains(|c: char| c.is_ascii_digit()));
    let behind = rest.filter(|(at, word)| {
        let empty = FRAME.split_ascii_whitespace().any(|it| it == word.low);
        *at > taste.1 && !empty && !TASTE.contains(&word.low.as_str())
    });
    let told = measured || behind.count() > 0;
    (!told).then(|| slice(outcome, &all, taste.0, taste.1).to_owned())
}
