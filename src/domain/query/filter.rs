//! The questions that can be asked of one story, and their answers.
//! It never looks a name up: whatever it is asked is settled.

use chrono::NaiveDate;

use super::fold::Needle;
use super::haystack::searched;
use super::scan::Sign;
use crate::domain::backlog::Backlog;
use crate::domain::epic::Epic;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::ready;
use crate::domain::record::words;
use crate::domain::release::Release;
use crate::domain::sprint::Sprint;
use crate::domain::stamp::Moment;
use crate::domain::story::{Kind, Moscow, Status, Story};

/// Days without history but moves after which an open story is stale.
const STALE_AFTER: i64 = 60;

words! {
    /// A quality of a story that is worked out, never stored.
    pub enum Quality ("quality") {
        /// Its state says so and nothing is missing.
        Ready = "ready",
        /// Still to be made ready.
        Unready = "unready",
        /// Something stands in its way.
        Blocked = "blocked",
        /// Open and forgotten.
        Stale = "stale",
        /// Above the largest size.
        Oversize = "oversize",
        /// It has a place in the order.
        Open = "open",
    }
}

/// What a day is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// An age in days: below is younger.
    DaysAgo(i64),
    /// A date: below is earlier.
    Day(NaiveDate),
}

/// One settled question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Text(Needle),
    Number(u32),
    NumberOrText(u32, Needle),
    Status(Status),
    Kind(Kind),
    Moscow(Option<Moscow>),
    Tag(Option<Needle>),
    Skill(Option<Needle>),
    Requester(Option<Needle>),
    Assignee(Option<Needle>),
    Unestimated,
    Points(Sign, Points),
    Created(Sign, When),
    Updated(Sign, When),
    Is(Quality),
    /// Of one of these epics.
    Epics(Vec<Id<Epic>>),
    NoEpic,
    /// Of one of these releases.
    Releases(Vec<Id<Release>>),
    NoRelease,
    /// In this sprint; none is a sprint that there is not, which no story is in.
    InSprint(Option<Id<Sprint>>),
    NoSprint,
}

impl Test {
    /// How dear the answer is, for asking the cheap questions first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Tag(_) | Self::Skill(_) | Self::Requester(_) | Self::Assignee(_) => 2,
            Self::Text(_) | Self::NumberOrText(..) => 3,
            Self::Is(Quality::Ready | Quality::Unready) => 4,
            Self::Created(..)
            | Self::Updated(..)
            | Self::Is(Quality::Stale)
            | Self::Releases(_)
            | Self::NoRelease
            | Self::NoEpic
            | Self::NoSprint => 1,
            _ => 0,
        }
    }

    /// The answer for one story.
    /// `text` is the story's folded text, where it is at hand.
    pub(super) fn holds(
        &self,
        story: &Story,
        text: Option<&str>,
        backlog: &Backlog,
        today: NaiveDate,
    ) -> bool {
        let says = |needle: &Needle| match text {
            Some(text) => needle.is_in_folded(text),
            None => searched(story).any(|part| needle.is_in(part)),
        };
        match self {
            Self::Text(needle) => says(needle),
            Self::Number(number) => story.number == *number,
            Self::NumberOrText(number, needle) => story.number == *number || says(needle),
            Self::Status(status) => story.status == *status,
            Self::Kind(kind) => story.kind == *kind,
            Self::Moscow(moscow) => story.moscow == *moscow,
            Self::Tag(tag) => among(story.tags.iter(), tag.as_ref()),
            Self::Skill(skill) => among(story.skills.iter(), skill.as_ref()),
            Self::Requester(name) => person(&story.requester, name.as_ref()),
            Self::Assignee(name) => person(&story.assignee, name.as_ref()),
            Self::Unestimated => story.points.is_none(),
            Self::Points(sign, points) => story.points.is_some_and(|own| sign.holds(&own, points)),
            Self::Created(sign, when) => then(story.created, *sign, *when, today),
            Self::Updated(sign, when) => then(story.updated(), *sign, *when, today),
            Self::Is(quality) => quality.holds(story, backlog, today),
            Self::Epics(epics) => story.epic.is_some_and(|epic| epics.contains(&epic)),
            Self::NoEpic => backlog.epic_of(story).is_none(),
            Self::Releases(releases) => {
                backlog.release_of(story).is_some_and(|own| releases.contains(&own.id))
            }
            Self::NoRelease => backlog.release_of(story).is_none(),
            Self::InSprint(sprint) => sprint.is_some() && story.sprint == *sprint,
            Self::NoSprint => backlog.sprint_of(story).is_none(),
        }
    }
}

impl Quality {
    fn holds(self, story: &Story, backlog: &Backlog, today: NaiveDate) -> bool {
        match self {
            Self::Ready => ready::is_ready(story, backlog),
            Self::Unready => {
                matches!(story.status, Status::Draft | Status::Ready)
                    && !ready::is_ready(story, backlog)
            }
            Self::Blocked => story.impediment.is_some(),
            Self::Stale => story.status.is_open() && days_untouched(story, today) >= STALE_AFTER,
            Self::Oversize => story.points.is_some_and(|own| own > backlog.product().largest.0),
            Self::Open => story.status.is_open(),
        }
    }
}

/// Days since anything but a move happened to it, or since it was written down.
fn days_untouched(story: &Story, today: NaiveDate) -> i64 {
    let touched = story.history.iter().find(|entry| entry.what != Act::Moved);
    age(touched.map_or(story.created, |entry| entry.at), today)
}

fn age(moment: Moment, today: NaiveDate) -> i64 {
    today.signed_duration_since(moment.day()).num_days()
}

fn then(moment: Moment, sign: Sign, when: When, today: NaiveDate) -> bool {
    match when {
        When::DaysAgo(days) => sign.holds(&age(moment, today), &days),
        When::Day(day) => sign.holds(&moment.day(), &day),
    }
}

/// Whether one of these is the one asked for, or there are none and none was asked for.
fn among<'a>(mut all: impl Iterator<Item = &'a String>, asked: Option<&Needle>) -> bool {
    match asked {
        Some(asked) => all.any(|it| asked.is(it)),
        None => all.next().is_none(),
    }
}

/// Part of a name is enough to mean somebody.
fn person(name: &str, asked: Option<&Needle>) -> bool {
    asked.map_or(name.is_empty(), |asked| asked.is_in(name))
}
