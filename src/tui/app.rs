//! Everything the screen is made from. It changes only in `update`, and drawing only reads it.

use std::collections::BTreeMap;

use super::action::{Key, Place};
use super::layout::Layout;
use super::part::pager::Pager;
use super::part::prompt::{Prompt, Purpose};
use super::screen::backlog::BacklogScreen;
use super::theme::Theme;
use crate::cli::args::Verb;
use crate::domain::backlog::Backlog;
use crate::domain::merge::Conflict;
use crate::session::{Session, Step};

/// What lies over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// A line being typed.
    Prompt(Box<Prompt>),
    /// A text being read: help, an answer, a history.
    Pager(Pager),
    /// Leaving although something is not saved: yes or no.
    QuitUnsaved,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something could not be done.
    Refused,
}

/// Whether the file holds what the screen shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SaveMark {
    /// It does.
    #[default]
    Saved,
    /// It is on its way to the disk.
    Saving,
    /// It does not, for this reason.
    NotSaved(String),
    /// The file cannot be read at the moment; it is left alone.
    Unreadable,
    /// A throw-away copy, or a file that must not be written.
    ReadOnly,
}

/// What the shell is asked to do; `update` itself touches neither disk nor clock.
#[derive(Debug)]
pub enum Effect {
    /// Save the backlog as it stands, and remember these steps.
    Save(Vec<Step>),
    /// Try a failed save again.
    Retry,
    /// Read the acts that can be undone, then undo or redo.
    ReadPast(After),
    /// Carry out a command that touches other files.
    Outside(Box<Verb>),
    /// Make a backlog of this name in this folder.
    MakeHere(String),
    /// Open the sample product.
    Sample,
    /// Draw every cell afresh.
    Redraw,
    /// Leave.
    Quit,
}

/// What waits for the past to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Undo.
    Undo,
    /// Redo.
    Redo,
}

/// What the shell tells.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(crossterm::event::KeyEvent),
    /// A text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// The file holds everything up to this save.
    Saved {
        /// Whether nothing was done since.
        newest: bool,
    },
    /// The backlog changed on the disk side: take this one over.
    Came {
        /// The backlog with what was done here since.
        backlog: Box<Backlog>,
        /// Values written on both sides.
        conflicts: Vec<Conflict>,
        /// What to tell.
        notices: Vec<String>,
    },
    /// Saving failed, with the reason.
    NotSaved(String),
    /// The file cannot be read at the moment, for this reason.
    Unreadable(String),
    /// Something to tell.
    Tell(String, Tone),
    /// The acts that can be undone and redone, oldest first, and what waits for them.
    Past {
        /// Undoable.
        undo: Vec<crate::domain::change::Edit>,
        /// Redoable.
        redo: Vec<crate::domain::change::Edit>,
        /// What to do then.
        then: After,
    },
    /// An answer to be read.
    Answer {
        /// What it is.
        heading: String,
        /// The text.
        text: String,
    },
    /// Carry out a command that had to be read from another file first.
    Perform(Box<crate::domain::command::Command>),
}

/// The whole screen.
#[derive(Debug)]
pub struct App {
    /// The backlog and its undo; none while there is no backlog yet.
    pub session: Option<Session>,
    /// The Backlog screen.
    pub list: BacklogScreen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// Keys of a run that is not complete.
    pub pending: Vec<Key>,
    /// What was said last.
    pub message: Option<(String, Tone)>,
    /// Whether the file holds what is shown.
    pub save: SaveMark,
    /// The terminal's size.
    pub size: (u16, u16),
    /// How roles look.
    pub theme: Theme,
    /// Lines typed after `:`, oldest first.
    pub commands: Vec<String>,
    /// Texts typed and left, by what they were for: given back when that is opened again.
    pub left: BTreeMap<(Purpose, Vec<crate::domain::story::StoryId>), String>,
    /// Whether the acts of earlier runs and of commands are in the session.
    pub past_read: bool,
    /// Where a new backlog would be made, for the welcome.
    pub folder: String,
    /// Whether this is the throw-away sample.
    pub sample: bool,
}

impl App {
    /// The screen of a backlog, or the welcome where there is none.
    #[must_use]
    pub fn new(session: Option<Session>, size: (u16, u16), theme: Theme) -> Self {
        let mut app = Self {
            session,
            list: BacklogScreen::default(),
            overlay: None,
            pending: Vec::new(),
            message: None,
            save: SaveMark::Saved,
            size,
            theme,
            commands: Vec::new(),
            left: BTreeMap::new(),
            past_read: false,
            folder: String::new(),
            sample: false,
        };
        if let Some(session) = &app.session {
            app.list.refresh(session.backlog());
            if session.why_read_only().is_some() {
                app.save = SaveMark::ReadOnly;
            }
        }
        app
    }

    /// Where the keys hold now.
    #[must_use]
    pub const fn place(&self) -> Place {
        if self.session.is_some() { Place::List } else { Place::Welcome }
    }

    /// Where everything stands.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.size)
    }

    /// Opens a text to be read.
    pub fn read(&mut self, heading: impl Into<String>, text: &str) {
        let columns = Layout::reading_columns(self.size);
        self.overlay = Some(Overlay::Pager(Pager::new(heading, text, columns)));
    }

    /// Says something on the message line.
    pub fn tell(&mut self, words: impl Into<String>, tone: Tone) {
        self.message = Some((words.into(), tone));
    }

    /// Whether an action can do something now: the footer shows only what can.
    #[must_use]
    pub fn offers(&self, action: super::action::Action) -> bool {
        use super::action::Action as A;
        let Some(session) = &self.session else { return true };
        let backlog = session.backlog();
        let story = self.list.story(backlog);
        let writable = session.why_read_only().is_none();
        match action {
            A::Add => writable,
            A::Estimate | A::Title | A::Narrative | A::Criterion | A::Drop | A::Block => {
                writable && story.is_some()
            }
            A::Ready => {
                use crate::domain::story::Status::{Draft, Ready};
                let unready = |it: &std::sync::Arc<crate::domain::story::Story>| {
                    matches!(it.status, Draft | Ready)
                        && !crate::domain::ready::is_ready(it, backlog)
                };
                writable && story.is_some_and(unready)
            }
            A::NextState => {
                writable
                    && story.is_some_and(|it| {
                        it.status.is_open() && it.status != crate::domain::story::Status::Delivered
                    })
            }
            A::MoveDown | A::MoveUp | A::ToTop | A::ToBottom | A::MoveTo => {
                writable && self.list.rows.len() > 1
            }
            A::Mark | A::MarkRange | A::Open | A::NextPane | A::History => story.is_some(),
            A::Down
            | A::Up
            | A::First
            | A::Last
            | A::HalfDown
            | A::HalfUp
            | A::PageDown
            | A::PageUp => self.list.rows.len() > 1,
            A::Filter => self.list.open > 0 || self.list.is_filtered(),
            A::Undo => writable && (session.next_undo().is_some() || !self.past_read),
            A::Redo => writable && (session.next_redo().is_some() || !self.past_read),
            A::Retry => matches!(self.save, SaveMark::NotSaved(_)),
            A::Back => {
                self.list.is_filtered()
                    || !self.list.marks.is_empty()
                    || self.list.range.is_some()
                    || self.list.pane == super::screen::backlog::Pane::Detail
            }
            A::CommandLine | A::Help | A::Redraw | A::Quit | A::MakeHere | A::Sample => true,
        }
    }
}
