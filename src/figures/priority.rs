//! The order beside the scores: which place each story has by hand and by its score, and where the
//! two disagree. It never orders anything: the hand of the Product Owner is the only judge.

pub mod moscow;
pub mod scores;
pub mod why;

use std::cmp::Reverse;
use std::sync::Arc;

use self::scores::Scores;
use crate::domain::backlog::Backlog;
use crate::domain::command::Place;
use crate::domain::number::Hundredths;
use crate::domain::story::Story;

/// Places below this are noise, however few stories are compared: hundredths of a place.
const LEAST_NOISE: u64 = 200;

/// Both places of an open story that has a score, counted among those stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Where it is in the table of stories.
    pub index: u32,
    /// Its score, exact to a hundredth.
    pub score: Hundredths,
    /// Its place by hand, from 1.
    pub by_hand: usize,
    /// Its place by score, from 1; equal scores share the mean of their places, so it may be half.
    pub by_score: Hundredths,
}

/// Where the score would have a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// Higher than the hand.
    Up,
    /// Lower.
    Down,
}

impl Placed {
    /// By how many places hand and score disagree: |place by hand − place by score|.
    #[must_use]
    pub fn gap(&self) -> Hundredths {
        Hundredths::of_hundredths(self.hand().abs_diff(self.by_score.hundredths()))
    }

    /// Which way the score would have it; none where both agree.
    #[must_use]
    pub fn lean(&self) -> Option<Lean> {
        match self.by_score.hundredths().cmp(&self.hand()) {
            std::cmp::Ordering::Less => Some(Lean::Up),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Lean::Down),
        }
    }

    /// The story.
    #[must_use]
    pub fn story<'a>(&self, backlog: &'a Backlog) -> Option<&'a Arc<Story>> {
        backlog.stories().at(self.index as usize)
    }

    /// The place by hand in hundredths.
    const fn hand(&self) -> u64 {
        (self.by_hand as u64).saturating_mul(100)
    }
}

/// The open stories that have a score, in the order of the Product Owner, each with both places.
#[must_use]
pub fn places(scores: &Scores, backlog: &Backlog) -> Vec<Placed> {
    let open = backlog.ranked().filter(|(_, brief)| brief.open);
    let having = open.filter_map(|(index, _)| Some((index, scores.at(index as usize)?)));
    let by_score = Hundredths::default();
    let mut placed: Vec<Placed> = having
        .zip(1..)
        .map(|((index, score), by_hand)| Placed { index, score, by_hand, by_score })
        .collect();
    let shared = shared(&placed);
    for it in &mut placed {
        let at = shared.binary_search_by_key(&Reverse(it.score), |(score, _)| Reverse(*score));
        if let Some((_, place)) = at.ok().and_then(|at| shared.get(at)) {
            it.by_score = *place;
        }
    }
    placed
}

/// Each score there is, the highest first, with the mean of the places of those that have it. Sorting
/// bare scores is several times cheaper than sorting stories by them.
fn shared(placed: &[Placed]) -> Vec<(Hundredths, Hundredths)> {
    let mut scores: Vec<Hundredths> = placed.iter().map(|it| it.score).collect();
    scores.sort_unstable_by_key(|score| Reverse(*score));
    let mut before = 0;
    let mut shared = Vec::new();
    for equal in scores.chunk_by(PartialEq::eq) {
        let count = equal.len() as u64;
        // The mean of the places before + 1 to before + count, in hundredths.
        let mean = Hundredths::of_hundredths((2 * before + 1 + count) * 50);
        shared.extend(equal.first().map(|score| (*score, mean)));
        before += count;
    }
    shared
}

/// Those of them where hand and score disagree, the largest disagreement first; of equal ones the
/// higher in the order first.
#[must_use]
pub fn disagreements(places: &[Placed]) -> Vec<Placed> {
    let mut found: Vec<Placed> = places.iter().filter(|it| it.lean().is_some()).copied().collect();
    found.sort_by_key(|it| (Reverse(it.gap()), it.by_hand));
    found
}

/// How far apart both places may be before that is worth a sign in a list: 2 places, or a tenth of
/// the stories that are compared where that is more. Below it a score is not exact enough to say
/// anything: its parts are estimates on coarse scales.
#[must_use]
pub fn noise(compared: usize) -> Hundredths {
    Hundredths::of_hundredths((compared as u64).saturating_mul(10).max(LEAST_NOISE))
}

/// Which way the score would have a story, where both places are further apart than [`noise`].
#[must_use]
pub fn clear_lean(placed: &Placed, compared: usize) -> Option<Lean> {
    placed.lean().filter(|_| placed.gap() > noise(compared))
}

/// The move that brings a story to its place by score, or as near to it as one can come where
/// equal scores share it; none where it stands there.
#[must_use]
pub fn way(one: &Placed, places: &[Placed], backlog: &Backlog) -> Option<Place> {
    let mean = one.by_score.hundredths();
    let id = |place: u64| {
        let at = usize::try_from(place).ok()?.checked_sub(1)?;
        places.get(at)?.story(backlog).map(|story| story.id)
    };
    match one.lean()? {
        Lean::Up => {
            let place = mean.div_ceil(100);
            if place * 100 >= one.hand() { None } else { id(place).map(Place::Before) }
        }
        Lean::Down => {
            let place = mean / 100;
            if place * 100 <= one.hand() { None } else { id(place).map(Place::After) }
        }
    }
}
