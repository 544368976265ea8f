//! Stories to pick from: which ones, in which order, and what is read of each. A choice is made
//! only of a story that is on screen.

use std::fmt::Write as _;

use super::picker::{Choice, Chosen, Value};
use crate::domain::backlog::Backlog;
use crate::domain::story::{Status, Story, StoryId};
use crate::say::plain;

/// What the story is picked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To go to it.
    GoTo,
    /// To come before another one.
    DependsOn,
    /// To be linked with another one.
    Link,
    /// To have an idea behind it.
    Join,
}

/// Stories to pick from, the open ones in their order first.
#[derive(Debug)]
pub struct Stories {
    /// As it was when they were listed; a pointer to it, no copy.
    backlog: Backlog,
    /// Which story, and whether it is offered as one that is continued.
    entries: Vec<(u32, bool)>,
    of: Option<StoryId>,
    what: For,
    /// Stories that are likely meant, with the words that say so.
    likely: Vec<(StoryId, String)>,
}

impl Stories {
    /// Every story but the one it is about; an older one a second time where it can be continued.
    #[must_use]
    pub fn list(what: For, of: Option<StoryId>, backlog: &Backlog) -> Self {
        let own = of.and_then(|id| backlog.stories().index_of(id).ok());
        let about = own.and_then(|index| backlog.stories().at(index)).cloned();
        let mut entries = Vec::with_capacity(backlog.stories().len());
        for wanted in [true, false] {
            for (index, _) in backlog.ranked().filter(|(_, brief)| brief.open == wanted) {
                let dropped = || {
                    let story = backlog.stories().at(index as usize);
                    story.is_none_or(|story| story.status == Status::Dropped)
                };
                // No idea stands behind what was given up.
                if own == Some(index as usize) || (what == For::Join && dropped()) {
                    continue;
                }
                entries.push((index, false));
                if what == For::Link
                    && let Some(about) = &about
                    && let Some(story) = backlog.stories().at(index as usize)
                    && (story.created, story.number) < (about.created, about.number)
                    && !linked(about, story)
                {
                    entries.push((index, true));
                }
            }
        }
        Self { backlog: backlog.clone(), entries, of, what, likely: Vec::new() }
    }

    /// The same, those likely meant first.
    #[must_use]
    pub fn likely_first(mut self, likely: Vec<(StoryId, String)>) -> Self {
        let place = |id: StoryId| self.backlog.stories().index_of(id).ok();
        let first: Vec<usize> = likely.iter().filter_map(|(id, _)| place(*id)).collect();
        let rank = |entry: &(u32, bool)| {
            let at = first.iter().position(|index| *index == entry.0 as usize);
            at.unwrap_or(first.len())
        };
        self.entries.sort_by_key(rank);
        self.likely = likely;
        self
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The stories whose number begins as what is typed, that number itself first; none where no
    /// number is typed.
    #[must_use]
    pub fn numbered(&self, typed: &str) -> Option<Vec<u32>> {
        let digits = typed.trim_start_matches('#');
        if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let count = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let number = |at: &u32| self.story(*at).map(|(story, _)| story.number.to_string());
        let begins = |at: &u32| number(at).is_some_and(|it| it.starts_with(digits));
        let mut found: Vec<u32> = (0..count).filter(begins).collect();
        found.sort_by_key(|at| number(at).is_none_or(|it| it != digits));
        Some(found)
    }

    fn story(&self, at: u32) -> Option<(&Story, bool)> {
        let (index, follows) = *self.entries.get(at as usize)?;
        Some((self.backlog.stories().at(index as usize)?, follows))
    }

    /// Writes what is read of an entry, and searched.
    pub fn write(&self, at: u32, out: &mut String) {
        let Some((story, follows)) = self.story(at) else { return };
        let lead = if follows { "follows " } else { "" };
        // Writing into a string cannot fail.
        _ = write!(out, "{lead}#{} {}", story.number, plain::line(&story.title));
    }

    /// The choice of an entry.
    #[must_use]
    pub fn choice(&self, at: u32) -> Option<Choice> {
        let (story, follows) = self.story(at)?;
        let mut text = String::new();
        self.write(at, &mut text);
        let about = self.of.and_then(|id| self.backlog.story(id));
        let held = about.is_some_and(|about| match self.what {
            For::GoTo | For::Join => false,
            For::DependsOn => about.depends_on.contains(&story.id),
            For::Link => linked(about, story),
        });
        let state = match story.points {
            Some(points) => format!("{} · {points}", story.status),
            None => story.status.to_string(),
        };
        let alike = self.likely.iter().find(|(id, _)| *id == story.id);
        let hint = match (held, self.what, follows) {
            _ if alike.is_some() => {
                let words = alike.map(|(_, words)| words.as_str()).unwrap_or_default();
                format!("alike: {} · {state}", plain::line(words))
            }
            (true, ..) => "Enter takes it away".to_owned(),
            (_, For::Link, true) => "continues its work".to_owned(),
            (_, For::Link, false) => format!("relates · {state}"),
            _ => state,
        };
        let value = if follows { Value::Follows(story.id) } else { Value::Story(story.id) };
        let chosen = if held { Chosen::Yes } else { Chosen::No };
        Some(Choice::new(text, hint, value).chosen(chosen))
    }
}

/// Whether two stories are linked, from either side.
fn linked(one: &Story, other: &Story) -> bool {
    let names = |a: &Story, b: &Story| a.links.iter().any(|link| link.to == b.id);
    names(one, other) || names(other, one)
}
