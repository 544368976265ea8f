//! A list that was edited by identity, brought together with what the list is by now.
//! It never looks at what the words mean.

use std::collections::{HashMap, HashSet};

use super::ListEdit;
use crate::domain::id::Id;

/// One place of the list that comes out.
pub(super) enum Place<T, W> {
    /// It stays as it is now.
    Held(T),
    /// The edit gave it other words.
    Reworded {
        /// As it is now.
        held: T,
        /// The words the edit began with.
        known: W,
        /// The words it ended with.
        words: W,
    },
    /// It was not there.
    New {
        /// Its words.
        words: W,
        /// Whether it was there when the edit began, and was edited.
        back: bool,
    },
}

/// The list that comes out, and what left it.
pub(super) struct Woven<T, W> {
    pub(super) places: Vec<Place<T, W>>,
    /// What the edit removed; and whether its words had changed meanwhile.
    pub(super) removed: Vec<(T, bool)>,
}

/// How the order of a list comes about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By hand: whoever reordered it wins, new ones follow their predecessor.
    Own,
    /// By time: what is new stands last.
    Time,
}

/// A place by identity; by its index in what is wanted where it is new.
type Key<T> = (Option<Id<T>>, usize);

/// What is wanted of one place: its key, its words, whether it is to come back.
struct Wanted<T, W> {
    key: Key<T>,
    words: W,
    back: bool,
}

/// Brings an edit and the list of now together: what was added meanwhile stays, what was removed
/// meanwhile stays away unless the edit gave it other words.
pub(super) fn weave<T: Clone, W: Clone + PartialEq>(
    now: &[T],
    edit: &ListEdit<T, W>,
    order: Order,
    id: impl Fn(&T) -> Id<T>,
    said: impl Fn(&T) -> W,
) -> Woven<T, W> {
    let known: HashMap<Id<T>, &W> = edit.known.iter().map(|(id, words)| (*id, words)).collect();
    let held: HashMap<Id<T>, &T> = now.iter().map(|item| (id(item), item)).collect();
    let wanted = wanted(edit, &known, &held);
    let kept: HashSet<Id<T>> = edit.wanted.iter().filter_map(|(id, _)| *id).collect();
    let mut removed = Vec::new();
    let mut alive: Vec<Key<T>> = Vec::new();
    for item in now {
        match known.get(&id(item)) {
            Some(words) if !kept.contains(&id(item)) => {
                removed.push((item.clone(), said(item) != **words));
            }
            _ => alive.push((Some(id(item)), 0)),
        }
    }
    let mine: Vec<Key<T>> = wanted.iter().map(|it| it.key).collect();
    let keys = match order {
        Order::Own if reordered(edit) => braid(mine, &alive),
        Order::Own => braid(alive, &mine),
        Order::Time => {
            let new = mine.iter().filter(|(id, _)| id.is_none());
            alive.iter().chain(new).copied().collect()
        }
    };
    let mut wanted: HashMap<Key<T>, (W, bool)> =
        wanted.into_iter().map(|it| (it.key, (it.words, it.back))).collect();
    let place = |key: Key<T>| {
        let item = key.0.and_then(|id| held.get(&id).copied());
        match (item, wanted.remove(&key)) {
            (Some(item), Some((words, _))) => {
                let known = known.get(&id(item)).map_or_else(|| said(item), |it| (*it).clone());
                if words == known {
                    return Some(Place::Held(item.clone()));
                }
                Some(Place::Reworded { held: item.clone(), known, words })
            }
            (Some(item), None) => Some(Place::Held(item.clone())),
            (None, Some((words, back))) => Some(Place::New { words, back }),
            (None, None) => None,
        }
    };
    Woven { places: keys.into_iter().filter_map(place).collect(), removed }
}

/// The places the edit ended with, without those that were removed meanwhile and left alone here.
fn wanted<T, W: Clone + PartialEq>(
    edit: &ListEdit<T, W>,
    known: &HashMap<Id<T>, &W>,
    held: &HashMap<Id<T>, &T>,
) -> Vec<Wanted<T, W>> {
    let mut seen: HashSet<Id<T>> = HashSet::new();
    let mut all = Vec::with_capacity(edit.wanted.len());
    for (index, (id, words)) in edit.wanted.iter().enumerate() {
        let first = id.filter(|id| seen.insert(*id));
        let (key, back) = match first {
            Some(id) if held.contains_key(&id) => ((Some(id), 0), false),
            Some(id) if known.get(&id).is_some_and(|known| *known == words) => continue,
            Some(_) => ((None, index), true),
            None => ((None, index), false),
        };
        all.push(Wanted { key, words: words.clone(), back });
    }
    all
}

/// Whether what the edit kept stands in another order than it began with.
fn reordered<T, W>(edit: &ListEdit<T, W>) -> bool {
    let began: HashSet<Id<T>> = edit.known.iter().map(|(id, _)| *id).collect();
    let ended: HashSet<Id<T>> = edit.wanted.iter().filter_map(|(id, _)| *id).collect();
    let before = edit.known.iter().map(|(id, _)| *id).filter(|id| ended.contains(id));
    let after = edit.wanted.iter().filter_map(|(id, _)| *id).filter(|id| began.contains(id));
    before.ne(after)
}

/// The first list with what only the second has, each behind its predecessor there.
fn braid<T>(mut into: Vec<Key<T>>, from: &[Key<T>]) -> Vec<Key<T>> {
    let mut there: HashSet<Key<T>> = into.iter().copied().collect();
    let mut before: Option<&Key<T>> = None;
    for key in from {
        if there.insert(*key) {
            let after = before.and_then(|it| into.iter().position(|held| held == it));
            into.insert(after.map_or(0, |at| at + 1), *key);
        }
        before = Some(key);
    }
    into
}
