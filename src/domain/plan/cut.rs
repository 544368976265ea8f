//! Where the order would be cut into coming sprints if they went like the last ones. It looks at
//! no story: the ranking tells enough.

use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ratio::Ratio;
use crate::domain::sprint::SprintState;

use super::velocity;

/// A line between two stories that would be done in different sprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutLine {
    /// Index in the table of the story below it: the line stands directly above that story.
    pub above: u32,
    /// The sprint that ends here.
    pub sprint: u32,
    /// The points between the line before and this one.
    pub used: Points,
    /// The points there was room for since the line before.
    pub room: Hundredths,
}

/// Every cut line, from the top; none without a forecast velocity, or where that is zero.
///
/// With v for the velocity and C for the points of the stories down to one and with it, the story
/// would be done in coming sprint k = max(1, ⌈C ÷ v⌉).
#[must_use]
pub fn lines(backlog: &Backlog) -> Vec<CutLine> {
    let Some(pace) = Pace::of(backlog) else { return Vec::new() };
    let Pace { sum, count } = pace;
    let first = first_number(backlog);
    let (mut lines, mut total, mut before) = (Vec::new(), 0_u64, 0_u64);
    // The sprint of the story above; none above the first one.
    let mut above: Option<u64> = None;
    for (index, brief) in backlog.ranked().filter(|(_, brief)| brief.is_free()) {
        let with = total.saturating_add(u64::from(brief.hundredths));
        let own = pace.sprint(with, above);
        if let Some(k) = above.filter(|k| *k != own) {
            let room = k.saturating_mul(sum).saturating_sub(before.saturating_mul(count));
            lines.push(CutLine {
                above: index,
                sprint: u32::try_from(k - 1).map_or(u32::MAX, |k| first.saturating_add(k)),
                used: Hundredths::of_hundredths(total - before),
                room: Ratio::new(u128::from(room), u128::from(count) * 100)
                    .map_or_else(Hundredths::default, Ratio::hundredths),
            });
            before = total;
        }
        (total, above) = (with, Some(own));
    }
    lines
}

/// The free stories that would be done in the first so many coming sprints, as their indexes in
/// the table, from the top; none without a forecast velocity, or where that is zero.
#[must_use]
pub fn within(backlog: &Backlog, sprints: u64) -> Option<impl Iterator<Item = u32>> {
    let pace = Pace::of(backlog)?;
    let mut total = 0_u64;
    let free = backlog.ranked().filter(|(_, brief)| brief.is_free());
    let soon = free.take_while(move |(_, brief)| {
        total = total.saturating_add(u64::from(brief.hundredths));
        pace.sprint(total, Some(sprints)) <= sprints
    });
    Some(soon.map(|(index, _)| index))
}

/// A velocity that is not zero: v = sum ÷ count, so C ÷ v is C × count ÷ sum, in whole numbers.
#[derive(Debug, Clone, Copy)]
struct Pace {
    sum: u64,
    count: u64,
}

impl Pace {
    fn of(backlog: &Backlog) -> Option<Self> {
        let velocity = velocity::forecast(backlog)?;
        let count = u64::try_from(velocity.sprints.len()).ok()?;
        let sum = velocity.sum().hundredths();
        (sum > 0).then_some(Self { sum, count })
    }

    /// The coming sprint in which so many hundredths of a point would be done, from 1; a sprint
    /// that is known to be no later is tried first, for multiplying is cheaper than dividing.
    fn sprint(self, total: u64, tried: Option<u64>) -> u64 {
        let scaled = total.saturating_mul(self.count);
        let fits = tried.filter(|k| scaled <= k.saturating_mul(self.sum));
        fits.unwrap_or_else(|| scaled.div_ceil(self.sum).max(1))
    }
}

/// The number of the sprint that the top of the order would be done in: the planned one while it
/// is empty, else the next there will be.
fn first_number(backlog: &Backlog) -> u32 {
    let planned = backlog.sprint_in(SprintState::Planned);
    let empty = planned.filter(|it| backlog.in_sprint(it.id).next().is_none());
    let highest = backlog.sprints().iter().map(|sprint| sprint.number).max().unwrap_or(0);
    empty.map_or_else(|| highest.saturating_add(1), |sprint| sprint.number)
}
