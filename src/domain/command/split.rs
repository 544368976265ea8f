//! Taking a story apart: what is given away becomes drafts directly below it.
//! It never moves the story itself, and nothing that was said about it is lost.

use super::story::{off_the_scale, said, written};
use super::{NewStory, Place, place};
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::number::Points;
use crate::domain::ready;
use crate::domain::refusal::Refusal;
use crate::domain::story::{Status, Story, StoryId};

/// What becomes of a story that is taken apart.
pub(super) struct Split<'a> {
    pub(super) titles: &'a [String],
    /// Which criterion goes to which new story, both from 1.
    pub(super) criteria: &'a [(usize, usize)],
    pub(super) points: &'a [Option<Points>],
    pub(super) keep: Option<Points>,
}

pub(super) fn split(draft: &mut Draft<'_>, id: StoryId, it: &Split<'_>) -> Result<String, Refusal> {
    let held = draft.story(id)?;
    check(&held, it)?;
    let was_ready = ready::is_ready(&held, draft.now());
    let first = draft.now().next_number();
    let ranks = place::room(draft, Place::After(id), &[], it.titles.len())?;
    let mut parts = Vec::with_capacity(it.titles.len());
    for ((at, title), (rank, number)) in
        it.titles.iter().enumerate().zip(ranks.into_iter().zip(first..))
    {
        let new = NewStory {
            title: title.clone(),
            points: it.points.get(at).copied().flatten(),
            epic: held.epic,
            ..NewStory::default()
        };
        let mut part = written(draft, &new, rank, number)?;
        part.release = held.release;
        part.tags.clone_from(&held.tags);
        part.requester.clone_from(&held.requester);
        part.split_from = Some(id);
        part.criteria = given(draft, &held, it.criteria, at + 1);
        parts.push(part);
    }
    let new: Vec<StoryId> = parts.iter().map(|part| part.id).collect();
    draft.about(id);
    draft.about_all(new.iter().copied());
    draft.add_all(parts, Act::Split);
    keep_the_rest(draft, &held, it);
    if was_ready && let Some(lacks) = lacking(draft, id) {
        draft.notice(format!("#{} is not ready any more: {lacks} missing", held.number));
    }
    for estimated in new.iter().copied().chain(it.keep.map(|_| id)) {
        off_the_scale(draft, estimated);
    }
    Ok(format!("Split {} off #{}", said(draft.now(), &new), held.number))
}

/// What a story that was ready lacks now, in words.
fn lacking(draft: &Draft<'_>, id: StoryId) -> Option<String> {
    let now = draft.now();
    let missing = ready::missing_uncovered(now.story(id)?, now);
    let words: Vec<String> = missing.into_iter().map(|it| it.words).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn check(held: &Story, it: &Split<'_>) -> Result<(), Refusal> {
    let number = held.number;
    if matches!(held.status, Status::Accepted | Status::Dropped) {
        return Err(Refusal::rule(format!(
            "#{number} is {}: only a story that is not accepted yet, and not dropped, is split",
            held.status
        )));
    }
    let made = it.titles.len();
    if made == 0 {
        return Err(Refusal::usage("say what is split off: a title for each new story"));
    }
    if it.points.len() > made {
        return Err(Refusal::usage(format!(
            "there are points for {} new stories, and only {made} to be made: leave out what is too many",
            it.points.len()
        )));
    }
    for (at, (k, to)) in it.criteria.iter().enumerate() {
        if *k == 0 || *k > held.criteria.len() {
            return Err(Refusal::usage(format!(
                "#{number} has no criterion {k}: it has {}",
                held.criteria.len()
            )));
        }
        if *to == 0 || *to > made {
            return Err(Refusal::usage(format!("there is no new story {to}: {made} are made")));
        }
        if it.criteria.iter().take(at).any(|(other, _)| other == k) {
            return Err(Refusal::usage(format!("criterion {k} is given away twice: name it once")));
        }
    }
    Ok(())
}

/// The criteria a new story gets, in their order; nobody has judged them there.
fn given(
    draft: &mut Draft<'_>,
    held: &Story,
    criteria: &[(usize, usize)],
    to: usize,
) -> Vec<Criterion> {
    let goes = |k: usize| criteria.contains(&(k, to));
    let mine = held.criteria.iter().zip(1..).filter(|(_, k)| goes(*k)).map(|(it, _)| it);
    mine.map(|it| Criterion {
        id: draft.fresh(),
        result: Judgement::Unjudged,
        note: String::new(),
        ..it.clone()
    })
    .collect()
}

/// The story keeps every criterion not given away, and its points where no others are said.
fn keep_the_rest(draft: &mut Draft<'_>, held: &Story, it: &Split<'_>) {
    let kept = |k: usize| it.criteria.iter().all(|(given, _)| *given != k);
    let rest = held.criteria.iter().zip(1..).filter(|(_, k)| kept(*k));
    let rest: Vec<Criterion> = rest.map(|(criterion, _)| criterion.clone()).collect();
    let points = it.keep.or(held.points);
    if rest == held.criteria && points == held.points {
        // Nothing about it is different, and yet it was split: its history says so.
        let entry = draft.entry(Act::Split, None, None);
        draft.change_quietly(held.id, |story: &mut Story| story.history.insert(0, entry));
        return;
    }
    draft.alter(held.id, Act::Split, None, |story: &mut Story| {
        story.criteria = rest;
        story.points = points;
    });
}
