//! What lies over the screen: a line being typed, a form, a text being read or written, what to
//! do about a failed save.

mod choices;
mod drafts;
mod frame;
mod splitting;
mod unsaved;

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget as _;
use unicode_segmentation::UnicodeSegmentation as _;

use self::frame::Frame;
use super::{Pen, bars, story, wording};
use crate::say::{plain, width};
use crate::tui::app::{App, Overlay};
use crate::tui::layout::Layout;
use crate::tui::part::editor::Editor;
use crate::tui::part::form::Form;
use crate::tui::part::line::Line;
use crate::tui::part::pager::Pager;
use crate::tui::part::picker::Pick;
use crate::tui::part::prompt::{Prompt, Purpose};
use crate::tui::theme::Role;

/// More characters than one column ever takes, but for a joke.
const MOST_CHARS: usize = 16;
/// The columns of the names of a form's lines, at least.
const NAMES: u16 = 11;
/// The columns of a form's line that has a note beside it.
const SHORT: u16 = 11;

/// Draws the overlay, if there is one; returns where the caret is.
pub(super) fn draw(app: &App, layout: Layout, pen: &mut Pen<'_>) -> Option<Position> {
    let area = Layout::overlay(app.size);
    match app.overlay.as_ref()? {
        Overlay::Prompt(prompt) => Some(prompted(app, prompt, layout, pen)),
        Overlay::Form(form) => Some(filled_in(app, form, layout, pen)),
        Overlay::Splitting(it) => Some(splitting::draw(it, area, layout, pen)),
        Overlay::Editor(editor) => Some(written(app, editor, layout, pen)),
        Overlay::Picker(picker) => {
            let caret = choices::picker(picker, app.size, layout, pen);
            // An editor that failed left the drafts where they were: why is read above them.
            if picker.pick == Pick::Drafts && picker.refused.is_none() && app.message.is_some() {
                bars::message(app, layout.message, pen);
            }
            Some(caret)
        }
        Overlay::Palette(palette) => Some(choices::palette(palette, app.size, layout, pen)),
        Overlay::Pager(pager) => Some(page(pager, area, pen)),
        Overlay::Unsaved(asked) => Some(unsaved::draw(app, *asked, pen)),
    }
}

/// Says why something was not taken, above the footer.
fn refused(why: Option<&String>, area: Rect, pen: &mut Pen<'_>) {
    if let Some(why) = why {
        bars::upwards(area, &format!("! {}", plain::line(why)), Role::Warn, pen);
    }
}

/// Says in one line how what is typed reads.
fn reads(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if let Some(said) = wording::said(app) {
        pen.clear(area);
        let room = usize::from(area.width.saturating_sub(2));
        pen.at(area, 1, 0, &width::cut(&said, room), Role::Dim);
    }
}

/// A line on the message line; on the page of a story, where its value stands.
fn prompted(app: &App, prompt: &Prompt, layout: Layout, pen: &mut Pen<'_>) -> Position {
    let area = layout.message;
    let of_page = !matches!(
        prompt.purpose,
        Purpose::Idea
            | Purpose::DismissIdea(_)
            | Purpose::Drop
            | Purpose::FollowUp
            | Purpose::MoveTo
            | Purpose::Filter
            | Purpose::SaveElsewhere
            | Purpose::ProductName
            | Purpose::Waive(_)
            | Purpose::Sprint(_)
    );
    let spot = app.page.as_ref().zip(app.backlog()).filter(|_| of_page);
    if let Some(spot) = spot.and_then(|(page, backlog)| story::spot(app, page, backlog)) {
        pen.clear(area);
        let label = width::cut(&prompt.label, usize::from(area.width.saturating_sub(2)));
        pen.at(area, 1, 0, &label, Role::Dim);
        refused(prompt.refused.as_ref(), area, pen);
        if prompt.refused.is_none() {
            reads(app, above(area), pen);
        }
        pen.clear(spot);
        return typed(&prompt.line, spot, pen);
    }
    pen.clear(area);
    if prompt.refused.is_none() && !prompt.note.is_empty() {
        // What helps to type is no warning.
        let role = if prompt.purpose == Purpose::Idea { Role::Dim } else { Role::Warn };
        bars::upwards(above(area), &plain::line(&prompt.note), role, pen);
    }
    if prompt.refused.is_none() && prompt.note.is_empty() {
        reads(app, above(area), pen);
    }
    refused(prompt.refused.as_ref(), above(area), pen);
    let colon = prompt.label.ends_with(':') || prompt.label.ends_with('?');
    let label = if colon { format!("{} ", prompt.label) } else { format!("{}: ", prompt.label) };
    let most = usize::from(area.width) * 2 / 3;
    let start = pen.at(area, 1, 0, &width::cut(&label, most), Role::Heading);
    let field = Rect { x: area.x + start, width: area.width.saturating_sub(start), ..area };
    typed(&prompt.line, field, pen)
}

/// As much of a line as keeps the caret in sight.
fn typed(line: &Line, field: Rect, pen: &mut Pen<'_>) -> Position {
    let room = usize::from(field.width).saturating_sub(1).max(1);
    // What is shown begins and ends near the caret: a paste may be a million characters long.
    let (before, after) = line.around_caret(MOST_CHARS * (room + 1));
    let before = plain::line(before).into_owned();
    let whole = format!("{before}{}", plain::line(after));
    // From the caret back, as many characters as there is room for.
    let (mut hidden, mut used) = (before.len(), 0);
    for (at, grapheme) in before.grapheme_indices(true).rev() {
        let wide = width::width(grapheme);
        if used + wide > room {
            break;
        }
        (hidden, used) = (at, used + wide);
    }
    let caret = u16::try_from(used).unwrap_or(0);
    let text = whole.get(hidden..).unwrap_or_default();
    pen.text(field, 0, &width::cut(text, usize::from(field.width)), Role::Plain);
    Position { x: field.x + caret.min(field.width.saturating_sub(1)), y: field.y }
}

/// The line above an area.
const fn above(area: Rect) -> Rect {
    Rect { y: area.y.saturating_sub(1), ..area }
}

/// Several lines with their names, and the sentence they make.
fn filled_in(app: &App, form: &Form, layout: Layout, pen: &mut Pen<'_>) -> Position {
    let area = Layout::overlay(app.size);
    let lines = u16::try_from(form.lines.len()).unwrap_or(u16::MAX);
    let inner = usize::from(area.width.saturating_sub(4));
    // Four lines of it are read; more need not be laid out.
    let sentence: String = form.sentence().chars().take(4 * MOST_CHARS * (inner + 1)).collect();
    let sentence = width::wrap(&plain::line(&sentence), inner);
    let told = u16::try_from(sentence.len()).unwrap_or(4).min(4);
    let height = (lines + told + 3).min(area.height);
    let area = Rect { y: area.y + (area.height - height) / 3, height, ..area };
    let inside = Frame { heading: &form.heading, foot: "" }.draw(area, pen);
    let mut caret = Position { x: inside.x, y: inside.y };
    let longest = form.lines.iter().map(|(name, _)| width::width(name)).max().unwrap_or(0);
    let names = NAMES.max(u16::try_from(longest).unwrap_or(0).saturating_add(2));
    for ((at, (name, line)), y) in form.lines.iter().enumerate().zip(0..inside.height) {
        let role = if at == form.at { Role::Key } else { Role::Dim };
        pen.at(inside, 0, y, &width::fit_right(name, usize::from(names - 2)), role);
        let left = names.min(inside.width);
        let note = form.notes.get(at).filter(|_| inside.width > left + SHORT);
        let wide = if note.is_some() { SHORT } else { inside.width - left };
        let field = Rect { x: inside.x + left, y: inside.y + y, width: wide, height: 1 };
        if let Some(note) = note {
            let rest = usize::from(inside.width - left - SHORT);
            pen.at(inside, left + SHORT, y, &width::cut(&plain::line(note), rest), Role::Dim);
        }
        let at_caret = typed(line, field, pen);
        if at == form.at {
            caret = at_caret;
        }
    }
    for (text, y) in sentence.iter().zip(lines + 1..inside.height) {
        pen.at(inside, 0, y, text, Role::Emphasis);
    }
    if form.refused.is_none() {
        reads(app, layout.message, pen);
    }
    refused(form.refused.as_ref(), layout.message, pen);
    caret
}

/// A long text with its caret.
fn written(app: &App, editor: &Editor, layout: Layout, pen: &mut Pen<'_>) -> Position {
    let area = Layout::overlay(app.size);
    let cursor = editor.area().cursor();
    let foot = format!("line {} of {}", cursor.0 + 1, editor.area().lines().len());
    let inside = Frame { heading: &editor.heading, foot: &foot }.draw(area, pen);
    let inside = inside.intersection(pen.buffer.area);
    if inside.area() > 0 {
        editor.area().render(inside, pen.buffer);
        pen.gate(inside);
    }
    if editor.refused.is_none() {
        reads(app, layout.message, pen);
    }
    refused(editor.refused.as_ref(), layout.message, pen);
    let (top, left) = editor.area().scroll_offset();
    let caret = editor.area().screen_cursor();
    let offset = |at: usize, first: u16, room: u16| {
        let at = u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first);
        at.min(room.saturating_sub(1))
    };
    Position {
        x: inside.x + offset(caret.col, left, inside.width),
        y: inside.y + offset(caret.row, top, inside.height),
    }
}

/// A text being read.
fn page(pager: &Pager, area: Rect, pen: &mut Pen<'_>) -> Position {
    let height = usize::from(area.height.saturating_sub(2));
    let until = (pager.top + height).min(pager.lines.len());
    let foot = match pager.sought.as_str() {
        _ if pager.finding.is_some() => String::new(),
        "" => format!("{until} of {}", pager.lines.len()),
        sought => format!("{until} of {} with “{}”", pager.lines.len(), plain::line(sought)),
    };
    let inside = Frame { heading: &pager.heading, foot: &foot }.draw(area, pen);
    for (text, line) in pager.lines.iter().skip(pager.top).zip(0..inside.height) {
        let role = if text.starts_with(' ') { Role::Plain } else { Role::Strong };
        pen.text(inside, line, &width::cut(text, usize::from(inside.width)), role);
    }
    let Some(line) = &pager.finding else { return Position { x: inside.x, y: inside.y } };
    let bottom = area.y + area.height.saturating_sub(1);
    let field = Rect { x: inside.x, y: bottom, width: inside.width, height: 1 };
    let start = pen.at(field, 0, 0, " find: ", Role::Heading).min(field.width);
    // The caret has a blank, and the rest of the frame stays.
    let typed_wide = u16::try_from(width::width(&plain::line(line.text()))).unwrap_or(u16::MAX);
    let wide = typed_wide.saturating_add(2).min(field.width - start);
    let field = Rect { x: field.x + start, width: wide, ..field };
    pen.clear(field);
    typed(line, field, pen)
}
