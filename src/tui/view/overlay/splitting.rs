//! A story being split: five ways to find a cut, the new stories, where criteria go, what stays.
//! It builds only the rows on screen.

use ratatui::layout::{Position, Rect};

use super::frame::Frame;
use super::{refused, typed};
use crate::domain::number::Points;
use crate::say::{plain, width};
use crate::tui::layout::Layout;
use crate::tui::part::line::Line;
use crate::tui::part::splitting::{SPIDR, Splitting, Spot};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The columns before what is typed.
const NAMES: u16 = 10;
/// The columns of points, with the blanks before them.
const POINTS: u16 = 9;

/// A row of the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Way(usize),
    Blank,
    Names,
    Part(usize),
    Where,
    Criterion(usize),
    Keep,
}

fn rows(splitting: &Splitting) -> Vec<Row> {
    let mut rows: Vec<Row> = (0..SPIDR.len()).map(Row::Way).collect();
    rows.extend([Row::Blank, Row::Names]);
    rows.extend((0..splitting.parts.len()).map(Row::Part));
    if !splitting.criteria.is_empty() {
        rows.extend([Row::Blank, Row::Where]);
        rows.extend((0..splitting.criteria.len()).map(Row::Criterion));
    }
    rows.extend([Row::Blank, Row::Keep]);
    rows
}

const fn row_of(spot: Spot) -> Row {
    match spot {
        Spot::Title(at) | Spot::Points(at) => Row::Part(at),
        Spot::Criterion(at) => Row::Criterion(at),
        Spot::Keep => Row::Keep,
    }
}

pub(super) fn draw(
    splitting: &Splitting,
    area: Rect,
    layout: Layout,
    pen: &mut Pen<'_>,
) -> Position {
    let rows = rows(splitting);
    let height = u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(area.height);
    let area = Rect { y: area.y + (area.height - height) / 3, height, ..area };
    let foot = sum(splitting);
    let inside = Frame { heading: &splitting.heading, foot: &foot }.draw(area, pen);
    let room = usize::from(inside.height).max(1);
    let here = rows.iter().position(|row| *row == row_of(splitting.at)).unwrap_or(0);
    // The row below is seen too: it says that there is more.
    let top = (here + 2).min(rows.len()).saturating_sub(room);
    let mut caret = Position { x: inside.x, y: inside.y };
    for (row, line) in rows.iter().skip(top).zip(0..inside.height) {
        let at = Rect { y: inside.y + line, height: 1, ..inside };
        caret = self::row(splitting, *row, at, pen).unwrap_or(caret);
    }
    refused(splitting.refused.as_ref(), layout.message, pen);
    caret
}

/// Draws a row; returns where the caret is, if it is on it.
fn row(splitting: &Splitting, row: Row, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let room = usize::from(area.width);
    match row {
        Row::Blank => None,
        Row::Way(at) => {
            let (name, words) = SPIDR.get(at)?;
            let column = pen.at(area, 0, 0, &width::fit(name, usize::from(NAMES)), Role::Dim);
            let words = width::cut(words, room.saturating_sub(usize::from(NAMES)));
            pen.at(area, column, 0, &words, Role::Dim);
            None
        }
        Row::Names => {
            pen.at(area, NAMES, 0, "title", Role::Heading);
            pen.at(area, area.width.saturating_sub(POINTS - 2), 0, "points", Role::Heading);
            None
        }
        Row::Part(at) => part(splitting, at, area, pen),
        Row::Where => {
            let words = width::cut("which criterion goes where", room);
            pen.at(area, 0, 0, &words, Role::Heading);
            None
        }
        Row::Criterion(at) => criterion(splitting, at, area, pen),
        Row::Keep => {
            let here = splitting.at == Spot::Keep;
            let now = match splitting.points {
                Some(points) => format!("stays, with {} unless you say", points.in_points()),
                None => "stays, not estimated unless you say".to_owned(),
            };
            let role = if here { Role::Key } else { Role::Dim };
            pen.at(area, 0, 0, &format!("#{}", splitting.number), role);
            let most = room.saturating_sub(usize::from(NAMES + POINTS));
            pen.at(area, NAMES, 0, &width::cut(&now, most), Role::Dim);
            let caret = points(&splitting.keep, area, pen);
            here.then_some(caret)
        }
    }
}

fn part(splitting: &Splitting, at: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let part = splitting.parts.get(at)?;
    let here = matches!(splitting.at, Spot::Title(it) | Spot::Points(it) if it == at);
    let role = if here { Role::Key } else { Role::Dim };
    pen.at(area, 0, 0, &format!("new {}", at + 1), role);
    let left = NAMES.min(area.width);
    let wide = area.width.saturating_sub(left + POINTS);
    let title = typed(&part.title, Rect { x: area.x + left, width: wide, ..area }, pen);
    let points = points(&part.points, area, pen);
    match splitting.at {
        Spot::Title(it) if it == at => Some(title),
        Spot::Points(it) if it == at => Some(points),
        _ => None,
    }
}

/// The points at the right edge of a row.
fn points(line: &Line, area: Rect, pen: &mut Pen<'_>) -> Position {
    let wide = (POINTS - 2).min(area.width);
    let field = Rect { x: area.x + area.width - wide, width: wide, ..area };
    if line.text().is_empty() {
        pen.text(field, 0, "·", Role::Dim);
        return Position { x: field.x, y: field.y };
    }
    typed(line, field, pen)
}

fn criterion(splitting: &Splitting, at: usize, area: Rect, pen: &mut Pen<'_>) -> Option<Position> {
    let given = splitting.criteria.get(at)?;
    let here = splitting.at == Spot::Criterion(at);
    let (words, role) = match given.to {
        None => ("▢ stays".to_owned(), Role::Dim),
        Some(to) => (format!("→ new {}", to + 1), Role::Strong),
    };
    pen.at(area, 0, 0, &words, if here { Role::Key } else { role });
    let most = usize::from(area.width.saturating_sub(NAMES));
    // A criterion may be a page long; its beginning tells which one it is.
    let beginning: String = given.text.chars().take(4 * most + 1).collect();
    pen.at(area, NAMES, 0, &width::cut(&plain::line(&beginning), most), Role::Plain);
    if here {
        pen.lay(area, 0, Role::Selected);
    }
    here.then_some(Position { x: area.x, y: area.y })
}

/// "of 8 pts: 5 go, 3 stay", as far as it is said.
fn sum(splitting: &Splitting) -> String {
    let size = |line: &Line| line.text().trim().parse::<Points>().ok();
    let go: Vec<Points> = splitting.parts.iter().filter_map(|part| size(&part.points)).collect();
    let stay = size(&splitting.keep).or(splitting.points);
    if go.is_empty() && size(&splitting.keep).is_none() {
        return String::new();
    }
    let go: Points = go.into_iter().sum();
    let held = splitting.points.map_or("not estimated".to_owned(), |it| it.in_points());
    let stay = stay.map_or("?".to_owned(), |it| it.to_string());
    format!("{held} before · {go} in new stories, {stay} here")
}
