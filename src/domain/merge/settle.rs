//! What no single field can see: numbers given twice, two running sprints, stories in a sprint
//! that is over. It never drops an entity.

mod ranks;
mod sprints;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::entity::replaced;
use super::noun::Noun;
use crate::domain::backlog::Backlog;
use crate::domain::checkup;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::record::MOST;
use crate::domain::reorder::differing;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story};
use crate::domain::table::{Entity, Table};

pub(super) use ranks::all as ranks;

/// Settles everything, in this order, each with a notice.
pub(super) fn all(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    numbers(&mut backlog.stories, at, notices);
    numbers(&mut backlog.sprints, at, notices);
    numbers(&mut backlog.ideas, at, notices);
    sprints::all(backlog, at, notices);
    leave(backlog, at, notices);
}

/// Stories that wait for each other, each on a word of another side: they are kept, and told.
pub(super) fn circles(
    backlog: &Backlog,
    base: &Backlog,
    sides: [&Backlog; 2],
    notices: &mut Vec<String>,
) {
    // One side alone closes no circle that it did not have.
    let waits = |side: &Backlog| {
        differing(&base.stories, &side.stories).into_iter().any(|(was, is)| {
            let before = was.map(|was| was.depends_on.clone()).unwrap_or_default();
            is.is_some_and(|is| !is.depends_on.is_subset(&before))
        })
    };
    if !sides.into_iter().all(waits) {
        return;
    }
    let mut found = checkup::circles_of(backlog);
    if found.is_empty() {
        return;
    }
    let known: Vec<_> = sides.into_iter().flat_map(checkup::circles_of).collect();
    found.retain(|circle| known.iter().all(|it| it.words != circle.words));
    notices.extend(found.into_iter().map(|circle| circle.message));
}

/// A noun people call by its number.
trait Numbered: Noun + Entity {
    fn number(&self) -> u32;
    fn set_number(&mut self, number: u32);
    /// When it came to be: of two with one number the older keeps it.
    fn born(&self) -> Moment;
}

impl Numbered for Story {
    fn number(&self) -> u32 {
        self.number
    }
    fn set_number(&mut self, number: u32) {
        self.number = number;
    }
    fn born(&self) -> Moment {
        self.created
    }
}

impl Numbered for Sprint {
    fn number(&self) -> u32 {
        self.number
    }
    fn set_number(&mut self, number: u32) {
        self.number = number;
    }
    fn born(&self) -> Moment {
        self.history.last().map(|entry| entry.at).unwrap_or_default()
    }
}

impl Numbered for Idea {
    fn number(&self) -> u32 {
        self.number
    }
    fn set_number(&mut self, number: u32) {
        self.number = number;
    }
    fn born(&self) -> Moment {
        self.at
    }
}

/// Of two with one number the smaller (born, id) keeps it; the other gets the next free one.
fn numbers<T: Numbered>(table: &mut Table<T>, at: Moment, notices: &mut Vec<String>) {
    let mut given: Vec<u32> = table.iter().map(|entity| entity.number()).collect();
    given.sort_unstable();
    let double = given.windows(2).any(|pair| matches!(pair, [a, b] if a == b));
    let (true, Some(highest)) = (double, given.last()) else { return };
    let mut all: Vec<&Arc<T>> = table.iter().collect();
    all.sort_by_key(|entity| (entity.number(), entity.born(), entity.id()));
    let doubles = all.windows(2).filter_map(|pair| match pair {
        [a, b] if a.number() == b.number() => Some(*b),
        _ => None,
    });
    let mut free = *highest;
    let mut taken: BTreeSet<u32> = given.iter().copied().collect();
    let with: Vec<(Id<T>, Option<Arc<T>>)> = doubles
        .map(|entity| {
            // Behind the last number there is none: then the first one that is free.
            let gap = || (1..=MOST).find(|number| !taken.contains(number)).unwrap_or_default();
            free = if free < MOST { free + 1 } else { gap() };
            taken.insert(free);
            let mut changed = (**entity).clone();
            changed.set_number(free);
            let line = (Field::Number, entity.number().to_string(), Some(free.to_string()));
            note(&mut changed, at, line);
            notices.push(format!("a second {} is now {}", entity.called(), changed.called()));
            (entity.id(), Some(Arc::new(changed)))
        })
        .collect();
    *table = replaced(table, with);
}

/// A story that was not accepted leaves a sprint that is over or gone.
fn leave(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    let sprints: HashMap<Id<Sprint>, &Arc<Sprint>> =
        backlog.sprints.iter().map(|sprint| (sprint.id, sprint)).collect();
    let over = |story: &Story| {
        let id = story.sprint.filter(|_| story.status != Status::Accepted)?;
        match sprints.get(&id) {
            Some(sprint) => matches!(sprint.state, SprintState::Closed | SprintState::Cancelled)
                .then(|| sprint.number.to_string()),
            None => Some(id.to_string()),
        }
    };
    let with: Vec<_> = backlog
        .stories
        .iter()
        .filter_map(|story| {
            let sprint = over(story)?;
            let mut left = Story { sprint: None, ..(**story).clone() };
            notices.push(format!("#{} left sprint {sprint}, which is over", story.number));
            note(&mut left, at, (Field::Sprint, sprint, None));
            Some((story.id, Some(Arc::new(left))))
        })
        .collect();
    if !with.is_empty() {
        backlog.stories = replaced(&backlog.stories, with);
    }
}

/// The history line of what the merge settled, in the name of who wrote last.
fn note<T: Noun>(
    entity: &mut T,
    at: Moment,
    (field, before, after): (Field, String, Option<String>),
) {
    let by = entity.history().first().map(|entry| entry.by.clone()).unwrap_or_default();
    let (field, before) = (Some(field), Some(before));
    let line = Entry { at, by, what: Act::Merged, field, before, after, ..Entry::default() };
    entity.history_mut().insert(0, line);
}
