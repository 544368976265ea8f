//! The order in which words reach the parser: options before what they stand behind. A word that
//! may start with `-` (`list -tag:ux --json`) would else swallow every option after it.
//! It knows no option by name: the parser says which there are, and which take a value.

use std::ffi::OsString;

use clap::{Command, CommandFactory};

use super::args::Cli;

/// The same words, every option right behind the command it belongs to. What follows `--` stays
/// where it is.
pub(super) fn options_first(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let root = Cli::command();
    let mut command = &root;
    let mut words = words.into_iter();
    let mut front: Vec<OsString> = words.next().into_iter().collect();
    // Where the next word that names a command belongs: before the options of the one it is in,
    // which would else take it for a word of its own.
    let mut named = None;
    let mut rest: Vec<OsString> = Vec::new();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy().into_owned();
        if text == "--" {
            rest.push(word);
            break;
        }
        if let Some(takes_value) = option(&text, command).or_else(|| option(&text, &root)) {
            front.push(word);
            if takes_value && !text.contains('=') {
                front.extend(words.next());
            }
        } else if rest.is_empty()
            && let Some(verb) = command.find_subcommand(&text)
        {
            command = verb;
            let at = named.unwrap_or(front.len());
            front.insert(at, word);
            named = Some(at + 1);
        } else {
            rest.push(word);
        }
    }
    front.into_iter().chain(rest).chain(words).collect()
}

/// Whether a word is an option of a command, and whether a value follows it.
fn option(word: &str, command: &Command) -> Option<bool> {
    let name = word.split_once('=').map_or(word, |(name, _)| name);
    let long = name.strip_prefix("--");
    let short = name.strip_prefix('-').and_then(|rest| {
        let mut letters = rest.chars();
        letters.next().filter(|_| letters.next().is_none())
    });
    if long == Some("help") {
        return Some(false);
    }
    let known = command.get_arguments().find(|argument| {
        long.is_some_and(|long| argument.get_long() == Some(long))
            || short.is_some_and(|short| argument.get_short() == Some(short))
    })?;
    Some(known.get_action().takes_values())
}
