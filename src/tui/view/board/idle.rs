//! The Board while no sprint runs: what is planned, how to go on, and what the last sprint came
//! to. It plans nothing.

use ratatui::layout::{Position, Rect};

use super::head;
use crate::domain::backlog::Backlog;
use crate::domain::plan::velocity as past;
use crate::domain::sprint::{Sprint, SprintState};
use crate::say::{plain, tally, width};
use crate::tui::action::{Action, Place, row};
use crate::tui::app::App;
use crate::tui::help;
use crate::tui::layout::Layout;
use crate::tui::theme::Role;
use crate::tui::view::{Pen, velocity};

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let area = Layout::of(app.size, false).list;
    let room = usize::from(area.width.saturating_sub(6));
    let mut cursor = None;
    let lines = lines(app, backlog).into_iter().flat_map(|(text, role, leads)| {
        let wrapped = width::hang(&text, room).into_iter().enumerate();
        wrapped.map(move |(at, line)| (line, role, leads && at == 0))
    });
    let mut used = 1;
    for (line, (text, role, leads)) in (0..area.height).zip(lines) {
        pen.at(area, 3, line, &text, role);
        used = line + 2;
        if leads && cursor.is_none() {
            cursor = Some(line);
        }
    }
    let below = area.intersection(Rect {
        x: area.x + 3,
        y: area.y + used,
        width: area.width.saturating_sub(6),
        ..area
    });
    velocity::draw(backlog, below, pen);
    Position { x: area.x + 3, y: area.y + cursor.unwrap_or(0) }
}

/// Each line with its role, and whether it says which key leads on.
fn lines(app: &App, backlog: &Backlog) -> Vec<(String, Role, bool)> {
    let mut lines = Vec::new();
    let mut line = |text: String, role: Role| lines.push((text, role, false));
    line("No sprint is running.".to_owned(), Role::Heading);
    line(String::new(), Role::Plain);
    let plan = app.key_of(Action::ShowPlan);
    let start = row(Action::StartSprint, Place::Plan)
        .map(|row| help::first(row, Place::Plan, &app.keys))
        .unwrap_or_default();
    let planned = backlog.sprint_in(SprintState::Planned);
    if let Some(sprint) = planned {
        let goal = match sprint.goal.as_str() {
            "" => "no goal yet".to_owned(),
            goal => plain::line(goal).into_owned(),
        };
        line(format!("Sprint {} is planned: {goal}", sprint.number), Role::Plain);
        line(holds(app, sprint, backlog), Role::Dim);
        line(String::new(), Role::Plain);
    }
    let words = match planned {
        Some(sprint) => {
            format!("{plan}    see it in Plan; {start} there starts sprint {}", sprint.number)
        }
        None => format!("{plan}    plan the next sprint: its goal, its people, its stories"),
    };
    lines.push((words, Role::Plain, true));
    if let Some(last) = past::closed(backlog).first() {
        let all = app.key_of(Action::SprintText);
        lines.push((String::new(), Role::Plain, false));
        lines.push((last_one(last), Role::Plain, false));
        if let Some(velocity) = past::forecast(backlog) {
            let points = velocity.sprints.iter().map(|(_, points)| points.to_string());
            let points: Vec<String> = points.collect();
            let of = tally::count(points.len(), "closed sprint", "closed sprints");
            let words = format!("The last {of} came to {} pts, newest first", tally::list(&points));
            lines.push((words, Role::Dim, false));
        }
        lines.push((String::new(), Role::Plain, false));
        lines.push((format!("{all}  all about the newest sprint, as text"), Role::Plain, false));
    }
    lines
}

/// What the planned sprint holds so far.
fn holds(app: &App, sprint: &Sprint, backlog: &Backlog) -> String {
    let (mut stories, mut points) = (0, crate::domain::number::Points::default());
    for story in backlog.in_sprint(sprint.id) {
        stories += 1;
        points = points + story.points.unwrap_or_default();
    }
    let span = head::span(sprint, app.today);
    let parts = [span, tally::count(stories, "story", "stories"), format!("{points} pts")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// "Sprint 7 came to 13 of 13 pts committed; its goal was met: …".
fn last_one(sprint: &Sprint) -> String {
    let Some(record) = &sprint.record else { return format!("Sprint {} is closed", sprint.number) };
    let of = record.committed.as_ref().map_or_else(String::new, |it| format!(" of {}", it.points));
    let met = match record.goal_met {
        Some(true) => ", goal met",
        Some(false) => ", goal not met",
        None => "",
    };
    let goal = match sprint.goal.as_str() {
        "" => String::new(),
        goal => format!(": {}", plain::line(goal)),
    };
    format!("Sprint {} came to {}{of} pts{met}{goal}", sprint.number, record.accepted.points)
}
