//! Where a value stands within a noun, by the names of the file: reading it there, and putting
//! another in its place. It never judges the value.

use std::collections::{HashMap, HashSet};

use crate::domain::object::{Object, Text, identity, items, plain};

/// Objects whose fields are values of their own; any other object is one value.
pub(in crate::domain) const PARTED: [&str; 2] = ["scores", "fields"];
/// Lists that are one value: half of one is not what anybody said.
pub(in crate::domain) const WHOLE: [&str; 1] = ["working_days"];
/// State and sprint of a story are one value, under the first name.
pub(in crate::domain) const PAIR: [&str; 2] = ["status", "sprint"];

/// A path with one name more; a dot within a name is written `\.`.
pub(in crate::domain) fn below(path: &str, name: &str) -> String {
    let name = name.replace('\\', "\\\\").replace('.', "\\.");
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// The names of a path.
pub(in crate::domain) fn names(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        let last = names.last_mut();
        match (c, last) {
            ('.', _) => names.push(String::new()),
            ('\\', Some(last)) => last.extend(chars.next()),
            (c, Some(last)) => last.push(c),
            (_, None) => {}
        }
    }
    names
}

/// What stands at a path in the text of a noun; none is no value.
pub(in crate::domain) fn get(text: &str, path: &str) -> Option<String> {
    let names = names(path);
    let mut at = text;
    for name in &names {
        at = if at.starts_with('[') {
            items(at)?.into_iter().find(|item| called(item).as_ref() == Some(name))?
        } else {
            Object::of(at)?.get(name)?
        };
    }
    Some(at.to_owned())
}

/// The text of a noun with another value at a path; none where the place is gone.
pub(in crate::domain) fn put(text: &str, path: &str, value: Option<&str>) -> Option<String> {
    put_below(text, &names(path), value)
}

fn put_below(text: &str, names: &[String], value: Option<&str>) -> Option<String> {
    let (name, below) = names.split_first()?;
    if text.starts_with('[') {
        return put_in_list(text, name, below, value);
    }
    let object = Object::of(text)?;
    let held = object.get(name);
    let comes = match (held, value) {
        (Some(held), Some(order)) if below.is_empty() && !WHOLE.contains(&name.as_str()) => {
            Some(in_order(held, order).unwrap_or_else(|| order.to_owned()))
        }
        (_, value) if below.is_empty() => value.map(str::to_owned),
        (Some(held), value) => Some(put_below(held, below, value)?),
        (None, value) if PARTED.contains(&name.as_str()) => Some(put_below("{}", below, value)?),
        (None, _) => return None,
    };
    object.with(name, comes.as_deref())
}

fn put_in_list(text: &str, name: &str, below: &[String], value: Option<&str>) -> Option<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut found = false;
    for item in items(text)? {
        if !found && called(item).is_some_and(|it| it == name) {
            found = true;
            texts.push(put_below(item, below, value)?);
        } else {
            texts.push(item.to_owned());
        }
    }
    found.then(|| format!("[{}]", texts.join(",")))
}

/// What an entry of a list is called in a path.
fn called(item: &str) -> Option<String> {
    identity(item).map(plain)
}

/// State and sprint of a story as one value.
pub(in crate::domain) fn pair(text: &str) -> Option<String> {
    let object = Object::of(text)?;
    let mut both = Text::default();
    for name in PAIR {
        if let Some(value) = object.get(name) {
            both.push(name, value)?;
        }
    }
    Some(both.end())
}

/// The text of a story with both of them.
pub(in crate::domain) fn put_pair(text: &str, value: &str) -> Option<String> {
    let both = Object::of(value)?;
    PAIR.iter()
        .try_fold(text.to_owned(), |text, name| Object::of(&text)?.with(name, both.get(name)))
}

/// What the entries of a list are known by: their identity, else all there is of them. None where
/// a list like this is one value.
fn keys<'a>(items: &[&'a str]) -> Option<Vec<&'a str>> {
    let all_begin = |open| items.iter().all(|text: &&str| text.starts_with(open));
    if items.is_empty() || !(all_begin('"') || all_begin('{')) {
        return None;
    }
    let known: Option<Vec<&str>> = items.iter().map(|item| identity(item)).collect();
    Some(known.unwrap_or_else(|| items.to_vec()))
}

/// Whether a value is the order of a list, and no list of its own.
pub(in crate::domain) fn is_order(held: &str, value: &str) -> bool {
    let (Some(held), Some(value)) = (items(held), items(value)) else { return false };
    let Some(keys) = keys(&held) else { return false };
    let alike = |key: &&str, item: &&str| key.chars().next() == item.chars().next();
    let like = keys.first();
    !value.is_empty() && value.iter().all(|item| like.is_some_and(|key| alike(key, item)))
}

/// A list in the order given; what the order does not know stays behind what it stood behind.
/// None where the value is no order of this list.
fn in_order(held: &str, order: &str) -> Option<String> {
    if !is_order(held, order) {
        return None;
    }
    let held = items(held)?;
    let keys = keys(&held)?;
    let wanted = items(order)?;
    let texts: HashMap<&str, &str> = keys.iter().copied().zip(held.iter().copied()).collect();
    let mut sorted: Vec<&str> = wanted.into_iter().filter(|key| texts.contains_key(key)).collect();
    let mut before: Option<&str> = None;
    let known: HashSet<&str> = sorted.iter().copied().collect();
    for key in keys {
        if !known.contains(key) {
            let at = before.and_then(|before| sorted.iter().position(|it| *it == before));
            sorted.insert(at.map_or(0, |at| at + 1), key);
        }
        before = Some(key);
    }
    let texts: Vec<&str> = sorted.iter().filter_map(|key| texts.get(key).copied()).collect();
    Some(format!("[{}]", texts.join(",")))
}

/// An identity and its place, from 1, in the list under a name of a noun's text.
pub(in crate::domain) fn position(text: &str, list: &str, key: &str) -> Option<usize> {
    let all = items(Object::of(text)?.get(list)?)?;
    all.iter().position(|item| called(item).is_some_and(|it| it == key)).map(|at| at + 1)
}
