//! The one JSON file: read, check, merge, save; and what is kept beside it on this machine.
//! The only disk. It has no words of its own beyond its errors.

pub mod backups;
pub mod base;
pub mod disk;
pub mod document;
pub mod drafts;
pub mod error;
pub mod file;
pub mod git;
pub mod locked;
mod look;
pub mod looks;
pub mod mending;
pub mod output;
pub mod place;
pub mod pretty;
mod put_back;
pub mod read_error;
pub mod repair;
mod replace;
pub mod rescue;
pub mod saver;
pub mod typed;
pub mod undo;
pub mod versions;
