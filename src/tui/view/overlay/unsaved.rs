//! The panel that says what is not saved, why, and what can be done. It does none of it.

use ratatui::layout::{Position, Rect};

use super::frame::Frame;
use crate::say::{plain, width};
use crate::tui::app::{App, SaveMark, Unsaved};
use crate::tui::layout::Layout;
use crate::tui::theme::Role;
use crate::tui::view::Pen;

/// The columns of the keys.
const KEYS: u16 = 5;
/// Wider than this it is no more easily read.
const WIDEST: u16 = 72;

/// What can be done, by which key.
const WAYS: [(&str, &str); 4] = [
    ("W", "try again"),
    ("s", "save elsewhere: the whole backlog as a new file"),
    ("y", "quit without saving; the last changes are lost"),
    ("Esc", "stay: everything done is still here"),
];

pub(super) fn draw(app: &App, asked: Unsaved, pen: &mut Pen<'_>) -> Position {
    let whole = Layout::overlay(app.size);
    let wide = whole.width.min(WIDEST);
    let inner = usize::from(wide.saturating_sub(4));
    let why = match &app.save {
        SaveMark::NotSaved(why) => plain::line(why).into_owned(),
        // It is being tried again at this moment.
        _ => "saving …".to_owned(),
    };
    let again = match asked.tried {
        0 => String::new(),
        1 => "Tried once more. ".to_owned(),
        tried => format!("Tried {tried} times more. "),
    };
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |words: &str, role: Role| {
        lines.extend(width::wrap(words, inner).into_iter().map(|line| (line, role)));
    };
    say(&format!("{again}The last changes are not in the file:"), Role::Plain);
    say(&why, Role::Bad);
    let told = lines.len().min(usize::from(whole.height).saturating_sub(WAYS.len() + 3));
    let height = u16::try_from(told + WAYS.len() + 3).unwrap_or(u16::MAX).min(whole.height);
    let area = Rect {
        x: whole.x + (whole.width - wide) / 2,
        y: whole.y + (whole.height - height) / 3,
        width: wide,
        height,
    };
    let inside = Frame { heading: "Not saved", foot: "" }.draw(area, pen);
    for ((text, role), y) in lines.iter().take(told).zip(0..inside.height) {
        pen.at(inside, 0, y, text, *role);
    }
    let first = u16::try_from(told).unwrap_or(0) + 1;
    for ((key, words), y) in WAYS.iter().zip(first..inside.height) {
        pen.at(inside, 0, y, key, Role::Key);
        let room = usize::from(inside.width.saturating_sub(KEYS));
        pen.at(inside, KEYS, y, &width::cut(words, room), Role::Plain);
    }
    Position { x: inside.x, y: inside.y }
}
