//! Everything the screen is made from. It changes only in `update`, and drawing only reads it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::action::{Key, Place};
use super::comparing::{Asked, Found};
use super::drafting::Drafting;
use super::keymap::Keymap;
use super::layout::Layout;
use super::part::editor::Editor;
use super::part::form::Form;
use super::part::pager::Pager;
use super::part::palette::Palette;
use super::part::picker::{Pick, Picker};
use super::part::prompt::{Kept, Prompt};
use super::part::splitting::Splitting;
use super::screen::Screen;
use super::screen::backlog::BacklogScreen;
use super::screen::board::BoardScreen;
use super::screen::columns::{self, Column};
use super::screen::conflicts::ConflictsScreen;
use super::screen::health::HealthScreen;
use super::screen::inbox::InboxScreen;
use super::screen::plan::PlanScreen;
use super::screen::refine::RefineScreen;
use super::screen::review::ReviewScreen;
use super::screen::story::StoryPage;
use super::screen::today::TodayScreen;
use super::theme::Theme;
use super::typed::Waiting;
use crate::advice::drafting::DraftStory;
use crate::cli::args::{DraftArgs, Verb};
use crate::domain::backlog::Backlog;
use crate::domain::conflict::Conflict;
use crate::domain::story::{Story, StoryId};
use crate::session::{Occasion, Session, Step};
use crate::store::backups::Backup;

/// What lies over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// A line being typed.
    Prompt(Box<Prompt>),
    /// Several lines being typed together.
    Form(Box<Form>),
    /// A story being split.
    Splitting(Box<Splitting>),
    /// A text of many lines being written.
    Editor(Box<Editor>),
    /// A list being picked from.
    Picker(Box<Picker>),
    /// Every action and every command, by name.
    Palette(Box<Palette>),
    /// A text being read: help, an answer, a history.
    Pager(Box<Pager>),
    /// Something is not saved: what is wrong and what can be done.
    Unsaved(Unsaved),
}

/// What is asked where something is not saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unsaved {
    /// How often it was tried again here.
    pub tried: u32,
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
    /// Keep the file as it was before the next save, on this occasion.
    Before(Occasion),
    /// Find this out, off the keys, and tell what is found with this turn.
    Compare(u64, Asked),
    /// Read which backups there are.
    Backups,
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
    /// Write this story as Markdown in the user's editor; a text that was kept is thrown away
    /// first where that is said.
    Rewrite {
        /// Which story.
        story: StoryId,
        /// Whether to begin afresh.
        discard: bool,
    },
    /// Write these drafts as Markdown in the user's editor.
    Redraft(Vec<DraftStory>),
    /// Ask the assistant for drafts of this text.
    Ask(String),
    /// Nobody waits for the assistant any more.
    GiveUp,
    /// Save the whole backlog as a new file at this path, as it was typed.
    SaveElsewhere(String),
    /// Put this text on the clipboard.
    Copy(String),
    /// Take clicks and the wheel, or leave them to the terminal.
    Mouse(bool),
    /// Draw every cell afresh.
    Redraw,
    /// Leave.
    Quit,
    /// Leave although something is not saved.
    Abandon,
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
    /// The mouse was clicked or its wheel turned.
    Mouse(crossterm::event::MouseEvent),
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
    /// The backlog could not be saved at this path either, for this reason.
    NotElsewhere(String, String),
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
    /// The backups there are, newest first.
    Backups(Vec<Backup>),
    /// The stories were compared.
    Compared {
        /// The turn it was asked in.
        turn: u64,
        /// What was found.
        found: Found,
    },
    /// An answer to be read.
    Answer {
        /// What it is.
        heading: String,
        /// The text.
        text: String,
    },
    /// A description was read from a file, to be drafted from as these words say.
    Described(String, Box<DraftArgs>),
    /// Drafts were edited.
    Redrafted(Vec<DraftStory>),
    /// What the assistant said, or why it said nothing.
    Assisted(Result<Vec<DraftStory>, String>),
    /// Carry out a command that had to be read from another file first.
    Perform(Box<crate::domain::command::Command>),
}

/// How the screen looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// How roles look.
    pub theme: Theme,
    /// Plain ASCII signs instead of the program's own.
    pub ascii: bool,
    /// Whether clicks and the wheel are taken from the terminal.
    pub mouse: bool,
    /// Whether the list shows the detail of the story under the cursor.
    pub detail: bool,
    /// The columns of the list; none chosen means the usual ones.
    pub columns: Vec<Column>,
}

impl Look {
    /// Everything as it is by itself, in this theme.
    #[must_use]
    pub const fn of(theme: Theme) -> Self {
        Self { theme, ascii: false, mouse: false, detail: true, columns: Vec::new() }
    }
}

/// The whole screen.
#[derive(Debug)]
pub struct App {
    /// The backlog and its undo; none while there is no backlog yet.
    pub session: Option<Session>,
    /// Which screen is shown.
    pub screen: Screen,
    /// The screen that a line of it led away from: back leads there again.
    pub came_from: Option<Screen>,
    /// The Today screen.
    pub standing: TodayScreen,
    /// The Backlog screen.
    pub list: BacklogScreen,
    /// The Refine screen.
    pub refine: RefineScreen,
    /// The Plan screen.
    pub plan: PlanScreen,
    /// The Board.
    pub board: BoardScreen,
    /// The Review screen.
    pub review: ReviewScreen,
    /// The Inbox.
    pub inbox: InboxScreen,
    /// The Health screen.
    pub health: HealthScreen,
    /// Where values written on two sides are settled.
    pub conflicts: ConflictsScreen,
    /// The page of a story over the screen.
    pub page: Option<StoryPage>,
    /// What lies over both.
    pub overlay: Option<Overlay>,
    /// Keys of a run that is not complete.
    pub pending: Vec<Key>,
    /// What was said last.
    pub message: Option<(String, Tone)>,
    /// Whether the file holds what is shown.
    pub save: SaveMark,
    /// The terminal's size.
    pub size: (u16, u16),
    /// How it looks.
    pub look: Look,
    /// Which keys mean what.
    pub keys: Keymap,
    /// The day it is, as far as the last message knew.
    pub today: NaiveDate,
    /// Lines typed after `:`, oldest first.
    pub commands: Vec<String>,
    /// Texts typed and left, by what they were for: given back when that is opened again.
    pub left: BTreeMap<Kept, Vec<String>>,
    /// Words typed over a list to pick from and left, likewise.
    pub sought: BTreeMap<(Pick, Vec<StoryId>), String>,
    /// Texts that were being typed when an earlier run ended: each is offered until it is taken up.
    pub waiting: Vec<Waiting>,
    /// Drafts that are not kept yet.
    pub drafting: Drafting,
    /// Where the backlog could be saved that cannot be saved in its own place.
    pub elsewhere: String,
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
    pub fn new(session: Option<Session>, size: (u16, u16), look: Look, today: NaiveDate) -> Self {
        let mut app = Self {
            session,
            screen: Screen::default(),
            came_from: None,
            standing: TodayScreen::default(),
            list: BacklogScreen::default(),
            refine: RefineScreen::default(),
            plan: PlanScreen::default(),
            board: BoardScreen::default(),
            review: ReviewScreen::default(),
            inbox: InboxScreen::default(),
            health: HealthScreen::default(),
            conflicts: ConflictsScreen::default(),
            page: None,
            overlay: None,
            pending: Vec::new(),
            message: None,
            save: SaveMark::Saved,
            size,
            look,
            keys: Keymap::default(),
            today,
            commands: Vec::new(),
            left: BTreeMap::new(),
            sought: BTreeMap::new(),
            waiting: Vec::new(),
            drafting: Drafting::default(),
            elsewhere: String::new(),
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
        app.refresh_screen();
        app
    }

    /// Shows a screen as things stand now.
    pub fn show(&mut self, screen: Screen) {
        self.came_from = None;
        self.screen = screen;
        self.refresh_screen();
    }

    /// Reads afresh what is shown; the list is always up to date.
    pub fn refresh_screen(&mut self) {
        let Some(session) = &self.session else { return };
        let (backlog, today) = (session.backlog(), self.today);
        match self.screen {
            Screen::Today => self.standing.refresh(backlog, today),
            Screen::Backlog => {}
            Screen::Refine => self.refine.refresh(backlog),
            Screen::Plan => self.plan.refresh(backlog, today),
            Screen::Board => self.board.refresh(backlog, today),
            Screen::Review => self.review.refresh(backlog),
            Screen::Inbox => self.inbox.refresh(backlog, today),
            Screen::Health => self.health.refresh(backlog, today),
            Screen::Conflicts => self.conflicts.refresh(backlog),
        }
    }

    /// Where the keys hold now.
    #[must_use]
    pub const fn place(&self) -> Place {
        match (&self.session, &self.page) {
            (None, _) => Place::Welcome,
            (Some(_), None) if self.is_closing() => Place::Closing,
            (Some(_), None) => self.screen.place(),
            (Some(_), Some(_)) => Place::Story,
        }
    }

    /// Whether the screen asks where the unfinished stories of a sprint go.
    #[must_use]
    pub const fn is_closing(&self) -> bool {
        matches!(self.screen, Screen::Review) && self.review.closing.open
    }

    /// The backlog on screen.
    #[must_use]
    pub fn backlog(&self) -> Option<&Backlog> {
        self.session.as_ref().map(Session::backlog)
    }

    /// The story of the page, else the one under the cursor.
    #[must_use]
    pub fn story(&self) -> Option<&Arc<Story>> {
        let backlog = self.backlog()?;
        let here = match (&self.page, self.screen) {
            (Some(page), _) => Some(page.story),
            (None, Screen::Backlog) => return self.list.story(backlog),
            (None, Screen::Today) => self.standing.story(),
            (None, Screen::Refine) => self.refine.story(),
            (None, Screen::Plan) => self.plan.story(),
            (None, Screen::Board) => self.board.story(),
            (None, Screen::Review) => self.review.story(),
            (None, Screen::Inbox) => self.inbox.story(),
            (None, Screen::Health) => self.health.story(),
            (None, Screen::Conflicts) => self.conflicts.story(),
        };
        backlog.story(here?)
    }

    /// The stories an act applies to: that of the page, else those marked in the list, else the
    /// one under the cursor.
    #[must_use]
    pub fn targets(&self) -> Vec<StoryId> {
        match (&self.page, self.backlog()) {
            (None, Some(backlog)) if self.screen == Screen::Backlog => self.list.targets(backlog),
            _ => self.story().map(|story| story.id).into_iter().collect(),
        }
    }

    /// Where everything stands.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.look.detail)
    }

    /// Brings the scores of the list up to date, as far as it shows them.
    pub fn rate(&mut self) {
        let width = self.layout().list.width;
        let Some(session) = &self.session else { return };
        let (backlog, ratings) = (session.backlog(), &mut self.list.ratings);
        ratings.follow(backlog);
        let shown = columns::shown(&self.look.columns, width, backlog, ratings.any());
        if shown.iter().any(|(column, _)| *column == Column::Score) {
            ratings.lean(backlog);
        }
    }

    /// Opens a text to be read.
    pub fn read(&mut self, heading: impl Into<String>, text: &str) {
        let columns = Layout::reading_columns(self.size);
        self.overlay = Some(Overlay::Pager(Box::new(Pager::new(heading, text, columns))));
    }

    /// Says something on the message line.
    pub fn tell(&mut self, words: impl Into<String>, tone: Tone) {
        self.message = Some((words.into(), tone));
    }

    /// The first key of an action here, as it is shown: messages name the user's own keys.
    #[must_use]
    pub fn key_of(&self, action: super::action::Action) -> String {
        let place = self.place();
        let row = super::action::row(action, place);
        row.map(|row| super::help::first(row, place, &self.keys)).unwrap_or_default()
    }

    /// Says that there is no story to do something with.
    pub fn tell_no_story(&mut self) {
        let add = self.key_of(super::action::Action::Add);
        let add = if add.is_empty() { add } else { format!(": {add} adds one") };
        self.tell(format!("there is no story here{add}"), Tone::Refused);
    }

    /// Whether acts are possible, or why not.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.session.as_ref().is_some_and(|session| session.why_read_only().is_none())
    }
}
