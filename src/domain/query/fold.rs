//! Text as a search sees it: without case, accents and compatibility forms.
//! It never changes what is stored.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// An accent that parts no texts in a haystack.
const ACCENT: &str = "\u{302}";

/// A text to look for, folded once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needle {
    folded: String,
    /// A plain number is not found inside a longer one: `12` not in `2012`.
    number: bool,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let folded = match fold(text) {
            // Nothing but accents: one of them stands in no folded text, so it finds nothing.
            empty if empty.is_empty() => ACCENT.to_owned(),
            folded => folded,
        };
        let number = folded.bytes().all(|byte| byte.is_ascii_digit());
        Self { folded, number }
    }

    /// Whether the text is this, but for case and accents.
    pub(super) fn is(&self, text: &str) -> bool {
        if text.is_ascii() {
            text.eq_ignore_ascii_case(&self.folded)
        } else {
            fold(text) == self.folded
        }
    }

    /// Whether the text begins with this.
    pub(super) fn starts(&self, text: &str) -> bool {
        fold(text).starts_with(&self.folded)
    }

    /// Whether this stands in a text that is folded already.
    pub(super) fn is_in_folded(&self, text: &str) -> bool {
        let (bytes, folded) = (text.as_bytes(), self.folded.as_bytes());
        finds(bytes, folded, |at| !self.number || stands_alone(bytes, at, folded.len()))
    }

    /// Whether this stands in the text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let ascii = text.is_ascii();
        // What is ASCII folds to itself in lower case. A number is looked for in the folded text,
        // where `１２` is one and the digits of `12²` are three.
        if ascii || (!self.number && self.folded.is_ascii()) {
            let (text, folded) = (text.as_bytes(), self.folded.as_bytes());
            let alone = |at| !self.number || stands_alone(text, at, folded.len());
            if finds(text, folded, alone) {
                return true;
            }
        }
        !ascii && self.is_in_folded(&fold(text))
    }
}

/// Whether no digit stands right before or after these bytes.
fn stands_alone(text: &[u8], at: usize, length: usize) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let before = text.get(..at).and_then(<[u8]>::last);
    !digit(before) && !digit(text.get(at + length))
}

/// Lower case, decomposed, without combining marks. Marks are dropped, so their order is no
/// matter and one character can be folded after the other.
fn fold(text: &str) -> String {
    let mut into = String::with_capacity(text.len());
    folded(text, &mut into);
    into
}

/// Appends a text as a search sees it.
pub(crate) fn folded(text: &str, into: &mut String) {
    if text.is_ascii() {
        let start = into.len();
        into.push_str(text);
        if let Some(new) = into.get_mut(start..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    for c in text.chars() {
        if c.is_ascii() {
            into.push(c.to_ascii_lowercase());
        } else {
            decompose_compatible(c, |part| fold_into(into, part));
        }
    }
}

fn fold_into(folded: &mut String, part: char) {
    for lower in part.to_lowercase().filter(|c| !is_combining_mark(*c)) {
        match lower {
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            other => folded.push(other),
        }
    }
}

/// Bytes that are compared at once; the compiler turns a block into a few instructions.
const BLOCK: usize = 16;

/// Whether an ASCII needle in lower case stands in the text at an accepted place, whatever the
/// case there.
///
/// Looks for the needle's first byte with its last one at the right distance, a block at a time,
/// and compares in full only where both are found: filtering 100,000 stories is mostly this.
fn finds(text: &[u8], needle: &[u8], accept: impl Fn(usize) -> bool) -> bool {
    let (Some(first), Some(last)) = (needle.first(), needle.last()) else { return true };
    let Some(tails) = text.get(needle.len() - 1..) else { return false };
    let (first, last) = (*first | 0x20, *last | 0x20);
    let whole = |start: usize| {
        let found = text.get(start..start + needle.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(needle)) && accept(start)
    };
    let (head_blocks, _) = text.as_chunks::<BLOCK>();
    let (tail_blocks, tail_rest) = tails.as_chunks::<BLOCK>();
    for (index, (heads, tails)) in head_blocks.iter().zip(tail_blocks).enumerate() {
        let pairs = heads.iter().zip(tails);
        // Numbers, not booleans: no jump inside a block.
        let hits = pairs.fold(0, |hits, (head, tail)| {
            hits | u8::from(head | 0x20 == first) & u8::from(tail | 0x20 == last)
        });
        if hits != 0 && (index * BLOCK..(index + 1) * BLOCK).any(whole) {
            return true;
        }
    }
    let done = tail_blocks.len() * BLOCK;
    let rest = text.get(done..).unwrap_or_default().iter().zip(tail_rest).enumerate();
    rest.filter(|(_, (head, tail))| **head | 0x20 == first && **tail | 0x20 == last)
        .any(|(index, _)| whole(done + index))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(text: &[u8], needle: &[u8]) -> bool {
        finds(text, needle, |_| true)
    }

    #[test]
    fn the_block_search_finds_what_a_plain_search_finds_at_every_place() {
        for length in 0..70 {
            for start in 0..length {
                let mut text = vec![b'.'; length];
                text[start] = b'X';
                let after = text.get_mut(start + 1..start + 3);
                let fits = after.is_some();
                if let Some(two) = after {
                    two.copy_from_slice(b"yZ");
                }
                assert_eq!(contains(&text, b"xyz"), fits, "{start} of {length}");
                assert!(contains(&text, b"x"));
                assert!(!contains(&text, b"q"));
            }
        }
    }

    #[test]
    fn a_mark_that_differs_by_the_case_bit_is_another_one() {
        assert!(!contains(b"a`b", b"a@b"));
        assert!(!contains(b"mail{at}", b"[at]"));
    }
}
