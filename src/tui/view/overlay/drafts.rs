//! The draft under the cursor, whole: who wants what, and its criteria. It offers nothing.

use ratatui::layout::Rect;

use crate::advice::drafting::DraftStory;
use crate::domain::narrative;
use crate::say::{plain, width};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// More characters than anybody reads in a list.
const MOST: usize = 4_000;

/// Draws a draft below the rows of its list, in what they leave of the room.
pub(super) fn detail(draft: &DraftStory, rows: Rect, all: Rect, pen: &mut Pen<'_>) {
    let below = all.height.saturating_sub(rows.height);
    let Some(height) = below.checked_sub(1).filter(|height| *height > 0) else { return };
    let rule = Rect { y: rows.y + rows.height, height: 1, ..all };
    let columns = usize::from(all.width.saturating_sub(2));
    pen.at(rule, 1, 0, &"─".repeat(columns), Role::Rule);
    let area = Rect { y: rule.y + 1, height, ..all };
    let mut lines = told(draft, columns);
    let room = usize::from(height);
    let more = lines.len().saturating_sub(room);
    if more > 0 {
        lines.truncate(room.saturating_sub(1));
        lines.push((format!("… {} more lines", more + 1), Role::Dim));
    }
    for ((text, role), line) in lines.iter().zip(0u16..) {
        pen.at(area, 1, line, text, *role);
    }
}

/// Its lines, none wider than so many columns.
fn told(draft: &DraftStory, columns: usize) -> Vec<(String, Role)> {
    let bare = |text: &str| -> String { text.chars().take(MOST).collect() };
    let wrapped = |text: &str, role: Role| {
        let lines = width::wrap(&plain::line(&bare(text)), columns).into_iter();
        lines.map(|line| (line, role)).collect::<Vec<_>>()
    };
    let mut lines = wrapped(&draft.title, Role::Strong);
    let sentence = narrative::sentence(&draft.role, &draft.want, &draft.benefit);
    if !sentence.is_empty() {
        lines.extend(wrapped(&sentence, Role::Plain));
    }
    for it in &draft.criteria {
        let said = plain::line(&bare(&it.sentence())).into_owned();
        lines.extend(
            width::hang(&format!("- {said}"), columns).into_iter().map(|line| (line, Role::Plain)),
        );
    }
    if draft.criteria.is_empty() {
        lines.push(("no criteria".to_owned(), Role::Dim));
    }
    if draft.line > 0 {
        lines.push((format!("from line {}", draft.line), Role::Dim));
    }
    lines
}
