//! Closing a sprint: its record is frozen, and what was not accepted goes on somewhere. It never
//! judges a story: what nobody accepted or rejected by now stays unjudged.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::sprint;
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::plan as forecast;
use crate::domain::refusal::Refusal;
use crate::domain::review;
use crate::domain::sprint::{Leftover, Record, Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};

/// Where stories go that were not accepted and that nobody named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Leftovers {
    /// Back to the backlog.
    #[default]
    Backlog,
    /// Into the next sprint.
    Next,
}

/// How a sprint is closed.
pub(super) struct Close<'a> {
    pub(super) sprint: Option<Id<Sprint>>,
    pub(super) goal_met: Option<bool>,
    pub(super) note: &'a str,
    pub(super) leftovers: Leftovers,
    pub(super) next: &'a [StoryId],
    pub(super) backlog: &'a [StoryId],
}

pub(super) fn close(draft: &mut Draft<'_>, it: &Close<'_>) -> Result<String, Refusal> {
    let sprint = to_close(draft, it.sprint)?;
    let number = sprint.number;
    let note = match it.note.trim() {
        "" => sprint.note.clone(),
        note => note.to_owned(),
    };
    let goal_met = it.goal_met.or(sprint.goal_met);
    let left = left_over(draft, &sprint);
    let going = going_on(draft, &sprint, &left, it)?;
    let mut record = frozen(draft, &sprint);
    (record.goal_met, record.note) = (goal_met, note);
    if goal_met.is_none() && !sprint.goal.is_empty() {
        draft.notice("nobody said whether the goal was met");
    }
    let next = if going.is_empty() { None } else { Some(next_sprint(draft)?) };
    let to = |story: StoryId| next.as_ref().filter(|_| going.contains(&story));
    record.moved = left
        .iter()
        .map(|story| {
            let to = to(story.id).map(|sprint| sprint.id);
            Leftover { story: story.id, to, ..Leftover::default() }
        })
        .collect();
    let accepted = record.accepted.points;
    draft.alter(sprint.id, Act::Closed, None, |it: &mut Sprint| {
        it.state = SprintState::Closed;
        it.record = Some(record);
    });
    for story in &left {
        move_on(draft, &sprint, story, to(story.id).map(|next| &**next));
    }
    Ok(format!(
        "Closed sprint {number}: {} accepted{}",
        accepted.in_points(),
        went(&left, next.as_deref(), &going)
    ))
}

/// The sprint to be closed: the one said, else the active one.
fn to_close(draft: &Draft<'_>, said: Option<Id<Sprint>>) -> Result<Arc<Sprint>, Refusal> {
    let now = draft.now();
    let sprint = match said {
        Some(id) => now.sprints().get(id).cloned(),
        None => now.sprint_in(SprintState::Active).cloned(),
    };
    let sprint = sprint.ok_or_else(|| match said {
        Some(_) => Refusal::usage("that sprint is not here any more"),
        None => Refusal::rule("no sprint is active: upnext sprint start starts the planned one"),
    })?;
    let number = sprint.number;
    match sprint.state {
        SprintState::Active => Ok(sprint),
        SprintState::Closed => {
            Err(Refusal::rule(format!("sprint {number} is closed: its record never changes")))
        }
        SprintState::Cancelled => Err(Refusal::rule(format!(
            "sprint {number} was cancelled: there is nothing left to close"
        ))),
        SprintState::Planned => Err(Refusal::rule(format!(
            "sprint {number} has not started: start it first, or cancel it"
        ))),
    }
}

/// The stories of a sprint that were not accepted, in their order.
fn left_over(draft: &Draft<'_>, sprint: &Sprint) -> Vec<Arc<Story>> {
    let left =
        |story: &&Arc<Story>| story.sprint == Some(sprint.id) && story.status != Status::Accepted;
    draft.now().in_order().filter(left).cloned().collect()
}

/// The stories that go to the next sprint; every story named must be one of those left over.
fn going_on(
    draft: &Draft<'_>,
    sprint: &Sprint,
    left: &[Arc<Story>],
    it: &Close<'_>,
) -> Result<BTreeSet<StoryId>, Refusal> {
    for &id in it.next.iter().chain(it.backlog) {
        let story = draft.story(id)?;
        let number = story.number;
        if story.status == Status::Accepted {
            return Err(Refusal::rule(format!("#{number} is accepted: it goes nowhere")));
        }
        if !left.iter().any(|held| held.id == id) {
            return Err(Refusal::rule(format!(
                "#{number} is not in sprint {0}: only its stories go on from it",
                sprint.number
            )));
        }
        if it.next.contains(&id) && it.backlog.contains(&id) {
            return Err(Refusal::usage(format!(
                "#{number} cannot go to the next sprint and to the backlog: name it once"
            )));
        }
    }
    let goes = |story: &&Arc<Story>| match it.leftovers {
        Leftovers::Next => !it.backlog.contains(&story.id),
        Leftovers::Backlog => it.next.contains(&story.id),
    };
    Ok(left.iter().filter(goes).map(|story| story.id).collect())
}

/// The record of this moment, with what the sprint could have held.
fn frozen(draft: &Draft<'_>, sprint: &Sprint) -> Record {
    let now = draft.now();
    let plan = forecast::of(sprint, now, draft.stamp().today());
    Record {
        person_days: plan.person_days,
        capacity: plan.capacity,
        focus_factor: plan.focus_factor,
        ..review::record(sprint, now, draft.stamp().at)
    }
}

/// The planned sprint; where there is none, one that follows.
fn next_sprint(draft: &mut Draft<'_>) -> Result<Arc<Sprint>, Refusal> {
    let planned = |draft: &Draft<'_>| draft.now().sprint_in(SprintState::Planned).cloned();
    if let Some(next) = planned(draft) {
        return Ok(next);
    }
    let label = sprint::plan(draft, "", None, None)?;
    draft.notice(label);
    planned(draft)
        .ok_or_else(|| Refusal::rule("there is no next sprint: upnext sprint plan makes one"))
}

/// A story that was not accepted goes to the next sprint as it is, or back to the backlog.
fn move_on(draft: &mut Draft<'_>, sprint: &Sprint, story: &Story, next: Option<&Sprint>) {
    let reason = format!("sprint {} closed", sprint.number);
    let number = story.number;
    draft.about(story.id);
    if story.status == Status::Delivered {
        draft.notice(match next {
            Some(next) => format!(
                "#{number} is delivered and was not judged: it waits for that in sprint {}",
                next.number
            ),
            None => {
                format!("#{number} was delivered and not judged: it is ready in the backlog again")
            }
        });
    }
    let Some(next) = next.map(|next| next.id) else {
        draft.alter(story.id, Act::PutBack, Some(&reason), |it: &mut Story| {
            it.sprint = None;
            it.pull_override = None;
            if matches!(it.status, Status::Doing | Status::Delivered) {
                it.status = Status::Ready;
            }
        });
        return;
    };
    draft.alter(story.id, Act::Pulled, Some(&reason), |it: &mut Story| it.sprint = Some(next));
}

/// How many stories went where, for the label.
fn went(left: &[Arc<Story>], next: Option<&Sprint>, going: &BTreeSet<StoryId>) -> String {
    let to = |count: usize, place: String| (count > 0).then(|| format!(", {count} to {place}"));
    let next = next.and_then(|next| to(going.len(), format!("sprint {}", next.number)));
    let back = to(left.len() - going.len(), "the backlog".to_owned());
    [next, back].into_iter().flatten().collect()
}
