//! The people of the Plan screen: a row each, with a cell for every working day of the sprint. It
//! changes nobody's days.

use chrono::{Datelike as _, NaiveDate};
use ratatui::layout::{Position, Rect};

use super::mark;
use crate::say::width;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::plan::Pane;
use crate::tui::screen::plan::facts::{Facts, Mate};
use crate::tui::screen::plan::rooms::Rooms;
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The columns of the share of somebody's time.
const SHARE: u16 = 5;
/// The columns of "days" and of "person-days", with the blanks before them.
const DAYS: u16 = 6;
const PERSON_DAYS: u16 = 13;

/// Where the columns stand.
struct Columns {
    name: u16,
    strip: u16,
    /// The days on screen, each with its column in the strip.
    cells: Vec<(usize, u16)>,
    days: u16,
    person_days: u16,
    end: u16,
}

impl Columns {
    fn of(app: &App, facts: &Facts, area: Rect) -> Self {
        let names = facts.team.iter().map(|mate| width::width(&mate.name));
        let name = u16::try_from(names.max().unwrap_or(0)).unwrap_or(u16::MAX);
        let name = name.clamp(6, if area.width < 60 { 8 } else { 16 });
        let strip = 1 + name + 1 + SHARE + 2;
        let numbers = DAYS + if area.width < 60 { 0 } else { PERSON_DAYS };
        let most = area.width.saturating_sub(strip + numbers + 1).max(1);
        let from = first_shown(&facts.days, app.plan.day, most);
        let mut cells = offsets(&facts.days, from);
        cells.retain(|(_, column)| *column < most);
        let wide = cells.last().map_or(0, |(_, column)| column + 1);
        let days = strip + wide;
        Self { name, strip, cells, days, person_days: days + DAYS, end: days + numbers }
    }

    /// The column of a day, if it is on screen.
    fn column(&self, day: usize) -> Option<u16> {
        let cell = self.cells.iter().find(|(at, _)| *at == day);
        cell.map(|(_, column)| self.strip + column)
    }
}

/// The days from one on, each with its column: a blank stands between weeks.
fn offsets(days: &[NaiveDate], from: usize) -> Vec<(usize, u16)> {
    let mut found = Vec::new();
    let (mut column, mut before) = (0u16, None);
    for (at, day) in days.iter().enumerate().skip(from) {
        let week = day.iso_week();
        column += u16::from(before.is_some_and(|before| before != week));
        found.push((at, column));
        before = Some(week);
        // No screen is wider than this.
        column = column.saturating_add(1);
        if column > 500 {
            break;
        }
    }
    found
}

/// The first day to show so that the one under the cursor (from 1) is seen.
fn first_shown(days: &[NaiveDate], cursor: usize, room: u16) -> usize {
    let Some(at) = cursor.checked_sub(1) else { return 0 };
    let fits = |from: &usize| {
        let column = offsets(days, *from).into_iter().find(|(day, _)| *day == at);
        column.is_some_and(|(_, column)| column < room)
    };
    (0..=at).find(fits).unwrap_or(at)
}

pub(super) fn draw(app: &App, facts: &Facts, rooms: &Rooms, pen: &mut Pen<'_>) -> Option<Position> {
    let area = rooms.people;
    if area.height == 0 {
        return None;
    }
    let columns = Columns::of(app, facts, area);
    names(facts, &columns, rooms.names, pen);
    if facts.team.len() > usize::from(area.height) {
        let first = app.plan.people_top + 1;
        let last = app.plan.people_top + usize::from(area.height);
        let words = format!("{first} to {last} of {} ", facts.team.len());
        if columns.end + 16 < area.width {
            pen.right(rooms.names, 0, &words, Role::Dim);
        }
    }
    if facts.team.is_empty() {
        let add = app.key_of(Action::AddPerson);
        let words = format!("nobody is in the team yet: {add} adds a person");
        pen.at(area, 1, 0, &words, Role::Dim);
        return Some(Position { x: area.x, y: area.y });
    }
    let visible = facts.team.iter().enumerate().skip(app.plan.people_top);
    let mut cursor = None;
    for ((at, mate), line) in visible.zip(0..area.height) {
        let here = app.plan.pane == Pane::People && at == app.plan.person;
        mark(here, area, line, pen);
        let row = Rect { width: columns.end.min(area.width), ..area };
        person(mate, &columns, row, line, pen);
        if here {
            pen.lay(area, line, Role::Selected);
            cursor = Some(Position { x: area.x, y: area.y + line });
        }
        if here && app.plan.day > 0 && mate.share.is_some() {
            let day = app.plan.day - 1;
            if let Some(column) = columns.column(day).filter(|column| *column < area.width) {
                let off = mate.off.get(day).is_some_and(|off| *off);
                pen.at(area, column, line, cell(off), Role::Caret);
                cursor = Some(Position { x: area.x + column, y: area.y + line });
            }
        }
    }
    cursor
}

/// The names of the columns: over the days, the first one of each week.
fn names(facts: &Facts, columns: &Columns, area: Rect, pen: &mut Pen<'_>) {
    pen.at(area, 1, 0, "people", Role::Dim);
    let share = width::fit_right("share", usize::from(SHARE));
    pen.at(area, 1 + columns.name + 1, 0, &share, Role::Dim);
    let (mut free, mut before) = (0, None);
    for (at, column) in columns.cells.iter().copied() {
        let Some(day) = facts.days.get(at) else { break };
        let text = day.day().to_string();
        let begins = before != Some(day.iso_week());
        before = Some(day.iso_week());
        if begins && column >= free {
            let end = pen.at(area, columns.strip + column, 0, &text, Role::Dim);
            free = end - columns.strip + 1;
        }
    }
    let days = width::fit_right("days", usize::from(DAYS));
    pen.at(area, columns.days, 0, &days, Role::Dim);
    if columns.end > columns.person_days {
        let words = width::fit_right("person-days", usize::from(PERSON_DAYS));
        pen.at(area, columns.person_days, 0, &words, Role::Dim);
    }
}

/// The sign of a day.
const fn cell(off: bool) -> &'static str {
    if off { "▒" } else { "·" }
}

/// One person.
fn person(mate: &Mate, columns: &Columns, area: Rect, line: u16, pen: &mut Pen<'_>) {
    let part = mate.share.is_some();
    let role = if part { Role::Plain } else { Role::Dim };
    pen.at(area, 1, line, &width::fit(&mate.name, usize::from(columns.name)), role);
    let share = mate.share.map_or_else(|| "–".to_owned(), |share| share.0.to_string());
    let share = width::fit_right(&share, usize::from(SHARE));
    pen.at(area, 1 + columns.name + 1, line, &share, role);
    if !part {
        pen.at(area, columns.strip, line, "takes no part", Role::Dim);
        return;
    }
    for (at, column) in columns.cells.iter().copied() {
        let off = mate.off.get(at).is_some_and(|off| *off);
        let role = if off { Role::Warn } else { Role::Dim };
        pen.at(area, columns.strip + column, line, cell(off), role);
    }
    let there = mate.off.iter().filter(|off| !**off).count();
    let there = width::fit_right(&there.to_string(), usize::from(DAYS));
    pen.at(area, columns.days, line, &there, Role::Plain);
    if columns.end > columns.person_days {
        let own = mate.person_days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        let own = width::fit_right(&own, usize::from(PERSON_DAYS));
        pen.at(area, columns.person_days, line, &own, Role::Plain);
    }
}
