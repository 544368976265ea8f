//! Markdown as lines of the screen: headings, lists, quotes, tables, code. It never draws, and
//! nothing in a text can move, hide or colour what stands around it.

mod page;
mod rows;
mod table;
mod writer;

use self::writer::Writer;
use super::theme::Role;
use crate::say::plain;

/// One line: its parts from left to right, and how each looks.
pub type Line = Vec<(String, Role)>;

/// The bytes that are read at first. Most descriptions are shorter; of a longer one, its
/// beginning is mostly all that is on screen.
const FIRST: usize = 32 * 1024;

/// A text in Markdown as at most so many lines, none wider than so many columns.
///
/// Of a long text only as much is read as these lines need, so a reference that is defined far
/// below may stay as it was typed.
#[must_use]
pub fn lines(text: &str, columns: usize, most: usize) -> Vec<Line> {
    if columns == 0 || most == 0 {
        return Vec::new();
    }
    let mut read = FIRST;
    loop {
        let part = beginning(text, read);
        let lines = Writer::new(columns, most).write(&plain::text(part));
        if lines.len() >= most || part.len() == text.len() {
            return lines;
        }
        read = read.saturating_mul(4);
    }
}

/// About so many bytes from the beginning of a text, in whole lines where it has lines.
fn beginning(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let part = text.get(..end).unwrap_or(text);
    part.rfind('\n').and_then(|end| part.get(..=end)).unwrap_or(part)
}
