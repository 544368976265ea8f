//! A table of one noun: a sorted vector behind one pointer, so that a snapshot costs nothing.
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

/// Entities by identity. Cloning bumps one counter; the first change after a clone copies the
/// vector of pointers once.
#[derive(Debug)]
pub struct Table<T>(Arc<Vec<Arc<T>>>);

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Arc::new(Vec::new()))
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.same(other)
            || (self.len() == other.len()
                && self.0.iter().zip(other.0.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || a == b))
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Table<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same snapshot, without looking inside.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// All of them, by identity.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.0.iter()
    }

    /// The one at an index of the sorted vector.
    #[must_use]
    pub fn at(&self, index: usize) -> Option<&Arc<T>> {
        self.0.get(index)
    }
}

impl<T: Entity + Clone> Table<T> {
    /// A table of these, in any order; of two with one identity the first stays.
    #[must_use]
    pub fn of(entities: impl IntoIterator<Item = Arc<T>>) -> Self {
        let mut all: Vec<Arc<T>> = entities.into_iter().collect();
        all.sort_by_key(|entity| entity.id());
        all.dedup_by_key(|entity| entity.id());
        Self(Arc::new(all))
    }

    /// Where an identity is, or would be, in the sorted vector.
    ///
    /// # Errors
    /// The index at which it would stand.
    pub fn index_of(&self, id: Id<T>) -> Result<usize, usize> {
        self.0.binary_search_by_key(&id, |entity| entity.id())
    }

    /// The one with this identity.
    #[must_use]
    pub fn get(&self, id: Id<T>) -> Option<&Arc<T>> {
        self.index_of(id).ok().and_then(|index| self.0.get(index))
    }

    /// Puts one in, in the place of the one with its identity; returns that one.
    pub(super) fn put(&mut self, entity: Arc<T>) -> Option<Arc<T>> {
        let index = self.index_of(entity.id());
        let all = Arc::make_mut(&mut self.0);
        match index {
            Ok(index) => all.get_mut(index).map(|held| std::mem::replace(held, entity)),
            Err(index) => {
                all.insert(index, entity);
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
            *self = Self::of(self.0.iter().cloned().chain(entities));
        }
    }

    /// Takes one out.
    pub(super) fn take(&mut self, id: Id<T>) -> Option<Arc<T>> {
        let index = self.index_of(id).ok()?;
        Some(Arc::make_mut(&mut self.0).remove(index))
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
                    None => Ok(Table(Arc::new(all))),
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
