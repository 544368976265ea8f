//! The one spelling of every field's value, and the comparison of two versions by it: what the
//! history says, what `show` prints, what `set` reads back. It changes nothing.

mod conflicts;
mod nouns;
mod sprints;

use std::collections::BTreeSet;
use std::fmt::Display;

use super::backlog::Backlog;
use super::criterion::{Criterion, Question, Verdict};
use super::epic::Epic;
use super::field::Field;
use super::id::Id;
use super::product::{Line, Product};
use super::story::{Link, LinkKind, Note, Story, StoryId};
use super::waiver::Waiver;
pub use conflicts::{Said, of_conflict, sentence};
pub(super) use conflicts::{Told, first_words, one_of};
pub use sprints::of_sprint;

/// Longer texts are cut in a history line; the undo log has them whole.
const LONG: usize = 200;

/// One field that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which field.
    pub field: Field,
    /// The value before, as it is spelled; none is absent.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// A noun whose fields can be compared.
pub trait Spelled: Sized {
    /// Every field that differs, in the order of the alphabet.
    fn differences(before: &Self, after: &Self, backlog: &Backlog) -> Vec<Difference>;
}

/// The value of a scalar field of a story, as it is spelled; none where it is absent or the
/// field is a list of its own (criteria, questions, notes …).
#[must_use]
pub fn of_story(field: Field, story: &Story, backlog: &Backlog) -> Option<String> {
    let scores = &story.scores;
    match field {
        Field::Title => text(&story.title),
        Field::Role => text(&story.role),
        Field::Want => text(&story.want),
        Field::Benefit => text(&story.benefit),
        Field::Description => text(&story.description),
        Field::Kind => said(Some(story.kind)),
        Field::Points => said(story.points),
        Field::Epic => backlog.epic_of(story).map(|epic| epic.title.clone()),
        Field::Release => {
            story.release.and_then(|id| backlog.releases().get(id)).map(|it| it.name.clone())
        }
        Field::Tags => words(&story.tags),
        Field::Skills => words(&story.skills),
        Field::Requester => text(&story.requester),
        Field::Assignee => text(&story.assignee),
        Field::Moscow => said(story.moscow),
        Field::Value => said(scores.value),
        Field::Urgency => said(scores.urgency),
        Field::Risk => said(scores.risk),
        Field::Reach => said(scores.reach),
        Field::Impact => said(scores.impact),
        Field::Confidence => said(scores.confidence),
        Field::Effort => said(scores.effort),
        Field::Status => said(Some(story.status)),
        Field::Sprint => backlog.sprint_of(story).map(|sprint| sprint.number.to_string()),
        Field::Number => said(Some(story.number)),
        Field::DependsOn => stories(story.depends_on.iter().copied(), backlog),
        Field::SplitFrom => stories(story.split_from, backlog),
        Field::Impediment => story.impediment.as_ref().map(|it| it.reason.clone()),
        Field::ReadyTicks => ticks(&story.ready_ticks, &backlog.product().ready_lines),
        Field::DoneTicks => ticks(&story.done_ticks, &backlog.product().done_lines),
        Field::ReadyOverride => story.ready_override.as_ref().map(|it| it.reason.clone()),
        Field::PullOverride => story.pull_override.as_ref().map(|it| it.reason.clone()),
        _ => None,
    }
}

impl Spelled for Story {
    fn differences(before: &Self, after: &Self, backlog: &Backlog) -> Vec<Difference> {
        let of = |field: Field| {
            let (was, is) = match field {
                Field::Criteria => {
                    items(&before.criteria, &after.criteria, |it| it.id, Criterion::sentence)
                }
                Field::Questions => items(&before.questions, &after.questions, |it| it.id, asked),
                Field::Notes => {
                    items(&before.notes, &after.notes, |it| it.id, |it: &Note| it.text.clone())
                }
                Field::Links => items(
                    &before.links,
                    &after.links,
                    |it| (it.to, it.kind),
                    |it| link(it, backlog),
                ),
                Field::Verdicts => items(&before.verdicts, &after.verdicts, |it| it.at, verdict),
                // The order tells its own line, with positions instead of keys.
                Field::Rank => (None, None),
                _ => (of_story(field, before, backlog), of_story(field, after, backlog)),
            };
            Difference { field, before: was, after: is }
        };
        told(Field::ALL.iter().map(|field| of(*field)))
    }
}

/// The value of a field of an epic, as it is spelled.
fn of_epic(field: Field, epic: &Epic, backlog: &Backlog) -> Option<String> {
    match field {
        Field::Title => text(&epic.title),
        Field::Outcome => text(&epic.outcome),
        Field::Horizon => said(Some(epic.horizon)),
        Field::Release => {
            epic.release.and_then(|id| backlog.releases().get(id)).map(|it| it.name.clone())
        }
        _ => None,
    }
}

impl Spelled for Epic {
    fn differences(before: &Self, after: &Self, backlog: &Backlog) -> Vec<Difference> {
        let of = |field: Field, epic: &Self| of_epic(field, epic, backlog);
        compare(Field::OF_EPIC, |field| (of(field, before), of(field, after)))
    }
}

/// The value of a field of the product, as it is spelled.
#[must_use]
pub fn of_product(field: Field, product: &Product) -> Option<String> {
    match field {
        Field::Name => text(&product.name),
        Field::Goal => text(&product.goal),
        Field::Scale => joined(product.scale.0.iter(), " "),
        Field::Largest => said(Some(product.largest.0)),
        Field::Score => said(Some(product.score)),
        Field::ReadyOff => words(&product.ready_off),
        Field::ChecksOff => words(&product.checks_off),
        Field::WorkingDays => words(&product.working_days.0),
        Field::Holidays => words(&product.holidays),
        Field::SprintLength => said(Some(product.sprint_length.0)),
        _ => None,
    }
}

impl Spelled for Product {
    fn differences(before: &Self, after: &Self, _: &Backlog) -> Vec<Difference> {
        let mut found = compare(Field::OF_PRODUCT, |field| {
            (of_product(field, before), of_product(field, after))
        });
        let line = |line: &Line| line.text.clone();
        let lines = [
            (Field::ReadyLines, &before.ready_lines, &after.ready_lines),
            (Field::DoneLines, &before.done_lines, &after.done_lines),
        ];
        for (field, was, is) in lines {
            let (before, after) = items(was, is, |it| it.id, line);
            if before != after {
                found.push(Difference { field, before, after });
            }
        }
        let waiver = |it: &Waiver| it.id.clone();
        let (gone, new) = items(&before.waived, &after.waived, waiver, waiver);
        if gone != new {
            found.push(Difference { field: Field::Waived, before: gone, after: new });
        }
        found
    }
}

fn compare(
    fields: &[Field],
    of: impl Fn(Field) -> (Option<String>, Option<String>),
) -> Vec<Difference> {
    let difference = |field: &Field| {
        let (before, after) = of(*field);
        Difference { field: *field, before, after }
    };
    told(fields.iter().map(difference))
}

/// Those that differ, and only then cut: a change behind what a line has room for is a change.
fn told(all: impl Iterator<Item = Difference>) -> Vec<Difference> {
    let differ = all.filter(|it| it.before != it.after);
    let cut =
        |it: Difference| Difference { before: it.before.map(cut), after: it.after.map(cut), ..it };
    differ.map(cut).collect()
}

/// What of two lists differs, item by item: those that went or were, those that came or are.
fn items<T: PartialEq, K: PartialEq>(
    before: &[T],
    after: &[T],
    key: impl Fn(&T) -> K,
    say: impl Fn(&T) -> String,
) -> (Option<String>, Option<String>) {
    if before == after {
        return (None, None);
    }
    let unlike = |these: &[T], those: &[T]| {
        let new = these.iter().filter(|it| !those.contains(it)).map(&say);
        joined(new, " · ")
    };
    let (was, is) = (unlike(before, after), unlike(after, before));
    if was.is_some() || is.is_some() {
        return (was, is);
    }
    // The same items in another order: the first that stands elsewhere, with its places.
    let place =
        |list: &[T], item: &T| list.iter().position(|it| key(it) == key(item)).map(|at| at + 1);
    let shifted = after.iter().zip(before).find(|(is, was)| is != was).map(|(is, _)| is);
    let told = |list| shifted.and_then(|it| Some(format!("{} at {}", say(it), place(list, it)?)));
    (told(before), told(after))
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn said<T: Display>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn words<T: Display>(words: &BTreeSet<T>) -> Option<String> {
    joined(words.iter(), ", ")
}

fn joined<T: Display>(parts: impl Iterator<Item = T>, with: &str) -> Option<String> {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    (!parts.is_empty()).then(|| parts.join(with))
}

fn stories(ids: impl IntoIterator<Item = StoryId>, backlog: &Backlog) -> Option<String> {
    let number =
        |id| backlog.story(id).map_or_else(|| "#?".to_owned(), |it| format!("#{}", it.number));
    joined(ids.into_iter().map(number), ", ")
}

fn ticks(ticked: &BTreeSet<Id<Line>>, lines: &[Line]) -> Option<String> {
    let texts = lines.iter().filter(|line| ticked.contains(&line.id)).map(|line| &line.text);
    joined(texts, " · ")
}

fn asked(question: &Question) -> String {
    match &question.answer {
        Some(answer) => format!("{} — {answer}", question.text),
        None => question.text.clone(),
    }
}

fn verdict(verdict: &Verdict) -> String {
    match (verdict.reason.as_str(), &verdict.overridden) {
        (_, Some(reason)) => format!("{} by override: {reason}", verdict.kind),
        ("", None) => verdict.kind.to_string(),
        (reason, None) => format!("{}: {reason}", verdict.kind),
    }
}

fn link(link: &Link, backlog: &Backlog) -> String {
    let number = stories([link.to], backlog).unwrap_or_default();
    format!("{} {number}", link.kind.unwrap_or(LinkKind::Relates))
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
