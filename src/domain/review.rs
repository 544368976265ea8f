//! What stands between a delivered story and its acceptance, and what acceptance locks.
//! It judges nothing itself.

mod record;

use std::collections::BTreeSet;

use super::backlog::Backlog;
use super::criterion::Judgement;
use super::idea::Idea;
use super::refusal::Refusal;
use super::sprint::{Record, Sprint};
use super::story::{Status, Story, StoryId};

pub use self::record::{accepted_in, record};

/// Everything that stands open before a story can be accepted, in the order of its page:
/// criteria not judged or unmet, then lines of the Definition of Done.
#[must_use]
pub fn open(story: &Story, backlog: &Backlog) -> Vec<String> {
    let criteria = (1..).zip(&story.criteria).filter_map(|(k, it)| {
        let stands = match it.result {
            Judgement::Met => return None,
            Judgement::Unmet => "unmet",
            Judgement::Unjudged => "not judged",
        };
        let note = match it.note.as_str() {
            "" => String::new(),
            note => format!(" — {note}"),
        };
        Some(format!("criterion {k} {stands}: {}{note}", it.sentence()))
    });
    let lines = backlog.product().done_lines.iter();
    let unticked = lines.filter(|line| !story.done_ticks.contains(&line.id));
    criteria.chain(unticked.map(|line| format!("not done: {}", line.text))).collect()
}

/// What was said of the stories of a sprint while it ran, in the order it was caught: the ideas
/// about those the record names.
#[must_use]
pub fn feedback<'a>(sprint: &Sprint, record: &Record, backlog: &'a Backlog) -> Vec<&'a Idea> {
    let parts = [record.rejected.as_ref(), record.unfinished.as_ref()];
    let parts = parts.into_iter().flatten().chain([&record.accepted]);
    let stories: BTreeSet<StoryId> = parts.flat_map(|part| &part.stories).copied().collect();
    let from = sprint.commitment.as_ref().map(|it| it.at);
    let until = sprint.record.as_ref().map(|it| it.at);
    let caught = |idea: &&Idea| {
        let within =
            from.is_none_or(|from| from <= idea.at) && until.is_none_or(|until| idea.at <= until);
        within && !idea.stories.is_disjoint(&stories)
    };
    let mut ideas: Vec<&Idea> = backlog.ideas().iter().map(|it| &**it).filter(caught).collect();
    ideas.sort_by_key(|idea| (idea.number, idea.id));
    ideas
}

/// Points and criteria of an accepted story are locked: what its verdict speaks of stays as it was.
///
/// # Errors
/// The story is accepted; `what` is named, with the way on.
pub fn unlocked(story: &Story, what: &str) -> Result<(), Refusal> {
    if story.status != Status::Accepted {
        return Ok(());
    }
    let number = story.number;
    Err(Refusal::rule(format!(
        "#{number} is accepted: {what} locked; write on with upnext follow-up {number} TITLE"
    )))
}
