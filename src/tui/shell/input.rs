//! What the terminal says, read on a thread of its own, which can be told to leave the terminal
//! to another program for a while. It knows nothing of what keys mean.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::raise;

/// How long the thread is waited for: it may have ended with the terminal.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who may read the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// The thread.
    Ours,
    /// The thread is asked to stop.
    Asked,
    /// Another program.
    Theirs,
}

/// The thread that reads the terminal.
#[derive(Debug)]
pub(super) struct Input {
    gate: Arc<(Mutex<Turn>, Condvar)>,
}

impl Input {
    /// Starts reading; what the terminal says is handed on, and none once it is gone. The thread
    /// ends when nobody listens.
    pub(super) fn listen(tell: impl Fn(Option<Event>) -> bool + Send + 'static) -> Self {
        let gate = Arc::new((Mutex::new(Turn::Ours), Condvar::new()));
        let of_thread = Arc::clone(&gate);
        thread::spawn(move || {
            while let Ok(event) = event::read() {
                if !tell(Some(event)) {
                    return;
                }
                stand_aside(&of_thread);
            }
            tell(None);
        });
        Self { gate }
    }

    /// Lets another program have the keys.
    pub(super) fn park(&self) {
        let (turn, changed) = &*self.gate;
        let mut held = locked(turn);
        *held = Turn::Asked;
        // The thread waits for the terminal without a tick; news of a size wakes it.
        if raise(SIGWINCH).is_ok() {
            let asked = |turn: &mut Turn| *turn == Turn::Asked;
            drop(changed.wait_timeout_while(held, PATIENCE, asked));
        }
    }

    /// Reads the keys again.
    pub(super) fn resume(&self) {
        let (turn, changed) = &*self.gate;
        *locked(turn) = Turn::Ours;
        changed.notify_all();
    }
}

fn locked(turn: &Mutex<Turn>) -> MutexGuard<'_, Turn> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stands aside where that is asked, until it is over.
fn stand_aside(gate: &(Mutex<Turn>, Condvar)) {
    let (turn, changed) = gate;
    let mut held = locked(turn);
    if *held != Turn::Asked {
        return;
    }
    *held = Turn::Theirs;
    changed.notify_all();
    while *held == Turn::Theirs {
        held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
    }
}
