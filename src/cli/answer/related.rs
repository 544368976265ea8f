//! What a story has to do with: other stories from both sides, and the lines of the definitions.
//! It never follows a link further than one step.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::product::Line;
use crate::domain::story::{LinkKind, Story, StoryId};

/// A link as the story that is shown sees it.
#[derive(Debug, Serialize)]
pub(super) struct LinkAnswer {
    pub(super) number: u32,
    pub(super) kind: &'static str,
}

/// A line of a definition, and whether the story has its tick.
#[derive(Debug, Serialize)]
pub(super) struct Tick<'a> {
    pub(super) k: usize,
    pub(super) text: &'a str,
    pub(super) ticked: bool,
}

/// What people call the story with this identity.
pub(super) fn number(id: StoryId, backlog: &Backlog) -> Option<u32> {
    backlog.story(id).map(|story| story.number)
}

/// The numbers of these stories, rising.
pub(super) fn numbers(ids: impl IntoIterator<Item = StoryId>, backlog: &Backlog) -> Vec<u32> {
    let mut numbers: Vec<u32> = ids.into_iter().filter_map(|id| number(id, backlog)).collect();
    numbers.sort_unstable();
    numbers
}

/// The links a story stores, then those that newer stories store about it.
pub(super) fn links(story: &Story, backlog: &Backlog) -> Vec<LinkAnswer> {
    let own = story.links.iter().filter_map(|link| {
        let kind = link.kind.unwrap_or(LinkKind::Relates).word();
        Some(LinkAnswer { number: number(link.to, backlog)?, kind })
    });
    let others = backlog.stories().iter().flat_map(|other| {
        let here = other.links.iter().filter(|link| link.to == story.id);
        here.map(|link| LinkAnswer {
            number: other.number,
            kind: match link.kind {
                Some(LinkKind::Follows) => "followed-by",
                Some(LinkKind::Relates) | None => LinkKind::Relates.word(),
            },
        })
    });
    let mut links: Vec<LinkAnswer> = own.chain(others).collect();
    links.sort_by_key(|link| link.number);
    links
}

/// The lines of a definition with the story's ticks.
pub(super) fn ticks<'a>(lines: &'a [Line], ticked: &BTreeSet<Id<Line>>) -> Vec<Tick<'a>> {
    let tick = |(k, line): (usize, &'a Line)| Tick {
        k,
        text: &line.text,
        ticked: ticked.contains(&line.id),
    };
    (1..).zip(lines).map(tick).collect()
}
