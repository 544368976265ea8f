//! A value that two people wrote differently, kept in the file until somebody settles it.
//! It never says which of the two is right.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::history::Entry;
use super::record::{record, words};
use super::stamp::Moment;

words! {
    /// Which of two versions.
    pub enum Side ("side") {
        /// The one that stands until the conflict is settled.
        Ours = "ours",
        /// The one that came in.
        Theirs = "theirs",
    }
}

words! {
    /// What a value belongs to.
    #[derive(Default)]
    pub enum Noun ("noun") {
        /// A story.
        #[default] Story = "story",
        /// A sprint.
        Sprint = "sprint",
        /// An epic.
        Epic = "epic",
        /// A release.
        Release = "release",
        /// Somebody of the team.
        Person = "person",
        /// An idea.
        Idea = "idea",
        /// The product.
        Product = "product",
        /// Unknown fields of the file itself.
        File = "file",
    }
}

/// A value as it stands in the file, to the digit.
#[derive(Clone)]
pub struct Raw(pub Box<RawValue>);

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Eq for Raw {}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get())
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}

record! {
    /// What one side wrote.
    pub struct Claim {
        /// The value as the file spells it; none is no value.
        value: Option<Raw>,
        /// Who wrote it last there; empty where the history does not say.
        by: String,
        /// When.
        at: Moment,
    }
}

record! {
    /// One value written differently on two sides. Its identity follows from what it is about,
    /// so that the same conflict found twice is one.
    pub entity Conflict {
        /// What the value belongs to.
        of: Noun => required,
        /// Which one of these; nil for the product and the file.
        about: Uuid,
        /// The path of the value within it, as the file names it: `title`, `scores.value`,
        /// `criteria.UUID.text`. State and sprint of a story are one value under `status`.
        path: String => required,
        /// What stands.
        ours: Claim,
        /// What came in.
        theirs: Claim,
        /// What happened to it, newest first.
        history: Vec<Entry>,
    }
}
