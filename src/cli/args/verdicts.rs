//! What the commands of the Product Owner's verdicts take. It knows no backlog.

use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::Stories;

/// What is said of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Judged {
    /// It is true
    Met,
    /// It is not
    Unmet,
    /// Nobody has looked yet
    Unjudged,
}

/// Which criteria are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// This one, from 1.
    One(usize),
    /// All that nobody judged yet.
    Rest,
}

impl FromStr for Which {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "rest" {
            return Ok(Self::Rest);
        }
        text.parse().map(Self::One).map_err(|_| "use the number of a criterion, or rest".to_owned())
    }
}

/// What `judge` takes.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// The story
    #[arg(value_name = "N")]
    pub number: String,
    /// The criterion, from 1; `rest` is all that nobody judged yet, and the lines of done
    #[arg(value_name = "K")]
    pub k: Which,
    /// What is said of it
    pub result: Judged,
    /// What was seen
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub note: Option<String>,
}

/// What `accept` takes.
#[derive(Debug, Args)]
pub struct AcceptArgs {
    /// Which ones
    #[command(flatten)]
    pub stories: Stories,
    /// Accept all the same, for this reason; it is shown wherever their points count
    #[arg(long = "override", value_name = "REASON", allow_hyphen_values = true)]
    pub overriding: Option<String>,
}

/// What `reject` takes.
#[derive(Debug, Args)]
pub struct RejectArgs {
    /// The story
    #[arg(value_name = "N")]
    pub number: String,
    /// A criterion that is not met, from 1; may be given several times
    #[arg(long, value_name = "K")]
    pub unmet: Vec<usize>,
    /// Why
    #[arg(long, allow_hyphen_values = true)]
    pub reason: Option<String>,
}

/// What `follow-up` takes.
#[derive(Debug, Args)]
pub struct FollowUpArgs {
    /// The accepted story
    #[arg(value_name = "N")]
    pub number: String,
    /// One line that names what is wanted now
    #[arg(allow_hyphen_values = true)]
    pub title: String,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// It was
    Yes,
    /// It was not
    No,
}

/// Where stories go when a sprint closes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum GoOn {
    /// Back to the backlog
    #[default]
    Backlog,
    /// Into the next sprint, which is planned where there is none
    Next,
}

/// What `sprint close` takes.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// Whether the goal was met
    #[arg(long)]
    pub goal_met: Option<YesNo>,
    /// What is to be remembered of it
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Where stories go that were not accepted
    #[arg(long, default_value = "backlog")]
    pub leftovers: GoOn,
    /// Stories that go to the next sprint all the same
    #[arg(long, value_name = "N", num_args = 1.., value_delimiter = ',')]
    pub next: Vec<String>,
    /// Stories that go back to the backlog all the same
    #[arg(long, value_name = "N", num_args = 1.., value_delimiter = ',')]
    pub backlog: Vec<String>,
    /// Its number [default: the active one]
    #[arg(long = "sprint", value_name = "S")]
    pub sprint: Option<u32>,
}
