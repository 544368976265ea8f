//! The sentences of a text, and what each says: a user story, what somebody can do, what must be
//! so. It makes no drafts.

use super::wishes::{TURNS, after, allowed, let_do, matches, own_wish, role, wished};
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
pub(super) const SUBJECT: usize = 12;
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
/// What nobody can do who stands at the beginning.
const NOBODY: [&str; 9] =
    ["no", "nobody", "none", "neither", "never", "not", "only", "no-one", "nothing"];
/// What people alone do: whoever does is one.
const WANTS: [&str; 5] = ["want to", "wants to", "would like to", "wish to", "wishes to"];
const BEFORE: [&str; 9] = ["it", "they", "this", "these", "that", "those", "he", "she", "there"];
const CONDITIONS: [&str; 10] =
    ["when", "if", "after", "once", "before", "while", "unless", "until", "given", "then"];
const OURSELVES: [&str; 5] = ["we", "i", "let's", "our", "someone"];
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
