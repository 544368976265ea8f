//! Why keys of the user's own cannot be taken, each reason a sentence.
//! It never changes a key.

use std::fmt;

use super::spelling::Run;
use super::{Bound, Keymap, Own};
use crate::say::near::nearest;
use crate::tui::action::{Action, Key, Place, Row, TABLE, within};

/// Something about the user's own keys that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Which of the overrides it is about, from 0.
    pub at: usize,
    /// Which of its keys, from 0; none where it is about the name.
    pub key: Option<usize>,
    /// What is wrong and what to do, as a sentence without a full stop.
    pub words: String,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// Whether an action must keep a key: without these nobody finds out again.
pub(super) fn needed(name: &str) -> bool {
    const NEEDED: [Action; 6] = [
        Action::Quit,
        Action::Back,
        Action::Help,
        Action::CommandLine,
        Action::Take,
        Action::Leave,
    ];
    TABLE.iter().any(|row| row.name == name && NEEDED.contains(&row.action))
}

/// Whether an action holds while something is typed.
pub(super) fn while_typing(name: &str, place: Option<Place>) -> bool {
    let typing = |row: &Row| row.name == name && row.place == Place::Typing;
    place.is_none_or(|it| it == Place::Typing) && TABLE.iter().any(typing)
}

/// What is wrong with a key for something done while typing: a letter is typed there, and no run
/// of keys is waited for. Space chooses where several things are picked.
pub(super) fn a_letter(run: &Run, name: &str) -> Option<String> {
    let typed = match run.keys.as_slice() {
        [key] => key.types() && !(name == "choose" && run.name == "space"),
        _ => true,
    };
    let words = "is typed where this holds: write a key with ctrl- or alt-, or one with a name";
    typed.then(|| format!("“{}” {words}", run.name))
}

/// The action a name means, and the place where only it is meant.
pub(super) fn wanted(name: &str) -> Result<(Option<Place>, &'static str), String> {
    let Some((place, action)) = name.split_once('.') else {
        return Ok((None, action_named(name)?));
    };
    let words: Vec<&str> = Place::ALL.iter().map(|place| place.word()).collect();
    let Some(found) = Place::ALL.iter().zip(&words).find(|(_, word)| **word == place) else {
        let near = nearest(place, words.iter().copied());
        return Err(match near {
            Some(near) => format!("no place “{place}”: did you mean {near}?"),
            None => format!("no place “{place}”: they are {}", words.join(", ")),
        });
    };
    let (place, action) = (*found.0, action_named(action)?);
    if TABLE.iter().any(|row| row.name == action && within(row.place, place)) {
        return Ok((Some(place), action));
    }
    let elsewhere = TABLE.iter().find(|row| row.name == action).map(|row| row.place.word());
    let elsewhere = elsewhere.unwrap_or_default();
    Err(format!("there is no {action} in {}: its place is {elsewhere}", found.1))
}

fn action_named(name: &str) -> Result<&'static str, String> {
    if let Some(row) = TABLE.iter().find(|row| row.name == name) {
        return Ok(row.name);
    }
    Err(match nearest(name, TABLE.iter().map(|row| row.name)) {
        Some(near) => format!("no action “{name}”: did you mean {near}?"),
        None => format!("no action “{name}”: the table of keys in the README names them all"),
    })
}

/// A run of keys of an action in a place, and which of the user's own it is.
struct Pressed<'a> {
    row: &'static Row,
    own: Option<usize>,
    name: &'a str,
    run: &'a [Key],
}

fn pressed(bound: &Bound) -> impl Iterator<Item = Pressed<'_>> {
    let named = bound.names.iter().zip(&bound.runs);
    named.map(|(name, run)| Pressed { row: bound.row, own: bound.own, name, run })
}

/// Every key that means two things in one place, or that is hidden by a shorter one. What the
/// table itself holds is left to its test.
pub(super) fn check(keymap: &Keymap, own: &[Own]) -> Vec<Clash> {
    let mut found: Vec<Clash> = Vec::new();
    for held in &keymap.places {
        let pressed: Vec<Pressed<'_>> = held.rows.iter().flat_map(pressed).collect();
        for (index, one) in pressed.iter().enumerate() {
            for other in pressed.iter().skip(index + 1) {
                if let Some(words) = trouble(one, other)
                    && let Some(clash) = blamed(one, other, own, words)
                    && !found.contains(&clash)
                {
                    found.push(clash);
                }
            }
        }
    }
    found
}

/// What is wrong with two runs of keys in one place.
fn trouble(one: &Pressed<'_>, other: &Pressed<'_>) -> Option<String> {
    if one.run == other.run {
        // Two rows of one action mean the same.
        return (one.row.action != other.row.action).then(|| {
            let (key, first, second) = (one.name, one.row.name, other.row.name);
            format!("“{key}” would mean both {first} and {second}: give one of them another key")
        });
    }
    let (short, long) = if one.run.len() < other.run.len() { (one, other) } else { (other, one) };
    long.run.starts_with(short.run).then(|| {
        let (key, action, hides, means) = (long.name, long.row.name, short.name, short.row.name);
        format!("“{key}” ({action}) could never be pressed: “{hides}” alone means {means}")
    })
}

/// The clash, said of the one of the user's own keys that was given last.
fn blamed(one: &Pressed<'_>, other: &Pressed<'_>, own: &[Own], words: String) -> Option<Clash> {
    let guilty = if one.own > other.own { one } else { other };
    let given = own.iter().find(|own| Some(own.at) == guilty.own)?;
    let key = given.runs.iter().find(|(_, run)| run.keys == guilty.run).map(|(key, _)| *key);
    Some(Clash { at: given.at, key, words })
}
