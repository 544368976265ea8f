//! What another program did to the backlog, in one short line.
//! It never tells what was done here, and it decides nothing.

use std::sync::Arc;

use super::{plain, tally};
use crate::domain::backlog::Backlog;
use crate::domain::story::Story;
use crate::domain::table::{Entity, Table};

/// How many stories are named; more are counted.
const NAMED: usize = 3;

/// The stories that are not what they were, by number.
#[derive(Default)]
struct Differences {
    changed: Vec<u32>,
    new: Vec<u32>,
    gone: Vec<u32>,
    moved: Vec<u32>,
}

/// "From outside: #3 and #5 changed, #13 is new, #12 moved"; where git checked out another branch,
/// "Now on branch spring: 240 stories changed, 12 are gone". The two must not be the same.
#[must_use]
pub fn words(was: &Backlog, now: &Backlog, branch: Option<&str>) -> String {
    let found = differences(was.stories(), now.stories());
    let mut told: Vec<String> = [
        (&found.changed, "changed", "changed"),
        (&found.new, "is new", "are new"),
        (&found.gone, "is gone", "are gone"),
        (&found.moved, "moved", "moved"),
    ]
    .into_iter()
    .filter(|(numbers, _, _)| !numbers.is_empty())
    .map(|(numbers, one, many)| {
        let verb = if numbers.len() == 1 { one } else { many };
        format!("{} {verb}", named(numbers))
    })
    .collect();
    told.extend(others(was, now));
    let what = if told.is_empty() { "nothing you see here".to_owned() } else { told.join(", ") };
    match branch {
        Some(branch) => format!("Now on branch {}: {what}", plain::line(branch)),
        None => format!("From outside: {what}"),
    }
}

/// The stories by name where they are few.
fn named(numbers: &[u32]) -> String {
    if numbers.len() > NAMED {
        return tally::count(numbers.len(), "story", "stories");
    }
    tally::numbers(numbers)
}

/// What else is not what it was.
fn others(was: &Backlog, now: &Backlog) -> Option<String> {
    let nouns: Vec<&str> = [
        ("the product", was.product() != now.product()),
        ("sprints", was.sprints() != now.sprints()),
        ("epics", was.epics() != now.epics()),
        ("releases", was.releases() != now.releases()),
        ("people", was.people() != now.people()),
        ("ideas", was.ideas() != now.ideas()),
    ]
    .into_iter()
    .filter_map(|(noun, differs)| differs.then_some(noun))
    .collect();
    if nouns.is_empty() {
        return None;
    }
    let verb = if nouns == ["the product"] { "differs" } else { "differ" };
    Some(format!("{} {verb}", tally::list(&nouns)))
}

/// Both tables are sorted by identity, so they are walked side by side.
fn differences(was: &Table<Story>, now: &Table<Story>) -> Differences {
    let mut found = Differences::default();
    let (mut before, mut after) = (was.iter().peekable(), now.iter().peekable());
    loop {
        match (before.peek(), after.peek()) {
            (None, None) => return found,
            (Some(old), Some(new)) if old.id() == new.id() => {
                compare(old, new, &mut found);
                before.next();
                after.next();
            }
            (Some(old), new) if new.is_none_or(|new| old.id() < new.id()) => {
                found.gone.push(old.number);
                before.next();
            }
            (_, Some(new)) => {
                found.new.push(new.number);
                after.next();
            }
            (Some(_), None) => return found,
        }
    }
}

fn compare(was: &Arc<Story>, now: &Arc<Story>, found: &mut Differences) {
    if Arc::ptr_eq(was, now) || was == now {
        return;
    }
    let moved = was.rank != now.rank && {
        let (rank, history) = (now.rank.clone(), now.history.clone());
        Story { rank, history, ..Story::clone(was) } == **now
    };
    if moved {
        found.moved.push(now.number);
    } else {
        found.changed.push(now.number);
    }
}
