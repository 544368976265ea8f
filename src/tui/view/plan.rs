//! The Plan screen: the sprint being planned, or the running one being changed. Drawing changes
//! nothing, and builds no row that is not on screen.

mod forecast;
mod head;
mod lists;
mod people;

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::plan;
use crate::domain::sprint::{Direction, ScopeEntry, Share};
use crate::domain::story::{Status, Story};
use crate::say::{date, plain};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::plan::facts::Facts;
use crate::tui::screen::plan::{Pane, Shown};
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Option<Position> {
    let rooms = app.plan.rooms(app.size);
    match &app.plan.shown {
        Shown::Offer(offer) => {
            head::offered(app, *offer, rooms.title, pen);
            lists::ready(app, backlog, &rooms, pen)
        }
        Shown::Sprint(facts) => {
            let head = head::draw(app, facts, &rooms, pen);
            let people = people::draw(app, facts, &rooms, pen);
            forecast::sum(app, facts, rooms.sum, pen);
            forecast::load(facts, rooms.load, pen);
            forecast::skills(facts, rooms.skills, pen);
            let ready = lists::ready(app, backlog, &rooms, pen);
            let sprint = lists::sprint(app, facts, backlog, &rooms, pen);
            for line in 0..rooms.rule.height {
                pen.text(rooms.rule, line, "│", Role::Rule);
            }
            match app.plan.pane {
                Pane::Head => head,
                Pane::People => people,
                Pane::Ready => ready,
                Pane::Sprint => sprint,
            }
        }
    }
}

/// The sign before the place the cursor is on.
fn mark(here: bool, area: Rect, line: u16, pen: &mut Pen<'_>) {
    if here {
        pen.text(area, line, "▸", Role::Key);
    }
}

/// Where the terminal's own cursor stands: at the beginning of a line of an area.
fn stands(area: Rect, line: u16) -> Option<Position> {
    (line < area.height).then(|| Position { x: area.x, y: area.y + line })
}

/// What stands on the message line while nothing is said: more about what the cursor is on.
pub(super) fn status(app: &App, backlog: &Backlog) -> String {
    let Shown::Sprint(facts) = &app.plan.shown else {
        let team = if backlog.people().is_empty() {
            format!("nobody is in the team yet: {} adds a person", app.key_of(Action::AddPerson))
        } else {
            String::new()
        };
        return team;
    };
    match app.plan.pane {
        Pane::Head => String::new(),
        Pane::People => of_person(app, facts),
        Pane::Ready | Pane::Sprint => {
            let story = app.plan.story().and_then(|id| backlog.story(id));
            story.map_or_else(String::new, |story| of_story(story, facts, backlog, app))
        }
    }
}

/// What somebody does on the day under the cursor, or what they bring.
fn of_person(app: &App, facts: &Facts) -> String {
    let Some(mate) = app.plan.mate() else {
        let add = app.key_of(Action::AddPerson);
        return format!("nobody is in the team yet: {add} adds a person");
    };
    let name = &mate.name;
    if mate.share.is_none() {
        let pull = app.key_of(Action::Pull);
        return format!("{name} takes no part in sprint {}: {pull} lets them", facts.number);
    }
    if let Some(day) = app.plan.day() {
        let off = mate.off.get(app.plan.day - 1).is_some_and(|off| *off);
        let is = if off { "is off" } else { "is there" };
        return format!("{name} {is} on {}", day.format("%a %-d %b %Y"));
    }
    let away: Vec<String> = facts
        .days
        .iter()
        .zip(&mate.off)
        .filter(|(_, off)| **off)
        .map(|(day, _)| date::short(*day, app.today))
        .collect();
    let share = mate.share.unwrap_or_default();
    let of_time = if share == Share::default() {
        format!("{name} has all their time for it")
    } else {
        format!("{name} has {} of their time for it", share.0)
    };
    let usual = (share != mate.usual).then(|| format!(", usually {}", mate.usual.0));
    let off = (!away.is_empty()).then(|| format!(" · off {}", away.join(", ")));
    [of_time].into_iter().chain(usual).chain(off).collect()
}

/// What speaks against a story, or what became of it.
fn of_story(story: &Story, facts: &Facts, backlog: &Backlog, app: &App) -> String {
    let Some(sprint) = backlog.sprints().get(facts.sprint) else { return String::new() };
    let mut words = vec![format!("#{} {}", story.number, story.status)];
    if !matches!(story.status, Status::Delivered | Status::Accepted) {
        words.extend(plan::concerns(story, sprint, backlog).iter().map(plan::Concern::words));
    }
    if let Some(kept) = &story.pull_override {
        words.push(format!("pulled all the same: {}", kept.reason));
    }
    let of =
        |entry: &&ScopeEntry| entry.story == story.id && entry.direction == Some(Direction::In);
    let entry = sprint.scope_log.iter().rev().find(of);
    if let Some(entry) = entry.filter(|_| facts.came_in.contains(&story.id)) {
        let day = date::short(entry.at.day(), app.today);
        words.push(format!("came in on {day}: {}", entry.reason));
    }
    plain::line(&words.join(" · ")).into_owned()
}
