//! Accepted stories like the one that is estimated, with their points. It never estimates: it says
//! what stories like it turned out to be.

use super::{Index, Similar, parts};
use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::story::{Status, Story, StoryId};

/// The median is taken of so many stories.
const NEIGHBOURS: usize = 5;

/// An accepted story that is like the one to be estimated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimated {
    /// Which story, how alike, and the words both have.
    pub like: Similar,
    /// What it was estimated at.
    pub points: Points,
}

/// What the accepted stories most like one were estimated at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// The median of their points.
    pub median: Points,
    /// Of how many stories: five, or fewer where fewer share a word.
    pub n: usize,
}

impl Index {
    /// The accepted stories with points most like this one, the likest first, by the cosine alone:
    /// a sibling (“into Excel”, “into Julia”) is no duplicate, and about as much work. State and points are
    /// those of the backlog that is given, so the index need not be newer than the texts.
    #[must_use]
    pub fn accepted_like(&self, story: &Story, backlog: &Backlog, most: usize) -> Vec<Estimated> {
        let points = |id: StoryId| {
            let other = backlog.story(id)?;
            other.points.filter(|_| other.status == Status::Accepted && id != story.id)
        };
        let alike = self.likest(&parts(story), most, 0.0, &[], &|id| points(id).is_some());
        let estimated = alike.into_iter();
        estimated.filter_map(|like| Some(Estimated { points: points(like.story)?, like })).collect()
    }

    /// The median points of the five accepted stories most like this one; none where no accepted
    /// story with points shares a word with it.
    #[must_use]
    pub fn neighbours_points(&self, story: &Story, backlog: &Backlog) -> Option<Neighbours> {
        Neighbours::of(&self.accepted_like(story, backlog, NEIGHBOURS))
    }
}

impl Neighbours {
    /// The median of these, the likest first: of five at most, and none where there is none.
    #[must_use]
    pub fn of(alike: &[Estimated]) -> Option<Self> {
        let points: Vec<Points> = alike.iter().take(NEIGHBOURS).map(|it| it.points).collect();
        Some(Self { median: median(&points)?, n: points.len() })
    }
}

/// The middle of these, or the mean of the two in the middle, to the hundredth below.
fn median(points: &[Points]) -> Option<Points> {
    let mut sorted: Vec<u64> = points.iter().map(|it| it.hundredths()).collect();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Some(Hundredths::of_hundredths(lower.midpoint(upper)))
}
