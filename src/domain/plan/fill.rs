//! The stories that would fill a sprint, taken from the top of the order. It names them and pulls
//! none.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::ready;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::{Status, Story, StoryId};

use super::concern::{Concern, concerns};

/// How many of the skipped are named; how many more there are is told.
const NAMED: usize = 10;

/// What would fill a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The stories to pull, from the top of the order.
    pub taken: Vec<StoryId>,
    /// The first ones that were passed over, each with the reason.
    pub skipped: Vec<(StoryId, String)>,
    /// How many more were passed over.
    pub unnamed: usize,
    /// The points that would still be left.
    pub left: Points,
}

/// Ready stories from the top of the order, as long as they fit. One that does not fit is passed
/// over for smaller ones below it.
///
/// # Errors
/// The sprint is over, or has no capacity because dates or people are missing.
pub fn fill(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> Result<Fill, Refusal> {
    if matches!(sprint.state, SprintState::Closed | SprintState::Cancelled) {
        let words = format!("sprint {} is {}: plan the next one", sprint.number, sprint.state);
        return Err(Refusal::rule(words));
    }
    let plan = super::of(sprint, backlog, today);
    let Some(capacity) = plan.capacity else { return Err(without_capacity(sprint)) };
    let left = capacity.hundredths().saturating_sub(plan.load.hundredths());
    let mut fill = Fill {
        taken: Vec::new(),
        skipped: Vec::new(),
        unnamed: 0,
        left: Hundredths::of_hundredths(left),
    };
    let ready = backlog.ranked().filter(|(_, it)| it.is_free() && it.status == Status::Ready);
    for (index, _) in ready {
        if fill.left == Points::default() {
            break;
        }
        let Some(story) = backlog.stories().at(index as usize) else { continue };
        if ready::is_ready(story, backlog) {
            fill.consider(story, &concerns(story, sprint, backlog));
        }
    }
    Ok(fill)
}

impl Fill {
    /// Takes a ready story, or says why not.
    fn consider(&mut self, story: &Story, concerns: &[Concern]) {
        let against: Vec<String> = concerns.iter().map(Concern::words).collect();
        let room = self.left.hundredths();
        match story.points {
            _ if !against.is_empty() => self.skip(story, against.join("; ")),
            None => self.skip(story, "not estimated".to_owned()),
            Some(points) => match room.checked_sub(points.hundredths()) {
                Some(left) => {
                    self.taken.push(story.id);
                    self.left = Hundredths::of_hundredths(left);
                }
                None => self.skip(story, format!("{}, {} left", points.in_points(), self.left)),
            },
        }
    }

    fn skip(&mut self, story: &Story, why: String) {
        if self.skipped.len() < NAMED {
            self.skipped.push((story.id, why));
        } else {
            self.unnamed += 1;
        }
    }
}

fn without_capacity(sprint: &Sprint) -> Refusal {
    let dated = sprint.start.is_some() && sprint.end.is_some();
    let lacks = match (dated, sprint.people.is_empty()) {
        (false, true) => "give it dates and say who takes part",
        (false, false) => "give it dates",
        (true, _) => "say who takes part",
    };
    Refusal::rule(format!(
        "nobody can say how much sprint {} holds: no sprint is closed yet; {lacks}",
        sprint.number
    ))
}
