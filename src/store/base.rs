//! What the file was when it was last read: enough to notice that it changed underneath.
//! It never says what changed.

use std::fs::Metadata;
use std::sync::Arc;
use std::time::SystemTime;

/// What the file system says of a file; another stat means: look closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    length: u64,
    modified: Option<SystemTime>,
    /// The file itself and its last change of any kind: a replacement of the same length and
    /// time is still another file.
    node: (u64, i64, i64),
}

impl Stat {
    /// The stat in this metadata.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let node = {
            use std::os::unix::fs::MetadataExt;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let node = (0, 0, 0);
        Self { length: metadata.len(), modified: metadata.modified().ok(), node }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn length(self) -> u64 {
        self.length
    }
}

/// The bytes of the file as they were, or their hash once there is time for it.
#[derive(Debug, Clone)]
pub struct Base {
    content: Content,
    stat: Option<Stat>,
}

#[derive(Debug, Clone)]
enum Content {
    Unknown,
    Whole(Arc<Vec<u8>>),
    Hashed { hash: u64, length: usize },
}

impl Base {
    /// The base of these bytes.
    #[must_use]
    pub const fn new(bytes: Arc<Vec<u8>>, stat: Option<Stat>) -> Self {
        Self { content: Content::Whole(bytes), stat }
    }

    /// The base of what nobody knows any more: no bytes match it.
    #[must_use]
    pub const fn unknown() -> Self {
        Self { content: Content::Unknown, stat: None }
    }

    /// Hashes the bytes and lets go of them. It takes time, so it is for a worker thread.
    pub fn settle(&mut self) {
        if let Content::Whole(bytes) = &self.content {
            self.content = Content::Hashed { hash: fnv(bytes), length: bytes.len() };
        }
    }

    /// Whether these are the same bytes.
    #[must_use]
    pub fn matches(&self, bytes: &[u8]) -> bool {
        match &self.content {
            Content::Unknown => false,
            Content::Whole(held) => held.as_slice() == bytes,
            Content::Hashed { hash, length } => *length == bytes.len() && *hash == fnv(bytes),
        }
    }

    /// The stat the file had.
    #[must_use]
    pub const fn stat(&self) -> Option<Stat> {
        self.stat
    }

    /// The same bytes under another stat: the file was touched, not changed.
    pub(super) const fn restat(&mut self, stat: Stat) {
        self.stat = Some(stat);
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every version, for it stands on disk.
#[must_use]
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}
