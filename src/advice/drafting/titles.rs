//! What a draft is called: a line that can be read at a glance. It adds no word.

/// The longest title, in characters.
const TITLE: usize = 100;

/// A title begins with a capital, but for names like iPad.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !chars.clone().next().is_some_and(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// A title that can be read at a glance; with it the whole, where it was longer.
pub(super) fn short(text: &str) -> (String, Option<String>) {
    if text.chars().count() <= TITLE {
        return (text.to_owned(), None);
    }
    let end = text.char_indices().nth(TITLE - 1).map_or(text.len(), |(at, _)| at);
    let cut = text.get(..end).unwrap_or(text);
    let cut = cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or(cut);
    let cut = cut.trim_end_matches(|c: char| !c.is_alphanumeric());
    (format!("{cut}…"), Some(text.to_owned()))
}
