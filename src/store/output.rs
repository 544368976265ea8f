//! Files for other programs, at paths a person named: there whole, or as they were. It never
//! writes a backlog, and takes no lock.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::disk::{Disk, RealDisk};
use super::error::StoreError;
use super::replace::{Target, clear, write_beside};

/// Puts these bytes at a path. A file that is there stays as it is until the new one is whole; a
/// link is followed, so that it stays a link; a pipe or a device is written to.
///
/// # Errors
/// When it cannot be written.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = || StoreError::io("write", path);
    let Some(resolved) = resolved(path).map_err(failed())? else {
        let open = OpenOptions::new().write(true).open(path);
        return open.and_then(|mut file| file.write_all(bytes)).map_err(failed());
    };
    let mut target = Target::of(resolved)?;
    // No lock is held here, so the name is this process's own.
    target.temp.set_extension(format!("{}.tmp", std::process::id()));
    clear(&RealDisk, &target.temp)?;
    let like = match fs::metadata(&target.path) {
        Ok(metadata) if metadata.permissions().readonly() => {
            let source = io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected");
            return Err(failed()(source));
        }
        Ok(metadata) => Some(metadata),
        Err(_) => None,
    };
    write_beside(&RealDisk, &target, like.as_ref(), bytes)
        .and_then(|()| RealDisk.rename(&target.temp, &target.path).map_err(failed()))
        .inspect_err(|_| drop(RealDisk.remove(&target.temp)))
}

/// The path without symlinks, whether a file is there or nothing; none for what is no file.
fn resolved(path: &Path) -> io::Result<Option<std::path::PathBuf>> {
    match path.canonicalize() {
        Ok(path) => {
            let kind = fs::metadata(&path)?;
            if kind.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            Ok(kind.is_file().then_some(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(io::Error::new(error.kind(), "it is a link that leads nowhere"));
            }
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
            let folder = folder.unwrap_or_else(|| Path::new(".")).canonicalize()?;
            Ok(path.file_name().map(|name| folder.join(name)))
        }
        Err(error) => Err(error),
    }
}
