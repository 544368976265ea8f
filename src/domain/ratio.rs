//! A fraction of two whole numbers, exact until it is shown. It never rounds on the way.

use super::number::Hundredths;

/// An exact number, zero or above: over ÷ under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    over: u128,
    under: u128,
}

impl Ratio {
    /// over ÷ under; none where that is zero.
    #[must_use]
    pub const fn new(over: u128, under: u128) -> Option<Self> {
        if under == 0 {
            return None;
        }
        let common = common(over, under);
        Some(Self { over: over / common, under: under / common })
    }

    /// One number of hundredths ÷ another.
    #[must_use]
    pub fn of(over: Hundredths, under: Hundredths) -> Option<Self> {
        Self::new(u128::from(over.hundredths()), u128::from(under.hundredths()))
    }

    /// 1 ÷ this; none for zero.
    #[must_use]
    pub const fn inverse(self) -> Option<Self> {
        Self::new(self.under, self.over)
    }

    /// The product of both; none where it is beyond all reckoning.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let over = self.over.checked_mul(other.over)?;
        Self::new(over, self.under.checked_mul(other.under)?)
    }

    /// Rounded half up to hundredths.
    #[must_use]
    pub fn hundredths(self) -> Hundredths {
        let rounded = half_up(self.over.saturating_mul(100), self.under);
        Hundredths::of_hundredths(u64::try_from(rounded).unwrap_or(u64::MAX))
    }

    /// Rounded half up to a whole number.
    #[must_use]
    pub fn rounded(self) -> u64 {
        u64::try_from(half_up(self.over, self.under)).unwrap_or(u64::MAX)
    }
}

impl From<Hundredths> for Ratio {
    fn from(number: Hundredths) -> Self {
        let over = u128::from(number.hundredths());
        let common = common(over, 100);
        Self { over: over / common, under: 100 / common }
    }
}

/// over ÷ under, rounded half up. `under` is never zero here.
const fn half_up(over: u128, under: u128) -> u128 {
    let (whole, rest) = (over / under, over % under);
    // Half of an odd number is no whole one: what is left is compared instead.
    if rest >= under - rest { whole + 1 } else { whole }
}

/// The greatest common divisor; never zero where one of both is not.
const fn common(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
