//! What happened, newest first: to one story, or to everything.
//! It never tells what the history does not hold.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::idea::Idea;
use crate::domain::stamp::Moment;
use crate::domain::story::Story;
use crate::say::table::Table;
use crate::say::{date, history, tally};

/// Lines a person is shown who asked for no number of them.
const ENOUGH: usize = 30;

/// What a line of history is about.
#[derive(Debug, Clone, Copy)]
enum On<'a> {
    Story(u32),
    Epic(&'a str),
    Sprint(u32),
    Release(&'a str),
    Person(&'a str),
    Idea(u32),
    Product,
}

impl On<'_> {
    fn say(self) -> String {
        match self {
            Self::Story(number) => format!("#{number}"),
            Self::Epic(title) => format!("epic {title}"),
            Self::Sprint(number) => format!("sprint {number}"),
            Self::Release(name) => format!("release {name}"),
            Self::Person(name) => format!("person {name}"),
            Self::Idea(number) => format!("idea {number}"),
            Self::Product => "product".to_owned(),
        }
    }
}

/// A line of history in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct Line<'a> {
    at: Moment,
    by: Option<&'a str>,
    on: String,
    what: Act,
    field: Option<Field>,
    before: Option<&'a str>,
    after: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// A line of one story.
    pub(super) fn of_story(number: u32, entry: &'a Entry) -> Self {
        Self::of(On::Story(number), entry)
    }

    fn of(on: On<'_>, entry: &'a Entry) -> Self {
        Self {
            at: entry.at,
            by: told(&entry.by),
            on: on.say(),
            what: entry.what,
            field: entry.field,
            before: entry.before.as_deref(),
            after: entry.after.as_deref(),
            reason: entry.reason.as_deref(),
        }
    }
}

/// The lines for a program; all of them unless a limit says otherwise.
pub(super) fn lines<'a>(
    of: Option<&'a Story>,
    limit: Option<usize>,
    backlog: &'a Backlog,
) -> Vec<Line<'a>> {
    let all = collected(of, backlog).into_iter().take(limit.unwrap_or(usize::MAX));
    all.map(|(on, entry)| Line::of(on, entry)).collect()
}

/// The lines for a person.
pub(super) fn text(
    of: Option<&Story>,
    limit: Option<usize>,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let all = collected(of, backlog);
    if all.is_empty() {
        return "nothing happened yet\n".to_owned();
    }
    let shown = limit.unwrap_or(ENOUGH);
    let mut table = Table::new().left("").left("").left("").flexible("");
    for (on, entry) in all.iter().take(shown) {
        let day = date::short(entry.at.day(), today);
        table.row([day.as_str(), &entry.by, &on.say(), &history::deed(entry)]);
    }
    let text = table.render(width);
    let more = all.len().saturating_sub(shown);
    if more > 0 {
        let lines = tally::count(more, "more line", "more lines");
        let of = of.map_or_else(String::new, |story| format!("{} ", story.number));
        return format!("{text}… {lines}: upnext log {of}--limit {}\n", all.len());
    }
    text
}

/// Every line that is asked for, newest first; of one moment, in the order its noun keeps.
fn collected<'a>(of: Option<&'a Story>, backlog: &'a Backlog) -> Vec<(On<'a>, &'a Entry)> {
    let mut all: Vec<(On<'a>, &'a Entry)> = Vec::new();
    let mut take = |on: On<'a>, history: &'a [Entry]| {
        all.extend(history.iter().map(|entry| (on, entry)));
    };
    if let Some(story) = of {
        take(On::Story(story.number), &story.history);
    } else {
        take(On::Product, &backlog.product().history);
        backlog.epics().iter().for_each(|it| take(On::Epic(&it.title), &it.history));
        backlog.releases().iter().for_each(|it| take(On::Release(&it.name), &it.history));
        backlog.sprints().iter().for_each(|it| take(On::Sprint(it.number), &it.history));
        backlog.people().iter().for_each(|it| take(On::Person(&it.name), &it.history));
        // Of one moment the higher number first, as the newest is.
        let mut ideas: Vec<&'a Arc<Idea>> = backlog.ideas().iter().collect();
        ideas.sort_unstable_by_key(|idea| Reverse(idea.number));
        for idea in ideas {
            take(On::Idea(idea.number), &idea.history);
        }
        let mut stories: Vec<&'a Arc<Story>> = backlog.stories().iter().collect();
        stories.sort_unstable_by_key(|story| Reverse(story.number));
        for story in stories {
            take(On::Story(story.number), &story.history);
        }
    }
    all.sort_by_key(|(_, entry)| Reverse(entry.at));
    all
}
