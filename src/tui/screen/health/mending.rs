//! Where each finding is mended, and what confirming it would do. It does none of that.

use std::collections::HashMap;

use super::Row;
use crate::advice::health::Trouble;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::command::{Command, Place};
use crate::domain::field::Field;
use crate::domain::ready::{self, Rule};
use crate::domain::story::{LinkKind, Story, StoryId};
use crate::figures::growth;
use crate::tui::screen::story::Slot;

/// The stories by their numbers, and by the beginnings of their identities, as ids of findings
/// hold them.
pub(super) struct Numbers {
    numbers: HashMap<u32, StoryId>,
    begin: HashMap<u32, StoryId>,
}

impl Numbers {
    pub(super) fn of(backlog: &Backlog) -> Self {
        let stories = || backlog.stories().iter();
        Self {
            numbers: stories().map(|story| (story.number, story.id)).collect(),
            begin: stories().map(|story| (story.id.uuid().as_fields().0, story.id)).collect(),
        }
    }

    /// A finding as a row; none where its story is gone.
    pub(super) fn row(&self, finding: &Finding) -> Option<Row> {
        let trouble = Trouble::of(finding)?;
        let story = *self.numbers.get(&finding.story?)?;
        let other = if names_two(trouble) { self.other(finding, story) } else { None };
        Some(Row { trouble, finding: finding.clone(), story, other })
    }

    /// The other story of a finding about two.
    fn other(&self, finding: &Finding, story: StoryId) -> Option<StoryId> {
        let ids = finding.id.split(':').skip(1);
        let known = ids.filter_map(|it| self.begin.get(&u32::from_str_radix(it, 16).ok()?));
        known.copied().find(|id| *id != story)
    }
}

const fn names_two(trouble: Trouble) -> bool {
    trouble.is_compared() || matches!(trouble, Trouble::Inversion)
}

/// Whether what was found is known to hold no more. Where that cannot be told of the story alone it
/// says no: the next answer tells.
pub(super) fn is_mended(row: &Row, backlog: &Backlog) -> bool {
    let open = |id| backlog.story(id).filter(|it| it.status.is_open());
    let Some(story) = open(row.story) else { return true };
    match row.trouble {
        Trouble::Unready => ready::is_ready(story, backlog),
        Trouble::Blocked => story.impediment.is_none(),
        Trouble::Oversize => {
            story.points.is_none_or(|points| points <= backlog.product().largest.0)
        }
        Trouble::Circle => story.depends_on.is_empty(),
        Trouble::NoEpic => story.epic.is_some(),
        Trouble::Stale => {
            row.finding.words.first() != Some(&growth::touched(story).day().to_string())
        }
        Trouble::Inversion => {
            let waits = row.other.filter(|on| story.depends_on.contains(on));
            let places = waits.map(|on| (backlog.position(on), backlog.position(story.id)));
            places.is_none_or(|(on, own)| on.is_none() || on < own)
        }
        Trouble::Contradiction | Trouble::Duplicate | Trouble::Dependency => {
            is_settled(row, story, backlog)
        }
    }
}

/// Whether a pair has been linked, made to wait or closed since.
fn is_settled(row: &Row, story: &Story, backlog: &Backlog) -> bool {
    let other = row.other.and_then(|id| backlog.story(id));
    let Some(other) = other else { return row.trouble != Trouble::Contradiction };
    let says = |a: &Story, b: &Story| {
        a.depends_on.contains(&b.id) || a.links.iter().any(|link| link.to == b.id)
    };
    says(story, other) || says(other, story)
}

/// What confirming does: one act, and one undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// The story waits for the other one.
    Depend(StoryId, StoryId),
    /// The two have to do with each other, and both stay.
    Link(StoryId, StoryId),
    /// Asks in the story which of the two holds.
    Ask(StoryId, Option<StoryId>),
    /// Moves the one that is waited for directly above the story.
    Move(StoryId, StoryId),
}

impl Mending {
    pub(super) const fn of(row: &Row) -> Option<Self> {
        match (row.trouble, row.other) {
            (Trouble::Dependency, Some(on)) => Some(Self::Depend(row.story, on)),
            (Trouble::Duplicate, Some(to)) => Some(Self::Link(row.story, to)),
            (Trouble::Contradiction, other) => Some(Self::Ask(row.story, other)),
            (Trouble::Inversion, Some(on)) => Some(Self::Move(row.story, on)),
            _ => None,
        }
    }

    /// What it does, in a word or two.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Depend(..) => "it depends",
            Self::Link(..) => "keep both, linked",
            Self::Ask(..) => "ask which holds",
            Self::Move(..) => "move the other up",
        }
    }

    /// The act the command line would do; none where a story is gone.
    #[must_use]
    pub fn command(self, backlog: &Backlog) -> Option<Command> {
        let number = |id: StoryId| backlog.story(id).map(|story| story.number);
        Some(match self {
            Self::Depend(story, on) => Command::Depend { story, on, remove: false },
            // A link is stored on the newer story.
            Self::Link(one, other) => {
                let (story, to) =
                    if number(one)? > number(other)? { (one, other) } else { (other, one) };
                Command::Link { story, to, kind: LinkKind::Relates, remove: false }
            }
            Self::Ask(story, other) => {
                let text = match other {
                    Some(other) => format!("Which holds, this or #{}?", number(other)?),
                    None => format!("Which holds, in #{}?", number(story)?),
                };
                Command::Ask { story, text }
            }
            Self::Move(story, on) => {
                Command::Move { stories: vec![on], place: Place::Before(story), reason: None }
            }
        })
    }
}

/// The field of a story where what was found is mended.
#[must_use]
pub fn slot(row: &Row, story: &Story, backlog: &Backlog) -> Slot {
    let waits = |on: Option<StoryId>| {
        let on = on.filter(|on| story.depends_on.contains(on));
        on.or_else(|| story.depends_on.first().copied())
            .map_or(Slot::AddDependency, Slot::DependsOn)
    };
    match row.trouble {
        Trouble::Unready => missing(story, backlog),
        Trouble::Blocked => Slot::Value(Field::Impediment),
        Trouble::Oversize => Slot::Value(Field::Points),
        Trouble::Inversion | Trouble::Circle => waits(row.other),
        Trouble::Dependency => Slot::AddDependency,
        Trouble::Contradiction => {
            story.criteria.first().map_or(Slot::AddQuestion, |it| Slot::Criterion(it.id))
        }
        Trouble::Duplicate => Slot::AddLink,
        Trouble::NoEpic => Slot::Value(Field::Epic),
        Trouble::Stale => Slot::Title,
    }
}

/// The first thing that keeps a story from being ready.
fn missing(story: &Story, backlog: &Backlog) -> Slot {
    let missing = ready::missing_uncovered(story, backlog);
    match missing.first().map(|it| it.rule) {
        None => Slot::Missing,
        Some(Rule::Narrative) => Slot::Narrative,
        Some(Rule::Criteria) => Slot::AddCriterion,
        Some(Rule::Estimate | Rule::Size) => Slot::Value(Field::Points),
        Some(Rule::Questions) => {
            let open = story.open_questions().next();
            open.map_or(Slot::AddQuestion, |it| Slot::Question(it.id))
        }
        Some(Rule::Dependencies) => {
            story.depends_on.first().copied().map_or(Slot::AddDependency, Slot::DependsOn)
        }
        Some(Rule::Lines) => {
            let lines = backlog.product().ready_lines.iter();
            let open = lines.map(|line| line.id).find(|id| !story.ready_ticks.contains(id));
            open.map_or(Slot::Missing, Slot::ReadyLine)
        }
    }
}
