//! What the list says of scores: that of each story, and which way it would have the story. It is
//! reckoned once after a change, never for a frame, and orders nothing.

use crate::domain::backlog::Backlog;
use crate::domain::number::Hundredths;
use crate::domain::product::ScoreKind;
use crate::domain::story::Story;
use crate::domain::table::Table;
use crate::figures::priority::scores::Scores;
use crate::figures::priority::{self, Lean};

/// The scores of the list.
#[derive(Debug, Default)]
pub struct Ratings {
    scores: Scores,
    /// Which way each story is to go, by its index in the table; none where that is noise.
    leans: Vec<Option<Lean>>,
    /// What the scores were reckoned from.
    scored: Option<(Table<Story>, ScoreKind)>,
    /// Whether the leans were reckoned from the same.
    leaned: bool,
}

impl Ratings {
    /// Brings the scores up to date with a backlog; pages of stories that did not change are not
    /// looked at.
    pub fn follow(&mut self, backlog: &Backlog) {
        let kind = backlog.product().score;
        let same =
            |held: &(Table<Story>, ScoreKind)| held.0.same(backlog.stories()) && held.1 == kind;
        if self.scored.as_ref().is_some_and(same) {
            return;
        }
        self.scores.follow(backlog);
        self.scored = Some((backlog.stories().clone(), kind));
        self.leaned = false;
    }

    /// Finds which way the scores would have the stories: needed only where it is shown, for it
    /// sorts them all.
    pub fn lean(&mut self, backlog: &Backlog) {
        if self.leaned {
            return;
        }
        self.leaned = true;
        self.leans.clear();
        let places = priority::places(&self.scores, backlog);
        if places.is_empty() {
            return;
        }
        self.leans.resize(backlog.stories().len(), None);
        for it in &places {
            if let Some(lean) = self.leans.get_mut(it.index as usize) {
                *lean = priority::clear_lean(it, places.len());
            }
        }
    }

    /// Whether any story has a score.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.scores.is_empty()
    }

    /// The score of the story at an index of the table, and which way it would have the story where
    /// that is worth a sign.
    #[must_use]
    pub fn at(&self, index: u32) -> Option<(Hundredths, Option<Lean>)> {
        let score = self.scores.at(index as usize)?;
        Some((score, self.leans.get(index as usize).copied().flatten()))
    }
}
