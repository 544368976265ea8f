//! A round of refining: the stories that were not ready, in the order of the backlog, the one on
//! screen, and those that were skipped. It says which comes next, and nothing about any of them.

use std::collections::BTreeSet;

use super::standing::Standing;
use crate::domain::backlog::Backlog;
use crate::domain::ready;
use crate::domain::story::{Status, StoryId};

/// The stories that are gone through.
#[derive(Debug, Default)]
pub struct Round {
    /// Each story that is not ready, or was not when the round began, and whether it is now.
    stories: Vec<(StoryId, bool)>,
    skipped: BTreeSet<StoryId>,
    /// What the stories were read from; none before they were.
    read: Option<Standing>,
    /// The story on screen; none once the round is through.
    pub here: Option<StoryId>,
}

impl Round {
    /// Reads the backlog afresh. Stories that are not ready come in where they stand in the order;
    /// those that are dropped, or being done, go.
    pub fn read(&mut self, backlog: &Backlog) {
        let begins = self.read.is_none();
        let changed = self.read.as_ref().and_then(|it| it.changed(backlog));
        if !changed.is_some_and(|changed| self.patch(&changed)) {
            self.read_all(backlog);
        }
        self.read = Some(Standing::of(backlog));
        if begins {
            self.here = self.first_waiting();
        }
    }

    /// Takes over which of these stories are ready now. Says no where one comes in: then its place
    /// has to be found.
    fn patch(&mut self, changed: &[(StoryId, bool)]) -> bool {
        for (story, is_ready) in changed {
            match self.stories.iter_mut().find(|it| it.0 == *story) {
                Some(held) => held.1 = *is_ready,
                None if *is_ready => {}
                None => return false,
            }
        }
        true
    }

    fn read_all(&mut self, backlog: &Backlog) {
        let before: Vec<StoryId> = self.stories().collect();
        let mut known = before.clone();
        known.sort_unstable();
        self.stories.clear();
        for (index, brief) in backlog.ranked() {
            if !matches!(brief.status, Status::Draft | Status::Ready) {
                continue;
            }
            let Some(story) = backlog.stories().at(index as usize) else { continue };
            // Most that are not ready say so themselves.
            let is_ready = brief.status == Status::Ready && ready::is_ready(story, backlog);
            if !is_ready || known.binary_search(&story.id).is_ok() {
                self.stories.push((story.id, is_ready));
            }
        }
        if let Some(gone) = self.here.filter(|id| self.at(*id).is_none()) {
            let after: BTreeSet<StoryId> =
                before.into_iter().skip_while(|id| *id != gone).collect();
            let next = self.stories.iter().find(|it| self.waits(it) && after.contains(&it.0));
            self.here = next.map(|(id, _)| *id).or_else(|| self.first_waiting());
        }
    }

    /// Every story of the round, in order.
    pub fn stories(&self) -> impl Iterator<Item = StoryId> {
        self.stories.iter().map(|(id, _)| *id)
    }

    /// The stories that became ready.
    pub fn made(&self) -> impl Iterator<Item = StoryId> {
        self.stories.iter().filter(|(_, ready)| *ready).map(|(id, _)| *id)
    }

    /// The stories that were left as they are.
    pub fn skipped(&self) -> impl Iterator<Item = StoryId> {
        let left = |(id, ready): &&(StoryId, bool)| !ready && self.skipped.contains(id);
        self.stories.iter().filter(left).map(|(id, _)| *id)
    }

    /// Whether the story on screen is ready.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.stories.iter().any(|(id, ready)| *ready && Some(*id) == self.here)
    }

    /// Which one it is, from 1, of how many.
    #[must_use]
    pub fn place(&self) -> Option<(usize, usize)> {
        Some((self.at(self.here?)? + 1, self.stories.len()))
    }

    /// Whether there is nothing to go through.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    fn at(&self, story: StoryId) -> Option<usize> {
        self.stories().position(|id| id == story)
    }

    /// Whether a story is not ready and was not skipped.
    fn waits(&self, (id, ready): &(StoryId, bool)) -> bool {
        !ready && !self.skipped.contains(id)
    }

    fn first_waiting(&self) -> Option<StoryId> {
        self.stories.iter().find(|it| self.waits(it)).map(|(id, _)| *id)
    }

    /// Shows a story of the round; what was skipped is looked at again.
    pub(super) fn go_to(&mut self, story: StoryId) {
        if self.at(story).is_some() {
            self.skipped.remove(&story);
            self.here = Some(story);
        }
    }

    /// Leaves the story on screen as it is.
    pub(super) fn skip(&mut self) {
        self.skipped.extend(self.here);
        self.go_on();
    }

    /// The next one that waits; after the last, what waits before it.
    pub(super) fn go_on(&mut self) {
        let Some(here) = self.here else { return };
        let others = || self.stories.iter().filter(|it| self.waits(it) && it.0 != here);
        let after = self.stories.iter().skip_while(|it| it.0 != here);
        let next = after.skip(1).find(|it| self.waits(it)).or_else(|| others().next());
        let next = next.map(|(id, _)| *id);
        self.here = next;
    }

    /// The story before; from the summary the last one. Says whether there was one.
    pub(super) fn go_back(&mut self) -> bool {
        let before = match self.here {
            None => self.stories.last(),
            Some(here) => self.at(here).and_then(|at| self.stories.get(at.checked_sub(1)?)),
        };
        let Some((story, _)) = before.copied() else { return false };
        self.go_to(story);
        true
    }

    /// Whether there is a story before.
    #[must_use]
    pub fn has_before(&self) -> bool {
        let first = self.stories.first().map(|(id, _)| *id);
        first.is_some() && self.here != first
    }
}
