//! A sprint starts, or is given up.
//! It never freezes a record: only closing does.

use std::sync::Arc;

use super::pull::out_of_sprint;
use super::{held, in_state};
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::{Commitment, Committed, Sprint, SprintState};
use crate::domain::story::{Status, Story};

pub(in super::super) fn start(
    draft: &mut Draft<'_>,
    sprint: Option<Id<Sprint>>,
) -> Result<String, Refusal> {
    let sprint = match sprint {
        Some(id) => held(draft, id)?,
        None => in_state(draft, SprintState::Planned)
            .ok_or_else(|| Refusal::rule("no sprint is planned: upnext sprint plan makes one"))?,
    };
    may_start(draft, &sprint)?;
    let number = sprint.number;
    let stories: Vec<Arc<Story>> = draft.now().in_sprint(sprint.id).cloned().collect();
    for story in &stories {
        draft.about(story.id);
    }
    let of = |story: &Arc<Story>| Committed {
        story: story.id,
        points: story.points,
        ..Committed::default()
    };
    let commitment = Commitment {
        at: draft.stamp().at,
        stories: stories.iter().map(of).collect(),
        ..Commitment::default()
    };
    draft.alter(sprint.id, Act::Started, None, |it: &mut Sprint| {
        it.state = SprintState::Active;
        it.commitment = Some(commitment);
    });
    let unestimated: Vec<String> = stories
        .iter()
        .filter(|story| story.points.is_none())
        .map(|story| format!("#{}", story.number))
        .collect();
    if stories.is_empty() {
        draft.notice(format!("sprint {number} started without a story"));
    }
    if !unestimated.is_empty() {
        draft.notice(format!("not estimated, and counted as 0: {}", unestimated.join(", ")));
    }
    let points: Points = stories.iter().filter_map(|story| story.points).sum();
    let points = points.in_points();
    Ok(match stories.len() {
        1 => format!("Started sprint {number}: 1 story, {points} committed"),
        count => format!("Started sprint {number}: {count} stories, {points} committed"),
    })
}

fn may_start(draft: &Draft<'_>, sprint: &Sprint) -> Result<(), Refusal> {
    let number = sprint.number;
    let refused = |words: String| Err(Refusal::rule(words));
    if sprint.state != SprintState::Planned {
        return refused(format!(
            "sprint {number} is {}: only a planned sprint starts",
            sprint.state
        ));
    }
    if let Some(active) = in_state(draft, SprintState::Active) {
        return refused(format!(
            "sprint {} is active: upnext sprint close or upnext sprint cancel ends it first",
            active.number
        ));
    }
    if sprint.goal.trim().is_empty() {
        return refused(format!(
            "sprint {number} has no goal: say what it is for with upnext sprint set goal=…"
        ));
    }
    if sprint.start.is_none() || sprint.end.is_none() {
        return refused(format!(
            "sprint {number} has no days: give them with upnext sprint set start=D end=D"
        ));
    }
    Ok(())
}

pub(in super::super) fn cancel(
    draft: &mut Draft<'_>,
    sprint: Option<Id<Sprint>>,
    reason: &str,
) -> Result<String, Refusal> {
    let reason = setting::one_line("a reason", reason)?;
    let sprint = match sprint {
        Some(id) => held(draft, id)?,
        None => in_state(draft, SprintState::Active)
            .or_else(|| in_state(draft, SprintState::Planned))
            .ok_or_else(|| {
                Refusal::rule("no sprint is active or planned: there is nothing to cancel")
            })?,
    };
    let number = sprint.number;
    if !matches!(sprint.state, SprintState::Active | SprintState::Planned) {
        return Err(Refusal::rule(format!(
            "sprint {number} is {} already: only an active or a planned one is cancelled",
            sprint.state
        )));
    }
    draft.alter(sprint.id, Act::Cancelled, Some(&reason), |it: &mut Sprint| {
        it.state = SprintState::Cancelled;
    });
    let stories: Vec<Arc<Story>> = draft.now().in_sprint(sprint.id).cloned().collect();
    for story in stories.iter().filter(|story| story.status != Status::Accepted) {
        draft.about(story.id);
        draft.alter(story.id, Act::PutBack, Some(&reason), out_of_sprint);
    }
    Ok(format!("Cancelled sprint {number}: {reason}"))
}
