//! What moved in a sprint since the last working day, by person, and what stands in the way.
//! It judges nobody.

use chrono::NaiveDate;
use serde::Serialize;

use super::log::Line;
use super::sheet::Sheet;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::history::{Act, Entry};
use crate::domain::number::Points;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::Status;
use crate::figures::daily;
use crate::say::{date, history, tally};

/// A morning's page in JSON.
#[derive(Debug, Serialize)]
pub(super) struct DailyAnswer<'a> {
    sprint: u32,
    since: NaiveDate,
    people: Vec<Doings<'a>>,
    impediments: Vec<Obstacle<'a>>,
}

/// The stories of one person that moved; of nobody where nobody works on them.
#[derive(Debug, Serialize)]
struct Doings<'a> {
    person: Option<&'a str>,
    stories: Vec<Moved<'a>>,
}

#[derive(Debug, Serialize)]
struct Moved<'a> {
    number: u32,
    title: &'a str,
    points: Option<Points>,
    from: Status,
    to: Status,
    acts: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Obstacle<'a> {
    number: u32,
    title: &'a str,
    assignee: Option<&'a str>,
    reason: &'a str,
    since: Moment,
    by: Option<&'a str>,
    days: u64,
}

impl<'a> DailyAnswer<'a> {
    pub(super) fn of(sprint: &Sprint, backlog: &'a Backlog, today: NaiveDate) -> Self {
        let daily = daily::of(sprint, backlog, today);
        let moved = |it: daily::Moved<'a>| Moved {
            number: it.story.number,
            title: &it.story.title,
            points: it.story.points,
            from: it.from,
            to: it.to,
            acts: it.acts.into_iter().map(|act| Line::of_story(it.story.number, act)).collect(),
        };
        let doings = |it: daily::Doings<'a>| Doings {
            person: it.assignee,
            stories: it.stories.into_iter().map(moved).collect(),
        };
        let obstacle = |it: daily::Obstacle<'a>| Obstacle {
            number: it.story.number,
            title: &it.story.title,
            assignee: told(&it.story.assignee),
            reason: &it.impediment.reason,
            since: it.impediment.since,
            by: told(&it.impediment.by),
            days: it.days,
        };
        Self {
            sprint: sprint.number,
            since: daily.since,
            people: daily.people.into_iter().map(doings).collect(),
            impediments: daily.impediments.into_iter().map(obstacle).collect(),
        }
    }
}

pub(super) fn text(
    sprint: &Sprint,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let it = daily::of(sprint, backlog, today);
    let mut sheet = Sheet::new(width);
    sheet.parts([
        format!("sprint {}", sprint.number),
        sprint.goal.clone(),
        left(sprint, backlog, today),
    ]);
    let weekday = it.since.format("%a");
    sheet.line(&format!("what moved since {weekday} {}", date::short(it.since, today)));
    people(&mut sheet, &it, sprint, backlog);
    sheet.heading("in the way");
    if it.impediments.is_empty() {
        sheet.line("  nothing");
    }
    for obstacle in &it.impediments {
        let story = obstacle.story;
        let days = usize::try_from(obstacle.days).unwrap_or(usize::MAX);
        let days = tally::count(days, "day", "days");
        let since = date::short(obstacle.impediment.since.day(), today);
        sheet.under("■", &format!("#{} {}", story.number, story.title));
        let by = match obstacle.impediment.by.as_str() {
            "" => String::new(),
            by => format!(", said by {by}"),
        };
        sheet.under("   ", &format!("{days}, since {since}{by}: {}", obstacle.impediment.reason));
    }
    sheet.done()
}

fn left(sprint: &Sprint, backlog: &Backlog, today: NaiveDate) -> String {
    match sprint.state {
        SprintState::Active => {
            let left = calendar::days_left(sprint, backlog.product(), today);
            left.map_or_else(String::new, |left| {
                tally::count(left, "working day left", "working days left")
            })
        }
        state => state.to_string(),
    }
}

/// Everybody whose stories moved, then who takes part without one.
fn people(sheet: &mut Sheet, it: &daily::Daily<'_>, sprint: &Sprint, backlog: &Backlog) {
    for doings in &it.people {
        sheet.heading(doings.assignee.unwrap_or("nobody assigned"));
        for moved in &doings.stories {
            story(sheet, moved);
        }
    }
    let named = sprint.people.iter().filter_map(|it| backlog.people().get(it.person));
    let moved = |name: &str| it.people.iter().any(|doings| doings.assignee == Some(name));
    let still: Vec<&str> =
        named.map(|person| person.name.as_str()).filter(|name| !moved(name)).collect();
    for name in still {
        sheet.heading(name);
        sheet.line("  nothing moved");
    }
}

fn story(sheet: &mut Sheet, moved: &daily::Moved<'_>) {
    let story = moved.story;
    let way = if moved.from == moved.to {
        moved.to.to_string()
    } else {
        format!("{} → {}", moved.from, moved.to)
    };
    sheet.under("·", &format!("#{} {way}: {}", story.number, story.title));
    for entry in &moved.acts {
        sheet.under("   ", &act(entry));
    }
}

/// "Thu 14:00 delivered", "Thu 14:05 pulled into the sprint (reason), Mira".
fn act(entry: &Entry) -> String {
    let when = entry.at.0.format("%a %H:%M");
    let deed = match (entry.what, entry.reason.as_deref().filter(|it| !it.is_empty())) {
        (Act::Pulled, None) => "pulled into the sprint".to_owned(),
        (Act::Pulled, Some(reason)) => format!("pulled into the sprint ({reason})"),
        (Act::PutBack, None) => "put back to the backlog".to_owned(),
        (Act::PutBack, Some(reason)) => format!("put back to the backlog ({reason})"),
        // The state says it all; that a verdict was written down is no news beside it.
        (
            act @ (Act::Started
            | Act::Delivered
            | Act::Returned
            | Act::Accepted
            | Act::Rejected
            | Act::Dropped),
            reason,
        ) => {
            let why = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
            format!("{act}{why}")
        }
        _ => history::deed(entry),
    };
    match entry.by.as_str() {
        "" => format!("{when} {deed}"),
        by => format!("{when} {deed}, {by}"),
    }
}
