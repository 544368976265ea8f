//! Given, When, Then in a description: lines that make one criterion together. It reads no other
//! text.

use crate::domain::command::Wording;
use crate::domain::scenario::{self, Parts, Read, Step, step};

/// Whether a text begins as a step does.
pub(super) fn is_step(text: &str) -> bool {
    step(text).is_some()
}

/// Whether a text begins a scenario of its own.
pub(super) fn begins(text: &str) -> bool {
    matches!(step(text), Some((Step::Given | Step::When, _)))
}

/// Whether a text is a scenario in one line.
pub(super) fn is_sentence(text: &str) -> bool {
    scenario::sentence(text).is_some()
}

/// Lines in a row as criteria: runs of steps become one, other lines stay lines.
pub(super) fn grouped(lines: Vec<String>) -> Vec<Wording> {
    let read = scenario::grouped(lines, String::as_str).into_iter();
    read.map(|read| match read {
        Read::Line(line) => Wording::line(line),
        Read::Scenario(parts, _) => wording(parts),
    })
    .collect()
}

fn wording([given, when, then]: Parts) -> Wording {
    Wording { text: String::new(), given, when, then }
}
