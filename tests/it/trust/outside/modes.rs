//! Who may read what the program makes: the backlog as its owner wants it, everything kept beside
//! it for nobody else.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use upnext::store::disk::{Disk, RealDisk};
use upnext::store::file::BacklogFile;

use crate::samples::backlog;
use crate::store::{Folder, titled};
use crate::terminal::Shop;
use crate::trust::writing::{dressed, upnext};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_new_file_is_as_the_system_says_and_an_old_one_stays_as_it_is() {
    for (umask, wanted) in [("000", 0o666), ("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let dir = tempfile::tempdir().unwrap();
        let under = |args: &[&str]| {
            let mut shell = Command::new("sh");
            let line = format!("umask {umask}; exec \"$0\" \"$@\"");
            shell.args(["-c", &line, env!("CARGO_BIN_EXE_upnext")]);
            let output = dressed(shell, dir.path(), args).output().unwrap();
            assert!(output.status.success(), "{output:?}");
        };
        under(&["init"]);
        under(&["add", "First"]);
        let file = dir.path().join("upnext.json");
        assert_eq!(mode(&file), wanted, "umask {umask}");
        under(&["export", "--to", "csv", "-o", "out.csv"]);
        assert_eq!(mode(&dir.path().join("out.csv")), wanted, "umask {umask}");
        for kept in [0o600, 0o640, 0o664, 0o666, 0o200 | 0o444] {
            set_mode(&file, kept);
            under(&["set", "1", &format!("points={kept}")]);
            assert_eq!(mode(&file), kept, "umask {umask}");
        }
        // What is kept beside it is nobody else's under any of them.
        private(&dir.path().join("state"));
    }
}

/// Nobody but the owner looks into a folder, or reads anything in it.
#[track_caller]
fn private(folder: &Path) {
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            private(&path);
        } else {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}

#[test]
fn what_a_screen_and_an_editor_leave_is_private() {
    let shop = Shop::new();
    shop.run(&["init"]);
    shop.run(&["add", "First"]);
    let mut screen = shop.open(&[]);
    screen.see("First").keys("2aSecond\r").see("✓ saved").keys("gd:list\r").keys("qq");
    assert_eq!(screen.ends(), 0);
    // An edit that fails leaves its text.
    let dir = shop.path().join("home");
    let mut command = upnext(shop.path(), &["edit", "1"]);
    command.env("XDG_STATE_HOME", dir.join("state")).env_remove("VISUAL");
    let output = command.env("EDITOR", "sed -i s/^points:.*/points:x/").output().unwrap();
    assert!(!output.status.success(), "{output:?}");
    let state = dir.join("state/upnext");
    private(&dir.join("state"));
    assert!(fs::read_dir(state.join("drafts")).unwrap().count() > 0);
}

#[test]
fn the_samples_folder_is_private_while_it_is_there() {
    let shop = Shop::new();
    let mut screen = shop.open(&["demo"]);
    screen.see("Fern & Fin");
    let entries = fs::read_dir(shop.path()).unwrap().map(|it| it.unwrap().path());
    let sample: Vec<_> =
        entries.filter(|it| it.display().to_string().contains("upnext-sample")).collect();
    assert_eq!((sample.len(), mode(&sample[0])), (1, 0o700));
    screen.keys("q");
    assert_eq!(screen.ends(), 0);
    assert!(!sample[0].exists());
}

/// Looks at the temporary file just before something is written to it.
#[derive(Default)]
struct Watching {
    born: Mutex<Vec<u32>>,
    loose: bool,
}

impl Disk for Watching {
    fn create(&self, path: &Path, mode: Option<fs::Permissions>) -> std::io::Result<fs::File> {
        let file = RealDisk.create(path, mode.filter(|_| !self.loose))?;
        self.born.lock().unwrap().push(self::mode(path));
        Ok(file)
    }
}

#[test]
fn before_it_has_its_mode_the_new_file_is_its_owners_alone() {
    for (loose, private) in [(false, true), (true, false)] {
        let disk = Arc::new(Watching { loose, ..Watching::default() });
        let folder = Folder::holding(&backlog(2));
        set_mode(&folder.file, 0o664);
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        let mine = titled(&backlog(2), 1, "Ann", "x");
        file.with_lock(|locked| locked.replace(&mine)).unwrap();
        assert_eq!(mode(&folder.file), 0o664);
        let born = disk.born.lock().unwrap()[0];
        // Made as files usually are, others could have opened it before its mode was set.
        assert_eq!(born == 0o600, private, "{born:o}");
    }
}

#[test]
fn a_group_keeps_its_file_and_a_stranger_gives_his_own_no_more_than_all_have() {
    let folder = Folder::holding(&backlog(2));
    // Only the administrator can give files away.
    if chown(&folder.file, Some(0), Some(4321)).is_err() {
        println!("SKIPPED: not root, so no file can be given to another group");
        return;
    }
    set_mode(&folder.file, 0o664);
    let file = BacklogFile::new(&folder.file);
    file.with_lock(|locked| locked.replace(&titled(&backlog(2), 1, "Ann", "x"))).unwrap();
    let now = fs::metadata(&folder.file).unwrap();
    assert_eq!((now.uid(), now.gid(), mode(&folder.file)), (0, 4321, 0o664));
    // A stranger who may write in the folder cannot keep the group.
    set_mode(folder.dir.path(), 0o777);
    let mut command = upnext(folder.dir.path(), &["set", "1", "points=3"]);
    let Ok(output) = command.uid(65_534).gid(65_534).output() else {
        println!("SKIPPED: nobody cannot run the program where it is");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let now = fs::metadata(&folder.file).unwrap();
    assert_eq!((now.uid(), now.gid(), mode(&folder.file)), (65_534, 65_534, 0o644));
}
