//! The screen's side of keeping half-typed text: what is on the screen goes to the thread that
//! writes it whenever it has changed. It decides nothing about the text.

use std::time::Duration;

use crate::store::typed::{Keeper, Texts, Typed, TypedPlace};
use crate::tui::app::App;
use crate::tui::typed;

/// How long leaving waits for the last word to be written.
const PATIENCE: Duration = Duration::from_secs(1);

/// Keeping what is typed over one backlog.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    keeper: Option<Keeper>,
    /// What was asked to be kept last.
    sent: Texts,
    /// What was being typed when it was looked at last.
    current: Option<Typed>,
    /// What was taken but is not in the backlog's file yet: until then it is kept here.
    taken: Vec<Typed>,
}

impl Keeping {
    /// Gives back what earlier runs left, and begins to keep.
    pub(super) fn of(place: Option<TypedPlace>, app: &mut App) -> Self {
        let Some(place) = place else { return Self::default() };
        let (file, texts) = place.open();
        typed::give_back(app, texts);
        let mut keeping = Self { keeper: Some(Keeper::spawn(file)), ..Self::default() };
        keeping.sent = keeping.texts(app, false);
        keeping
    }

    /// Looks what is typed now; `settled` is whether the backlog's file holds all that was done.
    pub(super) fn note(&mut self, app: &App, settled: bool) {
        let Some(keeper) = &self.keeper else { return };
        let now = typed::now(app);
        if let Some(was) = self.current.take()
            && !settled
            && now.as_ref().is_none_or(|now| (&now.what, &now.about) != (&was.what, &was.about))
        {
            self.taken.push(was);
        }
        if settled {
            self.taken.clear();
        }
        self.current = now;
        let texts = self.texts(app, false);
        if texts != self.sent {
            // What was taken must not be offered again; what grows may wait for a second.
            let at_once = texts.now.len() < self.sent.now.len();
            keeper.keep(texts.clone(), at_once);
            self.sent = texts;
        }
    }

    /// Keeps what is typed to the last character, and ends. Where one quits, what was offered
    /// and could only be read has been.
    pub(super) fn stop(mut self, app: &App, settled: bool) {
        self.note(app, settled);
        let texts = self.texts(app, true);
        if let Some(keeper) = self.keeper.take() {
            if texts != self.sent {
                keeper.keep(texts, true);
            }
            keeper.stop(PATIENCE);
        }
    }

    fn texts(&self, app: &App, leaving: bool) -> Texts {
        let waits = app.waiting.iter().filter(|it| !(leaving && it.seen));
        let offered = waits.map(|it| it.text.clone());
        // The one typed last is last: it is offered first.
        let now = offered.rev().chain(self.taken.iter().cloned()).chain(self.current.clone());
        Texts { now: now.collect(), left: typed::left(app) }
    }
}
