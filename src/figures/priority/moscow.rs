//! How the points of each release lie between must, should and could; what it will not have is no
//! part of it. It warns of nothing by
//! itself: it says what is above the line.

use std::collections::HashMap;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ratio::Ratio;
use crate::domain::release::Release;
use crate::domain::story::{Moscow, Status};

/// More than this share of must, in per cent, leaves no room for what goes wrong: the DSDM Agile
/// Project Framework, "`MoSCoW` Prioritisation".
pub const MOST_MUST: u64 = 60;

/// The points of one release, its stories that are not dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many stories.
    pub stories: usize,
    /// The points of those that may be in it, all but won't; stories that are not estimated count 0.
    pub points: Points,
    /// Those of them that must be.
    pub must: Points,
    /// How many it will not have: they are left out of the points.
    pub wont: usize,
    /// How many have a word at all.
    pub worded: usize,
    /// How many nobody estimated.
    pub unestimated: usize,
}

impl Share {
    /// Must ÷ the points of all but won't, rounded half up to whole per cent; none without points, or where no
    /// story has a word.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        let share = Ratio::of(self.must, self.points).filter(|_| self.worded > 0)?;
        Some(share.times(Ratio::from(Hundredths::whole(100)))?.rounded())
    }

    /// Whether must is above the line, exactly.
    #[must_use]
    pub fn is_above(&self) -> bool {
        let over = u128::from(self.must.hundredths()) * 100;
        over > u128::from(self.points.hundredths()) * u128::from(MOST_MUST)
    }

    /// How many stories nobody gave a word.
    #[must_use]
    pub const fn unworded(&self) -> usize {
        self.stories.saturating_sub(self.worded)
    }
}

/// The points of every release that holds a story.
#[must_use]
pub fn shares(backlog: &Backlog) -> HashMap<Id<Release>, Share> {
    let mut shares: HashMap<Id<Release>, Share> = HashMap::new();
    if backlog.releases().is_empty() {
        return shares;
    }
    for story in backlog.stories().iter().filter(|it| it.status != Status::Dropped) {
        let Some(release) = backlog.release_of(story) else { continue };
        let share = shares.entry(release.id).or_default();
        let points = story.points.unwrap_or_default();
        share.stories += 1;
        share.worded += usize::from(story.moscow.is_some());
        if story.moscow == Some(Moscow::Wont) {
            share.wont += 1;
            continue;
        }
        share.points = share.points + points;
        share.unestimated += usize::from(story.points.is_none());
        if story.moscow == Some(Moscow::Must) {
            share.must = share.must + points;
        }
    }
    shares
}
