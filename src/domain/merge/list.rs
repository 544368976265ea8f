//! Three versions of one list, merged item by item. Items are known by their identity, or are
//! themselves all there is to know; it never looks at what they mean.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::fields::{self, Rules};
use crate::domain::conflict::place::below;
use crate::domain::object::{Object, identity, items, plain};
use crate::domain::stamp::Moment;

/// Lists that only grow, oldest first.
const LOGS: [&str; 4] = ["verdicts", "scope_log", "outcomes", "notes"];

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

    /// What stands in it, as a value of its own: the identities, else the texts.
    fn order(&self) -> String {
        let names: Vec<&str> = self.keys.iter().map(|(name, _)| *name).collect();
        format!("[{}]", names.join(","))
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

/// The merged list as a text; none when a list like this is one value.
pub(super) fn three_way(
    path: &str,
    [base, ours, theirs]: [&str; 3],
    rules: &mut Rules,
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
    let mut seen = HashSet::new();
    for key in all.filter(|key| seen.insert(**key)) {
        let sides = [base.texts.get(key), ours.texts.get(key), theirs.texts.get(key)];
        if let Some(text) = item(path, *key, sides.map(Option::<&&str>::copied), rules) {
            merged.insert(*key, text);
        }
    }
    let keys = sequence(path, &base, &ours, &theirs, rules);
    let mut texts: Vec<&str> =
        keys.iter().filter_map(|key| merged.get(key)).map(String::as_str).collect();
    if !rules.strict {
        if path == "history" {
            texts.sort_by_key(|text| Reverse(moment(text)));
        } else if LOGS.contains(&path) {
            texts.sort_by_key(|text| moment(text));
        }
    }
    Some(format!("[{}]", texts.join(",")))
}

fn moment(text: &str) -> Option<Moment> {
    serde_json::from_str(Object::of(text)?.get("at")?).ok()
}

/// What becomes of one item; none is its absence.
fn item(path: &str, key: Key<'_>, sides: [Option<&str>; 3], rules: &mut Rules) -> Option<String> {
    let [base, ours, theirs] = sides;
    // An act of one's own may be undone only where all it wrote still stands; but its history
    // lines go in any case.
    if rules.strict && path != "history" && base != ours && base != theirs {
        let parted = matches!(sides, [Some(_), Some(_), Some(_)]);
        if !parted {
            rules.clash(path, ours, theirs);
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
        (Some(left), None) | (None, Some(left)) => {
            if base.is_some() {
                rules.kept.push((path.to_owned(), left.to_owned()));
            }
            Some(left.to_owned())
        }
        (Some(same), Some(other)) if same == other && !rules.strict => Some(same.to_owned()),
        (Some(ours), Some(theirs)) => {
            let within = below(path, &plain(key.0));
            fields::object(base.unwrap_or("{}"), ours, theirs, &within, rules)
                .or_else(|| Some(ours.to_owned()))
        }
    }
}

/// The order of what both hold: of the side that reordered, else of both.
fn sequence<'a>(
    path: &str,
    base: &Side<'a>,
    ours: &Side<'a>,
    theirs: &Side<'a>,
    rules: &mut Rules,
) -> Vec<Key<'a>> {
    let (mine, yours) = (ours.reordered(base), theirs.reordered(base));
    if !mine && !yours {
        return woven(base, ours, theirs);
    }
    let both = mine && yours;
    let unlike = both && path != "history" && (rules.strict || ours.reordered(theirs));
    if unlike {
        let [my, your] = [ours, theirs].map(Side::order);
        rules.clash(path, Some(&my), Some(&your));
    }
    // Both the same way: it must not matter which side is ours.
    let ours_lead = if both { unlike || ours.keys <= theirs.keys } else { mine };
    let (lead, other) = if ours_lead { (ours, theirs) } else { (theirs, ours) };
    led(base, lead, other)
}

/// What neither side reordered: what is new on a side stands behind what it stands behind there.
fn woven<'a>(base: &Side<'a>, ours: &Side<'a>, theirs: &Side<'a>) -> Vec<Key<'a>> {
    let places: HashMap<&Key<'a>, usize> = base.keys.iter().zip(1..).collect();
    let runs = |side: &Side<'a>| {
        let mut runs: HashMap<usize, Vec<Key<'a>>> = HashMap::new();
        let mut place = 0;
        for key in &side.keys {
            match places.get(key) {
                Some(held) => place = *held,
                None => runs.entry(place).or_default().push(*key),
            }
        }
        runs
    };
    let (mut mine, mut yours) = (runs(ours), runs(theirs));
    let mut seen = HashSet::new();
    let mut keys = Vec::new();
    for (place, held) in std::iter::once(None).chain(base.keys.iter().map(Some)).enumerate() {
        // Two runs in one place: the one with the smaller first key comes first.
        let mut both = [mine.remove(&place), yours.remove(&place)];
        both.sort();
        let all = held.into_iter().copied().chain(both.into_iter().flatten().flatten());
        keys.extend(all.filter(|key| seen.insert(*key)));
    }
    keys
}

/// The order of one side; what only the other has stands behind what it stands behind there.
fn led<'a>(base: &Side<'a>, lead: &Side<'a>, other: &Side<'a>) -> Vec<Key<'a>> {
    let mut keys = lead.keys.clone();
    let mut before: Option<Key<'a>> = None;
    let mut inserted = false;
    for key in &other.keys {
        if lead.has(key) {
            inserted = false;
        } else {
            let held = before.and_then(|before| keys.iter().position(|held| *held == before));
            let mut at = held.map_or(0, |index| index + 1);
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
