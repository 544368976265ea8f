//! The screen's side of saving: what was asked for, what is on the disk, what came from there.
//! The writing itself is the store's.

use std::time::Duration;

use crate::domain::backlog::Backlog;
use crate::domain::stamp::Moment;
use crate::session::{Occasion, Step};
use crate::store::backups::{Backups, Before};
use crate::store::base::Base;
use crate::store::error::StoreError;
use crate::store::file::{BacklogFile, Loaded};
use crate::store::saver::{self, Saver, SaverEvent, Unsaved};
use crate::store::undo::{Stacks, UndoLog};
use crate::tui::app::{Msg, Tone};

/// Saving one backlog.
pub(super) struct Saving {
    file: BacklogFile,
    /// What the saver starts from, until it is started.
    loaded: Option<Loaded>,
    log: Option<UndoLog>,
    backups: Option<Backups>,
    /// On which occasion the file is kept before the next save.
    occasion: Option<Occasion>,
    saver: Option<Saver>,
    /// The ticket of the newest save asked for, and of the newest on the disk.
    asked: u64,
    saved: u64,
    /// The turn of the last step taken over from the saver.
    seen: u64,
    read_only: bool,
    /// What the file holds, as far as it was told here.
    held: Backlog,
}

impl Saving {
    pub(super) fn of(
        file: BacklogFile,
        loaded: Loaded,
        log: Option<UndoLog>,
        backups: Option<Backups>,
    ) -> Self {
        let read_only = loaded.read_only.is_some();
        let held = loaded.backlog.clone();
        Self {
            file,
            loaded: Some(loaded),
            log,
            backups,
            occasion: None,
            saver: None,
            asked: 0,
            saved: 0,
            seen: 0,
            read_only,
            held,
        }
    }

    pub(super) fn start(&mut self, on_event: impl Fn(SaverEvent) + Send + 'static) {
        let Some(loaded) = self.loaded.take().filter(|_| !self.read_only) else { return };
        let (file, log) = (self.file.clone(), self.log.clone());
        self.saver = Some(Saver::spawn(file, loaded.base, loaded.backlog, log, on_event));
    }

    /// Has the file kept as it is before the next save.
    pub(super) const fn expect(&mut self, occasion: Occasion) {
        self.occasion = Some(occasion);
    }

    pub(super) fn save(&mut self, backlog: Backlog, steps: Vec<Step>, at: Moment) {
        if let Some(saver) = &self.saver {
            let (backups, occasion) = (self.backups.clone(), self.occasion.take());
            saver.keep_before(Before { backups, occasion, at });
            self.asked = saver.save(backlog, steps, self.seen);
        }
    }

    pub(super) fn retry(&self) {
        self.saver.iter().for_each(Saver::retry);
    }

    pub(super) fn look(&self) {
        self.saver.iter().for_each(Saver::check);
    }

    /// Whether everything asked for is on the disk and in the log.
    pub(super) const fn is_settled(&self) -> bool {
        self.asked == self.saved
    }

    /// What can be undone and redone.
    pub(super) fn past(&self) -> Result<Stacks, StoreError> {
        self.log.as_ref().map(UndoLog::read).transpose().map(Option::unwrap_or_default)
    }

    /// What an event of the saver means for the screen that shows this backlog.
    pub(super) fn told(&mut self, event: SaverEvent, shown: &Backlog) -> Vec<Msg> {
        match event {
            SaverEvent::Saved { ticket, step, conflicts, notices } => {
                self.saved = ticket;
                let mut msgs = self.came(&step, shown, conflicts, notices);
                msgs.push(Msg::Saved { newest: self.is_settled() });
                msgs
            }
            SaverEvent::Changed(step) => self.came(&step, shown, Vec::new(), Vec::new()),
            SaverEvent::Failed { sentence } => vec![Msg::NotSaved(sentence)],
            SaverEvent::Unreadable { sentence } => vec![Msg::Unreadable(sentence)],
            SaverEvent::Readable => {
                // What could not be saved over a broken file can be now.
                self.retry();
                vec![Msg::Saved { newest: self.is_settled() }]
            }
        }
    }

    fn came(
        &mut self,
        step: &saver::Step,
        shown: &Backlog,
        conflicts: Vec<crate::domain::conflict::Conflict>,
        notices: Vec<String>,
    ) -> Vec<Msg> {
        self.seen = step.turn;
        self.held = step.now.clone();
        if step.was == step.now {
            return match notices.as_slice() {
                [] => Vec::new(),
                several => vec![Msg::Tell(several.join(" · "), Tone::Refused)],
            };
        }
        let merged = step.onto(shown);
        let conflicts = [conflicts, merged.conflicts].concat();
        let notices = [vec![step.news.clone()], notices, merged.notices].concat();
        vec![Msg::Came { backlog: Box::new(merged.backlog), conflicts, notices }]
    }

    /// Waits until everything is on the disk. Where the thread that saves broke down, what is
    /// `shown` is saved here; only its undo is lost.
    pub(super) fn stop(self, patience: Duration, shown: Option<&Backlog>) -> Result<(), String> {
        let Some(saver) = self.saver else { return Ok(()) };
        match (saver.stop(patience), shown) {
            (Ok(()), _) => Ok(()),
            (Err(Unsaved::Broken), Some(shown)) => {
                // The file is based on nothing known any more: it is read, and merged.
                let saved = self.file.save(&Base::unknown(), &self.held, shown);
                saved.map(drop).map_err(|error| error.to_string())
            }
            (Err(unsaved), _) => Err(unsaved.to_string()),
        }
    }
}
