//! The scope log of a running sprint: what came in and went out after the start, and why.
//! It never moves a story itself.

use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::sprint::{Direction, ScopeEntry, Sprint, SprintState};
use crate::domain::story::{Story, StoryId};

/// A story that goes into a running sprint or out of it.
pub(super) struct Gone<'a> {
    pub(super) story: &'a Story,
    pub(super) direction: Direction,
    pub(super) reason: &'a str,
    pub(super) traded_for: Option<StoryId>,
}

/// Writes the change down where the sprint is running; elsewhere there is no scope yet to change.
pub(super) fn tell(draft: &mut Draft<'_>, sprint: Id<Sprint>, gone: &Gone<'_>) {
    let running = draft.now().sprints().get(sprint).map(|it| it.state);
    if running != Some(SprintState::Active) {
        return;
    }
    let stamp = draft.stamp();
    let entry = ScopeEntry {
        at: stamp.at,
        by: stamp.by.clone(),
        story: gone.story.id,
        direction: Some(gone.direction),
        points: gone.story.points,
        reason: gone.reason.to_owned(),
        traded_for: gone.traded_for,
        ..ScopeEntry::default()
    };
    draft.alter(sprint, Act::Set, None, |it: &mut Sprint| it.scope_log.push(entry));
}

/// Leaving a running sprint stands in its scope log.
pub(in super::super) fn went_out(draft: &mut Draft<'_>, story: &Story, reason: &str) {
    let Some(sprint) = story.sprint else { return };
    let gone = Gone { story, direction: Direction::Out, reason, traded_for: None };
    tell(draft, sprint, &gone);
}
