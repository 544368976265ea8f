//! The thread that keeps half-typed text: no key waits for the disk, and nothing ticks while
//! nobody types. It never reads.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::{Texts, TypedFile};

/// The time between two writes while typing goes on.
pub const EVERY: Duration = Duration::from_secs(1);
/// The longest pause after writes that failed.
const LONGEST: Duration = Duration::from_secs(60);

enum Message {
    /// These are to be kept; at once where one of them was taken or left.
    Keep(Texts, bool),
    /// Write what is not written, answer, and stop.
    Stop(Sender<()>),
}

/// The handle of the screen.
#[derive(Debug)]
pub struct Keeper {
    to: Sender<Message>,
}

impl Keeper {
    /// Starts the thread.
    #[must_use]
    pub fn spawn(file: TypedFile) -> Self {
        let (to, messages) = mpsc::channel();
        thread::spawn(move || Work { file, unwritten: None, due: None, failed: 0 }.run(&messages));
        Self { to }
    }

    /// Asks for these texts to be kept, a second after the last time at the latest.
    pub fn keep(&self, texts: Texts, at_once: bool) {
        drop(self.to.send(Message::Keep(texts, at_once)));
    }

    /// Waits until everything is written, but no longer than this, and stops.
    pub fn stop(self, patience: Duration) {
        let (answer, answered) = mpsc::channel();
        drop(self.to.send(Message::Stop(answer)));
        // Where the disk does not answer in time, nothing more can be done.
        _ = answered.recv_timeout(patience);
    }
}

struct Work {
    file: TypedFile,
    unwritten: Option<Texts>,
    /// When the next write may be.
    due: Option<Instant>,
    /// How many writes failed in a row.
    failed: u32,
}

impl Work {
    fn run(mut self, messages: &Receiver<Message>) {
        loop {
            let message = match (&self.unwritten, self.due) {
                (Some(_), Some(due)) => {
                    match messages.recv_timeout(due.saturating_duration_since(Instant::now())) {
                        Ok(message) => Some(message),
                        Err(RecvTimeoutError::Timeout) => None,
                        Err(RecvTimeoutError::Disconnected) => return self.write(),
                    }
                }
                _ => match messages.recv() {
                    Ok(message) => Some(message),
                    Err(_) => return,
                },
            };
            match message {
                None => self.write(),
                Some(Message::Keep(texts, at_once)) => {
                    self.unwritten = Some(texts);
                    let is_due = self.due.is_none_or(|due| due <= Instant::now());
                    if at_once || is_due {
                        self.write();
                    }
                }
                Some(Message::Stop(answer)) => {
                    self.write();
                    // The next screen may have the file as soon as this one has its answer.
                    drop(self);
                    _ = answer.send(());
                    return;
                }
            }
        }
    }

    /// Writes what is not written. What fails is tried again, less and less often: the text is
    /// on screen all the while.
    fn write(&mut self) {
        let Some(texts) = self.unwritten.take() else { return };
        if self.file.write(&texts).is_ok() {
            (self.failed, self.due) = (0, Some(Instant::now() + EVERY));
            return;
        }
        self.failed += 1;
        let pause = EVERY.saturating_mul(1 << self.failed.min(6)).min(LONGEST);
        (self.unwritten, self.due) = (Some(texts), Some(Instant::now() + pause));
    }
}
