//! The file as it was, kept on this machine: private files in the user's state folder, named by
//! moment and occasion, few enough to be looked through. It never touches the backlog's file and
//! never asks what time it is; and what is kept here is not fsynced.

mod name;
mod thinning;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

use super::base::fnv;
use super::disk::Disk;
use super::error::StoreError;
use super::undo::private_folder;
use crate::domain::stamp::Moment;
pub use crate::session::Occasion;
pub use name::Name;
pub use thinning::{DAYS, NEWEST, outdated};

/// The folder for them in the state folder.
const FOLDER: &str = "backups";
/// How many are looked for a free name in one second.
const MOST_IN_A_SECOND: u32 = 1_000;

/// The backups of one file.
#[derive(Debug, Clone)]
pub struct Backups {
    folder: PathBuf,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// What it is called.
    pub name: Name,
    /// How many bytes it has.
    pub bytes: u64,
}

/// What is to be kept before the file is written, and where.
#[derive(Debug, Clone)]
pub struct Before {
    /// Where; nowhere where the user has no state folder.
    pub backups: Option<Backups>,
    /// On which occasion; on none, a merge is still one.
    pub occasion: Option<Occasion>,
    /// The moment of the write.
    pub at: Moment,
}

/// What became of a backup before a write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Kept {
    /// None was due, or there is no place for one.
    #[default]
    NotDue,
    /// It is there.
    Made,
    /// It could not be made, for this reason.
    Failed(String),
}

impl Kept {
    /// What to say of it beside what was saved.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        match self {
            Self::Failed(why) => {
                Some(format!("saved, but without a backup of what stood there: {why}"))
            }
            Self::NotDue | Self::Made => None,
        }
    }
}

impl Before {
    /// The same where what was done here is merged with what another program wrote.
    #[must_use]
    pub(super) fn merging(self) -> Self {
        let weighty = self.occasion.filter(|occasion| !occasion.comes_round());
        Self { occasion: weighty.or(Some(Occasion::Merge)), ..self }
    }

    /// Keeps the bytes that are about to be replaced, where the occasion asks for it.
    ///
    /// # Errors
    /// When it cannot be kept and nothing may be written without.
    pub(super) fn keep(&self, disk: &dyn Disk, bytes: &[u8]) -> Result<Kept, StoreError> {
        let Some(occasion) = self.occasion else { return Ok(Kept::NotDue) };
        let Some(backups) = &self.backups else {
            return if occasion.must_be_kept() { Err(nowhere()) } else { Ok(Kept::NotDue) };
        };
        let made = match occasion {
            Occasion::Hourly => backups.has_one_of_the_hour(self.at).and_then(|has| {
                if has { Ok(false) } else { backups.keep(disk, bytes, occasion, self.at) }
            }),
            _ => backups.keep(disk, bytes, occasion, self.at),
        };
        match made {
            Ok(true) => Ok(Kept::Made),
            Ok(false) => Ok(Kept::NotDue),
            Err(error) if occasion.must_be_kept() => Err(error),
            Err(error) => Ok(Kept::Failed(error.to_string())),
        }
    }
}

impl Backups {
    /// The backups in the state folder `state` of the backlog at `file`, a path without symlinks.
    #[must_use]
    pub fn at(state: &Path, file: &Path) -> Self {
        let key = fnv(file.as_os_str().as_encoded_bytes());
        Self { folder: state.join(FOLDER).join(format!("{key:016x}")) }
    }

    /// Where they are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All of them, newest first. What has another name is not ours and is left alone.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn list(&self) -> Result<Vec<Backup>, StoreError> {
        let failed = || StoreError::io("read", &self.folder);
        self.is_ours()?;
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed()(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed())?;
            let name = entry.file_name().to_str().and_then(Name::read);
            // Of the entry itself: a link leads to what is not ours.
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file);
            if let (Some(name), Some(metadata)) = (name, metadata) {
                found.push(Backup { name, bytes: metadata.len() });
            }
        }
        found.sort_by(|one, other| other.name.cmp(&one.name));
        Ok(found)
    }

    /// The bytes of one, at most `limit`.
    ///
    /// # Errors
    /// When it cannot be read, or is larger.
    pub fn read(&self, name: &Name, limit: u64) -> Result<Vec<u8>, StoreError> {
        let path = self.folder.join(name.to_string());
        let failed = || StoreError::io("read", &path);
        let file = File::open(&path).map_err(failed())?;
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed())?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > limit) {
            return Err(StoreError::TooLarge { path, limit });
        }
        Ok(bytes)
    }

    /// Keeps these bytes, and lets go of what is not kept any more; whether they are kept. The
    /// lock of the backlog's folder must be held.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn keep(
        &self,
        disk: &dyn Disk,
        bytes: &[u8],
        occasion: Occasion,
        at: Moment,
    ) -> Result<bool, StoreError> {
        self.make_folder()?;
        let all = self.list()?;
        // A save that fails is tried again: the same bytes are kept once.
        let again = |newest: &Backup| {
            newest.name.occasion() == occasion.word()
                && u64::try_from(bytes.len()).is_ok_and(|length| length == newest.bytes)
                && self.read(&newest.name, newest.bytes).is_ok_and(|held| held == bytes)
        };
        if all.first().is_some_and(again) {
            return Ok(true);
        }
        let name = self.write(disk, bytes, &Name::of(at, occasion.word()), &all)?;
        let names: Vec<Name> = all.into_iter().map(|it| it.name).chain([name.clone()]).collect();
        for old in outdated(&names, at).into_iter().filter(|old| **old != name) {
            // One that stays takes room, and no work is lost by it.
            drop(fs::remove_file(self.folder.join(old.to_string())));
        }
        Ok(true)
    }

    /// Writes bytes under a name that nothing has.
    fn write(
        &self,
        disk: &dyn Disk,
        bytes: &[u8],
        name: &Name,
        all: &[Backup],
    ) -> Result<Name, StoreError> {
        let beside = all.iter().filter(|it| it.name.beside(name)).map(|it| it.name.nth());
        let first = beside.max().map_or(1, |last| last.saturating_add(1));
        let failed = StoreError::io("write in", &self.folder);
        let last = first.saturating_add(MOST_IN_A_SECOND);
        for nth in first..last {
            let name = name.clone().as_nth(nth);
            match disk.keep(&self.folder.join(name.to_string()), bytes) {
                Ok(()) => return Ok(name),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Err(failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// Whether a backup was made within the hour before a moment; bytes that nobody can read
    /// count for none.
    fn has_one_of_the_hour(&self, at: Moment) -> Result<bool, StoreError> {
        let hour = TimeDelta::hours(1);
        let recent = |backup: &Backup| {
            let age = at.0 - backup.name.at(at).0;
            age >= TimeDelta::zero() && age < hour
        };
        let counts = |it: &&Backup| it.name.occasion() != Occasion::Unreadable.word();
        Ok(self.list()?.iter().filter(counts).any(recent))
    }

    fn make_folder(&self) -> Result<(), StoreError> {
        let failed = || StoreError::io("make", &self.folder);
        self.is_ours()?;
        private_folder(&self.folder).map_err(failed())?;
        self.is_ours()?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mut mode = fs::metadata(&self.folder).map_err(failed())?.permissions();
            if mode.mode() & 0o077 != 0 {
                mode.set_mode(0o700);
                fs::set_permissions(&self.folder, mode).map_err(failed())?;
            }
        }
        Ok(())
    }

    /// Refuses to follow a link that stands where our folders are to be.
    fn is_ours(&self) -> Result<(), StoreError> {
        for folder in [self.folder.parent().unwrap_or(&self.folder), &self.folder] {
            match fs::symlink_metadata(folder) {
                Ok(it) if !it.is_dir() => {
                    let source = io::Error::other("it is no folder, but a link or a file");
                    return Err(StoreError::io("keep backups in", folder)(source));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// There is no state folder, where something must be kept.
fn nowhere() -> StoreError {
    let source = io::Error::other("there is no home folder to keep it in");
    StoreError::io("make", Path::new("a backup"))(source)
}
