//! Numbers a story sets limits with: “at most 5 tries”, “within 2 days”. It knows digits and the
//! words for small numbers, and no other arithmetic.

use std::ops::Range;

use super::{Claim, Clause, Said};
use crate::advice::likeness::words::token;
use crate::domain::story::Story;

/// Which side of a number is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advice::candidates) enum Bound {
    /// This many or fewer.
    Most,
    /// This many or more.
    Least,
    /// Neither fewer nor more.
    Exact,
    /// A measure and no word for a side: “after 15 minutes”.
    Plain,
}

/// How limits are said, the longer before what they begin with.
const CUES: &[(&str, Bound, i64)] = &[
    ("at most", Bound::Most, 0),
    ("no more than", Bound::Most, 0),
    ("not more than", Bound::Most, 0),
    ("no longer than", Bound::Most, 0),
    ("not exceed", Bound::Most, 0),
    ("up to", Bound::Most, 0),
    ("maximum of", Bound::Most, 0),
    ("maximum is", Bound::Most, 0),
    ("maximum", Bound::Most, 0),
    ("max", Bound::Most, 0),
    ("limited to", Bound::Most, 0),
    ("within", Bound::Most, 0),
    ("less than", Bound::Most, -1),
    ("fewer than", Bound::Most, -1),
    ("under", Bound::Most, -1),
    ("at least", Bound::Least, 0),
    ("no less than", Bound::Least, 0),
    ("no fewer than", Bound::Least, 0),
    ("not less than", Bound::Least, 0),
    ("minimum of", Bound::Least, 0),
    ("minimum is", Bound::Least, 0),
    ("minimum", Bound::Least, 0),
    ("min", Bound::Least, 0),
    ("more than", Bound::Least, 1),
    ("longer than", Bound::Least, 1),
    ("exactly", Bound::Exact, 0),
];

/// Measures that are a limit without any word for it.
const MEASURES: &[&str] = &["minute", "kilobyte", "percent", "month", "year"];

/// Before a measure, these make it one end of several, or a stretch of time that is looked at.
const NO_LIMIT: &[&str] = &[
    "and", "or", "to", "per", "between", "last", "past", "previous", "recent", "first", "next",
    "than", "least", "most", "about",
];

const NUMBERS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// Units that are one another: in minutes, and in kilobytes.
const UNITS: &[(&str, &str, f64)] = &[
    ("second", "minute", 1.0 / 60.0),
    ("sec", "minute", 1.0 / 60.0),
    ("s", "minute", 1.0 / 60.0),
    ("minute", "minute", 1.0),
    ("min", "minute", 1.0),
    ("hour", "minute", 60.0),
    ("h", "minute", 60.0),
    ("day", "minute", 1_440.0),
    ("week", "minute", 10_080.0),
    ("kb", "kilobyte", 1.0),
    ("mb", "kilobyte", 1_024.0),
    ("gb", "kilobyte", 1_048_576.0),
];

/// The limits in a clause.
pub(super) fn of<'a>(clause: &Clause<'a, '_>, story: &'a Story) -> Vec<Claim<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < clause.lows.len() {
        let cue = CUES.iter().find(|(cue, ..)| clause.has(at, cue));
        let Some((words, bound, strict)) = cue else {
            found.extend(plain(clause, at, story));
            at += 1;
            continue;
        };
        let after = at + words.split(' ').count();
        found.extend(limit(clause, at..after, (*bound, *strict), story));
        // The number belongs to these words.
        at = after + usize::from(number(clause.low(after)).is_some());
    }
    found
}

/// A measure that no word for a side stands before.
fn plain<'a>(clause: &Clause<'a, '_>, at: usize, story: &'a Story) -> Option<Claim<'a>> {
    let before = at.checked_sub(1).map_or("", |before| clause.low(before));
    let claim = limit(clause, at..at, (Bound::Plain, 0), story)?;
    let Said::Limit { unit, .. } = &claim.said else { return None };
    let one = matches!(clause.low(at), "zero" | "one");
    let told = MEASURES.contains(&unit.as_str()) && !one && !NO_LIMIT.contains(&before);
    told.then_some(claim)
}

/// The limit that follows these words, if a number does.
fn limit<'a>(
    clause: &Clause<'a, '_>,
    words: Range<usize>,
    (bound, strict): (Bound, i64),
    story: &'a Story,
) -> Option<Claim<'a>> {
    let after = words.end;
    let (number, glued) = number(clause.low(after))?;
    let unit_at = if glued.is_empty() { after + 1 } else { after };
    let unit = if glued.is_empty() { clause.low(unit_at) } else { glued };
    let (unit, factor) = measured(unit);
    // Numbers too large for this are no limits anybody sets.
    if number * factor >= 1e12 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let value = (number * factor * 1_000.0).round() as i64 + strict;
    let rest = (0..words.start).chain(unit_at + 1..clause.lows.len());
    let said = Said::Limit { unit, bound, value };
    Some(clause.claim(story, said, clause.about(rest)))
}

/// A number and what is glued to it: "5", "five", "1,000", "20MB".
fn number(low: &str) -> Option<(f64, &str)> {
    if let Some(at) = NUMBERS.iter().position(|known| *known == low) {
        return u32::try_from(at).ok().map(|it| (f64::from(it), ""));
    }
    let end = low.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(low.len());
    let (digits, glued) = low.split_at_checked(end)?;
    Some((digits.parse().ok()?, glued))
}

/// The unit in one form, and how many of it one is.
fn measured(unit: &str) -> (String, f64) {
    let one = unit.strip_suffix('s').filter(|it| it.len() > 2).unwrap_or(unit);
    match UNITS.iter().find(|(known, ..)| *known == one || *known == unit) {
        Some((_, base, factor)) => ((*base).to_owned(), *factor),
        None => (token(unit).unwrap_or_default(), 1.0),
    }
}
