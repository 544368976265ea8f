//! Why a story stands where it stands: everything that speaks for its place. It judges no reason.

use std::sync::Arc;

use super::Placed;
use super::scores::Scores;
use crate::domain::backlog::Backlog;
use crate::domain::history::{Act, Entry};
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::number::Hundredths;
use crate::domain::release::Release;
use crate::domain::score;
use crate::domain::story::{Story, StoryId};

/// What speaks for the place of a story.
#[derive(Debug)]
pub struct Why<'a> {
    /// Its place among all open stories, from 1; none where it is not open.
    pub position: Option<usize>,
    /// Its score; none while a part is absent.
    pub score: Option<Hundredths>,
    /// Both its places among the open stories that have a score, and how many those are.
    pub placed: Option<(Placed, usize)>,
    /// What must come first, in the order of the stories, each with its position.
    pub depends_on: Vec<(&'a Arc<Story>, Option<usize>)>,
    /// What waits for it, likewise.
    pub needed_by: Vec<(&'a Arc<Story>, Option<usize>)>,
    /// Its release: its own, else its epic's. The deadline is the target of it.
    pub release: Option<&'a Arc<Release>>,
    /// The ideas behind it that were not dismissed, oldest first.
    pub ideas: Vec<&'a Arc<Idea>>,
    /// The newest line of its history that moved it.
    pub moved: Option<&'a Entry>,
}

/// Everything that speaks for the place of this story.
#[must_use]
pub fn of<'a>(story: &'a Story, backlog: &'a Backlog) -> Why<'a> {
    let positions = backlog.positions();
    let with_position = |id: StoryId| Some((backlog.story(id)?, positions.get(&id).copied()));
    let in_order = |found: &mut Vec<(&'a Arc<Story>, Option<usize>)>| {
        found.sort_by_key(|(story, position)| (position.is_none(), *position, story.number));
    };
    let mut depends_on: Vec<_> =
        story.depends_on.iter().filter_map(|id| with_position(*id)).collect();
    in_order(&mut depends_on);
    let waiting = backlog.stories().iter().filter(|it| it.depends_on.contains(&story.id));
    let mut needed_by: Vec<_> = waiting.filter_map(|it| with_position(it.id)).collect();
    in_order(&mut needed_by);
    let behind =
        |it: &&Arc<Idea>| it.state != IdeaState::Dismissed && it.stories.contains(&story.id);
    let mut ideas: Vec<&Arc<Idea>> = backlog.ideas().iter().filter(behind).collect();
    ideas.sort_by_key(|idea| (idea.at, idea.number));
    Why {
        position: positions.get(&story.id).copied(),
        score: score::of(story, backlog.product().score),
        placed: placed(story, backlog),
        depends_on,
        needed_by,
        release: backlog.release_of(story),
        ideas,
        moved: story.history.iter().find(|entry| entry.what == Act::Moved),
    }
}

/// Both places of a story among those that have a score.
fn placed(story: &Story, backlog: &Backlog) -> Option<(Placed, usize)> {
    let index = backlog.stories().index_of(story.id).ok()?;
    let places = super::places(&Scores::of(backlog), backlog);
    let own = places.iter().find(|it| it.index as usize == index).copied()?;
    Some((own, places.len()))
}
