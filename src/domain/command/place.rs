//! Giving stories a place in the order: the only acts that touch a rank.

use std::sync::Arc;

use super::{Place, story};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::order::{self, Side};
use crate::domain::refusal::Refusal;
use crate::domain::spelling::Difference;
use crate::domain::story::{Story, StoryId};

/// Neighbours respaced at first when there is no room between two of them.
const RUN: usize = 32;

pub(super) fn shift(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    place: Place,
    reason: Option<&str>,
) -> Result<String, Refusal> {
    for &id in stories {
        let held = draft.story(id)?;
        if !held.status.is_open() {
            return Err(Refusal::rule(format!(
                "#{} is {}: only open stories have a place in the order",
                held.number, held.status
            )));
        }
    }
    let moving = in_their_order(draft, stories);
    let before = positions(draft, &moving);
    let ranks = room(draft, place, &moving, moving.len())?;
    if stands_there(draft, place, &moving) {
        return Ok(format!("{} stands there already", story::said(draft.now(), stories)));
    }
    for (&id, rank) in moving.iter().zip(ranks) {
        draft.put_rank(id, rank);
    }
    draft.refresh_order();
    let after = positions(draft, &moving);
    for ((&id, before), after) in moving.iter().zip(before).zip(&after) {
        let said = |position: Option<usize>| position.map(|it| it.to_string());
        let places = Difference { field: Field::Rank, before: said(before), after: said(*after) };
        draft.tell_move(id, reason, places);
        draft.about(id);
    }
    // A move with a reason stands for itself; the others run together.
    if reason.is_none() {
        draft.moved(&moving);
    }
    let to = after.first().copied().flatten().unwrap_or(0);
    Ok(format!("Moved {} to {to}", story::said(draft.now(), &moving)))
}

/// Whether the stories are where they are meant to go: nothing would change.
fn stands_there(draft: &Draft<'_>, place: Place, moving: &[StoryId]) -> bool {
    let backlog = draft.now();
    let order: Vec<StoryId> = backlog.open().map(|story| story.id).collect();
    let Some(first) = moving.first().and_then(|id| order.iter().position(|it| it == id)) else {
        return false;
    };
    let together = order.get(first..first + moving.len()).is_some_and(|run| run == moving);
    let after_last = order.get(first + moving.len());
    let before_first = first.checked_sub(1).and_then(|at| order.get(at));
    together
        && match place {
            Place::Top => first == 0,
            Place::Bottom => after_last.is_none(),
            Place::Before(id) => after_last == Some(&id),
            Place::After(id) => before_first == Some(&id),
            Place::Position(position) => first + 1 == position,
        }
}

fn in_their_order(draft: &Draft<'_>, stories: &[StoryId]) -> Vec<StoryId> {
    let mut moving: Vec<(String, StoryId)> = stories
        .iter()
        .filter_map(|id| draft.now().story(*id).map(|story| (story.rank.clone(), *id)))
        .collect();
    moving.sort();
    moving.dedup();
    moving.into_iter().map(|(_, id)| id).collect()
}

/// Positions among the open stories, one walk for all of them.
fn positions(draft: &Draft<'_>, stories: &[StoryId]) -> Vec<Option<usize>> {
    let mut found = vec![None; stories.len()];
    let mut left = stories.len();
    for (story, position) in draft.now().open().zip(1..) {
        if let Some(at) = stories.iter().position(|id| *id == story.id) {
            if let Some(slot) = found.get_mut(at) {
                *slot = Some(position);
            }
            left -= 1;
            if left == 0 {
                break;
            }
        }
    }
    found
}

/// Ranks for `count` stories at a place, `moving` left out of sight. Where two neighbours leave
/// no room, a run around them is respaced.
pub(super) fn room(
    draft: &mut Draft<'_>,
    place: Place,
    moving: &[StoryId],
    count: usize,
) -> Result<Vec<String>, Refusal> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let backlog = draft.before();
    let stay: Vec<&Arc<Story>> =
        backlog.in_order().filter(|story| !moving.contains(&story.id)).collect();
    let (at, side) = gap(draft, &stay, place, moving)?;
    let rank = |at: Option<usize>| at.and_then(|at| stay.get(at)).map(|story| story.rank.as_str());
    let (above, below) = (rank(at.checked_sub(1)), rank(Some(at)));
    let keys = match count {
        1 => order::between(above, below, side).map(|key| vec![key]),
        _ => order::spread(above, below, count),
    };
    let keys = keys.filter(|keys| keys.iter().all(|key| key.len() <= order::LONGEST));
    match keys {
        Some(keys) => Ok(keys),
        None => respace(draft, &stay, at, count),
    }
}

/// The index among the stories that stay before which the place is, and the side it leans to.
fn gap(
    draft: &Draft<'_>,
    stay: &[&Arc<Story>],
    place: Place,
    moving: &[StoryId],
) -> Result<(usize, Side), Refusal> {
    let find = |id: StoryId| {
        let at = stay.iter().position(|story| story.id == id);
        at.ok_or_else(|| match draft.story(id) {
            Ok(story) if moving.contains(&id) => {
                Refusal::usage(format!("#{} cannot be moved next to itself", story.number))
            }
            Ok(story) => Refusal::usage(format!("#{} has no place", story.number)),
            Err(refusal) => refusal,
        })
    };
    Ok(match place {
        Place::Top => (0, Side::Below),
        Place::Bottom => (stay.len(), Side::Above),
        Place::Before(id) => (find(id)?, Side::Below),
        Place::After(id) => (find(id)? + 1, Side::Above),
        Place::Position(0) => return Err(Refusal::usage("positions count from 1")),
        Place::Position(position) => {
            let mut open = stay.iter().enumerate().filter(|(_, story)| story.status.is_open());
            match open.nth(position - 1) {
                Some((at, _)) => (at, Side::Below),
                None => (stay.len(), Side::Above),
            }
        }
    })
}

/// Gives a run of neighbours fresh keys, with room for `count` at `at`; doubles the run until
/// its own neighbours leave room.
fn respace(
    draft: &mut Draft<'_>,
    stay: &[&Arc<Story>],
    at: usize,
    count: usize,
) -> Result<Vec<String>, Refusal> {
    let mut run = RUN;
    loop {
        let from = at.saturating_sub(run / 2);
        let to = (at + run / 2).min(stay.len());
        let rank = |at: Option<usize>| at.and_then(|at| stay.get(at)).map(|it| it.rank.as_str());
        let above = rank(from.checked_sub(1));
        let keys = order::spread(above, rank(Some(to)), to - from + count)
            .filter(|keys| keys.iter().all(|key| key.len() <= order::LONGEST));
        if let Some(mut keys) = keys {
            let own: Vec<String> = keys.splice(at - from..at - from + count, []).collect();
            for (story, key) in stay.get(from..to).unwrap_or_default().iter().zip(keys) {
                draft.put_rank(story.id, key);
            }
            return Ok(own);
        }
        if from == 0 && to == stay.len() {
            return Err(Refusal::rule("there is no room left in the order: run upnext doctor"));
        }
        run *= 2;
    }
}
