//! The shape of the file and the backlog it holds: a pure function of bytes in both directions.
//! It never touches a disk.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::pretty::OneLine;
pub use super::read_error::ReadError;
use crate::domain::backlog::{Backlog, Parts};
use crate::domain::record::{Extra, Key, twice};

/// The word every file says of itself.
pub const FORMAT: &str = "upnext";
/// The version this program writes.
pub const VERSION: u64 = 1;

/// A file, read.
#[derive(Debug, Clone)]
pub struct Read {
    /// What it holds.
    pub backlog: Backlog,
    /// The version it says it has; above [`VERSION`] it must not be written.
    pub version: u64,
}

impl Read {
    /// Why the file must not be written: what its version or a state in it means is not known
    /// here.
    #[must_use]
    pub fn foreign(&self) -> Option<Foreign> {
        if self.version > VERSION {
            return Some(Foreign::Version(self.version));
        }
        self.backlog.stories().iter().find_map(|story| {
            Some(Foreign::State { number: story.number, word: story.foreign_status()? })
        })
    }
}

/// What a newer upnext wrote and this one cannot judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Foreign {
    /// The version of the file.
    Version(u64),
    /// The state of a story.
    State {
        /// The story.
        number: u32,
        /// Its state.
        word: String,
    },
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => {
                write!(f, "a newer upnext (version {version}) wrote this file: update to change it")
            }
            Self::State { number, word } => write!(
                f,
                "#{number} is “{word}”, a state this upnext does not know: update to change the file"
            ),
        }
    }
}

/// Reads the bytes of a file.
///
/// # Errors
/// Where and why they are no backlog.
pub fn read(bytes: &[u8]) -> Result<Read, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::not_text(bytes, error.valid_up_to()))?;
    if let Some(error) = ReadError::empty(text) {
        return Err(error);
    }
    let file: File = serde_json::from_str(text).map_err(|error| explain(text, &error))?;
    match (file.format, file.version) {
        (Some(_), Some(Version(version))) => {
            Ok(Read { backlog: Backlog::from(file.parts), version })
        }
        (None, _) => Err(no_format()),
        (_, None) => Err(ReadError::at_start(
            "the field `version` is missing",
            "an upnext file begins with \"format\": \"upnext\", \"version\": 1",
        )),
    }
}

/// The bytes of a file. The same backlog always gives the same bytes.
///
/// # Errors
/// What `serde_json` says; it has nothing to say about a backlog.
pub fn write(backlog: &Backlog) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::with_capacity(4096);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, OneLine::default());
    Written(backlog).serialize(&mut serializer)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The bytes of a file in the place of one that was these: with its line ends, so that an edit is
/// no change of every line.
///
/// # Errors
/// As [`write()`].
pub fn write_over(was: &[u8], backlog: &Backlog) -> Result<Vec<u8>, serde_json::Error> {
    let bytes = write(backlog)?;
    let first = was.iter().position(|byte| *byte == b'\n').and_then(|at| at.checked_sub(1));
    if first.and_then(|at| was.get(at)) != Some(&b'\r') {
        return Ok(bytes);
    }
    let mut lines = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    let mut last = 0;
    for byte in bytes {
        // What is unknown here is kept as it was read, with its own line ends.
        if byte == b'\n' && last != b'\r' {
            lines.push(b'\r');
        }
        lines.push(byte);
        last = byte;
    }
    Ok(lines)
}

fn no_format() -> ReadError {
    ReadError::at_start(
        "this is no upnext file: it does not say \"format\": \"upnext\"",
        "name another file with --file",
    )
}

/// The reason a person can act on: another program's file and a newer version come first.
fn explain(text: &str, error: &serde_json::Error) -> ReadError {
    let found = ReadError::of_json(text, error);
    // What the head says counts even when the rest cannot be parsed.
    match serde_json::from_str::<Head>(text) {
        Ok(Head { format: false, .. }) => no_format(),
        Ok(Head { version: Some(version), .. }) if version > VERSION => ReadError {
            hint: format!("it was written by a newer upnext (version {version}): update this one"),
            ..found
        },
        _ => found,
    }
}

/// The file while it is read.
#[derive(Default)]
struct File {
    format: Option<Format>,
    version: Option<Version>,
    parts: Parts,
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FileVisitor)
    }
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a backlog as one object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut file = File::default();
        let mut seen: Vec<String> = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if seen.iter().any(|known| *known == key) {
                return Err(twice(&key));
            }
            seen.push(key.clone().into_owned());
            match &*key {
                "format" => file.format = Some(map.next_value()?),
                "version" => file.version = Some(map.next_value()?),
                "product" => file.parts.product = map.next_value()?,
                "people" => file.parts.people = map.next_value()?,
                "epics" => file.parts.epics = map.next_value()?,
                "releases" => file.parts.releases = map.next_value()?,
                "sprints" => file.parts.sprints = map.next_value()?,
                "ideas" => file.parts.ideas = map.next_value()?,
                "conflicts" => file.parts.conflicts = map.next_value()?,
                "stories" => file.parts.stories = map.next_value()?,
                _ => file.parts.extra.take(key, &mut map)?,
            }
        }
        Ok(file)
    }
}

/// The word `upnext`, and no other.
struct Format;

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Key(word) = Key::deserialize(deserializer)?;
        if word == FORMAT {
            return Ok(Self);
        }
        Err(de::Error::custom(format_args!("the format is {word:?}, not \"upnext\"")))
    }
}

/// A whole number from 1.
struct Version(u64);

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct VersionVisitor;
        impl Visitor<'_> for VersionVisitor {
            type Value = Version;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a version as a whole number from 1")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Version, E> {
                let fits = (value >= 1).then_some(Version(value));
                fits.ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(value), &self))
            }
        }
        deserializer.deserialize_u64(VersionVisitor)
    }
}

/// What a file says of itself, whatever else stands in it.
struct Head {
    format: bool,
    version: Option<u64>,
}

impl<'de> Deserialize<'de> for Head {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HeadVisitor;
        impl<'de> Visitor<'de> for HeadVisitor {
            type Value = Head;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
                let mut head = Head { format: false, version: None };
                while let Some(Key(key)) = map.next_key()? {
                    match &*key {
                        "format" => {
                            head.format = true;
                            map.next_value::<IgnoredAny>()?;
                        }
                        "version" => head.version = map.next_value::<serde_json::Value>()?.as_u64(),
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(head)
            }
        }
        deserializer.deserialize_map(HeadVisitor)
    }
}

/// The backlog in the order of the file.
struct Written<'a>(&'a Backlog);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn table<M: SerializeMap, T: Serialize>(
            map: &mut M,
            name: &str,
            table: &T,
            empty: bool,
        ) -> Result<(), M::Error> {
            if empty { Ok(()) } else { map.serialize_entry(name, table) }
        }
        let Self(backlog) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("product", backlog.product())?;
        table(&mut map, "people", backlog.people(), backlog.people().is_empty())?;
        table(&mut map, "epics", backlog.epics(), backlog.epics().is_empty())?;
        table(&mut map, "releases", backlog.releases(), backlog.releases().is_empty())?;
        table(&mut map, "sprints", backlog.sprints(), backlog.sprints().is_empty())?;
        table(&mut map, "ideas", backlog.ideas(), backlog.ideas().is_empty())?;
        let conflicts = backlog.conflicts();
        table(&mut map, "conflicts", conflicts, conflicts.is_empty())?;
        table(&mut map, "stories", backlog.stories(), backlog.stories().is_empty())?;
        let extra: &Extra = backlog.extra();
        extra.write(&mut map)?;
        map.end()
    }
}
