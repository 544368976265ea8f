//! The one write path: a temporary file beside the old one, on the disk before it takes its
//! place. It never touches the old bytes.

use std::fs::{Metadata, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{Disk, FolderLock};
use super::error::{SURE, StoreError};

/// The time between two looks at a lock, or at a file that may be half written.
pub(super) const LOOK: Duration = Duration::from_millis(25);
/// How often the lock is asked for: three seconds in all.
const LOCK_LOOKS: u32 = 120;
/// How often files are swapped back and forth before the one who keeps writing is let win.
const SWAPS: u32 = 8;

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
    let like = match was {
        Some(_) => Some(old(disk, target)?),
        None => None,
    };
    clear(disk, &target.temp)?;
    let placed = write_beside(disk, target, like.as_ref(), bytes).and_then(|()| {
        let still = disk.still(&target.path, was).map_err(StoreError::io("read", &target.path))?;
        if !still {
            return Err(StoreError::Changed { path: target.path.clone() });
        }
        put_in_place(disk, target, was, bytes)
    });
    if let Err(error) = placed {
        // What cannot be removed now is removed before the next save.
        drop(disk.remove(&target.temp));
        return Err(error);
    }
    let sure = disk.sync_folder(&target.folder);
    // What came out of a swap; the next save removes what cannot be removed now.
    drop(disk.remove(&target.temp));
    sure.map_err(StoreError::io(SURE, &target.folder))
}

/// Puts the temporary file in the place of the other. The two are swapped where that can be done:
/// another program may have replaced the file since the last look, and then its file comes out.
fn put_in_place(
    disk: &dyn Disk,
    target: &Target,
    was: Option<&[u8]>,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let failed = || StoreError::io("replace", &target.path);
    let Some(was) = was else {
        return disk.rename(&target.temp, &target.path).map_err(failed());
    };
    match disk.exchange(&target.temp, &target.path) {
        Ok(true) => {}
        Ok(false) => return disk.rename(&target.temp, &target.path).map_err(failed()),
        // It went away: the next try reads it again, or says that it is gone.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(StoreError::Changed { path: target.path.clone() });
        }
        Err(error) => return Err(failed()(error)),
    }
    match disk.still(&target.temp, Some(was)) {
        Ok(true) => Ok(()),
        Ok(false) => give_back(disk, target, bytes),
        Err(error) => {
            // What came out cannot be looked at: it goes back unseen.
            drop(disk.exchange(&target.temp, &target.path));
            Err(StoreError::io("read", &target.temp)(error))
        }
    }
}

/// Puts back what another program wrote and a swap took out. What comes out then must be what was
/// put in before; where it is not, it is newer still and goes back in its turn.
fn give_back(disk: &dyn Disk, target: &Target, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = || StoreError::io("replace", &target.path);
    let taken_out = || {
        let file = disk.open(&target.temp)?;
        disk.read(&file, disk.limit())
    };
    let mut put_in = bytes.to_vec();
    for _ in 0..SWAPS {
        let theirs = taken_out().map_err(StoreError::io("read", &target.temp));
        disk.exchange(&target.temp, &target.path).map_err(failed())?;
        if disk.still(&target.temp, Some(&put_in)).map_err(failed())? {
            break;
        }
        put_in = theirs?;
    }
    Err(StoreError::Changed { path: target.path.clone() })
}

/// What the new file is to be like. A write-protected file is not replaced behind its owner's
/// back.
fn old(disk: &dyn Disk, target: &Target) -> Result<Metadata, StoreError> {
    let metadata = disk.metadata(&target.path).map_err(StoreError::io("look at", &target.path))?;
    if metadata.permissions().readonly() {
        let source = io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected");
        return Err(StoreError::io("write", &target.path)(source));
    }
    Ok(metadata)
}

/// Removes a temporary file that was left behind; anything else under its name is refused.
pub(super) fn clear(disk: &dyn Disk, temp: &Path) -> Result<(), StoreError> {
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

/// Writes the temporary file, and waits until it is on the disk.
pub(super) fn write_beside(
    disk: &dyn Disk,
    target: &Target,
    like: Option<&Metadata>,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let temp = &target.temp;
    let created = disk.create(temp, like.map(for_its_owner));
    let mut file = created.map_err(StoreError::io("create", temp))?;
    if let Some(like) = like {
        disk.dress(&file, like).map_err(StoreError::io("set the mode of", temp))?;
    }
    disk.write(&mut file, bytes).map_err(StoreError::io("write", temp))?;
    // Where this fails the handle is let go: a second try on it could say that all is well.
    disk.sync(&file).map_err(StoreError::io("flush", temp))
}

/// The mode of a file nobody else opens.
fn for_its_owner(like: &Metadata) -> Permissions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "there are no modes"))]
    let mut mode = like.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o600);
    mode
}
