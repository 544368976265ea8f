//! Near-duplicates, dependencies and contradictions, as candidates with the words that matched.
//! Nothing is ever changed by them: each names the command that confirms it, and one that is waived,
//! linked, depended on or asked about already is not told again.

mod claims;
mod contradictions;
mod dependencies;
mod duplicates;
mod objects;

use std::collections::HashMap;

pub use self::duplicates::ALIKE;
use super::likeness::words::{Word, words};
use super::wording::subject;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::finding_id;
use crate::domain::story::{Status, Story};
use crate::domain::waiver::is_waived;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Two stories that say nearly the same.
    Duplicates,
    /// A story that uses what another one makes, or names it.
    Dependencies,
    /// Two stories that cannot both hold: opposing limits or permissions.
    Contradictions,
}

impl Sought {
    /// All there is to look for.
    pub const ALL: [Self; 3] = [Self::Duplicates, Self::Dependencies, Self::Contradictions];

    /// The rule of its findings; their ids begin with it.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Duplicates => "duplicate",
            Self::Dependencies => "dependency",
            Self::Contradictions => "contradiction",
        }
    }
}

/// At most so many stories are compared: those at the top of the order, then what was accepted.
/// Asking for more would hold up a screen.
pub const READ: usize = 20_000;

/// The candidates of one sort, in the order of the stories they are about. At least one of the two
/// stories is open, and neither was dropped.
#[must_use]
pub fn of_backlog(sought: Sought, backlog: &Backlog) -> Vec<Finding> {
    let accepted = backlog.in_order().filter(|story| story.status == Status::Accepted);
    let open = || backlog.open().map(|story| &**story).take(READ);
    let kept: Vec<&Story> = open().chain(accepted.map(|story| &**story)).take(READ).collect();
    let found = match sought {
        Sought::Duplicates => duplicates::find(&kept, backlog),
        Sought::Dependencies => dependencies::find(&open().collect::<Vec<_>>(), backlog),
        Sought::Contradictions => contradictions::find(&kept),
    };
    let places: HashMap<u32, usize> =
        backlog.in_order().map(|story| story.number).zip(0..).collect();
    let mut told: Vec<Finding> =
        found.into_iter().filter(|it| !is_waived(backlog.product(), &it.id)).collect();
    told.sort_by_key(|it| it.story.and_then(|number| places.get(&number)));
    told
}

/// A candidate about two stories. Its id holds both identities and the rule, so it stays while the
/// words change: who has looked at a pair once is not asked again.
fn candidate(
    sought: Sought,
    (story, other): (&Story, &Story),
    words: Vec<String>,
    message: String,
) -> Finding {
    let rule = sought.rule();
    // What depends on what matters; who is like whom does not.
    let name = if sought == Sought::Dependencies { finding_id::ordered } else { finding_id::pair };
    Finding {
        id: name(rule, story.id, other.id),
        story: Some(story.number),
        rule,
        words,
        message,
        mendable: false,
    }
}

/// Whether somebody said already what these two have to do with each other.
fn linked(one: &Story, other: &Story) -> bool {
    let says = |a: &Story, b: &Story| {
        a.links.iter().any(|link| link.to == b.id) || a.split_from == Some(b.id)
    };
    says(one, other) || says(other, one)
}

/// Whether one of them depends on the other already.
fn depends(one: &Story, other: &Story) -> bool {
    one.depends_on.contains(&other.id) || other.depends_on.contains(&one.id)
}

/// Whether only one of two wishes says that something is not to be, or each has a number of its
/// own: they are no doubles, and may contradict each other.
fn apart(story: &Story, other: &Story) -> bool {
    const DENIALS: &[&str] = &["without", "not", "never", "no", "don't", "cannot", "can't"];
    let read = |it: &Story| -> Vec<String> { words(subject(it)).iter().map(Word::low).collect() };
    let (mine, theirs) = (read(story), read(other));
    let denies = |all: &[String]| all.iter().any(|low| DENIALS.contains(&low.as_str()));
    let alone = |all: &[String], others: &[String]| {
        let number = |low: &&String| low.starts_with(|c: char| c.is_ascii_digit());
        all.iter().filter(number).any(|low| !others.contains(low))
    };
    denies(&mine) != denies(&theirs) || (alone(&mine, &theirs) && alone(&theirs, &mine))
}

/// The id of two stories that say nearly the same, whoever finds it, and none where somebody said
/// already what they have to do with each other.
pub(super) fn double(story: &Story, other: &Story) -> Option<String> {
    let news = !linked(story, other) && !depends(story, other) && !apart(story, other);
    news.then(|| finding_id::pair(Sought::Duplicates.rule(), story.id, other.id))
}
