//! Three versions of one table, walked side by side. It knows no field.

use std::cmp::Ordering;
use std::sync::Arc;

use uuid::Uuid;

use super::fields::{self, Clash, Rules};
use super::noun::Noun;
use super::{Found, Tally};
use crate::domain::conflict::{Claim, Conflict, Noun as Of};
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
use crate::domain::spelling::{first_words, one_of};
use crate::domain::table::{Entity, Table};

/// The three versions of one table, brought together.
pub(super) fn table<T: Noun + Entity>(
    base: &Table<T>,
    ours: &Table<T>,
    theirs: &Table<T>,
    tally: &mut Tally,
) -> Table<T> {
    if base.same(theirs) || ours.same(theirs) {
        return ours.clone();
    }
    if base.same(ours) {
        return theirs.clone();
    }
    let (mut base, mut ours, mut theirs) =
        (base.iter().peekable(), ours.iter().peekable(), theirs.iter().peekable());
    let mut all = Vec::with_capacity(ours.len().max(theirs.len()));
    loop {
        let heads = [base.peek(), ours.peek(), theirs.peek()];
        let Some(next) = heads.into_iter().flatten().map(|entity| entity.id()).min() else { break };
        let b = base.next_if(|entity| entity.id() == next);
        let o = ours.next_if(|entity| entity.id() == next);
        let t = theirs.next_if(|entity| entity.id() == next);
        all.extend(versions(next, b, o, t, tally));
    }
    Table::of(all)
}

fn same<T: PartialEq>(a: &Arc<T>, b: &Arc<T>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

/// The three versions of one entity; none is absence.
fn versions<T: Noun + Entity>(
    id: Id<T>,
    base: Option<&Arc<T>>,
    ours: Option<&Arc<T>>,
    theirs: Option<&Arc<T>>,
    tally: &mut Tally,
) -> Option<Arc<T>> {
    match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) => {
            let mut merged = one(id.uuid(), base, ours, theirs, tally);
            if merged.id() != id {
                Arc::make_mut(&mut merged).set_id(id);
            }
            Some(merged)
        }
        (None, Some(ours), Some(theirs)) if !same(ours, theirs) => {
            let mut merged = fields_of(id.uuid(), None, ours, theirs, tally);
            Arc::make_mut(&mut merged).set_id(id);
            Some(merged)
        }
        (None, Some(added), _) | (None, None, Some(added)) => Some(Arc::clone(added)),
        (Some(base), Some(left), None) | (Some(base), None, Some(left)) => {
            if same(base, left) {
                return None;
            }
            tally.notices.push(format!("{} {KEPT}", left.called()));
            Some(Arc::new(flagged(left)))
        }
        (_, None, None) => None,
    }
}

const KEPT: &str = "was deleted on one side and changed on the other: it is kept";

/// What was deleted and is kept, with a line of history that says so.
fn flagged<T: Noun>(left: &Arc<T>) -> T {
    let mut left = T::clone(left);
    let newest = left.history().first();
    let line = Entry {
        at: newest.map(|entry| entry.at).unwrap_or_default(),
        by: newest.map(|entry| entry.by.clone()).unwrap_or_default(),
        what: Act::Merged,
        reason: Some("deleted on the other side: kept".to_owned()),
        ..Entry::default()
    };
    left.history_mut().insert(0, line);
    left
}

/// The same of an entry in one of its lists.
fn entry_kept(list: &str, entry: &str) -> String {
    match first_words(entry) {
        Some(words) => format!("{} “{words}” {KEPT}", one_of(list)),
        None => format!("{} {KEPT}", one_of(list)),
    }
}

/// Three versions of one thing that is always there.
pub(super) fn one<T: Noun>(
    about: Uuid,
    base: &Arc<T>,
    ours: &Arc<T>,
    theirs: &Arc<T>,
    tally: &mut Tally,
) -> Arc<T> {
    if same(ours, theirs) || same(base, theirs) {
        Arc::clone(ours)
    } else if same(base, ours) {
        Arc::clone(theirs)
    } else {
        fields_of(about, Some(base), ours, theirs, tally)
    }
}

/// Both sides changed it: field by field, with a conflict for each value that gave way.
fn fields_of<T: Noun>(
    about: Uuid,
    base: Option<&Arc<T>>,
    ours: &Arc<T>,
    theirs: &Arc<T>,
    tally: &mut Tally,
) -> Arc<T> {
    let Some(of) = T::OF else { return larger(ours, theirs) };
    let mut rules = Rules { pair: of == Of::Story, ..Rules::default() };
    let base = base.map(|base| &**base);
    let merged = fields::three_way(base, &**ours, &**theirs, &mut rules);
    // A value that was read is written and read again; should it not be, ours stands whole.
    let Some(merged) = merged else { return Arc::clone(ours) };
    for (list, entry) in rules.kept {
        tally.notices.push(format!("{}: {}", merged.called(), entry_kept(&list, &entry)));
    }
    if let Some(number) = rules.larger {
        tally.notices.push(format!("{} was number {number} on one side", merged.called()));
    }
    let newest = [ours, theirs].into_iter().filter_map(|side| side.history().first());
    let at = newest.map(|entry| entry.at).max().unwrap_or_default();
    let by = ours.history().first().map(|entry| entry.by.clone()).unwrap_or_default();
    for Clash { path, ours: mine, theirs: yours } in rules.clashes {
        let mut conflict = Conflict::over(of, about, path).claimed(mine, yours);
        sign(&mut conflict.ours, &conflict.path, base, &**ours);
        sign(&mut conflict.theirs, &conflict.path, base, &**theirs);
        tally.found.push(Found { conflict, at, by: by.clone() });
    }
    Arc::new(merged)
}

/// Of two versions of a conflict the one that is larger in the file: whichever side is ours.
fn larger<T: Noun>(ours: &Arc<T>, theirs: &Arc<T>) -> Arc<T> {
    let text = |side: &Arc<T>| serde_json::to_string(&**side).unwrap_or_default();
    Arc::clone(if text(ours) < text(theirs) { theirs } else { ours })
}

/// Says who wrote a value on a side since, and when: of this field, else of anything.
fn sign<T: Noun>(claim: &mut Claim, path: &str, base: Option<&T>, side: &T) {
    let known = base.map_or(&[][..], Noun::history);
    let new = || side.history().iter().filter(|line| !known.contains(line));
    let field = field_named(path);
    let of_field = |line: &&Entry| {
        let pair = field == Some(Field::Status) && line.field == Some(Field::Sprint);
        field.is_some() && (line.field == field || pair)
    };
    if let Some(line) = new().find(of_field).or_else(|| new().next()) {
        claim.by.clone_from(&line.by);
        claim.at = line.at;
    }
}

/// The field under the name it has in the file.
pub(in crate::domain) fn field_named(name: &str) -> Option<Field> {
    let leaf = name.rsplit('.').next().unwrap_or(name);
    let whole = name.split('.').next().unwrap_or(name);
    let word = |name: &str| if name == "state" { Some(Field::Status) } else { name.parse().ok() };
    match whole {
        "scores" => word(leaf),
        // A sprint has one.
        "note" => Some(Field::Notes),
        _ => word(whole),
    }
}

/// A table with some entities replaced, put in or taken out, in one walk.
pub(super) fn replaced<T: Entity + Clone>(
    table: &Table<T>,
    mut with: Vec<(Id<T>, Option<Arc<T>>)>,
) -> Table<T> {
    with.sort_by_key(|(id, _)| *id);
    let mut with = with.into_iter().peekable();
    let mut all = Vec::with_capacity(table.len() + with.len());
    for held in table {
        let mut stays = true;
        while let Some((id, entity)) = with.next_if(|(id, _)| *id <= held.id()) {
            stays = stays && id.cmp(&held.id()) != Ordering::Equal;
            all.extend(entity);
        }
        if stays {
            all.push(Arc::clone(held));
        }
    }
    all.extend(with.filter_map(|(_, entity)| entity));
    Table::of(all)
}
