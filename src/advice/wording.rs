//! How a story reads, by the seven checks of the Quality User Story framework (Lucassen, Dalpiaz,
//! van der Werf and Brinkkemper 2016). It changes nothing, and it never keeps anybody from saving.

mod atomic;
mod hash;
mod lexicon;
mod minimal;
mod testable;
mod typed;
mod uniform;
pub(super) mod unique;
mod vague;
mod words;

pub(super) use self::hash::Hash;
pub use self::typed::{Typed, as_typed};
use self::uniform::{Template, Told};
use self::unique::Texts;
pub use self::vague::VAGUE;
use super::candidates;
use crate::domain::backlog::Backlog;
use crate::domain::check::Check;
use crate::domain::checkup::Finding;
use crate::domain::criterion::Criterion;
use crate::domain::finding_id;
use crate::domain::narrative::{self, Narrative};
use crate::domain::product::Product;
use crate::domain::story::{Kind, Status, Story, StoryId};
use crate::domain::waiver::is_waived;

/// As many stories that read alike are told of one; the rest would only repeat it.
pub(super) const ALIKE_TOLD: usize = 3;

/// One thing a check stumbled over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Which check.
    pub check: Check,
    /// The very words, as they stand in the text.
    pub words: Vec<String>,
    /// What is wrong and what to do, in one sentence.
    pub message: String,
}

impl Slip {
    fn of(check: Check, words: Vec<String>, message: impl Into<String>) -> Self {
        Self { check, words, message: message.into() }
    }
}

/// What the backlog as a whole says: built once, then good for checking any of its stories.
#[derive(Debug, Clone, Default)]
pub struct Index {
    texts: Texts<StoryId>,
    template: Option<Template>,
}

impl Index {
    /// Reads every story that was not dropped.
    #[must_use]
    pub fn of(backlog: &Backlog) -> Self {
        let kept = || backlog.in_order().filter(|story| story.status != Status::Dropped);
        let wanted = kept().filter(|story| story.kind == Kind::Story);
        let templates = wanted.filter_map(|story| uniform::of_want(&story.want));
        Self {
            texts: Texts::of(kept().map(|story| (story.id, subject(story)))),
            template: uniform::most_used(templates.map(|told| told.template)),
        }
    }
}

/// What the checks find in one story, without what is waived or switched off.
#[must_use]
pub fn of_story(story: &Story, backlog: &Backlog, index: &Index) -> Vec<Finding> {
    let product = backlog.product();
    let mut found = alone(story, index.template, product);
    if !product.checks_off.contains(&Check::Unique) {
        let text = subject(story);
        let others = index.texts.like(story.id, text).into_iter();
        let others = others.filter_map(|id| backlog.story(id));
        // One pair has one id, here and among the candidates: who leaves it, leaves it once.
        let alike = others.filter_map(|other| {
            let id = candidates::double(story, other)?;
            let message = format!(
                "this reads nearly like #{} “{}”: join the two, or say in what they differ",
                other.number, other.title
            );
            let slip = Slip::of(Check::Unique, vec![text.to_owned()], message);
            Some(Finding { id, ..finding(story, slip) })
        });
        found.extend(alike.filter(|it| !is_waived(product, &it.id)).take(ALIKE_TOLD));
    }
    found.sort_by_key(|it| Check::ALL.iter().position(|check| check.word() == it.rule));
    found
}

/// What they find in one story without looking at any other: neither whether it is told as most
/// are, nor whether another one says the same.
#[must_use]
pub fn of_story_alone(story: &Story, product: &Product) -> Vec<Finding> {
    alone(story, None, product)
}

fn alone(story: &Story, template: Option<Template>, product: &Product) -> Vec<Finding> {
    let mut slips = in_story(story, template);
    slips.retain(|slip| !product.checks_off.contains(&slip.check));
    let mut found: Vec<Finding> = slips.into_iter().map(|slip| finding(story, slip)).collect();
    found.retain(|it| !is_waived(product, &it.id));
    found
}

/// What the checks find in every open story, in the order of the backlog.
#[must_use]
pub fn of_backlog(backlog: &Backlog) -> Vec<Finding> {
    of_stories(backlog.open().map(|story| &**story), backlog)
}

/// What the checks find in these stories, in their order.
#[must_use]
pub fn of_stories<'a>(stories: impl Iterator<Item = &'a Story>, backlog: &Backlog) -> Vec<Finding> {
    let index = Index::of(backlog);
    stories.flat_map(|story| of_story(story, backlog, &index)).collect()
}

/// What the checks find in plain lines of text, a story each, line by line; criteria there are
/// none.
#[must_use]
pub fn of_lines(lines: &[&str]) -> Vec<Vec<Slip>> {
    let parted: Vec<Option<Narrative>> = lines.iter().map(|line| narrative::split(line)).collect();
    let want =
        |at: usize| parted.get(at).and_then(Option::as_ref).map_or("", |it| it.want.as_str());
    let told: Vec<Option<Told>> = lines.iter().map(|line| uniform::of_line(line)).collect();
    let template = uniform::most_used(told.iter().flatten().map(|it| it.template));
    let texts = Texts::of((0..lines.len()).map(|at| (at, want(at))));
    let mut found = Vec::new();
    for (at, (line, told)) in lines.iter().zip(&told).enumerate() {
        let mut slips = Vec::new();
        match parted.get(at).and_then(Option::as_ref) {
            None => slips.push(no_story(line)),
            Some(parts) => slips.extend(in_parts(parts)),
        }
        slips.extend(off_template(told.as_ref(), template));
        slips.extend(in_words(line));
        if let Some(other) = texts.like(at, want(at)).first() {
            let message = format!("this reads nearly like line {}: join the two", other + 1);
            slips.push(Slip::of(Check::Unique, vec![want(at).to_owned()], message));
        }
        found.push(slips);
    }
    found
}

/// What a story is about: its want, or its title where it has none.
pub(super) fn subject(story: &Story) -> &str {
    if story.want.trim().is_empty() { &story.title } else { &story.want }
}

/// What can be said of a story without the others.
fn in_story(story: &Story, template: Option<Template>) -> Vec<Slip> {
    let mut slips = Vec::new();
    if story.kind == Kind::Story {
        let (role, want) = (story.role.trim(), story.want.trim());
        match (role.is_empty(), want.is_empty()) {
            (false, false) => {}
            (true, true) => slips.push(no_story(&story.title)),
            (true, false) => slips.push(Slip::of(
                Check::WellFormed,
                vec![want.to_owned()],
                "this does not say who wants it: give it a role",
            )),
            (false, true) => slips.push(Slip::of(
                Check::WellFormed,
                vec![role.to_owned()],
                "this says who, and not what they want: give it a want",
            )),
        }
        let benefit = story.benefit.clone();
        slips.extend(in_parts(&Narrative {
            role: role.to_owned(),
            want: want.to_owned(),
            benefit,
        }));
        slips.extend(off_template(uniform::of_want(want).as_ref(), template));
    }
    let told = [story.role.as_str(), subject(story), story.benefit.as_str()];
    slips.extend(told.into_iter().flat_map(in_words));
    slips.extend(story.criteria.iter().flat_map(in_criterion));
    once(slips)
}

/// The same words twice are one finding.
fn once(slips: Vec<Slip>) -> Vec<Slip> {
    let mut kept: Vec<Slip> = Vec::new();
    for slip in slips {
        if !kept.iter().any(|it| it.check == slip.check && it.words == slip.words) {
            kept.push(slip);
        }
    }
    kept
}

fn no_story(text: &str) -> Slip {
    let words = if text.trim().is_empty() { Vec::new() } else { vec![text.trim().to_owned()] };
    let message =
        "this does not say who wants what: write it as “As a shopper, I want to pay by card”";
    Slip::of(Check::WellFormed, words, message)
}

/// The checks on the sentence itself: atomic and minimal.
fn in_parts(parts: &Narrative) -> Vec<Slip> {
    let mut slips = Vec::new();
    let wishes = atomic::second_wishes(&parts.want);
    if let Some(first) = wishes.first() {
        let message = format!(
            "this may be two wishes in one, from “{first}” on: split it, so that each has its place"
        );
        slips.push(Slip::of(Check::Atomic, wishes, message));
    }
    let told = [&parts.role, &parts.want, &parts.benefit];
    let mut beyond: Vec<String> = told.into_iter().flat_map(|part| minimal::beyond(part)).collect();
    beyond.extend(minimal::aside(&parts.want));
    if let Some(first) = beyond.first() {
        let message =
            format!("“{first}” stands beyond the sentence: keep it as a note or a criterion");
        slips.push(Slip::of(Check::Minimal, beyond, message));
    }
    slips
}

/// The story is told in another template than most.
fn off_template(told: Option<&Told>, most: Option<Template>) -> Option<Slip> {
    let (most, told) = (most?, told?);
    if told.template == most {
        return None;
    }
    let message = if told.template == uniform::DENIED {
        format!("most stories here are told with “{most}”: say what is wanted instead")
    } else {
        format!("most stories here are told with “{most}”: tell this one the same way")
    };
    Some(Slip::of(Check::Uniform, vec![told.words.clone()], message))
}

/// Words two people understand differently.
fn in_words(text: &str) -> Vec<Slip> {
    let slip = |word: String| {
        let message =
            format!("“{word}” means something else to everybody: say what can be seen or measured");
        Slip::of(Check::Unambiguous, vec![word], message)
    };
    vague::vague(text).into_iter().map(slip).collect()
}

/// A criterion needs an outcome that can be seen; of one that has none its vague words are no
/// news.
fn in_criterion(criterion: &Criterion) -> Vec<Slip> {
    let outcome = if criterion.then.trim().is_empty() { &criterion.text } else { &criterion.then };
    match testable::untestable(outcome) {
        None => in_words(outcome),
        Some(words) => {
            let message = format!(
                "nobody could tell whether “{words}” is met: say what can be seen when it is"
            );
            vec![Slip::of(Check::Testable, vec![words], message)]
        }
    }
}

/// A slip of this story, with an id that stays while its words stay, whatever the number.
fn finding(story: &Story, slip: Slip) -> Finding {
    let hash = Hash::of(&slip.words);
    let rule = slip.check.word();
    Finding {
        id: finding_id::own(rule, story.id, hash),
        story: Some(story.number),
        rule,
        words: slip.words,
        message: slip.message,
        mendable: false,
    }
}
