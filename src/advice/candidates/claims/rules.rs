//! Duties and permissions: what must be, must not be, may be left out, and who may. One clause says
//! one of them; what it says besides is what it is about.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Claim, Clause, Said};
use crate::domain::story::Story;

const NOT: &[&str] = &[
    "must not",
    "mustn't",
    "may not",
    "shall not",
    "should not",
    "shouldn't",
    "can not",
    "cannot",
    "can't",
    "never",
    "not allowed to",
    "not be able to",
    "not possible to",
    "forbidden to",
];

const OPTIONAL: &[&str] = &[
    "not required to",
    "not required",
    "need not",
    "not have to",
    "don't have to",
    "doesn't have to",
    "not need to",
    "not mandatory",
    "optional",
    "optionally",
];

const WITHOUT: &[&str] = &["without"];

const MUST: &[&str] = &[
    "must",
    "shall",
    "have to",
    "has to",
    "required to",
    "is required",
    "are required",
    "requires",
    "mandatory",
    "always",
];

const CAN: &[&str] =
    &["can", "may", "is allowed to", "are allowed to", "is able to", "are able to"];

/// One word for everybody.
const EVERYBODY: &[&str] = &["everybody", "everyone", "anybody", "anyone"];
/// Who is meant by "all …".
const PEOPLE: &[&str] = &[
    "user",
    "users",
    "visitor",
    "visitors",
    "customer",
    "customers",
    "guest",
    "guests",
    "member",
    "members",
    "people",
    "person",
    "employee",
    "employees",
    "client",
    "clients",
    "reader",
    "readers",
    "roles",
];

/// As many words name a group of people.
const WHO: usize = 4;

/// What a clause says of duty or permission, if anything.
pub(super) fn of<'a>(clause: &Clause<'a, '_>, story: &'a Story) -> Option<Claim<'a>> {
    let length = clause.lows.len();
    let claim = |said, without: &[Range<usize>]| {
        let kept = (0..length).filter(|at| !without.iter().any(|range| range.contains(at)));
        let about = clause.about(kept);
        (!about.is_empty()).then(|| clause.claim(story, said, about))
    };
    let modal = first(clause, CAN).or_else(|| first(clause, MUST));
    if let Some(who) = only(clause, modal.as_ref()) {
        let people: BTreeSet<String> = clause.about(who.clone());
        let without = [who, modal.unwrap_or(0..0)];
        return if people.is_empty() { None } else { claim(Said::Only(people), &without) };
    }
    if let Some(modal) = &modal {
        if let Some(who) = everybody(clause) {
            let denied = first(clause, NOT).is_some();
            let said = if denied { Said::Nobody } else { Said::Everybody };
            return claim(said, &[who, modal.clone()]);
        }
        if let Some(who) = nobody(clause) {
            return claim(Said::Nobody, &[who, modal.clone()]);
        }
    }
    for (cues, said) in [
        (NOT, Said::Not),
        (OPTIONAL, Said::Optional),
        (WITHOUT, Said::Without),
        (MUST, Said::Must),
        (CAN, Said::Can),
    ] {
        if let Some(cue) = first(clause, cues) {
            return claim(said, &[cue]);
        }
    }
    None
}

/// Where one of these stands first.
fn first(clause: &Clause<'_, '_>, cues: &[&str]) -> Option<Range<usize>> {
    (0..clause.lows.len()).find_map(|at| {
        let cue = cues.iter().find(|cue| clause.has(at, cue))?;
        Some(at..at + cue.split(' ').count())
    })
}

/// Who alone may: "only admins may …", "… only by admins", "can only be seen by admins".
fn only(clause: &Clause<'_, '_>, modal: Option<&Range<usize>>) -> Option<Range<usize>> {
    let only = clause.lows.iter().position(|low| low == "only")?;
    if let Some(modal) = modal
        && modal.start > only + 1
        && modal.start <= only + 1 + WHO
    {
        return Some(only + 1..modal.start);
    }
    let by = (only + 1..clause.lows.len()).find(|at| {
        clause.low(*at) == "by" || (*at == only + 1 && matches!(clause.low(*at), "for" | "to"))
    })?;
    let end = clause.lows.len().min(by + 1 + WHO);
    (by + 1 < end).then_some(by + 1..end)
}

fn everybody(clause: &Clause<'_, '_>) -> Option<Range<usize>> {
    (0..clause.lows.len()).find_map(|at| {
        let low = clause.low(at);
        if EVERYBODY.contains(&low) {
            return Some(at..at + 1);
        }
        let all = matches!(low, "all" | "every" | "any" | "each");
        (all && PEOPLE.contains(&clause.low(at + 1))).then_some(at..at + 2)
    })
}

fn nobody(clause: &Clause<'_, '_>) -> Option<Range<usize>> {
    (0..clause.lows.len()).find_map(|at| match (clause.low(at), clause.low(at + 1)) {
        ("nobody", _) => Some(at..at + 1),
        ("no", who) if who == "one" || PEOPLE.contains(&who) => Some(at..at + 2),
        _ => None,
    })
}
