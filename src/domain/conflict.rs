//! A value that two people wrote differently, kept in the file until somebody settles it.
//! It never says which of the two is right.

pub(super) mod place;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::history::Entry;
use super::id::Id;
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

impl Conflict {
    /// A conflict over a value, before anybody claims it.
    pub(super) fn over(of: Noun, about: Uuid, path: String) -> Self {
        Self { id: identity(of, about, &path), of, about, path, ..Self::default() }
    }

    /// The same with the values both sides wrote, each as the text of the file.
    pub(super) fn claimed(mut self, ours: Option<String>, theirs: Option<String>) -> Self {
        let raw = |text: Option<String>| text.and_then(|it| RawValue::from_string(it).ok());
        self.ours.value = raw(ours).map(Raw);
        self.theirs.value = raw(theirs).map(Raw);
        self
    }

    /// Whether its value is the state and the sprint of a story.
    pub(super) fn is_pair(&self) -> bool {
        self.of == Noun::Story && self.path == place::PAIR[0]
    }

    /// What stands in the text of a noun where this is about; none is no value.
    pub(super) fn value_in(&self, noun: &str) -> Option<String> {
        if self.is_pair() { place::pair(noun) } else { place::get(noun, &self.path) }
    }

    /// The text of a noun with another value there; none where the place is gone.
    pub(super) fn put_in(&self, noun: &str, value: Option<&str>) -> Option<String> {
        if self.is_pair() {
            return place::put_pair(noun, value.unwrap_or("{}"));
        }
        place::put(noun, &self.path, value)
    }
}

/// The identity of a conflict, from what it is about: FNV-1a over it.
fn identity(of: Noun, about: Uuid, path: &str) -> Id<Conflict> {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = of.word().bytes().chain([0]).chain(*about.as_bytes()).chain(path.bytes());
    let hash = bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    Id::new(uuid::Builder::from_custom_bytes(hash.to_be_bytes()).into_uuid())
}
