//! Pairs of claims that cannot both hold: opposing limits, duties or permissions for the same thing.
//! It never says which of them is right.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::claims::{self, Bound, Claim, Said};
use super::{Sought, candidate, linked};
use crate::domain::checkup::Finding;
use crate::domain::story::{Story, StoryId};

/// With at most this many others a claim is compared.
const COMMON: usize = 400;
/// As many contradictions of one story are told.
const TOLD: usize = 3;
/// Of a clause as many letters are quoted.
const QUOTED: usize = 90;
/// Units that say nothing of what is counted.
const BARE: &[&str] = &["", "minute", "kilobyte", "percent", "month", "year", "time"];

/// Pairs of these stories of which one is open.
pub(super) fn find(stories: &[&Story]) -> Vec<Finding> {
    let claims: Vec<Claim<'_>> = stories.iter().flat_map(|story| claims::of(story)).collect();
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        for word in keys(claim) {
            by_word.entry(word).or_default().push(at);
        }
    }
    let mut pairs: BTreeMap<[StoryId; 2], Finding> = BTreeMap::new();
    let mut told: HashMap<StoryId, usize> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        // Two wishes never contradict each other; the others lead to them.
        if matches!(claim.said, Said::Wish(_)) {
            continue;
        }
        // Of two opposed claims all words of the one stand in the other: its rarest word leads there.
        let near = keys(claim).filter_map(|word| by_word.get(word)).min_by_key(|near| near.len());
        for place in near.into_iter().flatten().take(COMMON) {
            let Some(other) = claims.get(*place) else { continue };
            if *place == at || !opposed(claim, other) {
                continue;
            }
            let (mine, theirs) = later_first(claim, other);
            let mut pair = [mine.story.id, theirs.story.id];
            pair.sort();
            let enough = told.get(&mine.story.id).is_some_and(|n| *n >= TOLD);
            if enough || pairs.contains_key(&pair) || settled(mine.story, theirs.story) {
                continue;
            }
            *told.entry(mine.story.id).or_default() += 1;
            pairs.insert(pair, tell(mine, theirs));
        }
    }
    pairs.into_values().collect()
}

/// The words that lead to a claim: for a limit what is counted as well, for a wish who has it.
fn keys<'a>(claim: &'a Claim<'_>) -> impl Iterator<Item = &'a str> {
    let (unit, who) = match &claim.said {
        Said::Limit { unit, .. } if !BARE.contains(&unit.as_str()) => (Some(unit), None),
        Said::Wish(role) => (None, Some(role)),
        _ => (None, None),
    };
    let who = who.into_iter().flatten().filter(|word| !claim.about.contains(*word));
    claim.about.iter().chain(unit).chain(who).map(String::as_str)
}

/// The claim of the open story first; of two open ones of the story written down later.
fn later_first<'a, 'b>(one: &'a Claim<'b>, other: &'a Claim<'b>) -> (&'a Claim<'b>, &'a Claim<'b>) {
    let age = |it: &Claim<'_>| (it.story.status.is_open(), it.story.number, it.story.id);
    if age(one) >= age(other) { (one, other) } else { (other, one) }
}

/// Both are done, somebody linked the two, or asked about the other.
fn settled(story: &Story, other: &Story) -> bool {
    let asks = |a: &Story, b: &Story| {
        let name = format!("#{}", b.number);
        a.questions.iter().any(|question| {
            question.text.match_indices(&name).any(|(at, _)| {
                let rest = question.text.get(at + name.len()..).unwrap_or_default();
                !rest.starts_with(|c: char| c.is_ascii_digit())
            })
        })
    };
    !story.status.is_open() || linked(story, other) || asks(story, other) || asks(other, story)
}

fn opposed(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    match (&one.said, &other.said) {
        (
            Said::Limit { unit, bound, value },
            Said::Limit { unit: other_unit, bound: other_bound, value: other_value },
        ) => {
            unit == other_unit
                && clash((*bound, *value), (*other_bound, *other_value))
                && if [bound, other_bound].contains(&&Bound::Plain) {
                    // “After 15 minutes”: only the words around it make it a limit of the same.
                    both_say(one, other)
                } else {
                    same_limit(one, other, unit)
                }
        }
        (Said::Only(who), Said::Only(others)) => who.is_disjoint(others) && same(one, other),
        // Both must speak of the same doing; what a wish says besides is no exception to it.
        (Said::Only(who), Said::Wish(role)) => {
            who.is_disjoint(role) && within(&one.about, other) && one.story.id != other.story.id
        }
        (Said::Nobody | Said::Not | Said::Without, Said::Wish(_)) => {
            within(&one.about, other) && one.story.id != other.story.id
        }
        (Said::Not, Said::Can) => within(&one.about, other),
        (Said::Can, Said::Not) => within(&other.about, one),
        (Said::Only(_), Said::Everybody | Said::Nobody)
        | (Said::Everybody, Said::Only(_) | Said::Nobody)
        | (Said::Nobody, Said::Only(_) | Said::Everybody)
        | (Said::Must, Said::Not | Said::Optional | Said::Without)
        | (Said::Not | Said::Optional | Said::Without, Said::Must) => same(one, other),
        _ => false,
    }
}

/// No number satisfies both, or the same limit has two numbers.
fn clash(one: (Bound, i64), other: (Bound, i64)) -> bool {
    match (one, other) {
        ((Bound::Most | Bound::Exact | Bound::Plain, most), (Bound::Least, least))
        | ((Bound::Least, least), (Bound::Most | Bound::Exact | Bound::Plain, most))
        | ((Bound::Exact | Bound::Plain, least), (Bound::Most, most))
        | ((Bound::Most, most), (Bound::Exact | Bound::Plain, least)) => least > most,
        ((_, one), (_, other)) => one != other,
    }
}

/// One is about what the other is about, and says no more than it of the same thing: where both
/// have words of their own, they speak of different cases.
fn same(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let shared = one.about.intersection(&other.about).count();
    let fewer = one.about.len().min(other.about.len());
    shared == fewer && (shared > 1 || one.about == other.about)
}

/// All words of the one stand in the other, and more than one.
fn both_say(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let shared = one.about.intersection(&other.about).count();
    shared > 1 && shared == one.about.len().min(other.about.len())
}

fn same_limit(one: &Claim<'_>, other: &Claim<'_>, unit: &str) -> bool {
    let shared = one.about.intersection(&other.about).count();
    let fewer = one.about.len().min(other.about.len());
    let told = if BARE.contains(&unit) { shared > 0 } else { true };
    shared == fewer && told && (fewer > 0 || one.about == other.about)
}

/// Whether a claim about so little holds for what the other is about, by its role as well.
fn within(about: &BTreeSet<String>, other: &Claim<'_>) -> bool {
    let who = match &other.said {
        Said::Wish(role) => Some(role),
        _ => None,
    };
    let has =
        |word: &String| other.about.contains(word) || who.is_some_and(|role| role.contains(word));
    let said = about.iter().filter(|word| other.about.contains(*word)).count();
    said > 1 && about.iter().all(has)
}

fn tell(claim: &Claim<'_>, other: &Claim<'_>) -> Finding {
    let (n, m) = (claim.story.number, other.story.number);
    let (mine, theirs) = (quoted(claim.clause), quoted(other.clause));
    let message = if n == m {
        format!(
            "#{n} says “{mine}”, and it says “{theirs}”: if only one can hold, upnext question ask \
             {n} \"Which holds, in #{n}?\""
        )
    } else {
        format!(
            "#{n} says “{mine}”, and #{m} “{}” says “{theirs}”: if only one can hold, upnext \
             question ask {n} \"Which holds, this or #{m}?\"",
            other.story.title
        )
    };
    candidate(Sought::Contradictions, (claim.story, other.story), vec![mine, theirs], message)
}

fn quoted(clause: &str) -> String {
    let cut = clause.char_indices().nth(QUOTED).map(|(at, _)| at);
    cut.and_then(|at| clause.get(..at)).unwrap_or(clause).trim().to_owned()
}
