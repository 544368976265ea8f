//! How a noun is declared: its fields once, and from them the struct, its file form and its
//! unknown fields. It never knows which noun it is declaring.
//!
//! The written form leaves out whatever equals its default. The read form refuses a field that
//! stands twice and keeps every field it does not know, as the exact text it was read from.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde_json::value::RawValue;

/// Fields of a record that this version does not know, kept as read and written back last.
#[derive(Debug, Clone, Default)]
#[expect(clippy::box_collection, reason = "eight bytes in each of a million records")]
pub struct Extra(Option<Box<Vec<Unknown>>>);

/// A name and the text of its value.
type Unknown = (String, Box<RawValue>);

impl Extra {
    /// The unknown fields in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        let fields = self.0.as_deref().map_or(&[][..], Vec::as_slice);
        fields.iter().map(|(name, value)| (name.as_str(), &**value))
    }

    /// Takes the next field of `map` under `name`, refusing a name that stands already.
    pub(crate) fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        if self.holds(&name) {
            return Err(twice::<A::Error>(&name));
        }
        let value = map.next_value::<Box<RawValue>>()?;
        self.0.get_or_insert_default().push((name.into_owned(), value));
        Ok(())
    }

    /// Takes the next value of `map` as a word of a closed set. A word of another version stands
    /// under `name` among the unknown fields, and nothing is its value here.
    pub(crate) fn take_word<'de, A: MapAccess<'de>, T: FromStr>(
        &mut self,
        name: Cow<'de, str>,
        map: &mut A,
    ) -> Result<Option<T>, A::Error> {
        if self.holds(&name) {
            return Err(twice::<A::Error>(&name));
        }
        let Key(word) = map.next_value()?;
        let known = word.parse::<T>().ok();
        if known.is_none() {
            let raw = serde_json::value::to_raw_value(&word).map_err(de::Error::custom)?;
            self.0.get_or_insert_default().push((name.into_owned(), raw));
        }
        Ok(known)
    }

    /// Whether a field of this name stands among the unknown ones.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.iter().any(|(known, _)| known == name)
    }

    /// Appends the unknown fields to a map being written.
    pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        let mine = self.iter().map(|(name, value)| (name, value.get()));
        mine.eq(other.iter().map(|(name, value)| (name, value.get())))
    }
}

impl Eq for Extra {}

/// The refusal of a name that stands twice in one object.
pub(crate) fn twice<E: de::Error>(name: &str) -> E {
    E::custom(format_args!("`{name}` stands here twice"))
}

/// The largest number a story, a sprint or an idea may have: far from where counting on ends.
pub(crate) const MOST: u32 = 1_000_000_000;

/// A number that can be counted on from.
pub(crate) fn counted<E: de::Error>(number: u32) -> Result<u32, E> {
    if number <= MOST {
        return Ok(number);
    }
    Err(E::invalid_value(de::Unexpected::Unsigned(number.into()), &"a number up to 1000000000"))
}

/// The name of a field, borrowed from the text where it has no escapes.
pub(crate) struct Key<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field name")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Declares a record: `record! { /// doc pub struct Name { /// doc field: Type, … } }`.
///
/// A field is left out of the file when it equals its default; `field: Type, required` always
/// stands in the file and must be there when read. `field: Type, open` takes a word of another
/// version, too: it is kept among the unknown fields, and nobody may change the file then.
/// `field: u32, counted` is required and far from where counting on ends. `entity` adds an `id` that the file holds as
/// the key of the map around the record.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        record!(@declare [$(#[$meta])*] $name [] $($body)*);
    };
    ($(#[$meta:meta])* pub entity $name:ident { $($body:tt)* }) => {
        record!(@declare [$(#[$meta])*] $name [
            /// Identity, for life; in the file the key of the map.
            pub id: $crate::domain::id::Id<$name>,
        ] $($body)*);
        impl $crate::domain::table::Entity for $name {
            fn id(&self) -> $crate::domain::id::Id<$name> { self.id }
            fn set_id(&mut self, id: $crate::domain::id::Id<$name>) { self.id = id; }
            fn extra(&self) -> &$crate::domain::record::Extra { &self.extra }
        }
    };
    (@declare [$(#[$meta:meta])*] $name:ident [$($id:tt)*]
        $( $(#[$doc:meta])* $field:ident : $ty:ty $(=> $rule:ident)?, )*
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($id)*
            $( $(#[$doc])* pub $field: $ty, )*
            /// Fields written by another version, kept as they are.
            pub extra: $crate::domain::record::Extra,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $( if record!(@written self.$field $ty $(, $rule)?) {
                    map.serialize_entry(stringify!($field), &self.$field)?;
                } )*
                self.extra.write(&mut map)?;
                map.end()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct RecordVisitor;
                impl<'de> serde::de::Visitor<'de> for RecordVisitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut map: A,
                    ) -> Result<$name, A::Error> {
                        $( let mut $field: Option<$ty> = None; )*
                        let mut extra = $crate::domain::record::Extra::default();
                        while let Some($crate::domain::record::Key(key)) = map.next_key()? {
                            match &*key {
                                $( stringify!($field) => {
                                    if $field.is_some() {
                                        return Err($crate::domain::record::twice(&key));
                                    }
                                    record!(@read $field extra key map $(, $rule)?);
                                } )*
                                _ => extra.take(key, &mut map)?,
                            }
                        }
                        Ok(record!(@build $name [$($id)*] extra; $( $field $(, $rule)?; )*))
                    }
                }
                deserializer.deserialize_map(RecordVisitor)
            }
        }
    };
    (@read $field:ident $extra:ident $key:ident $map:ident, open) => {
        $field = $extra.take_word($key, &mut $map)?;
    };
    (@read $field:ident $extra:ident $key:ident $map:ident, counted) => {
        $field = Some($crate::domain::record::counted($map.next_value()?)?);
    };
    (@read $field:ident $extra:ident $key:ident $map:ident $(, required)?) => {
        $field = Some($map.next_value()?);
    };
    (@written $self:ident . $field:ident $ty:ty, required) => { true };
    (@written $self:ident . $field:ident $ty:ty, counted) => { true };
    // A word of another version stands among the unknown fields.
    (@written $self:ident . $field:ident $ty:ty, open) => {
        $self.$field != <$ty>::default() && !$self.extra.holds(stringify!($field))
    };
    (@written $self:ident . $field:ident $ty:ty) => { $self.$field != <$ty>::default() };
    (@build $name:ident [] $extra:ident; $( $field:ident $(, $rule:ident)?; )*) => {
        $name { $( $field: record!(@value $field $(, $rule)?), )* extra: $extra }
    };
    (@build $name:ident [$($id:tt)+] $extra:ident; $( $field:ident $(, $rule:ident)?; )*) => {
        $name {
            id: $crate::domain::id::Id::default(),
            $( $field: record!(@value $field $(, $rule)?), )*
            extra: $extra,
        }
    };
    (@value $field:ident, required) => {
        $field.ok_or_else(|| serde::de::Error::missing_field(stringify!($field)))?
    };
    (@value $field:ident, counted) => { record!(@value $field, required) };
    (@value $field:ident $(, open)?) => { $field.unwrap_or_default() };
}

/// Declares a closed set of words: an enum, its one spelling, and the way back.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident ($what:literal) {
        $( $(#[$doc:meta])* $variant:ident = $word:literal, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$doc])* $variant, )* }

        impl $name {
            /// Every value, in its natural order.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// The one spelling, in the file, on the command line and in JSON.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::record::UnknownWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|value| value.word().eq_ignore_ascii_case(text))
                    .ok_or_else(|| $crate::domain::record::UnknownWord {
                        what: $what,
                        text: text.to_owned(),
                        known: Self::ALL.iter().map(|value| value.word()).collect(),
                    })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = <$crate::domain::record::Key<'de> as serde::Deserialize>::deserialize(deserializer)?;
                key.0.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// A word that is not one of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What was expected, as a noun: "state".
    pub what: &'static str,
    /// What was written.
    pub text: String,
    /// What would have been understood.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}: use {}", self.text, self.what, self.known.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

pub(crate) use {record, words};
