//! Why a command did not do what it was told, with its exit code. It prints nothing.

use std::io;

use crate::bridge::BridgeError;
use crate::domain::refusal::{Because, Refusal};
use crate::session::Step;
use crate::store::error::StoreError;

/// What to do where the file cannot be read.
const WAY_OUT: &str = "it is left as it is: upnext doctor looks at it, upnext backups lists what \
                       can be put in its place";

/// A command that failed.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    kind: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// The single reasons.
    pub reasons: Vec<String>,
    /// What the undo log is to remember all the same.
    pub step: Option<Box<Step>>,
}

impl Failure {
    fn of(code: u8, kind: &'static str, message: String) -> Self {
        Self { code, kind, message, reasons: Vec::new(), step: None }
    }

    /// A file or input that cannot be read: exit 65.
    #[must_use]
    pub fn unreadable(message: String, reasons: Vec<String>) -> Self {
        Self { reasons, ..Self::of(65, "unreadable", message) }
    }

    /// Input or output that failed: exit 74.
    #[must_use]
    pub fn io(message: String) -> Self {
        Self::of(74, "io", message)
    }

    /// Standard input that cannot be read.
    #[must_use]
    pub fn input(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData => {
                Self::unreadable("standard input is not UTF-8 text".to_owned(), Vec::new())
            }
            _ => Self::io(format!("cannot read standard input: {error}")),
        }
    }

    /// A refusal with a step to remember.
    #[must_use]
    pub fn set_aside(refusal: Refusal, step: Option<Box<Step>>) -> Self {
        Self { step, ..Self::from(refusal) }
    }

    /// The exit code.
    #[must_use]
    pub const fn code(&self) -> u8 {
        self.code
    }

    /// A word for programs: usage, refused, unreadable, io, locked.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let (code, kind) = match refusal.because {
            Because::Usage => (2, "usage"),
            Because::Rule => (3, "refused"),
        };
        Self { reasons: refusal.reasons, ..Self::of(code, kind, refusal.message) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = u8::try_from(error.exit_code()).unwrap_or(74);
        let kind = match code {
            2 => "usage",
            3 => "refused",
            65 => "unreadable",
            75 => "locked",
            _ => "io",
        };
        let mut failure = Self::of(code, kind, error.to_string());
        if matches!(error, StoreError::Unreadable { .. }) {
            failure.reasons.push(WAY_OUT.to_owned());
        }
        failure
    }
}

impl From<BridgeError> for Failure {
    fn from(error: BridgeError) -> Self {
        // A column or field named wrongly is the caller's; everything else is the file's.
        let usage =
            matches!(error, BridgeError::UnknownColumn { .. } | BridgeError::UnknownField { .. });
        let (code, kind) = if usage { (2, "usage") } else { (65, "unreadable") };
        Self::of(code, kind, error.to_string())
    }
}
