//! Exact numbers: points and the parts of a score, as hundredths. Never a float in a sum.

mod signed;

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

pub use self::signed::Signed;

/// A number of at most two decimals, zero or above, kept as hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(u64);

/// Story points: the size of a story. Compared with points only.
pub type Points = Hundredths;

/// The largest number accepted, in units.
const LARGEST: u64 = 1_000_000_000;

impl Hundredths {
    /// A whole number.
    #[must_use]
    pub const fn whole(units: u32) -> Self {
        Self(units as u64 * 100)
    }

    /// A number given in hundredths.
    #[must_use]
    pub const fn of_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// A whole number read from a file; none where it is too large.
    fn of_units(units: u64) -> Option<Self> {
        (units <= LARGEST).then(|| Self(units * 100))
    }

    /// The number in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// The nearest whole number, half up: what a screen shows.
    #[must_use]
    pub const fn rounded(self) -> u64 {
        (self.0 + 50) / 100
    }

    /// With its unit, as a sentence says it: "1 pt", "5 pts".
    #[must_use]
    pub fn in_points(self) -> String {
        format!("{self} {}", if self == Self::whole(1) { "pt" } else { "pts" })
    }

    /// As a float, for a chart or a ratio; never to add up.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    fn from_f64(value: f64) -> Option<Self> {
        let scaled = value * 100.0;
        let near = scaled.round();
        let fits = (0.0..=1e11).contains(&near) && (scaled - near).abs() < 1e-6;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "range checked"
        )]
        fits.then_some(Self(near as u64))
    }
}

impl Add for Hundredths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Hundredths {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => f.pad(&units.to_string()),
            (_, 0) => f.pad(&format!("{units}.{}", rest / 10)),
            _ => f.pad(&format!("{units}.{rest:02}")),
        }
    }
}

/// A text that is not a number of at most two decimals, zero or above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber(pub String);

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no number of points: use 0 or more, at most two decimals", self.0)
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Hundredths {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let plain = text.trim();
        let plausible = !plain.is_empty()
            && plain.len() <= 20
            && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let value = plain.parse::<f64>().ok().filter(|_| plausible);
        value.and_then(Self::from_f64).ok_or_else(|| NotANumber(text.to_owned()))
    }
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(100) {
            serializer.serialize_u64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl Visitor<'_> for NumberVisitor {
            type Value = Hundredths;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of at most two decimals, zero or above")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Hundredths, E> {
                Hundredths::of_units(value)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(value), &self))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Hundredths, E> {
                Hundredths::from_f64(value)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
            }
        }
        deserializer.deserialize_any(NumberVisitor)
    }
}
