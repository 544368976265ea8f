//! Three versions of one table, walked side by side. It knows no field.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Tally;
use super::fields;
use super::noun::Noun;
use crate::domain::field::Field;
use crate::domain::history::{Act, Entry};
use crate::domain::id::Id;
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
            let mut merged = one(base, ours, theirs, tally);
            if merged.id() != id {
                Arc::make_mut(&mut merged).set_id(id);
            }
            Some(merged)
        }
        (None, Some(ours), Some(theirs)) if !same(ours, theirs) => {
            let mut merged = fields_of(None, ours, theirs, tally);
            Arc::make_mut(&mut merged).set_id(id);
            Some(merged)
        }
        (None, Some(added), _) | (None, None, Some(added)) => Some(Arc::clone(added)),
        (Some(base), Some(left), None) | (Some(base), None, Some(left)) => {
            if same(base, left) {
                return None;
            }
            let notice = "was deleted on one side and changed on the other: it is kept";
            tally.notices.push(format!("{} {notice}", left.called()));
            Some(Arc::clone(left))
        }
        (_, None, None) => None,
    }
}

/// Three versions of one thing that is always there.
pub(super) fn one<T: Noun>(
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
        fields_of(Some(base), ours, theirs, tally)
    }
}

/// Both sides changed it: field by field, with a history line for each value that gave way.
fn fields_of<T: Noun>(
    base: Option<&Arc<T>>,
    ours: &Arc<T>,
    theirs: &Arc<T>,
    tally: &mut Tally,
) -> Arc<T> {
    let mut conflicts = Vec::new();
    let base = base.map(|base| &**base);
    let merged = fields::three_way(base, &**ours, &**theirs, &ours.called(), &mut conflicts);
    // A value that was read is written and read again; should it not be, ours stands whole.
    let Some(mut merged) = merged else { return Arc::clone(ours) };
    let newest = [ours, theirs].into_iter().filter_map(|side| side.history().first());
    let at = newest.map(|entry| entry.at).max().unwrap_or_default();
    let by = ours.history().first().map(|entry| entry.by.clone()).unwrap_or_default();
    let lines = conflicts.iter().map(|conflict| Entry {
        at,
        by: by.clone(),
        what: Act::Merged,
        field: field_named(&conflict.field),
        before: conflict.theirs.clone(),
        after: conflict.ours.clone(),
        ..Entry::default()
    });
    let history = merged.history_mut();
    history.splice(0..0, lines);
    tally.conflicts.append(&mut conflicts);
    Arc::new(merged)
}

/// The field under the name it has in the file.
pub(super) fn field_named(name: &str) -> Option<Field> {
    let leaf = name.rsplit('.').next().unwrap_or(name);
    let whole = name.split('.').next().unwrap_or(name);
    let word = |name: &str| if name == "state" { Some(Field::Status) } else { name.parse().ok() };
    match whole {
        "scores" => word(leaf),
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
