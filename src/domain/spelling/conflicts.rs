//! What was written on two sides, in the words people use for it. It settles nothing.

use crate::domain::backlog::Backlog;
use crate::domain::conflict::{Conflict, Noun};
use crate::domain::id::Id;

/// A conflict in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What it is about.
    pub what: String,
    /// Which field.
    pub field: String,
    /// What stands.
    pub ours: Option<String>,
    /// What came in.
    pub theirs: Option<String>,
}

/// A conflict in words.
#[must_use]
pub fn of_conflict(conflict: &Conflict, backlog: &Backlog) -> Said {
    let what = match conflict.of {
        Noun::Story => backlog.story(Id::new(conflict.about)).map(|it| format!("#{}", it.number)),
        noun => Some(noun.to_string()),
    };
    let value = |claim: &crate::domain::conflict::Claim| {
        let raw = claim.value.as_ref()?.0.get();
        Some(serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned()))
    };
    Said {
        what: what.unwrap_or_default(),
        field: conflict.path.clone(),
        ours: value(&conflict.ours),
        theirs: value(&conflict.theirs),
    }
}
