//! A text as the words that count, in one form each: folded, without endings, one word for those
//! that mean the same. It compares nothing.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::domain::query::folded;

/// More words than any story has: what comes after is not read.
const MOST: usize = 2_000;
/// Longer than any word: a key or a picture that was pasted in.
const LONGEST: usize = 60;

/// Of so many words it is remembered what stands for them: more than any language of a backlog has.
const REMEMBERED: usize = 100_000;

/// Words that say nothing of what a story is about.
const EMPTY: &str = "
    a able about again all allow allowed allows also always am an and another any anybody anyone are
    as at be because been being both but by can cannot could did do does doing done during each
    either else enable ensure etc ever every everybody everyone few for from further had has have
    having he her here him his how however i if in into is it its itself just least less let like
    may me might mine more most must my need needed needs neither never no nobody none nor not now
    of off on once one only onto or other others our ours out over own per please possible quite
    rather really same shall she should since so some somebody someone such than that the their
    theirs them then there these they this those though through thus to too under until up upon us
    use used using very via want wants was we were what when where whether which while who whole
    whom whose why will wish with within without would yet you your yours don't can't won't isn't
    i'm i've i'd it's e.g i.e";

/// Words for one thing in the language of backlogs; the first stands for all of them.
const SAME: &[&str] = &[
    "see view look know understand",
    "show display present",
    "create add make new build",
    "delete remove erase",
    "edit change modify alter adjust",
    "customise customize personalise personalize",
    "find search browse discover locate",
    "save store keep persist",
    "get receive obtain",
    "choose select pick",
    "download fetch",
    "share publish",
    "notify alert inform",
    "begin start",
    "finish complete end",
    "information info details",
    "dataset datasets",
    "kind type sort",
    "link relation relationship connection",
    "picture image photo",
    "user person people",
    "mail email",
    "quick fast rapid",
    "several multiple many various",
    "login logon signin",
    "price cost",
    "error mistake",
    "colour color",
    "catalogue catalog",
    "centre center",
];

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advice) struct Word<'a> {
    /// As it stands there.
    pub raw: &'a str,
    /// The byte it begins at.
    pub start: usize,
    /// Whether a comma, a bracket or another stop stands before it.
    pub stopped: bool,
}

impl Word<'_> {
    /// The word without case and accents.
    pub(in crate::advice) fn low(&self) -> String {
        low(self.raw)
    }

    /// The byte after it.
    pub(in crate::advice) const fn end(&self) -> usize {
        self.start + self.raw.len()
    }
}

/// A text without case and accents; a typed apostrophe is as good as a set one.
pub(in crate::advice) fn low(text: &str) -> String {
    // What is ASCII folds to itself in lower case.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut into = String::with_capacity(text.len());
    folded(text, &mut into);
    if into.contains('’') { into.replace('’', "'") } else { into }
}

/// The words of a text, in their order.
pub(in crate::advice) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    each(text, |word| found.push(word));
    found
}

/// Gives every word of a text, in their order.
pub(super) fn each<'a>(text: &'a str, mut take: impl FnMut(Word<'a>)) {
    let (mut begin, mut stopped, mut left) = (None, false, MOST);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // One mark between letters or digits belongs to the word: don't, e-mail, 2.5, TES-14.
        let joins = matches!(c, '\'' | '’' | '-' | '.' | '_')
            && begin.is_some()
            && text.get(at + c.len_utf8()..).is_some_and(starts_word);
        if c.is_alphanumeric() || joins {
            begin.get_or_insert(at);
            continue;
        }
        if let Some(start) = begin.take() {
            take(Word { raw: text.get(start..at).unwrap_or_default(), start, stopped });
            (stopped, left) = (false, left - 1);
            if left == 0 {
                return;
            }
        }
        stopped |= !(c.is_whitespace() || matches!(c, '"' | '“' | '”' | '\'' | '’' | '*' | '`'));
    }
}

fn starts_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_alphanumeric)
}

/// Words that say nothing, and for each form the one that stands for it.
static KNOWN: LazyLock<(HashSet<&str>, HashMap<String, String>)> = LazyLock::new(|| {
    let row = |row: &'static &str| {
        let first = row.split(' ').next().map_or(String::new(), stem);
        row.split(' ').map(move |word| (stem(word), first.clone()))
    };
    (EMPTY.split_ascii_whitespace().collect(), SAME.iter().flat_map(row).collect())
});

thread_local! {
    /// What stands for the words read so far: a backlog has some thousand of them, and each a
    /// thousand times.
    static MEANT: RefCell<HashMap<String, Option<String>>> = RefCell::default();
}

/// What stands for a folded word; none for one that says nothing.
pub(in crate::advice) fn token(low: &str) -> Option<String> {
    MEANT.with_borrow_mut(|known| {
        if let Some(token) = known.get(low) {
            return token.clone();
        }
        let token = meant(low);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        if low.len() <= LONGEST {
            known.insert(low.to_owned(), token.clone());
        }
        token
    })
}

fn meant(low: &str) -> Option<String> {
    let (empty, same) = &*KNOWN;
    let bare = low.strip_suffix("'s").unwrap_or(low);
    if bare.len() > LONGEST || empty.contains(bare) {
        return None;
    }
    let joined: String = bare.chars().filter(|c| c.is_alphanumeric()).collect();
    let stem = stem(&joined);
    match same.get(&stem) {
        Some(first) => Some(first.clone()),
        None => (!stem.is_empty() && !empty.contains(stem.as_str())).then_some(stem),
    }
}

/// A word without the endings of its number, tense and form, after step 1 of Porter, “An algorithm
/// for suffix stripping” (1980), with the plural of Harman, “How effective is suffixing?” (1991).
/// Short words stay whole.
pub(in crate::advice) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    let long = |stem: &str, ending: &str| stem.len() >= ending.len() + 3;
    if stem.ends_with("ies") && long(&stem, "ies") {
        stem.truncate(stem.len() - 3);
        stem.push('y');
    } else if ["sses", "ches", "shes", "xes"].iter().any(|it| stem.ends_with(it)) {
        stem.truncate(stem.len() - 2);
    } else if stem.ends_with('s')
        && !["ss", "us", "is"].iter().any(|it| stem.ends_with(it))
        && long(&stem, "s")
    {
        stem.truncate(stem.len() - 1);
    }
    for ending in ["ing", "ed"] {
        if stem.ends_with(ending) && long(&stem, ending) && stem.is_ascii() {
            stem.truncate(stem.len() - ending.len());
            undouble(&mut stem);
            break;
        }
    }
    for (ending, kept) in [("ization", 2), ("isation", 2), ("ation", 2), ("tion", 1), ("sion", 1)] {
        if stem.ends_with(ending) && long(&stem, ending) {
            stem.truncate(stem.len() - ending.len() + kept);
            break;
        }
    }
    if stem.ends_with('e') && long(&stem, "e") {
        stem.truncate(stem.len() - 1);
    }
    if stem.ends_with('y') && long(&stem, "y") {
        stem.truncate(stem.len() - 1);
        stem.push('i');
    }
    // Both ways to write "organise".
    if stem.ends_with("iz") && long(&stem, "iz") {
        stem.truncate(stem.len() - 1);
        stem.push('s');
    }
    stem
}

/// "stopp" is "stop"; "add" and "sell" stay.
fn undouble(stem: &mut String) {
    let mut back = stem.chars().rev();
    let (last, before) = (back.next(), back.next());
    if last == before && stem.len() > 3 && !matches!(last, Some('l' | 's' | 'z')) {
        stem.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::{stem, token, words};

    #[test]
    fn forms_of_one_word_have_one_stem() {
        let forms = [
            "create creates created creating creation",
            "edit edits edited editing",
            "stop stops stopped stopping",
            "notify notifies notified notifying",
            "category categories",
            "address addresses addressed",
            "box boxes",
            "organise organize organising organized organisation organization",
            "select selects selected selection",
            "share shares shared sharing",
        ];
        for row in forms {
            let mut stems: Vec<String> = row.split(' ').map(stem).collect();
            stems.dedup();
            assert_eq!(stems.len(), 1, "{row}: {stems:?}");
        }
        for (one, other) in [("cart", "card"), ("status", "state"), ("user", "use")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn words_keep_their_marks_and_their_places() {
        let text = "Don't e-mail (TES-14) 2.5 MB, Größe!";
        let found = words(text);
        let raw: Vec<&str> = found.iter().map(|it| it.raw).collect();
        assert_eq!(raw, ["Don't", "e-mail", "TES-14", "2.5", "MB", "Größe"]);
        let stopped: Vec<bool> = found.iter().map(|it| it.stopped).collect();
        assert_eq!(stopped, [false, false, true, true, false, true]);
        assert!(found.iter().all(|it| &text[it.start..it.end()] == it.raw));
        assert_eq!(found[5].low(), "grosse");
        assert_eq!(token("don't"), None);
        assert_eq!(token("e-mails"), token("email"));
    }
}
