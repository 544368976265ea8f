//! Objects and lists as the texts they are in the file, so that no digit is lost on the way.
//! It never looks at what a field means.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::record::Key;

/// Names that what stands in a list may be known by.
const KEYS: [&str; 2] = ["id", "person"];

/// The fields of an object, as texts, in their order.
#[derive(Debug, Default)]
pub(super) struct Object<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Object<'a> {
    /// The object in a text; none when it is something else.
    pub fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok()
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }

    /// The text of the same object with another value under a name; none takes the name away.
    pub fn with(&self, name: &str, value: Option<&str>) -> Option<String> {
        let mut text = Text::default();
        for (known, held) in &self.0 {
            match value {
                _ if known != name => text.push(known, held)?,
                Some(value) => text.push(name, value)?,
                None => {}
            }
        }
        if let Some(value) = value.filter(|_| self.get(name).is_none()) {
            text.push(name, value)?;
        }
        Some(text.end())
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut all = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    all.push((key, map.next_value::<&'de RawValue>()?.get()));
                }
                Ok(Object(all))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

/// An object being written.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    /// One field more; none when its name cannot be written.
    pub fn push(&mut self, name: &str, value: &str) -> Option<()> {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&serde_json::to_string(name).ok()?);
        self.0.push(':');
        self.0.push_str(value);
        Some(())
    }

    /// The whole text.
    pub fn end(mut self) -> String {
        if self.0.is_empty() {
            self.0.push('{');
        }
        self.0.push('}');
        self.0
    }
}

/// What stands in a list, one text each; none when it is no list.
pub(super) fn items(text: &str) -> Option<Vec<&str>> {
    let raw: Vec<&RawValue> = serde_json::from_str(text).ok()?;
    Some(raw.into_iter().map(RawValue::get).collect())
}

/// What an object in a list is known by, as it stands in the file.
pub(super) fn identity(text: &str) -> Option<&str> {
    let object = Object::of(text)?;
    KEYS.iter().find_map(|name| object.get(name))
}

/// A text without its quotes, anything else as it stands in the file.
pub(super) fn plain(value: &str) -> String {
    serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned())
}
