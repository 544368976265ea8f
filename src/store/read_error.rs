//! Why a file is no backlog: where, what, and what to do about it. It only looks at a file that
//! has failed already, so it may be slow.

use std::fmt;

/// A text that cannot be read as a backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} — {}", self.line, self.column, self.reason, self.hint)
    }
}

impl std::error::Error for ReadError {}

const RESTORE: &str = "repair it here, or take it back from git";
const MARKERS: &str = "settle the merge in git, or upnext doctor --mend brings both together";

impl ReadError {
    /// Something wrong with the file as a whole.
    pub(super) fn at_start(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { line: 1, column: 1, reason: reason.into(), hint: hint.into() }
    }

    /// Bytes that are no UTF-8 text, seen by what they begin with.
    pub(super) fn not_text(bytes: &[u8], good: usize) -> Self {
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            return Self::at_start("the file is UTF-16", "save it as UTF-8");
        }
        let before = String::from_utf8_lossy(bytes.get(..good).unwrap_or_default());
        let line = before.split('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        let reason = "this is no UTF-8 text".to_owned();
        Self { line, column, reason, hint: "save it as UTF-8, or take it back from git".to_owned() }
    }

    /// A file without any text in it.
    pub(super) fn empty(text: &str) -> Option<Self> {
        if text.chars().all(char::is_whitespace) {
            let reason = if text.is_empty() { "the file is empty" } else { "only white space" };
            return Some(Self::at_start(
                reason,
                "take it back from git, or delete it and begin anew",
            ));
        }
        // UTF-16 without its mark begins with a zero byte, or has one in second place.
        let zero = text.bytes().take(2).any(|byte| byte == 0);
        if !zero {
            return None;
        }
        Some(if text.bytes().all(|byte| byte == 0) {
            Self::at_start("nothing but zero bytes", "the disk lost it: take it back from git")
        } else {
            Self::at_start("the file looks like UTF-16", "save it as UTF-8")
        })
    }

    /// What serde says, at the place it says it, with the hint that fits.
    pub(super) fn of_json(text: &str, error: &serde_json::Error) -> Self {
        if let Some(line) = conflict_line(text) {
            let reason = "a merge of git is not settled here".to_owned();
            return Self { line, column: 1, reason, hint: MARKERS.to_owned() };
        }
        let said = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = said.strip_suffix(&place).unwrap_or(&said).to_owned();
        let hint = if error.is_eof() {
            "the file ends too early: take it back from git"
        } else if reason == "trailing characters" {
            "remove what follows the last }"
        } else if reason.ends_with("expected a backlog as one object") {
            "an upnext file is one object: { … }"
        } else {
            RESTORE
        };
        let (line, column) = place_of(text, error.line(), error.column());
        Self { line, column, reason, hint: hint.to_owned() }
    }
}

/// The line and the character of a line and a byte.
fn place_of(text: &str, line: usize, byte: usize) -> (usize, usize) {
    let whole = text.split('\n').nth(line.saturating_sub(1)).unwrap_or("");
    let column = whole.char_indices().take_while(|(at, _)| *at < byte).count();
    (line.max(1), column.max(1))
}

/// The first line git put a marker on. No text in JSON can begin a line, so nothing else can.
fn conflict_line(text: &str) -> Option<usize> {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    text.lines().position(|line| marks.iter().any(|mark| line.starts_with(mark))).map(|at| at + 1)
}
