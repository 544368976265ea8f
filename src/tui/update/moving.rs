//! Looking around: cursor, panes, marks. Nothing here changes the backlog.

use chrono::NaiveDate;

use crate::tui::action::Action;
use crate::tui::app::{App, Tone};
use crate::tui::screen::backlog::Pane;

/// Moves the cursor of the list, or the text of the detail.
pub(super) fn go(app: &mut App, action: Action) {
    let layout = app.layout();
    let Some(session) = &app.session else { return };
    let in_detail = app.list.pane == Pane::Detail && layout.detail.height > 0;
    let height = if in_detail { layout.detail.height } else { layout.list.height };
    let page = usize::from(height).max(1);
    let at = if in_detail { app.list.detail_top } else { app.list.cursor };
    let to = match action {
        Action::Down => at + 1,
        Action::Up => at.saturating_sub(1),
        Action::HalfDown => at + (page / 2).max(1),
        Action::HalfUp => at.saturating_sub((page / 2).max(1)),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        _ => usize::MAX,
    };
    if in_detail {
        let last = crate::tui::view::detail_length(app).saturating_sub(page);
        app.list.detail_top = to.min(last);
    } else {
        app.list.go(to, height, session.backlog());
    }
}

/// Goes to the other pane, if there is one on screen.
pub(super) fn switch_pane(app: &mut App, action: Action) {
    let story = app.session.as_ref().and_then(|it| app.list.story(it.backlog()));
    if story.is_none() {
        return;
    }
    if app.layout().detail.height == 0 {
        app.tell("no room for the detail: make the terminal higher, or use :show N", Tone::Refused);
        return;
    }
    app.list.pane = match (app.list.pane, action) {
        (Pane::List, _) | (Pane::Detail, Action::Open) => Pane::Detail,
        (Pane::Detail, _) => Pane::List,
    };
}

/// Leaves what was entered last: the detail, the range, the marks, the filter.
pub(super) fn back(app: &mut App, today: NaiveDate) {
    let Some(session) = &app.session else { return };
    if app.list.pane == Pane::Detail {
        app.list.pane = Pane::List;
    } else if app.list.range.is_some() || !app.list.marks.is_empty() {
        app.list.unmark();
    } else if app.list.is_filtered() {
        app.list.set_filter("", session.backlog(), today);
    }
}

/// Marks a story and goes on, or marks a range.
pub(super) fn mark(app: &mut App, action: Action) {
    let height = app.layout().list.height;
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    if action == Action::MarkRange {
        app.list.toggle_range(backlog);
    } else {
        app.list.toggle_mark(backlog);
        app.list.go(app.list.cursor + 1, height, backlog);
    }
    let marked = app.list.marked(backlog).len();
    if marked > 0 {
        app.tell(format!("{marked} marked — acts apply to all of them, Esc unmarks"), Tone::Done);
    }
}
