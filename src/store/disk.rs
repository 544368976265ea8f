//! The few things asked of a disk, each a method of its own, so that a test can make any of them
//! fail or switch a guard off. The shipped program has [`RealDisk`] only; no option weakens it.

use std::fs::{self, File, FileType, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

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

    /// A new file that was not there, with the mode of the file it will replace.
    fn create(&self, path: &Path, mode: Option<Permissions>) -> io::Result<File> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        if let Some(mode) = mode {
            file.set_permissions(mode)?;
        }
        Ok(file)
    }

    /// Writes all of the bytes.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Waits until a file is on the disk.
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    /// Whether the file is still what it was; the last look before it is replaced.
    fn still(&self, path: &Path, was: Option<&[u8]>) -> io::Result<bool> {
        match (self.open(path), was) {
            (Ok(file), Some(was)) => {
                let limit = u64::try_from(was.len()).unwrap_or(u64::MAX).saturating_add(1);
                Ok(self.read(&file, limit)? == was)
            }
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

    /// Whether git is writing the work tree this folder is in. A lock older than ten seconds was
    /// left behind by a git that died.
    fn git_is_busy(&self, folder: &Path) -> bool {
        let lock = folder.ancestors().find_map(|above| {
            let git = above.join(".git");
            git.exists().then(|| git.join("index.lock"))
        });
        let age = lock.and_then(|lock| fs::metadata(lock).ok()?.modified().ok()?.elapsed().ok());
        age.is_some_and(|age| age < Duration::from_secs(10))
    }

    /// The longest file that is read.
    fn limit(&self) -> u64 {
        1 << 30
    }
}

/// The disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {}
