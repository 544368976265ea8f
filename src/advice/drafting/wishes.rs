//! Who can do what, or wants it, in a sentence that is no user story: "Allow users to …", "Let guests
//! …", "I want …". It judges no duty.

use std::ops::Range;

use super::people::{is_person, singular};
use super::sentences::{SUBJECT, Said};
use crate::advice::likeness::words::Word;
use crate::domain::narrative::{self, Narrative};

/// Words that turn what follows, or what they follow, into its opposite.
pub(super) const TURNS: [&str; 13] = [
    "no", "not", "never", "only", "neither", "nor", "don't", "doesn't", "won't", "longer",
    "hardly", "nobody", "none",
];
/// What somebody wants who says I.
const I_WANT: [&str; 5] = ["i want", "i would like", "i'd like", "i need to", "i wish to"];
/// What says more of those who are let do something, and is not what they do.
const MORE_OF_THEM: [&str; 10] =
    ["to", "of", "with", "without", "in", "on", "at", "from", "who", "that"];
const ALLOWS: [&str; 6] = ["allow", "allows", "enable", "enables", "permit", "permits"];
const ARTICLES: [&str; 10] =
    ["a", "an", "the", "every", "each", "all", "any", "some", "our", "both"];
const ALL_PEOPLE: [&str; 5] = ["everyone", "everybody", "anyone", "anybody", "you"];

/// "I want to see my orders, so that …": whoever says it.
pub(super) fn own_wish(text: &str, lows: &[String]) -> Option<Narrative> {
    I_WANT.iter().find(|lead| matches(lows, 0, lead))?;
    let mut it = narrative::split(&format!("As a person, {text}"))?;
    it.role.clear();
    Some(it)
}

/// "Let guests cancel", "The shop lets every member reserve a book".
pub(super) fn let_do(text: &str, words: &[Word<'_>], lows: &[String]) -> Option<Said> {
    let low = |at: usize| lows.get(at).map_or("", String::as_str);
    let at = (0..SUBJECT.min(lows.len())).find(|at| matches!(low(*at), "let" | "lets"))?;
    let is_who = |to: &usize| is_person(singular(low(*to))) || ALL_PEOPLE.contains(&low(*to));
    let who = (at + 1..lows.len().min(at + 5)).find(is_who);
    if (0..at + 2).any(|at| TURNS.contains(&low(at))) {
        return Some(Said::Limit);
    }
    let to = who? + 1;
    if MORE_OF_THEM.contains(&low(to)) || words.get(to).is_none_or(|it| it.stopped) {
        return None;
    }
    let role = role(text, words, lows, at + 1..to, false)?;
    let rest = after(text, words, to);
    (!rest.is_empty()).then(|| Said::Wish(wished(&role, rest)))
}

/// "Allow users to …", "The shop enables guests to …".
pub(super) fn allowed(text: &str, words: &[Word<'_>], lows: &[String]) -> Option<Said> {
    let at = (0..SUBJECT.min(lows.len()))
        .find(|at| lows.get(*at).is_some_and(|it| ALLOWS.contains(&it.as_str())))?;
    let to = (at + 2..lows.len().min(at + 8)).find(|to| matches(lows, *to, "to"))?;
    let turned = |it: &String| TURNS.contains(&it.as_str()) || it == "cannot";
    if lows.iter().take(at + 2).any(turned) {
        return Some(Said::Limit);
    }
    let role = role(text, words, lows, at + 1..to, false)?;
    let rest = after(text, words, to + 1);
    (!rest.is_empty()).then(|| Said::Wish(wished(&role, rest)))
}

pub(super) fn matches(lows: &[String], at: usize, pattern: &str) -> bool {
    let mut here = lows.iter().skip(at);
    pattern.split(' ').all(|word| here.next().is_some_and(|it| it == word))
}

/// What follows the words before `from`.
pub(super) fn after<'a>(text: &'a str, words: &[Word<'_>], from: usize) -> &'a str {
    let start = words.get(from).map_or(text.len(), |it| it.start);
    let rest = text.get(start..).unwrap_or_default();
    rest.strip_prefix("also ").unwrap_or(rest)
}

/// Who is spoken of between two words, where these are people, or are known to be: in the singular,
/// without article.
pub(super) fn role(
    text: &str,
    words: &[Word<'_>],
    lows: &[String],
    Range { start: from, end: to }: Range<usize>,
    known: bool,
) -> Option<String> {
    let first = lows.get(from).map_or("", String::as_str);
    if ALL_PEOPLE.contains(&first) {
        return Some(String::new());
    }
    let begin = from + usize::from(ARTICLES.contains(&first));
    let parts = ["who", "that", "with", "without", "in", "of", "from", "on", "at", "also"];
    let parts_here = |at: &usize| {
        let said = lows.get(*at).is_some_and(|it| parts.contains(&it.as_str()));
        said || words.get(*at).is_some_and(|it| it.stopped)
    };
    let ends = (begin + 1..to).find(parts_here);
    let head = ends.unwrap_or(to).checked_sub(1).filter(|head| *head >= begin)?;
    let (low, word) = (lows.get(head)?, words.get(head)?);
    let one = singular(low);
    if !is_person(one) && !known {
        return None;
    }
    let start = words.get(begin)?.start;
    let before = text.get(start..word.start)?;
    let head = word.raw.get(..one.len()).unwrap_or(word.raw);
    // What follows the head is only a role where it says who.
    let who = ends.filter(|at| lows.get(*at).is_some_and(|it| it != "also")).and_then(|at| {
        let last = words.get(to.checked_sub(1)?)?;
        text.get(words.get(at)?.start..last.end())
    });
    let who = who.map(|it| format!(" {it}")).unwrap_or_default();
    Some(uncapital(&format!("{before}{head}{who}")))
}

/// A word that begins a sentence, inside one: names of several capitals stay.
fn uncapital(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    if chars.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

/// What somebody wants and why, from what they can do.
pub(super) fn wished(role: &str, rest: &str) -> Narrative {
    let told = if role.is_empty() { "person" } else { role };
    let whole = format!("As a {told}, I want to {rest}");
    let mut it = narrative::split(&whole).unwrap_or_else(|| Narrative {
        want: format!("to {}", rest.trim_end_matches('.')),
        ..Narrative::default()
    });
    role.clone_into(&mut it.role);
    it
}
