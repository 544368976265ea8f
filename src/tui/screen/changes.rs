//! Which stories are not the very same ones in two states of a backlog. It looks inside none.

use std::sync::Arc;

use crate::domain::story::Story;
use crate::domain::table::Table;

/// A story before and after; none where it was not there.
pub(super) type Change<'a> = (Option<&'a Arc<Story>>, Option<&'a Arc<Story>>);

/// Each story that changed, came or went. Pages both hold are passed over without a look.
pub(super) fn between<'a>(before: &'a Table<Story>, now: &'a Table<Story>) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    if before.len() == now.len() {
        for (old, new) in before.pages().zip(now.pages()).filter(|(a, b)| !Arc::ptr_eq(a, b)) {
            merge(old.iter(), new.iter(), &mut found);
        }
    } else {
        merge(before.iter(), now.iter(), &mut found);
    }
    found
}

/// Goes through both by identity. Of stories that are the very same not even that is read.
fn merge<'a>(
    before: impl Iterator<Item = &'a Arc<Story>>,
    now: impl Iterator<Item = &'a Arc<Story>>,
    found: &mut Vec<Change<'a>>,
) {
    let (mut before, mut now) = (before.peekable(), now.peekable());
    loop {
        let (old, new) = (before.peek().copied(), now.peek().copied());
        let (goes, comes) = match (old, new) {
            (None, None) => return,
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => {
                before.next();
                now.next();
                continue;
            }
            (Some(old), Some(new)) => (old.id <= new.id, new.id <= old.id),
            (old, new) => (old.is_some(), new.is_some()),
        };
        let old = if goes { before.next() } else { None };
        let new = if comes { now.next() } else { None };
        found.push((old, new));
    }
}
