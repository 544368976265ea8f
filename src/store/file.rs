//! The file of a backlog: read, changed under a lock, merged when it changed underneath.
//! It knows no commands and no screen.
//!
//! Readers take no lock: a replacement is whole at every instant. A writer locks the folder,
//! reads, writes through `replace` and lets go.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::backups::{Before, Kept};
use super::base::{Base, Stat};
use super::disk::{Disk, RealDisk};
use super::document::{self, Read};
use super::error::StoreError;
use super::locked::Locked;
pub use super::look::Loaded;
use super::look::Seen;
use super::replace::{Target, lock, replace};
use crate::domain::backlog::Backlog;
use crate::domain::conflict::Conflict;
use crate::domain::merge::{Merged, merge};

/// How often a save is tried again when another program writes in between.
const TRIES: u32 = 5;

/// Where a backlog is, and the disk it is on.
#[derive(Clone)]
pub struct BacklogFile {
    pub(super) path: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    /// Whether what stands there may not be on the disk yet: the last folder was not synced.
    unsure: Arc<AtomicBool>,
}

/// What became of a save of the screen.
#[derive(Debug, Clone)]
pub struct SavedAs {
    /// What the file holds now.
    pub backlog: Backlog,
    /// Values written on both sides.
    pub conflicts: Vec<Conflict>,
    /// What the merge had to settle, as sentences.
    pub notices: Vec<String>,
    /// What the file is now.
    pub base: Base,
    /// What became of the backup before it.
    pub kept: Kept,
}

/// Whether anything was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// It is on the disk.
    Written,
    /// The file holds it already.
    Same,
}

/// What the file is after a write.
pub(super) struct Put {
    /// Its bytes.
    pub seen: Seen,
    /// Whether anything was written.
    pub saved: Saved,
    /// What became of the backup before it.
    pub kept: Kept,
}

impl BacklogFile {
    /// A file on the real disk.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::on(Arc::new(RealDisk), path)
    }

    /// A file on the disk given.
    #[must_use]
    pub fn on(disk: Arc<dyn Disk>, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        // Absolute, so that it stays the same file wherever the process goes.
        let path = std::path::absolute(&path).unwrap_or(path);
        Self { path, disk, unsure: Arc::default() }
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path without symlinks: what undo is kept by.
    ///
    /// # Errors
    /// When nothing is there.
    pub fn resolved(&self) -> Result<PathBuf, StoreError> {
        self.target().map(|target| target.path)
    }

    /// Reads the file, without a lock.
    ///
    /// # Errors
    /// When it is not there, no file, or no backlog.
    pub fn load(&self) -> Result<Loaded, StoreError> {
        self.settled(|path| {
            let seen = self.look(&self.disk.resolve(path).map_err(self.read_failed(path))?)?;
            Ok(Loaded::of(self.parse(&seen.bytes)?, &seen))
        })
    }

    /// Reads the file if its bytes are not those of `base`; none when they are.
    ///
    /// # Errors
    /// When it is not there, no file, no backlog, or one that must not be written.
    pub fn changed(&self, base: &Base) -> Result<Option<Loaded>, StoreError> {
        self.settled(|path| {
            let seen = self.look(path)?;
            if self.disk.matches(base, &seen.bytes) {
                return Ok(None);
            }
            let read = self.parse(&seen.bytes)?;
            // Taken over by an open screen it would be written with the next act.
            self.check_foreign(&read)?;
            Ok(Some(Loaded::of(read, &seen)))
        })
    }

    /// Makes a file where there is nothing.
    ///
    /// # Errors
    /// When something is there, or it cannot be written.
    pub fn create(&self, backlog: &Backlog) -> Result<Base, StoreError> {
        let name = self.path.file_name();
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        let folder = self.disk.resolve(folder).map_err(StoreError::io("find", folder))?;
        let target = Target::of(folder.join(name.unwrap_or_default()))?;
        let _lock = lock(&*self.disk, &target.folder)?;
        match self.disk.kind(&target.path) {
            Ok(_) => return Err(StoreError::Exists { path: self.path.clone() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io("look at", &self.path)(error)),
        }
        let bytes = document::write(backlog).map_err(|error| self.not_serialised(error))?;
        replace(&*self.disk, &target, None, &bytes)?;
        Ok(Base::new(Arc::new(bytes), self.stat()))
    }

    /// Does `work` under the lock, so that what it reads is what it replaces.
    ///
    /// # Errors
    /// When the lock is not to be had, and whatever `work` says.
    pub fn with_lock<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Locked<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let target = self.target()?;
        let held = lock(&*self.disk, &target.folder)?;
        work(&mut Locked::new(self, target, held))
    }

    /// Saves `mine`, which was made from `base_backlog`, which was read as `base`. What another
    /// wrote since then is merged in.
    ///
    /// # Errors
    /// When the file cannot be read or written; it stays as it is.
    pub fn save(
        &self,
        base: &Base,
        base_backlog: &Backlog,
        mine: &Backlog,
    ) -> Result<SavedAs, StoreError> {
        self.save_keeping(base, base_backlog, mine, None)
    }

    /// The same, with what is replaced kept before.
    ///
    /// # Errors
    /// When the file cannot be read or written; it stays as it is.
    pub fn save_keeping(
        &self,
        base: &Base,
        base_backlog: &Backlog,
        mine: &Backlog,
        before: Option<&Before>,
    ) -> Result<SavedAs, StoreError> {
        let target = self.target()?;
        let _lock = lock(&*self.disk, &target.folder)?;
        let mut tried = self.save_once(&target, base, base_backlog, mine, before);
        for _ in 1..TRIES {
            if !matches!(tried, Err(StoreError::Changed { .. })) {
                break;
            }
            tried = self.save_once(&target, base, base_backlog, mine, before);
        }
        tried
    }

    /// What the file system says of the file, if it is there.
    #[must_use]
    pub fn stat(&self) -> Option<Stat> {
        self.disk.metadata(&self.path).ok().map(|metadata| Stat::of(&metadata))
    }

    fn save_once(
        &self,
        target: &Target,
        base: &Base,
        base_backlog: &Backlog,
        mine: &Backlog,
        before: Option<&Before>,
    ) -> Result<SavedAs, StoreError> {
        let (seen, theirs) = self.settled(|_| {
            let seen = self.look(&target.path)?;
            let same = self.disk.matches(base, &seen.bytes);
            let theirs = if same { None } else { Some(self.parse(&seen.bytes)?) };
            Ok((seen, theirs))
        })?;
        let mut before = before.cloned();
        let (merged, there) = match theirs {
            None => (Merged::plain(mine.clone()), base_backlog.clone()),
            Some(theirs) => {
                self.check_foreign(&theirs)?;
                before = before.map(Before::merging);
                (merge(base_backlog, mine, &theirs.backlog), theirs.backlog)
            }
        };
        let put = self.put(target, seen, &there, &merged.backlog, before.as_ref())?;
        Ok(SavedAs {
            backlog: merged.backlog,
            conflicts: merged.conflicts,
            notices: merged.notices,
            base: Base::new(put.seen.bytes, put.seen.stat),
            kept: put.kept,
        })
    }

    /// Writes `backlog` where `there` stands, and nothing where nothing is new. What it replaces
    /// is kept before, where that is due.
    pub(super) fn put(
        &self,
        target: &Target,
        seen: Seen,
        there: &Backlog,
        backlog: &Backlog,
        before: Option<&Before>,
    ) -> Result<Put, StoreError> {
        // What is there already is not acknowledged where the last save could not be sure of it:
        // then it is written again, for nobody asks a failed sync twice.
        let unsure = self.unsure.load(Ordering::SeqCst);
        // A file another tool laid out is not written again for its layout alone.
        let same = |seen| Put { seen, saved: Saved::Same, kept: Kept::NotDue };
        if there == backlog && !unsure {
            return Ok(same(seen));
        }
        let bytes = document::write_over(&seen.bytes, backlog)
            .map_err(|error| self.not_serialised(error))?;
        if bytes == *seen.bytes && !unsure {
            return Ok(same(seen));
        }
        let kept = before.map(|before| before.keep(&*self.disk, &seen.bytes)).transpose()?;
        replace(&*self.disk, target, Some(&seen.bytes), &bytes).inspect_err(|error| {
            let unsure = unsure || error.leaves_unsure();
            self.unsure.store(unsure, Ordering::SeqCst);
        })?;
        self.unsure.store(false, Ordering::SeqCst);
        let seen = Seen { bytes: Arc::new(bytes), stat: self.stat() };
        Ok(Put { seen, saved: Saved::Written, kept: kept.unwrap_or_default() })
    }

    pub(super) fn target(&self) -> Result<Target, StoreError> {
        let resolved =
            self.settled(|path| self.disk.resolve(path).map_err(self.read_failed(path)))?;
        Target::of(resolved)
    }

    fn not_serialised(&self, error: serde_json::Error) -> StoreError {
        StoreError::io("write", &self.path)(error.into())
    }

    pub(super) fn check_foreign(&self, read: &Read) -> Result<(), StoreError> {
        let refuse = |foreign| Err(StoreError::ReadOnly { path: self.path.clone(), foreign });
        read.foreign().map_or(Ok(()), refuse)
    }
}
