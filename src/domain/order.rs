//! The keys of the one order: texts that always leave room between two neighbours.
//! It knows nothing of stories.
//!
//! A key is a fraction between 0 and 1 in base 36⁴: each digit is four characters of `0-9a-z`.
//! A digit holds 1.6 million places, and a new key is put a small step beside the neighbour it
//! was placed against, so that ten thousand moves to one place need two digits, not thousands.

/// Characters of a digit.
const WIDTH: usize = 4;
/// Values of a digit.
const BASE: u64 = 36 * 36 * 36 * 36;
/// The distance kept to the neighbour a key is placed against.
const STEP: u64 = 64;
/// Keys longer than this are worn out: their neighbourhood is respaced.
pub const LONGEST: usize = 24;

/// Which neighbour the next key will probably be placed against too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one above: "after that story", "to the bottom".
    Above,
    /// The one below: "before that story", "to the top".
    Below,
}

/// A key strictly between two neighbours; an absent neighbour is an end of the list.
///
/// None when there is no room: neighbours equal, out of order, or not keys at all.
#[must_use]
pub fn between(above: Option<&str>, below: Option<&str>, side: Side) -> Option<String> {
    let low = digits(above.unwrap_or(""))?;
    let high = below.map(digits);
    let high = match high {
        Some(None) => return None,
        Some(Some(high)) => Some(high),
        None => None,
    };
    let key = write(&midway(&low, high.as_deref(), side)?);
    let fits = above.is_none_or(|above| above < key.as_str())
        && below.is_none_or(|below| key.as_str() < below);
    fits.then_some(key)
}

/// `count` rising keys, evenly spread between two neighbours; none when there is no room.
#[must_use]
pub fn spread(above: Option<&str>, below: Option<&str>, count: usize) -> Option<Vec<String>> {
    let low = digits(above.unwrap_or(""))?;
    let high = match below {
        Some(below) => Some(digits(below)?),
        None => None,
    };
    let depth = 1 + low.len().max(high.as_ref().map_or(0, Vec::len));
    (1..=depth).find_map(|depth| spread_at(depth, &low, high.as_deref(), count))
}

/// Evenly spread keys of exactly `depth` digits, if that many fit.
fn spread_at(depth: usize, low: &[u64], high: Option<&[u64]>, count: usize) -> Option<Vec<String>> {
    // The last two digits carry the spread; the digits before them must agree.
    let lead = depth.saturating_sub(2);
    let prefix = low.get(..lead.min(low.len()))?;
    let same = high.is_none_or(|high| high.get(..lead) == Some(prefix)) && prefix.len() == lead;
    if !same {
        return None;
    }
    let value = |digits: &[u64]| {
        (lead..depth).fold(0u128, |sum, at| {
            sum * u128::from(BASE) + u128::from(digits.get(at).copied().unwrap_or(0))
        })
    };
    let bottom = value(low);
    let top = high.map_or(u128::from(BASE).pow(u32::try_from(depth - lead).ok()?), value);
    let step = top.checked_sub(bottom)? / (count as u128 + 1);
    if step == 0 {
        return None;
    }
    let key = |n: usize| {
        let mut rest = bottom + step * (n as u128 + 1);
        let mut tail = Vec::with_capacity(2);
        for _ in lead..depth {
            tail.push(u64::try_from(rest % u128::from(BASE)).unwrap_or(0));
            rest /= u128::from(BASE);
        }
        write(&prefix.iter().copied().chain(tail.into_iter().rev()).collect::<Vec<_>>())
    };
    let keys: Vec<String> = (0..count).map(key).collect();
    let fits = keys.first().is_none_or(|first| above_of(low, first)) && keys.is_sorted();
    fits.then_some(keys)
}

fn above_of(low: &[u64], key: &str) -> bool {
    digits(key).is_some_and(|key| low < key.as_slice())
}

/// The digits of a key strictly between; `high` none is the end of the list.
fn midway(low: &[u64], high: Option<&[u64]>, side: Side) -> Option<Vec<u64>> {
    let mut key = Vec::new();
    let mut high = high;
    for at in 0.. {
        let a = low.get(at).copied().unwrap_or(0);
        let b = high.map_or(BASE, |high| high.get(at).copied().unwrap_or(0));
        if a > b {
            return None;
        }
        if b - a > 1 {
            // The very first key leaves as much room above as below.
            let alone = low.is_empty() && high.is_none();
            let step = if alone { BASE / 2 } else { STEP.min((b - a) / 2) };
            let digit = match side {
                Side::Above => a + step,
                Side::Below => b - step,
            };
            key.push(digit);
            return Some(key);
        }
        key.push(a);
        if b > a {
            // Anything longer that starts with `a` is below `high` now.
            high = None;
        }
        if at > low.len() && high.is_some_and(|high| at > high.len()) {
            return None;
        }
    }
    None
}

/// The digits of a key; none for a text that is no key. An empty text is zero, the start.
fn digits(key: &str) -> Option<Vec<u64>> {
    let digit = |chunk: &[u8]| {
        chunk.iter().try_fold(0u64, |sum, byte| {
            let value = match byte {
                b'0'..=b'9' => byte - b'0',
                b'a'..=b'z' => byte - b'a' + 10,
                _ => return None,
            };
            Some(sum * 36 + u64::from(value))
        })
    };
    let whole = key.len().is_multiple_of(WIDTH) && key.len() <= 64 * WIDTH;
    whole.then(|| key.as_bytes().chunks(WIDTH).map(digit).collect()).flatten()
}

fn write(digits: &[u64]) -> String {
    let mut key = String::with_capacity(digits.len() * WIDTH);
    for digit in digits {
        for place in (0..WIDTH).rev() {
            let value = digit / 36u64.pow(u32::try_from(place).unwrap_or(0)) % 36;
            key.extend(char::from_digit(u32::try_from(value).unwrap_or(0), 36));
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_moves_to_one_place_need_two_digits() {
        for side in [Side::Above, Side::Below] {
            let keys = spread(None, None, 10_000).unwrap();
            assert!(keys.iter().all(|key| key.len() == 4));
            let (mut above, mut below) = (keys[17].clone(), keys[18].clone());
            for _ in 0..10_000 {
                let key = between(Some(&above), Some(&below), side).unwrap();
                assert!(above < key && key < below);
                assert!(key.len() <= 12, "{key}");
                match side {
                    Side::Above => above = key,
                    Side::Below => below = key,
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_list_leave_room() {
        let mut top = between(None, None, Side::Below).unwrap();
        let mut bottom = top.clone();
        for _ in 0..1_000 {
            let higher = between(None, Some(&top), Side::Below).unwrap();
            let lower = between(Some(&bottom), None, Side::Above).unwrap();
            assert!(higher < top && bottom < lower);
            (top, bottom) = (higher, lower);
        }
        assert!(top.len() <= 8 && bottom.len() <= 8, "{top} {bottom}");
    }

    #[test]
    fn no_room_is_said_not_guessed() {
        assert_eq!(between(Some("000a"), Some("000a"), Side::Above), None);
        assert_eq!(between(Some("000b"), Some("000a"), Side::Above), None);
        assert_eq!(between(Some("no key"), None, Side::Above), None);
        assert_eq!(between(Some("a"), None, Side::Above), None);
        assert_eq!(spread(Some("000b"), Some("000a"), 3), None);
    }

    #[test]
    fn a_hundred_thousand_spread_evenly() {
        let keys = spread(None, None, 100_000).unwrap();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(keys.iter().all(|key| key.len() == 4));
    }
}
