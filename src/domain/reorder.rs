//! What differs between two snapshots, and the order that follows from it, without looking at
//! what stayed. It never decides where anything belongs.

use std::sync::Arc;

use super::backlog::Backlog;
use super::ranking::{Brief, Ranking};
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
        if i == j
            && let Some(next) = before.same_page(after, i)
        {
            (i, j) = (next, next);
            continue;
        }
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

/// The ranking of `stories`, following from that of the backlog they came from.
pub(super) fn follow(from: &Backlog, stories: &Table<Story>) -> Arc<Ranking> {
    let touched = differing(&from.stories, stories);
    if touched.is_empty() {
        return Arc::clone(&from.ranking);
    }
    if touched.len() > FEW {
        return Arc::new(Ranking::of(stories));
    }
    let rank = |story: &Option<Arc<Story>>| story.as_ref().map(|story| story.rank.clone());
    let brief = |story: &Option<Arc<Story>>| story.as_deref().map(Brief::of);
    let moved: Vec<Sides<Story>> =
        touched.iter().filter(|(was, is)| rank(was) != rank(is)).cloned().collect();
    if moved.is_empty() && touched.iter().all(|(was, is)| brief(was) == brief(is)) {
        return Arc::clone(&from.ranking);
    }
    let order =
        if moved.is_empty() { from.ranking.order.clone() } else { patch(from, stories, &moved) };
    Arc::new(Ranking { order, briefs: briefs(from, stories, &touched) })
}

/// What is known of each story, with the touched ones looked at again.
fn briefs(from: &Backlog, stories: &Table<Story>, touched: &[Sides<Story>]) -> Vec<Brief> {
    let mut briefs = from.ranking.briefs.clone();
    // Those that went, from the end, so that the indexes before them still hold; then those that
    // came, from the beginning.
    for (was, is) in touched.iter().rev() {
        if let (Some(was), None) = (was, is)
            && let Ok(index) = from.stories.index_of(was.id)
        {
            briefs.remove(index);
        }
    }
    for (was, is) in touched {
        let Some(is) = is else { continue };
        let Ok(index) = stories.index_of(is.id) else { continue };
        if was.is_none() {
            briefs.insert(index, Brief::of(is));
        } else if let Some(brief) = briefs.get_mut(index) {
            *brief = Brief::of(is);
        }
    }
    briefs
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
    let stay = from.ranking.order.iter().filter(|index| out.binary_search(index).is_err());
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
