//! The lines of history that tell of each value that gave way. It decides nothing: what stands
//! stands already.

use std::sync::Arc;

use super::Found;
use super::noun::Noun;
use crate::domain::backlog::Backlog;
use crate::domain::conflict::Noun as Of;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::merge::field_named;
use crate::domain::product::Product;
use crate::domain::spelling::{Said, of_conflict};
use crate::domain::table::{Entity, Table};

/// Writes a line for each conflict into the history of what it is about.
pub(super) fn all(backlog: &mut Backlog, found: &[Found]) {
    // All are spelled before the first is told: a line of history changes no value.
    let lines: Vec<(&Found, Entry)> = found.iter().map(|it| (it, line(it, backlog))).collect();
    for (Found { conflict, .. }, line) in lines.into_iter().rev() {
        let about = conflict.about;
        match conflict.of {
            Of::Story => tell(&mut backlog.stories, Id::new(about), line),
            Of::Sprint => tell(&mut backlog.sprints, Id::new(about), line),
            Of::Epic => tell(&mut backlog.epics, Id::new(about), line),
            Of::Release => tell(&mut backlog.releases, Id::new(about), line),
            Of::Person => tell(&mut backlog.people, Id::new(about), line),
            Of::Idea => tell(&mut backlog.ideas, Id::new(about), line),
            Of::Product => {
                let mut product = Product::clone(&backlog.product);
                put(&mut product.history, line);
                backlog.product = Arc::new(product);
            }
            // Unknown fields have no history here.
            Of::File => {}
        }
    }
}

fn line(found: &Found, backlog: &Backlog) -> Entry {
    let Said { ours, theirs, .. } = of_conflict(&found.conflict, backlog);
    Entry {
        at: found.at,
        by: found.by.clone(),
        what: Act::Merged,
        field: field_named(&found.conflict.path),
        before: theirs,
        after: ours,
        ..Entry::default()
    }
}

fn tell<T: Noun + Entity>(table: &mut Table<T>, id: Id<T>, line: Entry) {
    if let Some(held) = table.get(id) {
        let mut told = T::clone(held);
        put(told.history_mut(), line);
        table.put(Arc::new(told));
    }
}

/// Before the first line that is not newer.
fn put(history: &mut Vec<Entry>, line: Entry) {
    let at = history.iter().position(|held| held.at <= line.at).unwrap_or(history.len());
    history.insert(at, line);
}
