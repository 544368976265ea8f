//! The sentences of a text, and what each says: a user story, what somebody can do, what must be
//! so. It makes no drafts.

use std::ops::Range;

use super::people::{is_person, singular};
use super::{labels, steps};
use crate::advice::likeness::words::{Word, words};
use crate::domain::narrative::{self, Narrative};

/// What a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A user story.
    Story(Narrative),
    /// What somebody can do, or is to be able to do.
    Wish(Narrative),
    /// What nobody, or only somebody, can do, or what must not be.
    Limit,
    /// What must be so.
    Duty,
    /// What must be so or can be done, about what was spoken of before: "It must …".
    OfBefore,
    /// What something can be: worth a word where it was spoken of before.
    Aside,
    /// Nothing that makes a story.
    Plain,
}

/// More words than the subject of a sentence has.
const SUBJECT: usize = 12;
/// Lines that go on with the sentence before.
const GOES_ON: [&str; 9] =
    ["i want", "i need", "i would", "i'd", "i can", "so that", "so i", "so we", "in order to"];
/// What ends in a stop and ends no sentence.
const SHORT: [&str; 12] =
    ["e.g.", "i.e.", "etc.", "vs.", "approx.", "no.", "nr.", "mr.", "mrs.", "ms.", "dr.", "incl."];
/// What somebody can do.
const WISHES: [&str; 20] = [
    "should be able to",
    "must be able to",
    "shall be able to",
    "will be able to",
    "need to be able to",
    "needs to be able to",
    "has to be able to",
    "have to be able to",
    "is able to",
    "are able to",
    "is allowed to",
    "are allowed to",
    "would like to",
    "wants to",
    "want to",
    "wish to",
    "wishes to",
    "can",
    "may",
    "could",
];
/// What must be so.
const DUTIES: [&str; 7] = ["must", "should", "shall", "needs to", "need to", "has to", "have to"];
/// What must not be, or only so.
const LIMITS: [&str; 21] = [
    "can only",
    "may only",
    "can not",
    "may not",
    "could not",
    "cannot",
    "can't",
    "couldn't",
    "must not",
    "mustn't",
    "must never",
    "must only",
    "should not",
    "shouldn't",
    "should never",
    "shall not",
    "shall never",
    "is not allowed to",
    "are not allowed to",
    "is not able to",
    "are not able to",
];
/// Words that turn what follows, or what they follow, into its opposite.
const TURNS: [&str; 13] = [
    "no", "not", "never", "only", "neither", "nor", "don't", "doesn't", "won't", "longer",
    "hardly", "nobody", "none",
];
/// What nobody can do who stands at the beginning.
const NOBODY: [&str; 9] =
    ["no", "nobody", "none", "neither", "never", "not", "only", "no-one", "nothing"];
/// What people alone do: whoever does is one.
const WANTS: [&str; 5] = ["want to", "wants to", "would like to", "wish to", "wishes to"];
/// What somebody wants who says I.
const I_WANT: [&str; 5] = ["i want", "i would like", "i'd like", "i need to", "i wish to"];
const ALLOWS: [&str; 6] = ["allow", "allows", "enable", "enables", "permit", "permits"];
const BEFORE: [&str; 9] = ["it", "they", "this", "these", "that", "those", "he", "she", "there"];
const CONDITIONS: [&str; 10] =
    ["when", "if", "after", "once", "before", "while", "unless", "until", "given", "then"];
const OURSELVES: [&str; 5] = ["we", "i", "let's", "our", "someone"];
const ARTICLES: [&str; 10] =
    ["a", "an", "the", "every", "each", "all", "any", "some", "our", "both"];
const ALL_PEOPLE: [&str; 5] = ["everyone", "everybody", "anyone", "anybody", "you"];
/// What a text lets its reader do, and no product its users: "You can see more at …".
const READER: [&str; 10] =
    ["more", "further", "details", "below", "above", "here", "link", "document", "page", "example"];
/// The sentences of a block, each with the line it begins on. Lines that all begin anew are
/// sentences of their own, and so are the steps of a scenario.
pub(super) fn sentences(lines: &[(usize, String)]) -> Vec<(usize, String)> {
    let capital = |text: &str| !text.chars().next().is_some_and(char::is_lowercase);
    let rows = lines.len() > 1 && lines.iter().all(|(_, text)| capital(text));
    let mut found = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (number, text) in lines {
        let lower = text.to_lowercase().replace('\u{2019}', "'");
        let before = open.last().map_or("", |(_, text)| *text);
        let goes_on = before.ends_with(',') || GOES_ON.iter().any(|it| lower.starts_with(it));
        let step = steps::is_step(text)
            && (steps::begins(text) || open.first().is_some_and(|(_, text)| steps::is_step(text)));
        if step || (rows && !goes_on) {
            close(&mut open, &mut found);
        }
        open.push((*number, text));
    }
    close(&mut open, &mut found);
    found
}

/// Parts the lines that belong together where sentences end.
fn close(open: &mut Vec<(usize, &str)>, found: &mut Vec<(usize, String)>) {
    let mut sentence = String::new();
    let mut line = 0;
    for (number, text) in open.drain(..) {
        let mut words = text.split(' ').peekable();
        while let Some(word) = words.next() {
            if sentence.is_empty() {
                line = number;
            } else {
                sentence.push(' ');
            }
            sentence.push_str(word);
            let bare = word.trim_end_matches(['"', '”', '\'', '’', ')']);
            let stops = bare.ends_with(['.', '!', '?'])
                && !bare.ends_with("..")
                && !SHORT.contains(&bare.trim_start_matches('(').to_lowercase().as_str());
            let begins = words
                .peek()
                .is_none_or(|next| !next.chars().next().is_some_and(char::is_lowercase));
            if stops && begins {
                found.push((line, std::mem::take(&mut sentence)));
            }
        }
    }
    if !sentence.is_empty() {
        found.push((line, sentence));
    }
    found.retain(|(_, text)| text.chars().any(char::is_alphanumeric));
}

/// What a sentence says; a word or two and a colon before it are its label.
pub(super) fn said(text: &str) -> Said {
    let bare = labels::bare(text);
    let labelled = bare.split_once(": ").filter(|(label, _)| label.split(' ').count() <= 4);
    let labelled = labelled.map(|(_, rest)| labels::bare(rest));
    // A story is one whatever stands before it.
    if let Some(it) = labelled.and_then(narrative::split) {
        return Said::Story(it);
    }
    match (plainly(bare), labelled) {
        (Said::Plain, Some(rest)) => plainly(rest),
        (said, _) => said,
    }
}

fn plainly(text: &str) -> Said {
    if let Some(it) = narrative::split(text) {
        return Said::Story(it);
    }
    let words = words(text);
    let lows: Vec<String> = words.iter().take(SUBJECT + 8).map(Word::low).collect();
    if let Some(it) = own_wish(text, &lows) {
        return Said::Wish(it);
    }
    if let Some(said) = allowed(text, &words, &lows).or_else(|| let_do(text, &words, &lows)) {
        return said;
    }
    let at = |patterns: &[&str]| {
        (1..=SUBJECT.min(lows.len())).find_map(|at| {
            let found = patterns.iter().find(|it| matches(&lows, at, it))?;
            Some((at, found.split(' ').count()))
        })
    };
    let (wish, duty, limit) = (at(&WISHES), at(&DUTIES), at(&LIMITS));
    let all = wish.into_iter().chain(duty).chain(limit);
    let Some(first) = all.map(|(at, _)| at).min() else {
        return Said::Plain;
    };
    let subject = lows.first().map_or("", String::as_str);
    if OURSELVES.contains(&subject) {
        return Said::Plain;
    }
    if BEFORE.contains(&subject) || CONDITIONS.contains(&subject) {
        return Said::OfBefore;
    }
    let after_it = wish.filter(|it| it.0 == first).map_or(first + 1, |(at, count)| at + count);
    let turned = |at: usize| lows.get(at).is_some_and(|it| TURNS.contains(&it.as_str()));
    if NOBODY.contains(&subject)
        || limit.is_some_and(|(at, _)| at == first)
        || turned(first - 1)
        || turned(after_it)
    {
        return Said::Limit;
    }
    let limits = duty.is_some_and(|(at, _)| at == first);
    let can = wish.filter(|(at, count)| *at == first && (!limits || *count > 2));
    let Some((at, count)) = can else { return Said::Duty };
    let looks = lows.iter().skip(at).any(|it| READER.contains(&it.as_str()));
    if subject == "you" && count == 1 && looks {
        return Said::Plain;
    }
    let wants = WANTS.iter().any(|it| matches(&lows, at, it));
    let role = role(text, &words, &lows, 0..at, wants);
    let rest = after(text, &words, at + count);
    match role.filter(|_| !rest.is_empty()) {
        Some(role) => Said::Wish(wished(&role, rest)),
        // A thing that can be something promises little; one that is to be able to, does.
        None if count > 2 => Said::Duty,
        None => Said::Aside,
    }
}

/// "I want to see my orders, so that …": whoever says it.
fn own_wish(text: &str, lows: &[String]) -> Option<Narrative> {
    I_WANT.iter().find(|lead| matches(lows, 0, lead))?;
    let mut it = narrative::split(&format!("As a person, {text}"))?;
    it.role.clear();
    Some(it)
}

/// "Let guests cancel", "The shop lets every member reserve a book".
fn let_do(text: &str, words: &[Word<'_>], lows: &[String]) -> Option<Said> {
    let low = |at: usize| lows.get(at).map_or("", String::as_str);
    let at = (0..SUBJECT.min(lows.len())).find(|at| matches!(low(*at), "let" | "lets"))?;
    let is_who = |to: &usize| is_person(singular(low(*to))) || ALL_PEOPLE.contains(&low(*to));
    let who = (at + 1..lows.len().min(at + 5)).find(is_who);
    if (0..at + 2).any(|at| TURNS.contains(&low(at))) {
        return Some(Said::Limit);
    }
    let to = who? + 1;
    // What says more of them is no verb.
    const MORE: [&str; 10] =
        ["to", "of", "with", "without", "in", "on", "at", "from", "who", "that"];
    if MORE.contains(&low(to)) || words.get(to).is_none_or(|it| it.stopped) {
        return None;
    }
    let role = role(text, words, lows, at + 1..to, false)?;
    let rest = after(text, words, to);
    (!rest.is_empty()).then(|| Said::Wish(wished(&role, rest)))
}

/// "Allow users to …", "The shop enables guests to …".
fn allowed(text: &str, words: &[Word<'_>], lows: &[String]) -> Option<Said> {
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

fn matches(lows: &[String], at: usize, pattern: &str) -> bool {
    let mut here = lows.iter().skip(at);
    pattern.split(' ').all(|word| here.next().is_some_and(|it| it == word))
}

/// What follows the words before `from`.
fn after<'a>(text: &'a str, words: &[Word<'_>], from: usize) -> &'a str {
    let start = words.get(from).map_or(text.len(), |it| it.start);
    let rest = text.get(start..).unwrap_or_default();
    rest.strip_prefix("also ").unwrap_or(rest)
}

/// Who is spoken of between two words, where these are people, or are known to be: in the singular,
/// without article.
fn role(
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
fn wished(role: &str, rest: &str) -> Narrative {
    let told = if role.is_empty() { "person" } else { role };
    let whole = format!("As a {told}, I want to {rest}");
    let mut it = narrative::split(&whole).unwrap_or_else(|| Narrative {
        want: format!("to {}", rest.trim_end_matches('.')),
        ..Narrative::default()
    });
    role.clone_into(&mut it.role);
    it
}
