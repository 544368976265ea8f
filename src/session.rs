//! A backlog with its undo and redo: the one door through which every act goes, from the screen
//! and from the command line. It reads no clock and no disk.

mod occasion;

use serde::{Deserialize, Serialize};

use crate::domain::backlog::Backlog;
use crate::domain::change::{Change, Edit};
use crate::domain::command::Command;
use crate::domain::id::Ids;
use crate::domain::merge;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::Stamp;
use crate::domain::story::StoryId;
pub use occasion::Occasion;

/// What the undo log is to remember of an act; the words in the log are an act's bare names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A new act.
    #[serde(rename = "edit")]
    Did(Edit),
    /// The last act went on: it is now this one.
    #[serde(rename = "amend")]
    WentOn(Edit),
    /// The last act was undone.
    #[serde(rename = "undo")]
    Undid,
    /// The last undone act was done again.
    #[serde(rename = "redo")]
    Redid,
    /// The last act cannot be undone any more and was set aside.
    SetAside,
}

/// What came of an act.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// What was done, as a sentence; none where there was nothing to do.
    pub did: Option<String>,
    /// The stories it was about.
    pub about: Vec<StoryId>,
    /// What the Product Owner should know of beside it.
    pub notices: Vec<String>,
    /// What the undo log is to remember.
    pub step: Option<Step>,
    /// On which occasion the file is kept as it was before this is written.
    pub occasion: Option<Occasion>,
}

/// A backlog being worked on.
#[derive(Debug, Clone, Default)]
pub struct Session {
    backlog: Backlog,
    undo: Vec<Edit>,
    redo: Vec<Edit>,
    read_only: Option<String>,
}

impl Session {
    /// Work on a backlog with no past.
    #[must_use]
    pub const fn new(backlog: Backlog) -> Self {
        Self { backlog, undo: Vec::new(), redo: Vec::new(), read_only: None }
    }

    /// The same with the acts that can be undone and done again, newest last.
    #[must_use]
    pub fn with_past(mut self, undo: Vec<Edit>, redo: Vec<Edit>) -> Self {
        (self.undo, self.redo) = (undo, redo);
        self
    }

    /// The same, refusing every act with this sentence.
    #[must_use]
    pub fn read_only(mut self, why: Option<String>) -> Self {
        self.read_only = why;
        self
    }

    /// The backlog as it stands.
    #[must_use]
    pub const fn backlog(&self) -> &Backlog {
        &self.backlog
    }

    /// Why nothing can be changed, if so.
    #[must_use]
    pub fn why_read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The act the next undo takes back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Edit> {
        self.undo.last()
    }

    /// The act the next redo does again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Edit> {
        self.redo.last()
    }

    /// Takes over a backlog that changed elsewhere, with the past that belongs to it.
    pub fn adopt(&mut self, backlog: Backlog, past: Option<(Vec<Edit>, Vec<Edit>)>) {
        self.backlog = backlog;
        if let Some((undo, redo)) = past {
            (self.undo, self.redo) = (undo, redo);
        }
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// A refusal that says what is wrong; nothing has changed.
    pub fn perform(
        &mut self,
        command: &Command,
        stamp: &Stamp,
        ids: &mut dyn Ids,
    ) -> Result<Outcome, Refusal> {
        self.writable()?;
        let goes_on = match self.undo.last() {
            Some(last) if self.redo.is_empty() => {
                self.backlog.carry_on(last, command, stamp, ids)?
            }
            _ => None,
        };
        let went_on = goes_on.is_some();
        let (backlog, edit) = match goes_on {
            Some(result) => result,
            None => self.backlog.carry_out(command, stamp, ids)?,
        };
        let about = edit.about.clone();
        let notices = edit.notices.clone();
        if edit.is_empty() {
            return Ok(Outcome { about, notices, ..Outcome::default() });
        }
        self.backlog = backlog;
        self.redo.clear();
        if went_on {
            self.undo.pop();
        }
        self.undo.push(edit.clone());
        let did = Some(edit.label.clone());
        let step = Some(if went_on { Step::WentOn(edit) } else { Step::Did(edit) });
        Ok(Outcome { did, about, notices, step, occasion: Occasion::of(command) })
    }

    /// Takes the last act back, if every value it wrote still stands.
    ///
    /// # Errors
    /// There is nothing to undo, or something it wrote was changed since; then the act is set
    /// aside, and the next undo takes the one before.
    pub fn undo(&mut self) -> Result<Outcome, (Refusal, Option<Box<Step>>)> {
        self.writable().map_err(|refusal| (refusal, None))?;
        let nothing = || (Refusal::rule("there is nothing to undo"), None);
        let edit = self.undo.pop().ok_or_else(nothing)?;
        match merge::take_back(&edit, &self.backlog) {
            Ok((backlog, _)) => {
                self.backlog = backlog;
                let outcome = Self::told("Undid", &edit, Step::Undid);
                self.redo.push(edit);
                Ok(outcome)
            }
            Err(stands) => {
                let message =
                    format!("“{}” cannot be undone and is set aside: {stands}", edit.label);
                Err((Refusal::rule(message), Some(Box::new(Step::SetAside))))
            }
        }
    }

    /// Does the last undone act again.
    ///
    /// # Errors
    /// There is nothing to redo, or something it would write was changed since.
    pub fn redo(&mut self) -> Result<Outcome, Refusal> {
        self.writable()?;
        let edit = self.redo.pop().ok_or_else(|| Refusal::rule("there is nothing to redo"))?;
        match merge::put_again(&edit, &self.backlog) {
            Ok((backlog, _)) => {
                self.backlog = backlog;
                let outcome = Self::told("Redid", &edit, Step::Redid);
                self.undo.push(edit);
                Ok(outcome)
            }
            Err(stands) => {
                let message = format!("“{}” cannot be redone: {stands}", edit.label);
                self.redo.push(edit);
                Err(Refusal::rule(message))
            }
        }
    }

    fn told(verb: &str, edit: &Edit, step: Step) -> Outcome {
        let story = |change: &Change| match change {
            Change::Story(swap) => Some(swap.id),
            _ => None,
        };
        Outcome {
            did: Some(format!("{verb}: {}", edit.label)),
            about: edit.changes.iter().filter_map(story).collect(),
            notices: Vec::new(),
            step: Some(step),
            occasion: None,
        }
    }

    fn writable(&self) -> Result<(), Refusal> {
        match &self.read_only {
            Some(why) => Err(Refusal::rule(why.clone())),
            None => Ok(()),
        }
    }
}
