//! The Board screen: the running sprint in columns, its burndown and its changes of scope.
//! Drawing changes nothing.

mod cards;
mod head;
mod idle;
mod scope;

use chrono::NaiveDate;
use ratatui::layout::{Position, Rect};

use super::{Pen, burndown, velocity};
use crate::domain::backlog::Backlog;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;
use crate::say::{plain, tally, width};
use crate::tui::app::App;
use crate::tui::part::burndown::Burndown;
use crate::tui::screen::board::Rooms;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let board = &app.board;
    let Some(sprint) = board.sprint.and_then(|id| backlog.sprints().get(id)) else {
        return idle::draw(app, backlog, pen);
    };
    let rooms = board.rooms(app.size);
    head::draw(app, sprint, rooms.head, pen);
    cards::names(board, &rooms, pen);
    let cursor = cards::draw(board, backlog, &rooms, app.today, pen);
    if rooms.rule.height > 0 {
        below(app, sprint, backlog, &rooms, pen);
    }
    cursor
}

/// The burndown, and beside it what came in and went out.
fn below(app: &App, sprint: &Sprint, backlog: &Backlog, rooms: &Rooms, pen: &mut Pen<'_>) {
    let board = &app.board;
    let dashes = "─".repeat(usize::from(rooms.rule.width));
    pen.text(rooms.rule, 0, &dashes, Role::Rule);
    let left = Rect { width: rooms.chart.width, ..rooms.rule };
    pen.at(left, 1, 0, &fitting(&legends(app), usize::from(left.width) - 2), Role::Dim);
    let chart = Burndown { days: &board.days, dates: &board.dates, today: app.today };
    let room =
        Rect { x: rooms.chart.x + 1, width: rooms.chart.width.saturating_sub(1), ..rooms.chart };
    burndown::draw(&chart, room, pen);
    if rooms.log.width > 0 {
        let used = scope::draw(app, sprint, backlog, rooms, pen) + 1;
        // What is left of the room tells what closed sprints came to.
        let rest = rooms.log.height.saturating_sub(used);
        let (x, y) = (rooms.log.x + 1, rooms.log.y + used);
        let width = rooms.log.width.saturating_sub(2);
        velocity::draw(backlog, Rect { x, y, width, height: rest }, pen);
    }
}

/// What the signs of the burndown are, and how much each is now: longer and shorter.
fn legends(app: &App) -> [String; 3] {
    let it = &app.board.standing;
    let (left, waiting) = (it.remaining, it.delivered);
    let ideal = it.ideal.unwrap_or_default().rounded();
    let waits = waiting.hundredths() > 0;
    let part = |words: String| if waits { words } else { String::new() };
    let long = part(format!("   ▒ {waiting} of them delivered"));
    let short = part(format!("  ▒ {waiting} delivered"));
    [
        format!(" burndown   █ {left} pts remaining{long}   · ideal {ideal} "),
        format!(" █ {left} pts remaining{short}  · ideal {ideal} "),
        format!(" █ {left} left{short}  · ideal {ideal} "),
    ]
}

/// The first of several texts that has room; where none has, the last one cut.
fn fitting(texts: &[String], room: usize) -> String {
    let fits = texts.iter().find(|text| width::width(text) <= room).or(texts.last());
    fits.map(|text| width::cut(text, room).into_owned()).unwrap_or_default()
}

/// What stands on the message line while nothing is said: the whole title of the story under the
/// cursor, which the columns cut.
pub(super) fn status(app: &App, backlog: &Backlog) -> String {
    let board = &app.board;
    if board.sprint.is_none() {
        return "no sprint is running".to_owned();
    }
    let it = &board.standing;
    let Some(story) = board.story().and_then(|id| backlog.story(id)) else {
        return format!("{} pts remaining of {}", it.remaining, it.total);
    };
    // Where the burndown has no room its figures have some.
    let hidden = board.rooms(app.size).rule.height == 0;
    let figures = it.ideal.filter(|_| hidden).map_or_else(String::new, |ideal| {
        format!("remaining {} pts, ideal {} · ", it.remaining, ideal.rounded())
    });
    format!("{figures}{}", told(story, app.today))
}

/// A story in a line: "#2 title · ■ blocked 4 days: why · Kim".
fn told(story: &Story, today: NaiveDate) -> String {
    let blocked = story.impediment.as_ref().filter(|_| story.status.is_open());
    let blocked = blocked.map_or_else(String::new, |it| {
        let age = days(it.since.day(), today);
        format!(" · ■ blocked {age}: {}", plain::line(&it.reason))
    });
    let assignee = match story.assignee.as_str() {
        "" => String::new(),
        name => format!(" · {}", plain::line(name)),
    };
    format!("#{} {}{blocked}{assignee}", story.number, plain::line(&story.title))
}

/// An age as the daily view counts it: the first day is one day.
fn days(since: NaiveDate, today: NaiveDate) -> String {
    let days = usize::try_from((today - since).num_days()).unwrap_or(0) + 1;
    tally::count(days, "day", "days")
}
