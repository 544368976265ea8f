//! When something happened and who did it, always given from outside. It never reads a clock.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use serde::de::{self, Deserialize, Deserializer};
use serde::{Serialize, Serializer};

use super::record::Key;

/// A moment with the offset it was recorded in; its day is the calendar date in that offset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub DateTime<FixedOffset>);

impl Moment {
    /// The calendar date in the moment's own offset.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Reads RFC 3339.
    ///
    /// # Errors
    /// What chrono says of a text that is none.
    pub fn parse(text: &str) -> Result<Self, chrono::ParseError> {
        DateTime::parse_from_rfc3339(text).map(Self)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

// chrono's own serde form tries several layouts and costs six times as much.
impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = Key::deserialize(deserializer)?;
        Self::parse(&key.0).map_err(|error| {
            de::Error::custom(format_args!("`{}` is no RFC 3339 time: {error}", key.0))
        })
    }
}

/// When an act is done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The moment of the act.
    pub at: Moment,
    /// The name of who acts.
    pub by: String,
}

impl Stamp {
    /// Today: the date of this stamp.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.at.day()
    }
}
