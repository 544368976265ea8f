//! Whether a story says more than its sentence: brackets, examples, remarks, a second sentence.
//! It never says that a story says too little.

use super::lexicon::{begins_object, is_finite};
use super::words::{slice, words};

/// Words that lead into an example or a remark.
const REMARKS: &[&str] = &[
    "e.g",
    "eg",
    "i.e",
    "ie",
    "for example",
    "for instance",
    "nb",
    "n.b",
    "note that",
    "see also",
    "note",
    "remark",
];

/// What stands beyond the sentence in one of its parts, as it stands there.
pub(super) fn beyond(part: &str) -> Vec<String> {
    let mut found = brackets(part);
    found.extend(remarks(part));
    found.extend(after_dash(part));
    found.extend(second_sentence(part));
    found
}

/// A clause about the last word of a want, added behind a comma: ", which …".
pub(super) fn aside(want: &str) -> Option<String> {
    let words = words(want);
    let last = words.iter().rposition(|word| {
        word.stopped && matches!(word.low.as_str(), "which" | "who" | "whose" | "whom")
    })?;
    let low = |at: usize| words.get(at).map_or("", |word| word.low.as_str());
    // "Know …, who the owner is": what is asked for, and no remark.
    let asked = begins_object(low(last + 1)) && words.last().is_some_and(|it| is_finite(&it.low));
    (last > 0 && !asked).then(|| slice(want, &words, last, words.len()).to_owned())
}

/// Brackets that stand by themselves; "date(s)" and "(re-)use" are parts of a word.
fn brackets(part: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    for (at, c) in part.char_indices() {
        match (open, c) {
            (None, '(' | '[') if !before.is_alphanumeric() => {
                open = Some((at, if c == '(' { ')' } else { ']' }));
            }
            (Some((start, close)), c) if c == close => {
                let end = at + c.len_utf8();
                let glued = part.get(end..).unwrap_or_default().starts_with(char::is_alphanumeric);
                let inside = part.get(start..end).unwrap_or_default();
                if !glued && inside.chars().any(char::is_alphabetic) {
                    found.push(inside.to_owned());
                }
                open = None;
            }
            _ => {}
        }
        before = c;
    }
    found
}

fn remarks(part: &str) -> Vec<String> {
    let words = words(part);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let two = || format!("{} {}", word.low, words.get(at + 1).map_or("", |it| it.low.as_str()));
        let alone = REMARKS.contains(&word.low.as_str());
        // "note" is a remark only where it opens one: "Note: …".
        let noun = matches!(word.low.as_str(), "note" | "remark" | "ie" | "eg")
            && !part.get(word.end..).unwrap_or_default().starts_with(':');
        if alone && !noun {
            found.push(slice(part, &words, at, at).to_owned());
        } else if REMARKS.contains(&two().as_str()) {
            found.push(slice(part, &words, at, at + 1).to_owned());
        }
    }
    found
}

/// A remark behind a dash with blanks around it.
fn after_dash(part: &str) -> Option<String> {
    let at = [" - ", " – ", " — ", " -- "].iter().filter_map(|dash| part.find(dash)).min()?;
    let rest = part.get(at..).unwrap_or_default().trim();
    (at > 0 && rest.chars().any(char::is_alphabetic)).then(|| rest.to_owned())
}

/// A second sentence: a stop, a blank, a capital.
fn second_sentence(part: &str) -> Option<String> {
    for (at, c) in part.char_indices() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let rest = part.get(at + c.len_utf8()..).unwrap_or_default();
        let begins = rest.trim_start();
        let blank = rest.len() > begins.len();
        let last = part.get(..at).unwrap_or_default().rsplit(char::is_whitespace).next();
        let short = last.is_some_and(|word| word.contains('.') || word.len() < 3 || word == "etc");
        if blank && !short && begins.starts_with(|it: char| it.is_uppercase() || it.is_numeric()) {
            return Some(begins.to_owned());
        }
    }
    None
}
