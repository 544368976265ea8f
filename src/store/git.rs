//! Where git keeps what it knows of the folder a backlog is in: its lock, its branch.
//! It reads two small files and never runs git.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lock older than this was left behind by a git that died.
const STALE: Duration = Duration::from_secs(10);
/// More than this no such file holds.
const ENOUGH: u64 = 4096;

/// The lock git holds while it writes a work tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// Git is at work.
    Held,
    /// It stands here and is so old that nobody holds it.
    Left(PathBuf),
}

/// The lock of the work tree a folder is in.
#[must_use]
pub fn lock(folder: &Path) -> Option<Lock> {
    let path = git_folder(folder)?.join("index.lock");
    let modified = fs::metadata(&path).ok()?.modified().ok()?;
    // A moment that is still to come says nothing about age.
    let age = modified.elapsed().ok()?;
    Some(if age < STALE { Lock::Held } else { Lock::Left(path) })
}

/// The branch of the work tree a folder is in; a commit without one by its first letters.
#[must_use]
pub fn branch(folder: &Path) -> Option<String> {
    let head = small(&git_folder(folder)?.join("HEAD"))?;
    match head.strip_prefix("ref:") {
        Some(name) => {
            let name = name.trim();
            Some(name.strip_prefix("refs/heads/").unwrap_or(name).to_owned())
        }
        None => head.get(..7).map(str::to_owned),
    }
}

/// The folder git keeps for a work tree. In a linked work tree and in a submodule `.git` is a file
/// that names it.
fn git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.ancestors().map(|above| above.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git);
    }
    let text = small(&git)?;
    let named = text.strip_prefix("gitdir:")?.trim();
    Some(git.parent()?.join(named))
}

/// The text of a small regular file.
fn small(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = fs::metadata(path).ok()?.is_file().then(|| File::open(path).ok())??;
    file.take(ENOUGH).read_to_string(&mut text).ok()?;
    Some(text)
}
