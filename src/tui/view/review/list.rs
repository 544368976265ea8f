//! The list of the Review: what waits, what was judged, and the goal of the sprint below them.

use super::{Pen, Span, standing};
use crate::domain::backlog::Backlog;
use crate::domain::story::Status;
use crate::say::{plain, width};
use crate::tui::app::App;
use crate::tui::screen::review::{Pane, Rooms};
use crate::tui::theme::Role;

/// The columns of the state of a story.
const STATE: usize = 10;

/// How wide the columns are before the title.
struct Columns {
    number: usize,
    points: usize,
}

impl Columns {
    fn of(app: &App, backlog: &Backlog) -> Self {
        let review = &app.review;
        let shown = review.rows.iter().filter_map(|row| backlog.story(row.story));
        let number = shown.clone().map(|it| it.number.to_string().len() + 1).max().unwrap_or(0);
        let points = shown.map(|it| it.points.map_or(1, |points| points.to_string().len())).max();
        Self { number: number.max(4), points: points.unwrap_or(0).max(3) }
    }

    /// A line: number, points, state.
    fn lead(&self, number: &str, points: &str) -> String {
        let number = width::fit(number, self.number);
        format!("{number} {}", width::fit_right(points, self.points))
    }
}

pub(super) fn draw(app: &App, backlog: &Backlog, rooms: &Rooms, pen: &mut Pen<'_>) {
    let review = &app.review;
    let columns = Columns::of(app, backlog);
    let names = format!("{}  {} story", columns.lead("#", "pts"), width::fit("verdict", STATE));
    let names = width::cut(&names, usize::from(rooms.names.width.saturating_sub(2))).into_owned();
    pen.at(rooms.names, 2, 0, &names, Role::Dim);
    let last = review.rows.len() + usize::from(review.sprint.is_some());
    for (line, at) in (0..rooms.list.height).zip(review.top..last) {
        let here = at == review.cursor;
        let focused = review.pane == Pane::Stories;
        if here {
            pen.text(rooms.list, line, if focused { "▸" } else { "›" }, Role::Key);
        }
        row(app, backlog, &columns, rooms, (line, at), pen);
        if here && focused {
            pen.lay(rooms.list, line, Role::Selected);
        }
    }
    let shown = review.top + usize::from(rooms.list.height);
    let edge = rooms.list.width.saturating_sub(1);
    if shown < last {
        pen.at(rooms.list, edge, rooms.list.height.saturating_sub(1), "↓", Role::Key);
    }
    if review.top > 0 {
        pen.at(rooms.list, edge, 0, "↑", Role::Key);
    }
}

/// One row: a story, or the goal.
fn row(
    app: &App,
    backlog: &Backlog,
    columns: &Columns,
    rooms: &Rooms,
    (line, at): (u16, usize),
    pen: &mut Pen<'_>,
) {
    let review = &app.review;
    let story = review.rows.get(at).and_then(|row| backlog.story(row.story));
    let (lead, (state, role), title) = if let Some(story) = story {
        let points = story.points.map_or("?".to_owned(), |points| points.to_string());
        let lead = columns.lead(&format!("#{}", story.number), &points);
        let blocked = if story.impediment.is_some() { "■ " } else { "" };
        let title = format!("{blocked}{}", plain::line(&story.title));
        (lead, standing(app, at, story.status), title)
    } else {
        let (said, goal) = goal(app, backlog);
        (columns.lead("goal", ""), said, goal)
    };
    let quiet = story.is_some_and(|story| story.status != Status::Delivered);
    let dim = if quiet { Role::Dim } else { Role::Plain };
    let column = pen.at(rooms.list, 2, line, &lead, dim) + 2;
    let column = pen.at(rooms.list, column, line, &width::fit(&state, STATE), role) + 1;
    let room = usize::from(rooms.list.width.saturating_sub(column + 1));
    pen.at(rooms.list, column, line, &width::cut(&title, room), dim);
}

/// What is going to be said of the goal, and the goal.
fn goal(app: &App, backlog: &Backlog) -> (Span, String) {
    let review = &app.review;
    let sprint = review.sprint.and_then(|id| backlog.sprints().get(id));
    let goal = sprint.map_or("", |sprint| sprint.goal.as_str());
    let goal = if goal.is_empty() { "no goal was set" } else { goal };
    let said = match review.goal_met {
        Some(true) => ("✓ met".to_owned(), Role::Good),
        Some(false) => ("✗ not met".to_owned(), Role::Bad),
        None => ("▢ not said".to_owned(), Role::Warn),
    };
    (said, plain::line(goal).into_owned())
}
