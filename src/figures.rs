//! What a backlog's past says in numbers, for a chart or a page. It decides nothing and writes
//! nothing: no text for a screen is made here.

pub mod burndown;
pub mod changes;
pub mod daily;
pub mod delivery;
pub mod growth;
pub mod inversions;
pub mod priority;
pub mod standing;
pub mod stock;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::backlog::Backlog;
use crate::domain::sprint::Sprint;
use crate::domain::story::{Story, StoryId};

/// Every story that is in a sprint, was committed to, or came in or went out while it ran.
fn touched<'a>(sprint: &Sprint, backlog: &'a Backlog) -> Vec<&'a Arc<Story>> {
    let committed = sprint.commitment.iter().flat_map(|it| &it.stories).map(|it| it.story);
    let moved = sprint.scope_log.iter().map(|entry| entry.story);
    let inside = backlog.in_sprint(sprint.id).map(|story| story.id);
    let all: BTreeSet<StoryId> = committed.chain(moved).chain(inside).collect();
    all.into_iter().filter_map(|id| backlog.story(id)).collect()
}
