//! Stories that stand above a story they depend on, and how far above. It moves none of them: the
//! order is the Product Owner's.

use std::collections::HashMap;

use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;

/// An open story above an open one it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inversion {
    /// The story that stands too high.
    pub story: StoryId,
    /// Its place among the open stories, from 1.
    pub place: usize,
    /// The story it depends on.
    pub on: StoryId,
    /// The place of that one: a higher number, further down.
    pub on_place: usize,
}

impl Inversion {
    /// How many places further down the story stands that should come first.
    #[must_use]
    pub const fn gap(&self) -> usize {
        self.on_place.saturating_sub(self.place)
    }
}

/// Every inversion, in the order of the stories that stand too high; of one story's, the one it
/// waits for longest comes last. Only open stories have a place, so what is accepted or dropped
/// inverts nothing.
#[must_use]
pub fn of(backlog: &Backlog) -> Vec<Inversion> {
    let depend: Vec<_> =
        backlog.open().zip(1..).filter(|(story, _)| !story.depends_on.is_empty()).collect();
    if depend.is_empty() {
        return Vec::new();
    }
    let places: HashMap<StoryId, usize> = backlog.positions();
    let mut found = Vec::new();
    for (story, place) in depend {
        let lower = |on: &StoryId| {
            let on_place = *places.get(on).filter(|it| **it > place)?;
            Some(Inversion { story: story.id, place, on: *on, on_place })
        };
        let from = found.len();
        found.extend(story.depends_on.iter().filter_map(lower));
        if let Some(own) = found.get_mut(from..) {
            own.sort_by_key(|it| it.on_place);
        }
    }
    found
}
