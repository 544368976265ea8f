//! What reaches standard output and standard error. A closed pipe is no error; a full disk is.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::failure::Failure;
use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;
use crate::say::plain;
use crate::session::Outcome;

/// How answers are given.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// In JSON.
    pub json: bool,
    /// Nothing when all went well.
    pub quiet: bool,
}

/// The answer to an act, in the contract's words.
#[derive(Serialize)]
struct Did<'a> {
    #[serde(rename = "did")]
    label: Option<&'a str>,
    stories: Vec<u32>,
    notices: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<StoryId>,
}

#[derive(Serialize)]
struct Wrong<'a> {
    error: Error<'a>,
}

#[derive(Serialize)]
struct Error<'a> {
    code: &'a str,
    message: &'a str,
    reasons: &'a [String],
}

impl Printer {
    /// Says what an act did.
    ///
    /// # Errors
    /// Standard output failed.
    pub fn outcome(self, outcome: &Outcome, backlog: &Backlog) -> Result<(), Failure> {
        if self.json {
            let story = |id: &StoryId| backlog.story(*id);
            let added = outcome.did.as_ref().filter(|did| did.starts_with("Added #"));
            let first = added.and_then(|_| outcome.about.first()).and_then(story);
            let did = Did {
                label: outcome.did.as_deref(),
                stories: outcome.about.iter().filter_map(story).map(|it| it.number).collect(),
                notices: &outcome.notices,
                number: first.map(|story| story.number),
                id: first.map(|story| story.id),
            };
            return stdout(&json(&did));
        }
        for notice in outcome.notices.iter().filter(|_| !self.quiet) {
            stderr(&format!("{}\n", plain::line(notice)));
        }
        self.done(outcome.did.as_deref().unwrap_or("Nothing to do: it is so already"))
    }

    /// Says one sentence, unless all is to be quiet.
    ///
    /// # Errors
    /// Standard output failed.
    pub fn done(self, sentence: &str) -> Result<(), Failure> {
        if self.json {
            let did = Did {
                label: Some(sentence),
                stories: Vec::new(),
                notices: &[],
                number: None,
                id: None,
            };
            return stdout(&json(&did));
        }
        if self.quiet { Ok(()) } else { stdout(&format!("{}\n", plain::line(sentence))) }
    }

    /// Says what is wrong, on standard error, and gives the exit code.
    #[must_use]
    pub fn failure(self, failure: &Failure) -> u8 {
        if self.json {
            let error = Error {
                code: failure.kind(),
                message: &failure.message,
                reasons: &failure.reasons,
            };
            stderr(&json(&Wrong { error }));
        } else {
            let mut text = format!("upnext: {}\n", plain::line(&failure.message));
            for reason in &failure.reasons {
                text.push_str("  ");
                text.push_str(&plain::line(reason));
                text.push('\n');
            }
            stderr(&text);
        }
        failure.code()
    }
}

/// A document of JSON, with its final newline.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    // These shapes have string keys and finite numbers: there is nothing that could fail.
    crate::say::json::document(value).unwrap_or_default()
}

/// Writes to standard output. A reader who has seen enough (`| head`) is no failure.
///
/// # Errors
/// Standard output failed.
pub fn stdout(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::io(format!("cannot write to standard output: {error}"))),
    }
}

/// Writes a document that holds texts as they are. A pipe gets every byte; on a terminal nothing
/// in it acts.
///
/// # Errors
/// Standard output failed.
pub fn document(text: &str) -> Result<(), Failure> {
    if io::stdout().is_terminal() { stdout(&plain::text(text)) } else { stdout(text) }
}

/// Writes to standard error; where that fails too, there is nobody left to tell.
pub fn stderr(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// Says what is wrong where nobody is left to hand it to.
pub fn say_error(why: &str) {
    stderr(&format!("{}\n", plain::text(why)));
}

/// The width of the terminal standard output is, if it is one.
#[must_use]
pub fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    crossterm::terminal::size().ok().map(|(width, _)| usize::from(width)).filter(|it| *it > 0)
}
