//! How the file is read: whole, of a regular file only, and again where git is writing it.
//! It never writes.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::base::{Base, Stat};
use super::document::{self, Read};
use super::error::StoreError;
use super::file::BacklogFile;
use super::replace::LOOK;
use crate::domain::backlog::Backlog;

/// Looks at a file that is missing or unparsable: half a second, two while git writes.
const LOOKS: u32 = 20;
const LOOKS_WITH_GIT: u32 = 80;

/// Bytes of the file and the stat they were read under.
pub(super) struct Seen {
    /// The bytes.
    pub bytes: Arc<Vec<u8>>,
    /// The stat.
    pub stat: Option<Stat>,
}

/// A file, read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it holds.
    pub backlog: Backlog,
    /// Why it must not be written, as a sentence.
    pub read_only: Option<String>,
    /// What it was, to notice that it changed.
    pub base: Base,
}

impl Loaded {
    pub(super) fn of(read: Read, seen: &Seen) -> Self {
        let read_only = read.foreign().map(|foreign| foreign.to_string());
        let base = Base::new(Arc::clone(&seen.bytes), seen.stat);
        Self { backlog: read.backlog, read_only, base }
    }
}

impl BacklogFile {
    /// Tries again while a file is missing or unparsable: git unlinks it, then writes it afresh.
    pub(super) fn settled<T>(
        &self,
        work: impl Fn(&Path) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut looks = 0;
        loop {
            match work(&self.path) {
                Err(error) if error.passes() && looks < LOOKS_WITH_GIT => {
                    if looks >= LOOKS && !self.disk.git_is_busy(self.folder()) {
                        return Err(match self.disk.git_left(self.folder()) {
                            Some(lock) => StoreError::LockLeft { error: Box::new(error), lock },
                            None => error,
                        });
                    }
                    looks += 1;
                    self.disk.pause(LOOK);
                }
                done => return done,
            }
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// The branch of git that is checked out where the file is.
    pub(super) fn branch(&self) -> Option<String> {
        self.disk.branch(self.folder())
    }

    /// Reads the bytes of a path, of a regular file only.
    pub(super) fn look(&self, path: &Path) -> Result<Seen, StoreError> {
        let metadata = self.disk.metadata(path).map_err(self.read_failed(path))?;
        if !metadata.is_file() {
            return Err(StoreError::NotAFile { path: self.path.clone() });
        }
        let file = self.disk.open(path).map_err(self.read_failed(path))?;
        let stat = file.metadata().ok().map(|metadata| Stat::of(&metadata));
        let limit = self.disk.limit();
        let bytes = self.disk.read(&file, limit + 1).map_err(self.read_failed(path))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
            return Err(StoreError::TooLarge { path: self.path.clone(), limit });
        }
        Ok(Seen { bytes: Arc::new(bytes), stat })
    }

    pub(super) fn read_failed(&self, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
        let (shown, path) = (self.path.clone(), path.to_owned());
        move |error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::NotFound { path: shown },
            _ => StoreError::io("read", &path)(error),
        }
    }

    pub(super) fn parse(&self, bytes: &[u8]) -> Result<Read, StoreError> {
        let path = || self.path.clone();
        document::read(bytes).map_err(|error| StoreError::Unreadable { path: path(), error })
    }
}
