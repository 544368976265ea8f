//! The page of a story: only the slots on screen are built, each as the lines it needs.

mod facts;
mod text;

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::story::Story;
use crate::say::{plain, width};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::story::{Room, Slot, StoryPage};
use crate::tui::theme::Role;

/// More lines than anybody scrolls through; a description of megabytes ends here.
const MOST: usize = 5_000;
/// The columns of a field's name.
const NAME: usize = 11;

/// A piece of a line, and what it is.
type Span = (String, Role);

/// A line on screen: of which slot, where, and its pieces.
type Shown = (usize, u16, Vec<Span>);

/// How much room the page has.
#[must_use]
pub(super) fn room(app: &App) -> Room {
    let [text, _, beside] = Layout::page(app.size);
    Room { height: usize::from(text.height), beside: beside.width > 0 }
}

/// The lines a slot takes.
#[must_use]
pub(super) fn height(app: &App, page: &StoryPage, backlog: &Backlog, at: usize) -> usize {
    let (Some(slot), Some(story)) = (page.slots.get(at), backlog.story(page.story)) else {
        return 1;
    };
    let first = is_first(app, page, at);
    lines(*slot, first, story, page, backlog, columns(app, page, at), MOST).len().max(1)
}

/// The columns the slot at a place has: the mark of the cursor stands before it.
fn columns(app: &App, page: &StoryPage, at: usize) -> usize {
    let [text, _, beside] = Layout::page(app.size);
    let area = if beside.width > 0 && at >= page.split { beside } else { text };
    usize::from(area.width.saturating_sub(3))
}

/// Draws the page; returns where the terminal's cursor stands.
pub(super) fn draw(
    app: &App,
    page: &StoryPage,
    backlog: &Backlog,
    pen: &mut Pen<'_>,
) -> Option<Position> {
    let [text, rule, beside] = Layout::page(app.size);
    for line in 0..rule.height {
        pen.text(rule, line, "│", Role::Rule);
    }
    let mut cursor = None;
    for (side, area) in [text, beside].into_iter().enumerate() {
        let shown = shown(app, page, backlog, side, area);
        goes_on(app, page, backlog, side, &shown, area, pen);
        for (slot_at, y, line) in shown {
            let here = slot_at == page.cursor;
            if here && cursor.is_none() {
                pen.at(area, 0, y, "▸", Role::Key);
                cursor = Some(Position { x: area.x, y: area.y + y });
            }
            let mut column = 2;
            for (words, role) in line {
                column = pen.at(area, column, y, &words, role);
            }
            if here {
                pen.lay(area, y, Role::Selected);
            }
        }
    }
    cursor
}

/// Says at the edge of a side that it goes on above or below.
fn goes_on(
    app: &App,
    page: &StoryPage,
    backlog: &Backlog,
    side: usize,
    shown: &[Shown],
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let (Some((first, ..)), Some((last, ..))) = (shown.first(), shown.last()) else { return };
    let range = page.pane(side, room(app));
    let skipped = page.tops.get(side).filter(|top| top.0 == *first).map_or(0, |top| top.1);
    let edge = area.width.saturating_sub(1);
    if *first > range.start || skipped > 0 {
        pen.at(area, edge, 0, "↑", Role::Key);
    }
    let seen = shown.iter().filter(|(at, ..)| at == last).count();
    let skipped = if first == last { skipped } else { 0 };
    if last + 1 < range.end || height(app, page, backlog, *last) > seen + skipped {
        pen.at(area, edge, area.height.saturating_sub(1), "↓", Role::Key);
    }
}

/// The lines of a side that are on screen: of which slot each is, and where it stands.
fn shown(app: &App, page: &StoryPage, backlog: &Backlog, side: usize, area: Rect) -> Vec<Shown> {
    let Some(story) = backlog.story(page.story) else { return Vec::new() };
    let range = page.pane(side, room(app));
    let top = page.tops.get(side).copied().unwrap_or_default();
    let first = if range.contains(&top.0) { top } else { (range.start, 0) };
    let mut out = Vec::new();
    let mut y = 0u16;
    for at in first.0..range.end {
        let Some(slot) = page.slots.get(at) else { break };
        let skip = if at == first.0 { first.1 } else { 0 };
        let left = usize::from(area.height - y);
        let room = columns(app, page, at);
        let first = is_first(app, page, at);
        let built = lines(*slot, first, story, page, backlog, room, skip + left);
        for line in built.into_iter().skip(skip).take(left) {
            out.push((at, y, line));
            y += 1;
        }
        if y >= area.height {
            break;
        }
    }
    out
}

/// The slot that a place of the screen shows.
pub(super) fn slot_at(
    app: &App,
    page: &StoryPage,
    backlog: &Backlog,
    at: Position,
) -> Option<usize> {
    let [text, _, beside] = Layout::page(app.size);
    let (side, area) = [text, beside].into_iter().enumerate().find(|(_, it)| it.contains(at))?;
    let lines = shown(app, page, backlog, side, area);
    let (slot, _, _) = lines.into_iter().find(|(_, y, _)| area.y + y == at.y)?;
    page.slots.get(slot).filter(|it| it.can_be_chosen()).map(|_| slot)
}

/// Where the value of the slot under the cursor stands, to type it in its place.
pub(super) fn spot(app: &App, page: &StoryPage, backlog: &Backlog) -> Option<Rect> {
    let room = room(app);
    let side = page.pane_of_cursor(room);
    let [text, _, beside] = Layout::page(app.size);
    let area = if side == 1 { beside } else { text };
    let lines = shown(app, page, backlog, side, area);
    let (_, y, _) = lines.into_iter().find(|(at, _, _)| *at == page.cursor)?;
    let named = matches!(page.slot(), Some(Slot::Value(_)));
    let indent = u16::try_from(if named { 2 + NAME + 1 } else { 2 }).unwrap_or(0);
    let indent = indent.min(area.width.saturating_sub(8));
    Some(Rect { x: area.x + indent, y: area.y + y, width: area.width - indent, height: 1 })
}

/// Whether a slot is the first of its side: no empty line stands before it.
fn is_first(app: &App, page: &StoryPage, at: usize) -> bool {
    at == 0 || (at == page.split && room(app).beside)
}

/// The lines of a slot, at most so many.
fn lines(
    slot: Slot,
    first: bool,
    story: &Story,
    page: &StoryPage,
    backlog: &Backlog,
    columns: usize,
    most: usize,
) -> Vec<Vec<Span>> {
    let mut paper = Paper { lines: Vec::new(), columns: columns.max(1), most: most.min(MOST) };
    match slot {
        Slot::Heading(words) => {
            if !first {
                paper.lines.push(Vec::new());
            }
            let rest = paper.columns.saturating_sub(width::width(words) + 1);
            let dashes = "─".repeat(rest);
            paper.lines.push(vec![(format!("{words} "), Role::Heading), (dashes, Role::Rule)]);
        }
        Slot::Wording(at) => text::wording(&mut paper, page.found.get(at)),
        Slot::Value(field) => facts::value(&mut paper, field, story, backlog),
        Slot::DependsOn(_)
        | Slot::AddDependency
        | Slot::NeededBy(_)
        | Slot::Link(..)
        | Slot::AddLink
        | Slot::SplitFrom(_)
        | Slot::SplitInto(_) => facts::relation(&mut paper, slot, backlog),
        Slot::Idea(id) => facts::idea(&mut paper, id, backlog),
        Slot::ReadyLine(_)
        | Slot::DoneLine(_)
        | Slot::Verdict(_)
        | Slot::Kept(_)
        | Slot::History(_) => facts::record(&mut paper, slot, story, backlog),
        _ => text::draw(&mut paper, slot, story, backlog),
    }
    paper.lines
}

/// Lines being written, as wide as there is room and no more than are wanted.
struct Paper {
    lines: Vec<Vec<Span>>,
    columns: usize,
    most: usize,
}

impl Paper {
    /// A text behind a mark, wrapped; what goes on stands under its beginning.
    fn marked(&mut self, mark: &str, text: &str, role: Role) {
        let indent = width::width(mark);
        let text = plain::line(text);
        let wrapped = width::wrap(&text, self.columns.saturating_sub(indent));
        for (at, line) in wrapped.into_iter().take(self.most).enumerate() {
            let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push(vec![(format!("{lead}{line}"), role)]);
        }
    }

    /// A value behind its name; what goes on stands under its beginning.
    fn named(&mut self, name: &str, text: &str, role: Role) {
        let text = plain::line(text);
        let wrapped = width::wrap(&text, self.columns.saturating_sub(NAME + 1).max(8));
        for (at, line) in wrapped.into_iter().take(self.most).enumerate() {
            let lead = width::fit(if at == 0 { name } else { "" }, NAME);
            self.lines.push(vec![(format!("{lead} "), Role::Dim), (line, role)]);
        }
    }
}
