//! What happened, act by act, in words for a person. It never tells what a history does not hold.

use chrono::NaiveDate;

use crate::domain::backlog::Backlog;
use crate::domain::history::Entry;
use crate::figures::changes::{Change, Noun};
use crate::say::{date, history, plain, tally};

/// What it is called in the log.
pub(super) fn named(noun: &Noun, backlog: &Backlog) -> String {
    match noun {
        Noun::Story(id) => backlog.story(*id).map_or_else(
            || "a story that is gone".to_owned(),
            |story| format!("#{}", story.number),
        ),
        Noun::Idea(id) => backlog.ideas().get(*id).map_or_else(
            || "an idea that is gone".to_owned(),
            |idea| format!("idea {}", idea.number),
        ),
        Noun::Epic(title) => format!("epic {title}"),
        Noun::Sprint(number) => format!("sprint {number}"),
        Noun::Release(name) => format!("release {name}"),
        Noun::Person(name) => format!("person {name}"),
        Noun::Product => "product".to_owned(),
    }
}

/// An act in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The number of the story, where it is about one.
    pub number: Option<u32>,
    /// What was done, and to what where that is no single story.
    pub deed: String,
    /// What the story is called, or what an idea says.
    pub title: String,
    /// By whom and when.
    pub who: String,
}

/// An act as a person is told of it; nothing in the words but what can be read.
#[must_use]
pub fn news(change: &Change, backlog: &Backlog, today: NaiveDate) -> News {
    let deed = change.line.as_ref().map_or_else(
        || history::deed(&Entry { what: change.what, ..Entry::default() }),
        history::deed,
    );
    let (number, deed, title) = match change.on.as_slice() {
        [Noun::Story(id)] => match backlog.story(*id) {
            Some(story) => (Some(story.number), deed, story.title.as_str()),
            None => (None, format!("a story that is gone: {deed}"), ""),
        },
        [Noun::Idea(id)] => {
            let text = backlog.ideas().get(*id).map_or("", |idea| idea.text.as_str());
            (None, format!("{} {deed}", named(&Noun::Idea(*id), backlog)), text)
        }
        [one] => (None, format!("{}: {deed}", named(one, backlog)), ""),
        several if several.iter().all(|it| matches!(it, Noun::Story(_))) => {
            (None, format!("{} {deed}", tally::count(several.len(), "story", "stories")), "")
        }
        several => {
            let things =
                format!("{} and {} more", named_first(several, backlog), several.len() - 1);
            (None, format!("{things}: {deed}"), "")
        }
    };
    let day = date::short(change.at.day(), today);
    let who = if change.by.is_empty() { day } else { format!("{}, {day}", change.by) };
    let harmless = |text: &str| plain::line(text).into_owned();
    News { number, deed: harmless(&deed), title: harmless(title), who: harmless(&who) }
}

fn named_first(several: &[Noun], backlog: &Backlog) -> String {
    several.first().map_or_else(String::new, |noun| named(noun, backlog))
}
