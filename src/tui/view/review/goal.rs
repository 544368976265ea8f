//! The goal of the sprint under review: whether it was met, what the sprint comes to so far, and
//! how it is closed.

use ratatui::layout::Rect;

use super::{Pen, Sheet};
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, Story};
use crate::say::{date, plain, tally};
use crate::tui::action::{Action, Place, row};
use crate::tui::app::App;
use crate::tui::help;
use crate::tui::theme::Role;
use crate::tui::view::velocity;

pub(super) fn draw(app: &App, backlog: &Backlog, area: Rect, pen: &mut Pen<'_>) {
    let Some(sprint) = app.review.sprint.and_then(|id| backlog.sprints().get(id)) else { return };
    let mut sheet = Sheet::new(area.width.saturating_sub(3));
    said(&mut sheet, app, sprint);
    sheet.gap();
    stories(&mut sheet, app, sprint, backlog);
    sheet.gap();
    let close = app.key_of(Action::CloseSprint);
    let words =
        format!("{close} closes the sprint: first it asks where each unfinished story goes");
    sheet.text(&words, Role::Plain);
    sheet.draw(None, false, area, pen);
    velocity::below(backlog, sheet.lines.len(), area, pen);
}

/// The goal, and what is going to be said of it.
fn said(sheet: &mut Sheet, app: &App, sprint: &Sprint) {
    let key = |action: Action| app.key_of(action);
    let goal = if sprint.goal.is_empty() { "no goal was set" } else { &sprint.goal };
    sheet.marked(None, &format!("Sprint {}  ", sprint.number), goal, Role::Heading);
    if let (Some(start), Some(end)) = (sprint.start, sprint.end) {
        let days = [date::short(start, app.today), date::short(end, app.today)];
        sheet.text(&days.join(" – "), Role::Dim);
    }
    sheet.gap();
    let (mark, words, role) = match app.review.goal_met {
        Some(true) => ("✓ ", "The goal was met", Role::Good),
        Some(false) => ("✗ ", "The goal was not met", Role::Bad),
        None => ("▢ ", "Was the goal met?", Role::Warn),
    };
    let ways = format!(
        "   {} yes · {} no · {} not judged",
        key(Action::Met),
        key(Action::Unmet),
        key(Action::Unjudged)
    );
    sheet.marked(None, mark, &format!("{words}{ways}"), role);
    let note = plain::line(&app.review.note);
    if note.is_empty() {
        let words = format!("{} writes a note, kept with the record", key(Action::Open));
        sheet.marked(None, "  ", &words, Role::Dim);
    } else {
        sheet.marked(None, "✎ ", &note, Role::Plain);
    }
}

/// How many stories stand where, and those that are not accepted by name.
fn stories(sheet: &mut Sheet, app: &App, sprint: &Sprint, backlog: &Backlog) {
    let all: Vec<&Story> = backlog.in_sprint(sprint.id).map(|story| &**story).collect();
    let of = |status: &dyn Fn(Status) -> bool| {
        let stories = all.iter().filter(|story| status(story.status));
        let points: Points = stories.clone().map(|it| it.points.unwrap_or_default()).sum();
        (stories.count(), points)
    };
    let accepted = of(&|it| it == Status::Accepted);
    let waiting = of(&|it| it == Status::Delivered);
    let rest = of(&|it| matches!(it, Status::Draft | Status::Ready | Status::Doing));
    for (name, (count, points), role) in [
        ("accepted", accepted, Role::Good),
        ("waiting", waiting, Role::Warn),
        ("not done", rest, Role::Plain),
    ] {
        if count > 0 || name == "accepted" {
            let stories = tally::count(count, "story", "stories");
            sheet.text(&format!("{name:<9} {stories:<10} {points:>4} pts"), role);
        }
    }
    let unfinished = |it: &&&Story| !matches!(it.status, Status::Accepted | Status::Dropped);
    for story in all.iter().filter(unfinished).take(12) {
        let who = match story.assignee.as_str() {
            "" => String::new(),
            name => format!(" · {name}"),
        };
        let blocked = if story.impediment.is_some() { "■ " } else { "" };
        let words = format!("{} · {blocked}{}{who}", story.status, story.title);
        sheet.marked(None, &format!("  #{:<4}", story.number), &words, Role::Dim);
    }
    if waiting.0 == 0 && accepted.0 == 0 {
        let shown = row(Action::Forward, Place::Board);
        let forward = shown.map(|it| help::first(it, Place::Board, &app.keys)).unwrap_or_default();
        let board = app.key_of(Action::ShowBoard);
        let words = format!(
            "Nothing is delivered yet: {board} shows the Board, {forward} there brings a story on"
        );
        sheet.gap();
        sheet.text(&words, Role::Warn);
    }
}
