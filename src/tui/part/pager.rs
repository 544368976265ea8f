//! A text over the screen, to be read and left. It never changes what it shows.

use super::line::Line;
use crate::say::{plain, width};

/// A text with a heading.
#[derive(Debug)]
pub struct Pager {
    /// What it is.
    pub heading: String,
    /// Its lines as they fit, harmless.
    pub lines: Vec<String>,
    /// The first line on screen.
    pub top: usize,
    /// The words being typed that shown lines must have.
    pub finding: Option<Line>,
    /// The words that shown lines have.
    pub sought: String,
    /// What is copied instead of the text: a record as Markdown.
    pub copied: Option<String>,
    text: String,
}

impl Pager {
    /// A text from its beginning, wrapped to some columns.
    #[must_use]
    pub fn new(heading: impl Into<String>, text: &str, columns: usize) -> Self {
        let text = plain::text(text).into_owned();
        let lines = wrapped(&text, columns);
        let heading = heading.into();
        Self { heading, lines, top: 0, finding: None, sought: String::new(), copied: None, text }
    }

    /// What is copied: the whole text, or what stands for it.
    #[must_use]
    pub fn to_copy(&self) -> &str {
        self.copied.as_deref().unwrap_or(&self.text)
    }

    /// Wraps it to other columns; the reader stays about where they were.
    pub fn fit(&mut self, columns: usize) {
        let before = self.lines.len().max(1);
        self.lines = wrapped(&found(&self.text, &self.sought), columns);
        self.top = self.top * self.lines.len() / before;
    }

    /// Shows only lines that have all these words, and the headings they stand under.
    pub fn seek(&mut self, words: &str, columns: usize) {
        words.clone_into(&mut self.sought);
        self.lines = wrapped(&found(&self.text, words), columns);
        self.top = 0;
    }

    /// Scrolls by some lines, never past the end.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let last = self.lines.len().saturating_sub(height.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

/// The lines that have all words; a line that is not indented is the heading of those below it.
fn found(text: &str, words: &str) -> String {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut heading = None;
    for line in text.lines() {
        let lower = line.to_lowercase();
        let has = words.iter().all(|word| lower.contains(word.as_str()));
        if !line.starts_with(' ') {
            heading = Some(line).filter(|_| !has);
        }
        if has {
            for shown in heading.take().into_iter().chain([line]) {
                out.push_str(shown);
                out.push('\n');
            }
        }
    }
    out
}

/// Lines that fit; what goes on stands under its column.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    text.lines().flat_map(|line| width::hang(line, columns)).collect()
}
