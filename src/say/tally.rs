//! Numbers of things as a sentence says them.
//! It never counts anything itself.

use crate::domain::number::Hundredths;

/// How many are named where there are too many to name them all.
const NAMED: usize = 2;

/// "1 story", "12 stories".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A forecast to one decimal, none where it is whole: "10.5", "12". Points themselves are never
/// rounded so.
#[must_use]
pub fn about(number: Hundredths) -> String {
    let tenths = (number.hundredths() + 5) / 10;
    Hundredths::of_hundredths(tenths * 10).to_string()
}

/// "a", "a and b", "a, b and c"; nothing where there is nothing.
#[must_use]
pub fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// "#1", "#1, #2 and #3"; from four on the first two and how many more: "#1, #2 and 5 more".
#[must_use]
pub fn numbers(numbers: &[u32]) -> String {
    let more = numbers.len().saturating_sub(NAMED);
    let named = if more > 1 { NAMED } else { numbers.len() };
    let mut words: Vec<String> =
        numbers.iter().take(named).map(|number| format!("#{number}")).collect();
    if more > 1 {
        words.push(format!("{more} more"));
    }
    list(&words)
}
