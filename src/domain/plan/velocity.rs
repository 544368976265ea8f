//! What closed sprints came to, and what the next one may. A sprint that is planned, running or
//! cancelled never counts.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ratio::Ratio;
use crate::domain::sprint::{Sprint, SprintState};

/// How many closed sprints a forecast looks at.
pub(super) const LOOKED_AT: usize = 3;

/// The mean of the last closed sprints, and which they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Velocity {
    /// Number and accepted points of each, newest first.
    pub sprints: Vec<(u32, Points)>,
    mean: Ratio,
}

impl Velocity {
    /// The mean, exactly.
    #[must_use]
    pub const fn mean(&self) -> Ratio {
        self.mean
    }

    /// The mean in hundredths of a point.
    #[must_use]
    pub fn hundredths(&self) -> Hundredths {
        self.mean.hundredths()
    }

    /// The mean in whole points: what a screen shows.
    #[must_use]
    pub fn rounded(&self) -> u64 {
        self.mean.rounded()
    }

    /// The points of all of them together.
    #[must_use]
    pub fn sum(&self) -> Points {
        self.sprints.iter().map(|(_, points)| *points).sum()
    }
}

/// The closed sprints, the one closed last first.
#[must_use]
pub fn closed(backlog: &Backlog) -> Vec<&Arc<Sprint>> {
    let closed = |sprint: &&Arc<Sprint>| sprint.state == SprintState::Closed;
    let mut found: Vec<_> = backlog.sprints().iter().filter(closed).collect();
    found.sort_by_key(|it| Reverse((it.record.as_ref().map(|record| record.at), it.number)));
    found
}

/// The points the Product Owner accepted in a closed sprint, by its record.
#[must_use]
pub fn of(sprint: &Sprint) -> Points {
    sprint.record.as_ref().map_or_else(Points::default, |record| record.accepted.points)
}

/// The mean of the last three closed sprints, zeros included, fewer if there are fewer; none
/// before the first.
#[must_use]
pub fn forecast(backlog: &Backlog) -> Option<Velocity> {
    let last = closed(backlog).into_iter().take(LOOKED_AT);
    let sprints: Vec<(u32, Points)> = last.map(|it| (it.number, of(it))).collect();
    let sum: Points = sprints.iter().map(|(_, points)| *points).sum();
    let count = Hundredths::whole(u32::try_from(sprints.len()).ok()?);
    Some(Velocity { mean: Ratio::of(sum, count)?, sprints })
}
