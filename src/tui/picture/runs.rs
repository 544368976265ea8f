//! Neighbouring cells that can be drawn as one piece. It knows nothing of SVG.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use super::palette::{Palette, Rgb};
use crate::say::{plain, width};

/// How letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) colour: Rgb,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) dim: bool,
}

/// Letters that stand in a row, all alike.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) x: u16,
    pub(super) cells: u16,
    pub(super) text: String,
    pub(super) ink: Ink,
    kind: Kind,
}

/// Letters of one font: what comes from another is stretched alone, and moves no neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Signs,
    Wide,
}

/// What is drawn under letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Ground,
    Underline,
    Strike,
}

impl Part {
    /// How far below the top of the cell it begins, and how high it is.
    pub(super) const fn place(self) -> (u32, u32) {
        match self {
            Self::Ground => (0, super::CELL.1),
            Self::Underline => (super::BASE + 150, 100),
            Self::Strike => (super::BASE - 480, 100),
        }
    }
}

/// Cells in a row with the same under their letters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) x: u16,
    pub(super) cells: u16,
    pub(super) part: Part,
    pub(super) colour: Rgb,
}

/// The cells of a line with the column and the width of each. The cells under a wide letter are
/// left out.
fn cells(buffer: &Buffer, line: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let (area, mut next) = (buffer.area, 0);
    (0..area.width).filter_map(move |x| {
        if x < next {
            return None;
        }
        let cell = buffer.cell((area.x + x, area.y + line))?;
        let wide = u16::try_from(width::width(cell.symbol())).unwrap_or(1);
        let wide = wide.clamp(1, area.width - x);
        next = x + wide;
        Some((x, wide, cell))
    })
}

/// Colour of the letters and of the ground.
fn colours(cell: &Cell, palette: &Palette) -> (Rgb, Rgb) {
    let fore = palette.colour(cell.fg).unwrap_or(palette.foreground);
    let back = palette.colour(cell.bg).unwrap_or(palette.background);
    if cell.modifier.contains(Modifier::REVERSED) { (back, fore) } else { (fore, back) }
}

/// What is drawn under the letters of a line: grounds first, then lines.
pub(super) fn stretches(buffer: &Buffer, line: u16, palette: &Palette) -> Vec<Stretch> {
    let (mut grounds, mut lines) = (Vec::new(), Vec::new());
    for (x, cells, cell) in cells(buffer, line) {
        let (fore, back) = colours(cell, palette);
        if back != palette.background {
            extend(&mut grounds, Stretch { x, cells, part: Part::Ground, colour: back });
        }
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let colour = palette.colour(cell.underline_color).unwrap_or(fore);
            extend(&mut lines, Stretch { x, cells, part: Part::Underline, colour });
        }
        if cell.modifier.contains(Modifier::CROSSED_OUT) {
            extend(&mut lines, Stretch { x, cells, part: Part::Strike, colour: fore });
        }
    }
    grounds.append(&mut lines);
    grounds
}

/// Makes the last stretch of its kind longer, or adds one.
fn extend(all: &mut Vec<Stretch>, new: Stretch) {
    let last = all.iter_mut().rev().find(|last| last.part == new.part);
    match last.filter(|last| last.colour == new.colour && last.x + last.cells == new.x) {
        Some(last) => last.cells += new.cells,
        None => all.push(new),
    }
}

/// The letters of a line. Two blanks end a run, so that nothing depends on how blanks are kept.
pub(super) fn runs(buffer: &Buffer, line: u16, palette: &Palette) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cells, cell) in cells(buffer, line) {
        let symbol = plain::line(cell.symbol());
        if symbol.trim().is_empty() || cell.modifier.contains(Modifier::HIDDEN) {
            continue;
        }
        let ink = Ink {
            colour: colours(cell, palette).0,
            bold: cell.modifier.contains(Modifier::BOLD),
            italic: cell.modifier.contains(Modifier::ITALIC),
            dim: cell.modifier.contains(Modifier::DIM),
        };
        let kind = kind(&symbol, cells);
        match runs.last_mut().filter(|run| run.ink == ink && run.kind == kind) {
            Some(run) if x - (run.x + run.cells) < 2 => {
                if x > run.x + run.cells {
                    run.text.push(' ');
                }
                run.text.push_str(&symbol);
                run.cells = x + cells - run.x;
            }
            _ => runs.push(Run { x, cells, text: symbol.into_owned(), ink, kind }),
        }
    }
    runs
}

fn kind(symbol: &str, cells: u16) -> Kind {
    let is_sign = |c| c >= '\u{2190}' && !('\u{2500}'..='\u{257F}').contains(&c);
    match symbol.chars().next() {
        _ if cells > 1 => Kind::Wide,
        Some(c) if is_sign(c) => Kind::Signs,
        _ => Kind::Letters,
    }
}
