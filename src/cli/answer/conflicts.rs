//! The values a merge left to be settled, one a paragraph.

use crate::domain::backlog::Backlog;

/// As text.
pub(super) fn text(backlog: &Backlog) -> String {
    let lines = backlog.conflicts().iter().map(|it| format!("{} {}\n", it.of, it.path));
    let text: String = lines.collect();
    if text.is_empty() { "Nothing is left to be settled.\n".to_owned() } else { text }
}

/// For JSON.
pub(super) fn rows(backlog: &Backlog) -> Vec<String> {
    backlog.conflicts().iter().map(|it| it.path.clone()).collect()
}
