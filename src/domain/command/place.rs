//! Giving stories a place in the order: the only acts that touch a rank.

use std::sync::Arc;

use super::{Place, story};
use crate::domain::backlog::Backlog;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::order::{self, Side};
use crate::domain::ranking::Brief;
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
    let before = positions(draft.before(), &moving);
    if stands_there(draft, place, &moving, before.first().copied().flatten()) {
        return Ok(format!("{} stands there already", story::said(draft.now(), stories)));
    }
    let ranks = room(draft, place, &moving, moving.len())?;
    for (&id, rank) in moving.iter().zip(ranks) {
        draft.put_rank(id, rank);
    }
    draft.refresh_order();
    let after = positions(draft.now(), &moving);
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
    let moved = format!("Moved {} to {to}", story::said(draft.now(), &moving));
    // A run of moves is one act: say where its undo leads back to.
    let begun = moving.first().and_then(|id| draft.told_from(*id)).filter(|_| draft.goes_on());
    Ok(begun.map_or_else(|| moved.clone(), |from| format!("{moved}, from {from}")))
}

/// Whether the stories are where they are meant to go: nothing would change.
fn stands_there(draft: &Draft<'_>, place: Place, moving: &[StoryId], first: Option<usize>) -> bool {
    let line = Line::of(draft.before(), moving);
    let Some(at) = moving.first().and_then(|id| line.place_of(*id)) else { return false };
    let open = |it: &usize| line.brief(*it).open;
    let mut below = (at..line.order.len()).filter(open);
    let together = moving.iter().all(|id| below.next().and_then(|it| line.id(it)) == Some(*id));
    let after_last = below.next().and_then(|it| line.id(it));
    let before_first = (0..at).rev().find(|it| open(it)).and_then(|it| line.id(it));
    together
        && match place {
            Place::Top => before_first.is_none(),
            Place::Bottom => after_last.is_none(),
            Place::Before(id) => after_last == Some(id),
            Place::After(id) => before_first == Some(id),
            // Beyond the end is the end.
            Place::Position(position) => first.is_some_and(|first| {
                first == position || (after_last.is_none() && first < position)
            }),
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
fn positions(backlog: &Backlog, stories: &[StoryId]) -> Vec<Option<usize>> {
    let index = |id: &StoryId| backlog.stories().index_of(*id).ok();
    let wanted: Vec<Option<usize>> = stories.iter().map(index).collect();
    let mut found = vec![None; stories.len()];
    let mut left = stories.len();
    let open = backlog.ranked().filter(|(_, brief)| brief.open);
    for ((index, _), position) in open.zip(1..) {
        if let Some(at) = wanted.iter().position(|it| *it == Some(index as usize)) {
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

/// The order with some stories out of sight: those that are moving. It looks at a story only
/// where its rank is asked for.
struct Line<'a> {
    backlog: &'a Backlog,
    order: &'a [u32],
    moving: Vec<u32>,
}

impl<'a> Line<'a> {
    fn of(backlog: &'a Backlog, moving: &[StoryId]) -> Self {
        let index = |id: &StoryId| {
            backlog.stories().index_of(*id).ok().and_then(|index| u32::try_from(index).ok())
        };
        let mut moving: Vec<u32> = moving.iter().filter_map(index).collect();
        moving.sort_unstable();
        Self { backlog, order: &backlog.ranking.order, moving }
    }

    fn story(&self, at: usize) -> Option<&'a Arc<Story>> {
        self.backlog.stories().at(*self.order.get(at)? as usize)
    }

    fn id(&self, at: usize) -> Option<StoryId> {
        self.story(at).map(|story| story.id)
    }

    fn brief(&self, at: usize) -> Brief {
        let index = self.order.get(at).map_or(usize::MAX, |index| *index as usize);
        self.backlog.ranking.briefs.get(index).copied().unwrap_or_default()
    }

    /// Where a story stands in the order.
    fn place_of(&self, id: StoryId) -> Option<usize> {
        let index = u32::try_from(self.backlog.stories().index_of(id).ok()?).ok()?;
        self.order.iter().position(|it| *it == index)
    }

    /// The places of stories that stay, upwards from above `at`.
    fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        (0..at).rev().filter(|at| self.stays(*at))
    }

    /// The places of stories that stay, downwards from `at`.
    fn below(&self, at: usize) -> impl Iterator<Item = usize> {
        (at..self.order.len()).filter(|at| self.stays(*at))
    }

    fn stays(&self, at: usize) -> bool {
        self.order.get(at).is_some_and(|index| self.moving.binary_search(index).is_err())
    }

    fn rank(&self, at: Option<usize>) -> Option<&'a str> {
        self.story(at?).map(|story| story.rank.as_str())
    }
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
    let line = Line::of(draft.before(), moving);
    let (at, side) = gap(&line, place, moving)?;
    let above = line.rank(line.above(at).next());
    let below = line.rank(line.below(at).next());
    let keys = match count {
        1 => order::between(above, below, side).map(|key| vec![key]),
        _ => order::spread(above, below, count),
    };
    match keys.filter(|keys| short_enough(keys)) {
        Some(keys) => Ok(keys),
        None => respace(draft, &line, at, count),
    }
}

fn short_enough(keys: &[String]) -> bool {
    keys.iter().all(|key| key.len() <= order::LONGEST)
}

/// The place in the order before which to stand, and the side to lean to.
fn gap(line: &Line<'_>, place: Place, moving: &[StoryId]) -> Result<(usize, Side), Refusal> {
    let find = |id: StoryId| {
        let Some(story) = line.backlog.story(id) else {
            return Err(Refusal::usage("that story is not here any more"));
        };
        if moving.contains(&id) {
            let message = format!("#{} cannot be moved next to itself", story.number);
            return Err(Refusal::usage(message));
        }
        let nowhere = || Refusal::usage(format!("#{} has no place", story.number));
        line.place_of(id).ok_or_else(nowhere)
    };
    Ok(match place {
        Place::Top => (0, Side::Below),
        Place::Bottom => (line.order.len(), Side::Above),
        Place::Before(id) => (find(id)?, Side::Below),
        Place::After(id) => (find(id)? + 1, Side::Above),
        Place::Position(0) => return Err(Refusal::usage("positions count from 1")),
        Place::Position(position) => {
            match line.below(0).filter(|at| line.brief(*at).open).nth(position - 1) {
                Some(at) => (at, Side::Below),
                None => (line.order.len(), Side::Above),
            }
        }
    })
}

/// Gives a run of neighbours fresh keys, with room for `count` at `at`; doubles the run until
/// its own neighbours leave room.
fn respace(
    draft: &mut Draft<'_>,
    line: &Line<'_>,
    at: usize,
    count: usize,
) -> Result<Vec<String>, Refusal> {
    let mut run = RUN;
    loop {
        let mut up = line.above(at);
        let mut above: Vec<usize> = up.by_ref().take(run / 2).collect();
        above.reverse();
        let mut down = line.below(at);
        let below: Vec<usize> = down.by_ref().take(run / 2).collect();
        let (high, low) = (up.next(), down.next());
        let keys =
            order::spread(line.rank(high), line.rank(low), above.len() + below.len() + count);
        if let Some(mut keys) = keys.filter(|keys| short_enough(keys)) {
            let own: Vec<String> = keys.splice(above.len()..above.len() + count, []).collect();
            for (at, key) in above.into_iter().chain(below).zip(keys) {
                if let Some(id) = line.id(at) {
                    draft.put_rank(id, key);
                }
            }
            return Ok(own);
        }
        if high.is_none() && low.is_none() {
            return Err(Refusal::rule("there is no room left in the order: run upnext doctor"));
        }
        run *= 2;
    }
}
