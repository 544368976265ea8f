//! Words two people understand differently. The list is there to be read; it never blocks.

use super::words::{Word, slice, words};

/// So many words before a judgement stands the word that asks for it.
const ASKED: usize = 6;

/// The words looked for. A story may need one of them all the same: then waive the finding.
pub const VAGUE: &[&str] = &[
    "adequate",
    "and/or",
    "appropriate",
    "appropriately",
    "as far as possible",
    "as needed",
    "as possible",
    "as required",
    "as soon as possible",
    "asap",
    "at a later stage",
    "better",
    "clearly",
    "easier",
    "easily",
    "easy",
    "efficient",
    "efficiently",
    "etc",
    "fast",
    "faster",
    "flexible",
    "good",
    "if necessary",
    "if possible",
    "intuitive",
    "intuitively",
    "large number",
    "many",
    "modern",
    "more or less",
    "nice",
    "nicely",
    "normally",
    "optimal",
    "properly",
    "quick",
    "quickly",
    "reasonable",
    "reasonably",
    "robust",
    "seamless",
    "seamlessly",
    "several",
    "simple",
    "simply",
    "smooth",
    "smoothly",
    "sometimes",
    "state of the art",
    "sufficient",
    "suitable",
    "tba",
    "tbc",
    "tbd",
    "timely",
    "up-to-date",
    "usable",
    "user friendly",
    "user-friendly",
    "usually",
    "various",
    "where possible",
];

/// The vague words of a text as they stand there, each spelling once.
pub(super) fn vague(text: &str) -> Vec<String> {
    let all = words(text);
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let first = all.get(at).map_or("", |word| word.low.as_str());
        let matches = |pattern: &&&str| {
            if !pattern.starts_with(first) {
                return false;
            }
            let parts = pattern.split_inclusive('/').flat_map(|part| {
                let word = part.trim_end_matches('/');
                [Some(word), (word.len() < part.len()).then_some("/")]
            });
            let mut parts = parts.flatten().flat_map(|part| part.split(' '));
            let mut here = all.iter().skip(at).map(|word| word.low.as_str());
            parts.all(|part| here.next() == Some(part))
        };
        let length =
            |pattern: &str| pattern.split([' ', '/']).count() + pattern.matches('/').count();
        let listed = VAGUE.iter().filter(matches).map(|it| length(it)).max();
        let longest = if as_possible(&all, at) { Some(4) } else { listed };
        if let Some(length) = longest.filter(|_| !judged(&all, at)) {
            let words = slice(text, &all, at, at + length - 1).to_owned();
            if !found.contains(&words) {
                found.push(words);
            }
        }
        at += longest.unwrap_or(1);
    }
    found
}

/// "As fast as possible": one finding, and not one for each half.
fn as_possible(all: &[Word], at: usize) -> bool {
    let low = |by: usize| all.get(at + by).map_or("", |word| word.low.as_str());
    (low(0), low(2), low(3)) == ("as", "as", "possible")
}

/// Whether a word is what somebody wants to find out: "how many", "whether it is good".
fn judged(all: &[Word], at: usize) -> bool {
    let back = |by: usize| {
        at.checked_sub(by).and_then(|at| all.get(at)).map_or("", |word| word.low.as_str())
    };
    let is = |by: usize| matches!(back(by), "is" | "are" | "was" | "were");
    let asked = (2..=ASKED).any(|by| back(by) == "whether");
    back(1) == "how" || (asked && (is(1) || (matches!(back(1), "/" | "or") && is(3))))
}
