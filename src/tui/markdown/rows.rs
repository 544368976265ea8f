//! Text that runs on, broken into rows between its words, each part keeping its role.
//! It knows no Markdown.

use unicode_segmentation::UnicodeSegmentation as _;

use super::Line;
use crate::say::{plain, width};
use crate::tui::theme::Role;

/// Text that runs on; its line ends are meant.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// All of it.
    pub(super) text: String,
    /// Where each part ends, and its role.
    parts: Vec<(usize, Role)>,
}

impl Inline {
    /// Adds a part at the end.
    pub(super) fn push(&mut self, text: &str, role: Role) {
        self.text.push_str(&plain::text(text));
        match self.parts.last_mut() {
            Some((end, last)) if *last == role => *end = self.text.len(),
            _ => self.parts.push((self.text.len(), role)),
        }
    }
}

/// Adds a part to a line.
pub(super) fn join(line: &mut Line, text: &str, role: Role) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some((last, same)) if *same == role => last.push_str(text),
        _ => line.push((text.to_owned(), role)),
    }
}

/// The text in at most so many rows of at most so many columns.
pub(super) fn rows(inline: &Inline, columns: usize, most: usize) -> Vec<Line> {
    let mut rows = Rows { columns, ..Rows::default() };
    let mut parts = inline.parts.iter();
    let mut part = parts.next();
    let text = inline.text.trim_end_matches('\n');
    for (start, grapheme) in text.grapheme_indices(true) {
        while part.is_some_and(|(end, _)| *end <= start) {
            part = parts.next();
        }
        let role = part.map_or(Role::Plain, |(_, role)| *role);
        match grapheme {
            "\n" => rows.end(),
            " " => rows.blank(role),
            // Parts that are harmless alone can still pile up marks where they meet.
            _ => rows.grapheme(&plain::line(grapheme), role),
        }
        if rows.done.len() >= most {
            break;
        }
    }
    if !text.is_empty() {
        rows.end();
    }
    rows.done.truncate(most);
    rows.done
}

/// Rows on their way: what is done, the row that is being filled, the word that is being read.
#[derive(Debug, Default)]
struct Rows {
    columns: usize,
    done: Vec<Line>,
    row: Line,
    used: usize,
    blanks: Vec<Role>,
    word: Line,
    word_used: usize,
}

impl Rows {
    fn grapheme(&mut self, grapheme: &str, role: Role) {
        let grapheme = width::cut(grapheme, self.columns);
        let wide = width::width(&grapheme);
        if self.word_used + wide > self.columns {
            self.place();
        }
        self.word_used += wide;
        join(&mut self.word, &grapheme, role);
    }

    fn blank(&mut self, role: Role) {
        self.place();
        // More blanks than a row has columns are as good as that many.
        if !self.row.is_empty() && self.blanks.len() < self.columns {
            self.blanks.push(role);
        }
    }

    /// Puts the word that was read into the row, or into the next one where it does not fit.
    fn place(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let wide = self.blanks.len() + self.word_used;
        if !self.row.is_empty() && self.used + wide > self.columns {
            self.done.push(std::mem::take(&mut self.row));
            self.used = 0;
            self.blanks.clear();
        }
        self.used += self.blanks.len() + self.word_used;
        for role in self.blanks.drain(..) {
            join(&mut self.row, " ", role);
        }
        for (text, role) in self.word.drain(..) {
            join(&mut self.row, &text, role);
        }
        self.word_used = 0;
    }

    fn end(&mut self) {
        self.place();
        self.done.push(std::mem::take(&mut self.row));
        self.used = 0;
        self.blanks.clear();
    }
}
