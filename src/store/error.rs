//! Why the file could not be read or written, and what to do. It decides nothing.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::document::Foreign;
use super::read_error::ReadError;

/// A file that could not be read or written; what stood there still stands.
#[derive(Debug)]
pub enum StoreError {
    /// Nothing is there.
    NotFound {
        /// Where.
        path: PathBuf,
    },
    /// Something is there already.
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// A folder, a pipe or a device.
    NotAFile {
        /// Where.
        path: PathBuf,
    },
    /// Longer than what is read.
    TooLarge {
        /// Where.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// Its bytes are no backlog.
    Unreadable {
        /// Where.
        path: PathBuf,
        /// Why not.
        error: ReadError,
    },
    /// It may be in the middle of a checkout: a git that died left its lock.
    LockLeft {
        /// What is wrong with the file.
        error: Box<Self>,
        /// The lock, too old to be waited for.
        lock: PathBuf,
    },
    /// A newer upnext wrote it, so this one must not.
    ReadOnly {
        /// Where.
        path: PathBuf,
        /// What is not known here.
        foreign: Foreign,
    },
    /// Another program wrote it between the last look and the replacing.
    Changed {
        /// Where.
        path: PathBuf,
    },
    /// Another upnext has held the lock for too long.
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The system said no.
    Io {
        /// What was tried, as a verb: "write".
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl StoreError {
    /// An error of the system, met while doing `what` with `path`.
    pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { what, path: path.to_owned(), source }
    }

    /// The exit code of a command that ends with it.
    #[must_use]
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::LockLeft { error, .. } => error.exit_code(),
            Self::NotFound { .. } | Self::Exists { .. } => 2,
            Self::ReadOnly { .. } => 3,
            Self::NotAFile { .. } | Self::TooLarge { .. } | Self::Unreadable { .. } => 65,
            Self::Io { .. } => 74,
            Self::Changed { .. } | Self::Locked { .. } => 75,
        }
    }

    /// Whether the new file is in its place and only the folder's sync failed.
    pub(super) fn leaves_unsure(&self) -> bool {
        matches!(self, Self::Io { what, .. } if *what == SURE)
    }

    /// Whether the same may work in a moment, without anybody changing anything.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::NotFound { .. } | Self::Unreadable { .. })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { path } => {
                write!(f, "no backlog at {}: make one with upnext init", path.display())
            }
            Self::Exists { path } => {
                write!(f, "{} is there already: it stays as it is", path.display())
            }
            Self::NotAFile { path } => {
                write!(f, "{} is no file: name a backlog with --file", path.display())
            }
            Self::TooLarge { path, limit } => {
                write!(f, "{} is larger than {limit} bytes: it is not read", path.display())
            }
            Self::Unreadable { path, error } => write!(f, "{}:{error}", path.display()),
            Self::LockLeft { error, lock } => write!(
                f,
                "{error}; git left its lock {} behind, which was not waited for: \
                 delete it if no git is at work",
                lock.display()
            ),
            Self::ReadOnly { path, foreign } => write!(f, "{}: {foreign}", path.display()),
            Self::Changed { path } => write!(
                f,
                "another program wrote {} just now: nothing was saved, try again",
                path.display()
            ),
            Self::Locked { path } => write!(
                f,
                "another upnext has been writing in {} for three seconds: try again",
                path.display()
            ),
            Self::Io { what, path, source } => {
                write!(f, "cannot {what} {}: {source}", path.display())?;
                match advice(what, source) {
                    Some(advice) => write!(f, "; {advice}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { error, .. } => Some(error),
            Self::LockLeft { error, .. } => Some(error),
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What a person can do about an error of the system, met at a step.
fn advice(what: &str, error: &io::Error) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => "make room, then try again",
        Kind::FileTooLarge => "the system allows no file of that length: raise that limit",
        Kind::PermissionDenied if matches!(what, "read" | "find") => "ask for the right to read it",
        Kind::PermissionDenied => "ask for the right to write there",
        Kind::ReadOnlyFilesystem => "make that disk writable, or work on a copy elsewhere",
        Kind::Interrupted => "try again",
        Kind::AlreadyExists => "remove what is there, then try again",
        Kind::Unsupported if what == "lock" => LOCKLESS,
        _ if what == "lock" && code(error, LOCK_CODES) => LOCKLESS,
        _ if code(error, FULL_TABLES) => "too many files are open: close a program, then try again",
        _ if what == SURE => "the new file is there, but a power cut could take it: try again",
        _ if code(error, BAD_DISK) => "the disk may be failing: copy what is there, then try again",
        _ => return None,
    })
}

/// The last step: until it is done nothing is acknowledged.
pub(super) const SURE: &str = "be sure of";
const LOCKLESS: &str = "that file system has no locks: keep the backlog on a disk of this machine";
/// No locks left, or none at all: `ENOLCK` and `EOPNOTSUPP` of Linux, then of macOS.
const LOCK_CODES: &[i32] = if cfg!(target_os = "linux") { &[37, 95] } else { &[77, 45, 102] };
/// `ENFILE`, `EMFILE`.
const FULL_TABLES: &[i32] = &[23, 24];
/// `EIO`.
const BAD_DISK: &[i32] = &[5];

fn code(error: &io::Error, codes: &[i32]) -> bool {
    cfg!(unix) && error.raw_os_error().is_some_and(|code| codes.contains(&code))
}
