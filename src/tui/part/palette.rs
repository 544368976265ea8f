//! Every action and every command by name: a line being typed, and what it could become. It knows
//! neither what there is to choose from nor what becomes of a choice.

use super::line::Line;
use crate::domain::story::StoryId;
use crate::tui::action::Row;

/// Something the line could become.
#[derive(Debug, Clone)]
pub enum Offer {
    /// An action of this place.
    Action(&'static Row),
    /// A command, to be written out.
    Verb(String),
    /// The rest of a word, from this byte of the line on.
    Word(usize, String),
    /// A story to go to.
    Story(StoryId),
}

/// One row of the palette.
#[derive(Debug, Clone)]
pub struct Offered {
    /// What is read first.
    pub text: String,
    /// What stands beside it.
    pub hint: String,
    /// Its key, where it has one.
    pub key: String,
    /// What it stands for.
    pub offer: Offer,
}

/// The palette.
#[derive(Debug, Default)]
pub struct Palette {
    /// What is typed.
    pub line: Line,
    /// What it could become, the likeliest first.
    pub offers: Vec<Offered>,
    /// The offer under the cursor; none while the line itself is meant.
    pub cursor: Option<usize>,
    /// The first offer on screen.
    pub top: usize,
    /// How far back in the history of commands the line is.
    pub back: usize,
    /// Why the line was not taken, until it is changed.
    pub refused: Option<String>,
}

impl Palette {
    /// Takes other offers; the cursor is on the likeliest, or on the line where that is a command
    /// already.
    pub fn offer(&mut self, offers: Vec<Offered>, is_command: bool) {
        let first = (!is_command && !offers.is_empty()).then_some(0);
        (self.offers, self.cursor, self.top) = (offers, first, 0);
    }

    /// To the next offer, or the one before; above the first is the line itself. Says whether
    /// there was somewhere to go.
    pub fn go(&mut self, down: bool, height: usize) -> bool {
        let next = match (self.cursor, down) {
            (None, true) if self.offers.is_empty() => return false,
            (None, true) => Some(0),
            (None, false) => return false,
            (Some(at), true) => Some((at + 1).min(self.offers.len().saturating_sub(1))),
            (Some(at), false) => at.checked_sub(1),
        };
        self.cursor = next;
        let at = next.unwrap_or(0);
        let lowest = (at + 1).saturating_sub(height.max(1));
        self.top = self.top.clamp(lowest, at.max(lowest));
        true
    }

    /// The offer under the cursor, else the likeliest.
    #[must_use]
    pub fn likeliest(&self) -> Option<&Offered> {
        self.offers.get(self.cursor.unwrap_or(0))
    }
}
