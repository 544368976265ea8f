//! What there is to say of a story that is refined: what is missing and where that is mended, which
//! accepted stories are like it, how it reads. It never mends anything, and looks at no other story
//! by itself.

use super::known::Said;
use crate::advice::likeness::{Estimated, Neighbours};
use crate::advice::wording;
use crate::domain::backlog::Backlog;
use crate::domain::check::Check;
use crate::domain::checkup::Finding;
use crate::domain::criterion::Question;
use crate::domain::id::Id;
use crate::domain::product::Line;
use crate::domain::ready::{self, Rule};
use crate::domain::story::{Status, Story, StoryId};
use crate::domain::waiver::is_waived;

/// What there is to say of a story.
#[derive(Debug)]
pub struct Card {
    /// Of which story.
    pub story: StoryId,
    /// What is missing and not overridden, in the order of the rules.
    pub missing: Vec<Lack>,
    /// Accepted stories like it, with their points, the likest first.
    pub similar: Vec<Estimated>,
    /// The median of their points; none where there is none.
    pub neighbours: Option<Neighbours>,
    /// Whether no story at all was accepted with an estimate yet.
    pub is_first: bool,
    /// What the wording checks found, without what was waived or switched off.
    pub findings: Vec<Finding>,
    /// Whether the other stories were not asked about this one yet.
    pub is_looking: bool,
}

impl Card {
    /// What the story says by itself. What the others said to it before stays until they are asked
    /// again.
    pub(super) fn of(story: &Story, before: Option<Self>, backlog: &Backlog) -> Self {
        let product = backlog.product();
        let mut findings = wording::of_story_alone(story, product);
        let before = before.filter(|it| it.story == story.id && !it.is_looking);
        let is_looking = before.is_none();
        let (similar, is_first, said) =
            before.map(|it| (it.similar, it.is_first, it.findings)).unwrap_or_default();
        let together = |it: &Finding| {
            let checks = [Check::Uniform, Check::Unique];
            let check = checks.into_iter().find(|check| check.word() == it.rule);
            check.is_some_and(|check| !product.checks_off.contains(&check))
        };
        findings.extend(said.into_iter().filter(|it| together(it) && !is_waived(product, &it.id)));
        findings.sort_by_key(|it| Check::ALL.iter().position(|check| check.word() == it.rule));
        Self {
            story: story.id,
            missing: missing(story, backlog),
            neighbours: Neighbours::of(&similar),
            similar,
            is_first,
            findings,
            is_looking,
        }
    }

    /// Takes in what the others say to it.
    pub(super) fn take(&mut self, said: Said) {
        self.neighbours = Neighbours::of(&said.similar);
        self.similar = said.similar;
        self.is_first = said.is_first;
        self.findings = said.findings;
        self.is_looking = false;
    }
}

/// One thing that is missing, and where it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The rule it breaks.
    pub rule: Rule,
    /// In words.
    pub words: String,
    /// What is opened to mend it.
    pub opens: Opens,
}

/// Where something that is missing is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The sentence.
    Narrative,
    /// A new criterion.
    Criterion,
    /// The estimate.
    Estimate,
    /// Splitting.
    Split,
    /// The answer of a question.
    Answer(Id<Question>),
    /// A story that must come first.
    Dependency(StoryId),
    /// A line of the Definition of Ready.
    Tick(Id<Line>),
}

/// What is missing from a story, each with what mends it.
fn missing(story: &Story, backlog: &Backlog) -> Vec<Lack> {
    let lines = &backlog.product().ready_lines;
    let mut unticked = lines.iter().filter(|line| !story.ready_ticks.contains(&line.id));
    // What is accepted stands in nobody's way.
    let open =
        |id: &&StoryId| backlog.story(**id).is_none_or(|other| other.status != Status::Accepted);
    let first = story.depends_on.iter().find(open).copied();
    let opens = |rule| match rule {
        Rule::Narrative => Some(Opens::Narrative),
        Rule::Criteria => Some(Opens::Criterion),
        Rule::Estimate => Some(Opens::Estimate),
        Rule::Size => Some(Opens::Split),
        Rule::Questions => story.open_questions().next().map(|it| Opens::Answer(it.id)),
        Rule::Dependencies => first.map(Opens::Dependency),
        Rule::Lines => unticked.next().map(|line| Opens::Tick(line.id)),
    };
    let mut opens = opens;
    let missing = ready::missing_uncovered(story, backlog).into_iter();
    missing
        .filter_map(|it| Some(Lack { rule: it.rule, opens: opens(it.rule)?, words: it.words }))
        .collect()
}
