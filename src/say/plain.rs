//! The one gate between text from data and a terminal: what passes it can only be read.
//! It never changes what is stored, and nothing else escapes anything.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// Marks on one letter beyond which a text is no language but a tower over the lines above.
const MARKS: usize = 8;

/// The text, harmless on one line: nothing in it moves, colours, hides or reorders anything.
///
/// Line ends and tabs become one space each, other control characters a visible stand-in.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    gate(text, " ", " ")
}

/// The text, harmless on several lines: as [`line()`], but its line ends stay and a tab is four
/// spaces.
#[must_use]
pub fn text(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    gate(text, "\n", "    ")
}

fn gate<'a>(text: &'a str, line_end: &str, tab: &str) -> Cow<'a, str> {
    let mut out = Passed::with_room(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' | '\n' => {
                if c == '\r' {
                    rest.next_if_eq(&'\n');
                }
                out.push_all(line_end);
            }
            // Separators of lines and paragraphs part words, too.
            '\u{2028}' | '\u{2029}' => out.push_all(line_end),
            '\t' => out.push_all(tab),
            '\u{200D}' if out.after_emoji && rest.peek().copied().is_some_and(is_emoji) => {
                out.push(c);
            }
            '\u{200D}' => {}
            c if is_unseen(c) => {}
            c => out.push(stand_in(c)),
        }
    }
    if out.text == text { Cow::Borrowed(text) } else { Cow::Owned(out.text) }
}

/// What has passed so far. Decisions look at this, never at what was left out, so that passing
/// the gate twice is the same as once.
struct Passed {
    text: String,
    /// Combining marks at the end.
    marks: usize,
    /// Whether an emoji stands at the end, with its variation selector or without.
    after_emoji: bool,
}

impl Passed {
    fn with_room(length: usize) -> Self {
        Self { text: String::with_capacity(length), marks: 0, after_emoji: false }
    }

    fn push_all(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        if is_combining_mark(c) {
            if self.marks == MARKS {
                return;
            }
            self.marks += 1;
        } else {
            self.marks = 0;
        }
        self.after_emoji = is_emoji(c) || (self.after_emoji && c == '\u{FE0F}');
        self.text.push(c);
    }
}

/// Whether a character acts on a terminal or hides, instead of being seen.
#[must_use]
pub fn acts(c: char) -> bool {
    c.is_control() || c == '\u{200D}' || is_unseen(c)
}

/// What a control character looks like; anything else is itself.
fn stand_in(c: char) -> char {
    match c {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('·'),
        '\x7F' => '\u{2421}',
        '\u{80}'..='\u{9F}' => '·',
        c => c,
    }
}

/// Characters nobody sees that reorder, join, split or hide what stands around them.
const fn is_unseen(c: char) -> bool {
    matches!(c,
        // Soft hyphen, grapheme joiner, Arabic letter mark, Mongolian vowel separator.
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}'
        // Zero width space and non-joiner, left-to-right and right-to-left marks.
        | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}'
        // Line and paragraph separators, bidi embeddings and overrides.
        | '\u{2028}'..='\u{202E}'
        // Word joiner, invisible operators, bidi isolates, deprecated format characters.
        | '\u{2060}'..='\u{206F}'
        // Byte order mark, interlinear annotation, beams and slurs of musical notation.
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        // Tag characters: text inside text.
        | '\u{E0000}'..='\u{E007F}')
}

/// What a zero width joiner may join: pictures, skin tones, and the signs used with them.
const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}'
        | '\u{2600}'..='\u{27BF}'
        | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{1F000}'..='\u{1FAFF}')
}
