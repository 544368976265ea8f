//! A table of one noun: sorted pages behind one pointer, so that a snapshot costs nothing and a
//! change little.
//! It knows identities, never numbers or names.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::id::Id;
use super::record::{Extra, twice};

/// A noun with an identity.
pub trait Entity: Sized {
    /// Its identity.
    fn id(&self) -> Id<Self>;
    /// Gives it the identity under which the file holds it.
    fn set_id(&mut self, id: Id<Self>);
    /// Its unknown fields.
    fn extra(&self) -> &Extra;
}

/// Entities by identity, in pages of a fixed size. Cloning bumps one counter; a change copies the
/// list of pages and one page, whatever the size of the table.
#[derive(Debug)]
pub struct Table<T> {
    pages: Arc<Vec<Page<T>>>,
    len: usize,
}

/// Some of the entities; every page but the last is full.
pub type Page<T> = Arc<Vec<Arc<T>>>;

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self { pages: Arc::clone(&self.pages), len: self.len }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self::sorted(Vec::new())
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        let alike = |(a, b): (&Page<T>, &Page<T>)| {
            Arc::ptr_eq(a, b)
                || (a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || a == b))
        };
        self.same(other)
            || (self.len == other.len && self.pages.iter().zip(other.pages.iter()).all(alike))
    }
}

/// The entities of a table, by identity.
#[derive(Debug)]
pub struct Iter<'a, T> {
    pages: std::slice::Iter<'a, Page<T>>,
    page: std::slice::Iter<'a, Arc<T>>,
    left: usize,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { pages: self.pages.clone(), page: self.page.clone(), left: self.left }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a Arc<T>;

    fn next(&mut self) -> Option<&'a Arc<T>> {
        loop {
            if let Some(entity) = self.page.next() {
                self.left -= 1;
                return Some(entity);
            }
            self.page = self.pages.next()?.iter();
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a Arc<T>;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Table<T> {
    /// How many entities share a page.
    pub const PAGE: usize = 256;

    /// The pages: one that is the same pointer holds the same entities.
    pub fn pages(&self) -> std::slice::Iter<'_, Page<T>> {
        self.pages.iter()
    }

    /// A table of these, sorted by identity already.
    fn sorted(all: Vec<Arc<T>>) -> Self {
        let len = all.len();
        let mut pages = Vec::with_capacity(len.div_ceil(Self::PAGE));
        let mut rest = all.into_iter();
        loop {
            let page: Vec<Arc<T>> = rest.by_ref().take(Self::PAGE).collect();
            if page.is_empty() {
                return Self { pages: Arc::new(pages), len };
            }
            pages.push(Arc::new(page));
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether both are the same snapshot, without looking inside.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.pages, &other.pages)
    }

    /// Whether both hold the same page at a place, and where the next one begins.
    pub(super) fn same_page(&self, other: &Self, index: usize) -> Option<usize> {
        let at = index / Self::PAGE;
        let same = matches!((self.pages.get(at), other.pages.get(at)), (Some(a), Some(b)) if Arc::ptr_eq(a, b));
        (same && index.is_multiple_of(Self::PAGE)).then_some(index + Self::PAGE)
    }

    /// All of them, by identity.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { pages: self.pages.iter(), page: [].iter(), left: self.len }
    }

    /// The one at an index of the sorted sequence.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Arc<T>> {
        self.pages.get(index / Self::PAGE)?.get(index % Self::PAGE)
    }
}

impl<T: Entity + Clone> Table<T> {
    /// A table of these, in any order; of two with one identity the first stays.
    #[must_use]
    pub fn of(entities: impl IntoIterator<Item = Arc<T>>) -> Self {
        let mut all: Vec<Arc<T>> = entities.into_iter().collect();
        all.sort_by_key(|entity| entity.id());
        all.dedup_by_key(|entity| entity.id());
        Self::sorted(all)
    }

    /// Where an identity is, or would be, in the sorted sequence.
    ///
    /// # Errors
    /// The index at which it would stand.
    pub fn index_of(&self, id: Id<T>) -> Result<usize, usize> {
        let begins = |page: &Page<T>| page.first().is_some_and(|first| first.id() <= id);
        let at = self.pages.partition_point(begins).saturating_sub(1);
        let Some(page) = self.pages.get(at) else { return Err(0) };
        let within = page.binary_search_by_key(&id, |entity| entity.id());
        within.map(|index| at * Self::PAGE + index).map_err(|index| at * Self::PAGE + index)
    }

    /// The one with this identity.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> Option<&Arc<T>> {
        self.index_of(id).ok().and_then(|index| self.at(index))
    }

    /// Puts one in, in the place of the one with its identity; returns that one.
    pub(super) fn put(&mut self, entity: Arc<T>) -> Option<Arc<T>> {
        match self.index_of(entity.id()) {
            Ok(index) => {
                let page = Arc::make_mut(&mut self.pages).get_mut(index / Self::PAGE)?;
                let held = Arc::make_mut(page).get_mut(index % Self::PAGE)?;
                Some(std::mem::replace(held, entity))
            }
            Err(index) => {
                let mut all: Vec<Arc<T>> = self.iter().cloned().collect();
                all.insert(index, entity);
                *self = Self::sorted(all);
                None
            }
        }
    }

    /// Puts many new ones in at once; one whose identity is here already is left out.
    pub(super) fn put_all(&mut self, entities: Vec<Arc<T>>) {
        if let [_] = entities.as_slice() {
            for entity in entities {
                self.put(entity);
            }
        } else {
            *self = Self::of(self.iter().cloned().chain(entities));
        }
    }

    /// Takes one out.
    pub(super) fn take(&mut self, id: Id<T>) -> Option<Arc<T>> {
        let index = self.index_of(id).ok()?;
        let mut all: Vec<Arc<T>> = self.iter().cloned().collect();
        let taken = all.remove(index);
        *self = Self::sorted(all);
        Some(taken)
    }
}

impl<T: Serialize + Entity> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        self.iter().try_for_each(|entity| map.serialize_entry(&entity.id(), &**entity))?;
        map.end()
    }
}

impl<'de, T: Deserialize<'de> + Entity> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TableVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Entity> Visitor<'de> for TableVisitor<T> {
            type Value = Table<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with one entry for each identity")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Table<T>, A::Error> {
                let mut all: Vec<Arc<T>> = Vec::new();
                while let Some(id) = map.next_key::<Id<T>>()? {
                    let mut entity: T = map.next_value()?;
                    check_inner_id(id, &entity)?;
                    entity.set_id(id);
                    all.push(Arc::new(entity));
                }
                if !all.is_sorted_by_key(|entity| entity.id()) {
                    all.sort_by_key(|entity| entity.id());
                }
                let double = all.windows(2).find_map(|pair| match pair {
                    [a, b] if a.id() == b.id() => Some(a.id()),
                    _ => None,
                });
                match double {
                    Some(id) => Err(twice(&id.to_string())),
                    None => Ok(Table::sorted(all)),
                }
            }
        }
        deserializer.deserialize_map(TableVisitor(PhantomData))
    }
}

/// An `id` written inside an entity must agree with its key.
fn check_inner_id<T: Entity, E: de::Error>(id: Id<T>, entity: &T) -> Result<(), E> {
    let inner = entity.extra().iter().find(|(name, _)| *name == "id");
    match inner {
        Some((_, value)) if value.get() != format!("\"{id}\"") => Err(E::custom(format_args!(
            "the entry `{id}` says inside that its id is {}",
            value.get()
        ))),
        _ => Ok(()),
    }
}
