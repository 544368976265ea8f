//! What all stories together say to one: which accepted ones are like it, and how most are worded.
//! It is read once and kept until that changes; it never judges a story by itself.

use std::sync::Arc;

use super::card::{self, Card};
use crate::advice::likeness::{self, Neighbours};
use crate::advice::wording;
use crate::domain::backlog::Backlog;
use crate::domain::story::{Status, Story};

/// So many accepted stories are shown beside an estimate: as many as its median is taken of.
const SHOWN: usize = 5;

/// Two indexes, and what each was built from.
#[derive(Debug, Default)]
pub(super) struct Known {
    accepted: Vec<Arc<Story>>,
    alike: likeness::Index,
    /// How many stories the wording was read of; none before it was.
    read: Option<usize>,
    wording: wording::Index,
}

impl Known {
    /// Builds what is not as the backlog is. Words of other open stories may be those of the
    /// moment one came here: reading all of them at each act would be felt.
    pub(super) fn read(&mut self, backlog: &Backlog) {
        let accepted: Vec<&Arc<Story>> = backlog
            .ranked()
            .filter(|(_, brief)| brief.status == Status::Accepted && brief.estimated)
            .filter_map(|(index, _)| backlog.stories().at(index as usize))
            .collect();
        // A story that did not change is the very same one.
        let same = |(held, now): (&Arc<Story>, &&Arc<Story>)| Arc::ptr_eq(held, now);
        let unchanged =
            self.accepted.len() == accepted.len() && self.accepted.iter().zip(&accepted).all(same);
        if !unchanged {
            self.accepted = accepted.into_iter().map(Arc::clone).collect();
            self.alike = likeness::Index::of_stories(self.accepted.iter().map(|it| &**it));
        }
        let count = backlog.stories().len();
        if self.read != Some(count) {
            self.read = Some(count);
            self.wording = wording::Index::of(backlog);
        }
    }

    /// What there is to say of a story.
    pub(super) fn card(&self, story: &Story, backlog: &Backlog) -> Card {
        let similar = self.alike.accepted_like(story, backlog, SHOWN);
        Card {
            missing: card::missing(story, backlog),
            neighbours: Neighbours::of(&similar),
            similar,
            is_first: self.accepted.is_empty(),
            findings: wording::of_story(story, backlog, &self.wording),
        }
    }
}
