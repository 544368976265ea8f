//! Why an act was not carried out: a sentence for a person and a kind for a program.

use std::fmt;

/// What sort of refusal it is; the command line turns it into its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Something named is not there, or not said in a way that can be understood.
    Usage,
    /// A rule of the domain forbids it.
    Rule,
}

/// An act refused; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What sort of refusal.
    pub because: Because,
    /// What is wrong and what to do, as a sentence without a full stop.
    pub message: String,
    /// The single reasons, where there are several.
    pub reasons: Vec<String>,
}

impl Refusal {
    /// Something named is not there, or cannot be understood.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self { because: Because::Usage, message: message.into(), reasons: Vec::new() }
    }

    /// A rule forbids it.
    #[must_use]
    pub fn rule(message: impl Into<String>) -> Self {
        Self { because: Because::Rule, message: message.into(), reasons: Vec::new() }
    }

    /// The same with its single reasons.
    #[must_use]
    pub fn with(mut self, reasons: impl IntoIterator<Item = String>) -> Self {
        self.reasons.extend(reasons);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.reasons.is_empty() {
            write!(f, ": {}", self.reasons.join("; "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
