//! Words of other tools that several formats share: states, kinds, points.
//! It never keeps anything; whoever asks keeps what is not understood.

use crate::domain::import::ImportedState;
use crate::domain::number::Points;
use crate::domain::story::{Kind, Status};

/// The state a category names: Jira's three, in English.
pub(super) fn category(word: &str) -> Option<ImportedState> {
    match word.to_lowercase().as_str() {
        "done" | "complete" => Some(ImportedState::Known(Status::Accepted)),
        "in progress" => Some(ImportedState::Known(Status::Doing)),
        "to do" | "new" => Some(ImportedState::ToDo),
        _ => None,
    }
}

/// The state a free status suggests.
pub(super) fn status(word: &str) -> Option<ImportedState> {
    match word.to_lowercase().as_str() {
        "closed" | "resolved" => Some(ImportedState::Known(Status::Accepted)),
        "in review" | "in development" | "in testing" => Some(ImportedState::Known(Status::Doing)),
        "open" | "backlog" | "todo" | "reopened" | "selected for development" => {
            Some(ImportedState::ToDo)
        }
        _ => category(word),
    }
}

/// The kind another tool's type of work comes to.
pub(super) fn kind(word: &str) -> Option<Kind> {
    match word.to_lowercase().as_str() {
        "story" | "user story" => Some(Kind::Story),
        "bug" | "defect" => Some(Kind::Bug),
        "spike" => Some(Kind::Spike),
        "task" | "sub-task" | "subtask" | "chore" | "technical task" => Some(Kind::Chore),
        _ => None,
    }
}

/// Points as tools write them: `5`, `5.0`, `2,5`.
pub(super) fn points(text: &str) -> Option<Points> {
    let decimals = text.split_once(',').map(|(_, decimals)| decimals.len());
    match decimals {
        // `1,000` may be a thousand or one: neither is taken.
        Some(1..=2) if !text.contains('.') => text.replace(',', ".").parse().ok(),
        Some(_) => None,
        None => text.parse().ok(),
    }
}

/// Blanks as `-`, so that a tag is one word.
pub(super) fn tag(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("-")
}

/// One line of the text, whatever its line ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
