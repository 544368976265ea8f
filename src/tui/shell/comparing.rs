//! What takes too long for a key, on threads of their own: of each sort one at a time, and after it
//! the newest that was asked for. It knows nothing of what is done with the findings.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::Shell;
use super::waking::{Alarm, Wake};
use crate::domain::backlog::Backlog;
use crate::tui::app::Msg;
use crate::tui::comparing::{Asked, Comparer, Found};

/// The comparing that is under way.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    signs: Lane,
    pairs: Lane,
    said: Lane,
    /// How many files were shown before this one: what was asked of them is answered no more.
    file: u64,
}

/// One sort of question, so that a short one never waits for a long one.
#[derive(Debug, Default)]
struct Lane {
    under_way: bool,
    /// What was asked for meanwhile.
    next: Option<(u64, Asked, Backlog)>,
    /// What finds; only the one thread of this lane ever holds it.
    comparer: Arc<Mutex<Comparer>>,
}

/// What a thread found.
pub(super) struct Done {
    file: u64,
    turn: u64,
    found: Found,
}

impl Comparing {
    /// Nobody waits any more for what was asked: another file is shown.
    pub(super) fn forget(&mut self) {
        *self = Self { file: self.file + 1, ..Self::default() };
    }

    /// Asks something of a backlog; nothing ticks until the loop is woken with what is found.
    pub(super) fn ask(&mut self, turn: u64, asked: Asked, backlog: Backlog, to: &Sender<Wake>) {
        let file = self.file;
        let lane = match asked {
            Asked::Signs(_) => &mut self.signs,
            Asked::Pairs => &mut self.pairs,
            Asked::Said(..) => &mut self.said,
        };
        if lane.under_way {
            lane.next = Some((turn, asked, backlog));
            return;
        }
        lane.under_way = true;
        let (to_loop, comparer) = (Alarm(to.clone()), Arc::clone(&lane.comparer));
        thread::spawn(move || {
            let mut comparer = comparer.lock().unwrap_or_else(PoisonError::into_inner);
            let found = comparer.answer(asked, &backlog);
            drop(to_loop.0.send(Wake::Compared(Done { file, turn, found })));
        });
    }

    /// It is done: begins with what was asked for meanwhile, and tells what was found.
    pub(super) fn done(&mut self, done: Done, to_loop: &Sender<Wake>) -> Option<Msg> {
        if done.file != self.file {
            return None;
        }
        let lane = match done.found {
            Found::Signs(_) => &mut self.signs,
            Found::Pairs(_) => &mut self.pairs,
            Found::Said(_) => &mut self.said,
        };
        lane.under_way = false;
        if let Some((turn, asked, backlog)) = lane.next.take() {
            self.ask(turn, asked, backlog, to_loop);
        }
        Some(Msg::Compared { turn: done.turn, found: done.found })
    }
}

impl Shell {
    /// Asks something of the backlog as it stands.
    pub(super) fn compare(&mut self, turn: u64, asked: Asked) {
        let backlog = self.app.backlog().cloned().unwrap_or_default();
        self.comparing.ask(turn, asked, backlog, &self.to_loop);
    }
}
