//! Whether a want asks for one thing: a joining word that begins a second wish splits it.
//! It looks at the want only; role and benefit may join what they like.

use super::lexicon::{
    Verb, asks, begins_object, is_adverb, is_finite, is_pair, is_participle, is_preposition,
    opens_clause, verb,
};
use super::words::{Word, slice, words};

/// How far a question within the want has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Asking {
    /// Nothing is asked.
    #[default]
    No,
    /// The asking word stood here.
    Opened,
    /// And something is said in it.
    Said,
}

/// What has been read of the want when a joining word comes.
#[derive(Debug, Default)]
struct Before {
    /// A clause of its own has been opened and not left.
    within: bool,
    /// Whether something is asked: "what", "how".
    asking: Asking,
    /// Something is to be done: "be" stood here.
    passive: bool,
}

/// The words that begin a second wish, as they stand in the want; empty where it asks for one
/// thing.
pub(super) fn second_wishes(want: &str) -> Vec<String> {
    let words = words(want);
    let mut before = Before::default();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if joins(&words, at) {
            if word.stopped {
                before.within = false;
            }
            let next = after_joint(&words, at);
            if let Some(last) = second(&words, at, next, &before) {
                found.push(slice(want, &words, at, last).to_owned());
            }
        } else if word.stopped && wishes(&words, at) {
            found.push(slice(want, &words, at, at + 1).to_owned());
        }
        read(&mut before, &words, at);
    }
    found
}

fn low(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| word.low.as_str())
}

/// Whether a word joins what stands around it; of several in a row, the first.
fn joins(words: &[Word], at: usize) -> bool {
    let is = |at: usize| matches!(low(words, at), "and" | "or" | "&" | "/" | "plus");
    let first = at.checked_sub(1).is_none_or(|last| !is(last));
    let well = low(words, at) == "well" && low(words, at + 1) == "as";
    first && (is(at) || well)
}

/// "I want" in the middle of a want.
fn wishes(words: &[Word], at: usize) -> bool {
    at > 0 && low(words, at) == "i" && matches!(low(words, at + 1), "want" | "need" | "would")
}

fn read(before: &mut Before, words: &[Word], at: usize) {
    let word = low(words, at);
    let previous = at.checked_sub(1).map_or("", |last| low(words, last));
    // "on that server" opens nothing.
    before.within |= opens_clause(word) && !(word == "that" && is_preposition(previous));
    if asks(word) {
        before.asking = Asking::Opened;
    }
    if is_finite(word) && before.asking == Asking::Opened {
        before.asking = Asking::Said;
    }
    before.passive |= matches!(word, "be" | "get" | "being");
    // "a tool that allows them to …": inside this clause a wish goes on.
    let allows = ["allow", "let", "enable", "help"].iter().any(|lead| word.starts_with(lead));
    if allows {
        before.within = false;
    }
}

/// The first word after the joint that is no joint, adverb or "to".
fn after_joint(words: &[Word], at: usize) -> usize {
    let passes = |at: &usize| {
        let word = low(words, *at);
        matches!(word, "and" | "or" | "&" | "/" | "plus" | "well" | "as" | "to") || is_adverb(word)
    };
    (at..words.len()).find(|at| !passes(at)).unwrap_or(words.len())
}

/// The last word of what begins a second wish, where one begins here.
fn second(words: &[Word], at: usize, next: usize, before: &Before) -> Option<usize> {
    let word = low(words, next);
    if next >= words.len() {
        return None;
    }
    let previous = at.checked_sub(1).map_or("", |last| low(words, last));
    // "quickly and easily find" is one verb with two manners.
    if is_adverb(previous) && next > at + 1 {
        return None;
    }
    if asks(word) {
        let two = before.asking != Asking::No && !asks(previous);
        return two.then_some(next);
    }
    let listed = words.get(at).is_some_and(|it| it.stopped) || word == "that";
    if before.asking == Asking::Said && !listed && begins_object(word) && tells(words, at) {
        return Some(next + 1);
    }
    let with_to = next > at && low(words, next - 1) == "to";
    let joined = match verb(word) {
        _ if before.within => None,
        Some(_) if with_to && before.asking == Asking::No => Some(next),
        Some(_) if is_pair(previous, word) || either(words, at) => None,
        Some(_) if verb_before(words, at) => Some(next),
        Some(Verb::Sure) => (!is_noun_here(words, at, next)).then_some(next),
        Some(Verb::Either) => begins_object(low(words, next + 1)).then_some(next),
        None => None,
    };
    joined.or_else(|| (!before.within && done_too(words, at, next, before)).then_some(next))
}

/// Whether "either" stands before an "or": one wish with two ways to fulfil it.
fn either(words: &[Word], at: usize) -> bool {
    low(words, at) == "or" && words.iter().take(at).any(|word| word.low == "either")
}

/// Whether a word only says the other once more: "estimated or re-estimated".
fn again(first: &str, second: &str) -> bool {
    second.strip_prefix("re").is_some_and(|it| it.trim_start_matches('-') == first)
}

/// Whether the want is one to know something: then a second thing to know is a second wish.
fn tells(words: &[Word], at: usize) -> bool {
    let first =
        words.iter().take(at).find(|word| !matches!(word.low.as_str(), "to" | "be" | "able"));
    first.is_some_and(|word| matches!(word.low.as_str(), "know" | "see" | "find" | "understand"))
}

/// Whether a verb stands directly before the joint, where a verb can stand: "filter and rank".
fn verb_before(words: &[Word], at: usize) -> bool {
    let Some(mut last) = at.checked_sub(1) else { return false };
    if is_preposition(low(words, last)) && last > 0 {
        last -= 1;
    }
    let place = last.checked_sub(1).map_or("", |place| low(words, place));
    let opens = last == 0
        || matches!(place, "to" | "can" | "me" | "us" | "and" | "or" | "/" | "i" | "only" | "able")
        || is_adverb(place)
        || (words.get(last).is_some_and(|it| it.stopped) && verb(place) == Some(Verb::Sure));
    opens && verb(low(words, last)).is_some()
}

/// Whether a verb's form stands for a thing: "and access rights" after "the".
fn is_noun_here(words: &[Word], at: usize, next: usize) -> bool {
    let previous = at.checked_sub(1).map_or("", |last| low(words, last));
    let after = low(words, next + 1);
    let ends = next + 1 >= words.len() || words.get(next + 1).is_some_and(|it| it.stopped);
    // Something the first wish speaks of must stand before it.
    begins_object(previous) || (ends && next == at + 1) || matches!(after, "of" | "is" | "are")
}

/// "to be managed and cached": a second thing is to be done.
fn done_too(words: &[Word], at: usize, next: usize, before: &Before) -> bool {
    let previous = at.checked_sub(1).map_or("", |last| low(words, last));
    let after = low(words, next + 1);
    let closes = after.is_empty()
        || is_preposition(after)
        || words.get(next + 1).is_some_and(|it| it.stopped)
        || is_adverb(after);
    !again(previous, low(words, next))
        && before.passive
        && is_participle(previous)
        && is_participle(low(words, next))
        && closes
}
