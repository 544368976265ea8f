//! A text over the screen, to be read and left. It never changes what it shows.

use crate::say::{plain, width};

/// A text with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// What it is.
    pub heading: String,
    /// Its lines as they fit, harmless.
    pub lines: Vec<String>,
    /// The first line on screen.
    pub top: usize,
    text: String,
}

impl Pager {
    /// A text from its beginning, wrapped to some columns.
    #[must_use]
    pub fn new(heading: impl Into<String>, text: &str, columns: usize) -> Self {
        let text = plain::text(text).into_owned();
        let lines = wrapped(&text, columns);
        Self { heading: heading.into(), lines, top: 0, text }
    }

    /// Wraps it to other columns; the reader stays about where they were.
    pub fn fit(&mut self, columns: usize) {
        let before = self.lines.len().max(1);
        self.lines = wrapped(&self.text, columns);
        self.top = self.top * self.lines.len() / before;
    }

    /// Scrolls by some lines, never past the end.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// Lines that fit; what goes on stands under the beginning of its line.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        if width::width(line) <= columns {
            lines.push(line.to_owned());
            continue;
        }
        let words = line.trim_start();
        let indent = (line.len() - words.len()).min(columns / 2);
        let lead = " ".repeat(indent);
        let parts = width::wrap(words, columns.saturating_sub(indent));
        lines.extend(parts.into_iter().map(|part| format!("{lead}{part}")));
    }
    lines
}
