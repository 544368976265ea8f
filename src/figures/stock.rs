//! What lies in the backlog: stories and points by state, and for how long what is ready will
//! last. It looks at no past but the velocity.

use crate::domain::backlog::Backlog;
use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::velocity;
use crate::domain::ratio::Ratio;
use crate::domain::ready;
use crate::domain::story::{Status, Story};

/// Stories and their points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heap {
    /// How many.
    pub stories: usize,
    /// Their points; unestimated ones count 0.
    pub points: Points,
}

/// What lies in the backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// By state, in the order of the states.
    pub states: Vec<(Status, Heap)>,
    /// Open stories.
    pub open: Heap,
    /// Open stories nobody estimated.
    pub unestimated: usize,
    /// Stories that are ready: their state says so and nothing is missing.
    pub ready: Heap,
    /// For how many sprints that is work; none without a velocity.
    pub sprints_of_ready: Option<Hundredths>,
}

impl Heap {
    fn put(&mut self, story: &Story) {
        self.stories += 1;
        self.points = self.points + story.points.unwrap_or_default();
    }
}

/// What lies in the backlog now.
#[must_use]
pub fn of(backlog: &Backlog) -> Stock {
    let mut stock = Stock {
        states: Status::ALL.iter().map(|status| (*status, Heap::default())).collect(),
        open: Heap::default(),
        unestimated: 0,
        ready: Heap::default(),
        sprints_of_ready: None,
    };
    for story in backlog.stories() {
        for (status, heap) in &mut stock.states {
            if *status == story.status {
                heap.put(story);
            }
        }
        if story.status.is_open() {
            stock.open.put(story);
            stock.unestimated += usize::from(story.points.is_none());
        }
        if ready::is_ready(story, backlog) {
            stock.ready.put(story);
        }
    }
    let mean = velocity::forecast(backlog).map(|it| it.hundredths());
    let lasts = mean.and_then(|mean| Ratio::of(stock.ready.points, mean));
    stock.sprints_of_ready = lasts.map(Ratio::hundredths);
    stock
}
