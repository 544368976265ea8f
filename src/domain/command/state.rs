//! The way of a story from state to state, as far as the Product Owner and the team push it.
//! Every act takes all its stories or none, and names each that stands in the way.

use super::sprint;
use super::story::said;
use crate::domain::criterion::Judgement;
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::ready;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::sprint::SprintState;
use crate::domain::story::{Impediment, Override, Status, Story, StoryId};

/// Carries out one act on every story, or refuses them all with every reason.
pub(super) fn each(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    mut act: impl FnMut(&mut Draft<'_>, &Story) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut refused = Vec::new();
    for &id in stories {
        let held = draft.story(id)?;
        draft.about(id);
        refused.extend(act(draft, &held).err());
    }
    match <[Refusal; 1]>::try_from(refused) {
        Ok([only]) => Err(only),
        Err(none) if none.is_empty() => Ok(()),
        Err(several) => {
            let message = format!("{} of {} cannot", several.len(), stories.len());
            Err(Refusal::rule(message).with(several.iter().map(ToString::to_string)))
        }
    }
}

pub(super) fn ready(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    overriding: Option<&str>,
) -> Result<String, Refusal> {
    let overriding = overriding.map(|it| setting::one_line("a reason", it)).transpose()?;
    each(draft, stories, |draft, story| {
        if !matches!(story.status, Status::Draft | Status::Ready) {
            let dropped = story.status == Status::Dropped;
            let first = if dropped { ", so restore it first" } else { "" };
            return Err(Refusal::rule(format!(
                "#{} is {}: only a draft becomes ready{first}",
                story.number, story.status
            )));
        }
        let missing = ready::missing_uncovered(story, draft.now());
        if !missing.is_empty() && overriding.is_none() {
            let refusal = Refusal::rule(format!("#{} is not ready", story.number));
            return Err(refusal.with(missing.into_iter().map(|it| it.words)));
        }
        let stamp = draft.stamp();
        // What an earlier reason covers is still missing: the newer one covers it too.
        let missing_today: Vec<_> =
            ready::missing(story, draft.now()).iter().map(|it| it.rule).collect();
        draft.alter(story.id, Act::Readied, overriding.as_deref(), |it: &mut Story| {
            it.status = Status::Ready;
            if let Some(reason) = overriding.as_ref().filter(|_| !missing.is_empty()) {
                let mut rules = missing_today;
                rules.dedup();
                it.ready_override = Some(Override {
                    at: stamp.at,
                    by: stamp.by.clone(),
                    reason: reason.clone(),
                    rules,
                    ..Override::default()
                });
            }
        });
        Ok(())
    })?;
    Ok(format!("{} ready", are(draft, stories)))
}

pub(super) fn unready(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        expect(story, &[Status::Ready, Status::Draft], "only a ready story goes back to draft")?;
        draft.alter(story.id, Act::Unreadied, None, to_draft);
        Ok(())
    })?;
    Ok(format!("{} a draft again", are(draft, stories)))
}

pub(super) fn start(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        expect(story, &[Status::Ready], "only a ready story is started")?;
        if let Some(sprint) = draft.now().sprint_of(story)
            && sprint.state != SprintState::Active
        {
            return Err(Refusal::rule(format!(
                "#{} is in sprint {}, which is {}: only the active sprint's work is started",
                story.number, sprint.number, sprint.state
            )));
        }
        draft.alter(story.id, Act::Started, None, |it: &mut Story| it.status = Status::Doing);
        Ok(())
    })?;
    Ok(format!("Started {}", said(draft.now(), stories)))
}

pub(super) fn deliver(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        let possible = [Status::Doing, Status::Ready];
        expect(story, &possible, "only work that is being done is delivered")?;
        let unstarted = (story.status == Status::Ready).then_some("no start recorded");
        if unstarted.is_some() {
            draft.notice(format!("#{}: no start recorded, so no cycle time", story.number));
        }
        draft.alter(story.id, Act::Delivered, unstarted, |it: &mut Story| {
            it.status = Status::Delivered;
            // What was rejected last time is to be looked at again.
            for criterion in &mut it.criteria {
                if criterion.result == Judgement::Unmet {
                    criterion.result = Judgement::Unjudged;
                }
            }
        });
        Ok(())
    })?;
    Ok(format!("Delivered {}", said(draft.now(), stories)))
}

pub(super) fn back(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        let possible = [Status::Ready, Status::Doing, Status::Delivered];
        expect(story, &possible, "there is no state to go back to")?;
        draft.alter(story.id, Act::Returned, None, |it: &mut Story| match it.status {
            Status::Delivered => it.status = Status::Doing,
            Status::Doing => it.status = Status::Ready,
            _ => to_draft(it),
        });
        Ok(())
    })?;
    let to = stories.first().and_then(|id| draft.now().story(*id)).map(|it| it.status.word());
    Ok(format!("{} back to {}", said(draft.now(), stories), to.unwrap_or_default()))
}

pub(super) fn block(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    reason: &str,
) -> Result<String, Refusal> {
    let reason = setting::one_line("what stands in the way", reason)?;
    each(draft, stories, |draft, story| {
        if !story.status.is_open() {
            return Err(Refusal::rule(format!(
                "#{} is {}: nothing can stand in its way any more",
                story.number, story.status
            )));
        }
        let stamp = draft.stamp();
        draft.alter(story.id, Act::Blocked, None, |it: &mut Story| {
            // The same words again stay those of who said them first.
            if it.impediment.as_ref().is_some_and(|held| held.reason == reason) {
                return;
            }
            let since = it.impediment.as_ref().map_or(stamp.at, |held| held.since);
            it.impediment = Some(Impediment {
                reason: reason.clone(),
                since,
                by: stamp.by.clone(),
                ..Impediment::default()
            });
        });
        Ok(())
    })?;
    Ok(format!("Blocked {}: {reason}", said(draft.now(), stories)))
}

pub(super) fn unblock(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        draft.alter(story.id, Act::Unblocked, None, |it: &mut Story| it.impediment = None);
        Ok(())
    })?;
    Ok(format!("Unblocked {}", said(draft.now(), stories)))
}

pub(super) fn drop(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    reason: &str,
) -> Result<String, Refusal> {
    let reason = setting::one_line("a reason", reason)?;
    each(draft, stories, |draft, story| {
        if story.status == Status::Accepted {
            let number = story.number;
            return Err(Refusal::rule(format!("#{number} is accepted: it cannot be dropped")));
        }
        sprint::went_out(draft, story, &reason);
        draft.alter(story.id, Act::Dropped, Some(&reason), |it: &mut Story| {
            it.status = Status::Dropped;
            it.sprint = None;
        });
        Ok(())
    })?;
    Ok(format!("Dropped {}: {reason}", said(draft.now(), stories)))
}

pub(super) fn restore(draft: &mut Draft<'_>, stories: &[StoryId]) -> Result<String, Refusal> {
    each(draft, stories, |draft, story| {
        expect(story, &[Status::Dropped], "only a dropped story is restored")?;
        draft.alter(story.id, Act::Restored, None, to_draft);
        Ok(())
    })?;
    Ok(format!("Restored {}", said(draft.now(), stories)))
}

fn to_draft(story: &mut Story) {
    story.status = Status::Draft;
    story.ready_override = None;
}

/// Refuses a story in any other state.
pub(super) fn expect(story: &Story, possible: &[Status], rule: &str) -> Result<(), Refusal> {
    if possible.contains(&story.status) {
        return Ok(());
    }
    Err(Refusal::rule(format!("#{} is {}: {rule}", story.number, story.status)))
}

fn are(draft: &Draft<'_>, stories: &[StoryId]) -> String {
    let verb = if stories.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", said(draft.now(), stories))
}
