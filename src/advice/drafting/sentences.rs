//! The sentences of a text, and what each says: a user story, what somebody can do, what must be
//! so. It makes no drafts.

use super::people::{is_person, singular};
use super::steps;
use crate::advice::likeness::words::{Word, words};
use crate::domain::narrative::{self, Narrative};

/// What a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A user story.
    Story(Narrative),
    /// What somebody can do, or is to be able to do.
    Wish(Narrative),
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
/// What must be so; those that limit what can be done come before those that allow it.
const DUTIES: [&str; 13] = [
    "can only", "may only", "can not", "may not", "cannot", "can't", "must", "should", "shall",
    "needs to", "need to", "has to", "have to",
];
const ALLOWS: [&str; 6] = ["allow", "allows", "enable", "enables", "permit", "permits"];
const BEFORE: [&str; 9] = ["it", "they", "this", "these", "that", "those", "he", "she", "there"];
const CONDITIONS: [&str; 10] =
    ["when", "if", "after", "once", "before", "while", "unless", "until", "given", "then"];
const OURSELVES: [&str; 5] = ["we", "i", "let's", "our", "someone"];
const ARTICLES: [&str; 10] =
    ["a", "an", "the", "every", "each", "all", "any", "some", "our", "both"];
const ALL_PEOPLE: [&str; 6] = ["everyone", "everybody", "anyone", "anybody", "nobody", "you"];
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
    match plainly(text) {
        Said::Plain => {}
        said => return said,
    }
    match text.split_once(": ") {
        Some((label, rest)) if label.split(' ').count() <= 4 => plainly(rest.trim()),
        _ => Said::Plain,
    }
}

fn plainly(text: &str) -> Said {
    if let Some(it) = narrative::split(text) {
        return Said::Story(it);
    }
    let words = words(text);
    let lows: Vec<String> = words.iter().take(SUBJECT + 8).map(Word::low).collect();
    if let Some(it) = allowed(text, &words, &lows) {
        return Said::Wish(it);
    }
    let at = |patterns: &[&str]| {
        (1..=SUBJECT.min(lows.len())).find_map(|at| {
            let found = patterns.iter().find(|it| matches(&lows, at, it))?;
            Some((at, found.split(' ').count()))
        })
    };
    let (wish, duty) = (at(&WISHES), at(&DUTIES));
    let Some(first) = wish.into_iter().chain(duty).map(|(at, _)| at).min() else {
        return Said::Plain;
    };
    let subject = lows.first().map_or("", String::as_str);
    if OURSELVES.contains(&subject) {
        return Said::Plain;
    }
    if BEFORE.contains(&subject) || CONDITIONS.contains(&subject) {
        return Said::OfBefore;
    }
    let limits = duty.is_some_and(|(at, _)| at == first);
    let can = wish.filter(|(at, count)| *at == first && (!limits || *count > 2));
    let Some((at, count)) = can else { return Said::Duty };
    let role = role(text, &words, &lows, 0, at);
    let rest = after(text, &words, at + count);
    match role.filter(|_| !rest.is_empty()) {
        Some(role) => Said::Wish(wished(&role, rest)),
        // A thing that can be something promises little; one that is to be able to, does.
        None if count > 2 => Said::Duty,
        None => Said::Aside,
    }
}

/// "Allow users to …", "The shop enables guests to …".
fn allowed(text: &str, words: &[Word<'_>], lows: &[String]) -> Option<Narrative> {
    let at = (0..SUBJECT.min(lows.len()))
        .find(|at| lows.get(*at).is_some_and(|it| ALLOWS.contains(&it.as_str())))?;
    let to = (at + 2..lows.len().min(at + 8)).find(|to| matches(lows, *to, "to"))?;
    let role = role(text, words, lows, at + 1, to)?;
    let rest = after(text, words, to + 1);
    (!rest.is_empty()).then(|| wished(&role, rest))
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

/// Who is spoken of between two words, where these are people: in the singular, without article.
fn role(text: &str, words: &[Word<'_>], lows: &[String], from: usize, to: usize) -> Option<String> {
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
    if !is_person(one) {
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
