//! The id of something found, in a form that a line being typed can carry and that survives a
//! restart. It knows nothing of what was found.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::advice::health::Trouble;
use crate::domain::check::Check;

/// What found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
enum By {
    /// A check of wording.
    Check(Check),
    /// The health of the backlog, or a comparison.
    Trouble(Trouble),
}

/// The id of a finding: what found it, and two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Found(By, u32, u32);

impl Found {
    /// Reads an id; none where it is of another kind.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        let mut parts = id.split(':');
        let rule = parts.next()?;
        let check = Check::ALL.iter().find(|check| check.word() == rule);
        let by = match check {
            Some(check) => By::Check(*check),
            None => By::Trouble(Trouble::ALL.into_iter().find(|it| it.rule() == rule)?),
        };
        let mut number = || u32::from_str_radix(parts.next()?, 16).ok();
        let found = Self(by, number()?, number()?);
        // Whatever else is in it would be lost.
        (found.to_string() == id).then_some(found)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rule = match self.0 {
            By::Check(check) => check.word(),
            By::Trouble(trouble) => trouble.rule(),
        };
        write!(f, "{rule}:{:08x}:{:08x}", self.1, self.2)
    }
}
