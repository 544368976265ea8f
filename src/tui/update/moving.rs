//! Looking around: cursor, panes, marks. Nothing here changes the backlog.

use std::cell::OnceCell;

use super::refine;
use crate::tui::action::Action;
use crate::tui::app::{App, Tone};
use crate::tui::offers::has_inside;
use crate::tui::screen::Screen;
use crate::tui::screen::backlog::Pane;
use crate::tui::screen::story::StoryPage;
use crate::tui::view;

/// Moves the cursor of the page or the list, or the text of the detail.
pub(super) fn go(app: &mut App, action: Action) {
    if app.page.is_some() {
        return go_on_page(app, action);
    }
    match app.screen {
        Screen::Backlog => {}
        Screen::Today => return app.standing.go(action, app.size),
        Screen::Plan => return app.plan.go(action, app.size),
        Screen::Board => return app.board.go(action, app.size),
        Screen::Review => return app.review.go(action, app.size),
        Screen::Refine => return refine::go(app, action),
        Screen::Inbox => return app.inbox.go(action, app.size),
        Screen::Health => return app.health.go(action, app.size),
        Screen::Conflicts => return app.conflicts.go(action, app.size),
    }
    let layout = app.layout();
    let Some(session) = &app.session else { return };
    let in_detail = app.list.pane == Pane::Detail && layout.detail.height > 0;
    let height = if in_detail { layout.detail.height } else { layout.list.height };
    let page = usize::from(height).max(1);
    let at = if in_detail { app.list.detail_top } else { app.list.cursor };
    let to = target(action, at, page);
    if in_detail {
        let last = view::detail_length(app).saturating_sub(page);
        app.list.detail_top = to.min(last);
    } else {
        app.list.go(to, height, session.backlog());
    }
}

/// Where a movement leads from a line, on a pane of so many lines; past the end means the end.
#[must_use]
pub(in crate::tui) fn target(action: Action, at: usize, page: usize) -> usize {
    match action {
        Action::Down => at + 1,
        Action::Up => at.saturating_sub(1),
        Action::HalfDown => at + (page / 2).max(1),
        Action::HalfUp => at.saturating_sub((page / 2).max(1)),
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::First => 0,
        _ => usize::MAX,
    }
}

/// Takes the page out, does something with it and the heights of its slots, and puts it back.
fn with_page(
    app: &mut App,
    act: impl FnOnce(&mut StoryPage, crate::tui::screen::story::Room, &dyn Fn(usize) -> usize),
) {
    let Some(mut page) = app.page.take() else { return };
    let room = view::page_room(app);
    // Heights are asked for while the cursor moves; the slots stay as they are.
    let still = page.still();
    // A page down asks for the same ones again and again.
    let heights: Vec<OnceCell<usize>> = vec![OnceCell::new(); still.slots.len()];
    let height = |at: usize| view::slot_height(app, &still, at);
    act(&mut page, room, &|at| heights.get(at).map_or(1, |held| *held.get_or_init(|| height(at))));
    app.page = Some(page);
}

fn go_on_page(app: &mut App, action: Action) {
    with_page(app, |page, room, height| {
        let half = (room.height / 2).max(1);
        match action {
            Action::First | Action::Last => page.end(action == Action::Last, room, height),
            Action::Down => page.down(room, height),
            Action::Up => page.up(room, height),
            Action::HalfDown => (0..half).for_each(|_| page.down(room, height)),
            Action::PageDown => (0..2 * half).for_each(|_| page.down(room, height)),
            Action::HalfUp => (0..half).for_each(|_| page.up(room, height)),
            _ => (0..2 * half).for_each(|_| page.up(room, height)),
        }
    });
}

/// Keeps the cursor of the page on screen.
pub(super) fn settle_page(app: &mut App) {
    with_page(app, |page, room, height| page.scroll(room, height));
}

/// Goes to the next pane or the one before, if there is another on screen.
pub(super) fn switch_pane(app: &mut App, action: Action) {
    if app.page.is_some() {
        return with_page(app, |page, room, height| page.switch(room, height));
    }
    match app.screen {
        Screen::Backlog => {}
        Screen::Today => return app.standing.switch_pane(),
        Screen::Plan if action == Action::PreviousPane => return app.plan.switch_pane_back(),
        Screen::Plan => return app.plan.switch_pane(),
        Screen::Board if action == Action::PreviousPane => return app.board.switch_pane_back(),
        Screen::Board => return app.board.switch_pane(),
        Screen::Review => return app.review.switch_pane(),
        Screen::Refine => return app.refine.switch_pane(),
        Screen::Inbox => return app.inbox.switch_pane(),
        Screen::Health => {
            return app.health.switch_group(action == Action::NextPane);
        }
        Screen::Conflicts => return app.conflicts.switch_pane(),
    }
    if app.story().is_none() {
        return;
    }
    if app.layout().detail.height == 0 {
        let (open, show) = (app.key_of(Action::Open), app.key_of(Action::DetailPane));
        let why = if app.look.detail {
            format!("no room for the detail here: {open} opens the story")
        } else {
            format!("the detail is hidden: {show} shows it, {open} opens the story")
        };
        app.tell(why, Tone::Refused);
        return;
    }
    app.list.pane = match app.list.pane {
        Pane::List => Pane::Detail,
        Pane::Detail => Pane::List,
    };
}

/// Leaves what was entered last: the page, the detail, the range, the marks, the filter; at last
/// the screen, where a line of another one led here.
pub(super) fn back(app: &mut App) {
    if let Some(page) = app.page.take() {
        leave_page(app, page);
        return;
    }
    if let Some(before) = app.came_from.filter(|_| !has_inside(app)) {
        return app.show(before);
    }
    if app.screen == Screen::Review {
        return app.review.back();
    }
    if app.screen == Screen::Refine {
        return app.refine.back();
    }
    if app.screen == Screen::Inbox {
        return app.inbox.back();
    }
    if app.screen == Screen::Conflicts {
        return app.conflicts.back();
    }
    if app.screen == Screen::Plan && app.plan.back() {
        return app.refresh_screen();
    }
    if app.screen != Screen::Backlog {
        return;
    }
    let today = app.today;
    let Some(session) = &app.session else { return };
    if app.list.pane == Pane::Detail {
        app.list.pane = Pane::List;
    } else if app.list.range.is_some() || !app.list.marks.is_empty() {
        app.list.unmark();
    } else if app.list.is_filtered() {
        app.list.set_filter("", session.backlog(), today);
    }
}

/// Back to the story one came from by a link; without one, to the screen.
fn leave_page(app: &mut App, mut page: StoryPage) {
    let height = app.layout().list.height;
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    while let Some((before, slot)) = page.trail.pop() {
        if backlog.story(before).is_some() {
            let trail = std::mem::take(&mut page.trail);
            let mut page = StoryPage { trail, ..StoryPage::of(before, backlog) };
            page.go_to(slot);
            app.page = Some(page);
            return;
        }
    }
    match app.screen {
        Screen::Backlog => app.list.go_to(page.story, height, backlog),
        Screen::Today => app.standing.go_to(page.story),
        Screen::Plan => app.plan.go_to(page.story),
        Screen::Board => app.board.go_to(page.story),
        Screen::Review => app.review.go_to(page.story),
        Screen::Refine => app.refine.go_to(page.story, backlog),
        Screen::Inbox => app.inbox.go_to(page.story),
        Screen::Health => app.health.go_to(page.story),
        Screen::Conflicts => app.conflicts.go_to(page.story),
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
        let back = app.key_of(Action::Back);
        let words = format!("{marked} marked — acts apply to all of them, {back} unmarks");
        app.tell(words, Tone::Done);
    }
}
