//! The head of the Plan screen: which sprint, its goal, its days. It says nothing of stories.

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use super::{mark, stands};
use crate::domain::sprint::SprintState;
use crate::say::{tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::plan::facts::Facts;
use crate::tui::screen::plan::rooms::Rooms;
use crate::tui::screen::plan::{Offer, Other, Pane};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The columns of the names of the lines.
const NAMES: u16 = 9;

/// A sprint that nobody has planned yet.
pub(super) fn offered(app: &App, offer: Offer, area: Rect, pen: &mut Pen<'_>) {
    let until = other(app, area, pen);
    let left = Rect { width: until.saturating_sub(1), ..area };
    let title = format!("Sprint {} is not planned yet", offer.number);
    let column = pen.at(left, 1, 0, &title, Role::Heading);
    let plan = app.key_of(Action::Change);
    let words = match offer.days {
        Some((start, end)) => format!(" · {} proposed", from_to(start, end, app.today)),
        None => String::new(),
    };
    let room = usize::from(left.width.saturating_sub(column));
    let how = format!(" · {plan} plans it");
    // How it is done matters more than which days it would have.
    let fits = width::width(&words) + width::width(&how) <= room;
    let column = if fits { pen.at(left, column, 0, &words, Role::Plain) } else { column };
    pen.at(left, column, 0, &how, Role::Dim);
}

/// What the other key leads to, at the right edge; returns the column it starts at.
fn other(app: &App, area: Rect, pen: &mut Pen<'_>) -> u16 {
    let Some(other) = app.plan.other else { return area.width };
    let key = app.key_of(Action::OtherSprint);
    let words = match other {
        Other::Running(_, number) => format!("{key} sprint {number}, running "),
        Other::Planned(_, number) => format!("{key} sprint {number}, planned "),
        Other::Offer(number) => format!("{key} plan sprint {number} "),
    };
    if width::width(&words) * 2 > usize::from(area.width) {
        return area.width;
    }
    pen.right(area, 0, &words, Role::Dim)
}

pub(super) fn draw(app: &App, facts: &Facts, rooms: &Rooms, pen: &mut Pen<'_>) -> Option<Position> {
    let until = other(app, rooms.title, pen);
    let left = Rect { width: until.saturating_sub(1), ..rooms.title };
    let column = pen.at(left, 1, 0, &format!("Sprint {}", facts.number), Role::Heading);
    let state = match (facts.state, facts.days_left) {
        (SprintState::Active, Some(days)) => {
            format!(" · running · {} left", tally::count(days, "working day", "working days"))
        }
        (SprintState::Active, None) => " · running".to_owned(),
        _ => " · planned".to_owned(),
    };
    pen.at(left, column, 0, &state, Role::Plain);
    panes(app, facts, rooms.panes, pen);
    let goal = if facts.goal.is_empty() {
        let change = app.key_of(Action::Change);
        (format!("none yet: {change} writes it; a sprint starts with one"), Role::Warn)
    } else {
        (facts.goal.clone(), Role::Plain)
    };
    line(app, 0, "goal", &goal, rooms.goal, pen);
    line(app, 1, "days", &days(app, facts), rooms.days, pen);
    match app.plan.head {
        0 => stands(rooms.goal, 0),
        _ => stands(rooms.days, 0),
    }
}

/// One line of the head.
fn line(app: &App, at: usize, name: &str, said: &(String, Role), area: Rect, pen: &mut Pen<'_>) {
    let here = app.plan.pane == Pane::Head && app.plan.head == at;
    mark(here, area, 0, pen);
    pen.at(area, 1, 0, name, Role::Dim);
    let room = usize::from(area.width.saturating_sub(NAMES));
    pen.at(area, NAMES, 0, &width::cut(&said.0, room), said.1);
    if here && area.height > 0 {
        pen.lay(area, 0, Role::Selected);
    }
}

/// First and last day, and how many are worked.
fn days(app: &App, facts: &Facts) -> (String, Role) {
    let (Some(start), Some(end)) = facts.dates else {
        let change = app.key_of(Action::Change);
        return (format!("none yet: {change} sets them"), Role::Warn);
    };
    let worked = tally::count(facts.days.len(), "working day", "working days");
    (format!("{} · {worked}", from_to(start, end, app.today)), Role::Plain)
}

/// "Mon 30 Nov – Fri 11 Dec", with the year where it is not this one.
pub(super) fn from_to(start: NaiveDate, end: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike as _;
    let year = if end.year() == today.year() { "" } else { " %Y" };
    let end = end.format(&format!("%a %-d %b{year}")).to_string();
    format!("{} – {end}", start.format("%a %-d %b"))
}

/// The names of the panes where only one is shown, that one in brackets.
fn panes(app: &App, facts: &Facts, area: Rect, pen: &mut Pen<'_>) {
    let mut column = 0;
    for pane in Pane::ALL {
        let name = match pane {
            Pane::Head => "goal".to_owned(),
            Pane::People => format!("people {}", facts.team.len()),
            Pane::Ready => {
                let what = if app.plan.all_open { "open" } else { "ready" };
                format!("{what} {}", app.plan.ready.rows.len())
            }
            Pane::Sprint => format!("pulled {}", app.plan.sprint.rows.len()),
        };
        let here = pane == app.plan.pane;
        let (name, role) = if here {
            (format!("[{name}]"), Role::Heading)
        } else {
            (format!(" {name} "), Role::Dim)
        };
        column = pen.at(area, column, 0, &name, role);
    }
}
