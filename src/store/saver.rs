//! Saving behind the screen: one thread that writes, one that looks whether the file changed.
//! It never touches what the screen shows; it says what it saw and did, and the screen follows.
//!
//! The screen goes on while a save runs, so both sides count *turns*: each [`Step`] is one, and
//! a save says which turn the screen had taken when it was asked for.

mod worker;

use std::fmt;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::backups::Before;
use super::base::Base;
use super::file::BacklogFile;
use super::undo::{Act, UndoLog};
use crate::domain::backlog::Backlog;
use crate::domain::conflict::Conflict;
use crate::domain::merge::{Merged, merge};
use worker::{Message, Worker};

/// The time between two looks at the file.
const WATCH: Duration = Duration::from_millis(500);

/// The backlog became another one on the disk side.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its number; the next save names it once the screen has taken the step.
    pub turn: u64,
    /// What the screen's backlog was, as far as it was known here.
    pub was: Backlog,
    /// What it is.
    pub now: Backlog,
    /// What came in, in words.
    pub news: String,
}

impl Step {
    /// What the screen shows, with this step taken: what was done since stays done.
    #[must_use]
    pub fn onto(&self, shown: &Backlog) -> Merged {
        merge(&self.was, shown, &self.now)
    }
}

/// What the saver tells the screen.
#[derive(Debug, Clone)]
pub enum SaverEvent {
    /// Everything up to a ticket is on the disk.
    Saved {
        /// The newest save that is.
        ticket: u64,
        /// What to take over.
        step: Step,
        /// Values written on both sides.
        conflicts: Vec<Conflict>,
        /// What merging had to settle, and what went wrong beside the file.
        notices: Vec<String>,
    },
    /// Another program wrote the file.
    Changed(Step),
    /// A save failed; nothing is lost here, and it can be tried again.
    Failed {
        /// Why, and what to do.
        sentence: String,
    },
    /// The file cannot be read at the moment; it is left alone.
    Unreadable {
        /// Why.
        sentence: String,
    },
    /// The file can be read again, and is what it was.
    Readable,
}

/// Why not everything is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// The last save failed, for this reason.
    Failed(String),
    /// The disk has not answered in time.
    Waiting,
    /// The thread that saves broke down.
    Broken,
}

impl fmt::Display for Unsaved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed(why) => why,
            Self::Waiting => "the disk has not answered: the last change may be lost",
            Self::Broken => "saving broke down: the last change may be lost",
        })
    }
}

/// The handle of the screen. Letting it go stops both threads without waiting for them.
pub struct Saver {
    worker: Sender<Message>,
    tickets: std::cell::Cell<u64>,
    /// Held open while the watcher is to go on.
    _watch: Sender<()>,
}

impl Saver {
    /// Starts both threads over a file as it was loaded. `on_event` is called on the saver's.
    pub fn spawn(
        file: BacklogFile,
        base: Base,
        base_backlog: Backlog,
        log: Option<UndoLog>,
        on_event: impl Fn(SaverEvent) + Send + 'static,
    ) -> Self {
        let (to_worker, messages) = mpsc::channel();
        let worker = Worker::new(file, base, base_backlog, log, Box::new(on_event));
        thread::spawn(move || worker.run(&messages));
        let (watch, stop) = mpsc::channel::<()>();
        let check = to_worker.clone();
        thread::spawn(move || {
            while stop.recv_timeout(WATCH) == Err(RecvTimeoutError::Timeout) {
                if check.send(Message::Check).is_err() {
                    break;
                }
            }
        });
        Self { worker: to_worker, tickets: std::cell::Cell::new(0), _watch: watch }
    }

    /// Asks for a save and gives its ticket. `seen` is the turn of the last step taken, 0 before
    /// the first. Of several saves only the newest backlog is written, but every act is logged.
    pub fn save(&self, backlog: Backlog, acts: Vec<Act>, seen: u64) -> u64 {
        let ticket = self.tickets.get() + 1;
        self.tickets.set(ticket);
        self.send(Message::Save { backlog, acts, seen, ticket });
        ticket
    }

    /// Has what the next save replaces kept before, where that is due: at the first write of this
    /// saver, when another program wrote in between, and on the occasion given.
    pub fn keep_before(&self, before: Before) {
        self.send(Message::Before(before));
    }

    /// Tries a failed save again.
    pub fn retry(&self) {
        self.send(Message::Retry);
    }

    /// Looks at the file now: on focus, say.
    pub fn check(&self) {
        self.send(Message::Check);
    }

    /// Waits until everything is saved, and stops.
    ///
    /// # Errors
    /// Why the last save is not on the disk.
    pub fn stop(self, timeout: Duration) -> Result<(), Unsaved> {
        let (answer, answered) = mpsc::channel();
        self.send(Message::Stop(answer));
        match answered.recv_timeout(timeout) {
            Ok(outcome) => outcome.map_err(Unsaved::Failed),
            Err(RecvTimeoutError::Timeout) => Err(Unsaved::Waiting),
            Err(RecvTimeoutError::Disconnected) => Err(Unsaved::Broken),
        }
    }

    /// The same, with the reason as a sentence.
    ///
    /// # Errors
    /// Why the last save is not on the disk.
    pub fn flush_and_stop(self, timeout: Duration) -> Result<(), String> {
        self.stop(timeout).map_err(|unsaved| unsaved.to_string())
    }

    /// A worker that is gone has said why, or will be missed by `stop`.
    fn send(&self, message: Message) {
        drop(self.worker.send(message));
    }
}
