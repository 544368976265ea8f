//! Where the backlog is, and where what this machine remembers of it is kept.
//! It reads no variable and no file: everything it needs is given.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The name a backlog has when nobody says another.
pub const FILE_NAME: &str = "upnext.json";

/// Which file: the one named by `--file`, else by `$UPNEXT_FILE`, else the nearest
/// `upnext.json` from a folder upward; none where there is none.
#[must_use]
pub fn backlog(flag: Option<&Path>, variable: Option<&OsStr>, from: &Path) -> Option<PathBuf> {
    if let Some(flag) = flag {
        return Some(flag.to_owned());
    }
    if let Some(named) = variable.filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let candidates = from.ancestors().map(|folder| folder.join(FILE_NAME));
    // A dangling link is found too: passing it by would open a stranger's file further up.
    candidates.into_iter().find(|path| fs::symlink_metadata(path).is_ok())
}

/// The folder for undo and the like: the one given, else the user's state folder. None where
/// the user has no home.
#[must_use]
pub fn state_folder(given: Option<&Path>) -> Option<PathBuf> {
    given.map(Path::to_owned).or_else(|| {
        let folders = ProjectDirs::from("", "", "upnext")?;
        Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
    })
}
