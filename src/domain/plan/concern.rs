//! What speaks against pulling a story into a sprint. It asks; it forbids nothing.

use std::fmt;

use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::ready::{self, Rule};
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, Story};

use super::people;

/// One thing that speaks against a story in a sprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// What it lacks: "a draft", "criteria", "waits for #7".
    NotReady(Vec<String>),
    /// It is done as far as the team is concerned, and waits for the verdict.
    Delivered,
    /// What stands in its way.
    Blocked(String),
    /// Its points, and the largest size that is ready.
    TooLarge(Points, Points),
    /// A skill it needs and nobody taking part has.
    NobodyWith(String),
}

impl Concern {
    /// In words: "not ready: criteria; 1 open question".
    #[must_use]
    pub fn words(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReady(lacks) => write!(f, "not ready: {}", lacks.join("; ")),
            Self::Delivered => f.write_str("delivered already, and waiting for its verdict"),
            Self::Blocked(reason) => write!(f, "blocked: {reason}"),
            Self::TooLarge(points, largest) => {
                write!(f, "{points} points, above {largest}: split it")
            }
            Self::NobodyWith(skill) => write!(f, "nobody in the sprint knows {skill}"),
        }
    }
}

/// Everything that speaks against a story, were it in this sprint: what it depends on and comes in
/// the same sprint is no obstacle.
#[must_use]
pub fn concerns(story: &Story, sprint: &Sprint, backlog: &Backlog) -> Vec<Concern> {
    let draft = (story.status == Status::Draft).then(|| "a draft".to_owned());
    let missing = ready::missing_uncovered_in(story, sprint, backlog).into_iter();
    // The size is said once, and with the numbers.
    let missing = missing.filter(|it| it.rule != Rule::Size).map(|it| it.words);
    let lacks: Vec<String> = draft.into_iter().chain(missing).collect();
    let not_ready = (!lacks.is_empty()).then_some(Concern::NotReady(lacks));
    let blocked = story.impediment.as_ref().map(|it| Concern::Blocked(it.reason.clone()));
    let largest = backlog.product().largest.0;
    let above = story.points.filter(|points| *points > largest);
    let too_large = above.map(|points| Concern::TooLarge(points, largest));
    let delivered = (story.status == Status::Delivered).then_some(Concern::Delivered);
    let first = [not_ready, delivered, blocked, too_large].into_iter().flatten();
    first.chain(without(story, sprint, backlog)).collect()
}

/// The skills of a story that nobody taking part has; none where nobody is named yet.
fn without(story: &Story, sprint: &Sprint, backlog: &Backlog) -> Vec<Concern> {
    if story.skills.is_empty() || sprint.people.is_empty() {
        return Vec::new();
    }
    let members = people::members(sprint, backlog);
    let known = |skill: &&String| members.iter().any(|it| it.takes_part() && it.can(skill));
    let unknown = story.skills.iter().filter(|skill| !known(skill));
    unknown.map(|skill| Concern::NobodyWith(skill.clone())).collect()
}
