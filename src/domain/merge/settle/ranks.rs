//! Stories that two sides put in one place: each gets a place of its own, in the order they have
//! already. It moves nothing past anything else.

use std::collections::{BTreeSet, HashSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use crate::domain::backlog::Backlog;
use crate::domain::merge::entity::replaced;
use crate::domain::order::{self, Side};
use crate::domain::reorder::differing;
use crate::domain::story::{Story, StoryId};

/// Gives a key of its own to each story that stands where one of the other side stands too.
/// Where there is no room the two stay as they are, one before the other by identity.
///
/// A story whose place is disputed gives way to the others, so that they come out the same
/// whichever side is ours.
pub(in crate::domain::merge) fn all(
    backlog: &mut Backlog,
    base: &Backlog,
    sides: [&Backlog; 2],
    disputed: &HashSet<StoryId>,
) {
    let [ours, theirs] = sides.map(|side| placed(base, side));
    let shared: HashSet<&String> = ours.intersection(&theirs).collect();
    if shared.is_empty() {
        return;
    }
    let (unsure, sure): (Vec<&Arc<Story>>, Vec<&Arc<Story>>) =
        backlog.stories.iter().partition(|story| disputed.contains(&story.id));
    let mut given: BTreeSet<String> = sure.iter().map(|story| story.rank.clone()).collect();
    let mut with = Vec::new();
    for rank in shared {
        let here: Vec<&Arc<Story>> =
            sure.iter().copied().filter(|story| story.rank == *rank).collect();
        let later = here.iter().skip(1);
        let keys = order::spread(Some(rank), next(&given, rank), later.len());
        for (story, rank) in later.zip(keys.into_iter().flatten()) {
            with.push((story.id, Some(ranked(story, rank))));
        }
    }
    given.extend(with.iter().filter_map(|(_, story)| Some(story.as_ref()?.rank.clone())));
    for story in unsure {
        let rank = &story.rank;
        let free = order::between(Some(rank), next(&given, rank), Side::Above);
        let key = free.filter(|_| given.contains(rank)).unwrap_or_else(|| rank.clone());
        if key != *rank {
            with.push((story.id, Some(ranked(story, key.clone()))));
        }
        given.insert(key);
    }
    if !with.is_empty() {
        backlog.stories = replaced(&backlog.stories, with);
    }
}

fn ranked(story: &Story, rank: String) -> Arc<Story> {
    Arc::new(Story { rank, ..story.clone() })
}

/// The first place given behind another.
fn next<'a>(given: &'a BTreeSet<String>, rank: &String) -> Option<&'a str> {
    given.range::<String, _>((Excluded(rank), Unbounded)).next().map(String::as_str)
}

/// The places one side gave to stories.
fn placed(base: &Backlog, side: &Backlog) -> HashSet<String> {
    let new = differing(&base.stories, &side.stories).into_iter().filter_map(|(was, is)| {
        let is = is?;
        was.is_none_or(|was| was.rank != is.rank).then(|| is.rank.clone())
    });
    new.collect()
}
