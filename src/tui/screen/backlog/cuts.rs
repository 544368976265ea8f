//! The cut lines between the rows of the list: where they stand, and which line of the list shows
//! what. The cursor never stands on one, and none of them is a story.

use crate::domain::number::{Hundredths, Points};
use crate::domain::plan::cut::CutLine;
use crate::domain::ranking::Brief;

/// A cut line, directly above a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The row below it.
    pub row: usize,
    /// The sprint that ends here.
    pub sprint: u32,
    /// The points of the stories since the line before.
    pub used: Points,
    /// The points there was room for.
    pub room: Hundredths,
    /// Stories since the line before that count nothing because nobody estimated them.
    pub unestimated: usize,
}

/// What a line of the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The row of a story.
    Row(usize),
    /// A cut line.
    Cut(Cut),
}

/// The cut lines from the top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cuts(Vec<Cut>);

impl Cuts {
    /// The cut lines in their order.
    #[must_use]
    pub fn all(&self) -> &[Cut] {
        &self.0
    }

    /// The line of the list a row stands on: the cut lines above it take one each.
    #[must_use]
    pub fn line_of(&self, row: usize) -> usize {
        row + self.0.partition_point(|cut| cut.row <= row)
    }

    /// What stands on a line of a list of so many rows.
    #[must_use]
    pub fn at(&self, line: usize, rows: usize) -> Option<Shown> {
        // The cut line with the index `i` stands on the line `row + i`: both grow, so those above
        // this line are found by halves.
        let (mut above, mut end) = (0, self.0.len());
        while above < end {
            let middle = usize::midpoint(above, end);
            match self.0.get(middle) {
                Some(cut) if cut.row + middle == line => return Some(Shown::Cut(*cut)),
                Some(cut) if cut.row + middle < line => above = middle + 1,
                _ => end = middle,
            }
        }
        let row = line.checked_sub(above)?;
        (row < rows).then_some(Shown::Row(row))
    }
}

/// Finds the rows below the cut lines while the rows are gone through, from the top.
#[derive(Debug)]
pub(super) struct Finder {
    lines: std::iter::Peekable<std::vec::IntoIter<CutLine>>,
    unestimated: usize,
    found: Vec<Cut>,
}

impl Finder {
    pub(super) fn of(lines: Vec<CutLine>) -> Self {
        let found = Vec::with_capacity(lines.len());
        Self { lines: lines.into_iter().peekable(), unestimated: 0, found }
    }

    /// Takes in the story of the next row.
    pub(super) fn take(&mut self, row: usize, index: u32, brief: Brief) {
        if let Some(line) = self.lines.next_if(|line| line.above == index) {
            self.found.push(Cut {
                row,
                sprint: line.sprint,
                used: line.used,
                room: line.room,
                unestimated: std::mem::take(&mut self.unestimated),
            });
        }
        self.unestimated += usize::from(brief.is_free() && !brief.estimated);
    }

    pub(super) fn done(self) -> Cuts {
        Cuts(self.found)
    }
}
