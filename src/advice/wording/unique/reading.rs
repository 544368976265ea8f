//! A text as the words that say what is wanted, in one form each. It compares nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::advice::wording::words::words;

/// Words that say nothing of what is wanted.
const EMPTY: &str = "
    a ability able about all also always an and any are as at be been being by can certain current
    do does during each every for from has have having i if in into is it its list me mechanism more
    multiple my new of on one option or other our own part particular provide relevant several so
    some specific such system than that the their them there these this those to too use used using
    various via want was way we were what when where whether which while who will with would you your
    belong belonging belongs between get obtain pertinent receive up i'm i've automatically easily simply quickly really currently";

/// Words for one thing; the first stands for all of them.
const SAME: &[&str] = &[
    "see view know understand information info detail details",
    "edit change modify update alter adjust customise customize configure",
    "delete remove erase",
    "create add make write build define",
    "find search browse discover locate",
    "store save keep persist",
    "kind type sort",
    "volume size amount",
    "link relation relationship connection",
    "share publish",
    "notify alert inform",
    "picture image photo",
];

/// Where what follows only says when or how: two wishes that begin alike before it are alike.
const CONDITIONS: &[&str] = &[
    "when", "while", "whilst", "until", "till", "unless", "after", "before", "e.g", "whenever",
    "once", "if",
];

/// The words of a text that count.
pub(super) struct Read {
    /// All of them.
    pub words: Vec<String>,
    /// Those before its first condition.
    pub head: Vec<String>,
}

impl Read {
    pub(super) fn of(text: &str) -> Self {
        let all = words(text);
        let mut kept = Vec::new();
        let mut head: Option<Vec<String>> = None;
        for (at, word) in all.iter().enumerate() {
            let next = |by: usize| all.get(at + by).map_or("", |it| it.low.as_str());
            let condition = CONDITIONS.contains(&word.low.as_str())
                || matches!((word.low.as_str(), next(1)), ("prior", "to") | ("for", "example"))
                || matches!((word.low.as_str(), next(1), next(2)), ("as", "long" | "soon", "as"));
            if condition && head.is_none() {
                head = Some(kept.clone());
            }
            kept.extend(token(&word.low));
        }
        Self { head: head.unwrap_or_else(|| kept.clone()), words: kept }
    }
}

/// Words that say nothing, and for each stem the one that stands for it.
static KNOWN: LazyLock<(HashSet<&str>, HashMap<&str, &str>)> = LazyLock::new(|| {
    let row = |row: &'static &str| {
        let first = row.split(' ').next().map_or("", stem);
        row.split(' ').map(move |word| (stem(word), first))
    };
    (EMPTY.split_ascii_whitespace().collect(), SAME.iter().flat_map(row).collect())
});

/// What stands for a word: its stem, or that of the word that means the same; none for a word
/// that says nothing.
fn token(word: &str) -> Option<String> {
    let (empty, same) = &*KNOWN;
    if !word.contains(char::is_alphanumeric) || empty.contains(word) {
        return None;
    }
    let joined = word.replace('-', "");
    let stem = stem(&joined);
    if empty.contains(stem) {
        return None;
    }
    Some((*same.get(stem).unwrap_or(&stem)).to_owned())
}

/// A word without its ending; short words stay whole.
fn stem(word: &str) -> &str {
    let bare = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ings", "ing", "ed", "es", "s", "e"] {
        // "address" is no plural.
        if let Some(stem) = bare.strip_suffix(ending)
            && stem.chars().count() >= 3
            && !(ending == "s" && stem.ends_with('s'))
        {
            return stem;
        }
    }
    bare
}
