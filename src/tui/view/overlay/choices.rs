//! Lists with a line to type on above them: the picker and the palette. Only the rows on screen
//! are built.

use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use super::frame::Frame;
use super::{drafts, refused, typed};
use crate::say::{plain, width};
use crate::tui::layout::Layout;
use crate::tui::part::line::Line;
use crate::tui::part::palette::Palette;
use crate::tui::part::picker::{Choice, Chosen, Pick, Picker, Value};
use crate::tui::part::search::Marker;
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// One row as it is drawn.
struct Drawn<'a> {
    mark: &'a str,
    text: &'a str,
    hint: &'a str,
    key: &'a str,
    here: bool,
}

pub(super) fn picker(
    picker: &Picker,
    size: (u16, u16),
    layout: Layout,
    pen: &mut Pen<'_>,
) -> Position {
    let rows = picker.rows(size);
    // As high as all choices need, whatever is typed: a frame that jumps is no help.
    let reads = picker.pick == Pick::Drafts;
    let needed = u16::try_from(picker.count()).unwrap_or(u16::MAX).clamp(4, 1_000) + 4;
    let needed = if reads { u16::MAX } else { needed };
    let area = Layout::overlay(size);
    let area = Rect { height: area.height.min(needed), ..area };
    let many = if picker.many { " · Space chooses several" } else { "" };
    let ticked = picker.choices.iter().filter(|it| it.chosen == Chosen::Yes).count();
    let foot = if reads {
        format!("{ticked} of {} ticked", picker.count())
    } else {
        format!("{} of {}{many}", picker.hits.len(), picker.count())
    };
    let caret = head(&picker.heading, &foot, &picker.line, area, pen);
    let mut marker = Marker::of(picker.line.text().trim());
    let visible: Vec<Choice> =
        (picker.top..).map_while(|hit| picker.at(hit)).take(usize::from(rows.height)).collect();
    let mut aligned = aligned(visible.iter().map(|choice| choice.text.as_str()), rows);
    if picker.pick == Pick::Disagreements {
        // What is decided by stands in the hint: there the title gives way.
        let hint = visible.iter().map(|choice| width::width(&choice.hint)).max().unwrap_or(0);
        aligned = aligned.min(usize::from(rows.width).saturating_sub(hint + 7));
    }
    for ((choice, hit), line) in visible.into_iter().zip(picker.top..).zip(0..) {
        let here = hit == picker.cursor;
        let drawn = Drawn {
            mark: mark(&choice, picker.many),
            text: &choice.text,
            hint: &choice.hint,
            key: "",
            here,
        };
        row(&drawn, &mut marker, aligned, rows, line, pen);
    }
    if picker.hits.is_empty() {
        pen.at(rows, 1, 0, "nothing matches", Role::Dim);
    }
    if reads && let Some(Value::Draft(draft)) = picker.at(picker.cursor).map(|it| it.value) {
        drafts::detail(&draft, rows, Layout::choices(size), pen);
    }
    refused(picker.refused.as_ref(), layout.message, pen);
    caret
}

const fn mark(choice: &Choice, many: bool) -> &'static str {
    match (choice.chosen, many) {
        (Chosen::Yes, _) => "✓ ",
        (Chosen::Some, _) => "~ ",
        (Chosen::No, true) => "▢ ",
        (Chosen::No, false) => "  ",
    }
}

pub(super) fn palette(
    palette: &Palette,
    size: (u16, u16),
    layout: Layout,
    pen: &mut Pen<'_>,
) -> Position {
    let area = Layout::overlay(size);
    let rows = Layout::choices(size);
    let foot = "words of an action or a command, #12 or words of a title";
    let caret = head("Do", foot, &palette.line, area, pen);
    let mut marker = Marker::of(palette.line.text().trim());
    let visible = palette.offers.iter().enumerate().skip(palette.top).zip(0..rows.height);
    let texts = visible.clone().map(|((_, offered), _)| offered.text.as_str());
    let aligned = aligned(texts, rows);
    for ((at, offered), line) in visible {
        let here = palette.cursor == Some(at);
        let drawn =
            Drawn { mark: "", text: &offered.text, hint: &offered.hint, key: &offered.key, here };
        row(&drawn, &mut marker, aligned, rows, line, pen);
    }
    refused(palette.refused.as_ref(), layout.message, pen);
    caret
}

/// Frame, line and the rule below it; returns where the caret is.
fn head(heading: &str, foot: &str, line: &Line, area: Rect, pen: &mut Pen<'_>) -> Position {
    let inside = Frame { heading, foot }.draw(area, pen);
    let start = pen.at(inside, 0, 0, "› ", Role::Key).min(inside.width);
    let rule = usize::from(inside.width);
    pen.text(Rect { y: inside.y + 1, height: 1, ..inside }, 0, &"─".repeat(rule), Role::Rule);
    let field = Rect { x: inside.x + start, width: inside.width - start, height: 1, ..inside };
    typed(line, field, pen)
}

/// How wide the texts of the rows on screen are, so that their hints stand below each other; the
/// hints have at least a third.
fn aligned<'a>(texts: impl Iterator<Item = &'a str>, rows: Rect) -> usize {
    let widest = texts.map(|text| width::width(&plain::line(text))).max().unwrap_or(0);
    widest.min(usize::from(rows.width) * 3 / 5)
}

/// A row: mark, text with what matches in it, hint, and its key at the right edge.
fn row(
    drawn: &Drawn<'_>,
    marker: &mut Marker,
    aligned: usize,
    rows: Rect,
    line: u16,
    pen: &mut Pen<'_>,
) {
    let key = if drawn.key.is_empty() { 0 } else { width::width(drawn.key) + 2 };
    let room = usize::from(rows.width.saturating_sub(2)).saturating_sub(key);
    let column = pen.at(rows, 1, line, drawn.mark, Role::Key);
    let text = plain::line(drawn.text);
    let wide = room.saturating_sub(width::width(drawn.mark));
    let text_room = if drawn.hint.is_empty() { wide } else { aligned.min(wide) };
    let text = width::cut(&text, text_room).into_owned();
    let hits = marker.matched(&text);
    let mut column = column;
    for (grapheme, at) in text.graphemes(true).zip(0u32..) {
        let role = if hits.binary_search(&at).is_ok() { Role::Match } else { Role::Plain };
        column = pen.at(rows, column, line, grapheme, role);
    }
    let begin = 1 + width::width(drawn.mark) + aligned + 2;
    let left = (room + 1).saturating_sub(begin);
    let hint = plain::line(drawn.hint);
    let begin = u16::try_from(begin).unwrap_or(u16::MAX).max(column);
    pen.at(rows, begin, line, &width::cut(&hint, left), Role::Dim);
    if !drawn.key.is_empty() {
        let wide = u16::try_from(width::width(drawn.key)).unwrap_or(0);
        pen.at(rows, rows.width.saturating_sub(wide + 1), line, drawn.key, Role::Key);
    }
    if drawn.here {
        pen.lay(rows, line, Role::Selected);
    }
}
