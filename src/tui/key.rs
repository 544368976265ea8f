//! One key: how it is named, pressed and shown. It knows nothing of what it does.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One key as it is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let mut modifiers =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        // A capital letter says shift by itself; terminals differ in saying it again.
        if matches!(event.code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Self { code: event.code, modifiers }
    }
}

impl Key {
    /// The key a name like `j`, `ctrl-d`, `shift-down`, `space` means.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        for (prefix, modifier) in [
            ("ctrl-", KeyModifiers::CONTROL),
            ("alt-", KeyModifiers::ALT),
            ("shift-", KeyModifiers::SHIFT),
        ] {
            if let Some(short) = rest.strip_prefix(prefix) {
                (rest, modifiers) = (short, modifiers | modifier);
            }
        }
        let code = match rest {
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::BackTab
            }
            "tab" => KeyCode::Tab,
            "space" => KeyCode::Char(' '),
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "pageup" => KeyCode::PageUp,
            "pagedown" => KeyCode::PageDown,
            "backspace" => KeyCode::Backspace,
            "delete" => KeyCode::Delete,
            one => {
                let mut chars = one.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => KeyCode::Char(c),
                    _ => return None,
                }
            }
        };
        Some(Self { code, modifiers })
    }

    /// Whether it types a character where something is typed.
    #[must_use]
    pub fn types(self) -> bool {
        let plain = !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        plain && matches!(self.code, KeyCode::Char(_))
    }

    /// The event a terminal sends for this key.
    #[must_use]
    pub const fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }
}

/// A key's name as it is shown to people: `Space`, `Ctrl-d`, `g g`.
pub struct Shown<'a>(pub &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |part: &str| {
            let mut chars = part.chars();
            match (part.chars().count(), chars.next()) {
                (2.., Some(first)) => first.to_uppercase().chain(chars).collect(),
                _ => part.to_owned(),
            }
        };
        let said: Vec<String> = self
            .0
            .split(' ')
            .map(|key| key.split('-').map(name).collect::<Vec<_>>().join("-"))
            .collect();
        f.pad(&said.join(" "))
    }
}
