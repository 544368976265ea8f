//! Half-typed text: what is being typed on a screen, and what was typed there and left, in a
//! private file of this machine. It never knows what a text is for, and nothing of it is a
//! backlog's until it is taken.
//!
//! Every screen has a file of its own, so that two of them on one backlog never write over each
//! other. A screen holds a lock on its file for as long as it lives; the kernel frees it when the
//! process dies, and the next screen takes over every file that nobody holds.

mod keeper;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::base::fnv;
use super::disk::RealDisk;
use super::error::StoreError;
use super::replace::lock;
use super::undo::{private, private_folder};
use crate::domain::story::StoryId;
pub use keeper::{EVERY, Keeper};

/// A longer file is none of ours.
const LARGEST: u64 = 64 << 20;

/// One text, with all that is needed to go on typing it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What it is for, as the screen spells it.
    pub what: Value,
    /// What it is called.
    pub label: String,
    /// What is to be known while typing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The stories it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<StoryId>,
    /// Its lines, or the one text.
    pub texts: Vec<String>,
    /// The line with the caret, and the characters before it there.
    pub caret: (usize, usize),
    /// The screen it was typed on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub screen: String,
    /// The story whose page was open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<StoryId>,
}

/// Everything half typed on one screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Texts {
    /// What is being typed, or was when the process ended.
    pub now: Vec<Typed>,
    /// What was left on purpose, and comes back where it belongs.
    pub left: Vec<Typed>,
}

impl Texts {
    /// Whether there is nothing to keep.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.now.is_empty() && self.left.is_empty()
    }

    /// What these bytes say; none where they are no file of ours. A text that cannot be read is
    /// passed over, the others count.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut said: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        let mut texts = |name: &str| match said.remove(name) {
            Some(Value::Array(list)) => {
                list.into_iter().filter_map(|it| serde_json::from_value(it).ok()).collect()
            }
            _ => Vec::new(),
        };
        Some(Self { now: texts("now"), left: texts("left") })
    }

    fn written(&self) -> serde_json::Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Form<'a> {
            now: &'a [Typed],
            left: &'a [Typed],
        }
        let mut bytes = serde_json::to_vec(&Form { now: &self.now, left: &self.left })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Where the half-typed texts of one backlog lie.
#[derive(Debug, Clone)]
pub struct TypedPlace {
    folder: PathBuf,
    /// How the names of its files begin.
    stem: String,
}

impl TypedPlace {
    /// In `folder`, for the backlog at `file`, a path without symlinks.
    #[must_use]
    pub fn at(folder: &Path, file: &Path) -> Self {
        let key = fnv(file.as_os_str().as_encoded_bytes());
        Self { folder: folder.to_owned(), stem: format!("typed-{key:016x}-") }
    }

    /// Opens it for one screen: what screens that ended have left is taken over. What cannot be
    /// read keeps no screen from opening; it stays where it is.
    #[must_use]
    pub fn open(&self) -> (TypedFile, Texts) {
        let mut file = TypedFile { place: self.clone(), held: Vec::new() };
        let mut texts = Texts::default();
        let names = self.files();
        // Nobody may put another file in the place of one that is being looked at.
        let locked = (!names.is_empty()).then(|| lock(&RealDisk, &self.folder));
        if !matches!(locked, Some(Ok(_))) {
            return (file, texts);
        }
        for path in names {
            let Some((handle, theirs)) = taken_over(&path) else { continue };
            texts.now.extend(theirs.now);
            texts.left.extend(theirs.left);
            file.held.push((path, handle));
        }
        (file, texts)
    }

    /// The files of all screens, in the order of their names.
    fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let ours = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(&self.stem) && path.extension().is_some_and(|it| it == "json")
        };
        let mut files: Vec<PathBuf> =
            entries.filter_map(Result::ok).map(|it| it.path()).filter(ours).collect();
        files.sort();
        files
    }

    /// A name that no screen has.
    fn free(&self) -> PathBuf {
        let name = |count: u32| self.folder.join(format!("{}{count}.json", self.stem));
        let free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
        (1..=u32::MAX).map(name).find(free).unwrap_or_else(|| name(0))
    }
}

/// What a screen that ended has left; none where a living one holds it, or it is none of ours.
fn taken_over(path: &Path) -> Option<(File, Texts)> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return None;
    }
    let handle = File::open(path).ok()?;
    if matches!(handle.try_lock(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let mut bytes = Vec::new();
    (&handle).take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    Some((handle, Texts::read(&bytes)?))
}

/// The file of one screen.
#[derive(Debug)]
pub struct TypedFile {
    place: TypedPlace,
    /// The files this screen has, each with the handle that locks it: its own, and those it took
    /// over until its own says the same.
    held: Vec<(PathBuf, File)>,
}

impl Drop for TypedFile {
    fn drop(&mut self) {
        // A child that is being started may still have the handle, and with it the lock.
        for (_, handle) in &self.held {
            drop(handle.unlock());
        }
    }
}

impl TypedFile {
    /// Where it is, while there is something to keep.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.held.first().map(|(path, _)| path.as_path())
    }

    /// Keeps these texts in the place of what was kept; where there is nothing, no file stays.
    /// Whoever reads meanwhile sees the old or the new. It is not fsynced: it is there for a
    /// process that dies, not for a machine that does.
    ///
    /// # Errors
    /// It cannot be written; then what was kept is still there.
    pub fn write(&mut self, texts: &Texts) -> Result<(), StoreError> {
        if texts.is_empty() && self.held.is_empty() {
            return Ok(());
        }
        let folder = &self.place.folder;
        private_folder(folder).map_err(StoreError::io("make", folder))?;
        let _lock = lock(&RealDisk, folder)?;
        let own = if texts.is_empty() { None } else { Some(self.place_one(texts)?) };
        let before = std::mem::replace(&mut self.held, own.into_iter().collect());
        for (path, _) in before {
            if self.path() != Some(&path) {
                drop(fs::remove_file(&path));
            }
        }
        Ok(())
    }

    /// Writes them beside the file, locked, and puts that in its place.
    fn place_one(&self, texts: &Texts) -> Result<(PathBuf, File), StoreError> {
        let path = self.path().map_or_else(|| self.place.free(), Path::to_owned);
        let failed = || StoreError::io("write", &path);
        let bytes = texts.written().map_err(|error| failed()(error.into()))?;
        let temp = path.with_extension("tmp");
        // One left by a process that died.
        drop(fs::remove_file(&temp));
        let mut options = OpenOptions::new();
        let options = private(options.write(true).create_new(true));
        let placed = options.open(&temp).and_then(|mut file| {
            // Where files cannot be locked, another screen may offer this text too: it is kept.
            drop(file.try_lock());
            file.write_all(&bytes)?;
            fs::rename(&temp, &path)?;
            Ok(file)
        });
        match placed {
            Ok(file) => Ok((path, file)),
            Err(error) => {
                drop(fs::remove_file(&temp));
                Err(failed()(error))
            }
        }
    }
}
