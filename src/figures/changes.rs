//! What happened since a moment, act by act, the newest first. It tells only what the histories
//! hold, and counts no line twice.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::stamp::Moment;
use crate::domain::story::StoryId;

/// From when on something is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// After this moment.
    Moment(Moment),
    /// From this day on, as each event tells its own day.
    Day(NaiveDate),
}

impl Since {
    /// Whether something that happened then is news.
    #[must_use]
    pub fn knows(self, at: Moment) -> bool {
        match self {
            Self::Moment(last) => at > last,
            Self::Day(first) => at.day() >= first,
        }
    }
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noun {
    /// A story.
    Story(StoryId),
    /// An epic, by its title.
    Epic(String),
    /// A sprint, by its number.
    Sprint(u32),
    /// A release, by its name.
    Release(String),
    /// A person, by name.
    Person(String),
    /// An idea.
    Idea(Id<Idea>),
    /// The product itself.
    Product,
}

/// One act, and everything it was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// What was done.
    pub what: Act,
    /// To what, each once, stories by identity.
    pub on: Vec<Noun>,
    /// The line of history, where it is the only one.
    pub line: Option<Entry>,
}

/// The acts since then, the newest first. Lines of the same moment, author and act are one.
#[must_use]
pub fn since(backlog: &Backlog, since: Since, counts: &dyn Fn(&Entry) -> bool) -> Vec<Change> {
    let mut acts = Acts { since, counts, found: BTreeMap::new() };
    acts.take(|| Noun::Product, &backlog.product().history);
    backlog.epics().iter().for_each(|it| acts.take(|| Noun::Epic(it.title.clone()), &it.history));
    for it in backlog.releases() {
        acts.take(|| Noun::Release(it.name.clone()), &it.history);
    }
    backlog.sprints().iter().for_each(|it| acts.take(|| Noun::Sprint(it.number), &it.history));
    for it in backlog.people() {
        acts.take(|| Noun::Person(it.name.clone()), &it.history);
    }
    backlog.ideas().iter().for_each(|it| acts.take(|| Noun::Idea(it.id), &it.history));
    backlog.stories().iter().for_each(|it| acts.take(|| Noun::Story(it.id), &it.history));
    let mut changes: Vec<Change> = acts.found.into_values().collect();
    // What was found first of one moment stays before the rest of it.
    changes.sort_by_key(|change| Reverse(change.at));
    changes
}

/// What makes lines of history one act.
type Key<'a> = (Moment, &'a str, &'static str);

/// The acts found so far.
struct Acts<'a, 'b> {
    since: Since,
    counts: &'b dyn Fn(&Entry) -> bool,
    found: BTreeMap<Key<'a>, Change>,
}

impl<'a> Acts<'a, '_> {
    /// Takes in the history of something, newest first: most often its first line is old already.
    fn take(&mut self, noun: impl Fn() -> Noun, history: &'a [Entry]) {
        let since = self.since;
        let news = history.iter().take_while(|line| since.knows(line.at));
        for line in news.filter(|line| (self.counts)(line)) {
            let key = (line.at, line.by.as_str(), line.what.word());
            let change = self.found.entry(key).or_insert_with(|| Change {
                at: line.at,
                by: line.by.clone(),
                what: line.what,
                on: Vec::new(),
                line: None,
            });
            change.line = change.on.is_empty().then(|| line.clone());
            let noun = noun();
            if change.on.last() != Some(&noun) {
                change.on.push(noun);
            }
        }
    }
}
