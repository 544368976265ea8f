//! What a backup is called: its moment and its occasion, so that names sort as moments do. It
//! looks at no disk.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::domain::stamp::Moment;

/// How a moment is written in a name.
const MOMENT: &str = "%Y%m%dT%H%M%SZ";
/// How long that is.
const LENGTH: usize = 16;

/// The name of a backup: `20261122T091500Z-import.json`. The next one of that second is
/// `20261122T091500Z_02-import.json`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// When it was made, to the second.
    at: DateTime<Utc>,
    /// Which one of that second, from 1.
    nth: u32,
    /// Why; a word, for a newer version may know others.
    occasion: String,
}

impl Name {
    /// The first name of a moment.
    #[must_use]
    pub fn of(at: Moment, occasion: &str) -> Self {
        let at = at.0.to_utc();
        let at = chrono::SubsecRound::trunc_subsecs(at, 0);
        Self { at, nth: 1, occasion: occasion.to_owned() }
    }

    /// The same as the nth of its second.
    #[must_use]
    pub fn as_nth(self, nth: u32) -> Self {
        Self { nth, ..self }
    }

    /// The name a file has, if it is one of ours.
    #[must_use]
    pub fn read(file: &str) -> Option<Self> {
        let (at, rest) = file.strip_suffix(".json")?.split_at_checked(LENGTH)?;
        let at = NaiveDateTime::parse_from_str(at, MOMENT).ok()?.and_utc();
        let (nth, occasion) = match rest.strip_prefix('_') {
            Some(rest) => rest.split_once('-')?,
            None => ("1", rest.strip_prefix('-')?),
        };
        let is_word = |c: char| c.is_ascii_lowercase() || c == '-';
        let word = !occasion.is_empty() && occasion.chars().all(is_word);
        let name = Self { at, nth: nth.parse().ok()?, occasion: occasion.to_owned() };
        // What would not be written so is not ours: +2, 007.
        (word && name.to_string() == file).then_some(name)
    }

    /// When it was made, in the offset of another moment.
    #[must_use]
    pub fn at(&self, like: Moment) -> Moment {
        Moment(self.at.with_timezone(like.0.offset()))
    }

    /// Which one of its second it is.
    #[must_use]
    pub const fn nth(&self) -> u32 {
        self.nth
    }

    /// The word of its occasion.
    #[must_use]
    pub fn occasion(&self) -> &str {
        &self.occasion
    }

    /// Whether both are of one second.
    #[must_use]
    pub fn beside(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.format(MOMENT);
        match self.nth {
            1 => write!(f, "{at}-{}.json", self.occasion),
            // `_` sorts behind `-`: the later ones of a second come later.
            nth => write!(f, "{at}_{nth:02}-{}.json", self.occasion),
        }
    }
}
