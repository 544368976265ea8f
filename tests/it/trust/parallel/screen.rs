//! Promise 6: a screen that is open, and commands beside it: what touches different fields is all
//! there, and where both wrote one field it is said.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::spelling::sentence;
use upnext::store::error::StoreError;
use upnext::store::file::BacklogFile;
use upnext::store::saver::{Saver, SaverEvent, Step};

use crate::samples::{backlog, change, entry, minute};
use crate::store::Folder;
use crate::store::disk::Faulty;
use crate::trust::{figure, sized};

/// A screen without its cells: what it shows, and what it was told.
struct Screen {
    shown: Backlog,
    seen: u64,
    saver: Saver,
    events: Receiver<SaverEvent>,
    saved: u64,
    /// Values written on both sides that it was told of.
    told: Vec<String>,
}

impl Screen {
    fn open(path: &Path, off: &[&'static str]) -> Self {
        // As patient as the shipped program, where no guard is off.
        let file = match off {
            [] => BacklogFile::new(path),
            off => BacklogFile::on(Faulty::without(off), path),
        };
        let loaded = file.load().unwrap();
        let (tell, events) = channel();
        let shown = loaded.backlog.clone();
        let on_event = move |event| drop(tell.send(event));
        let saver = Saver::spawn(file, loaded.base, loaded.backlog, None, on_event);
        Self { shown, seen: 0, saver, events, saved: 0, told: Vec::new() }
    }

    fn came(&mut self, step: &Step) {
        self.seen = step.turn;
        if step.was != step.now {
            let merged = step.onto(&self.shown);
            let told = merged.conflicts.iter().map(|it| sentence(it, &merged.backlog));
            self.told.extend(told);
            self.shown = merged.backlog;
        }
    }

    fn take(&mut self, event: SaverEvent) {
        match event {
            SaverEvent::Saved { ticket, step, conflicts, .. } => {
                self.saved = ticket;
                self.told.extend(conflicts.iter().map(|it| sentence(it, &step.now)));
                self.came(&step);
            }
            SaverEvent::Changed(step) => self.came(&step),
            // On a busy machine the lock may not be had in time: it is kept, and tried again.
            SaverEvent::Failed { sentence } => {
                assert!(sentence.contains("for three seconds"), "{sentence}");
                self.saver.retry();
            }
            SaverEvent::Unreadable { .. } | SaverEvent::Readable => {}
        }
    }

    /// Does something to what is shown, and asks for it to be saved.
    fn act(&mut self, number: u32, field: Field, text: &str, n: u32) -> u64 {
        self.shown = written(&self.shown, "Ann", number, field, text, n);
        self.saver.save(self.shown.clone(), Vec::new(), self.seen)
    }

    fn wait_for(&mut self, ticket: u64) {
        while self.saved < ticket {
            let event = self.events.recv_timeout(Duration::from_secs(20)).unwrap();
            self.take(event);
        }
    }
}

/// A title or a description written by somebody, with its line of history.
fn written(held: &Backlog, who: &str, number: u32, field: Field, text: &str, n: u32) -> Backlog {
    let line = entry(minute(n), who, field, "", text);
    let by = |story: &mut upnext::domain::story::Story| match field {
        Field::Title => text.clone_into(&mut story.title),
        _ => text.clone_into(&mut story.description),
    };
    change(held, number, line, by).0
}

/// What a command does: read, changed and written under the lock.
fn command(path: &Path, number: u32, field: Field, text: &str, n: u32) {
    let file = BacklogFile::new(path);
    let done = || {
        file.with_lock(|locked| {
            let now = locked.read()?.backlog;
            locked.replace(&written(&now, "Bob", number, field, text, n))
        })
    };
    while let Err(error) = done() {
        assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    }
}

/// How many lines of history hold what one of them wrote.
fn lines(backlog: &Backlog, who: &str) -> usize {
    let all = backlog.stories().iter().flat_map(|story| story.history.iter());
    all.filter(|line| line.by == who && line.after.is_some()).count()
}

#[test]
fn a_screen_and_commands_at_once_lose_nothing_in_different_fields() {
    let each = u32::try_from(sized(25, 500)).unwrap();
    let folder = Folder::holding(&backlog(5));
    let mut screen = Screen::open(&folder.file, &[]);
    let path = folder.file.clone();
    let commands = std::thread::spawn(move || {
        for n in 0..each {
            command(&path, 1 + n % 5, Field::Description, &format!("Bob {n}"), n);
        }
    });
    let mut newest = BTreeMap::new();
    for n in 0..each {
        let ticket = screen.act(1 + n % 5, Field::Title, &format!("Ann {n}"), n);
        newest.insert(1 + n % 5, n);
        // Somebody types faster than the disk writes, and now and then looks up.
        if n % 4 == 0 {
            screen.wait_for(ticket);
        }
    }
    commands.join().unwrap();
    let Screen { saver, .. } = screen;
    saver.flush_and_stop(Duration::from_secs(30)).unwrap();
    let now = folder.backlog();
    for (number, n) in newest {
        let story = now.numbered(number).unwrap();
        let wanted = (format!("Ann {n}"), format!("Bob {n}"));
        assert_eq!((story.title.clone(), story.description.clone()), wanted);
    }
    let all = usize::try_from(each).unwrap();
    assert_eq!((lines(&now, "Ann"), lines(&now, "Bob")), (all, all));
    figure(6, &format!("{} interleaved edits of a screen and commands: 0 lost", 2 * all));
}

/// Both write one title, again and again: how often nobody was told, and what is not even in the
/// history.
fn same_field(rounds: u32, off: &[&'static str]) -> (usize, usize) {
    let folder = Folder::holding(&backlog(2));
    let mut screen = Screen::open(&folder.file, off);
    let mut silent = 0;
    for n in 0..rounds {
        screen.told.clear();
        command(&folder.file, 1, Field::Title, &format!("Bob {n}"), n);
        let ticket = screen.act(1, Field::Title, &format!("Ann {n}"), n);
        screen.wait_for(ticket);
        let told = screen.told.iter().any(|words| {
            words.contains(&format!("Bob {n}”")) && words.contains(&format!("Ann {n}”"))
        });
        silent += usize::from(!told);
        // What was being done stands.
        assert_eq!(folder.backlog().numbered(1).unwrap().title, format!("Ann {n}"));
    }
    let now = folder.backlog();
    let lines = &now.numbered(1).unwrap().history;
    let stands = |text: &String| {
        lines
            .iter()
            .any(|line| line.after.as_ref() == Some(text) || line.before.as_ref() == Some(text))
    };
    let both = (0..rounds).flat_map(|n| [format!("Ann {n}"), format!("Bob {n}")]);
    (silent, both.filter(|text| !stands(text)).count())
}

#[test]
fn where_both_wrote_one_field_it_is_told_and_both_stand_in_the_history() {
    let rounds = u32::try_from(sized(20, 500)).unwrap();
    assert_eq!(same_field(rounds, &[]), (0, 0));
    figure(6, &format!("{rounds} times both wrote one field: {rounds} told of, 0 silent"));
}

#[test]
fn without_the_look_at_the_base_the_other_side_is_lost_in_silence() {
    let (silent, lost) = same_field(5, &["base"]);
    assert!(silent > 0 && lost > 0, "the check sees nothing: {silent} {lost}");
}
