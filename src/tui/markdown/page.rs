//! The lines made so far, and what stands before each: bars of quotes, markers and indents of
//! lists. It knows no Markdown and breaks no text.

use super::Line;
use super::rows::join;
use crate::say::width;
use crate::tui::theme::Role;

/// What a block stands in; each puts something before its lines.
#[derive(Debug)]
pub(super) enum Frame {
    Quote,
    List {
        /// The number of the next point; none where they have no numbers.
        next: Option<u64>,
        /// Whether empty lines stand between its points.
        loose: bool,
    },
    Point {
        marker: String,
        /// Whether the marker stands on a line already; the others are indented by its width.
        shown: bool,
    },
}

/// Lines, one below the other.
#[derive(Debug)]
pub(super) struct Page {
    columns: usize,
    /// At most so many lines.
    pub(super) most: usize,
    /// Those that were made.
    pub(super) lines: Vec<Line>,
    /// What the next line stands in, the outermost first.
    pub(super) frames: Vec<Frame>,
    /// Whether the next block is to stand apart from the one before.
    pub(super) apart: bool,
    /// The frames in which an empty line comes before the next line.
    gap: Option<usize>,
}

impl Page {
    pub(super) const fn new(columns: usize, most: usize) -> Self {
        Self { columns, most, lines: Vec::new(), frames: Vec::new(), apart: false, gap: None }
    }

    /// Whether there are lines enough.
    pub(super) const fn is_full(&self) -> bool {
        self.lines.len() >= self.most
    }

    /// A block begins.
    pub(super) fn open(&mut self) {
        if std::mem::take(&mut self.apart) {
            self.gap.get_or_insert(self.frames.len());
        }
    }

    /// A block ended: the next one stands apart, but for the points of a list without empty lines.
    pub(super) fn close(&mut self) {
        self.apart = self.loose().is_none_or(|loose| *loose);
    }

    /// Whether empty lines stand between the points of the list whose point this is.
    pub(super) fn loose(&mut self) -> Option<&mut bool> {
        match self.frames.as_mut_slice() {
            [.., Frame::List { loose, .. }, Frame::Point { .. }] => Some(loose),
            _ => None,
        }
    }

    /// Makes the marker of a point a box, ticked or not.
    pub(super) fn task(&mut self, done: bool) {
        let ticked = if done { "✓ " } else { "▢ " };
        if let [.., Frame::List { next, .. }, Frame::Point { marker, .. }] = &mut *self.frames {
            if next.is_none() {
                marker.clear();
            }
            marker.push_str(ticked);
        }
    }

    /// Writes a line with all that stands before it.
    pub(super) fn line(&mut self, parts: Line) {
        if self.is_full() {
            return;
        }
        if let Some(depth) = self.gap.take()
            && !self.lines.is_empty()
        {
            let mut line = self.before(depth, false);
            while line.pop_if(|(text, _)| text.trim().is_empty()).is_some() {}
            if let Some((text, _)) = line.last_mut() {
                text.truncate(text.trim_end().len());
            }
            self.lines.push(line);
        }
        let mut line = self.before(self.frames.len(), true);
        for (text, role) in parts {
            join(&mut line, &text, role);
        }
        for frame in &mut self.frames {
            if let Frame::Point { shown, .. } = frame {
                *shown = true;
            }
        }
        if !self.is_full() {
            self.lines.push(line);
        }
    }

    /// The columns a line has for its text.
    pub(super) fn room(&self) -> usize {
        let before = self.before(self.frames.len(), true);
        self.columns - before.iter().map(|(text, _)| width::width(text)).sum::<usize>()
    }

    /// What stands before a line in so many frames. However deep they are, text has room.
    fn before(&self, depth: usize, marked: bool) -> Line {
        let mut line = Line::new();
        let mut room = self.columns - (self.columns / 2).clamp(1, 12);
        for frame in self.frames.iter().take(depth) {
            let (text, role) = match frame {
                Frame::Quote => ("│ ".to_owned(), Role::Rule),
                Frame::List { .. } => continue,
                Frame::Point { marker, shown: false } if marked => (marker.clone(), Role::Plain),
                Frame::Point { marker, .. } => (" ".repeat(width::width(marker)), Role::Plain),
            };
            let Some(rest) = room.checked_sub(width::width(&text)) else { break };
            room = rest;
            join(&mut line, &text, role);
        }
        line
    }
}
