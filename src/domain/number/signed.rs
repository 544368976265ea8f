//! A change of points: exact hundredths that may be below zero. It never stands for a size.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::Hundredths;

/// A number of at most two decimals, of either sign, kept as hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Signed(i64);

impl Signed {
    /// The number in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The number without its sign.
    const fn size(self) -> Hundredths {
        Hundredths(self.0.unsigned_abs())
    }
}

impl From<Hundredths> for Signed {
    fn from(number: Hundredths) -> Self {
        Self(i64::try_from(number.0).unwrap_or(i64::MAX))
    }
}

impl Add for Signed {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Neg for Signed {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sub for Signed {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Sum for Signed {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{}", self.size()))
    }
}

impl Serialize for Signed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            0.. => self.size().serialize(serializer),
            below if below % 100 == 0 => serializer.serialize_i64(below / 100),
            _ => serializer.serialize_f64(-self.size().as_f64()),
        }
    }
}

impl<'de> Deserialize<'de> for Signed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SignedVisitor;
        impl Visitor<'_> for SignedVisitor {
            type Value = Signed;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of at most two decimals")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Signed, E> {
                let wrong = || E::invalid_value(de::Unexpected::Unsigned(value), &self);
                Hundredths::of_units(value).map(Signed::from).ok_or_else(wrong)
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Signed, E> {
                let wrong = || E::invalid_value(de::Unexpected::Signed(value), &self);
                let size = Hundredths::of_units(value.unsigned_abs()).map(Signed::from);
                size.map(|size| if value < 0 { -size } else { size }).ok_or_else(wrong)
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Signed, E> {
                let wrong = || E::invalid_value(de::Unexpected::Float(value), &self);
                let size = Hundredths::from_f64(value.abs()).map(Signed::from);
                size.map(|size| if value < 0.0 { -size } else { size }).ok_or_else(wrong)
            }
        }
        deserializer.deserialize_any(SignedVisitor)
    }
}
