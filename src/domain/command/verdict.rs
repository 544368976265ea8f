//! The Product Owner's word on what the team delivered: judged criterion by criterion, accepted
//! or rejected. A verdict that was given is never changed.

use super::story::said;
use super::{NewStory, Place, place, state, story, text};
use crate::domain::criterion::{Criterion, Judged, Judgement, Verdict, VerdictKind};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::refusal::Refusal;
use crate::domain::review;
use crate::domain::setting;
use crate::domain::spelling::Difference;
use crate::domain::story::{Link, LinkKind, Status, Story, StoryId};

pub(super) fn judge(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    judgement: Judgement,
    note: &str,
) -> Result<String, Refusal> {
    let at = text::criterion(draft, id, k)?;
    let held = draft.story(id)?;
    judgeable(&held)?;
    let note = setting::line_or_none(note)?;
    let Some(was) = held.criteria.get(at) else { return Ok(String::new()) };
    // The same said again without a word leaves the words that stand there.
    let again = note.is_empty() && was.result == judgement;
    let is = if again { was.clone() } else { Criterion { result: judgement, note, ..was.clone() } };
    draft.about(id);
    if is != *was {
        // The words of the criterion are the same on both sides: the line tells the judgement.
        let (before, after) = (Some(judged_words(was)), Some(judged_words(&is)));
        let told = Difference { field: Field::Criteria, before, after };
        let line = draft.entry(Act::Judged, None, Some(told));
        draft.change_quietly(id, |story: &mut Story| {
            if let Some(criterion) = story.criteria.get_mut(at) {
                *criterion = is;
            }
            story.history.insert(0, line);
        });
    }
    Ok(format!("Criterion {k} of #{} is {judgement}", held.number))
}

/// Everything nobody judged yet is as it should be: criteria and lines of done.
pub(super) fn judge_rest(draft: &mut Draft<'_>, id: StoryId) -> Result<String, Refusal> {
    let held = draft.story(id)?;
    judgeable(&held)?;
    draft.about(id);
    let mut judged = Story::clone(&held);
    let mut told = Vec::new();
    for criterion in judged.criteria.iter_mut().filter(|it| it.result == Judgement::Unjudged) {
        let before = Some(judged_words(criterion));
        criterion.result = Judgement::Met;
        let after = Some(judged_words(criterion));
        let difference = Difference { field: Field::Criteria, before, after };
        told.insert(0, draft.entry(Act::Judged, None, Some(difference)));
    }
    let met = told.len();
    if met > 0 {
        draft.change_quietly(id, |story: &mut Story| {
            story.criteria = judged.criteria;
            story.history.splice(0..0, told);
        });
    }
    let done: Vec<_> = draft.now().product().done_lines.iter().map(|line| line.id).collect();
    let ticked = done.iter().filter(|line| !held.done_ticks.contains(line)).count();
    if ticked > 0 {
        draft.alter(id, Act::Ticked, None, |story: &mut Story| story.done_ticks.extend(done));
    }
    let criteria = if met == 1 { "criterion" } else { "criteria" };
    let lines = if ticked == 1 { "line" } else { "lines" };
    Ok(format!(
        "Judged the rest of #{}: {met} {criteria} met, {ticked} {lines} of done ticked",
        held.number
    ))
}

fn judgeable(story: &Story) -> Result<(), Refusal> {
    let possible = [Status::Doing, Status::Delivered];
    state::expect(story, &possible, "only work that is being done or delivered is judged")
}

fn judged_words(criterion: &Criterion) -> String {
    let said = format!("{} — {}", criterion.sentence(), criterion.result);
    match criterion.note.as_str() {
        "" => said,
        note => format!("{said}: {note}"),
    }
}

pub(super) fn accept(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    overriding: Option<&str>,
) -> Result<String, Refusal> {
    let overriding = overriding.map(|it| setting::one_line("a reason", it)).transpose()?;
    state::each(draft, stories, |draft, story| {
        delivered(story)?;
        let open = review::open(story, draft.now());
        if !open.is_empty() && overriding.is_none() {
            let refusal = Refusal::rule(format!("#{} cannot be accepted yet", story.number));
            return Err(refusal.with(open));
        }
        let mut verdict = verdict(draft, VerdictKind::Accepted, story);
        if open.is_empty() {
            // Nothing is set aside where nothing is open: the words stay as a remark.
            verdict.reason = overriding.clone().unwrap_or_default();
            if overriding.is_some() {
                draft.notice(format!("#{}: nothing stood open, no override needed", story.number));
            }
        } else {
            verdict.overridden.clone_from(&overriding);
        }
        draft.alter(story.id, Act::Accepted, overriding.as_deref(), |it: &mut Story| {
            it.status = Status::Accepted;
            it.verdicts.push(verdict);
        });
        Ok(())
    })?;
    Ok(format!("Accepted {}", said(draft.now(), stories)))
}

pub(super) fn reject(
    draft: &mut Draft<'_>,
    id: StoryId,
    unmet: &[usize],
    reason: Option<&str>,
) -> Result<String, Refusal> {
    let reason = reason.map(|it| setting::one_line("a reason", it)).transpose()?;
    let held = draft.story(id)?;
    delivered(&held)?;
    let mut judged = Story::clone(&held);
    for &k in unmet {
        let at = text::criterion(draft, id, k)?;
        if let Some(criterion) = judged.criteria.get_mut(at) {
            // What was noted of a criterion that was met says nothing of why it is not.
            if criterion.result == Judgement::Met {
                criterion.note.clear();
            }
            criterion.result = Judgement::Unmet;
        }
    }
    let fails = judged.criteria.iter().any(|it| it.result == Judgement::Unmet);
    if !fails && reason.is_none() {
        return Err(Refusal::rule(format!(
            "say why #{} is rejected: --unmet K for a criterion, or --reason R",
            held.number
        )));
    }
    let mut verdict = verdict(draft, VerdictKind::Rejected, &judged);
    verdict.reason = reason.clone().unwrap_or_default();
    draft.about(id);
    draft.alter(id, Act::Rejected, reason.as_deref(), |it: &mut Story| {
        it.status = Status::Doing;
        it.criteria = judged.criteria;
        it.verdicts.push(verdict);
    });
    Ok(match reason {
        Some(reason) => format!("Rejected #{}: {reason}", held.number),
        None => format!("Rejected #{}", held.number),
    })
}

fn delivered(story: &Story) -> Result<(), Refusal> {
    let rule = match story.status {
        Status::Accepted => "its verdict stands",
        _ => "only what the team delivered is judged as a whole: deliver it first",
    };
    state::expect(story, &[Status::Delivered], rule)
}

/// A verdict of this moment: every criterion as it stands.
fn verdict(draft: &Draft<'_>, kind: VerdictKind, story: &Story) -> Verdict {
    let judged = |it: &Criterion| Judged {
        id: it.id,
        text: it.sentence(),
        result: it.result,
        note: it.note.clone(),
        ..Judged::default()
    };
    Verdict {
        at: draft.stamp().at,
        by: draft.stamp().by.clone(),
        kind,
        sprint: story.sprint,
        criteria: story.criteria.iter().map(judged).collect(),
        ..Verdict::default()
    }
}

pub(super) fn follow_up(
    draft: &mut Draft<'_>,
    id: StoryId,
    title: &str,
) -> Result<String, Refusal> {
    let held = draft.story(id)?;
    if held.status != Status::Accepted {
        let (number, status) = (held.number, held.status);
        let way = match status {
            Status::Dropped => "it was given up: restore it",
            _ => "it is still open: edit it",
        };
        return Err(Refusal::rule(format!("#{number} is {status}; {way}")));
    }
    let new = NewStory {
        title: title.to_owned(),
        tags: held.tags.iter().cloned().collect(),
        epic: held.epic,
        ..NewStory::default()
    };
    let number = draft.now().next_number();
    let rank = place::room(draft, Place::After(id), &[], 1)?.pop().unwrap_or_default();
    let mut written = story::written(draft, &new, rank, number)?;
    written.release = held.release;
    written.requester.clone_from(&held.requester);
    written.links = vec![Link { to: id, kind: Some(LinkKind::Follows), ..Link::default() }];
    let label = format!("Added #{number} “{}”, which follows #{}", written.title, held.number);
    draft.about(written.id);
    draft.add(written, Act::Added);
    Ok(label)
}
