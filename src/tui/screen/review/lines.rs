//! One story under review: its lines to be judged, the criteria first and then what done means.
//! It says what stands, and judges nothing.

use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::story::{Story, StoryId};

/// What was said of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// Nothing yet.
    Open,
    /// It is so: met, or ticked.
    Met,
    /// It is not.
    Unmet,
}

/// A line to be judged, by its place from 1: a criterion by its identity too, or what done means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its place among its kind, from 1.
    pub k: usize,
    /// Which criterion it is; none is a line of the Definition of Done.
    pub criterion: Option<Id<Criterion>>,
    /// What was said of it.
    pub said: Said,
}

/// A story under review.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which one.
    pub story: StoryId,
    /// What is judged of it.
    pub lines: Vec<Line>,
    /// Ideas that were caught about it.
    pub feedback: Vec<Id<Idea>>,
}

impl Row {
    /// A story as it stands.
    #[must_use]
    pub fn of(story: &Story, backlog: &Backlog) -> Self {
        let criteria = (1..).zip(&story.criteria).map(|(k, it)| {
            let said = match it.result {
                Judgement::Unjudged => Said::Open,
                Judgement::Met => Said::Met,
                Judgement::Unmet => Said::Unmet,
            };
            Line { k, criterion: Some(it.id), said }
        });
        let done = (1..).zip(&backlog.product().done_lines).map(|(k, line)| {
            let ticked = story.done_ticks.contains(&line.id);
            Line { k, criterion: None, said: if ticked { Said::Met } else { Said::Open } }
        });
        Self { story: story.id, lines: criteria.chain(done).collect(), feedback: Vec::new() }
    }

    /// How many lines stand so.
    #[must_use]
    pub fn count(&self, said: Said) -> usize {
        self.lines.iter().filter(|line| line.said == said).count()
    }
}
