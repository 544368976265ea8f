//! A line to type on, with readline keys. It knows what it is for, not what becomes of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea};

use crate::domain::story::StoryId;

/// What the typed line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// A new story.
    Add,
    /// An estimate.
    Estimate,
    /// Another title.
    Title,
    /// Who wants what, and why.
    Narrative,
    /// A new criterion.
    Criterion,
    /// A position to move to.
    MoveTo,
    /// Why a story is given up.
    Drop,
    /// What stands in the way.
    Block,
    /// The filter.
    Filter,
    /// A line of the command line.
    Command,
    /// The name of a new product.
    ProductName,
}

impl Purpose {
    /// Whether a text that was typed and left is about any story, not about one.
    #[must_use]
    pub const fn is_general(self) -> bool {
        matches!(self, Self::Filter | Self::Command | Self::Add | Self::ProductName)
    }
}

/// A line being typed.
#[derive(Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The words before it.
    pub label: String,
    /// The stories it is about, chosen when it was opened.
    pub targets: Vec<StoryId>,
    /// Why the line was not taken, until it is changed.
    pub refused: Option<String>,
    area: TextArea<'static>,
    /// How far back in the history of commands the line is.
    pub back: usize,
}

impl Prompt {
    /// A prompt with a text to begin with, the caret behind it.
    #[must_use]
    pub fn new(purpose: Purpose, label: String, text: &str, targets: Vec<StoryId>) -> Self {
        let mut prompt =
            Self { purpose, label, targets, refused: None, area: TextArea::default(), back: 0 };
        prompt.set(text);
        prompt
    }

    /// What is typed so far.
    #[must_use]
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Puts another text in, the caret behind it.
    pub fn set(&mut self, text: &str) {
        self.area = TextArea::new(vec![one_line(text)]);
        self.area.set_cursor_line_style(Style::default());
        self.area.move_cursor(CursorMove::End);
    }

    /// Takes a key; says whether the text changed.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        let before = self.text().to_owned();
        // As in a shell, where the text area would undo.
        if event.code == KeyCode::Char('u') && event.modifiers == KeyModifiers::CONTROL {
            self.area.delete_line_by_head();
        } else {
            self.area.input(event);
        }
        // Some keys of a text area open lines; here there is one.
        if self.area.lines().len() > 1 {
            let joined = self.area.lines().join(" ");
            self.set(&joined);
        }
        self.changed(&before)
    }

    /// Takes pasted text; what was several lines becomes one.
    pub fn paste(&mut self, text: &str) -> bool {
        let before = self.text().to_owned();
        self.area.insert_str(one_line(text));
        self.changed(&before)
    }

    fn changed(&mut self, before: &str) -> bool {
        let changed = before != self.text();
        if changed {
            self.refused = None;
        }
        changed
    }

    /// The characters before the caret.
    #[must_use]
    pub fn before_caret(&self) -> String {
        self.text().chars().take(self.area.cursor().1).collect()
    }
}

fn one_line(text: &str) -> String {
    let parts: Vec<&str> = text.split(['\n', '\r']).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
