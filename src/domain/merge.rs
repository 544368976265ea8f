//! Two backlogs that grew from one, brought together: by entity, then by field.
//! Pure; it knows no file and no git.

mod entity;
mod fields;
mod lines;
mod list;
pub(super) mod noun;
mod settle;
mod take_back;
mod tell;

use std::sync::Arc;

use uuid::Uuid;

use super::backlog::Backlog;
use super::conflict::{Conflict, Noun as Of};
use super::id::Id;
use super::record::{Extra, record};
use super::reorder::follow;
use super::stamp::Moment;
pub(super) use entity::field_named;
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

    /// The same with its conflicts in the backlog itself, where they wait to be settled.
    #[must_use]
    pub fn to_be_settled(mut self) -> Self {
        for conflict in &self.conflicts {
            self.backlog.conflicts.put(Arc::new(conflict.clone()));
        }
        self
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
    let product =
        entity::one(Uuid::nil(), &base.product, &ours.product, &theirs.product, &mut tally);
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
    let places = tally.found.iter().map(|found| &found.conflict).filter(|it| it.path == "rank");
    let disputed = places.map(|it| Id::new(it.about)).collect();
    settle::ranks(&mut backlog, base, [ours, theirs], &disputed);
    settle::circles(&backlog, base, [ours, theirs], &mut tally.notices);
    backlog.ranking = follow(ours, &backlog.stories);
    tell::all(&mut backlog, &tally.found);
    let conflicts = tally.found.into_iter().map(|found| found.conflict).collect();
    Merged { backlog, conflicts, notices: tally.notices }
}

/// Conflicts and notices as they come up.
#[derive(Debug, Default)]
struct Tally {
    found: Vec<Found>,
    notices: Vec<String>,
}

/// A conflict, and the moment and the name its line of history is written under.
#[derive(Debug)]
struct Found {
    conflict: Conflict,
    at: Moment,
    by: String,
}

fn same(a: &Backlog, b: &Backlog) -> bool {
    a.stories.same(&b.stories) && a == b
}

record! {
    /// The unknown fields of the file as a noun of their own.
    pub struct Root {}
}

impl Root {
    /// Those of a backlog.
    pub(super) fn of(backlog: &Backlog) -> Self {
        Self { extra: (*backlog.extra).clone() }
    }
}

/// The unknown fields beside the tables, merged by name.
fn root_extra(base: &Backlog, ours: &Backlog, theirs: &Backlog, tally: &mut Tally) -> Arc<Extra> {
    if base.extra == theirs.extra {
        return Arc::clone(&ours.extra);
    }
    if base.extra == ours.extra {
        return Arc::clone(&theirs.extra);
    }
    let mut rules = fields::Rules::default();
    let sides = [base, ours, theirs].map(Root::of);
    let [base_root, my_root, your_root] = &sides;
    let merged = fields::three_way(Some(base_root), my_root, your_root, &mut rules);
    let Some(merged) = merged else { return Arc::clone(&ours.extra) };
    for clash in rules.clashes {
        let of_file = Conflict::over(Of::File, Uuid::nil(), clash.path);
        let conflict = of_file.claimed(clash.ours, clash.theirs);
        tally.found.push(Found { conflict, at: latest(ours, theirs), by: String::new() });
    }
    Arc::new(merged.extra)
}

/// The newest moment of either side: when what the merge itself writes is said to happen.
fn latest(ours: &Backlog, theirs: &Backlog) -> Moment {
    let newest = |backlog: &Backlog| backlog.stories.iter().map(|story| story.updated()).max();
    newest(ours).max(newest(theirs)).unwrap_or_default()
}
