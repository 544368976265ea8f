//! A text of many lines being written: undo, words, selection, paste. It knows what it is for,
//! not what becomes of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::prompt::Purpose;
use crate::domain::story::StoryId;

/// A text being written.
#[derive(Debug)]
pub struct Editor {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is called.
    pub heading: String,
    /// The stories it is about.
    pub targets: Vec<StoryId>,
    /// Why it was not taken, until something is changed.
    pub refused: Option<String>,
    /// What would stand there if nobody had typed.
    pub began: String,
    area: TextArea<'static>,
}

impl Editor {
    /// An editor with a text, the caret at its beginning.
    #[must_use]
    pub fn new(purpose: Purpose, heading: String, text: &str, targets: Vec<StoryId>) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::default());
        // The terminal's own cursor is the caret.
        area.set_cursor_style(Style::default());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(1_000);
        Self { purpose, heading, targets, refused: None, began: text.to_owned(), area }
    }

    /// What is written.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The line of the caret, and the characters before it there.
    #[must_use]
    pub fn caret(&self) -> (usize, usize) {
        let at = self.area.cursor();
        (at.0, at.1)
    }

    /// Puts the caret there, or as near as can be.
    pub fn put_caret(&mut self, (line, column): (usize, usize)) {
        let near = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(near(line), near(column)));
    }

    /// The text with its caret, to be drawn.
    #[must_use]
    pub const fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// How a selection looks.
    pub fn select_as(&mut self, style: Style) {
        self.area.set_selection_style(style);
    }

    /// Takes a key.
    pub fn key(&mut self, event: KeyEvent) {
        let control = event.modifiers == KeyModifiers::CONTROL;
        match event.code {
            // What every editor means by them.
            KeyCode::Char('z') if control => {
                self.area.undo();
            }
            KeyCode::Char('v') if control => {
                self.area.paste();
            }
            KeyCode::Char('y') if control => {
                self.area.redo();
            }
            KeyCode::Char('c') if control => self.area.copy(),
            _ => {
                self.area.input(event);
            }
        }
        self.refused = None;
    }

    /// Takes pasted text, its lines as they are.
    pub fn paste(&mut self, text: &str) {
        self.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
        self.refused = None;
    }
}
