//! Two sides of a text that git could not merge, merged as backlogs. It never drops a story of
//! either side.

use std::sync::Arc;

use super::markers::{self, Sides};
use super::tidied;
use crate::domain::backlog::{Backlog, Parts};
use crate::domain::merge::merge;
use crate::domain::product::Product;
use crate::domain::record::Extra;
use crate::domain::table::{Entity, Table};
use crate::say::tally::count;
use crate::store::document::{self, VERSION};

/// The bytes of both sides in one.
pub(super) fn together(text: &str, done: &mut Vec<String>) -> Option<Vec<u8>> {
    let Sides { ours, base, theirs } = markers::take_apart(text)?;
    let ours = read(&ours)?;
    let theirs = read(&theirs)?;
    // Where the base is not known, what both have in common is: the rest counts as new on both.
    let base = base.and_then(|base| read(&base)).unwrap_or_else(|| shared(&ours, &theirs));
    let merged = merge(&base, &ours, &theirs).to_be_settled();
    done.push("brought both sides of the merge in git together".to_owned());
    done.extend(merged.notices);
    let left = merged.conflicts.len();
    if left > 0 {
        let values = count(left, "value was", "values were");
        done.push(format!("{values} written on two sides: upnext merge-conflicts shows which"));
    }
    document::write(&merged.backlog).ok()
}

/// A side of this version, which may have a comma too many.
fn read(text: &str) -> Option<Backlog> {
    let text = tidied(text, &mut Vec::new())?;
    let read = document::read(text.as_bytes()).ok()?;
    (read.version <= VERSION).then_some(read.backlog)
}

/// What two backlogs have in common: every noun that is the same in both.
fn shared(ours: &Backlog, theirs: &Backlog) -> Backlog {
    let product = if ours.product() == theirs.product() {
        ours.product().clone()
    } else {
        Product::default()
    };
    let extra =
        if ours.extra() == theirs.extra() { ours.extra().clone() } else { Extra::default() };
    Backlog::from(Parts {
        product,
        stories: alike(ours.stories(), theirs.stories()),
        epics: alike(ours.epics(), theirs.epics()),
        releases: alike(ours.releases(), theirs.releases()),
        sprints: alike(ours.sprints(), theirs.sprints()),
        people: alike(ours.people(), theirs.people()),
        ideas: alike(ours.ideas(), theirs.ideas()),
        conflicts: alike(ours.conflicts(), theirs.conflicts()),
        extra,
    })
}

fn alike<T: Entity + Clone + PartialEq>(ours: &Table<T>, theirs: &Table<T>) -> Table<T> {
    let same = |it: &&Arc<T>| theirs.get(it.id()).is_some_and(|other| other == *it);
    Table::of(ours.iter().filter(same).cloned())
}
