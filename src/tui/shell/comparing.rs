//! Stories compared with each other on a thread of its own, so that no key waits for it: one at a
//! time, and after it the newest that was asked for. It knows nothing of what is done with the
//! findings.

use std::sync::mpsc::Sender;
use std::thread;

use super::waking::{Alarm, Wake};
use crate::advice::health;
use crate::domain::backlog::Backlog;

/// The comparing that is under way.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    under_way: bool,
    /// What was asked for meanwhile.
    next: Option<(u64, Backlog)>,
}

impl Comparing {
    /// Compares the stories of a backlog; nothing ticks until the loop is woken with what is found.
    pub(super) fn ask(&mut self, turn: u64, backlog: Backlog, to_loop: &Sender<Wake>) {
        if self.under_way {
            self.next = Some((turn, backlog));
            return;
        }
        self.under_way = true;
        let to_loop = Alarm(to_loop.clone());
        thread::spawn(move || {
            let found = health::compared(&backlog);
            drop(to_loop.0.send(Wake::Compared(turn, found)));
        });
    }

    /// It is done: begins with what was asked for meanwhile.
    pub(super) fn done(&mut self, to_loop: &Sender<Wake>) {
        self.under_way = false;
        if let Some((turn, backlog)) = self.next.take() {
            self.ask(turn, backlog, to_loop);
        }
    }
}
