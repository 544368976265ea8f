//! Undo and redo of one act on a backlog that others have changed since: exact, or not at all.
//! It keeps no stack.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use super::Root;
use super::entity::{field_named, replaced};
use super::fields::{self, Rules};
use super::noun::Noun;
use crate::domain::backlog::Backlog;
use crate::domain::change::{Change, Edit, Swap};
use crate::domain::conflict::Noun as Of;
use crate::domain::field::Field;
use crate::domain::product::Product;
use crate::domain::reorder::follow;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::Story;
use crate::domain::table::{Entity, Table};

/// Why an act cannot be taken back: a value it wrote does not stand any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// Of what: "#12".
    pub what: String,
    /// Which field, where it is one.
    pub field: Option<String>,
    /// Who wrote it since; empty where nobody is known.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Whether it is not there at all any more; then nobody is left to say who and when.
    pub gone: bool,
}

impl fmt::Display for Stands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.gone {
            return write!(f, "{} is not in the file now; on another branch, perhaps", self.what);
        }
        let by = if self.by.is_empty() { "somebody" } else { &self.by };
        match &self.field {
            Some(field) => write!(f, "{}: {by} changed {field} since, on {}", self.what, self.at),
            None => write!(f, "{}: {by} changed it since, on {}", self.what, self.at),
        }
    }
}

impl std::error::Error for Stands {}

/// The backlog without what an act did, and what that changes.
///
/// # Errors
/// The first value of the act that does not stand any more.
pub fn take_back(edit: &Edit, current: &Backlog) -> Result<(Backlog, Vec<Change>), Stands> {
    turn(edit, current, Way::Back)
}

/// The backlog with what an act did, done again after it was taken back.
///
/// # Errors
/// The first value that is not what the act found.
pub fn put_again(edit: &Edit, current: &Backlog) -> Result<(Backlog, Vec<Change>), Stands> {
    turn(edit, current, Way::Forth)
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    Forth,
}

/// What must stand, and what comes in its place.
impl Way {
    const fn of<'a, T>(self, before: &'a T, after: &'a T) -> (&'a T, &'a T) {
        match self {
            Self::Back => (after, before),
            Self::Forth => (before, after),
        }
    }
}

fn turn(edit: &Edit, current: &Backlog, way: Way) -> Result<(Backlog, Vec<Change>), Stands> {
    let mut next = current.clone();
    let mut done = Vec::new();
    macro_rules! tables {
        ($($variant:ident $table:ident,)*) => { $(
            let swaps = edit.changes.iter().filter_map(|change| match change {
                Change::$variant(swap) => Some(swap),
                _ => None,
            });
            let (table, swaps) = in_table(&current.$table, swaps.collect(), way)?;
            next.$table = table;
            done.extend(swaps.into_iter().map(Change::$variant));
        )* };
    }
    tables! {
        Story stories, Sprint sprints, Epic epics, Release releases, Person people, Idea ideas,
        Conflict conflicts,
    }
    for change in &edit.changes {
        match change {
            Change::Product { before, after } => {
                let (stands, comes) = way.of(before, after);
                let before = Box::new((*next.product).clone());
                let after = Box::new(one(&**stands, &**comes, &*before)?);
                next.product = Arc::new(Product::clone(&after));
                done.push(Change::Product { before, after });
            }
            Change::File { before, after } => {
                let (stands, comes) = way.of(before, after);
                let before = Root::of(&next);
                let after = if *stands == before { comes.clone() } else { return Err(unknown()) };
                next.extra = Arc::new(after.extra.clone());
                done.push(Change::File { before, after });
            }
            _ => {}
        }
    }
    next.ranking = follow(current, &next.stories);
    sprints_stand(current, &next, &found(edit, way))?;
    Ok((next, done))
}

/// The sprints of an act, as they are to be again.
fn found(edit: &Edit, way: Way) -> Vec<&Sprint> {
    let mut found = Vec::new();
    for change in &edit.changes {
        if let Change::Sprint(swap) = change {
            found.extend(way.of(&swap.before, &swap.after).1.as_deref());
        }
    }
    found
}

/// A sprint that comes back finds its place free, or taken by the one the act found there, and
/// one that goes leaves no story behind.
fn sprints_stand(current: &Backlog, next: &Backlog, found: &[&Sprint]) -> Result<(), Stands> {
    if current.sprints.same(&next.sprints) {
        return Ok(());
    }
    let (was, is) = (&current.sprints, &next.sprints);
    for state in [SprintState::Planned, SprintState::Active] {
        let comes_back = |it: &&Arc<Sprint>| was.get(it.id).is_none_or(|was| was.state != state);
        let was_found = |it: &Sprint| found.iter().any(|was| was.id == it.id && was.state == state);
        let mut those = is.iter().filter(|sprint| sprint.state == state);
        if those.clone().any(|sprint| comes_back(&sprint))
            && those.clone().count() > 1
            && let Some(held) = those.find(|it| !comes_back(it) && !was_found(it))
        {
            return Err(newest(&**held, None, Some("state")));
        }
    }
    let gone: Vec<_> = was.iter().filter(|it| is.get(it.id).is_none()).map(|it| it.id).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let left = |story: &&Arc<Story>| story.sprint.is_some_and(|id| gone.contains(&id));
    match next.stories.iter().find(left) {
        Some(story) => Err(newest(&**story, None, Some("sprint"))),
        None => Ok(()),
    }
}

/// The swaps of one table.
fn in_table<T: Noun + Entity>(
    table: &Table<T>,
    swaps: Vec<&Swap<T>>,
    way: Way,
) -> Result<(Table<T>, Vec<Swap<T>>), Stands> {
    if swaps.is_empty() {
        return Ok((table.clone(), Vec::new()));
    }
    let comes_back = |swap: &&Swap<T>| way.of(&swap.before, &swap.after).0.is_none();
    let mut called: HashSet<String> = HashSet::new();
    if swaps.iter().any(comes_back) {
        called.extend(still_called(table, &swaps, way));
    }
    let mut done = Vec::with_capacity(swaps.len());
    for swap in swaps {
        let now = table.get(swap.id);
        let after = match way.of(&swap.before, &swap.after) {
            (Some(stands), _) if now.is_none() => return Err(gone(&**stands)),
            (None, Some(comes)) if called.contains(&comes.called().to_lowercase()) => {
                let holder = table.iter().find(|entity| entity.called() == comes.called());
                return Err(newest(holder.map_or(&**comes, |holder| &**holder), None, None));
            }
            (stands, comes) => {
                let same = match (now, stands) {
                    (Some(now), Some(stands)) => Arc::ptr_eq(now, stands) || now == stands,
                    (None, None) => true,
                    _ => false,
                };
                match (now, stands, comes) {
                    _ if same => comes.clone(),
                    (Some(now), Some(stands), Some(comes)) => {
                        let mut merged = one(&**stands, &**comes, &**now)?;
                        merged.set_id(swap.id);
                        Some(Arc::new(merged))
                    }
                    (Some(now), stands, _) => return Err(newest(&**now, stands.as_deref(), None)),
                    // Nothing stands where nothing must, which is the same.
                    (None, _, _) => comes.clone(),
                }
            }
        };
        done.push(Swap { id: swap.id, before: now.cloned(), after });
    }
    let with = done.iter().map(|swap| (swap.id, swap.after.clone())).collect();
    Ok((replaced(table, with), done))
}

/// The names that are taken once the act is turned: what goes with it leaves its name free, and
/// what it named otherwise is called so.
fn still_called<T: Noun + Entity>(
    table: &Table<T>,
    swaps: &[&Swap<T>],
    way: Way,
) -> HashSet<String> {
    let of_act: HashMap<_, _> = swaps.iter().map(|swap| (swap.id, *swap)).collect();
    let name = |entity: &Arc<T>| {
        let now = entity.called();
        let Some(swap) = of_act.get(&entity.id()) else { return Some(now) };
        let (stands, comes) = way.of(&swap.before, &swap.after);
        let comes = comes.as_ref()?.called();
        let is_of_act = stands.as_ref().is_some_and(|stands| stands.called() == now);
        Some(if is_of_act { comes } else { now })
    };
    table.iter().filter_map(name).map(|name| name.to_lowercase()).collect()
}

/// `now` with `comes` where `stands` stood; every value that differs between the two must stand.
fn one<T: Noun>(stands: &T, comes: &T, now: &T) -> Result<T, Stands> {
    if stands == now {
        return Ok(comes.clone());
    }
    let pair = T::OF == Some(Of::Story);
    let mut rules = Rules { strict: true, pair, ..Rules::default() };
    let merged = fields::three_way(Some(stands), comes, now, &mut rules);
    match (rules.clashes.first(), merged) {
        (None, Some(merged)) => Ok(merged),
        (clash, _) => Err(newest(now, Some(stands), clash.map(|it| it.path.as_str()))),
    }
}

/// The newest line of history that is not the act's own, of the field where there is one.
fn newest<T: Noun>(now: &T, own: Option<&T>, field: Option<&str>) -> Stands {
    let own = own.map_or(&[][..], Noun::history);
    let foreign = || now.history().iter().filter(|entry| !own.contains(entry));
    let named: Option<Field> = field.and_then(field_named);
    let entry = foreign()
        .find(|entry| named.is_some() && entry.field == named)
        .or_else(|| foreign().next())
        .or_else(|| now.history().first());
    Stands {
        what: now.called(),
        field: named.map(|named| named.to_string()).or_else(|| field.map(str::to_owned)),
        by: entry.map(|entry| entry.by.clone()).unwrap_or_default(),
        at: entry.map(|entry| entry.at).unwrap_or_default(),
        gone: false,
    }
}

/// Unknown fields have no history: nobody is known to have written them.
fn unknown() -> Stands {
    let (what, by) = ("the file".to_owned(), String::new());
    Stands { what, field: None, by, at: Moment::default(), gone: false }
}

/// Somebody deleted it: nobody is left to say who.
fn gone<T: Noun>(stood: &T) -> Stands {
    let at = stood.history().first().map(|entry| entry.at).unwrap_or_default();
    Stands { what: stood.called(), field: None, by: String::new(), at, gone: true }
}
