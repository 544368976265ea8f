//! Two backlogs that grew from one, brought together: by entity, then by field.
//! Pure; it knows no file and no git.

mod entity;
mod fields;
mod list;
mod noun;
mod settle;
mod take_back;

use std::fmt;
use std::sync::Arc;

use super::backlog::Backlog;
use super::record::{Extra, record};
use super::reorder::follow;
use super::stamp::Moment;
pub use take_back::{Stands, put_again, take_back};

/// What came of bringing two backlogs together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// Both in one.
    pub backlog: Backlog,
    /// Values written differently on both sides: ours stand, theirs are in the history.
    pub conflicts: Vec<Conflict>,
    /// What had to be settled, as sentences.
    pub notices: Vec<String>,
}

impl Merged {
    /// One backlog that needed no merging.
    #[must_use]
    pub const fn plain(backlog: Backlog) -> Self {
        Self { backlog, conflicts: Vec::new(), notices: Vec::new() }
    }
}

/// One value written differently on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Of what: "#12", "sprint 8", "the product".
    pub what: String,
    /// Which field.
    pub field: String,
    /// The value that stands; none is no value.
    pub ours: Option<String>,
    /// The value that does not.
    pub theirs: Option<String>,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        write!(
            f,
            "{}: {} was written on both sides, “{}” stands and not “{}”",
            self.what,
            self.field,
            said(&self.ours),
            said(&self.theirs)
        )
    }
}

/// Brings together what became of `base` on two sides. Where both wrote one value, ours stands.
#[must_use]
pub fn merge(base: &Backlog, ours: &Backlog, theirs: &Backlog) -> Merged {
    // One side untouched is the common case, and needs no rule.
    if same(base, theirs) {
        return Merged::plain(ours.clone());
    }
    if same(base, ours) || same(ours, theirs) {
        return Merged::plain(theirs.clone());
    }
    let mut tally = Tally::default();
    let product = entity::one(&base.product, &ours.product, &theirs.product, &mut tally);
    let mut backlog = Backlog {
        product,
        stories: entity::table(&base.stories, &ours.stories, &theirs.stories, &mut tally),
        epics: entity::table(&base.epics, &ours.epics, &theirs.epics, &mut tally),
        releases: entity::table(&base.releases, &ours.releases, &theirs.releases, &mut tally),
        sprints: entity::table(&base.sprints, &ours.sprints, &theirs.sprints, &mut tally),
        people: entity::table(&base.people, &ours.people, &theirs.people, &mut tally),
        ideas: entity::table(&base.ideas, &ours.ideas, &theirs.ideas, &mut tally),
        conflicts: entity::table(&base.conflicts, &ours.conflicts, &theirs.conflicts, &mut tally),
        ranking: Arc::clone(&ours.ranking),
        extra: root_extra(base, ours, theirs, &mut tally),
    };
    settle::all(&mut backlog, latest(ours, theirs), &mut tally.notices);
    backlog.ranking = follow(ours, &backlog.stories);
    Merged { backlog, conflicts: tally.conflicts, notices: tally.notices }
}

/// Conflicts and notices as they come up.
#[derive(Debug, Default)]
struct Tally {
    conflicts: Vec<Conflict>,
    notices: Vec<String>,
}

fn same(a: &Backlog, b: &Backlog) -> bool {
    a.stories.same(&b.stories) && a == b
}

record! {
    /// The unknown fields of the file as an entity of their own.
    pub struct Root {}
}

/// The unknown fields beside the tables, merged by name.
fn root_extra(base: &Backlog, ours: &Backlog, theirs: &Backlog, tally: &mut Tally) -> Arc<Extra> {
    if base.extra == theirs.extra {
        return Arc::clone(&ours.extra);
    }
    if base.extra == ours.extra {
        return Arc::clone(&theirs.extra);
    }
    let root = |backlog: &Backlog| Root { extra: (*backlog.extra).clone() };
    let merged = fields::three_way(
        Some(&root(base)),
        &root(ours),
        &root(theirs),
        "the file",
        &mut tally.conflicts,
    );
    merged.map_or_else(|| Arc::clone(&ours.extra), |root| Arc::new(root.extra))
}

/// The newest moment of either side: when what the merge itself writes is said to happen.
fn latest(ours: &Backlog, theirs: &Backlog) -> Moment {
    let newest = |backlog: &Backlog| backlog.stories.iter().map(|story| story.updated()).max();
    newest(ours).max(newest(theirs)).unwrap_or_default()
}
