//! Three versions of one list, merged item by item. Items are known by their identity, or are
//! themselves all there is to know; it never looks at what they mean.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::value::RawValue;

use super::fields::{self, Object, Rules};
use crate::domain::stamp::Moment;

/// Lists that only grow, oldest first.
const LOGS: [&str; 4] = ["verdicts", "scope_log", "outcomes", "notes"];
/// Names an item may be known by.
const KEYS: [&str; 2] = ["id", "person"];

/// What an item is known by: its identity or its text, and how many the same stand before it.
type Key<'a> = (&'a str, usize);

/// One version of the list.
struct Side<'a> {
    keys: Vec<Key<'a>>,
    texts: HashMap<Key<'a>, &'a str>,
}

impl<'a> Side<'a> {
    fn of(items: &[&'a str], keyed: bool) -> Self {
        let mut times: HashMap<&str, usize> = HashMap::new();
        let mut side = Self { keys: Vec::new(), texts: HashMap::new() };
        for text in items {
            let name = if keyed { identity(text).unwrap_or(text) } else { text };
            let nth = times.entry(name).or_default();
            side.keys.push((name, *nth));
            side.texts.insert((name, *nth), text);
            *nth += 1;
        }
        side
    }

    fn has(&self, key: &Key<'_>) -> bool {
        self.texts.contains_key(key)
    }

    /// Whether what it shares with `base` stands in another order than there.
    fn reordered(&self, base: &Self) -> bool {
        let mine = self.keys.iter().filter(|key| base.has(key));
        mine.ne(base.keys.iter().filter(|key| self.has(key)))
    }
}

fn identity(text: &str) -> Option<&str> {
    let object = Object::of(text)?;
    KEYS.iter().find_map(|name| object.get(name))
}

/// The merged list as a text; none when a list like this is one value.
pub(super) fn three_way(
    field: &str,
    [base, ours, theirs]: [&str; 3],
    rules: &mut Rules<'_>,
) -> Option<String> {
    let items = [items(base)?, items(ours)?, items(theirs)?];
    let all_begin = |open| items.iter().flatten().all(|text| text.starts_with(open));
    let keyed = items.iter().flatten().all(|text| identity(text).is_some());
    if !all_begin('"') && !all_begin('{') {
        return None;
    }
    let [base, ours, theirs] = items.map(|items| Side::of(&items, keyed));
    let mut merged: HashMap<Key<'_>, String> = HashMap::new();
    let all = base.keys.iter().chain(&ours.keys).chain(&theirs.keys);
    // The same key comes up to three times; what it becomes is found once.
    let mut seen = std::collections::HashSet::new();
    for key in all.filter(|key| seen.insert(**key)) {
        let sides = [base.texts.get(key), ours.texts.get(key), theirs.texts.get(key)];
        if let Some(text) = item(field, sides.map(Option::<&&str>::copied), rules) {
            merged.insert(*key, text);
        }
    }
    let keys = sequence(field, &base, &ours, &theirs, rules);
    let mut texts: Vec<&str> =
        keys.iter().filter_map(|key| merged.get(key)).map(String::as_str).collect();
    if !rules.strict {
        if field == "history" {
            texts.sort_by_key(|text| Reverse(moment(text)));
        } else if LOGS.contains(&field) {
            texts.sort_by_key(|text| moment(text));
        }
    }
    Some(format!("[{}]", texts.join(",")))
}

fn items(text: &str) -> Option<Vec<&str>> {
    let raw: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    Some(raw.into_iter().map(RawValue::get).collect())
}

fn moment(text: &str) -> Option<Moment> {
    serde_json::from_str(Object::of(text)?.get("at")?).ok()
}

/// What becomes of one item; none is its absence.
fn item(field: &str, sides: [Option<&str>; 3], rules: &mut Rules<'_>) -> Option<String> {
    let [base, ours, theirs] = sides;
    // An act of one's own may be undone only where all it wrote still stands; but its history
    // lines go in any case.
    if rules.strict && field != "history" && base != ours && base != theirs {
        let parted = matches!(sides, [Some(_), Some(_), Some(_)]);
        if !parted {
            rules.conflict(field, ours, theirs);
        }
    }
    if base == theirs {
        return ours.map(str::to_owned);
    }
    if base == ours {
        return theirs.map(str::to_owned);
    }
    match (ours, theirs) {
        (None, None) => None,
        // Deleted here, edited there: kept.
        (Some(left), None) | (None, Some(left)) => Some(left.to_owned()),
        (Some(same), Some(other)) if same == other && !rules.strict => Some(same.to_owned()),
        (Some(ours), Some(theirs)) => {
            let base = base.unwrap_or("{}");
            fields::object(base, ours, theirs, field, rules).or_else(|| Some(ours.to_owned()))
        }
    }
}

/// The order of what both hold: of the side that reordered, what only the other has standing
/// behind the item it stands behind there.
fn sequence<'a>(
    field: &str,
    base: &Side<'a>,
    ours: &Side<'a>,
    theirs: &Side<'a>,
    rules: &mut Rules<'_>,
) -> Vec<Key<'a>> {
    let (mine, yours) = (ours.reordered(base), theirs.reordered(base));
    if mine && yours && (rules.strict || ours.reordered(theirs)) && field != "history" {
        rules.conflict(field, None, None);
    }
    let (lead, other) = if yours && !mine { (theirs, ours) } else { (ours, theirs) };
    let mut keys = lead.keys.clone();
    let mut before: Option<Key<'a>> = None;
    let mut inserted = false;
    for key in &other.keys {
        if lead.has(key) {
            inserted = false;
        } else {
            let held = before.and_then(|before| keys.iter().position(|held| *held == before));
            let mut at = held.map_or(0, |index| index + 1);
            // Two runs behind one item: the one with the smaller first key, so that it does not
            // matter which side is ours.
            let rival = keys.get(at).filter(|held| !base.has(held));
            if !inserted && rival.is_some_and(|rival| rival < key) {
                at += keys.iter().skip(at).take_while(|held| !base.has(held)).count();
            }
            keys.insert(at, *key);
            inserted = true;
        }
        before = Some(*key);
    }
    keys
}
