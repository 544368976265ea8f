//! What is too much in a text of JSON: a comma before a bracket that closes, a field written twice
//! alike, what follows the end. It checks nothing else, and adds nothing.

use std::collections::HashMap;
use std::ops::Range;

/// What is too much in a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The places to be taken away, in their order; one may lie in another.
    pub superfluous: Vec<Range<usize>>,
    /// What that does, a sentence each.
    pub done: Vec<String>,
}

/// An object or an array that is not closed yet.
#[derive(Default)]
struct Open<'a> {
    /// The values of its fields so far, as they are written.
    fields: HashMap<String, &'a str>,
    /// The name of the field being read, and where its value begins.
    field: Option<(String, usize)>,
    /// The last comma in it.
    comma: Option<usize>,
    /// Whether nothing has followed that comma yet.
    bare: bool,
}

/// Finds what is too much; none where the text does not end, or says two things at once.
pub(super) fn scan(text: &str) -> Option<Found> {
    let mut found = Found::default();
    let mut open: Vec<Open<'_>> = Vec::new();
    // Where the last token lies.
    let mut last = 0..0;
    let (mut commas, mut twice) = (0, Vec::new());
    let mut at = 0;
    while let Some(token) = token(text, at).ok()? {
        let sign = text.get(token.clone())?;
        at = token.end;
        if matches!(sign, "}" | "]") {
            let mut closed = open.pop()?;
            match closed.comma {
                Some(comma) if closed.bare => {
                    found.superfluous.push(comma..comma + 1);
                    commas += 1;
                }
                _ => twice.extend(closed.end_field(text, last.end, &mut found).ok()?),
            }
            if open.is_empty() {
                break;
            }
        } else if sign == "," {
            let here = open.last_mut()?;
            twice.extend(here.end_field(text, last.end, &mut found).ok()?);
            (here.comma, here.bare) = (Some(token.start), true);
        } else if sign == ":" {
            let name = serde_json::from_str(text.get(last.clone())?).ok()?;
            open.last_mut()?.field = Some((name, token.end));
        } else {
            match open.last_mut() {
                Some(here) => here.bare = false,
                // The whole is one object, and nothing stands before it.
                None if sign != "{" => return None,
                None => {}
            }
            if matches!(sign, "{" | "[") {
                open.push(Open::default());
            }
        }
        last = token;
    }
    if !open.is_empty() || at == 0 {
        return None;
    }
    if commas > 0 {
        let which = if commas == 1 { "a comma" } else { "commas" };
        found.done.push(format!("took away {which} that nothing followed"));
    }
    found.done.extend(twice.into_iter().map(|name| format!("`{name}` stood twice with one value")));
    after_the_end(text, at, &mut found)?;
    found.superfluous.sort_by_key(|range| range.start);
    Some(found)
}

/// A text that does not end, or that says two things at once.
struct Unclear;

impl<'a> Open<'a> {
    /// Ends the field being read. One that was there already with the same value is too much, and
    /// named.
    fn end_field(
        &mut self,
        text: &'a str,
        end: usize,
        found: &mut Found,
    ) -> Result<Option<String>, Unclear> {
        let Some((name, start)) = self.field.take() else { return Ok(None) };
        let value = text.get(start..end).ok_or(Unclear)?;
        let Some(held) = self.fields.get(&name) else {
            self.fields.insert(name, value);
            return Ok(None);
        };
        if tight(held) != tight(value) {
            return Err(Unclear);
        }
        found.superfluous.push(self.comma.ok_or(Unclear)?..end);
        Ok(Some(name))
    }
}

/// A value without the blanks between its parts.
fn tight(value: &str) -> String {
    let mut tight = String::new();
    let mut at = 0;
    while let Ok(Some(token)) = token(value, at) {
        tight.push_str(value.get(token.clone()).unwrap_or_default());
        at = token.end;
    }
    tight
}

/// The next token from a place on: a sign, a text, or a word; none at the end.
fn token(text: &str, from: usize) -> Result<Option<Range<usize>>, Unclear> {
    let bytes = text.as_bytes();
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let rest = bytes.get(from..).unwrap_or_default();
    let Some(start) = rest.iter().position(|byte| !blank(byte)).map(|at| from + at) else {
        return Ok(None);
    };
    let after = bytes.get(start + 1..).unwrap_or_default();
    let end = match bytes.get(start) {
        Some(b'{' | b'}' | b'[' | b']' | b',' | b':') => start + 1,
        Some(b'"') => {
            let mut escaped = false;
            let closes = |byte: &u8| {
                let is = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                is
            };
            start + 2 + after.iter().position(closes).ok_or(Unclear)?
        }
        _ => {
            let ends = |byte: &u8| blank(byte) || b"{}[],:\"".contains(byte);
            after.iter().position(ends).map_or(bytes.len(), |at| start + 1 + at)
        }
    };
    Ok(Some(start..end))
}

/// What follows the end is too much, unless it is a second document: then there are two answers.
fn after_the_end(text: &str, end: usize, found: &mut Found) -> Option<()> {
    let rest = text.get(end..)?;
    let shown = rest.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if shown.starts_with(['{', '[']) {
        return None;
    }
    if shown.is_empty() && rest.contains('\0') {
        found.done.push("took away zero bytes after the end".to_owned());
    } else if !shown.is_empty() {
        let first: String = shown.chars().take(40).collect();
        let more = if first.len() < shown.len() { "…" } else { "" };
        found.done.push(format!("took away what followed the end: “{first}{more}”"));
    } else {
        return Some(());
    }
    // The last line ends as lines do.
    let kept = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
    let kept = rest.get(..kept).and_then(|blanks| blanks.find('\n')).map_or(0, |at| at + 1);
    found.superfluous.push(end + kept..text.len());
    Some(())
}
