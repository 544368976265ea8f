//! Filling a planned sprint from the top of the order, as far as its capacity goes.
//! It never decides what fits: the plan does.

use super::to_fill;
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::plan;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Story, StoryId};

pub(in super::super) fn fill(
    draft: &mut Draft<'_>,
    sprint: Option<Id<Sprint>>,
) -> Result<String, Refusal> {
    let sprint = to_fill(draft, sprint)?;
    let number = sprint.number;
    if sprint.state == SprintState::Active {
        return Err(Refusal::rule(format!(
            "sprint {number} is running: pull with a reason, upnext sprint pull N --reason R"
        )));
    }
    let found = plan::fill(&sprint, draft.now(), draft.stamp().at.day())?;
    let left_out = |(id, why): &(StoryId, String)| {
        draft.now().story(*id).map(|story| format!("#{} stays out: {why}", story.number))
    };
    let left_out: Vec<String> = found.skipped.iter().filter_map(left_out).collect();
    if found.taken.is_empty() {
        let message = if left_out.is_empty() {
            format!(
                "nothing fits into sprint {number}: no story is ready and in no sprint, or its \
                 capacity is used up; upnext list is:ready shows what is ready"
            )
        } else {
            format!("nothing fits into sprint {number}: pull what shall come in all the same")
        };
        return Err(Refusal::rule(message).with(left_out));
    }
    let mut points = Points::default();
    for &id in &found.taken {
        draft.about(id);
        points = points + draft.story(id)?.points.unwrap_or_default();
        draft.alter(id, Act::Pulled, None, |it: &mut Story| {
            it.sprint = Some(sprint.id);
            it.pull_override = None;
        });
    }
    for words in left_out {
        draft.notice(words);
    }
    if found.unnamed > 0 {
        draft.notice(format!("and {} more stay out", found.unnamed));
    }
    let points = points.in_points();
    Ok(match found.taken.len() {
        1 => format!("Filled sprint {number} with 1 story, {points}"),
        count => format!("Filled sprint {number} with {count} stories, {points}"),
    })
}
