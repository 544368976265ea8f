//! The one write path: a temporary file beside the old one, on the disk before it takes its
//! place. It never touches the old bytes.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{Disk, FolderLock};
use super::error::StoreError;

/// The time between two looks at a lock, or at a file that may be half written.
pub(super) const LOOK: Duration = Duration::from_millis(25);
/// How often the lock is asked for: three seconds in all.
const LOCK_LOOKS: u32 = 120;

/// Where a file is, symlinks resolved, and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The file.
    pub path: PathBuf,
    /// Its folder, which is what is locked.
    pub folder: PathBuf,
    /// The one name of the temporary file: a killed process leaves one file, not many.
    pub temp: PathBuf,
}

impl Target {
    /// The target of a path that is resolved already.
    pub fn of(path: PathBuf) -> Result<Self, StoreError> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(StoreError::NotAFile { path });
        };
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".tmp");
        let (folder, temp) = (folder.to_owned(), folder.join(hidden));
        Ok(Self { path, folder, temp })
    }
}

/// The lock of a folder, waited for.
pub(super) fn lock(disk: &dyn Disk, folder: &Path) -> Result<FolderLock, StoreError> {
    for look in 0..=LOCK_LOOKS {
        if look > 0 {
            disk.pause(LOOK);
        }
        if let Some(lock) = disk.try_lock(folder).map_err(StoreError::io("lock", folder))? {
            return Ok(lock);
        }
    }
    Err(StoreError::Locked { path: folder.to_owned() })
}

/// Puts `bytes` in the place of what the file was; `was` is none where there was nothing.
///
/// The lock of the folder must be held: a temporary file found here was left by a dead process.
pub(super) fn replace(
    disk: &dyn Disk,
    target: &Target,
    was: Option<&[u8]>,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let mode = match was {
        Some(_) => Some(mode_of(disk, target)?),
        None => None,
    };
    clear(disk, &target.temp)?;
    let placed = write_beside(disk, target, mode, bytes).and_then(|()| {
        let still = disk.still(&target.path, was).map_err(StoreError::io("read", &target.path))?;
        if !still {
            return Err(StoreError::Changed { path: target.path.clone() });
        }
        disk.rename(&target.temp, &target.path).map_err(StoreError::io("replace", &target.path))
    });
    if let Err(error) = placed {
        // What cannot be removed now is removed before the next save.
        drop(disk.remove(&target.temp));
        return Err(error);
    }
    disk.sync_folder(&target.folder).map_err(StoreError::io("be sure of", &target.folder))
}

/// The mode the new file gets. A write-protected file is not replaced behind its owner's back.
fn mode_of(disk: &dyn Disk, target: &Target) -> Result<std::fs::Permissions, StoreError> {
    let metadata = disk.metadata(&target.path).map_err(StoreError::io("look at", &target.path))?;
    let mode = metadata.permissions();
    if mode.readonly() {
        let source = io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected");
        return Err(StoreError::io("write", &target.path)(source));
    }
    Ok(mode)
}

/// Removes a temporary file that was left behind; anything else under its name is refused.
fn clear(disk: &dyn Disk, temp: &Path) -> Result<(), StoreError> {
    match disk.kind(temp) {
        Ok(kind) if kind.is_file() => disk.remove(temp).map_err(StoreError::io("remove", temp)),
        Ok(_) => {
            let source = io::Error::new(io::ErrorKind::AlreadyExists, "something else is there");
            Err(StoreError::io("use the temporary name", temp)(source))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io("look at", temp)(error)),
    }
}

fn write_beside(
    disk: &dyn Disk,
    target: &Target,
    mode: Option<std::fs::Permissions>,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let temp = &target.temp;
    let mut file = disk.create(temp, mode).map_err(StoreError::io("create", temp))?;
    disk.write(&mut file, bytes).map_err(StoreError::io("write", temp))?;
    disk.sync(&file).map_err(StoreError::io("write", temp))
}
