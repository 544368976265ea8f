//! What stands before a story and is no part of it: its key in another tool, its number, its
//! priority in brackets, quotation marks around all of it. It reads no sentence.

/// More characters than a label in brackets has.
const LABEL: usize = 24;
/// More labels than stand before one story.
const MOST: usize = 4;
/// Quotation marks that belong together.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('\'', '\'')];

/// A text without the labels before it; the same text where none is.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = unquoted(text.trim());
    for _ in 0..MOST {
        match bracketed(rest).or_else(|| keyed(rest)) {
            Some(after) => rest = unquoted(after),
            None => break,
        }
    }
    rest
}

fn unquoted(text: &str) -> &str {
    let inside = |(open, close): &(char, char)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        // Two quotations in one text are not one.
        (!inner.contains([*open, *close])).then_some(inner.trim())
    };
    QUOTES.iter().find_map(inside).unwrap_or(text)
}

/// "[US-3] …", "(P1) …".
fn bracketed(text: &str) -> Option<&str> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let (label, rest) = text.get(1..)?.split_once(close)?;
    let short = label.chars().count() <= LABEL && !label.contains(['[', '(']);
    goes_on(rest).filter(|_| short)
}

/// "US-12: …", "S2 - …", "1.1 …". A number alone counts things, unless a story follows.
fn keyed(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(' ')?;
    let key = word.trim_end_matches([':', '.', ')']);
    let marked =
        key.len() < word.len() || ["- ", "– ", "— ", ": "].iter().any(|it| rest.starts_with(it));
    let digits = key.chars().any(|c| c.is_ascii_digit());
    let whole =
        key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '#' | '_'));
    // "3rd" and "20kg" begin sentences, "US12", "#12" and "1.1" do not.
    let ends = key.ends_with(|c: char| c.is_ascii_digit());
    if !(digits && whole && ends) {
        return None;
    }
    let after = goes_on(rest)?;
    let story = ["as a ", "as an ", "as the "]
        .iter()
        .any(|lead| after.get(..lead.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(lead)));
    (marked || story).then_some(after)
}

/// What follows a label and the mark after it.
fn goes_on(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches([' ', ':', '-', '–', '—']);
    (!rest.is_empty()).then_some(rest)
}
