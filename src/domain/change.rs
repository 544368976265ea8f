//! What became different: one entity, before and after. The inverse of a change is the swap.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::conflict::Conflict;
use super::epic::Epic;
use super::id::Id;
use super::idea::Idea;
use super::merge::Root;
use super::person::Person;
use super::product::Product;
use super::release::Release;
use super::sprint::Sprint;
use super::stamp::Moment;
use super::story::{Story, StoryId};
use super::table::Entity;

/// One entity before and after an act; none is absence.
#[derive(Debug, PartialEq)]
pub struct Swap<T> {
    /// Which one.
    pub id: Id<T>,
    /// As it was.
    pub before: Option<Arc<T>>,
    /// As it is.
    pub after: Option<Arc<T>>,
}

impl<T> Clone for Swap<T> {
    fn clone(&self) -> Self {
        Self { id: self.id, before: self.before.clone(), after: self.after.clone() }
    }
}

impl<T: Serialize> Serialize for Swap<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sides = (self.id, self.before.as_deref(), self.after.as_deref());
        sides.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Entity> Deserialize<'de> for Swap<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (id, before, after) = <(Id<T>, Option<T>, Option<T>)>::deserialize(deserializer)?;
        // An entity does not write its own identity down; it gets it back here.
        let whole = |side: Option<T>| {
            side.map(|mut entity| {
                entity.set_id(id);
                Arc::new(entity)
            })
        };
        Ok(Self { id, before: whole(before), after: whole(after) })
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Of a story.
    Story(Swap<Story>),
    /// Of a sprint.
    Sprint(Swap<Sprint>),
    /// Of an epic.
    Epic(Swap<Epic>),
    /// Of a release.
    Release(Swap<Release>),
    /// Of a person.
    Person(Swap<Person>),
    /// Of an idea.
    Idea(Swap<Idea>),
    /// Of a conflict.
    Conflict(Swap<Conflict>),
    /// Of the product, which is always there.
    Product {
        /// As it was.
        before: Box<Product>,
        /// As it is.
        after: Box<Product>,
    },
    /// Of the unknown fields of the file itself.
    File {
        /// As they were.
        before: Root,
        /// As they are.
        after: Root,
    },
}

/// One act: what it is called, when, by whom, and everything it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What was done, as a sentence: "Moved #12 to 3".
    pub label: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// Everything that became different, each entity once.
    pub changes: Vec<Change>,
    /// Stories moved and nothing else: consecutive moves of the same ones are one act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<StoryId>,
    /// What the act should be told about; not part of what it did.
    #[serde(skip)]
    pub notices: Vec<String>,
    /// Stories the act was about, in the order it named them; for the answer, not for undo.
    #[serde(skip)]
    pub about: Vec<StoryId>,
}

impl Edit {
    /// Whether nothing became different.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The numbers of the stories, sprints and ideas as the edit leaves them.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.changes.iter().filter_map(|change| match change {
            Change::Story(swap) => Some(swap.after.as_ref()?.number),
            Change::Sprint(swap) => Some(swap.after.as_ref()?.number),
            Change::Idea(swap) => Some(swap.after.as_ref()?.number),
            _ => None,
        })
    }

    /// This edit and the next one as one: from before this one to after the next. Both changed
    /// stories only.
    #[must_use]
    pub(super) fn joined_by(&self, next: Self) -> Self {
        let mut changes = next.changes.clone();
        for earlier in &self.changes {
            let Change::Story(earlier) = earlier else { continue };
            let later = changes.iter_mut().find_map(|change| match change {
                Change::Story(later) if later.id == earlier.id => Some(later),
                _ => None,
            });
            match later {
                Some(later) => later.before.clone_from(&earlier.before),
                None => changes.push(Change::Story(earlier.clone())),
            }
        }
        Self { changes, ..next }
    }
}
