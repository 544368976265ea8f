//! In which template a story is told: how it opens, and how it wishes.
//! It never says which template is the right one; the backlog does, by using it most.

use std::collections::HashMap;

use super::lexicon::verb;
use super::words::{slice, words};

/// A template, in the words that make it: "As a …, I want …".
pub(super) type Template = &'static str;

/// A template, and the words of the text that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub template: Template,
    pub words: String,
}

/// A want that says what is not wanted.
pub(super) const DENIED: Template = "I want no …";

/// How wishes are made; longer ones first where one begins another.
const WISHES: &[(&str, Template)] = &[
    ("i don't want", "I don't want"),
    ("i do not want", "I don't want"),
    ("i would not like", "I don't want"),
    ("i only want", "I want"),
    ("i want", "I want"),
    ("i need", "I need"),
    ("i would like", "I would like"),
    ("i'd like", "I would like"),
    ("i wish", "I wish"),
    ("i must be able", "I can"),
    ("i should be able", "I can"),
    ("i can", "I can"),
    ("i am able", "I can"),
    ("i must", "I must"),
    ("i should", "I should"),
    ("i may", "I can"),
];

/// Wishes whose "I" was forgotten.
const BARE: &[&str] = &["want", "would like", "need"];

/// The template of a line of text: what it opens with where that is not "As a", else its wish.
pub(super) fn of_line(text: &str) -> Option<Told> {
    let words = words(text);
    let low = |at: usize| words.get(at).map_or("", |word| word.low.as_str());
    let told = |template, from, to| {
        Some(Told { template, words: slice(text, &words, from, to).to_owned() })
    };
    match (low(0), low(1)) {
        ("as", "a" | "an") => {}
        ("as", "the") => return told("As the …", 0, 1),
        ("as", _) => return told("As …", 0, 1),
        ("in", "order") => return told("In order to …", 0, 1),
        _ => return None,
    }
    let matches =
        |at: usize, pattern: &str| (at..).zip(pattern.split(' ')).all(|(at, it)| low(at) == it);
    (2..words.len()).find_map(|at| {
        let stopped = words.get(at).is_some_and(|word| word.stopped);
        let bare = stopped.then(|| BARE.iter().find(|pattern| matches(at, pattern))).flatten();
        if let Some(pattern) = bare {
            return told("…, want", at, at + pattern.split(' ').count() - 1);
        }
        let (pattern, template) = WISHES.iter().find(|(pattern, _)| matches(at, pattern))?;
        told(template, at, at + pattern.split(' ').count() - 1)
    })
}

/// The template of a story in parts, by how its want goes on after "I want"; none where it names
/// a thing, which fits every template.
pub(super) fn of_want(want: &str) -> Option<Told> {
    let words = words(want);
    let first = words.first()?;
    let template = match first.low.as_str() {
        "to" => "I want to …",
        "not" | "no" => DENIED,
        "i" => "I … in the want",
        word if verb(word) == Some(super::lexicon::Verb::Sure) => "I want + verb",
        _ => return None,
    };
    Some(Told { template, words: slice(want, &words, 0, 0).to_owned() })
}

/// The template most use: at least three, and more than half.
pub(super) fn most_used(all: impl Iterator<Item = Template>) -> Option<Template> {
    let mut counts: HashMap<Template, usize> = HashMap::new();
    let mut total = 0;
    for template in all {
        *counts.entry(template).or_default() += 1;
        total += 1;
    }
    let (template, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3 && count * 2 > total).then_some(template)
}
