//! How findings about stories are named: a rule, the beginning of a story's identity, and what tells
//! findings of one rule apart. So what was left once is known again. It finds nothing.

use super::backlog::Backlog;
use super::story::StoryId;

/// So many letters of an identity tell stories apart.
const OWN: usize = 8;

/// The beginning of a story's identity.
fn short(id: StoryId) -> String {
    let mut id = id.to_string();
    id.truncate(OWN);
    id
}

/// The id of a finding about one story; it changes with what `words` is made of.
#[must_use]
pub fn own(rule: &str, story: StoryId, words: impl std::fmt::Display) -> String {
    format!("{rule}:{}:{words}", short(story))
}

/// The id of a finding about two stories, the same from either side: it stays while the words
/// change, so who has looked at a pair once is not asked again.
#[must_use]
pub fn pair(rule: &str, one: StoryId, other: StoryId) -> String {
    let (first, second) = if one < other { (one, other) } else { (other, one) };
    ordered(rule, first, second)
}

/// The same where it matters which of them comes first.
#[must_use]
pub fn ordered(rule: &str, one: StoryId, other: StoryId) -> String {
    own(rule, one, short(other))
}

/// What an id says to people: its rule, and the number of the story it begins with.
#[must_use]
pub fn told<'a>(id: &'a str, backlog: &Backlog) -> Option<(&'a str, u32)> {
    let mut parts = id.split(':');
    let (rule, own) = (parts.next()?, parts.next().filter(|own| own.len() == OWN)?);
    let named = backlog.stories().iter().find(|story| story.id.to_string().starts_with(own));
    named.map(|story| (rule, story.number))
}
