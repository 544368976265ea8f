//! The order of the stories as positions in their table, and of each story the little that every
//! list must know of all of them. It decides nothing about the order: the ranks do.

use super::id::Id;
use super::sprint::Sprint;
use super::story::{Status, Story};
use super::table::Table;

/// What a list must know of a story that is not on screen: twelve bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brief {
    /// Whether it has a position in the order.
    pub open: bool,
    /// Where it stands.
    pub status: Status,
    /// Whether something stands in its way.
    pub blocked: bool,
    /// Whether it was estimated, be it at 0.
    pub estimated: bool,
    /// Which sprint it is in.
    pub sprint: Mark,
    /// Its points in hundredths; 0 while unestimated.
    pub hundredths: u32,
}

/// A sprint in two bytes. Two sprints may share a mark: it says which stories are worth a look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark(u16);

impl Mark {
    /// The mark of a sprint; that of no sprint is the default.
    #[must_use]
    pub const fn of(sprint: Id<Sprint>) -> Self {
        let (high, low) = sprint.uuid().as_u64_pair();
        // An odd multiplier spreads identities that were counted out over all marks.
        let spread = (high ^ low).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let [first, second, ..] = spread.to_be_bytes();
        let mark = u16::from_be_bytes([first, second]);
        Self(if mark == 0 { 1 } else { mark })
    }
}

impl Brief {
    /// The little of a story.
    #[must_use]
    pub fn of(story: &Story) -> Self {
        let hundredths = story.points.map_or(0, super::number::Hundredths::hundredths);
        Self {
            open: story.status.is_open(),
            status: story.status,
            blocked: story.impediment.is_some(),
            estimated: story.points.is_some(),
            sprint: story.sprint.map_or_else(Mark::default, Mark::of),
            hundredths: u32::try_from(hundredths).unwrap_or(u32::MAX),
        }
    }

    /// Whether it is in a sprint, whichever.
    #[must_use]
    pub fn in_sprint(self) -> bool {
        self.sprint != Mark::default()
    }

    /// Whether it is open and in no sprint: what a coming sprint may take.
    #[must_use]
    pub fn is_free(self) -> bool {
        self.open && !self.in_sprint()
    }
}

/// The order of all stories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranking {
    /// Indexes into the table, in rank order.
    pub(super) order: Vec<u32>,
    /// What is known of each story, by its index in the table.
    pub(super) briefs: Vec<Brief>,
}

impl Ranking {
    /// The order that follows from the ranks alone.
    #[must_use]
    pub fn of(stories: &Table<Story>) -> Self {
        Self { order: sorted(stories), briefs: stories.iter().map(|it| Brief::of(it)).collect() }
    }

    /// Index and brief of every story, in order.
    #[must_use]
    pub fn ranked(&self) -> impl DoubleEndedIterator<Item = (u32, Brief)> {
        let brief = |index: u32| self.briefs.get(index as usize).copied().unwrap_or_default();
        self.order.iter().map(move |&index| (index, brief(index)))
    }
}

/// Indexes of the stories in rank order: by the first eight bytes of the rank, then fully.
pub(super) fn sorted(stories: &Table<Story>) -> Vec<u32> {
    let lead = |rank: &str| {
        let mut bytes = [0u8; 8];
        bytes.iter_mut().zip(rank.bytes()).for_each(|(to, from)| *to = from);
        u64::from_be_bytes(bytes)
    };
    let mut keyed: Vec<(u64, u32)> =
        (0u32..).zip(stories).map(|(index, story)| (lead(&story.rank), index)).collect();
    let rank = |index: u32| stories.at(index as usize).map(|story| (story.rank.as_str(), story.id));
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| rank(a.1).cmp(&rank(b.1))));
    keyed.into_iter().map(|(_, index)| index).collect()
}
