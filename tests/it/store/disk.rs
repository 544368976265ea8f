//! Disks that fail, count and let guards drop. They test nothing.

use std::fs::{File, FileType, Metadata, Permissions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use upnext::store::base::Base;
use upnext::store::disk::{Disk, FolderLock, RealDisk};

/// The real disk, which hardly waits.
pub struct Quick;

impl Quick {
    pub fn arc() -> Arc<dyn Disk> {
        Arc::new(Self)
    }
}

impl Disk for Quick {
    fn pause(&self, _: Duration) {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Writes down the steps, and fails at one of them.
#[derive(Default)]
pub struct Faulty {
    pub fail: Mutex<Option<(&'static str, i32)>>,
    pub steps: Mutex<Vec<&'static str>>,
    /// Guards that are off.
    pub off: Vec<&'static str>,
}

impl Faulty {
    pub fn without(off: &[&'static str]) -> Arc<Self> {
        Arc::new(Self { off: off.to_vec(), ..Self::default() })
    }

    /// What was done, without what only looks.
    pub fn deeds(&self) -> Vec<&'static str> {
        let looks = ["open", "read", "resolve", "metadata", "kind"];
        let steps = self.steps.lock().unwrap();
        steps.iter().copied().filter(|step| !looks.contains(step)).collect()
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        self.steps.lock().unwrap().push(name);
        match *self.fail.lock().unwrap() {
            Some((step, code)) if step == name => Err(io::Error::from_raw_os_error(code)),
            _ => Ok(()),
        }
    }
}

impl Disk for Faulty {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("resolve")?;
        RealDisk.resolve(path)
    }
    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.step("metadata")?;
        RealDisk.metadata(path)
    }
    fn kind(&self, path: &Path) -> io::Result<FileType> {
        self.step("kind")?;
        RealDisk.kind(path)
    }
    fn read(&self, file: &File, limit: u64) -> io::Result<Vec<u8>> {
        self.step("read")?;
        RealDisk.read(file, limit)
    }
    fn dress(&self, file: &File, like: &Metadata) -> io::Result<()> {
        self.step("dress")?;
        RealDisk.dress(file, like)
    }
    fn open(&self, path: &Path) -> io::Result<File> {
        self.step("open")?;
        RealDisk.open(path)
    }
    fn try_lock(&self, folder: &Path) -> io::Result<Option<FolderLock>> {
        self.step("lock")?;
        if self.off.contains(&"lock") {
            return Ok(Some(FolderLock::none()));
        }
        RealDisk.try_lock(folder)
    }
    fn create(&self, path: &Path, mode: Option<Permissions>) -> io::Result<File> {
        self.step("create")?;
        RealDisk.create(path, mode)
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        // Half of it is there when the disk is full.
        RealDisk.write(file, &bytes[..bytes.len() / 2])?;
        self.step("write")?;
        RealDisk.write(file, &bytes[bytes.len() / 2..])
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        if self.off.contains(&"sync") {
            return Ok(());
        }
        self.step("sync")?;
        RealDisk.sync(file)
    }
    fn still(&self, path: &Path, was: Option<&[u8]>) -> io::Result<bool> {
        // The second look is at what came out of the swap.
        let temp = path.extension().is_some_and(|it| it == "tmp");
        self.step(if temp { "came out" } else { "still" })?;
        if self.off.contains(&"still") { Ok(true) } else { RealDisk.still(path, was) }
    }
    fn matches(&self, base: &Base, bytes: &[u8]) -> bool {
        self.off.contains(&"base") || base.matches(bytes)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        RealDisk.rename(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        if self.off.contains(&"exchange") {
            return Ok(false);
        }
        self.step("rename")?;
        RealDisk.exchange(one, other)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("sync folder")?;
        RealDisk.sync_folder(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        if self.off.contains(&"remove") {
            return Ok(());
        }
        RealDisk.remove(path)
    }
    fn pause(&self, _: Duration) {
        // Another test may be between fork and exec, its child still holding our lock.
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Does something at a pause; git is at work or not.
pub struct Later<F> {
    pub pauses: AtomicU32,
    pub then: F,
    pub git: bool,
}

impl<F: Fn(u32) + Send + Sync> Disk for Later<F> {
    fn pause(&self, _: Duration) {
        (self.then)(self.pauses.fetch_add(1, Ordering::SeqCst) + 1);
    }
    fn git_is_busy(&self, _: &Path) -> bool {
        self.git
    }
}
