//! A table for the output of a command: columns side by side, made to fit.
//! It never decides what is worth a column.

use std::borrow::Cow;

use super::{plain, width};

/// Blanks between two columns.
const GAP: usize = 2;

/// The narrowest a flexible column gets, however little room there is.
const NARROWEST: usize = 8;

/// Rows of cells under headings.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// What stands in one place, harmless, measured once.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    width: usize,
}

impl Cell {
    fn of(text: &str) -> Self {
        let text = plain::line(text).into_owned();
        Self { width: width::width(&text), text }
    }
}

#[derive(Debug, Clone)]
struct Column {
    heading: String,
    right: bool,
    flexible: bool,
}

impl Table {
    /// A table without columns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more column, for words.
    #[must_use]
    pub fn left(self, heading: &str) -> Self {
        self.column(heading, false, false)
    }

    /// With one more column, for numbers.
    #[must_use]
    pub fn right(self, heading: &str) -> Self {
        self.column(heading, true, false)
    }

    /// With one more column, for the words that are cut where the table would be too wide. Of
    /// several such columns the first gives way.
    #[must_use]
    pub fn flexible(self, heading: &str) -> Self {
        self.column(heading, false, true)
    }

    fn column(mut self, heading: &str, right: bool, flexible: bool) -> Self {
        self.columns.push(Column { heading: plain::line(heading).into_owned(), right, flexible });
        self
    }

    /// Adds a row. Cells that are missing are empty; cells beyond the last column are left out.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let cells = cells.into_iter().take(self.columns.len());
        self.rows.push(cells.map(|cell| Cell::of(cell.as_ref())).collect());
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines of the table, each with its line end; the headings first, unless all are empty.
    #[must_use]
    pub fn render(&self, columns: Option<usize>) -> String {
        let widths = self.widths(columns);
        let headings: Vec<Cell> = self.columns.iter().map(|it| Cell::of(&it.heading)).collect();
        let headed = headings.iter().any(|heading| !heading.text.is_empty());
        let head = headed.then_some(&headings);
        let mut text = String::new();
        for row in head.into_iter().chain(&self.rows) {
            self.line(row, &widths, &mut text);
        }
        text
    }

    fn line(&self, row: &[Cell], widths: &[usize], text: &mut String) {
        // Blanks are written only once something stands after them.
        let mut blanks = 0;
        for ((column, &room), cell) in self.columns.iter().zip(widths).zip(row) {
            let shown = if cell.width > room {
                Cow::Owned(Cell::of(&width::cut(&cell.text, room)))
            } else {
                Cow::Borrowed(cell)
            };
            let rest = room.saturating_sub(shown.width);
            let (before, after) = if column.right { (rest, 0) } else { (0, rest) };
            text.extend(std::iter::repeat_n(' ', blanks + before));
            text.push_str(&shown.text);
            blanks = after + GAP;
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }

    /// Each column as wide as its widest cell, the flexible one no wider than there is room.
    fn widths(&self, room: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> =
            self.columns.iter().map(|column| width::width(&column.heading)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(cell.width);
            }
        }
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let over = room.map_or(0, |room| total.saturating_sub(room));
        let flexible = self.columns.iter().position(|column| column.flexible);
        if let Some(width) = flexible.and_then(|index| widths.get_mut(index)) {
            *width = (*width).saturating_sub(over).max(NARROWEST.min(*width));
        }
        widths
    }
}
