//! What the screen remembers of looking at one file on this machine: columns, the detail, the
//! commands typed. It never holds anything of the backlog; losing it loses no work.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::base::fnv;
use super::disk::RealDisk;
use super::error::StoreError;
use super::replace::lock;
use super::undo::{private, private_folder};

/// Commands that are remembered.
pub const KEPT_COMMANDS: usize = 200;
/// A longer file is none of ours.
const MOST_BYTES: u64 = 4 << 20;

/// What is remembered.
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    /// The columns of the list, by name; none means the usual ones.
    pub columns: Vec<String>,
    /// Whether the detail stands beside or below the list.
    pub detail: bool,
    /// Lines typed after `:`, oldest first.
    pub commands: Vec<String>,
    /// When the screen was left last, in RFC 3339; none before the first visit.
    pub visited: Option<String>,
    /// What another version remembers.
    pub extra: Map<String, Value>,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            detail: true,
            commands: Vec::new(),
            visited: None,
            extra: Map::new(),
        }
    }
}

impl Looks {
    /// Remembers a command as the newest; one that was typed before moves to the end.
    pub fn remember(&mut self, command: &str) {
        self.commands.retain(|known| known != command);
        self.commands.push(command.to_owned());
        self.shorten();
    }

    fn shorten(&mut self) {
        self.commands.drain(..self.commands.len().saturating_sub(KEPT_COMMANDS));
    }

    /// What these bytes say; what they do not say, or say wrongly, is as if never changed.
    fn read(bytes: &[u8]) -> Self {
        let mut looks = Self::default();
        let Ok(mut said) = serde_json::from_slice::<Map<String, Value>>(bytes) else {
            return looks;
        };
        let texts = |value: Option<Value>| match value {
            Some(Value::Array(list)) => list.into_iter().filter_map(text).collect(),
            _ => Vec::new(),
        };
        looks.columns = texts(said.remove("columns"));
        looks.commands = texts(said.remove("commands"));
        looks.detail = said.remove("detail").is_none_or(|value| value != Value::Bool(false));
        looks.visited = said.remove("visited").and_then(text);
        looks.extra = said;
        looks.shorten();
        looks
    }

    fn written(&self) -> serde_json::Result<Vec<u8>> {
        let mut said = self.extra.clone();
        said.insert("columns".to_owned(), self.columns.clone().into());
        said.insert("detail".to_owned(), self.detail.into());
        said.insert("commands".to_owned(), self.commands.clone().into());
        if let Some(visited) = &self.visited {
            said.insert("visited".to_owned(), visited.clone().into());
        }
        let mut bytes = serde_json::to_vec_pretty(&said)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Where it is remembered.
#[derive(Debug, Clone)]
pub struct LooksFile {
    path: PathBuf,
}

impl LooksFile {
    /// The memory in `folder` of the backlog at `file`, a path without symlinks.
    #[must_use]
    pub fn at(folder: &Path, file: &Path) -> Self {
        let key = fnv(file.as_os_str().as_encoded_bytes());
        Self { path: folder.join(format!("looks-{key:016x}.json")) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is remembered. Nothing keeps the screen from opening: what is missing or broken is
    /// as if never changed.
    #[must_use]
    pub fn read(&self) -> Looks {
        let ours = |it: &fs::Metadata| it.is_file() && it.len() <= MOST_BYTES;
        if !fs::metadata(&self.path).is_ok_and(|it| ours(&it)) {
            return Looks::default();
        }
        fs::read(&self.path).map_or_else(|_| Looks::default(), |bytes| Looks::read(&bytes))
    }

    /// Remembers. Whoever reads meanwhile sees the old or the new; of two screens the last one
    /// to write is remembered.
    ///
    /// # Errors
    /// It cannot be written; nobody need hear of it, for no work is lost.
    pub fn write(&self, looks: &Looks) -> Result<(), StoreError> {
        let failed = || StoreError::io("write", &self.path);
        let folder = self.path.parent().unwrap_or(&self.path);
        let bytes = looks.written().map_err(|error| failed()(error.into()))?;
        private_folder(folder).map_err(StoreError::io("make", folder))?;
        let _lock = lock(&RealDisk, folder)?;
        let temp = self.path.with_extension("tmp");
        // One left by a process that died.
        drop(fs::remove_file(&temp));
        let mut options = OpenOptions::new();
        let file = private(options.write(true).create_new(true)).open(&temp);
        let placed = file
            .and_then(|mut file| file.write_all(&bytes))
            .and_then(|()| fs::rename(&temp, &self.path));
        placed.map_err(|error| {
            drop(fs::remove_file(&temp));
            failed()(error)
        })
    }
}
