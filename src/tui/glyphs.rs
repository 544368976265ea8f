//! The screen in ASCII, for terminals and fonts that know nothing else: one pass over what was
//! drawn. It never changes a width, and letters of people stay as they are.

use ratatui::buffer::Buffer;

/// Puts an ASCII character in the place of every glyph that is a sign and no letter.
pub fn ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let mut glyphs = cell.symbol().chars();
        if let (Some(glyph), None) = (glyphs.next(), glyphs.next())
            && let Some(plain) = ascii_of(glyph)
        {
            cell.set_char(plain);
        }
    }
}

/// What stands for a glyph in ASCII: one column for one column. None for ASCII itself, for
/// letters, and for whatever takes two columns.
#[must_use]
pub const fn ascii_of(glyph: char) -> Option<char> {
    match glyph {
        '\0'..='\x7F' => None,
        '\u{2500}'..='\u{257F}' => Some(line(glyph)),
        '\u{2580}'..='\u{259F}' => Some(block(glyph)),
        '\u{2800}'..='\u{28FF}' => Some(dots(glyph as u32 - 0x2800)),
        // The pictures of control characters.
        '\u{2400}'..='\u{2426}' => Some('?'),
        _ => sign(glyph),
    }
}

const fn sign(glyph: char) -> Option<char> {
    Some(match glyph {
        '▸' | '▶' | '▹' | '▷' | '›' | '→' | '⇒' | '⟩' | '»' | '≥' => '>',
        '◂' | '◀' | '◃' | '◁' | '‹' | '←' | '⇐' | '⟨' | '«' | '≤' | '↵' | '⏎' => {
            '<'
        }
        '▴' | '▲' | '▵' | '△' | '↑' => '^',
        '▾' | '▼' | '▿' | '▽' | '↓' | '✓' | '✔' | '☑' => 'v',
        '◆' | '★' => '#',
        '◐' => '%',
        '◇' | '⊕' => '+',
        '✗' | '✘' | '☒' | '×' => 'x',
        '■' | '⚑' | '⚠' | '≠' => '!',
        '▢' | '□' | '○' | '◯' | '☐' | '▫' => 'o',
        '●' | '•' | '◉' | '∗' | '▪' => '*',
        '☆' | '…' | '∙' => '.',
        '✎' | '≈' | '±' => '~',
        '↔' | '⇄' => '=',
        '↕' | '⋮' => ':',
        '↻' | '↺' | '⟳' => '@',
        '·' | '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' | '⋯' => '-',
        '“' | '”' | '„' | '″' => '"',
        '‘' | '’' | '‚' | '′' => '\'',
        '÷' => '/',
        '¦' => '|',
        // A blank that does not break, wide or narrow.
        '\u{A0}' | '\u{202F}' => ' ',
        _ => return None,
    })
}

/// Lines and their corners.
const fn line(glyph: char) -> char {
    match glyph {
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '═' | '╴' | '╶' | '╸' | '╺' | '╼' | '╾' => {
            '-'
        }
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╵' | '╷' | '╹' | '╻' | '╽' | '╿' => {
            '|'
        }
        '╱' => '/',
        '╲' => '\\',
        '╳' => 'x',
        _ => '+',
    }
}

/// Blocks, of which bars are made: the fuller, the darker.
const fn block(glyph: char) -> char {
    match glyph {
        '▁' | '▂' => '_',
        '▃' | '▄' | '▌' | '▍' => '=',
        '▎' | '▏' => '-',
        '▕' => '|',
        '▀' | '▔' => '"',
        '░' => '.',
        '▒' => ':',
        _ => '#',
    }
}

/// Braille, of which charts are drawn: whether there are dots above the middle or below it.
const fn dots(bits: u32) -> char {
    const ABOVE: u32 = 0b0001_1011;
    const BELOW: u32 = 0b1110_0100;
    match (bits & ABOVE, bits & BELOW) {
        (0, 0) => ' ',
        (_, 0) => '\'',
        (0, _) => '.',
        _ => ':',
    }
}
