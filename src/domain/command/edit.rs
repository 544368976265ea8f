//! A story edited as a whole, elsewhere and for a while: only what the edit changed is written,
//! on what the story has become meanwhile. It never reads the text the edit was made in.

mod list;
mod part;

use std::collections::{BTreeMap, BTreeSet};

use self::part::{criteria, notes, questions};
use super::{Wording, story};
use crate::domain::criterion::{Criterion, Question};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::spelling;
use crate::domain::story::{Link, LinkKind, Note, Story, StoryId};

/// Longer values are not repeated in a notice.
const SHORT: usize = 40;

/// A field given another value; both as they are spelled, empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueEdit {
    /// Which field; one that `set` can write.
    pub field: Field,
    /// The value the edit began with.
    pub from: String,
    /// The value it ended with.
    pub to: String,
}

/// A list edited by identity: untouched where both sides are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEdit<T, W> {
    /// What the edit began with, in order.
    pub known: Vec<(Id<T>, W)>,
    /// What it ended with, in order; no identity is a new one.
    pub wanted: Vec<(Option<Id<T>>, W)>,
}

impl<T, W> Default for ListEdit<T, W> {
    fn default() -> Self {
        Self { known: Vec::new(), wanted: Vec::new() }
    }
}

/// The words of a question and of its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asking {
    /// The question.
    pub text: String,
    /// The answer, once there is one.
    pub answer: Option<String>,
}

impl Asking {
    /// The words of a question of a story.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        Self { text: question.text.clone(), answer: question.answer.clone() }
    }
}

/// A dependency added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DependEdit {
    /// What must come first.
    pub on: StoryId,
    /// Added, or taken away.
    pub add: bool,
}

/// A link added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkEdit {
    /// The one that follows, where it follows.
    pub from: StoryId,
    /// The other one.
    pub to: StoryId,
    /// How they are linked.
    pub kind: LinkKind,
    /// Added, or taken away.
    pub add: bool,
}

/// Everything an edit of a whole story changed, and what it began with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryEdits {
    /// Fields with other values.
    pub values: Vec<ValueEdit>,
    /// The acceptance criteria.
    pub criteria: ListEdit<Criterion, Wording>,
    /// The questions and their answers.
    pub questions: ListEdit<Question, Asking>,
    /// The notes; new ones stand last, wherever they were written.
    pub notes: ListEdit<Note, String>,
    /// Dependencies.
    pub depends_on: Vec<DependEdit>,
    /// Links, stored here or on a newer story.
    pub links: Vec<LinkEdit>,
}

impl StoryEdits {
    /// Whether nothing was edited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

pub(super) fn carry_out(
    draft: &mut Draft<'_>,
    id: StoryId,
    edits: &StoryEdits,
) -> Result<String, Refusal> {
    let held = draft.story(id)?;
    draft.about(id);
    let mut after = Story::clone(&held);
    let mut told = values(draft, &held, &mut after, &edits.values)?;
    let estimated = told.iter().any(|field| field == Field::Points.word());
    told.extend(criteria(draft, &mut after, &edits.criteria)?);
    told.extend(questions(draft, &mut after, &edits.questions)?);
    told.extend(notes(draft, &mut after, &edits.notes)?);
    told.extend(dependencies(draft, &mut after, &edits.depends_on)?);
    draft.alter(id, Act::Set, None, |story: &mut Story| *story = after);
    told.extend(links(draft, &edits.links)?);
    if estimated {
        story::off_the_scale(draft, id);
    }
    Ok(format!("Edited #{}: {}", held.number, told.join(", ")))
}

/// Gives the story its new values; the names of the fields that differ now.
fn values(
    draft: &mut Draft<'_>,
    held: &Story,
    after: &mut Story,
    edits: &[ValueEdit],
) -> Result<Vec<String>, Refusal> {
    let mut told = Vec::new();
    for ValueEdit { field, from, to } in edits {
        let spelled = |story: &Story, draft: &Draft<'_>| {
            spelling::of_story(*field, story, draft.now()).unwrap_or_default()
        };
        let before = spelled(after, draft);
        match field {
            Field::Tags => after.tags = with_words(&held.tags, from, to)?,
            Field::Skills => after.skills = with_words(&held.skills, from, to)?,
            _ => setting::set_story(after, *field, to, draft.now())?,
        }
        let now = spelled(after, draft);
        if before == now {
            continue;
        }
        if *field == Field::Points {
            story::points_unlocked(held)?;
        }
        // Words of a set are added and taken away one by one: nothing is written over.
        if before != *from && !matches!(field, Field::Tags | Field::Skills) {
            draft.notice(overwritten(held, *field, &before, &now));
        }
        told.push(field.word().to_owned());
    }
    Ok(told)
}

/// What the Product Owner is told where a field was changed on both sides.
fn overwritten(held: &Story, field: Field, before: &str, now: &str) -> String {
    let line = held.history.iter().find(|entry| entry.field == Some(field));
    let by = line.map(|entry| entry.by.as_str()).filter(|by| !by.is_empty());
    let (number, by) = (held.number, by.unwrap_or("somebody"));
    let short = |text: &str| text.chars().count() <= SHORT && !text.contains('\n');
    if !short(before) || !short(now) {
        return format!(
            "#{number}: {by} had changed {field} meanwhile, and your words took its place: \
             upnext log {number} shows both"
        );
    }
    let said = |value: &str, none: &str| match value {
        "" => none.to_owned(),
        value => format!("“{value}”"),
    };
    let (before, now) = (said(before, "nothing"), said(now, "empty"));
    format!("#{number}: {by} had set {field} to {before} meanwhile; now it is {now}")
}

/// A set of words with those that the edit added, without those it took away.
fn with_words(held: &BTreeSet<String>, from: &str, to: &str) -> Result<BTreeSet<String>, Refusal> {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split([',', ' ', ';']).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (from, to) = (words(from), words(to));
    // A file may hold a tag of several words; it goes when all of them went.
    let gone = |tag: &String| {
        let words = words(tag);
        !words.is_empty() && words.iter().all(|word| from.contains(word) && !to.contains(word))
    };
    let mut after: BTreeSet<String> = held.iter().filter(|tag| !gone(tag)).cloned().collect();
    for word in to.iter().filter(|word| !from.contains(word)) {
        after.insert(setting::word(word)?);
    }
    Ok(after)
}

fn dependencies(
    draft: &Draft<'_>,
    after: &mut Story,
    edits: &[DependEdit],
) -> Result<Option<String>, Refusal> {
    let mut touched = 0;
    for DependEdit { on, add } in edits {
        let changed = if !add {
            after.depends_on.remove(on)
        } else if after.depends_on.contains(on) {
            false
        } else {
            draft.story(*on)?;
            story::may_depend(draft.now(), after, *on)?;
            after.depends_on.insert(*on)
        };
        touched += usize::from(changed);
    }
    Ok(part::count(touched, "dependency", "dependencies"))
}

/// Links are stored on the newer of two stories: the other one may be the one that changes.
fn links(draft: &mut Draft<'_>, edits: &[LinkEdit]) -> Result<Option<String>, Refusal> {
    let mut touched = 0;
    let mut stored: BTreeMap<StoryId, Vec<Link>> = BTreeMap::new();
    for edit in edits {
        if !edit.add && (draft.story(edit.from).is_err() || draft.story(edit.to).is_err()) {
            // What is gone has taken its links along.
            continue;
        }
        let (from, to) = (draft.story(edit.from)?, draft.story(edit.to)?);
        let ends = story::ends(&from, &to, edit.kind);
        for side in [&from, &to] {
            stored.entry(side.id).or_insert_with(|| side.links.clone());
        }
        let is_it = |holder: StoryId, link: &Link| {
            let there = holder == from.id && link.to == to.id;
            let back = holder == to.id && link.to == from.id && edit.kind == LinkKind::Relates;
            (there || back) && link.kind.unwrap_or(LinkKind::Relates) == edit.kind
        };
        let stands = stored.iter().any(|(id, links)| links.iter().any(|link| is_it(*id, link)));
        if stands == edit.add {
            continue;
        }
        touched += 1;
        if !edit.add {
            for (id, links) in &mut stored {
                links.retain(|link| !is_it(*id, link));
            }
            continue;
        }
        let (newer, older) = ends?;
        let link = Link { to: older, kind: Some(edit.kind), ..Link::default() };
        stored.entry(newer).or_default().push(link);
    }
    for (holder, links) in stored {
        if draft.story(holder)?.links != links {
            draft.about(holder);
            draft.alter(holder, Act::Set, None, |it: &mut Story| it.links = links);
        }
    }
    Ok(part::count(touched, "link", "links"))
}
