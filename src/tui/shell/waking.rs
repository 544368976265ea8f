//! What wakes the loop beside the keys: signals, the saver, a terminal that hangs up, a thread that
//! breaks down. Each waits without a tick. It decides nothing about what follows.

use std::collections::VecDeque;
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crossterm::event::Event;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::comparing::Done;
use crate::advice::drafting::DraftStory;
use crate::cli::Failure;
use crate::store::saver::SaverEvent;

/// What wakes the loop.
pub(super) enum Wake {
    /// The terminal says something.
    Terminal(Event),
    /// The saver says something.
    Saver(Box<SaverEvent>),
    /// The stories were compared.
    Compared(Done),
    /// The process is asked to end, or was woken.
    Signal(i32),
    /// The editor that had the terminal is closed.
    Edited,
    /// The assistant answered what was asked with this ticket.
    Assisted(u64, Result<Vec<DraftStory>, Failure>),
    /// The terminal is gone.
    Gone,
    /// A thread broke down: from here on keys, or saves, would go nowhere.
    Fell,
}

impl Wake {
    /// Whether it must not wait behind a long paste.
    const fn is_urgent(&self) -> bool {
        matches!(self, Self::Signal(_) | Self::Gone | Self::Fell)
    }
}

/// What came and was not taken in yet, what is urgent first.
pub(super) struct Queue {
    wakes: Receiver<Wake>,
    waiting: VecDeque<Wake>,
}

impl Queue {
    pub(super) const fn of(wakes: Receiver<Wake>) -> Self {
        Self { wakes, waiting: VecDeque::new() }
    }

    /// Waits for something; none once nobody is left to wake the loop.
    pub(super) fn wait(&mut self) -> Option<Wake> {
        self.next().or_else(|| self.wakes.recv().ok())
    }

    /// What has come already.
    pub(super) fn next(&mut self) -> Option<Wake> {
        for wake in self.wakes.try_iter() {
            if wake.is_urgent() {
                self.waiting.push_front(wake);
            } else {
                self.waiting.push_back(wake);
            }
        }
        self.waiting.pop_front()
    }
}

/// Held by a thread: tells the loop when that thread breaks down.
pub(super) struct Alarm(pub(super) Sender<Wake>);

impl Drop for Alarm {
    fn drop(&mut self) {
        if thread::panicking() {
            drop(self.0.send(Wake::Fell));
        }
    }
}

/// Hands signals on. What interrupts the user's editor, which has the terminal while it is
/// `lent`, is not meant for the screen.
pub(super) fn signals(to_loop: Sender<Wake>, lent: Arc<AtomicBool>) {
    let Ok(mut caught) = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT]) else { return };
    thread::spawn(move || {
        for signal in caught.forever() {
            let theirs = signal == SIGINT && lent.load(Ordering::SeqCst);
            if !theirs && to_loop.send(Wake::Signal(signal)).is_err() {
                return;
            }
        }
    });
}

/// Looks out for the terminal's end. No signal tells it where the leader of the session ignores
/// that one, and the thread that reads the keys never comes back from a terminal that is gone.
pub(super) fn hang_up(to_loop: Sender<Wake>) {
    thread::spawn(move || {
        if hangs_up(&io::stdin()) {
            drop(to_loop.send(Wake::Gone));
        }
    });
}

/// Waits until a terminal hangs up; false where that cannot be known of it.
fn hangs_up(terminal: &impl AsFd) -> bool {
    loop {
        // Nothing is asked for: a hang-up is told unasked, and keys do not wake it.
        let mut watched = [PollFd::new(terminal, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) => {
                let [told] = watched.map(|it| it.revents());
                return !told.contains(PollFlags::NVAL);
            }
            Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}
