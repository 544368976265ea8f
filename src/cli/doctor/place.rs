//! The lines around a place of a file that cannot be read, and a caret below it. It shows
//! what stands there and changes nothing.

use crate::say::{plain, width};

/// Lines shown before the place and after it.
const AROUND: usize = 1;
/// Columns shown of a line: one may hold the whole file.
const COLUMNS: usize = 66;
/// Characters shown before the place, where the line is longer than that.
const BEFORE: usize = 40;

/// The lines around a line and a character of it, both from 1; nothing where there is no text.
pub(super) fn around(bytes: &[u8], line: usize, column: usize) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else { return String::new() };
    if text.trim().is_empty() || text.starts_with('\0') {
        return String::new();
    }
    let first = line.saturating_sub(1 + AROUND);
    let shown = text.split('\n').enumerate().skip(first).take(line + AROUND - first);
    let digits = (line + AROUND).to_string().len();
    let mut said = String::new();
    for (at, words) in shown {
        let here = at + 1 == line;
        let skipped = if here { column.saturating_sub(1 + BEFORE) } else { 0 };
        let lead = if skipped > 0 { "…" } else { "" };
        // A long line is not looked through to its end.
        let part: String = words.chars().skip(skipped).take(4 * COLUMNS).collect();
        let words = format!("{lead}{}", plain::line(part.trim_end_matches('\r')));
        let words = width::cut(&words, COLUMNS);
        said.push_str(format!("  {:>digits$} │ {words}", at + 1).trim_end());
        said.push('\n');
        if here {
            let before: String = part.chars().take(column.saturating_sub(1 + skipped)).collect();
            let before = width::width(lead) + width::width(&plain::line(&before));
            let blank = "";
            said.push_str(format!("  {blank:digits$} │ {blank:before$}^").as_str());
            said.push('\n');
        }
    }
    said
}
