//! A file under its lock: what a command reads is what it replaces, so nothing needs merging.
//! It never holds the lock across a question to a person.

use std::path::Path;
use std::sync::Arc;

use super::backups::{Before, Kept};
use super::disk::FolderLock;
use super::document::Read;
use super::error::StoreError;
use super::file::{BacklogFile, Loaded, Put, Saved};
use super::look::Seen;
use super::replace::Target;
use crate::domain::backlog::Backlog;

/// The file while its folder is locked.
pub struct Locked<'a> {
    file: &'a BacklogFile,
    target: Target,
    seen: Option<(Seen, Read)>,
    /// What is to be kept before the next replacing.
    before: Option<Before>,
    /// What became of it.
    kept: Kept,
    _lock: FolderLock,
}

impl<'a> Locked<'a> {
    pub(super) const fn new(file: &'a BacklogFile, target: Target, lock: FolderLock) -> Self {
        Self { file, target, seen: None, before: None, kept: Kept::NotDue, _lock: lock }
    }

    /// Has what the next replacing replaces kept before.
    pub fn keep_before(&mut self, before: Before) {
        self.before = Some(before);
    }

    /// What became of that.
    #[must_use]
    pub const fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The path without symlinks: what undo is kept by.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.target.path
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When it is no file, or no backlog.
    pub fn read(&mut self) -> Result<Loaded, StoreError> {
        let (seen, read) = self.file.settled(|_| {
            let seen = self.file.look(&self.target.path)?;
            let read = self.file.parse(&seen.bytes)?;
            Ok((seen, read))
        })?;
        let loaded = Loaded::of(read.clone(), &seen);
        self.seen = Some((seen, read));
        Ok(loaded)
    }

    /// Puts a backlog in the place of what was read. Where it was not read yet it is read first:
    /// what cannot be read is never replaced.
    ///
    /// # Errors
    /// When the file cannot be written; it stays as it is.
    pub fn replace(&mut self, backlog: &Backlog) -> Result<Saved, StoreError> {
        if self.seen.is_none() {
            self.read()?;
        }
        let Some((seen, read)) = &self.seen else { return Ok(Saved::Same) };
        self.file.check_foreign(read)?;
        let seen = Seen { bytes: Arc::clone(&seen.bytes), stat: seen.stat };
        let before = self.before.take();
        let put = self.file.put(&self.target, seen, &read.backlog, backlog, before.as_ref())?;
        let Put { seen, saved, kept } = put;
        self.kept = kept;
        let read = Read { backlog: backlog.clone(), version: read.version };
        self.seen = Some((seen, read));
        Ok(saved)
    }
}
