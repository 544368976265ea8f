//! What the commands that advise take. It knows no backlog.

use clap::{Args, ValueEnum};

use crate::advice::candidates::Sought;
use crate::advice::wording::VAGUE;

/// As wide as the lines of the help are written.
const WIDTH: usize = 96;

/// What the checks look for, with the words that are looked for.
pub(super) fn checks() -> String {
    let vague = format!("unambiguous: none of these words: {}", VAGUE.join(", "));
    format!(
        "  upnext check            every open story
  upnext check 12 14 --json
  upnext product set checks_off=minimal,unique

well-formed: who wants what
atomic: one wish
minimal: nothing beyond the sentence, no brackets
uniform: told as most stories are
unique: no other says the same
{}
testable: criteria with an outcome that can be seen",
        textwrap::fill(&vague, WIDTH)
    )
}

/// What `suggest` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Suggested {
    /// Stories that name another one, or use what it makes
    Dependencies,
    /// Opposing limits, duties or permissions for the same thing
    Contradictions,
    /// Stories that say nearly the same
    Duplicates,
}

impl Suggested {
    /// What is looked for.
    #[must_use]
    pub const fn sought(self) -> Sought {
        match self {
            Self::Dependencies => Sought::Dependencies,
            Self::Contradictions => Sought::Contradictions,
            Self::Duplicates => Sought::Duplicates,
        }
    }
}

/// What `health` looks for.
pub(super) const fn health() -> &'static str {
    "  upnext health
  upnext health --json
  upnext waive ID --reason \"until spring\"   leaves one as it is

Near the top means: in the next two sprints, as the mean of the last three closed ones cuts them;
before the first, the first 10 stories in no sprint. Untouched means: no history but moves.
Suggested dependencies are no illness: upnext suggest dependencies"
}

/// How suggestions are confirmed and dismissed.
pub(super) const fn suggestions() -> &'static str {
    "  upnext suggest dependencies
  upnext depend 14 --on 3              confirms one
  upnext waive ID --reason \"both stay\"  dismisses one for good"
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Stories: 12, #12 or the start of an id [default: every open one]
    #[arg(value_name = "N")]
    pub numbers: Vec<String>,
}

/// What `waive` takes.
#[derive(Debug, Args)]
pub struct WaiveArgs {
    /// The id of what was found, or its start
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why it stays as it is
    #[arg(long, value_name = "R", allow_hyphen_values = true)]
    pub reason: String,
}
