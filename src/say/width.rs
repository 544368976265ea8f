//! How many columns a text takes, and how it is made to take fewer.
//! It never splits what is read as one character, and makes nothing harmless: that is `plain`.
//!
//! A text is as wide as its graphemes together, which is how a screen lays them into cells.

use std::borrow::Cow;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr;

/// What stands for the part that was cut off; one column wide.
const ELLIPSIS: char = '…';

/// The columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text in at most so many columns, its end cut off with `…` where it is longer.
#[must_use]
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    let (kept, _) = split_at_column(text, room);
    Cow::Owned(format!("{kept}{ELLIPSIS}"))
}

/// The text in exactly so many columns, blanks after it.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    format!("{text}{:blanks$}", "")
}

/// The text in exactly so many columns, blanks before it.
#[must_use]
pub fn fit_right(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    format!("{:blanks$}{text}", "")
}

/// The text in lines of at most so many columns, broken between words, and inside a word only
/// where the word alone is too long. Its own line ends stay; empty lines stay.
///
/// Only a single grapheme wider than `columns` makes a line wider than that.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

/// One line wrapped so that what goes on stands under its last column: behind the last gap of two
/// blanks or more in its first half, else under its first word.
#[must_use]
pub fn hang(line: &str, columns: usize) -> Vec<String> {
    if width(line) <= columns {
        return vec![line.to_owned()];
    }
    let begin = |(gap, _): (usize, &str)| {
        let rest = line.get(gap..).unwrap_or_default();
        gap + rest.len() - rest.trim_start_matches(' ').len()
    };
    let in_first_half = |at: &usize| line.get(..*at).is_some_and(|it| width(it) <= columns / 2);
    let column = line.match_indices("  ").map(begin).filter(in_first_half).last().unwrap_or(0);
    let (head, rest) = line.split_at_checked(column).unwrap_or(("", line));
    let indent = width(head);
    let parts = wrap(rest, columns.saturating_sub(indent)).into_iter().enumerate();
    let lead = |at| if at == 0 { head.to_owned() } else { " ".repeat(indent) };
    parts.map(|(at, part)| lead(at) + &part).collect()
}

fn wrap_line(line: &str, columns: usize) -> Vec<String> {
    let pieces: Vec<Piece<'_>> = pieces(line, columns);
    let columns = u32::try_from(columns).map_or(f64::INFINITY, f64::from);
    let rows = wrap_first_fit(&pieces, &[columns]);
    rows.into_iter().map(join).collect()
}

/// The words of one row with the blanks between them, without those at its end.
fn join(row: &[Piece<'_>]) -> String {
    let mut text = String::new();
    let mut blanks = 0;
    for piece in row {
        text.extend(std::iter::repeat_n(' ', blanks));
        text.push_str(piece.word);
        blanks = piece.blanks;
    }
    text
}

/// A word, or a part of one that is too long, and the blanks after it.
#[derive(Debug)]
struct Piece<'a> {
    word: &'a str,
    blanks: usize,
}

impl Fragment for Piece<'_> {
    fn width(&self) -> f64 {
        columns_of(width(self.word))
    }

    fn whitespace_width(&self) -> f64 {
        columns_of(self.blanks)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn columns_of(width: usize) -> f64 {
    u32::try_from(width).map_or(f64::INFINITY, f64::from)
}

/// The words of a line, none wider than `columns` but for a single wide grapheme. Blanks at the
/// start of the line are an empty word with blanks after it.
fn pieces(line: &str, columns: usize) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after.trim_start_matches(' ');
        let last = break_up(word, columns, &mut pieces);
        pieces.push(Piece { word: last, blanks: after.len() - rest.len() });
    }
    pieces
}

/// Breaks a word into parts that fit, each with at least one grapheme; returns the last one.
fn break_up<'a>(word: &'a str, columns: usize, pieces: &mut Vec<Piece<'a>>) -> &'a str {
    let (mut start, mut used) = (0, 0);
    for (index, grapheme) in word.grapheme_indices(true) {
        let wide = grapheme.width();
        if used + wide > columns && index > start {
            let part = word.get(start..index).unwrap_or_default();
            pieces.push(Piece { word: part, blanks: 0 });
            (start, used) = (index, 0);
        }
        used += wide;
    }
    word.get(start..).unwrap_or_default()
}

/// What fits into so many columns, and the rest.
fn split_at_column(text: &str, columns: usize) -> (&str, &str) {
    let mut used = 0;
    let over = text.grapheme_indices(true).find(|(_, grapheme)| {
        used += grapheme.width();
        used > columns
    });
    let end = over.map_or(text.len(), |(start, _)| start);
    text.split_at_checked(end).unwrap_or((text, ""))
}
