//! The scores of all stories, kept from one change to the next: the way to each story in memory
//! costs more than dividing. It places nothing.

use std::sync::Arc;

use crate::domain::backlog::Backlog;
use crate::domain::number::Hundredths;
use crate::domain::product::ScoreKind;
use crate::domain::score;
use crate::domain::story::Story;
use crate::domain::table::{Page, Table};

/// The scores of all stories. A page of the table that did not change is not read again.
#[derive(Debug, Default)]
pub struct Scores {
    kind: ScoreKind,
    pages: Vec<(Page<Story>, Vec<Option<Hundredths>>)>,
}

impl Scores {
    /// The scores of a backlog.
    #[must_use]
    pub fn of(backlog: &Backlog) -> Self {
        let mut scores = Self::default();
        scores.follow(backlog);
        scores
    }

    /// Brings them up to date with a backlog.
    pub fn follow(&mut self, backlog: &Backlog) {
        let kind = backlog.product().score;
        let mut held = std::mem::take(&mut self.pages);
        if self.kind != kind {
            (self.kind, held) = (kind, Vec::new());
        }
        let mut held = held.into_iter();
        let read = |page: &Page<Story>| {
            let same = held.next().filter(|(of, _)| Arc::ptr_eq(of, page));
            same.unwrap_or_else(|| {
                let scores = page.iter().map(|story| score::of(story, kind)).collect();
                (Arc::clone(page), scores)
            })
        };
        self.pages = backlog.stories().pages().map(read).collect();
    }

    /// Whether no story has one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.pages.iter().flat_map(|(_, scores)| scores).any(Option::is_some)
    }

    /// The score of the story at an index of the table.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<Hundredths> {
        let (_, scores) = self.pages.get(index / Table::<Story>::PAGE)?;
        scores.get(index % Table::<Story>::PAGE).copied().flatten()
    }
}
