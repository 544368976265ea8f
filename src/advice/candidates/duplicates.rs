//! Stories that say nearly the same. It never says which of them is the better one.

use super::{Sought, candidate, depends, linked};
use crate::advice::likeness::Index;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::number::Hundredths;
use crate::domain::story::Story;

/// From this likeness on, in hundredths, two stories are told as near-duplicates: where nine of ten
/// such pairs of reworded stories are right, see `tests/it/advice/measured.rs`.
pub const ALIKE: u64 = 58;

/// Pairs of these stories of which one is open.
pub(super) fn find(stories: &[&Story], backlog: &Backlog) -> Vec<Finding> {
    let index = Index::of_stories(stories.iter().copied());
    let least = Hundredths::of_hundredths(ALIKE).as_f64();
    let pairs = index.pairs(least).into_iter();
    let told = pairs.filter_map(|pair| {
        let (one, other) = (backlog.story(pair.story)?, backlog.story(pair.other)?);
        let (story, older) = newer_first(one, other);
        let news = story.status.is_open() && !linked(story, older) && !depends(story, older);
        news.then(|| tell(story, older, pair.likeness, &index))
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
