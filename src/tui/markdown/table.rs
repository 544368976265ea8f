//! A table as plain text whose columns stand under each other. It never wraps a cell: what has no
//! room is cut.

use pulldown_cmark::Alignment;

use super::Line;
use crate::say::{plain, width};
use crate::tui::theme::Role;

/// Blanks between two columns.
const GAP: usize = 2;

/// A table, its head first.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
    most: usize,
}

impl Table {
    /// An empty one, of which at most so many rows are kept.
    pub(super) fn new(alignments: Vec<Alignment>, most: usize) -> Self {
        Self { alignments, rows: Vec::new(), most }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        if self.rows.len() < self.most {
            self.rows.push(Vec::new());
        }
    }

    /// Adds a cell to the row.
    pub(super) fn cell(&mut self, text: &str) {
        if let Some(row) = self.rows.last_mut().filter(|row| row.len() < self.alignments.len()) {
            row.push(plain::line(text).trim().to_owned());
        }
    }

    /// The lines, none wider than so many columns.
    pub(super) fn lines(&self, columns: usize) -> Vec<Line> {
        let widths = self.widths(columns);
        let row = |cells: &Vec<String>| {
            let column = |((at, wide), alignment): ((usize, &usize), &Alignment)| {
                let text = cells.get(at).map_or("", String::as_str);
                match alignment {
                    Alignment::Right => width::fit_right(text, *wide),
                    _ => width::fit(text, *wide),
                }
            };
            let cells = widths.iter().enumerate().zip(&self.alignments).map(column);
            joined(cells, columns)
        };
        let mut lines = Vec::new();
        for (text, at) in self.rows.iter().map(row).zip(0usize..) {
            lines.push(vec![(text, if at == 0 { Role::Strong } else { Role::Plain })]);
            if at == 0 {
                let rules = widths.iter().map(|wide| "─".repeat(*wide));
                lines.push(vec![(joined(rules, columns), Role::Rule)]);
            }
        }
        lines
    }

    /// How wide each column is: as wide as its widest cell, but none wider than lets all of them
    /// stand beside each other. Columns beyond the edge have no width.
    fn widths(&self, columns: usize) -> Vec<usize> {
        let mut widths = vec![1; self.alignments.len().min(columns)];
        for row in &self.rows {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = width::width(cell).min(columns).max(*wide);
            }
        }
        let gaps = GAP * widths.len().saturating_sub(1);
        let fits = |most: &usize| {
            widths.iter().map(|wide| *wide.min(most)).sum::<usize>() + gaps <= columns
        };
        let most = (1..=columns).rev().find(fits).unwrap_or(1);
        widths.iter().map(|wide| *wide.min(&most)).collect()
    }
}

fn joined(cells: impl Iterator<Item = String>, columns: usize) -> String {
    let text = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
    width::cut(text.trim_end(), columns).into_owned()
}
