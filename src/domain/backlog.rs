//! The backlog as a value: every noun in its table, and the one order of the stories.
//! It answers questions; only a draft changes it.

use std::collections::HashMap;
use std::sync::Arc;

use super::conflict::Conflict;
use super::epic::Epic;
use super::id::Id;
use super::idea::Idea;
use super::person::Person;
use super::product::Product;
use super::ranking::{Brief, Mark, Ranking};
use super::record::Extra;
use super::release::Release;
use super::sprint::{Sprint, SprintState};
use super::story::{Story, StoryId};
use super::table::Table;

/// Everything in one file, as it stands at one moment. Cloning bumps a few counters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Backlog {
    pub(super) product: Arc<Product>,
    pub(super) stories: Table<Story>,
    pub(super) epics: Table<Epic>,
    pub(super) releases: Table<Release>,
    pub(super) sprints: Table<Sprint>,
    pub(super) people: Table<Person>,
    pub(super) ideas: Table<Idea>,
    pub(super) conflicts: Table<Conflict>,
    /// The stories in rank order.
    pub(super) ranking: Arc<Ranking>,
    /// Unknown fields of the file beside these tables.
    pub(super) extra: Arc<Extra>,
}

/// The parts of a backlog, as a file holds them.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The product.
    pub product: Product,
    /// All stories.
    pub stories: Table<Story>,
    /// All epics.
    pub epics: Table<Epic>,
    /// All releases.
    pub releases: Table<Release>,
    /// All sprints.
    pub sprints: Table<Sprint>,
    /// All people.
    pub people: Table<Person>,
    /// All ideas.
    pub ideas: Table<Idea>,
    /// All values that a merge left to be settled.
    pub conflicts: Table<Conflict>,
    /// Unknown fields beside these.
    pub extra: Extra,
}

impl From<Parts> for Backlog {
    fn from(parts: Parts) -> Self {
        let ranking = Arc::new(Ranking::of(&parts.stories));
        Self {
            product: Arc::new(parts.product),
            stories: parts.stories,
            epics: parts.epics,
            releases: parts.releases,
            sprints: parts.sprints,
            people: parts.people,
            ideas: parts.ideas,
            conflicts: parts.conflicts,
            ranking,
            extra: Arc::new(parts.extra),
        }
    }
}

impl Backlog {
    /// The product.
    #[must_use]
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// All stories, by identity.
    #[must_use]
    pub const fn stories(&self) -> &Table<Story> {
        &self.stories
    }

    /// All epics.
    #[must_use]
    pub const fn epics(&self) -> &Table<Epic> {
        &self.epics
    }

    /// All releases.
    #[must_use]
    pub const fn releases(&self) -> &Table<Release> {
        &self.releases
    }

    /// All sprints.
    #[must_use]
    pub const fn sprints(&self) -> &Table<Sprint> {
        &self.sprints
    }

    /// All people.
    #[must_use]
    pub const fn people(&self) -> &Table<Person> {
        &self.people
    }

    /// All ideas.
    #[must_use]
    pub const fn ideas(&self) -> &Table<Idea> {
        &self.ideas
    }

    /// The values that a merge left to be settled.
    #[must_use]
    pub const fn conflicts(&self) -> &Table<Conflict> {
        &self.conflicts
    }

    /// Unknown fields of the file, kept as they were read.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// All stories from the top of the order to its end, open or not.
    #[must_use]
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = &Arc<Story>> {
        self.ranking.order.iter().filter_map(|&index| self.stories.at(index as usize))
    }

    /// Where each story stands in the table, and what a list must know of all of them, in order:
    /// without looking at a single story.
    #[must_use]
    pub fn ranked(&self) -> impl DoubleEndedIterator<Item = (u32, Brief)> {
        self.ranking.ranked()
    }

    /// The open stories in order: what the Product Owner owns the order of.
    #[must_use]
    pub fn open(&self) -> impl DoubleEndedIterator<Item = &Arc<Story>> {
        let open = self.ranked().filter(|(_, brief)| brief.open);
        open.filter_map(|(index, _)| self.stories.at(index as usize))
    }

    /// The stories in a sprint, in order, whatever their state: only they are looked at.
    #[must_use]
    pub fn in_sprint(&self, sprint: Id<Sprint>) -> impl DoubleEndedIterator<Item = &Arc<Story>> {
        let mark = Mark::of(sprint);
        let alike = self.ranked().filter(move |(_, brief)| brief.sprint == mark);
        let stories = alike.filter_map(|(index, _)| self.stories.at(index as usize));
        stories.filter(move |story| story.sprint == Some(sprint))
    }

    /// The story with this identity.
    #[must_use]
    pub fn story(&self, id: StoryId) -> Option<&Arc<Story>> {
        self.stories.get(id)
    }

    /// The story people call by this number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<&Arc<Story>> {
        self.stories.iter().find(|story| story.number == number)
    }

    /// The number the next story gets: 1 + the highest in the file.
    #[must_use]
    pub fn next_number(&self) -> u32 {
        1 + self.stories.iter().map(|story| story.number).max().unwrap_or(0)
    }

    /// The number the next idea gets: 1 + the highest in the file.
    #[must_use]
    pub fn next_idea_number(&self) -> u32 {
        self.ideas.iter().map(|idea| idea.number).max().unwrap_or(0).saturating_add(1)
    }

    /// The ideas that stand behind a story, by number.
    #[must_use]
    pub fn ideas_behind(&self, story: StoryId) -> Vec<&Idea> {
        let mut behind: Vec<&Idea> =
            self.ideas.iter().map(|it| &**it).filter(|it| it.stands_behind(story)).collect();
        behind.sort_by_key(|idea| (idea.number, idea.id));
        behind
    }

    /// The place of an open story among the open ones, from 1.
    #[must_use]
    pub fn position(&self, id: StoryId) -> Option<usize> {
        let own = self.stories.index_of(id).ok()?;
        let mut open = self.ranked().filter(|(_, brief)| brief.open);
        open.position(|(index, _)| index as usize == own).map(|at| at + 1)
    }

    /// The places of all open stories, from 1.
    #[must_use]
    pub fn positions(&self) -> HashMap<StoryId, usize> {
        self.open().zip(1..).map(|(story, position)| (story.id, position)).collect()
    }

    /// The sprint a story is in.
    #[must_use]
    pub fn sprint_of(&self, story: &Story) -> Option<&Arc<Sprint>> {
        self.sprints.get(story.sprint?)
    }

    /// The epic a story serves.
    #[must_use]
    pub fn epic_of(&self, story: &Story) -> Option<&Arc<Epic>> {
        self.epics.get(story.epic?)
    }

    /// The release of a story: its own, else its epic's.
    #[must_use]
    pub fn release_of(&self, story: &Story) -> Option<&Arc<Release>> {
        let own = story.release.or_else(|| self.epic_of(story)?.release);
        self.releases.get(own?)
    }

    /// The sprint in this state; there is at most one planned and one active.
    #[must_use]
    pub fn sprint_in(&self, state: SprintState) -> Option<&Arc<Sprint>> {
        self.sprints.iter().find(|sprint| sprint.state == state)
    }

    /// The sprint people call by this number.
    #[must_use]
    pub fn sprint_numbered(&self, number: u32) -> Option<&Arc<Sprint>> {
        self.sprints.iter().find(|sprint| sprint.number == number)
    }

    /// The epics in their order.
    #[must_use]
    pub fn epics_in_order(&self) -> Vec<&Arc<Epic>> {
        let mut epics: Vec<_> = self.epics.iter().collect();
        epics.sort_by(|a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        epics
    }
}
