//! What all stories together say to one: which accepted ones are like it, and how most are worded.
//! It is read once and kept until that changes; it never judges a story by itself, and no key waits
//! for it.

use std::sync::Arc;

use crate::advice::likeness::{self, Estimated};
use crate::advice::wording;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::story::{Status, Story, StoryId};

/// So many accepted stories are shown beside an estimate: as many as its median is taken of.
const SHOWN: usize = 5;

/// What all stories together say to one.
#[derive(Debug)]
pub struct Said {
    /// To which one.
    pub story: StoryId,
    /// Accepted stories like it, with their points, the likest first.
    pub similar: Vec<Estimated>,
    /// Whether no story at all was accepted with an estimate yet.
    pub is_first: bool,
    /// What the wording checks found, those that look at the other stories among them.
    pub findings: Vec<Finding>,
}

/// Two indexes, and what each was built from.
#[derive(Debug, Default)]
pub struct Known {
    accepted: Vec<Arc<Story>>,
    alike: likeness::Index,
    /// In which round, and of how many stories, the wording was read; none before it was.
    read: Option<(u64, usize)>,
    wording: wording::Index,
}

impl Known {
    /// Builds what is not as the backlog is. Words of other open stories may be those of the
    /// moment the round began: reading all of them again at each act would keep the answer back.
    fn read(&mut self, round: u64, backlog: &Backlog) {
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
        let read = (round, backlog.stories().len());
        if self.read != Some(read) {
            self.read = Some(read);
            self.wording = wording::Index::of(backlog);
        }
    }

    /// What is said to a story in a round of refining.
    pub fn said(&mut self, story: &Story, round: u64, backlog: &Backlog) -> Said {
        self.read(round, backlog);
        Said {
            story: story.id,
            similar: self.alike.accepted_like(story, backlog, SHOWN),
            is_first: self.accepted.is_empty(),
            findings: wording::of_story(story, backlog, &self.wording),
        }
    }
}
