//! The section `[assistant]` of the settings: which program, and for how long. It runs nothing.

use toml::de::{DeTable, DeValue};

use super::{Mistake, Said};
use crate::cli::assistant::{Assistant, LONGEST, USUAL};
use crate::say::near::nearest;

const COMMAND: &str = "command of assistant is a list of texts: [\"program\", \"option\"]";

/// Reads the section; every mistake in it is said.
pub(super) fn read(said: &mut Said, at: usize, table: &DeTable<'_>) {
    let mut command: Option<Vec<String>> = None;
    let mut seconds = USUAL;
    let before = said.wrong.len();
    for (name, value) in table {
        let at = value.span().start;
        let mut wrong = |at: usize, words: String| said.wrong.push(Mistake::of_file(at, words));
        match (name.get_ref().as_ref(), value.get_ref()) {
            ("command", DeValue::Array(list)) => {
                let mut words = Vec::new();
                for word in list {
                    match word.get_ref() {
                        DeValue::String(text) => words.push(text.to_string()),
                        _ => wrong(word.span().start, COMMAND.to_owned()),
                    }
                }
                if words.first().is_none_or(|program| program.trim().is_empty()) {
                    wrong(at, "command of assistant names no program".to_owned());
                } else if words.iter().any(|word| word.contains('\0')) {
                    wrong(at, "command of assistant holds a character no program takes".to_owned());
                }
                command = Some(words);
            }
            ("command", _) => {
                command = Some(Vec::new());
                wrong(at, COMMAND.to_owned());
            }
            ("seconds", DeValue::Integer(number)) => {
                let number = u64::from_str_radix(number.as_str(), number.radix()).ok();
                match number.filter(|it| (1..=LONGEST).contains(it)) {
                    Some(number) => seconds = number,
                    None => wrong(at, format!("seconds of assistant are 1 to {LONGEST}")),
                }
            }
            ("seconds", _) => {
                wrong(at, format!("seconds of assistant are a number, 1 to {LONGEST}"));
            }
            (other, _) => {
                let known = ["command", "seconds"];
                let words = match nearest(other, known) {
                    Some(near) => format!("no setting “assistant.{other}”: did you mean {near}?"),
                    None => format!("no setting “assistant.{other}”: there are command, seconds"),
                };
                wrong(name.span().start, words);
            }
        }
    }
    match command {
        None => {
            let words = "assistant has no command: write command = [\"program\", \"option\"]";
            said.wrong.push(Mistake::of_file(at, words.to_owned()));
        }
        Some(command) if said.wrong.len() == before => {
            said.assistant = Some(Assistant { command, seconds });
        }
        Some(_) => {}
    }
}
