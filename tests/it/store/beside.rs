//! What is kept beside the file: the undo log, the place, and the saver of the screen.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use upnext::domain::backlog::Backlog;
use upnext::domain::change::Edit;
use upnext::store::file::BacklogFile;
use upnext::store::place;
use upnext::store::saver::{Saver, SaverEvent};
use upnext::store::undo::{Act, KEPT, Stacks, UndoLog};

use super::disk::Faulty;
use super::{Folder, text, titled, write};
use crate::samples::{Dice, backlog, edited};

fn edits(count: usize) -> Vec<Edit> {
    let (_, edits) = edited(&backlog(5), &mut Dice(99), "Ann", count);
    assert_eq!(edits.len(), count);
    edits
}

#[test]
fn the_log_gives_back_both_stacks() {
    let dir = tempfile::tempdir().unwrap();
    let (state, file) = (dir.path().join("deep/state"), dir.path().join("upnext.json"));
    let log = UndoLog::at(&state, &file);
    assert_eq!((log.read().unwrap(), log.stamp()), (Stacks::default(), None));
    let [a, b, c, d] = <[Edit; 4]>::try_from(edits(4)).unwrap();
    log.append(&[Act::Did(a.clone()), Act::Did(b), Act::WentOn(c.clone())]).unwrap();
    let stamp = log.stamp();
    assert_eq!(log.read().unwrap(), Stacks { undo: vec![a.clone(), c.clone()], redo: vec![] });
    log.append(&[Act::Undid, Act::Undid, Act::Redid]).unwrap();
    assert_ne!(log.stamp(), stamp);
    assert_eq!(log.read().unwrap(), Stacks { undo: vec![a.clone()], redo: vec![c] });
    log.append(&[Act::Did(d.clone()), Act::SetAside]).unwrap();
    assert_eq!(log.read().unwrap(), Stacks { undo: vec![a.clone()], redo: vec![] });
    assert_eq!(fs::metadata(log.path()).unwrap().permissions().mode() & 0o777, 0o600);
    // A line torn by a crash is passed over, and what comes after it is not.
    OpenOptions::new()
        .append(true)
        .open(log.path())
        .unwrap()
        .write_all(b"{\"edit\":{\"la")
        .unwrap();
    assert_eq!(log.read().unwrap().undo.len(), 1);
    log.append(&[Act::Did(d.clone())]).unwrap();
    assert_eq!(log.read().unwrap().undo, [a, d]);
    assert_ne!(UndoLog::at(&state, &dir.path().join("other.json")).path(), log.path());
}

#[test]
fn the_log_keeps_the_newest_acts_and_stays_short() {
    let dir = tempfile::tempdir().unwrap();
    let log = UndoLog::at(dir.path(), &dir.path().join("upnext.json"));
    let edit = edits(1).remove(0);
    let mut all = Stacks::default();
    for n in 0..2_500 {
        let act = match n % 10 {
            9 => Act::Undid,
            _ => Act::Did(Edit { label: format!("{n}"), ..edit.clone() }),
        };
        all.follow(act.clone());
        log.append(&[act]).unwrap();
    }
    let lines = fs::read_to_string(log.path()).unwrap().lines().count();
    assert!(lines < 1_200, "{lines}");
    let stacks = log.read().unwrap();
    assert_eq!(stacks.undo.len(), KEPT);
    assert_eq!(stacks.undo, all.undo[all.undo.len() - KEPT..]);
    assert_eq!(stacks.redo, all.redo);
    assert_eq!(fs::metadata(log.path()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_file_is_the_named_one_else_the_nearest() {
    let folder = Folder::with(b"");
    let deep = folder.dir.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    let of = |flag: Option<&str>, variable: Option<&str>| {
        place::backlog(flag.map(AsRef::as_ref), variable.map(AsRef::as_ref), &deep)
    };
    assert_eq!(of(Some("x.json"), Some("y.json")), Some("x.json".into()));
    assert_eq!(of(None, Some("y.json")), Some("y.json".into()));
    assert_eq!(of(None, Some("")), Some(folder.file.clone()));
    assert_eq!(of(None, None), Some(folder.file.clone()));
    write(&deep.join(place::FILE_NAME), b"");
    assert_eq!(of(None, None), Some(deep.join(place::FILE_NAME)));
    assert_eq!(place::state_folder(Some(&deep)), Some(deep));
}

struct Screen {
    folder: Folder,
    disk: Arc<Faulty>,
    saver: Saver,
    events: Receiver<SaverEvent>,
    log: UndoLog,
}

impl Screen {
    fn open(stories: u32) -> (Self, Backlog) {
        let (folder, disk) = (Folder::holding(&backlog(stories)), Faulty::without(&[]));
        let file = BacklogFile::on(Arc::clone(&disk) as _, &folder.file);
        let loaded = file.load().unwrap();
        let log = UndoLog::at(&folder.dir.path().join("state"), &folder.file);
        let (tell, events) = channel();
        let on_event = move |event| drop(tell.send(event));
        let shown = loaded.backlog.clone();
        let saver = Saver::spawn(file, loaded.base, loaded.backlog, Some(log.clone()), on_event);
        (Self { folder, disk, saver, events, log }, shown)
    }

    fn next(&self) -> SaverEvent {
        self.events.recv_timeout(Duration::from_secs(10)).unwrap()
    }
}

#[test]
fn the_newest_backlog_is_saved_and_every_act_is_logged() {
    let (screen, start) = Screen::open(5);
    let (mut now, mut all) = (start, Vec::new());
    for round in 0..20 {
        let (next, edits) = edited(&now, &mut Dice(round + 7), "Ann", 1);
        screen.saver.save(next.clone(), edits.iter().cloned().map(Act::Did).collect(), 0);
        now = next;
        all.extend(edits);
    }
    screen.saver.flush_and_stop(Duration::from_secs(10)).unwrap();
    assert_eq!(screen.folder.backlog(), now);
    assert_eq!(screen.log.read().unwrap().undo, all);
    let tickets = screen.events.try_iter().map(|event| match event {
        SaverEvent::Saved { ticket, .. } => ticket,
        other => panic!("{other:?}"),
    });
    assert_eq!(tickets.last(), Some(20));
}

#[test]
fn a_foreign_change_reaches_the_screen_and_no_later_save_undoes_it() {
    let (screen, start) = Screen::open(5);
    write(&screen.folder.file, text(&titled(&start, 2, "Bob", "Theirs")).as_bytes());
    // The screen has not heard of it, and saves twice on what it shows.
    let one = titled(&start, 1, "Ann", "One");
    screen.saver.save(one.clone(), Vec::new(), 0);
    let SaverEvent::Saved { step: first, .. } = screen.next() else { panic!() };
    let two = titled(&one, 3, "Ann", "Two");
    screen.saver.save(two.clone(), Vec::new(), 0);
    let SaverEvent::Saved { step: second, ticket: 2, .. } = screen.next() else { panic!() };
    let shown = second.onto(&first.onto(&two).backlog).backlog;
    let titles = |backlog: &Backlog| [1, 2, 3].map(|n| backlog.numbered(n).unwrap().title.clone());
    assert_eq!(titles(&screen.folder.backlog()), ["One", "Theirs", "Two"]);
    assert_eq!(shown, screen.folder.backlog());
    // Now it looks by itself, within its half second.
    let more = titled(&shown, 4, "Bob", "More");
    write(&screen.folder.file, text(&more).as_bytes());
    let SaverEvent::Changed(third) = screen.next() else { panic!() };
    assert_eq!(third.onto(&shown).backlog, more);
    screen.saver.save(titled(&more, 5, "Ann", "Five"), Vec::new(), third.turn);
    screen.saver.flush_and_stop(Duration::from_secs(10)).unwrap();
    let last = screen.folder.backlog();
    assert_eq!(titles(&last), ["One", "Theirs", "Two"]);
    assert_eq!([4, 5].map(|n| last.numbered(n).unwrap().title.clone()), ["More", "Five"]);
}

#[test]
fn a_failed_save_is_kept_and_tried_again() {
    let (screen, start) = Screen::open(3);
    *screen.disk.fail.lock().unwrap() = Some(("write", 28));
    let mine = titled(&start, 1, "Ann", "Mine");
    let acts = edits(1).into_iter().map(Act::Did).collect();
    screen.saver.save(mine.clone(), acts, 0);
    let SaverEvent::Failed { sentence } = screen.next() else { panic!() };
    assert!(sentence.contains("make room"), "{sentence}");
    assert_eq!((screen.folder.backlog(), screen.log.read().unwrap().undo.len()), (start, 0));
    *screen.disk.fail.lock().unwrap() = None;
    screen.saver.retry();
    assert!(matches!(screen.next(), SaverEvent::Saved { ticket: 1, .. }));
    assert_eq!((screen.folder.backlog(), screen.log.read().unwrap().undo.len()), (mine, 1));
    screen.saver.flush_and_stop(Duration::from_secs(10)).unwrap();
}

#[test]
fn a_file_that_cannot_be_read_is_told_once_and_never_saved_over() {
    let (screen, start) = Screen::open(3);
    write(&screen.folder.file, b"<<<<<<< ours\n");
    let SaverEvent::Unreadable { sentence } = screen.next() else { panic!() };
    assert!(sentence.contains("settle the merge"), "{sentence}");
    let mine = titled(&start, 1, "Ann", "Mine");
    screen.saver.save(mine.clone(), Vec::new(), 0);
    assert!(matches!(screen.next(), SaverEvent::Failed { .. }));
    assert_eq!(screen.folder.bytes(), b"<<<<<<< ours\n");
    let theirs = titled(&start, 2, "Bob", "Theirs");
    write(&screen.folder.file, text(&theirs).as_bytes());
    screen.saver.flush_and_stop(Duration::from_secs(10)).unwrap();
    let titles = [1, 2].map(|n| screen.folder.backlog().numbered(n).unwrap().title.clone());
    assert_eq!(titles, ["Mine", "Theirs"]);
}
