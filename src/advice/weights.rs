//! What ideas weigh: how many people say the same, and how satisfied they are. It proposes an
//! order to look at them in, and never says what becomes of one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::likeness::Index;
use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::number::Hundredths;
use crate::domain::story::{Story, StoryId};

/// From this likeness on, 0 to 1, two ideas say the same. Ideas are short: one word that only one
/// of them has weighs much.
const SAME: f64 = 0.5;

/// What an idea weighs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Which idea.
    pub idea: Id<Idea>,
    /// The other ideas that say the same, by number, rising: those alike by their words, those
    /// kept behind the same story, and whatever is so joined to one of them. A dismissed idea says
    /// nothing any more: it has none, and is none of another's.
    pub alike: Vec<u32>,
    /// How many say it: itself and those.
    pub count: usize,
    /// The mean satisfaction of all who say it and gave a score, 1 to 5; none where nobody did.
    pub mean_score: Option<Hundredths>,
}

/// What every idea weighs, in the order of the inbox: the new ones, the kept, the dismissed; of
/// each the heaviest first, and of equally heavy ones the oldest.
#[must_use]
pub fn of_ideas(backlog: &Backlog) -> Vec<Weight> {
    let ideas: Vec<&Idea> = backlog.ideas().iter().map(|idea| &**idea).collect();
    let groups = groups(&ideas);
    let mut members: BTreeMap<usize, Vec<&Idea>> = BTreeMap::new();
    for (idea, group) in ideas.iter().zip(&groups) {
        members.entry(*group).or_default().push(idea);
    }
    let mut weighed: Vec<(&Idea, Weight)> = ideas
        .iter()
        .zip(&groups)
        .map(|(idea, group)| (*idea, weight(idea, members.get(group).map_or(&[], Vec::as_slice))))
        .collect();
    weighed.sort_by_key(|(idea, weight)| {
        (place(idea.state), Reverse(weight.count), idea.at.day(), idea.number, idea.id)
    });
    weighed.into_iter().map(|(_, weight)| weight).collect()
}

const fn place(state: IdeaState) -> u8 {
    match state {
        IdeaState::New => 0,
        IdeaState::Kept => 1,
        IdeaState::Dismissed => 2,
    }
}

fn weight(idea: &Idea, group: &[&Idea]) -> Weight {
    let mut alike: Vec<u32> =
        group.iter().filter(|other| other.id != idea.id).map(|other| other.number).collect();
    alike.sort_unstable();
    let scores: Vec<u64> = group.iter().filter_map(|it| it.score).map(u64::from).collect();
    Weight { idea: idea.id, count: alike.len() + 1, alike, mean_score: mean(&scores) }
}

/// The mean in hundredths, rounded; none of nothing.
fn mean(scores: &[u64]) -> Option<Hundredths> {
    let count = u64::try_from(scores.len()).ok().filter(|count| *count > 0)?;
    let sum: u64 = scores.iter().sum();
    Some(Hundredths::of_hundredths((200 * sum + count) / (2 * count)))
}

/// The group each idea belongs to, as the place of one of its members.
fn groups(ideas: &[&Idea]) -> Vec<usize> {
    let mut groups = Groups((0..ideas.len()).collect());
    let said = |idea: &Idea| idea.state != IdeaState::Dismissed;
    let at: HashMap<StoryId, usize> =
        ideas.iter().enumerate().map(|(at, idea)| (as_story(idea), at)).collect();
    // Ideas are compared as stories are, by their words alone.
    let texts: Vec<Story> = ideas
        .iter()
        .filter(|idea| said(idea))
        .map(|idea| Story {
            id: as_story(idea),
            number: idea.number,
            title: idea.text.clone(),
            ..Story::default()
        })
        .collect();
    for pair in Index::of_stories(&texts).pairs(SAME) {
        if let (Some(one), Some(other)) = (at.get(&pair.story), at.get(&pair.other)) {
            groups.join(*one, *other);
        }
    }
    let mut behind: HashMap<StoryId, usize> = HashMap::new();
    for (at, idea) in ideas.iter().enumerate().filter(|(_, idea)| idea.state == IdeaState::Kept) {
        for story in &idea.stories {
            let first = *behind.entry(*story).or_insert(at);
            groups.join(at, first);
        }
    }
    (0..ideas.len()).map(|at| groups.first(at)).collect()
}

/// An idea under the identity of a story, for the comparison only.
fn as_story(idea: &Idea) -> StoryId {
    StoryId::new(idea.id.uuid())
}

/// Which belong together: each place leads to an earlier one of its group, the first to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&self, mut at: usize) -> usize {
        while let Some(next) = self.0.get(at).copied().filter(|next| *next < at) {
            at = next;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(leads) = self.0.get_mut(one.max(other)) {
            *leads = one.min(other);
        }
    }
}
