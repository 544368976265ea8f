//! The undo log of one file on this machine: what was done, taken back and done again, one JSON
//! line each. It never asks where it is, and it is not fsynced: losing it loses no work.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::base::{Stat, fnv};
use super::disk::RealDisk;
use super::error::StoreError;
use super::replace::lock;
use crate::domain::change::Edit;

/// Acts that are kept.
pub const KEPT: usize = 500;
/// Above these the log is written afresh with what is kept.
const MOST_LINES: usize = 1_000;
const MOST_BYTES: u64 = 64 << 20;
/// How much is appended between two counts of the lines.
const COUNT_EVERY: u64 = 64 << 10;
/// The end of the log that is read for its newest act.
const TAIL: u64 = 256 << 10;

/// One line of the log.
pub use crate::session::Step as Act;

/// What can be taken back and done again; the next one is last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stacks {
    /// What can be taken back.
    pub undo: Vec<Edit>,
    /// What can be done again.
    pub redo: Vec<Edit>,
}

impl Stacks {
    /// Does what a line says.
    pub fn follow(&mut self, act: Act) {
        match act {
            Act::Did(edit) => {
                self.undo.push(edit);
                self.redo.clear();
            }
            Act::WentOn(edit) => {
                self.undo.pop();
                self.undo.push(edit);
                self.redo.clear();
            }
            Act::Undid => self.redo.extend(self.undo.pop()),
            Act::Redid => self.undo.extend(self.redo.pop()),
            Act::SetAside => drop(self.undo.pop()),
        }
    }

    /// Lets go of the oldest acts.
    fn keep(&mut self, most: usize) {
        self.undo.drain(..self.undo.len().saturating_sub(most));
    }
}

/// The log of one file.
#[derive(Debug, Clone)]
pub struct UndoLog {
    path: PathBuf,
}

impl UndoLog {
    /// The log in `folder` of the backlog at `file`, a path without symlinks.
    #[must_use]
    pub fn at(folder: &Path, file: &Path) -> Self {
        let key = fnv(file.as_os_str().as_encoded_bytes());
        Self { path: folder.join(format!("undo-{key:016x}.jsonl")) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What can be taken back and done again. A line that is torn or unknown is passed over:
    /// every process passes over the same ones, so all see the same stacks.
    ///
    /// # Errors
    /// When the log is there and cannot be read.
    pub fn read(&self) -> Result<Stacks, StoreError> {
        let mut stacks = Stacks::default();
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(stacks),
            Err(error) => return Err(StoreError::io("read", &self.path)(error)),
        };
        let acts = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        acts.filter_map(|line| serde_json::from_slice(line).ok())
            .for_each(|act| stacks.follow(act));
        stacks.keep(KEPT);
        Ok(stacks)
    }

    /// The newest act, where nothing was taken back since: a move may go on with it. Only the
    /// end of the log is looked at.
    ///
    /// # Errors
    /// When the log is there and cannot be read.
    pub fn newest(&self) -> Result<Option<Edit>, StoreError> {
        let failed = || StoreError::io("read", &self.path);
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed()(error)),
        };
        let length = file.metadata().map_err(failed())?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).map_err(failed())?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail).map_err(failed())?;
        let line = tail.strip_suffix(b"\n").unwrap_or_default();
        // A line longer than the tail is an import, say, and no move.
        let begins = line.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let act = line.get(begins..).and_then(|line| serde_json::from_slice(line).ok());
        Ok(match act {
            Some(Act::Did(edit) | Act::WentOn(edit)) => Some(edit),
            _ => None,
        })
    }

    /// Another stat means that somebody appended.
    #[must_use]
    pub fn stamp(&self) -> Option<Stat> {
        fs::metadata(&self.path).ok().map(|metadata| Stat::of(&metadata))
    }

    /// Appends acts in their order, each a line.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn append(&self, acts: &[Act]) -> Result<(), StoreError> {
        if acts.is_empty() {
            return Ok(());
        }
        let failed = || StoreError::io("write", &self.path);
        let folder = self.folder();
        private_folder(folder).map_err(StoreError::io("make", folder))?;
        let _lock = lock(&RealDisk, folder)?;
        let mut file = self.open().map_err(failed())?;
        let before = file.metadata().map_err(failed())?.len();
        let mut lines = Vec::new();
        if torn(&mut file, before).map_err(failed())? {
            lines.push(b'\n');
        }
        for act in acts {
            serde_json::to_writer(&mut lines, act).map_err(|error| failed()(error.into()))?;
            lines.push(b'\n');
        }
        file.write_all(&lines).map_err(failed())?;
        let after = before + u64::try_from(lines.len()).unwrap_or(u64::MAX);
        if before / COUNT_EVERY == after / COUNT_EVERY {
            return Ok(());
        }
        self.shorten(after)
    }

    /// Writes the log afresh where it has grown too long. The lock must be held.
    fn shorten(&self, length: u64) -> Result<(), StoreError> {
        let failed = || StoreError::io("write", &self.path);
        let bytes = fs::read(&self.path).map_err(failed())?;
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
        if lines <= MOST_LINES && length <= MOST_BYTES {
            return Ok(());
        }
        drop(bytes);
        let mut kept = Vec::new();
        let mut stacks = self.read()?;
        loop {
            kept.clear();
            write_stacks(&stacks, &mut kept).map_err(|error| failed()(error.into()))?;
            let fits = u64::try_from(kept.len()).is_ok_and(|length| length <= MOST_BYTES);
            if fits || stacks.undo.len() <= 1 {
                break;
            }
            stacks.keep(stacks.undo.len() / 2);
        }
        let temp = self.path.with_extension("tmp");
        drop(fs::remove_file(&temp));
        let mut options = OpenOptions::new();
        let file = private(options.write(true).create_new(true)).open(&temp);
        let placed = file
            .and_then(|mut file| file.write_all(&kept))
            .and_then(|()| fs::rename(&temp, &self.path));
        placed.map_err(|error| {
            drop(fs::remove_file(&temp));
            failed()(error)
        })
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    fn open(&self) -> io::Result<File> {
        private(OpenOptions::new().read(true).append(true).create(true)).open(&self.path)
    }
}

/// The lines that lead to these stacks: everything done, then the last of it taken back.
fn write_stacks(stacks: &Stacks, to: &mut Vec<u8>) -> serde_json::Result<()> {
    let edits = stacks.undo.iter().chain(stacks.redo.iter().rev());
    for edit in edits {
        to.extend_from_slice(b"{\"edit\":");
        serde_json::to_writer(&mut *to, edit)?;
        to.extend_from_slice(b"}\n");
    }
    for _ in &stacks.redo {
        to.extend_from_slice(b"\"undo\"\n");
    }
    Ok(())
}

/// Whether the last line has no end: whoever wrote it died over it.
fn torn(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(length - 1))?;
    let mut last = [0u8];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Nobody else reads what was in a backlog.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// A folder only its owner looks into.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
