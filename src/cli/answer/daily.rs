//! What moved in a sprint since the last working day, by person, and what stands in the way.
//! It judges nobody.

use chrono::NaiveDate;
use serde::Serialize;

use super::log::Line;
use super::sheet::Sheet;
use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::sprint::Sprint;
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
    let since = date::short(it.since, today);
    let mut sheet = Sheet::new(width);
    sheet.parts([format!("sprint {}", sprint.number), format!("since {since}")]);
    if it.people.is_empty() {
        sheet.line("nothing moved");
    }
    for doings in &it.people {
        sheet.heading(doings.assignee.unwrap_or("nobody"));
        for moved in &doings.stories {
            let states = if moved.from == moved.to {
                moved.to.to_string()
            } else {
                format!("{} → {}", moved.from, moved.to)
            };
            let story = &moved.story;
            sheet.under(&format!("#{}", story.number), &format!("{} · {states}", story.title));
            for act in &moved.acts {
                sheet.under("  ·", &history::sentence(act, today));
            }
        }
    }
    if !it.impediments.is_empty() {
        sheet.heading("in the way");
    }
    for obstacle in &it.impediments {
        let days = tally::count(usize::try_from(obstacle.days).unwrap_or(0), "day", "days");
        let words = format!("{days}: {}", obstacle.impediment.reason);
        sheet.under(&format!("#{}", obstacle.story.number), &words);
    }
    sheet.done()
}
