//! What the order and its stories suffer from: one list of findings, each with what would mend it,
//! and those left as they are left out. It mends nothing itself.

mod signs;

use chrono::NaiveDate;

use super::candidates::{self, Sought};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::waiver::is_waived;

/// What a backlog can suffer from, in the order it is told: what hurts soonest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Trouble {
    /// Not ready, and near the top.
    Unready,
    /// Something stands in the way.
    Blocked,
    /// Too big to be ready.
    Oversize,
    /// Above a story it depends on.
    Inversion,
    /// Stories that wait for each other.
    Circle,
    /// Two stories that cannot both hold.
    Contradiction,
    /// Two stories that say nearly the same.
    Duplicate,
    /// A story that serves no epic, where others do.
    NoEpic,
    /// A story nobody has touched for long.
    Stale,
    /// A story that may have to wait for another one: a suggestion, not an illness.
    Dependency,
}

impl Trouble {
    /// All there are, in the order they are told.
    pub const ALL: [Self; 10] = [
        Self::Unready,
        Self::Blocked,
        Self::Oversize,
        Self::Inversion,
        Self::Circle,
        Self::Contradiction,
        Self::Duplicate,
        Self::NoEpic,
        Self::Stale,
        Self::Dependency,
    ];

    /// The rule of its findings; their ids begin with it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Unready => "unready",
            Self::Blocked => "blocked",
            Self::Oversize => "oversize",
            Self::Inversion => "inversion",
            Self::Circle => "circle",
            Self::Contradiction => Sought::Contradictions.rule(),
            Self::Duplicate => Sought::Duplicates.rule(),
            Self::NoEpic => "no-epic",
            Self::Stale => "stale",
            Self::Dependency => Sought::Dependencies.rule(),
        }
    }

    /// What its findings have in common, as a heading over them.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Unready => "near the top and not ready",
            Self::Blocked => "blocked",
            Self::Oversize => "too big to be ready",
            Self::Inversion => "above what they depend on",
            Self::Circle => "waiting for each other",
            Self::Contradiction => "contradicting each other",
            Self::Duplicate => "saying nearly the same",
            Self::NoEpic => "serving no epic",
            Self::Stale => "untouched for 60 days",
            Self::Dependency => "may have to wait for another",
        }
    }

    /// Which one a finding tells of; none for findings of other lists.
    #[must_use]
    pub fn of(finding: &Finding) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.rule() == finding.rule)
    }

    /// Whether stories have to be compared with each other for it, which takes its time in a
    /// large backlog.
    #[must_use]
    pub const fn is_compared(self) -> bool {
        matches!(self, Self::Contradiction | Self::Duplicate | Self::Dependency)
    }
}

/// Everything the backlog suffers from on a day, in the order of [`Trouble::ALL`], and within one
/// in the order of the stories. Suggestions are not among them.
#[must_use]
pub fn of(backlog: &Backlog, today: NaiveDate) -> Vec<Finding> {
    let mut found = at_once(backlog, today);
    for sought in [Sought::Contradictions, Sought::Duplicates] {
        found.extend(candidates::of_backlog(sought, backlog));
    }
    sort(&mut found);
    found
}

/// What is found without comparing stories with each other: at once, however many there are.
#[must_use]
pub fn at_once(backlog: &Backlog, today: NaiveDate) -> Vec<Finding> {
    let mut found = Vec::new();
    signs::unready(backlog, &mut found);
    signs::in_each(backlog, today, &mut found);
    signs::inversions(backlog, &mut found);
    signs::circles(backlog, &mut found);
    found.retain(|it| !is_waived(backlog.product(), &it.id));
    sort(&mut found);
    found
}

/// What is found by comparing stories with each other, suggestions among it. A screen asks for it
/// on another thread, with a clone of the backlog.
#[must_use]
pub fn compared(backlog: &Backlog) -> Vec<Finding> {
    let all = Sought::ALL.into_iter();
    let mut found: Vec<Finding> =
        all.flat_map(|sought| candidates::of_backlog(sought, backlog)).collect();
    sort(&mut found);
    found
}

/// By what they tell; within that they stay in the order they were found in.
fn sort(found: &mut [Finding]) {
    found.sort_by_key(Trouble::of);
}
