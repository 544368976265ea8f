//! A backlog that could not be saved when the program had to end, kept whole beside the undo log.
//! It never goes into the backlog's own file: whoever lost it looks at both.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::base::fnv;
use super::document;
use super::error::StoreError;
use super::undo::{private, private_folder};
use crate::domain::backlog::Backlog;

/// More of them than anybody has left lying.
const MOST: u32 = 100;

/// Where the rescued copies of one backlog lie.
#[derive(Debug, Clone)]
pub struct Rescue {
    folder: PathBuf,
    stem: String,
}

impl Rescue {
    /// In `folder`, for the backlog at `file`.
    #[must_use]
    pub fn at(folder: &Path, file: &Path) -> Self {
        let key = fnv(file.as_os_str().as_encoded_bytes());
        Self { folder: folder.to_owned(), stem: format!("rescued-{key:016x}") }
    }

    fn name(&self, count: u32) -> PathBuf {
        let more = if count == 1 { String::new() } else { format!("-{count}") };
        self.folder.join(format!("{}{more}.json", self.stem))
    }

    /// The copies that are there, oldest first.
    #[must_use]
    pub fn found(&self) -> Vec<PathBuf> {
        (1..=MOST).map(|count| self.name(count)).filter(|path| path.is_file()).collect()
    }

    /// Keeps a backlog beside those that are there already; where it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, backlog: &Backlog) -> Result<PathBuf, StoreError> {
        private_folder(&self.folder).map_err(StoreError::io("make", &self.folder))?;
        let free = (1..=MOST).map(|count| self.name(count)).find(|path| !path.exists());
        let path = free.unwrap_or_else(|| self.name(MOST));
        let failed = || StoreError::io("write", &path);
        let bytes = document::write(backlog).map_err(|error| failed()(error.into()))?;
        let temp = path.with_extension("tmp");
        drop(fs::remove_file(&temp));
        let placed = write(&temp, &bytes).and_then(|()| fs::hard_link(&temp, &path));
        drop(fs::remove_file(&temp));
        placed.map_err(failed())?;
        Ok(path)
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create_new(true)).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
