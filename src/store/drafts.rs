//! Texts of stories while they are edited elsewhere: private files of this machine, kept until
//! what they say is taken. It never looks at what stands in them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::base::fnv;
use super::error::StoreError;
use super::undo::{private, private_folder};
use crate::domain::story::StoryId;

/// The folder for them in the state folder.
const FOLDER: &str = "drafts";
/// The largest text that is read.
const LARGEST: u64 = 64 << 20;

/// Where the texts of one story lie.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    number: u32,
    /// What a kept text is called, where it can be found again.
    name: Option<String>,
}

impl Drafts {
    /// In the state folder, for a story of the backlog at `file`, a path without symlinks.
    #[must_use]
    pub fn of(state: &Path, file: &Path, story: StoryId, number: u32) -> Self {
        // A number may come to name another story; the identity does not.
        let mut key = file.as_os_str().as_encoded_bytes().to_vec();
        key.extend_from_slice(story.uuid().as_bytes());
        let name = format!("{:016x}-{number}", fnv(&key));
        Self { folder: state.join(FOLDER), number, name: Some(name) }
    }

    /// In a folder that is not ours: what is kept there is not found again.
    #[must_use]
    pub const fn elsewhere(folder: PathBuf, number: u32) -> Self {
        Self { folder, number, name: None }
    }

    /// For stories that are not here yet: in the state folder, else in another one. What is kept
    /// stays where it was edited.
    #[must_use]
    pub fn of_new(state: Option<&Path>, elsewhere: PathBuf) -> Self {
        Self::elsewhere(state.map_or(elsewhere, |state| state.join(FOLDER)), 0)
    }

    /// Where a text is found again, whether one is there or not.
    #[must_use]
    pub fn place(&self) -> Option<PathBuf> {
        self.name.as_ref().map(|name| self.folder.join(format!("{name}.md")))
    }

    /// A text that was kept, if there is one.
    #[must_use]
    pub fn kept(&self) -> Option<PathBuf> {
        self.place().filter(|path| path.is_file())
    }

    /// What was kept beside it: what the text began with.
    #[must_use]
    pub fn beside(&self) -> Option<Vec<u8>> {
        fs::read(self.place()?.with_extension("json")).ok()
    }

    /// Writes a text to be edited, under a name with this mark that nothing else has; its path.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&self, mark: &str, text: &str) -> Result<PathBuf, StoreError> {
        private_folder(&self.folder).map_err(StoreError::io("make", &self.folder))?;
        let number = Some(self.number).filter(|number| *number > 0);
        let what = number.map_or("drafts".to_owned(), |number| number.to_string());
        let path = self.folder.join(format!("upnext-{what}-{mark}.md"));
        write_new(&path, text.as_bytes()).map_err(StoreError::io("write", &path))?;
        Ok(path)
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than any text.
    pub fn read(&self, at: &Path) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::io("read", at);
        let file = File::open(at).map_err(failed())?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed())?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
            return Err(StoreError::TooLarge { path: at.to_owned(), limit: LARGEST });
        }
        Ok(bytes)
    }

    /// Keeps the text at `at` as these bytes, with what it began with, where it is found again;
    /// where it is, if another kept text has that place. Its path.
    ///
    /// # Errors
    /// When it cannot be written; then the text at `at` is as it was.
    pub fn keep(&self, at: &Path, text: &[u8], began: &[u8]) -> Result<PathBuf, StoreError> {
        let place = self.place().filter(|place| place == at || !place.exists());
        let to = place.clone().unwrap_or_else(|| at.to_owned());
        if place.is_some_and(|place| place != at) {
            let beside = to.with_extension("json");
            replace(&beside, began).map_err(StoreError::io("write", &beside))?;
        }
        replace(&to, text).map_err(StoreError::io("write", &to))?;
        if to != at {
            drop(fs::remove_file(at));
        }
        Ok(to)
    }

    /// Throws a text away; a kept one with what was kept beside it.
    pub fn discard(&self, at: &Path) {
        drop(fs::remove_file(at));
        if self.place().is_some_and(|place| place == at) {
            drop(fs::remove_file(at.with_extension("json")));
        }
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create_new(true)).open(path)?;
    file.write_all(bytes)
}

/// Puts these bytes in the place of what is there: a full disk takes nobody's text.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temp = path.as_os_str().to_owned();
    temp.push(".tmp");
    let temp = PathBuf::from(temp);
    drop(fs::remove_file(&temp));
    write_new(&temp, bytes).and_then(|()| fs::rename(&temp, path)).inspect_err(|_| {
        drop(fs::remove_file(&temp));
    })
}
