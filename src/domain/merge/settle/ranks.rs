//! Stories that two sides put in one place: each gets a place of its own, in the order they have
//! already. It moves nothing past anything else.

use std::collections::HashSet;
use std::sync::Arc;

use crate::domain::backlog::Backlog;
use crate::domain::merge::entity::replaced;
use crate::domain::order;
use crate::domain::reorder::differing;
use crate::domain::story::Story;

/// Gives a key of its own to each story that stands where one of the other side stands too.
/// Where there is no room the two stay as they are, one before the other by identity.
pub(in crate::domain::merge) fn all(backlog: &mut Backlog, base: &Backlog, sides: [&Backlog; 2]) {
    let [ours, theirs] = sides.map(|side| placed(base, side));
    let shared: HashSet<String> = ours.intersection(&theirs).cloned().collect();
    if shared.is_empty() {
        return;
    }
    let mut with = Vec::new();
    for rank in shared {
        let mut here: Vec<&Arc<Story>> =
            backlog.stories.iter().filter(|story| story.rank == rank).collect();
        here.sort_by_key(|story| story.id);
        let below = backlog.stories.iter().map(|it| it.rank.as_str()).filter(|it| *it > &*rank);
        let later = here.iter().skip(1);
        let keys = order::spread(Some(&rank), below.min(), later.len());
        for (story, rank) in later.zip(keys.into_iter().flatten()) {
            with.push((story.id, Some(Arc::new(Story { rank, ..Story::clone(story) }))));
        }
    }
    if !with.is_empty() {
        backlog.stories = replaced(&backlog.stories, with);
    }
}

/// The places one side gave to stories.
fn placed(base: &Backlog, side: &Backlog) -> HashSet<String> {
    let new = differing(&base.stories, &side.stories).into_iter().filter_map(|(was, is)| {
        let is = is?;
        was.is_none_or(|was| was.rank != is.rank).then(|| is.rank.clone())
    });
    new.collect()
}
