//! Which row of the screen shows what: one pure function for moving and drawing. It knows no
//! words.

use ratatui::layout::Rect;

use super::lines::{Block, Line, Section};

/// Terminals at least this wide show two columns.
const WIDE: u16 = 100;
/// The rows of a burndown that is drawn.
pub const CHART: usize = 7;

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// What the product is for.
    Goal,
    /// The heading of a section, by the place of its block.
    Heading(usize),
    /// A row of a line, by its place among all lines.
    Line(usize, usize),
    /// A row of the burndown.
    Chart(usize),
    /// Nothing.
    Blank,
}

/// The room of the whole screen between header and message.
#[must_use]
pub fn body(size: (u16, u16)) -> Rect {
    let (width, height) = size;
    Rect { x: 0, y: 1.min(height), width, height: height.saturating_sub(3) }
}

/// The columns: one, or two beside each other.
#[must_use]
pub fn columns(size: (u16, u16)) -> Vec<Rect> {
    let body = body(size);
    if body.width < WIDE {
        return vec![body];
    }
    let left = Rect { width: body.width / 2 - 1, ..body };
    let right = Rect { x: left.width + 2, width: body.width - left.width - 2, ..body };
    vec![left, right]
}

/// What the rows of each column show, however high the screen is; with a burndown, and with blank
/// rows between sections, as far as there is room.
#[must_use]
pub fn rows(blocks: &[Block], goal: bool, chart: bool, size: (u16, u16)) -> Vec<Vec<Shown>> {
    let columns = columns(size);
    let two = columns.len() > 1;
    let room = usize::from(body(size).height);
    let of_column = |left: bool| {
        let column = two.then_some(left);
        // The goal goes across both columns.
        let first = goal.then_some(if left { Shown::Goal } else { Shown::Blank });
        let column = Wanted { blocks, column, first, room };
        column.rows(chart)
    };
    if two { vec![of_column(true), of_column(false)] } else { vec![of_column(true)] }
}

/// The sections of a column.
struct Wanted<'a> {
    blocks: &'a [Block],
    /// Whether the left ones, or the right ones; none is all.
    column: Option<bool>,
    /// What stands above the sections.
    first: Option<Shown>,
    room: usize,
}

impl Wanted<'_> {
    fn rows(&self, chart: bool) -> Vec<Shown> {
        let looks = [(chart, true), (false, true), (chart, false), (false, false)];
        let mut all = looks.into_iter().map(|(chart, gaps)| self.with(chart, gaps));
        let fits = |rows: &Vec<Shown>| rows.len() <= self.room;
        // Where nothing fits one scrolls, and blank rows make it easier to read.
        all.find(fits).unwrap_or_else(|| self.with(false, true))
    }

    fn with(&self, chart: bool, gaps: bool) -> Vec<Shown> {
        let mut rows: Vec<Shown> = self.first.into_iter().collect();
        let mut first = 0;
        let mut was_bare = false;
        for (at, block) in self.blocks.iter().enumerate() {
            let lines = first..first + block.lines.len();
            first = lines.end;
            if self.column.is_some_and(|left| left != block.section.is_left()) {
                continue;
            }
            // Headings without lines stand together.
            let is_bare = block.lines.is_empty();
            if gaps && !rows.is_empty() && !(was_bare && is_bare) {
                rows.push(Shown::Blank);
            }
            was_bare = is_bare;
            // These say themselves what they are.
            if !matches!(block.section, Section::Sprint | Section::Conflicts) {
                rows.push(Shown::Heading(at));
            }
            for (place, line) in lines.zip(&block.lines) {
                rows.extend((0..line.height()).map(|row| Shown::Line(place, row)));
                if chart && block.section == Section::Sprint && *line == Line::Running {
                    rows.extend((0..CHART).map(Shown::Chart));
                }
            }
        }
        rows
    }
}
