//! A text taken apart into words that know where they stand. It knows no language.

/// One word, or one of the signs that join words (`&`, `/`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without the marks around it.
    pub low: String,
    /// The byte it begins at.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// Whether a comma or another stop stands before it.
    pub stopped: bool,
}

/// More than any sentence has: what comes after is not looked at.
const MOST: usize = 2_000;

/// The words of a text, in their order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut begin: Option<usize> = None;
    let mut stopped = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inner = matches!(c, '\'' | '’' | '-' | '_' | '.' | ':') && begin.is_some();
        if c.is_alphanumeric() || inner {
            begin.get_or_insert(at);
            continue;
        }
        if let Some(start) = begin.take() {
            let raw = text.get(start..at).unwrap_or_default();
            let bare = raw.trim_end_matches(|it: char| !it.is_alphanumeric());
            found.push(word(bare, start, stopped));
            stopped = raw.len() > bare.len() && raw.ends_with(['.', ':']);
        }
        if matches!(c, '/' | '&' | '|') {
            found.push(Word { low: c.to_string(), start: at, end: at + 1, stopped });
            stopped = false;
        }
        stopped |= matches!(c, ',' | ';' | '!' | '?');
        if found.len() >= MOST {
            break;
        }
    }
    found
}

fn word(bare: &str, start: usize, stopped: bool) -> Word {
    let low = bare.replace('’', "'").to_lowercase();
    Word { low, start, end: start + bare.len(), stopped }
}

/// The words of the text from one word to another, both included, as they stand there.
pub(super) fn slice<'a>(text: &'a str, words: &[Word], from: usize, to: usize) -> &'a str {
    let start = words.get(from).map_or(0, |it| it.start);
    let end = words.get(to).map_or(text.len(), |it| it.end);
    text.get(start..end).unwrap_or_default()
}
