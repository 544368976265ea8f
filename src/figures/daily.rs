//! What moved in a sprint since the last working day, and what stands in the way: the page for a
//! short talk every morning. It judges nobody and orders nothing anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::touched;
use crate::domain::backlog::Backlog;
use crate::domain::calendar;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::past::{self, Then};
use crate::domain::sprint::Sprint;
use crate::domain::story::{Impediment, Status, Story};

/// What to talk about this morning.
#[derive(Debug, Clone)]
pub struct Daily<'a> {
    /// The first day that is told of: the last working day before today.
    pub since: NaiveDate,
    /// What moved, by person in the order of the alphabet; what nobody works on comes last.
    pub people: Vec<Doings<'a>>,
    /// What stands in the way of open stories of the sprint, the oldest first.
    pub impediments: Vec<Obstacle<'a>>,
}

/// What moved of the stories of one person.
#[derive(Debug, Clone)]
pub struct Doings<'a> {
    /// Who works on them; none where nobody does.
    pub assignee: Option<&'a str>,
    /// Their stories, in rank order.
    pub stories: Vec<Moved<'a>>,
}

/// A story that moved.
#[derive(Debug, Clone)]
pub struct Moved<'a> {
    /// The story as it is now.
    pub story: &'a Arc<Story>,
    /// Where it stood before.
    pub from: Status,
    /// Where it stands now.
    pub to: Status,
    /// What was done to it, the oldest first: one line for each act.
    pub acts: Vec<&'a Entry>,
}

/// Something that stands in the way of a story.
#[derive(Debug, Clone)]
pub struct Obstacle<'a> {
    /// The story it is in the way of.
    pub story: &'a Arc<Story>,
    /// What it is.
    pub impediment: &'a Impediment,
    /// For how long, in days of the calendar: 1 on its first day.
    pub days: u64,
}

/// What moved since the last working day before today, that day included.
#[must_use]
pub fn of<'a>(sprint: &Sprint, backlog: &'a Backlog, today: NaiveDate) -> Daily<'a> {
    let before = calendar::previous_working_day(backlog.product(), today);
    let since = before.or_else(|| today.pred_opt()).unwrap_or(today);
    let start = Then::before(since);
    let mut stories = touched(sprint, backlog);
    // What left the sprint since then moved in it; what left it earlier is no news of it.
    stories.retain(|story| {
        story.sprint == Some(sprint.id)
            || past::sprint_on(story, start, backlog) == Some(sprint.number)
    });
    stories.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
    let mut by_person: BTreeMap<&str, Vec<Moved<'_>>> = BTreeMap::new();
    for story in &stories {
        let acts = acts(story, since);
        if !acts.is_empty() {
            let (from, to) = (past::status_on(story, start), story.status);
            // What nobody is named for is told under who moved it last.
            let who = acts.last().map_or("", |act| act.by.as_str());
            let person = Some(story.assignee.trim()).filter(|name| !name.is_empty());
            let moved = Moved { story, from, to, acts };
            by_person.entry(person.unwrap_or(who).trim()).or_default().push(moved);
        }
    }
    let nobody = by_person.remove("").map(|stories| Doings { assignee: None, stories });
    let named =
        by_person.into_iter().map(|(name, stories)| Doings { assignee: Some(name), stories });
    let people = named.chain(nobody).collect();
    Daily { since, people, impediments: impediments(sprint, backlog, today) }
}

/// What was done to a story since a day, the oldest first; an act that changed several fields once.
fn acts(story: &Story, since: NaiveDate) -> Vec<&Entry> {
    let mut found: Vec<&Entry> =
        story.history.iter().filter(|line| line.at.day() >= since && is_news(line)).collect();
    found.dedup_by_key(|line| (line.at, line.what));
    found.reverse();
    found
}

/// Whether a line is worth a word in the morning.
fn is_news(line: &Entry) -> bool {
    match line.what {
        Act::Pulled
        | Act::PutBack
        | Act::Started
        | Act::Delivered
        | Act::Returned
        | Act::Accepted
        | Act::Rejected
        | Act::Blocked
        | Act::Unblocked
        | Act::Dropped => true,
        _ => line.field == Some(Field::Points),
    }
}

fn impediments<'a>(sprint: &Sprint, backlog: &'a Backlog, today: NaiveDate) -> Vec<Obstacle<'a>> {
    let open = backlog.in_sprint(sprint.id).filter(|story| story.status.is_open());
    let mut found: Vec<Obstacle<'a>> = open
        .filter_map(|story| {
            let impediment = story.impediment.as_ref()?;
            let days = (today - impediment.since.day()).num_days();
            Some(Obstacle { story, impediment, days: u64::try_from(days).unwrap_or(0) + 1 })
        })
        .collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.days));
    found
}
