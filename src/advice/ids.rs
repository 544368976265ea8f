//! How findings are named, so that what was left once is known again. It finds nothing.

use crate::domain::story::StoryId;

/// As much of an identity as tells stories apart.
pub(super) fn short(id: StoryId) -> String {
    let mut id = id.to_string();
    id.truncate(8);
    id
}

/// The id of a finding about two stories, the same from either side: it stays while the words
/// change, so who has looked at a pair once is not asked again.
pub(super) fn pair(rule: &str, one: StoryId, other: StoryId) -> String {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    format!("{rule}:{}:{}", short(first), short(second))
}

/// The same where it matters which of them comes first.
pub(super) fn ordered(rule: &str, one: StoryId, other: StoryId) -> String {
    format!("{rule}:{}:{}", short(one), short(other))
}
