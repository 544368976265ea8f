//! A table for the output of a command: columns side by side, made to fit.
//! It never decides what is worth a column.

use super::{plain, width};

/// Blanks between two columns.
const GAP: usize = 2;

/// The narrowest a flexible column gets, however little room there is.
const NARROWEST: usize = 8;

/// Rows of cells under headings.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
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
        self.rows.push(cells.map(|cell| plain::line(cell.as_ref()).into_owned()).collect());
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
        let headings: Vec<String> = self.columns.iter().map(|it| it.heading.clone()).collect();
        let headed = headings.iter().any(|heading| !heading.is_empty());
        let head = headed.then_some(&headings);
        head.into_iter().chain(&self.rows).map(|row| self.line(row, &widths)).collect()
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        let cells = row.iter().map(String::as_str).chain(std::iter::repeat(""));
        for (index, ((column, width), cell)) in
            self.columns.iter().zip(widths).zip(cells).enumerate()
        {
            if index > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            let fit = if column.right { width::fit_right } else { width::fit };
            line.push_str(&fit(cell, *width));
        }
        line.truncate(line.trim_end().len());
        line.push('\n');
        line
    }

    /// Each column as wide as its widest cell, the flexible one no wider than there is room.
    fn widths(&self, room: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> =
            self.columns.iter().map(|column| width::width(&column.heading)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width::width(cell));
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
