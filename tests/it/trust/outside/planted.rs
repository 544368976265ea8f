//! Temporary names planted by somebody else: a link there is never written through.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use upnext::domain::id::{CountedIds, fresh};
use upnext::store::drafts::Drafts;
use upnext::store::file::BacklogFile;
use upnext::store::looks::{Looks, LooksFile};
use upnext::store::output;
use upnext::store::undo::{Act, UndoLog};

use super::super::writing::TEMP;
use crate::samples::{Dice, backlog, edited};
use crate::store::{Folder, titled, write};

/// A folder with something precious, to which a link is planted.
struct Trap {
    dir: TempDir,
}

impl Trap {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        write(&dir.path().join("precious"), b"precious");
        fs::create_dir(dir.path().join("state")).unwrap();
        Self { dir }
    }

    fn state(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    fn plant(&self, at: &Path) {
        symlink(self.dir.path().join("precious"), at).unwrap();
    }

    /// Whether nothing was written through the link.
    fn holds(&self) -> bool {
        fs::read(self.dir.path().join("precious")).unwrap() == b"precious"
    }
}

#[test]
fn the_backlogs_temporary_name_is_refused() {
    let (trap, folder) = (Trap::new(), Folder::holding(&backlog(2)));
    trap.plant(&folder.dir.path().join(TEMP));
    let file = BacklogFile::new(&folder.file);
    let mine = titled(&backlog(2), 1, "Ann", "x");
    let error = file.with_lock(|locked| locked.replace(&mine)).unwrap_err();
    assert!(error.to_string().contains("something else is there"), "{error}");
    assert!(trap.holds());
    assert_eq!(folder.backlog(), backlog(2));
    // A new backlog beside it neither.
    trap.plant(&folder.dir.path().join(".new.json.tmp"));
    BacklogFile::new(folder.dir.path().join("new.json")).create(&backlog(1)).unwrap_err();
    assert!(trap.holds());
}

#[test]
fn the_looks_are_not_written_through_a_link() {
    let trap = Trap::new();
    let memory = LooksFile::at(&trap.state(), Path::new("/shop/upnext.json"));
    trap.plant(&memory.path().with_extension("tmp"));
    memory.write(&Looks::default()).unwrap();
    assert!(trap.holds() && !fs::symlink_metadata(memory.path()).unwrap().is_symlink());
}

#[test]
fn the_undo_log_is_not_shortened_through_a_link() {
    let trap = Trap::new();
    let log = UndoLog::at(&trap.state(), Path::new("/shop/upnext.json"));
    let temp = log.path().with_extension("tmp");
    let edit = edited(&backlog(5), &mut Dice(99), "Ann", 1).1.remove(0);
    let many: Vec<Act> = (0..2_000).map(|_| Act::Did(edit.clone())).collect();
    trap.plant(&temp);
    log.append(&many).unwrap();
    assert!(fs::symlink_metadata(&temp).is_err(), "it was shortened");
    assert!(log.read().unwrap().undo.len() <= 500 && trap.holds());
    assert!(!fs::symlink_metadata(log.path()).unwrap().is_symlink());
}

#[test]
fn texts_that_are_edited_are_not_written_through_a_link() {
    let trap = Trap::new();
    let story = fresh(&mut CountedIds(0));
    let drafts = Drafts::of(&trap.state(), Path::new("/shop/upnext.json"), story, 7);
    let path = drafts.begin("mark", "text").unwrap();
    // The name of a text is nobody's yet, or it is refused.
    trap.plant(&trap.state().join("drafts/upnext-7-other.md"));
    assert!(drafts.begin("other", "text").is_err() && trap.holds());
    // Kept, it takes its place through names of its own.
    let place = drafts.place().unwrap();
    for extension in ["md.tmp", "json.tmp"] {
        trap.plant(&place.with_extension(extension));
    }
    let kept = drafts.keep(&path, b"text", b"{}").unwrap();
    assert_eq!((kept, fs::read(&place).unwrap()), (place.clone(), b"text".to_vec()));
    assert!(trap.holds() && !fs::symlink_metadata(&place).unwrap().is_symlink());
    // A link where a kept text would be is not taken for one to write into.
    drafts.discard(&place);
    trap.plant(&place);
    let path = drafts.begin("third", "text").unwrap();
    drop(drafts.keep(&path, b"other", b"{}"));
    assert!(trap.holds());
}

#[test]
fn an_export_is_not_written_through_its_temporary_name() {
    let trap = Trap::new();
    let path = trap.dir.path().join("out.csv");
    let temp = trap.dir.path().join(format!(".out.csv.{}.tmp", std::process::id()));
    trap.plant(&temp);
    let error = output::put(&path, b"new").unwrap_err();
    assert!(error.to_string().contains("something else is there"), "{error}");
    assert!(trap.holds() && !path.exists());
    fs::remove_file(&temp).unwrap();
    output::put(&path, b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn opened_as_most_programs_do_the_link_is_written_through() {
    let trap = Trap::new();
    let temp = trap.dir.path().join("tmp");
    trap.plant(&temp);
    write(&temp, b"new");
    assert!(!trap.holds(), "the check sees what was written through a link");
}
