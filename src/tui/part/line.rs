//! One line of text with a caret and readline keys. It knows nothing of what is typed, or why.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea};

/// A line being typed.
#[derive(Debug)]
pub struct Line {
    area: TextArea<'static>,
}

impl Default for Line {
    fn default() -> Self {
        Self::of("")
    }
}

impl Line {
    /// A line with this text, the caret behind it.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut area = TextArea::new(vec![one_line(text)]);
        area.set_cursor_line_style(Style::default());
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What is typed so far.
    #[must_use]
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Puts another text in, the caret behind it.
    pub fn set(&mut self, text: &str) {
        *self = Self::of(text);
    }

    /// Takes a key; says whether the text changed.
    pub fn key(&mut self, event: KeyEvent) -> bool {
        let before = self.text().to_owned();
        match (event.code, event.modifiers) {
            // As in a shell, where the text area would undo.
            (KeyCode::Char('u'), KeyModifiers::CONTROL) => {
                self.area.delete_line_by_head();
            }
            // Keys of more than one line.
            (KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab, _)
            | (KeyCode::Char('m' | 'j'), KeyModifiers::CONTROL) => {}
            _ => {
                self.area.input(event);
            }
        }
        // Some keys of a text area open lines; here there is one.
        if self.area.lines().len() > 1 {
            let joined = self.area.lines().join(" ");
            self.set(&joined);
        }
        before != self.text()
    }

    /// Takes pasted text; what was several lines becomes one.
    pub fn paste(&mut self, text: &str) -> bool {
        let before = self.text().to_owned();
        self.area.insert_str(one_line(text));
        before != self.text()
    }

    /// How many characters are before the caret.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.area.cursor().1
    }

    /// Puts the caret behind so many characters, or as near as can be.
    pub fn put_caret(&mut self, at: usize) {
        match u16::try_from(at) {
            Ok(at) => self.area.move_cursor(CursorMove::Jump(0, at)),
            Err(_) => self.area.move_cursor(CursorMove::End),
        }
    }

    /// The text before the caret and the text behind it, at most so many characters of each: those
    /// next to it.
    #[must_use]
    pub fn around_caret(&self, most: usize) -> (&str, &str) {
        let text = self.text();
        let at = text.char_indices().nth(self.caret()).map_or(text.len(), |(at, _)| at);
        let (before, after) = text.split_at(at);
        let first = before.char_indices().rev().take(most).last().map_or(at, |(at, _)| at);
        let end = after.char_indices().nth(most).map_or(after.len(), |(at, _)| at);
        (before.get(first..).unwrap_or_default(), after.get(..end).unwrap_or_default())
    }
}

fn one_line(text: &str) -> String {
    let parts: Vec<&str> = text.split(['\n', '\r']).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
