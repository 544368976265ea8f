//! The one writer: a working copy that becomes the next backlog whole, or not at all. Whatever
//! it writes, it records as changes and as history. It knows no rules.

use std::sync::Arc;

use super::backlog::Backlog;
use super::change::{Change, Edit, Swap};
use super::conflict::Conflict;
use super::epic::Epic;
use super::history::{Act, Entry};
use super::id::{Id, Ids, fresh};
use super::idea::Idea;
use super::merge::Root;
use super::person::Person;
use super::product::Product;
use super::record::Extra;
use super::refusal::Refusal;
use super::release::Release;
use super::reorder;
use super::spelling::{Difference, Spelled};
use super::sprint::Sprint;
use super::stamp::Stamp;
use super::story::{Story, StoryId};
use super::table::{Entity, Table};

/// A working copy of a backlog, for the length of one command.
pub(super) struct Draft<'a> {
    before: &'a Backlog,
    now: Backlog,
    stamp: &'a Stamp,
    ids: &'a mut dyn Ids,
    about: Vec<StoryId>,
    moved: Vec<StoryId>,
    notices: Vec<String>,
    /// Whether this act goes on with the last one: moves of the same stories run together.
    goes_on: bool,
}

/// A noun the draft can write: it has a table, a history, and fields that can be compared.
pub(super) trait Recorded: Entity + Clone + PartialEq + Spelled {
    /// Its table.
    fn table(backlog: &mut Backlog) -> &mut Table<Self>;
    /// Its history.
    fn history(&mut self) -> &mut Vec<Entry>;
}

macro_rules! recorded {
    ($($noun:ty => $table:ident),* $(,)?) => { $(
        impl Recorded for $noun {
            fn table(backlog: &mut Backlog) -> &mut Table<Self> { &mut backlog.$table }
            fn history(&mut self) -> &mut Vec<Entry> { &mut self.history }
        }
    )* };
}
recorded! {
    Story => stories, Sprint => sprints, Epic => epics,
    Release => releases, Person => people, Idea => ideas,
    Conflict => conflicts,
}

impl<'a> Draft<'a> {
    pub(super) fn new(before: &'a Backlog, stamp: &'a Stamp, ids: &'a mut dyn Ids) -> Self {
        Self {
            before,
            now: before.clone(),
            stamp,
            ids,
            about: Vec::new(),
            moved: Vec::new(),
            notices: Vec::new(),
            goes_on: false,
        }
    }

    /// The same, as the continuation of the last act.
    pub(super) const fn going_on(mut self, goes_on: bool) -> Self {
        self.goes_on = goes_on;
        self
    }

    /// The backlog as it stands in this draft; the order is that before the draft until
    /// [`Self::refresh_order`].
    pub(super) const fn now(&self) -> &Backlog {
        &self.now
    }

    /// The backlog as it was before this draft.
    pub(super) const fn before(&self) -> &'a Backlog {
        self.before
    }

    pub(super) const fn stamp(&self) -> &'a Stamp {
        self.stamp
    }

    pub(super) fn fresh<T>(&mut self) -> Id<T> {
        fresh(self.ids)
    }

    /// Says something the Product Owner should know of, beside what was done.
    pub(super) fn notice(&mut self, words: impl Into<String>) {
        self.notices.push(words.into());
    }

    /// Says that the act was about this story.
    pub(super) fn about(&mut self, story: StoryId) {
        if !self.about.contains(&story) {
            self.about.push(story);
        }
    }

    /// Says that the act was about these stories, which it has not named before.
    pub(super) fn about_all(&mut self, stories: impl Iterator<Item = StoryId>) {
        self.about.extend(stories);
    }

    /// Says that the act was a move of these stories and nothing else.
    pub(super) fn moved(&mut self, stories: &[StoryId]) {
        self.moved = stories.to_vec();
    }

    /// Any noun with a table, as it stands in this draft.
    pub(super) fn held<T: Recorded>(&mut self, id: Id<T>) -> Option<Arc<T>> {
        T::table(&mut self.now).get(id).cloned()
    }

    /// Puts another product in the place of this one, where the act has written its own history.
    pub(super) fn put_product(&mut self, product: Product) {
        self.now.product = Arc::new(product);
    }

    /// Puts other unknown fields of the file in the place of these.
    pub(super) fn put_extra(&mut self, extra: Extra) {
        self.now.extra = Arc::new(extra);
    }

    /// A story, as it stands in this draft.
    pub(super) fn story(&self, id: StoryId) -> Result<Arc<Story>, Refusal> {
        let story = self.now.stories.get(id).cloned();
        story.ok_or_else(|| Refusal::usage("that story is not here any more"))
    }

    /// Changes an entity and writes a history line for every field that differs.
    pub(super) fn alter<T: Recorded>(
        &mut self,
        id: Id<T>,
        act: Act,
        reason: Option<&str>,
        change: impl FnOnce(&mut T),
    ) {
        let Some(held) = T::table(&mut self.now).get(id).cloned() else { return };
        let mut after = T::clone(&held);
        change(&mut after);
        if after == *held {
            return;
        }
        let differences = T::differences(&held, &after, &self.now);
        // What has no spelling of its own is told by the act alone.
        if differences.is_empty() && act != Act::Set {
            after.history().insert(0, self.entry(act, reason, None));
        }
        for difference in differences {
            let entry = self.entry(act, reason, Some(difference));
            after.history().insert(0, entry);
        }
        T::table(&mut self.now).put(Arc::new(after));
    }

    /// Adds an entity with its first history line.
    pub(super) fn add<T: Recorded>(&mut self, entity: T, act: Act) {
        self.add_all(vec![entity], act);
    }

    /// Adds many entities, each with its first history line.
    pub(super) fn add_all<T: Recorded>(&mut self, entities: Vec<T>, act: Act) {
        let entry = self.entry(act, None, None);
        let told = |mut entity: T| {
            entity.history().insert(0, entry.clone());
            entity
        };
        self.add_with_history(entities.into_iter().map(told).collect());
    }

    /// Adds entities that bring their own history.
    pub(super) fn add_with_history<T: Recorded>(&mut self, entities: Vec<T>) {
        T::table(&mut self.now).put_all(entities.into_iter().map(Arc::new).collect());
    }

    /// Takes an entity away.
    pub(super) fn remove<T: Recorded>(&mut self, id: Id<T>) {
        T::table(&mut self.now).take(id);
    }

    /// Changes the product.
    pub(super) fn alter_product(&mut self, change: impl FnOnce(&mut Product)) {
        self.alter_product_because(None, change);
    }

    /// Changes the product for a reason.
    pub(super) fn alter_product_because(
        &mut self,
        reason: Option<&str>,
        change: impl FnOnce(&mut Product),
    ) {
        let held = Arc::clone(&self.now.product);
        let mut after = Product::clone(&held);
        change(&mut after);
        for difference in Product::differences(&held, &after, &self.now) {
            let entry = self.entry(Act::Set, reason, Some(difference));
            after.history.insert(0, entry);
        }
        self.now.product = Arc::new(after);
    }

    /// Gives a story another rank without a history line; the move itself writes one.
    pub(super) fn put_rank(&mut self, id: StoryId, rank: String) {
        self.change_quietly(id, |story| story.rank = rank);
    }

    /// Writes the history line of a move; where the last act was a move of the same stories, its
    /// line gives way to one that tells both.
    pub(super) fn tell_move(&mut self, id: StoryId, reason: Option<&str>, places: Difference) {
        let mut entry = self.entry(Act::Moved, reason, Some(places));
        let goes_on = self.goes_on;
        self.change_quietly(id, |story| {
            if goes_on && story.history.first().is_some_and(|last| last.what == Act::Moved) {
                entry.before = story.history.remove(0).before;
            }
            story.history.insert(0, entry);
        });
    }

    /// Whether this act goes on with the last one.
    pub(super) const fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// What the newest history line of a story says was before.
    pub(super) fn told_from(&self, id: StoryId) -> Option<String> {
        self.now.stories.get(id)?.history.first()?.before.clone()
    }

    /// Changes an entity without a history line, where the act has written its own.
    pub(super) fn change_quietly<T: Recorded>(&mut self, id: Id<T>, change: impl FnOnce(&mut T)) {
        if let Some(held) = T::table(&mut self.now).get(id) {
            let mut after = T::clone(held);
            change(&mut after);
            T::table(&mut self.now).put(Arc::new(after));
        }
    }

    /// Brings the order up to date with the ranks written so far.
    pub(super) fn refresh_order(&mut self) {
        self.now.ranking = reorder::follow(self.before, &self.now.stories);
    }

    /// A history line of this draft's moment.
    pub(super) fn entry(
        &self,
        act: Act,
        reason: Option<&str>,
        difference: Option<Difference>,
    ) -> Entry {
        let (field, before, after) = match difference {
            Some(it) => (Some(it.field), it.before, it.after),
            None => (None, None, None),
        };
        Entry {
            at: self.stamp.at,
            by: self.stamp.by.clone(),
            what: act,
            field,
            before,
            after,
            reason: reason.map(str::to_owned),
            ..Entry::default()
        }
    }

    /// Puts every table of another backlog in the place of this one's, history and all. Unknown
    /// fields of the file itself stay.
    pub(super) fn become_all_of(&mut self, other: &Backlog) {
        let extra = Arc::clone(&self.now.extra);
        self.now = Backlog { extra, ..other.clone() };
    }

    /// The next backlog, and the edit that led to it.
    pub(super) fn finish(mut self, label: String) -> (Backlog, Edit) {
        self.refresh_order();
        let (was, now) = (self.before, &self.now);
        let mut changes = Vec::new();
        changes.extend(swaps(&was.people, &now.people).map(Change::Person));
        changes.extend(swaps(&was.epics, &now.epics).map(Change::Epic));
        changes.extend(swaps(&was.releases, &now.releases).map(Change::Release));
        changes.extend(swaps(&was.sprints, &now.sprints).map(Change::Sprint));
        changes.extend(swaps(&was.ideas, &now.ideas).map(Change::Idea));
        changes.extend(swaps(&was.conflicts, &now.conflicts).map(Change::Conflict));
        changes.extend(swaps(&was.stories, &now.stories).map(Change::Story));
        if was.product != now.product {
            let before = Box::new(Product::clone(&was.product));
            changes.push(Change::Product { before, after: Box::new(Product::clone(&now.product)) });
        }
        if was.extra != now.extra {
            changes.push(Change::File { before: Root::of(was), after: Root::of(now) });
        }
        let edit = Edit {
            label,
            at: self.stamp.at,
            by: self.stamp.by.clone(),
            changes,
            moved: self.moved,
            notices: self.notices,
            about: self.about,
        };
        (self.now, edit)
    }
}

/// Every entity that differs between two tables.
fn swaps<T: Entity + Clone + PartialEq>(
    before: &Table<T>,
    after: &Table<T>,
) -> impl Iterator<Item = Swap<T>> {
    reorder::differing(before, after).into_iter().filter(|(was, is)| was != is).filter_map(
        |(before, after)| {
            let id = before.as_ref().or(after.as_ref())?.id();
            Some(Swap { id, before, after })
        },
    )
}
