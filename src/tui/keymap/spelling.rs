//! Keys as people write them in their settings: `J`, `Ctrl-d`, `g x`, `shift-down`, `F5`.
//! It never accepts what no terminal can send.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::tui::action::Key;

/// A run of keys and its one spelling: the one the table of actions uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// The spelling, a blank between two keys.
    pub name: String,
    /// The keys.
    pub keys: Vec<Key>,
}

/// Other names of keys, and theirs in the table.
const ALSO: [(&str, &str); 9] = [
    ("escape", "esc"),
    ("return", "enter"),
    ("pgup", "pageup"),
    ("page-up", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("page-down", "pagedown"),
    ("del", "delete"),
    ("backtab", "shift-tab"),
];

/// Keys that a terminal sends as others, or that never reach a program.
const SAME: [(&str, &str); 4] = [
    ("ctrl-i", "a terminal sends tab for it: write tab"),
    ("ctrl-m", "a terminal sends enter for it: write enter"),
    ("ctrl-[", "a terminal sends esc for it: write esc"),
    ("ctrl-z", "it sends the program to the background: choose another one"),
];

/// Reads one key, or several with a blank between them.
///
/// # Errors
/// A sentence: which key cannot be read, and how keys are written.
pub(super) fn read(text: &str) -> Result<Run, String> {
    let mut run = Run { name: String::new(), keys: Vec::new() };
    for part in text.split_whitespace() {
        let (name, key) = one(part)?;
        if !run.name.is_empty() {
            run.name.push(' ');
        }
        run.name.push_str(&name);
        run.keys.push(key);
    }
    if run.keys.is_empty() {
        return Err("an empty text is no key: [] takes every key away, space is the bar".to_owned());
    }
    Ok(run)
}

fn one(part: &str) -> Result<(String, Key), String> {
    let mut rest = part.to_owned();
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    for _ in 0..3 {
        for (prefix, held) in [("ctrl-", &mut ctrl), ("alt-", &mut alt), ("shift-", &mut shift)] {
            let start = rest.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix));
            if start && rest.len() > prefix.len() {
                *held = true;
                rest.drain(..prefix.len());
            }
        }
    }
    if rest.chars().count() > 1 {
        rest = rest.to_lowercase();
        if let Some((_, name)) = ALSO.iter().find(|(also, _)| *also == rest) {
            rest = (*name).strip_prefix("shift-").map_or((*name).to_owned(), |tab| {
                shift = true;
                tab.to_owned()
            });
        }
    } else if shift && rest.chars().all(char::is_alphabetic) {
        // A capital letter says shift by itself.
        (rest, shift) = (rest.to_uppercase(), false);
    } else if ctrl {
        rest = rest.to_lowercase();
    }
    let held = |on: bool, name: &'static str| if on { name } else { "" };
    let name =
        format!("{}{}{}{rest}", held(ctrl, "ctrl-"), held(alt, "alt-"), held(shift, "shift-"));
    if let Some((_, why)) = SAME.iter().find(|(same, _)| *same == name) {
        return Err(format!("“{part}” cannot be bound: {why}"));
    }
    if shift && rest.chars().count() == 1 {
        return Err(format!("“{part}” cannot be bound: write the character that shift makes"));
    }
    let key = Key::named(&name).or_else(|| further(&rest, ctrl, alt, shift));
    let key = key.filter(|_| !rest.contains(char::is_control));
    key.map(|key| (name, key)).ok_or_else(|| {
        format!(
            "“{part}” is no key: write j, J, ctrl-d, alt-x, shift-down, space, enter, f5 or g x"
        )
    })
}

/// Keys that the table of actions has no use for.
fn further(name: &str, ctrl: bool, alt: bool, shift: bool) -> Option<Key> {
    let code = match name.strip_prefix('f').and_then(|number| number.parse().ok()) {
        Some(number @ 1..=12) => KeyCode::F(number),
        None if name == "insert" => KeyCode::Insert,
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::CONTROL, ctrl);
    modifiers.set(KeyModifiers::ALT, alt);
    modifiers.set(KeyModifiers::SHIFT, shift);
    Some(Key::from(KeyEvent::new(code, modifiers)))
}
