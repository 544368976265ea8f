//! The Review screen: what was delivered, judged line by line. Drawing changes nothing, and builds
//! no row that is not on screen.

mod closing;
mod goal;
mod idle;
mod list;
mod page;

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::story::Status;
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::Screen;
use crate::tui::screen::review::{Pane, Said};
use crate::tui::theme::Role;

/// A piece of text, and what it is.
type Span = (String, Role);

/// Lines of text in an area: each may belong to a line that is judged.
#[derive(Default)]
struct Sheet {
    lines: Vec<(Option<usize>, Vec<Span>)>,
    columns: usize,
}

impl Sheet {
    fn new(columns: u16) -> Self {
        Self { lines: Vec::new(), columns: usize::from(columns).max(1) }
    }

    /// A text behind a mark, wrapped; what goes on stands under its beginning.
    fn marked(&mut self, of: Option<usize>, mark: &str, text: &str, role: Role) {
        let indent = width::width(mark);
        let wrapped = width::wrap(&plain::line(text), self.columns.saturating_sub(indent).max(8));
        for (at, line) in wrapped.into_iter().enumerate() {
            let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push((of, vec![(format!("{lead}{line}"), role)]));
        }
    }

    fn text(&mut self, text: &str, role: Role) {
        self.marked(None, "", text, role);
    }

    fn gap(&mut self) {
        self.lines.push((None, Vec::new()));
    }

    /// A heading with a rule behind it.
    fn heading(&mut self, words: &str) {
        let rest = self.columns.saturating_sub(width::width(words) + 1);
        let dashes = "─".repeat(rest);
        self.lines.push((None, vec![(format!("{words} "), Role::Heading), (dashes, Role::Rule)]));
    }

    /// Draws as much as there is room for, so that the line judged next is on screen; returns
    /// where that one stands.
    fn draw(
        &self,
        here: Option<usize>,
        focused: bool,
        area: Rect,
        pen: &mut Pen<'_>,
    ) -> Option<u16> {
        let height = usize::from(area.height);
        let mine = |(of, _): &(Option<usize>, Vec<Span>)| here.is_some() && *of == here;
        let first = self.lines.iter().position(mine);
        let last = self.lines.iter().rposition(mine).unwrap_or(0);
        let below = usize::from(last + 1 < self.lines.len());
        let top = (last + 1 + below).saturating_sub(height).min(first.unwrap_or(0));
        let mut cursor = None;
        for (line, (at, (_, spans))) in
            (0..area.height).zip(self.lines.iter().enumerate().skip(top))
        {
            let judged = Some(at) == first;
            if judged {
                pen.at(area, 0, line, if focused { "▸" } else { "›" }, Role::Key);
                cursor = Some(line);
            }
            let mut column = 2;
            for (words, role) in spans {
                column = pen.at(area, column, line, words, *role);
            }
            if focused && (first..=Some(last)).contains(&Some(at)) {
                pen.lay(area, line, Role::Selected);
            }
        }
        let edge = area.width.saturating_sub(1);
        if top > 0 && height > 1 {
            pen.at(area, edge, 0, "↑", Role::Key);
        }
        if top + height < self.lines.len() && height > 1 {
            pen.at(area, edge, area.height - 1, "↓", Role::Key);
        }
        cursor
    }
}

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let review = &app.review;
    let rooms = review.rooms(app.size);
    if review.closing.open {
        return closing::draw(app, backlog, pen);
    }
    if review.rows.is_empty() && review.sprint.is_none() {
        return idle::draw(app, backlog, pen);
    }
    list::draw(app, backlog, &rooms, pen);
    let rule = if review.pane == Pane::Lines { Role::Heading } else { Role::Rule };
    if rooms.rule.width == 1 {
        for line in 0..rooms.rule.height {
            pen.text(rooms.rule, line, "│", rule);
        }
    } else {
        pen.text(rooms.rule, 0, &"─".repeat(usize::from(rooms.rule.width)), rule);
    }
    let area = rooms.story;
    let in_list = Position {
        x: rooms.list.x,
        y: rooms.list.y + u16::try_from(review.cursor.saturating_sub(review.top)).unwrap_or(0),
    };
    let Some(story) = review.row().and_then(|row| backlog.story(row.story)) else {
        goal::draw(app, backlog, area, pen);
        return in_list;
    };
    let sheet = page::sheet(app, story, backlog, area.width.saturating_sub(3));
    let focused = review.pane == Pane::Lines;
    let here = review.here().map(|_| review.line);
    let line = sheet.draw(here, focused, area, pen).filter(|_| focused);
    line.map_or(in_list, |line| Position { x: area.x, y: area.y + line })
}

/// What a key does to the goal of the sprint.
pub(super) fn words(app: &App, action: Action) -> Option<&'static str> {
    if app.screen != Screen::Review || app.review.closing.open || !app.review.on_goal() {
        return None;
    }
    match action {
        Action::Open => Some("note"),
        Action::Unmet => Some("not met"),
        _ => None,
    }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, backlog: &Backlog) -> String {
    let review = &app.review;
    if review.closing.open {
        let (next, back) = review.closing.ways();
        return format!(
            "{} to the next sprint · {} back to the backlog",
            tally::count(next.len(), "story", "stories"),
            back.len()
        );
    }
    // Of the whole sprint, also what is not delivered yet.
    let all: Vec<_> = review.sprint.iter().flat_map(|id| backlog.in_sprint(*id)).collect();
    let points = |it: &crate::domain::story::Story| it.points.unwrap_or_default();
    let total: Points = all.iter().map(|it| points(it)).sum();
    let accepted = all.iter().filter(|it| it.status == Status::Accepted);
    let accepted: Points = accepted.map(|it| points(it)).sum();
    let figures = format!("{accepted} of {} of the sprint accepted", total.in_points());
    match review.row() {
        _ if review.rows.is_empty() => "nothing is delivered".to_owned(),
        None => format!("the goal of the sprint · {figures}"),
        Some(_) if review.cursor < review.waiting => {
            format!("story {} of {} that wait · {figures}", review.cursor + 1, review.waiting)
        }
        Some(_) => format!("judged in this sprint · {figures}"),
    }
}

/// How a story stands in the review, in a sign and a word or two.
fn standing(app: &App, at: usize, status: Status) -> Span {
    let Some(row) = app.review.rows.get(at) else { return (String::new(), Role::Plain) };
    let (open, unmet) = (row.count(Said::Open), row.count(Said::Unmet));
    match status {
        Status::Accepted => ("✓ accepted".to_owned(), Role::Good),
        Status::Delivered if open > 0 && unmet > 0 => (format!("✗{unmet} ▢{open}"), Role::Bad),
        Status::Delivered if open > 0 => (format!("▢ {open} open"), Role::Warn),
        Status::Delivered if unmet > 0 => (format!("✗ {unmet} unmet"), Role::Bad),
        Status::Delivered => ("✓ all met".to_owned(), Role::Good),
        _ => ("✗ rejected".to_owned(), Role::Bad),
    }
}
