//! Two values in lines that fit, alike lines beside each other, and which of them differ. It
//! knows no colours.

use super::Row;
use crate::domain::conflict::Conflict;
use crate::domain::id::Id;
use crate::say::width;

/// Longer texts are not compared line by line: every line in the middle counts as different.
const MOST: usize = 400_000;

/// A line of a value on screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Whether the other side does not have it.
    pub differs: bool,
}

/// Two values in lines.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Of which conflict, and the columns it was made for.
    of: Option<(Id<Conflict>, (usize, bool))>,
    /// The lines of ours.
    pub ours: Vec<Line>,
    /// The lines of theirs.
    pub theirs: Vec<Line>,
}

/// A line of either side, or one of each that stand beside each other.
type Pair<'a> = (Option<&'a str>, Option<&'a str>);

impl Sheet {
    /// Both values of a row, in so many columns each; side by side alike lines stand on one row.
    #[must_use]
    pub fn of(row: &Row, columns: (usize, bool)) -> Self {
        let (wide, beside) = columns;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (ours, theirs) = (text(&row.ours.text), text(&row.theirs.text));
        // Of two short values one sees it: everything is different.
        let marks = ours.contains('\n') || theirs.contains('\n');
        let mut sheet = Self { of: Some((row.id, columns)), ..Self::default() };
        for (our, their) in pairs(&ours, &theirs) {
            let differs = marks && our != their;
            add(&mut sheet.ours, our, differs, wide);
            add(&mut sheet.theirs, their, differs, wide);
            if beside {
                let length = sheet.len();
                sheet.ours.resize(length, Line::default());
                sheet.theirs.resize(length, Line::default());
            }
        }
        sheet
    }

    /// Whether it is of this conflict, in so many columns.
    #[must_use]
    pub fn is_of(&self, id: Id<Conflict>, columns: (usize, bool)) -> bool {
        self.of == Some((id, columns))
    }

    /// The lines of the longer side.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ours.len().max(self.theirs.len())
    }

    /// The first line that the other side does not have.
    #[must_use]
    pub fn first_difference(&self) -> Option<usize> {
        let first = |lines: &[Line]| lines.iter().position(|line| line.differs);
        [first(&self.ours), first(&self.theirs)].into_iter().flatten().min()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_empty()
    }
}

fn add(lines: &mut Vec<Line>, text: Option<&str>, differs: bool, columns: usize) {
    let wrapped = text.into_iter().flat_map(|text| width::wrap(text, columns));
    lines.extend(wrapped.map(|text| Line { text, differs }));
}

/// The lines of two texts, the longest run of alike ones matched.
fn pairs<'a>(ours: &'a str, theirs: &'a str) -> Vec<Pair<'a>> {
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        (ours.split('\n').collect(), theirs.split('\n').collect());
    let alike = |(a, b): &(&&str, &&str)| a == b;
    let head = ours.iter().zip(&theirs).take_while(alike).count();
    let most = ours.len().min(theirs.len()) - head;
    let tail = ours.iter().rev().zip(theirs.iter().rev()).take(most).take_while(alike).count();
    let middle = |lines: &[&'a str]| -> Vec<&'a str> {
        lines.get(head..lines.len() - tail).unwrap_or_default().to_vec()
    };
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    pairs.extend(ours.iter().take(head).map(|line| (Some(*line), Some(*line))));
    pairs.extend(compared(&middle(&ours), &middle(&theirs)));
    pairs.extend(ours.iter().skip(ours.len() - tail).map(|line| (Some(*line), Some(*line))));
    pairs
}

/// The longest common run of lines, by the table of lengths that every textbook has.
fn compared<'a>(ours: &[&'a str], theirs: &[&'a str]) -> Vec<Pair<'a>> {
    let columns = theirs.len() + 1;
    let mut pairs = Vec::new();
    let (mut left, mut right) = (0, 0);
    if ours.len() * columns <= MOST {
        let mut lengths = vec![0u32; (ours.len() + 1) * columns];
        let at = |lengths: &[u32], i: usize, j: usize| {
            lengths.get(i * columns + j).copied().unwrap_or(0)
        };
        for (i, our) in ours.iter().enumerate().rev() {
            for (j, their) in theirs.iter().enumerate().rev() {
                let length = if our == their {
                    at(&lengths, i + 1, j + 1) + 1
                } else {
                    at(&lengths, i + 1, j).max(at(&lengths, i, j + 1))
                };
                if let Some(slot) = lengths.get_mut(i * columns + j) {
                    *slot = length;
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        while let (Some(our), Some(their)) = (ours.get(i), theirs.get(j)) {
            if our == their {
                beside(&mut pairs, ours.get(left..i), theirs.get(right..j));
                pairs.push((Some(*our), Some(*their)));
                (i, j) = (i + 1, j + 1);
                (left, right) = (i, j);
            } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    beside(&mut pairs, ours.get(left..), theirs.get(right..));
    pairs
}

/// Lines that differ, the first beside the first.
fn beside<'a>(pairs: &mut Vec<Pair<'a>>, ours: Option<&[&'a str]>, theirs: Option<&[&'a str]>) {
    let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
    let rows = 0..ours.len().max(theirs.len());
    pairs.extend(rows.map(|at| (ours.get(at).copied(), theirs.get(at).copied())));
}
