//! What no single field can see: numbers given twice, two running sprints, stories in a sprint
//! that is over. It never drops an entity.

use std::collections::HashMap;
use std::sync::Arc;

use super::entity::replaced;
use super::noun::Noun;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::spelling::of_sprint;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story};
use crate::domain::table::{Entity, Table};

/// Settles everything, in this order, each with a notice.
pub(super) fn all(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    numbers(&mut backlog.stories, at, notices);
    numbers(&mut backlog.sprints, at, notices);
    numbers(&mut backlog.ideas, at, notices);
    active(&mut backlog.sprints, at, notices);
    planned(backlog, at, notices);
    leave(backlog, at, notices);
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
    let with: Vec<(Id<T>, Option<Arc<T>>)> = doubles
        .map(|entity| {
            free = free.saturating_add(1);
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

/// Of two running sprints the one with the smaller number goes on.
fn active(sprints: &mut Table<Sprint>, at: Moment, notices: &mut Vec<String>) {
    let mut running: Vec<&Arc<Sprint>> =
        sprints.iter().filter(|sprint| sprint.state == SprintState::Active).collect();
    running.sort_by_key(|sprint| (sprint.number, sprint.id));
    let with: Vec<_> = running
        .iter()
        .skip(1)
        .map(|sprint| {
            let mut planned = Sprint {
                state: SprintState::Planned,
                // What it promised and what changed since, it has not yet.
                commitment: None,
                scope_log: Vec::new(),
                ..(***sprint).clone()
            };
            let after = SprintState::Planned.to_string();
            note(&mut planned, at, (Field::Status, sprint.state.to_string(), Some(after)));
            notices.push(format!(
                "sprint {} was started on the other side too: it is planned again",
                sprint.number
            ));
            (sprint.id, Some(Arc::new(planned)))
        })
        .collect();
    if !with.is_empty() {
        *sprints = replaced(sprints, with);
    }
}

/// Of two planned sprints the one with the smaller number stays: it takes the stories and the
/// people of the others in, and they are cancelled.
fn planned(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    let mut planned: Vec<Arc<Sprint>> = backlog
        .sprints
        .iter()
        .filter(|sprint| sprint.state == SprintState::Planned)
        .cloned()
        .collect();
    planned.sort_by_key(|sprint| (sprint.number, sprint.id));
    let Some((stays, others)) = planned.split_first().filter(|(_, others)| !others.is_empty())
    else {
        return;
    };
    let mut joined = Sprint::clone(stays);
    let mut with = Vec::new();
    for sprint in others {
        for person in &sprint.people {
            if joined.people.iter().all(|it| it.person != person.person) {
                joined.people.push(person.clone());
            }
        }
        let mut over = Sprint { state: SprintState::Cancelled, ..(**sprint).clone() };
        let after = SprintState::Cancelled.to_string();
        note(&mut over, at, (Field::Status, sprint.state.to_string(), Some(after)));
        notices.push(format!(
            "sprint {} was planned on the other side too: its stories are in sprint {} now",
            sprint.number, stays.number
        ));
        with.push((sprint.id, Some(Arc::new(over))));
    }
    if joined.people != stays.people {
        let people = |sprint: &Sprint| of_sprint(Field::People, sprint, backlog);
        let before = people(stays).unwrap_or_default();
        let after = people(&joined);
        note(&mut joined, at, (Field::People, before, after));
        with.push((stays.id, Some(Arc::new(joined))));
    }
    backlog.sprints = replaced(&backlog.sprints, with);
    move_over(backlog, at, stays, others);
}

/// Puts the stories of some sprints into another.
fn move_over(backlog: &mut Backlog, at: Moment, to: &Sprint, from: &[Arc<Sprint>]) {
    let moved = |story: &Arc<Story>| {
        let was = from.iter().find(|sprint| story.sprint == Some(sprint.id))?;
        let mut moved = Story { sprint: Some(to.id), ..(**story).clone() };
        let line = (Field::Sprint, was.number.to_string(), Some(to.number.to_string()));
        note(&mut moved, at, line);
        Some((story.id, Some(Arc::new(moved))))
    };
    let with: Vec<_> = backlog.stories.iter().filter_map(moved).collect();
    if !with.is_empty() {
        backlog.stories = replaced(&backlog.stories, with);
    }
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
