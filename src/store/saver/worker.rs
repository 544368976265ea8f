//! The thread that saves: newest backlog wins, every act is logged. It decides nothing about
//! the screen.

use std::sync::mpsc::{Receiver, Sender};

use super::{SaverEvent, Step};
use crate::domain::backlog::Backlog;
use crate::say::news;
use crate::store::backups::{Before, Kept, Occasion};
use crate::store::base::{Base, Stat};
use crate::store::error::StoreError;
use crate::store::file::{BacklogFile, Loaded};
use crate::store::undo::{Act, UndoLog};

/// What the worker is asked.
pub(super) enum Message {
    /// Save a backlog, and log the acts that led to it.
    Save { backlog: Backlog, acts: Vec<Act>, seen: u64, ticket: u64 },
    /// Keep what the next save replaces, where that is due.
    Before(Before),
    /// Try the last save again.
    Retry,
    /// Look whether the file changed.
    Check,
    /// Save what is waiting, answer, and stop.
    Stop(Sender<Result<(), String>>),
}

/// A save that is not on the disk yet.
struct Waiting {
    backlog: Backlog,
    seen: u64,
    ticket: u64,
}

/// What the thread knows.
pub(super) struct Worker {
    file: BacklogFile,
    log: Option<UndoLog>,
    on_event: Box<dyn Fn(SaverEvent) + Send>,
    base: Base,
    /// What the file holds.
    held: Backlog,
    /// The turn of the last step told.
    turn: u64,
    /// The steps told that the screen may not have taken yet, oldest first.
    steps: Vec<Step>,
    waiting: Option<Waiting>,
    /// What stood in the way of the last save that failed: once that is another file, it is tried
    /// again.
    failed_on: Option<Stat>,
    acts: Vec<Act>,
    /// What is to be kept before the next save.
    before: Option<Before>,
    /// Whether a backup was made since the start.
    kept: bool,
    /// What was last said about a backup that could not be made.
    unkept: Option<String>,
    /// What was last said about the file being unreadable.
    trouble: Option<String>,
    /// The branch of git that was checked out when the file was last read.
    branch: Option<String>,
}

impl Worker {
    pub fn new(
        file: BacklogFile,
        base: Base,
        held: Backlog,
        log: Option<UndoLog>,
        on_event: Box<dyn Fn(SaverEvent) + Send>,
    ) -> Self {
        Self {
            file,
            log,
            on_event,
            base,
            held,
            turn: 0,
            steps: Vec::new(),
            waiting: None,
            failed_on: None,
            acts: Vec::new(),
            before: None,
            kept: false,
            unkept: None,
            trouble: None,
            branch: None,
        }
    }

    /// Works until it is told to stop, or nobody is left to tell it.
    pub fn run(mut self, messages: &Receiver<Message>) {
        self.base.settle();
        self.branch = self.file.branch();
        while let Ok(first) = messages.recv() {
            let (mut save, mut check, mut stop) = (false, false, None);
            // What has queued up meanwhile is one piece of work.
            for message in std::iter::once(first).chain(messages.try_iter()) {
                match message {
                    Message::Save { backlog, acts, seen, ticket } => {
                        self.waiting = Some(Waiting { backlog, seen, ticket });
                        self.acts.extend(acts);
                        save = true;
                    }
                    Message::Before(before) => self.expect(before),
                    Message::Retry => save = true,
                    Message::Check => check = true,
                    Message::Stop(answer) => stop = Some(answer),
                }
            }
            let mut outcome = Ok(());
            if save || stop.is_some() {
                outcome = self.save();
            } else if check && self.waiting.is_none() {
                self.check();
            } else if check && self.file.stat() != self.failed_on {
                outcome = self.save();
            }
            if let Some(answer) = stop {
                drop(answer.send(outcome));
                return;
            }
        }
        // The screen is gone without a word: what it asked for is saved all the same.
        drop(self.save());
    }

    fn save(&mut self) -> Result<(), String> {
        let Some(Waiting { backlog, seen, ticket }) = self.waiting.take() else { return Ok(()) };
        let mine = self.rebased(&backlog, seen);
        let before = self.before.as_ref();
        let saved = match self.file.save_keeping(&self.base, &self.held, &mine, before) {
            Ok(saved) => saved,
            Err(error) => {
                let sentence = self.sentence(&error);
                self.waiting = Some(Waiting { backlog, seen, ticket });
                self.failed_on = self.file.stat();
                (self.on_event)(SaverEvent::Failed { sentence: sentence.clone() });
                return Err(sentence);
            }
        };
        let mut notices = saved.notices;
        notices.extend(self.told_of(&saved.kept));
        let acts = std::mem::take(&mut self.acts);
        if let Some(Err(error)) = self.log.as_ref().map(|log| log.append(&acts)) {
            notices.push(format!("saved, but not for undo: {error}"));
        }
        self.base = saved.base;
        self.trouble = None;
        let step = self.step(mine, saved.backlog);
        let conflicts = saved.conflicts;
        (self.on_event)(SaverEvent::Saved { ticket, step, conflicts, notices });
        self.base.settle();
        Ok(())
    }

    /// What is to be kept before the next save. A save that failed is still to come, with its own
    /// occasion.
    fn expect(&mut self, before: Before) {
        let earlier = self.before.take().and_then(|it| it.occasion);
        let weighty = earlier.filter(|it| !it.comes_round()).or(before.occasion);
        let first = (!self.kept).then_some(Occasion::Screen);
        self.before = Some(Before { occasion: weighty.or(first), ..before });
    }

    /// What to say of the backup before a save that is done now; the same is not said again.
    fn told_of(&mut self, kept: &Kept) -> Option<String> {
        self.before = None;
        self.kept |= *kept == Kept::Made;
        if *kept == Kept::NotDue {
            return None;
        }
        let told = std::mem::replace(&mut self.unkept, kept.notice());
        self.unkept.clone().filter(|_| told != self.unkept)
    }

    /// What the screen wants, with the steps it had not taken yet: what it shows once it has. A
    /// save asked for behind another program's must not undo that one.
    fn rebased(&mut self, backlog: &Backlog, seen: u64) -> Backlog {
        self.steps.retain(|step| step.turn > seen);
        self.steps.iter().fold(backlog.clone(), |shown, step| step.onto(&shown).backlog)
    }

    fn step(&mut self, was: Backlog, now: Backlog) -> Step {
        self.turn += 1;
        self.held = now.clone();
        let news = if was == now { String::new() } else { self.news(&was, &now) };
        let step = Step { turn: self.turn, was, now, news };
        self.steps.push(step.clone());
        step
    }

    /// What another program did, in words.
    fn news(&mut self, was: &Backlog, now: &Backlog) -> String {
        let branch = self.file.branch();
        let other = branch.as_deref().filter(|_| branch != self.branch);
        let words = news::words(was, now, other);
        self.branch = branch;
        words
    }

    /// Takes over what another program wrote. A stat costs nothing; only another one is looked
    /// into.
    fn check(&mut self) {
        let stat = self.file.stat();
        if stat.is_some() && stat == self.base.stat() {
            self.readable();
            return;
        }
        match self.file.changed(&self.base) {
            Ok(None) => {
                if let Some(stat) = stat {
                    self.base.restat(stat);
                }
                self.readable();
            }
            // It is shown no further than it can be written: a save must not take it back.
            Ok(Some(Loaded { read_only: Some(why), .. })) => self.trouble(why),
            Ok(Some(loaded)) => {
                self.base = loaded.base;
                self.readable();
                let step = self.step(self.held.clone(), loaded.backlog);
                (self.on_event)(SaverEvent::Changed(step));
                self.base.settle();
            }
            Err(error) => {
                let sentence = self.sentence(&error);
                self.trouble(sentence);
            }
        }
    }

    /// What is wrong, with the file by its name alone: the screen knows its folder and has one
    /// line for it.
    fn sentence(&self, error: &StoreError) -> String {
        let whole = error.to_string();
        let path = self.file.path();
        match path.file_name() {
            Some(name) => whole.replace(&path.display().to_string(), &name.to_string_lossy()),
            None => whole,
        }
    }

    /// Said once, not at every look.
    fn trouble(&mut self, sentence: String) {
        if self.trouble.as_ref() != Some(&sentence) {
            self.trouble = Some(sentence.clone());
            (self.on_event)(SaverEvent::Unreadable { sentence });
        }
    }

    fn readable(&mut self) {
        if self.trouble.take().is_some() {
            (self.on_event)(SaverEvent::Readable);
        }
    }
}
