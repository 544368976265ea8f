//! Numbers given twice: the older keeps its own, the younger gets the next. Texts that name a
//! number are never rewritten.

use std::collections::BTreeSet;

use super::WHY;
use crate::domain::draft::{Draft, Recorded};
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::spelling::Difference;
use crate::domain::sprint::Sprint;
use crate::domain::stamp::Moment;
use crate::domain::story::Story;
use crate::domain::table::Table;

/// What is called by a number.
trait Numbered: Recorded {
    /// The noun before its number.
    const CALLED: &'static str;
    fn number(&mut self) -> &mut u32;
    fn born(&self) -> Moment;
}

impl Numbered for Story {
    const CALLED: &'static str = "#";
    fn number(&mut self) -> &mut u32 {
        &mut self.number
    }
    fn born(&self) -> Moment {
        self.created
    }
}

impl Numbered for Sprint {
    const CALLED: &'static str = "sprint ";
    fn number(&mut self) -> &mut u32 {
        &mut self.number
    }
    fn born(&self) -> Moment {
        self.history.last().map(|entry| entry.at).unwrap_or_default()
    }
}

impl Numbered for Idea {
    const CALLED: &'static str = "idea ";
    fn number(&mut self) -> &mut u32 {
        &mut self.number
    }
    fn born(&self) -> Moment {
        self.at
    }
}

pub(super) fn mend(draft: &mut Draft<'_>) {
    let now = draft.now();
    let stories = born(now.stories(), |it| it.number);
    let sprints = born(now.sprints(), |it| it.number);
    let ideas = born(now.ideas(), |it| it.number);
    told_apart::<Story>(draft, stories);
    told_apart::<Sprint>(draft, sprints);
    told_apart::<Idea>(draft, ideas);
}

/// What has a number: the number, when it came to be, and its identity.
type Born<T> = (u32, Moment, Id<T>);

fn born<T: Numbered>(table: &Table<T>, number: impl Fn(&T) -> u32) -> Vec<Born<T>> {
    let mut all: Vec<Born<T>> = table.iter().map(|it| (number(it), it.born(), it.id())).collect();
    all.sort_unstable();
    all
}

fn told_apart<T: Numbered>(draft: &mut Draft<'_>, all: Vec<Born<T>>) {
    let mut given: BTreeSet<u32> = all.iter().map(|(number, ..)| *number).collect();
    let mut last = None;
    for (number, _, id) in all {
        if last.replace(number) != Some(number) {
            continue;
        }
        let next = next(&given);
        given.insert(next);
        let (before, after) = (Some(number.to_string()), Some(next.to_string()));
        let line = Difference { field: Field::Number, before, after };
        let line = draft.entry(Act::Set, WHY, Some(line));
        draft.change_quietly::<T>(id, |it| {
            *it.number() = next;
            it.history().insert(0, line);
        });
        draft.notice(format!("a second {0}{number} is now {0}{next}", T::CALLED));
    }
}

/// The number after the highest; where that one is the highest there is, the lowest that is free.
fn next(given: &BTreeSet<u32>) -> u32 {
    let highest = given.last().copied().unwrap_or(0);
    let free = || (1..u32::MAX).find(|number| !given.contains(number));
    highest.checked_add(1).or_else(free).unwrap_or(u32::MAX)
}
