//! Bytes that are no backlog, and what they would be where there is one answer only: a pure
//! function, with a sentence for each thing it did. It never guesses what is missing, and touches
//! no disk.

mod markers;
mod scan;
mod sides;

use super::document::{self, VERSION};

/// A file that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// What can be read now.
    pub bytes: Vec<u8>,
    /// What was done, a sentence each.
    pub done: Vec<String>,
}

/// The bytes mended. None where they can be read as they are, or where nobody but a person knows
/// what they should be.
#[must_use]
pub fn mend(bytes: &[u8]) -> Option<Mended> {
    if document::read(bytes).is_ok() {
        return None;
    }
    let mut done = Vec::new();
    let text = text_of(bytes, &mut done)?;
    let bytes = if markers::are_in(&text) {
        sides::together(&text, &mut done)?
    } else {
        tidied(&text, &mut done)?.into_bytes()
    };
    // What a newer version wrote may hold what this one would lose.
    let read = document::read(&bytes).ok().filter(|read| read.version <= VERSION);
    read.map(|_| Mended { bytes, done })
}

/// A text that reads, with what is too much in it taken away.
fn tidied(text: &str, done: &mut Vec<String>) -> Option<String> {
    if document::read(text.as_bytes()).is_ok() {
        return Some(text.to_owned());
    }
    let found = scan::scan(text)?;
    done.extend(found.done);
    let mut tidy = String::with_capacity(text.len());
    let mut at = 0;
    for range in found.superfluous {
        // What lies in something taken away went with it.
        if range.start >= at {
            tidy.push_str(text.get(at..range.start)?);
            at = range.end;
        }
    }
    tidy.push_str(text.get(at..)?);
    document::read(tidy.as_bytes()).is_ok().then_some(tidy)
}

/// The text of the bytes: UTF-8, or UTF-16 of which every unit is right.
fn text_of(bytes: &[u8], done: &mut Vec<String>) -> Option<String> {
    let (rest, order) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (rest, None),
        [0xFF, 0xFE, rest @ ..] => (rest, Some(Order::Little)),
        [0xFE, 0xFF, rest @ ..] => (rest, Some(Order::Big)),
        // Without its mark the first sign of an object shows it.
        [0, b'{', ..] => (bytes, Some(Order::Big)),
        [b'{', 0, ..] => (bytes, Some(Order::Little)),
        _ => (bytes, None),
    };
    let Some(order) = order else { return String::from_utf8(rest.to_vec()).ok() };
    let mut pairs = rest.chunks_exact(2);
    let unit = |pair: &[u8]| match (pair, order) {
        ([a, b], Order::Little) => u16::from_le_bytes([*a, *b]),
        ([a, b], Order::Big) => u16::from_be_bytes([*a, *b]),
        _ => 0,
    };
    let units: Vec<u16> = pairs.by_ref().map(unit).collect();
    if !pairs.remainder().is_empty() {
        return None;
    }
    let text: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    done.push("wrote UTF-8 in the place of UTF-16".to_owned());
    Some(text)
}

/// Which byte of a unit of UTF-16 comes first.
#[derive(Debug, Clone, Copy)]
enum Order {
    Little,
    Big,
}
