//! What differs between two snapshots, and the order that follows from it, without looking at
//! what stayed. It never decides where anything belongs.

use std::sync::Arc;

use super::backlog::{Backlog, in_order};
use super::story::Story;
use super::table::{Entity, Table};

/// Above this many stories with another rank, sorting everything afresh is cheaper.
const FEW: usize = 256;

/// One entity in two tables, before and after.
pub(super) type Sides<T> = (Option<Arc<T>>, Option<Arc<T>>);

/// The entities that are not the same snapshot in both tables, by identity: (before, after).
pub(super) fn differing<T: Entity>(before: &Table<T>, after: &Table<T>) -> Vec<Sides<T>> {
    let mut found = Vec::new();
    if before.same(after) {
        return found;
    }
    let (mut i, mut j) = (0, 0);
    loop {
        match (before.at(i), after.at(j)) {
            (None, None) => return found,
            (Some(was), Some(is)) if Arc::ptr_eq(was, is) => (i, j) = (i + 1, j + 1),
            (Some(was), Some(is)) if was.id() == is.id() => {
                found.push((Some(Arc::clone(was)), Some(Arc::clone(is))));
                (i, j) = (i + 1, j + 1);
            }
            (Some(was), Some(is)) if is.id() < was.id() => {
                found.push((None, Some(Arc::clone(is))));
                j += 1;
            }
            (Some(was), _) => {
                found.push((Some(Arc::clone(was)), None));
                i += 1;
            }
            (None, Some(is)) => {
                found.push((None, Some(Arc::clone(is))));
                j += 1;
            }
        }
    }
}

/// The order of `stories`, following from the order of the backlog they came from.
pub(super) fn follow(from: &Backlog, stories: &Table<Story>) -> Arc<Vec<u32>> {
    let rank = |story: &Option<Arc<Story>>| story.as_ref().map(|story| story.rank.clone());
    let mut moved = differing(&from.stories, stories);
    moved.retain(|(was, is)| rank(was) != rank(is));
    if moved.is_empty() {
        return Arc::clone(&from.order);
    }
    if moved.len() > FEW {
        return Arc::new(in_order(stories));
    }
    Arc::new(patch(from, stories, &moved))
}

/// The old order with some stories taken out and put where their rank says.
fn patch(from: &Backlog, stories: &Table<Story>, moved: &[Sides<Story>]) -> Vec<u32> {
    let index = |table: &Table<Story>, story: &Story| {
        table.index_of(story.id).ok().and_then(|index| u32::try_from(index).ok())
    };
    // All sorted by identity, as `moved` is.
    let out: Vec<u32> =
        moved.iter().filter_map(|(was, _)| index(&from.stories, was.as_ref()?)).collect();
    let gone: Vec<u32> = moved
        .iter()
        .filter(|(_, is)| is.is_none())
        .filter_map(|(was, _)| index(&from.stories, was.as_ref()?))
        .collect();
    let come: Vec<u32> = moved
        .iter()
        .filter(|(was, _)| was.is_none())
        .filter_map(|(_, is)| index(stories, is.as_ref()?))
        .collect();
    let shifted = |old: u32| {
        let left = old - u32::try_from(gone.partition_point(|&it| it < old)).unwrap_or(0);
        come.iter().fold(left, |at, &new| if new <= at { at + 1 } else { at })
    };
    let stay = from.order.iter().filter(|index| out.binary_search(index).is_err());
    let mut order: Vec<u32> = if gone.is_empty() && come.is_empty() {
        stay.copied().collect()
    } else {
        stay.map(|&old| shifted(old)).collect()
    };
    let key = |story: &Story| (story.rank.clone(), story.id);
    for story in moved.iter().filter_map(|(_, is)| is.as_ref()) {
        let Some(own) = index(stories, story) else { continue };
        let mine = key(story);
        let at = order.partition_point(|&other| {
            stories
                .at(other as usize)
                .is_some_and(|other| (&other.rank, other.id) < (&mine.0, mine.1))
        });
        order.insert(at, own);
    }
    order
}
