//! What takes too long for a key: what a screen asks of all stories together, and what is found.
//! It starts no thread, and changes neither the backlog nor a screen.

use std::sync::Arc;

use chrono::NaiveDate;

use super::screen::health::{Row, Signs, pairs, signs};
use super::screen::refine::{Known, Said};
use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;

/// What is asked of a backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What can be told of its health without comparing stories, as of this day.
    Signs(NaiveDate),
    /// Which stories say the same, contradict or wait for each other.
    Pairs,
    /// Which accepted stories are like this one, and how it reads beside the others, in this round
    /// of refining.
    Said(StoryId, u64),
}

/// What was found.
#[derive(Debug)]
pub enum Found {
    /// What can be told of the health without comparing stories.
    Signs(Signs),
    /// Pairs of stories.
    Pairs(Vec<Arc<Row>>),
    /// What all stories together say to one; none where it is gone.
    Said(Option<Box<Said>>),
}

/// Finds, and keeps what it can use again: the indexes of all stories.
#[derive(Debug, Default)]
pub struct Comparer {
    known: Known,
}

impl Comparer {
    /// What is found in a backlog.
    pub fn answer(&mut self, asked: Asked, backlog: &Backlog) -> Found {
        match asked {
            Asked::Signs(today) => Found::Signs(signs(backlog, today)),
            Asked::Pairs => Found::Pairs(pairs(backlog)),
            Asked::Said(story, round) => {
                let story = backlog.story(story);
                Found::Said(story.map(|it| Box::new(self.known.said(it, round, backlog))))
            }
        }
    }
}
