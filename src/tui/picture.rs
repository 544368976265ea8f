//! A drawn screen as a picture in SVG, the same to the byte every time. It reads no font, and the
//! picture holds no script and refers to nothing outside itself.

mod palette;
mod runs;

use std::fmt::{Arguments, Display, Formatter, Result, Write as _};

use ratatui::buffer::Buffer;

pub use self::palette::{DARK, LIGHT, Palette, Rgb};
use self::runs::{Run, Stretch};
use crate::say::plain;

/// The width of a cell and its height, in hundredths: those of the first font at 16 pixels.
const CELL: (u32, u32) = (963, 1862);
/// From the top of a cell down to the line the letters stand on.
const BASE: u32 = 1485;
/// Room around the cells.
const MARGIN: u32 = 1600;

/// What a picture needs besides its cells.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// What it is, in a few words.
    pub title: &'a str,
    /// What is to be seen, for those who cannot see it.
    pub alt: &'a str,
    /// How the terminal's colours look.
    pub palette: &'a Palette,
}

/// The picture of a screen.
#[must_use]
pub fn svg(buffer: &Buffer, look: &Look<'_>) -> String {
    let area = buffer.area;
    let cells = (u32::from(area.width) * CELL.0, u32::from(area.height) * CELL.1);
    let size = (cells.0 + 2 * MARGIN, cells.1 + 2 * MARGIN);
    let (width, height) = (Pixels(size.0), Pixels(size.1));
    let Palette { background, edge, .. } = look.palette;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n",
        Escaped(look.title),
        Escaped(look.alt),
    );
    let (inner_width, inner_height) = (Pixels(size.0 - 100), Pixels(size.1 - 100));
    line(
        &mut out,
        format_args!(
            "<rect x=\"0.5\" y=\"0.5\" width=\"{inner_width}\" height=\"{inner_height}\" rx=\"10\" \
             fill=\"{background}\" stroke=\"{edge}\"/>"
        ),
    );
    let margin = Pixels(MARGIN);
    line(
        &mut out,
        format_args!(
            "<g transform=\"translate({margin} {margin})\" font-size=\"16\" \
             font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\">"
        ),
    );
    for y in 0..area.height {
        for stretch in runs::stretches(buffer, y, look.palette) {
            ground(&mut out, &stretch, y);
        }
    }
    for y in 0..area.height {
        for run in runs::runs(buffer, y, look.palette) {
            text(&mut out, &run, y);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The ground under some cells, or a line through or under them.
fn ground(out: &mut String, stretch: &Stretch, row: u16) {
    let (top, height) = stretch.part.place();
    let x = Pixels(u32::from(stretch.x) * CELL.0);
    let y = Pixels(u32::from(row) * CELL.1 + top);
    let width = Pixels(u32::from(stretch.cells) * CELL.0);
    let (height, colour) = (Pixels(height), stretch.colour);
    line(
        out,
        format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\" \
             shape-rendering=\"crispEdges\"/>"
        ),
    );
}

fn text(out: &mut String, run: &Run, row: u16) {
    let x = Pixels(u32::from(run.x) * CELL.0);
    let y = Pixels(u32::from(row) * CELL.1 + BASE);
    let long = Pixels(u32::from(run.cells) * CELL.0);
    let ink = run.ink;
    let bold = if ink.bold { " font-weight=\"bold\"" } else { "" };
    let italic = if ink.italic { " font-style=\"italic\"" } else { "" };
    let dim = if ink.dim { " opacity=\"0.6\"" } else { "" };
    let (colour, words) = (ink.colour, Escaped(&run.text));
    line(
        out,
        format_args!(
            "<text x=\"{x}\" y=\"{y}\" textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\" \
             fill=\"{colour}\"{bold}{italic}{dim}>{words}</text>"
        ),
    );
}

fn line(out: &mut String, words: Arguments<'_>) {
    out.push_str(&words.to_string());
    out.push('\n');
}

/// Hundredths of a pixel, written in pixels.
#[derive(Clone, Copy)]
struct Pixels(u32);

impl Display for Pixels {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(f, "{whole}"),
            part if part % 10 == 0 => write!(f, "{whole}.{}", part / 10),
            part => write!(f, "{whole}.{part:02}"),
        }
    }
}

/// A text as it may stand between tags and in quotes.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for c in plain::line(self.0).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // XML has no place for these two, not even escaped.
                '\u{FFFE}' | '\u{FFFF}' => f.write_char('\u{FFFD}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
