//! Clicks and the wheel, where they are taken from the terminal: they mean what keys mean.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::World;
use super::{act, moving, palette, picking};
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay};
use crate::tui::layout::Layout;
use crate::tui::screen::Screen;
use crate::tui::screen::backlog::cuts::Shown;
use crate::tui::view;

/// Lines the wheel scrolls at a time.
const WHEEL: usize = 3;

/// Takes a click or a turn of the wheel.
pub(super) fn take(app: &mut App, event: MouseEvent, world: &mut World<'_>) -> Vec<Effect> {
    let at = Position { x: event.column, y: event.row };
    match event.kind {
        MouseEventKind::ScrollDown => wheel(app, true),
        MouseEventKind::ScrollUp => wheel(app, false),
        MouseEventKind::Down(MouseButton::Left) => return click(app, at, world),
        _ => {}
    }
    Vec::new()
}

fn wheel(app: &mut App, down: bool) {
    let by: isize = if down { 1 } else { -1 };
    let rows = usize::from(Layout::choices(app.size).height);
    match &mut app.overlay {
        Some(Overlay::Pager(pager)) => {
            let height = usize::from(Layout::overlay(app.size).height.saturating_sub(2));
            (0..WHEEL).for_each(|_| pager.scroll(by, height));
        }
        Some(Overlay::Picker(picker)) => {
            let rows = usize::from(picker.rows(app.size).height);
            picker.go(by, rows);
        }
        Some(Overlay::Palette(palette)) => {
            palette.go(down, rows);
        }
        Some(_) => {}
        None => {
            let action = if down { Action::Down } else { Action::Up };
            (0..WHEEL).for_each(|_| moving::go(app, action));
        }
    }
}

/// A click puts the cursor there; on what the cursor is on already it opens it.
fn click(app: &mut App, at: Position, world: &mut World<'_>) -> Vec<Effect> {
    if app.overlay.is_some() {
        return on_choices(app, at, world);
    }
    if let Some(screen) = view::tab_at(app, at) {
        app.page = None;
        app.show(screen);
        return Vec::new();
    }
    let opens = match (&mut app.page, app.screen) {
        (Some(_), _) => on_page(app, at).then_some(Action::EditHere),
        (None, Screen::Today) => on_today(app, at).then_some(Action::GoThere),
        (None, Screen::Backlog) => on_list(app, at).then_some(Action::Open),
        (None, Screen::Plan) => {
            app.plan.click(at, app.size).and_then(|on| on.then_some(Action::Change))
        }
        (None, Screen::Board) => {
            app.board.click(at, app.size).and_then(|on| on.then_some(Action::Open))
        }
        (None, Screen::Review) => {
            app.review.click(at, app.size).and_then(|on| on.then_some(Action::Open))
        }
        // There is one story, and no row to click on.
        (None, Screen::Refine) => None,
        (None, Screen::Inbox) => {
            app.inbox.click(at, app.size).and_then(|on| on.then_some(Action::MakeStory))
        }
        (None, Screen::Health) => {
            app.health.click(at, app.size).and_then(|on| on.then_some(Action::Open))
        }
        (None, Screen::Conflicts) => {
            app.conflicts.click(at, app.size).and_then(|on| on.then_some(Action::Open))
        }
    };
    opens.map_or_else(Vec::new, |action| act(app, action, world))
}

/// Each of these says whether the cursor was there already.
fn on_page(app: &mut App, at: Position) -> bool {
    let slot = view::slot_at(app, at);
    let (Some(page), Some(slot)) = (&mut app.page, slot) else { return false };
    std::mem::replace(&mut page.cursor, slot) == slot
}

fn on_today(app: &mut App, at: Position) -> bool {
    let Some(line) = view::today_line_at(app, at) else { return false };
    std::mem::replace(&mut app.standing.cursor, line) == line
}

fn on_list(app: &mut App, at: Position) -> bool {
    let list = app.layout().list;
    let line = row_of(list, at).map(|line| app.list.top + line);
    let Some(Shown::Row(row)) = line.and_then(|line| app.list.on_line(line)) else {
        return false;
    };
    let there = row == app.list.cursor;
    if let Some(session) = app.session.as_ref().filter(|_| !there) {
        app.list.go(row, list.height, session.backlog());
    }
    there
}

fn row_of(area: Rect, at: Position) -> Option<usize> {
    area.contains(at).then(|| usize::from(at.y - area.y))
}

/// A click on a choice of a list or the palette takes it, as Enter does.
fn on_choices(app: &mut App, at: Position, world: &mut World<'_>) -> Vec<Effect> {
    let rows = match &app.overlay {
        Some(Overlay::Picker(picker)) => picker.rows(app.size),
        _ => Layout::choices(app.size),
    };
    let Some(row) = row_of(rows, at) else { return Vec::new() };
    match app.overlay.take() {
        Some(Overlay::Picker(mut picker)) => {
            if picker.top + row < picker.hits.len() {
                picker.cursor = picker.top + row;
                if !picker.many {
                    return picking::take(app, picker, world);
                }
                picker.choose();
            }
            app.overlay = Some(Overlay::Picker(picker));
        }
        Some(Overlay::Palette(mut palette)) => {
            if palette.top + row < palette.offers.len() {
                palette.cursor = Some(palette.top + row);
                return palette::take(app, palette, world);
            }
            app.overlay = Some(Overlay::Palette(palette));
        }
        other => app.overlay = other,
    }
    Vec::new()
}
