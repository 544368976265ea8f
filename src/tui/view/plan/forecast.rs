//! What the sprint can hold, what that comes from, and what it holds: in words and as a bar. It
//! reckons nothing itself.

use ratatui::layout::Rect;

use crate::domain::number::Hundredths;
use crate::domain::plan::{Focus, FocusSource};
use crate::say::{tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::plan::facts::{Facts, Need};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The cells of the load bar.
const FEWEST_CELLS: usize = 6;
const MOST_CELLS: usize = 30;

/// A piece of a line.
type Piece = (String, Role);

/// Writes pieces one after the other, as far as they fit whole; the last one that does not is cut.
fn pieces(said: Vec<Piece>, area: Rect, pen: &mut Pen<'_>) {
    let mut column = 1;
    for (text, role) in said {
        let room = usize::from(area.width.saturating_sub(column));
        column = pen.at(area, column, 0, &width::cut(&text, room), role);
    }
}

/// Where the forecast comes from: "22 person-days × 0.57 points a day (sprints 5, 6, 7) = 12 pts".
pub(super) fn sum(app: &App, facts: &Facts, area: Rect, pen: &mut Pen<'_>) {
    let days = facts.person_days.map_or_else(String::new, |days| format!("{days} person-days"));
    let factor = facts.focus_factor.map_or_else(String::new, |it| format!(" × {it} points a day"));
    let held =
        facts.capacity.map(|it| (format!(" = {} pts forecast", tally::about(it)), Role::Strong));
    let from = |focus: &Focus| sprints(focus);
    let said: Vec<Piece> = match &facts.focus {
        Some(focus) if focus.source == FocusSource::History => {
            let source = (format!(" ({})", from(focus)), Role::Dim);
            let first = (format!("{days}{factor}"), Role::Plain);
            [first, source].into_iter().chain(held.clone()).collect()
        }
        Some(focus) if focus.source == FocusSource::Velocity => {
            let held = tally::about(facts.capacity.unwrap_or_default());
            let why =
                if facts.person_days.is_none() { "" } else { "; no person-days are known of them" };
            vec![
                (format!("{held} pts forecast"), Role::Strong),
                (format!(" = mean of {}{why}", from(focus)), Role::Dim),
            ]
        }
        Some(focus) if focus.source == FocusSource::Assumed => {
            let first = (format!("{days} × 0.7"), Role::Plain);
            let since = if area.width < 100 { "" } else { "; no sprint is closed yet" };
            let why = format!(" · assumes a point is an ideal day{since}");
            [first].into_iter().chain(held.clone()).chain([(why, Role::Dim)]).collect()
        }
        _ => {
            let lacks = match (facts.days.is_empty(), facts.team.is_empty()) {
                (true, _) => "give it days".to_owned(),
                (false, true) => format!("{} adds a person", app.key_of(Action::AddPerson)),
                (false, false) => {
                    format!("{} lets a person take part", app.key_of(Action::Pull))
                }
            };
            vec![(format!("no forecast: no sprint is closed yet; {lacks}"), Role::Warn)]
        }
    };
    // What it comes to is read first where not all of it can be.
    let fits = wide(&said) < usize::from(area.width);
    let said = match (fits, facts.capacity) {
        (false, Some(capacity)) if said.last() == held.as_ref() => {
            let last = |(text, _): &Piece| !held.iter().any(|(held, _)| held == text);
            let first = (format!("{} pts = ", tally::about(capacity)), Role::Strong);
            [first].into_iter().chain(said.into_iter().filter(last)).collect()
        }
        _ => said,
    };
    pieces(said, area, pen);
}

/// "sprint 7", "sprints 5, 6, 7": oldest first.
fn sprints(focus: &Focus) -> String {
    let numbers = focus.sprints.iter().rev().map(|it| it.number.to_string());
    let numbers: Vec<String> = numbers.collect();
    let noun = if numbers.len() == 1 { "sprint" } else { "sprints" };
    format!("{noun} {}", numbers.join(", "))
}

/// The load as a bar and in words: the words have their room first.
pub(super) fn load(facts: &Facts, area: Rect, pen: &mut Pen<'_>) {
    let whole = load_in_words(facts, false);
    let fits = wide(&whole) + FEWEST_CELLS + 4 <= usize::from(area.width);
    let words = if fits { whole } else { load_in_words(facts, true) };
    let taken = wide(&words);
    let mut said = facts.capacity.map_or_else(Vec::new, |capacity| {
        let left = usize::from(area.width).saturating_sub(taken + 4);
        bar(facts, capacity, left.clamp(FEWEST_CELLS, MOST_CELLS))
    });
    said.extend(words);
    pieces(said, area, pen);
}

/// The columns of pieces.
fn wide(said: &[Piece]) -> usize {
    said.iter().map(|(text, _)| width::width(text)).sum()
}

/// A bar of so many cells: one that is full is a sprint that is full, half a cell is no cell.
fn bar(facts: &Facts, capacity: Hundredths, cells: usize) -> Vec<Piece> {
    let (load, whole) = (facts.load.hundredths(), capacity.hundredths().max(1));
    let wide = u64::try_from(cells).unwrap_or(0);
    let filled = usize::try_from(load.saturating_mul(wide) / whole).unwrap_or(cells).min(cells);
    let role = if facts.load > capacity { Role::Warn } else { Role::Good };
    vec![
        ("█".repeat(filled), role),
        ("░".repeat(cells - filled), Role::Dim),
        ("  ".to_owned(), Role::Plain),
    ]
}

/// "21 of 26 pts · 81 % · 5 of 7 closed sprints reached this load"; in short "reached by 5 of 7".
fn load_in_words(facts: &Facts, short: bool) -> Vec<Piece> {
    let load = tally::about(facts.load);
    let held = facts.capacity.map_or_else(String::new, |it| format!("of {} ", tally::about(it)));
    let mut said = vec![(format!("{load} {held}pts"), Role::Plain)];
    if let Some(percent) = facts.percent {
        said.push((format!(" · {} %", percent.rounded()), Role::Plain));
    }
    let above = facts.capacity.map(|it| facts.load.hundredths().saturating_sub(it.hundredths()));
    if let Some(above) = above.filter(|above| *above > 0).map(Hundredths::of_hundredths) {
        // However little is over is over.
        let least = Hundredths::of_hundredths(10);
        said.push((format!(" · {} over", tally::about(above.max(least))), Role::Warn));
    }
    if facts.unestimated > 0 {
        said.push((format!(" · {} not estimated", facts.unestimated), Role::Warn));
    }
    if let Some(chance) = facts.chance {
        let noun = tally::count(chance.of, "closed sprint", "closed sprints");
        let words = if short {
            format!(" · reached by {} of {}", chance.reached, chance.of)
        } else {
            format!(" · {} of {noun} reached this load", chance.reached)
        };
        said.push((words, Role::Dim));
    }
    said
}

/// The load by skill.
pub(super) fn skills(facts: &Facts, area: Rect, pen: &mut Pen<'_>) {
    if area.height == 0 {
        return;
    }
    let mut said: Vec<Piece> = Vec::new();
    for need in &facts.needs {
        if !said.is_empty() {
            said.push((" · ".to_owned(), Role::Dim));
        }
        said.push(of_skill(need));
    }
    said.push(("  (a story counts whole for each skill)".to_owned(), Role::Dim));
    pieces(said, area, pen);
}

/// "web 8 of 12", "bank 5 of 4 !".
fn of_skill(need: &Need) -> Piece {
    let words = format!("{} {}", need.skill, tally::about(need.points));
    match need.capacity.map(|capacity| (tally::about(capacity), need.points > capacity)) {
        Some((capacity, true)) => (format!("{words} of {capacity} !"), Role::Warn),
        Some((capacity, false)) => (format!("{words} of {capacity}"), Role::Plain),
        None => (words, Role::Plain),
    }
}
