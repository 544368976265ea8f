//! The one door past the rule that an unreadable file is never replaced: a backup is put in its
//! place because a person asked for exactly that. It never goes past a file that can be read.

use std::io;
use std::path::{Path, PathBuf};

use super::backups::Before;
use super::error::StoreError;
use super::file::BacklogFile;
use super::replace::{Target, lock, replace};

/// How many links are followed to where nothing is.
const LINKS: usize = 40;

impl BacklogFile {
    /// The path without symlinks, also where nothing is any more: what backups are kept by.
    ///
    /// # Errors
    /// When not even its folder is there.
    pub fn place(&self) -> Result<PathBuf, StoreError> {
        let mut path = self.path.clone();
        for _ in 0..LINKS {
            match self.disk.resolve(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                resolved => return resolved.map_err(self.read_failed(&self.path)),
            }
            let folder = path.parent().unwrap_or_else(|| Path::new("/")).to_owned();
            if let Ok(to) = std::fs::read_link(&path) {
                path = folder.join(to);
                continue;
            }
            let name = path.file_name().unwrap_or_default();
            let folder = self.disk.resolve(&folder).map_err(self.read_failed(&self.path))?;
            return Ok(folder.join(name));
        }
        Err(StoreError::NotAFile { path: self.path.clone() })
    }

    /// Puts the bytes of a backlog where nothing is, or where what stands cannot be read; that is
    /// kept first, and nothing is replaced where it cannot be.
    ///
    /// # Errors
    /// When the bytes are no backlog of this version, when what stands can be read after all, and
    /// when the file cannot be written; it stays as it is.
    pub fn put_back(&self, bytes: &[u8], before: &Before) -> Result<(), StoreError> {
        self.check_foreign(&self.parse(bytes)?)?;
        let target = Target::of(self.place()?)?;
        let _lock = lock(&*self.disk, &target.folder)?;
        let read = self.settled(|_| self.parse(&self.look(&target.path)?.bytes).map(drop));
        let changed = || StoreError::Changed { path: self.path.clone() };
        let was = match read {
            Ok(()) => return Err(changed()),
            Err(StoreError::NotFound { .. }) => None,
            Err(StoreError::Unreadable { .. }) => Some(self.look(&target.path)?.bytes),
            Err(error) => return Err(error),
        };
        if was.as_ref().is_some_and(|bytes| self.parse(bytes).is_ok()) {
            return Err(changed());
        }
        if let Some(was) = &was {
            before.keep(&*self.disk, was)?;
        }
        replace(&*self.disk, &target, was.as_ref().map(|was| was.as_slice()), bytes)
    }
}
