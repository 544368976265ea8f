//! Stories that say nearly the same. It never says which of them is the better one.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Sought, candidate, double};
use crate::advice::likeness::{Index, Pair};
use crate::advice::wording::ALIKE_TOLD;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::number::Hundredths;
use crate::domain::story::{Story, StoryId};
use crate::domain::waiver::is_waived;

/// From this likeness on, in hundredths, two stories are told as near-duplicates: where nine of ten
/// such pairs of reworded stories are right, see `tests/it/advice/measured.rs`.
pub const ALIKE: u64 = 58;

/// Pairs of these stories of which one is open: those that share rare words, and those that the
/// check `unique` tells of, each pair once.
pub(super) fn find(stories: &[&Story], backlog: &Backlog) -> Vec<Finding> {
    let index = Index::of_stories(stories.iter().copied());
    let least = Hundredths::of_hundredths(ALIKE).as_f64();
    let mut known: HashMap<[StoryId; 2], Hundredths> = HashMap::new();
    // Whether a pair is to be told; one that both find has the greater likeness of the two.
    let mut take = |pair: Pair| {
        let one = backlog.story(pair.story)?;
        let (story, older) = newer_first(one, backlog.story(pair.other)?);
        let id = double(story, older)?;
        if !story.status.is_open() || is_waived(backlog.product(), &id) {
            return None;
        }
        let likeness = known.entry([story.id, older.id]).or_insert(pair.likeness);
        *likeness = pair.likeness.max(*likeness);
        Some(())
    };
    for story in stories.iter().filter(|story| story.status.is_open()) {
        let told = index.nearly(story).into_iter().filter_map(&mut take);
        told.take(ALIKE_TOLD).for_each(drop);
    }
    index.pairs(least).into_iter().filter_map(take).for_each(drop);
    let mut found: Vec<([StoryId; 2], Hundredths)> = known.into_iter().collect();
    // The likest of a story first.
    found.sort_unstable_by_key(|it| (Reverse(it.1), it.0));
    let told = found.into_iter().filter_map(|([story, older], likeness)| {
        Some(tell(backlog.story(story)?, backlog.story(older)?, likeness, &index))
    });
    told.collect()
}

/// The open one first; of two open ones the one that was written down later.
fn newer_first<'a>(one: &'a Story, other: &'a Story) -> (&'a Story, &'a Story) {
    let age = |story: &Story| (story.status.is_open(), story.number, story.id);
    if age(one) > age(other) { (one, other) } else { (other, one) }
}

fn tell(story: &Story, other: &Story, likeness: Hundredths, index: &Index) -> Finding {
    let (n, m) = (story.number, other.number);
    let state = if other.status.is_open() { "" } else { ", which is accepted" };
    let message = format!(
        "#{n} reads nearly like #{m} “{}”{state} (likeness {likeness}): upnext drop {n} --reason \
         \"same as #{m}\", or upnext link {n} --to {m} to keep both",
        other.title
    );
    candidate(Sought::Duplicates, (story, other), index.words_of_both(story, other), message)
}
