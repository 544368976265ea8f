//! A file that cannot be read, looked at and mended on somebody's word: its old bytes are kept
//! first, and what stands there afterwards can be read. Nothing but that word leads here.

use std::sync::Arc;

use super::backups::Before;
use super::error::StoreError;
use super::file::BacklogFile;
use super::mending::{Mended, mend};
use super::read_error::ReadError;
use super::replace::{lock, replace};

/// A file that cannot be read.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// Where and why.
    pub error: ReadError,
    /// What it holds.
    pub bytes: Arc<Vec<u8>>,
    /// What it would be mended, where that has one answer.
    pub mended: Option<Mended>,
}

impl BacklogFile {
    /// Looks at a file that cannot be read; none when it can.
    ///
    /// # Errors
    /// When it is not there, or no file.
    pub fn unreadable(&self) -> Result<Option<Unreadable>, StoreError> {
        let read = self.settled(|path| self.parse(&self.look(path)?.bytes));
        if !matches!(read, Err(StoreError::Unreadable { .. })) {
            return read.map(|_| None);
        }
        let bytes = self.look(&self.path)?.bytes;
        Ok(match self.parse(&bytes) {
            Err(StoreError::Unreadable { error, .. }) => {
                Some(Unreadable { error, mended: mend(&bytes), bytes })
            }
            _ => None,
        })
    }

    /// Mends a file that cannot be read, after its bytes were kept; says what was done. Nothing is
    /// done to a file that can be read.
    ///
    /// # Errors
    /// When there is not one answer, when its bytes cannot be kept, or when it cannot be written:
    /// it stays as it is.
    pub fn repair(&self, before: &Before) -> Result<Vec<String>, StoreError> {
        let target = self.target()?;
        let _lock = lock(&*self.disk, &target.folder)?;
        let Some(found) = self.unreadable()? else { return Ok(Vec::new()) };
        let Unreadable { error, bytes, mended } = found;
        let unmendable = || StoreError::Unreadable { path: self.path.clone(), error };
        let mended = mended.ok_or_else(unmendable)?;
        before.keep(&*self.disk, &bytes)?;
        replace(&*self.disk, &target, Some(&bytes), &mended.bytes)?;
        Ok(mended.done)
    }
}
