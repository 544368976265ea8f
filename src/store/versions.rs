//! Three versions of a file, as git hands them to a merge driver, brought together in the place
//! of ours. Our file is replaced whole or stays as it is.

use std::path::Path;

use super::error::StoreError;
use super::file::BacklogFile;
use crate::domain::backlog::Backlog;
use crate::domain::merge::{Merged, merge};

/// Merges what became of `base` in `ours` and `theirs`, and writes it to `ours`. Values written
/// on both sides wait there to be settled. A base that is missing or empty is an empty backlog.
///
/// # Errors
/// A version cannot be read, was written by a newer upnext, or ours cannot be written.
pub fn bring_together(base: &Path, ours: &Path, theirs: &Path) -> Result<Merged, StoreError> {
    let base = match version(base) {
        Err(StoreError::NotFound { .. }) => Backlog::default(),
        Err(StoreError::Unreadable { .. }) if is_empty(base) => Backlog::default(),
        read => read?,
    };
    let theirs = version(theirs)?;
    // Looked at without waiting first: nobody is still writing what git has laid ready.
    version(ours)?;
    BacklogFile::new(ours).with_lock(|locked| {
        let loaded = locked.read()?;
        let merged = merge(&base, &loaded.backlog, &theirs).to_be_settled();
        locked.replace(&merged.backlog)?;
        Ok(merged)
    })
}

fn version(path: &Path) -> Result<Backlog, StoreError> {
    let file = BacklogFile::new(path);
    let seen = file.look(&file.path)?;
    let read = file.parse(&seen.bytes)?;
    file.check_foreign(&read)?;
    Ok(read.backlog)
}

fn is_empty(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|it| it.len() == 0)
}
