//! The few things asked of a disk, each a method of its own, so that a test can make any of them
//! fail or switch a guard off. The shipped program has [`RealDisk`] only; no option weakens it.

use std::fs::{self, File, FileType, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::git;

/// A lock on a folder, held while this lives; the kernel frees it when the process dies.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "closing the handle unlocks")] Option<File>);

impl FolderLock {
    /// No lock at all: what a test holds to show that the real one is needed.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }
}

/// What the store asks of a disk; every method defaults to the real one.
#[expect(clippy::missing_errors_doc, reason = "each gives what the system says")]
pub trait Disk: Send + Sync {
    /// The path without symlinks.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    /// What stands at a path, symlinks followed.
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        fs::metadata(path)
    }

    /// What stands at a path itself.
    fn kind(&self, path: &Path) -> io::Result<FileType> {
        fs::symlink_metadata(path).map(|metadata| metadata.file_type())
    }

    /// Opens a file for reading.
    fn open(&self, path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// At most `limit` bytes of an open file.
    fn read(&self, file: &File, limit: u64) -> io::Result<Vec<u8>> {
        let expected = file.metadata().map_or(0, |metadata| metadata.len().min(limit));
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The lock of a folder; none while another holds it.
    fn try_lock(&self, folder: &Path) -> io::Result<Option<FolderLock>> {
        let handle = File::open(folder)?;
        match handle.try_lock() {
            Ok(()) => Ok(Some(FolderLock(Some(handle)))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// A new file that was not there. Where it is to have a mode it is its owner's alone until it
    /// has that: whoever opened it before would read what is written later.
    fn create(&self, path: &Path, mode: Option<Permissions>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if mode.is_some() {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        let file = options.open(path)?;
        if let Some(mode) = mode {
            file.set_permissions(mode)?;
        }
        Ok(file)
    }

    /// Gives a new file the owner, the group and the mode of the one it will replace. Where the
    /// group is not ours to give, ours gets no more than everybody has.
    fn dress(&self, file: &File, like: &Metadata) -> io::Result<()> {
        let mode = suited(file, like)?;
        // Some file systems have one mode for all, and refuse to be asked.
        if file.metadata()?.permissions() == mode { Ok(()) } else { file.set_permissions(mode) }
    }

    /// Writes all of the bytes.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Waits until a file is on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Whether the file is still what it was; the last look before it is replaced, and the look
    /// at what came out when two were swapped.
    fn still(&self, path: &Path, was: Option<&[u8]>) -> io::Result<bool> {
        match (self.open(path), was) {
            (Ok(file), Some(was)) => holds(file, was),
            (Ok(_), None) => Ok(false),
            (Err(error), was) if error.kind() == io::ErrorKind::NotFound => Ok(was.is_none()),
            (Err(error), _) => Err(error),
        }
    }

    /// Whether bytes just read are those a backlog was based on.
    fn matches(&self, base: &super::base::Base, bytes: &[u8]) -> bool {
        base.matches(bytes)
    }

    /// Puts one file in the place of another.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Swaps two files in one step, so that nothing is replaced unseen; false where this file
    /// system cannot do so.
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        swap(one, other)
    }

    /// Waits until the names in a folder are on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Takes a file away.
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Keeps the bytes of a backup under a name that is free, for its owner only.
    fn keep(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = super::undo::private(options.write(true).create_new(true)).open(path)?;
        // Half a backup is none.
        file.write_all(bytes).inspect_err(|_| drop(fs::remove_file(path)))
    }

    /// Waits.
    fn pause(&self, time: Duration) {
        thread::sleep(time);
    }

    /// Whether git is writing the work tree this folder is in.
    fn git_is_busy(&self, folder: &Path) -> bool {
        git::lock(folder) == Some(git::Lock::Held)
    }

    /// The lock a git that died left in the work tree this folder is in.
    fn git_left(&self, folder: &Path) -> Option<PathBuf> {
        match git::lock(folder) {
            Some(git::Lock::Left(path)) => Some(path),
            _ => None,
        }
    }

    /// The branch of git that is checked out in this folder.
    fn branch(&self, folder: &Path) -> Option<String> {
        git::branch(folder)
    }

    /// The longest file that is read.
    fn limit(&self) -> u64 {
        1 << 30
    }
}

/// The mode a file gets that is to be like another, once it has the other's group if it can.
#[cfg(unix)]
fn suited(file: &File, like: &Metadata) -> io::Result<Permissions> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let (own, mut mode) = (file.metadata()?, like.permissions());
    let (user, group) = (like.uid(), like.gid());
    let alike = (own.uid(), own.gid()) == (user, group);
    let given = alike
        || fchown(file, Some(user), Some(group)).is_ok()
        || fchown(file, None, Some(group)).is_ok();
    if !given {
        let bits = mode.mode();
        mode.set_mode(bits & !0o070 | bits & (bits & 0o007) << 3);
    }
    Ok(mode)
}

#[cfg(not(unix))]
fn suited(_: &File, like: &Metadata) -> io::Result<Permissions> {
    Ok(like.permissions())
}

/// Whether a file holds these bytes and no more.
fn holds(mut file: File, wanted: &[u8]) -> io::Result<bool> {
    let mut room = vec![0; 1 << 16];
    let mut left = wanted;
    loop {
        let count = match file.read(&mut room) {
            Ok(0) => return Ok(left.is_empty()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match room.get(..count).and_then(|seen| left.strip_prefix(seen)) {
            Some(rest) => left = rest,
            None => return Ok(false),
        }
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    let cannot = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if cannot.contains(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// The disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {}
