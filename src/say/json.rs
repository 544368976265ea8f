//! A document of JSON that can be read on a terminal: the same values, but what would act on the
//! terminal is escaped. It never changes a value.

use serde::Serialize;

use super::plain;

/// The document, with its final newline.
///
/// # Errors
/// What `serde_json` says of a value that is no JSON.
pub fn document(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    Ok(harmless(text) + "\n")
}

/// Characters beyond ASCII stand in strings only, where any of them may be written as an escape.
fn harmless(text: String) -> String {
    let acts = |c: char| c == '\u{7F}' || (!c.is_ascii() && plain::acts(c));
    if !text.chars().any(acts) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if acts(c) {
            out.push_str(&escaped(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn escaped(c: char) -> String {
    c.encode_utf16(&mut [0; 2])
        .iter()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect::<Vec<_>>()
        .concat()
}
