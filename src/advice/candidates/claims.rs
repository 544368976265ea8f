//! What stories claim, clause by clause: limits, duties, permissions and who has them. It compares
//! nothing.

mod limits;
mod rules;

use std::collections::BTreeSet;

pub(super) use self::limits::Bound;
use crate::advice::likeness::words::{Word, token, words};
use crate::domain::story::Story;

/// More clauses than any story has: what comes after is not read.
const MOST: usize = 400;

/// Verbs that only join a thing and what is said of it.
const LIGHT: &[&str] = &[
    "hold", "holds", "contain", "contains", "take", "takes", "include", "includes", "last",
    "lasts", "keep", "keeps", "kept", "accept", "accepts", "given", "stay", "stays", "remain",
    "remains", "number", "amount", "limit", "limited",
];

/// What is said of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A number it keeps to.
    Limit {
        /// What is counted, in one form; time in minutes, sizes in kilobytes.
        unit: String,
        /// Which side of the number.
        bound: Bound,
        /// The number, in thousandths.
        value: i64,
    },
    /// Only these people may.
    Only(BTreeSet<String>),
    /// Everybody may.
    Everybody,
    /// Nobody may.
    Nobody,
    /// It must be so.
    Must,
    /// It must not be so.
    Not,
    /// It may be left out.
    Optional,
    /// It happens without what it says.
    Without,
    /// It is possible.
    Can,
    /// People in this role want it.
    Wish(BTreeSet<String>),
}

/// One claim of a story.
#[derive(Debug, Clone)]
pub(super) struct Claim<'a> {
    pub story: &'a Story,
    pub said: Said,
    /// What it is said of, in one form each.
    pub about: BTreeSet<String>,
    /// The clause as it stands there.
    pub clause: &'a str,
}

/// Everything a story claims.
pub(super) fn of(story: &Story) -> Vec<Claim<'_>> {
    let mut claims = Vec::new();
    let subject = if story.want.trim().is_empty() { &story.title } else { &story.want };
    let criteria = story.criteria.iter().flat_map(|it| [&it.text, &it.then]);
    let texts = [subject, &story.description].into_iter().chain(criteria);
    for clause in texts.flat_map(|text| clauses(text)).take(MOST) {
        let all = words(clause);
        let lows: Vec<String> = all.iter().map(Word::low).collect();
        let read = Clause { text: clause, lows: &lows };
        claims.extend(limits::of(&read, story));
        claims.extend(rules::of(&read, story));
    }
    claims.extend(wish(story, subject));
    claims
}

/// That people in the role of the story want what it says.
fn wish<'a>(story: &'a Story, subject: &'a str) -> Option<Claim<'a>> {
    let clause = clauses(subject).next()?;
    let said = |text: &str| words(text).iter().filter_map(|it| token(&it.low())).collect();
    let who: BTreeSet<String> = said(&story.role);
    let denies = |word: &Word<'_>| matches!(&*word.low(), "not" | "never" | "no" | "without");
    if who.is_empty() || words(clause).iter().any(denies) {
        return None;
    }
    Some(Claim { story, said: Said::Wish(who), about: said(clause), clause })
}

/// One clause with its words.
struct Clause<'a, 'b> {
    text: &'a str,
    lows: &'b [String],
}

impl<'a> Clause<'a, '_> {
    fn low(&self, at: usize) -> &str {
        self.lows.get(at).map_or("", String::as_str)
    }

    /// Whether these words stand at this place.
    fn has(&self, at: usize, words: &str) -> bool {
        // Asked of every word for every phrase: most differ in their first letter.
        if self.low(at).as_bytes().first() != words.as_bytes().first() {
            return false;
        }
        words.split(' ').zip(at..).all(|(word, at)| self.low(at) == word)
    }

    /// The words that count in a stretch of it, in one form each.
    fn about(&self, places: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
        let word = |at: usize| Some(self.lows.get(at)?.as_str());
        let counts = |low: &&str| !LIGHT.contains(low);
        places.into_iter().filter_map(word).filter(counts).filter_map(token).collect()
    }

    fn claim(&self, story: &'a Story, said: Said, about: BTreeSet<String>) -> Claim<'a> {
        Claim { story, said, about, clause: self.text }
    }
}

/// A text taken apart where a sentence or a part of it ends; not inside a number.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mut before = ' ';
    let mut rest = text.chars().skip(1);
    let parts = text.split(move |c: char| {
        let after = rest.next().unwrap_or(' ');
        let last = std::mem::replace(&mut before, c);
        match c {
            '.' | ',' => !(last.is_ascii_digit() && after.is_ascii_digit()),
            ';' | '!' | '?' | '\n' | '(' | ')' => true,
            _ => false,
        }
    });
    parts.map(str::trim).filter(|part| !part.is_empty())
}
