//! What the commands that advise take. It knows no backlog.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Spot;
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
    #[arg(
        long,
        value_name = "R",
        allow_hyphen_values = true,
        required_unless_present = "remove",
        conflicts_with = "remove"
    )]
    pub reason: Option<String>,
    /// Tell of it again
    #[arg(long)]
    pub remove: bool,
}

/// What `draft` takes.
#[derive(Debug, Clone, Args)]
pub struct DraftArgs {
    /// The description, as Markdown or plain text; `-` for standard input
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// Keep them as drafts, in one act; without it they are only shown
    #[arg(long)]
    pub keep: bool,
    /// Keep, or show, only these, from 1
    #[arg(long, value_name = "K,K", value_delimiter = ',')]
    pub only: Vec<usize>,
    /// Open them in $EDITOR first, then keep what comes back
    #[arg(long)]
    pub edit: bool,
    /// Ask the assistant that config.toml names instead of the rules
    #[arg(long)]
    pub assistant: bool,
    /// Where in the order [default: at the bottom]
    #[command(flatten)]
    pub spot: Spot,
}

/// How a description becomes drafts, and how an assistant is spoken to.
pub(super) const fn drafting() -> &'static str {
    "  upnext draft feature.md                       shows them, as Markdown
  upnext draft feature.md > drafts.md           to be edited, and read by draft again
  upnext draft drafts.md --keep --top --only 1,3
  pbpaste | upnext draft - --keep

What becomes a draft:
  “As a …, I want …, so that …”                 wherever it stands
  “Guests can …”, “Allow clerks to …”           with guests or clerks as the role
  “Let guests …”, “I want to …”                 whoever I am
  “Orders must …” (should, shall, needs to)     unless it is about the draft above
  “Nobody can …”, “Only clerks may …”, cannot   where no draft stands above
  points of a list, unless they stand below a draft, or their box is ticked: they are done
  a heading over one user story, or over points that state something, or over scenarios
What becomes its criteria: points below it, sentences about it with must, should or it, what nobody
or only somebody may do, checklists (ticked or not), Given/When/Then, whatever stands below “Acceptance criteria”. Sections named “Out of scope”,
“Open questions” or “Notes” are passed over, and so are tables, pictures and code. Keys and numbers
before a story (“US-12:”, “1.1”, “[P1]”) are no part of it. How many sentences say nothing of a story
is said on standard error.

An assistant is any program. Below [assistant] in config.toml:
  command = [\"my-assistant\", \"--fast\"]
  seconds = 20
It is run without a shell and finds on standard input
  {\"version\":1,\"text\":\"…\",\"product\":{\"name\",\"goal\"},\"stories\":[{\"number\",\"title\"}]}
with the open stories, and answers on standard output with
  {\"stories\":[{\"title\",\"role\",\"want\",\"benefit\",\"criteria\":[\"…\",{\"given\",\"when\",\"then\"}]}]}
It is ended after so many seconds, or at more than 1 MiB. What it says is text like any other,
shown before it is kept."
}
