//! What the commands about sprints take, and splitting a story for one.
//! It knows no backlog.

use clap::{Args, Subcommand};

use super::families::Stories;
use super::verdicts::CloseArgs;

/// What can be done with sprints.
#[derive(Debug, Subcommand)]
pub enum SprintVerb {
    /// Plan the next one; days that are not said are proposed
    #[command(after_help = "  upnext sprint plan --goal \"Guests pay by card\"\n  \
                            upnext sprint plan --start mon --end +18d")]
    Plan {
        /// What it is for
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        goal: Option<String>,
        /// Its first day: 2026-11-23, mon, +3d [default: the first working day after the last sprint]
        #[arg(long, value_name = "D", allow_hyphen_values = true)]
        start: Option<String>,
        /// Its last day [default: as long as the product's sprints are]
        #[arg(long, value_name = "D", allow_hyphen_values = true)]
        end: Option<String>,
    },
    /// Give values: goal start end people
    #[command(
        after_help = "  upnext sprint set goal=\"Guests pay by card\" end=fri people=\"Kim, Ada 0.5\"\n\
                            People are names, each with a share of time where it is not the person's own; the new\n\
                            list takes the place of the old"
    )]
    Set {
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
        /// Which sprint
        #[command(flatten)]
        which: WhichToPlan,
    },
    /// Say on which days somebody is away
    #[command(after_help = "  upnext sprint off Kim fri 2026-12-24\n  \
                            upnext sprint off Kim fri --remove")]
    Off {
        /// Who
        name: String,
        /// Days: 2026-12-24, tomorrow, fri, +3d
        #[arg(value_name = "D", required = true, allow_hyphen_values = true)]
        days: Vec<String>,
        /// They are not away after all
        #[arg(long)]
        remove: bool,
    },
    /// Put stories into a sprint; refused with what speaks against it
    #[command(after_help = "  upnext sprint pull 12 15\n  \
                            upnext sprint pull 12 --reason \"the shop is down\" --for 7\n\
                            Into a running sprint a reason is needed.")]
    Pull(PullArgs),
    /// Take stories out of their sprint
    #[command(after_help = "  upnext sprint put-back 12 --reason \"waits for the bank\"\n\
                            Out of a running sprint a reason is needed.")]
    PutBack {
        /// Which ones
        #[command(flatten)]
        stories: Stories,
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        reason: Option<String>,
    },
    /// Put in what is ready and fits, from the top of the order
    #[command(after_help = "  upnext sprint fill")]
    Fill {
        /// Which sprint
        #[command(flatten)]
        which: WhichToPlan,
    },
    /// Start the planned sprint: what is in it is what was committed to
    #[command(after_help = "  upnext sprint start")]
    Start {
        /// Its number [default: the planned one]
        #[arg(long = "sprint", value_name = "S")]
        sprint: Option<u32>,
    },
    /// One of them [default: the active one, else the newest]
    Show {
        /// Its number
        #[arg(value_name = "S")]
        number: Option<u32>,
        /// As Markdown, to be mailed to stakeholders
        #[arg(long)]
        markdown: bool,
    },
    /// All of them, newest first
    List,
    /// Close the active one: its record is frozen, and what was not accepted goes on
    #[command(
        after_help = "  upnext sprint close --goal-met yes --note \"the fair went well\"\n  \
                            upnext sprint close --leftovers next --backlog 12 15"
    )]
    Close(CloseArgs),
    /// Give one up; what was not accepted goes back
    #[command(after_help = "  upnext sprint cancel --reason \"the goal is out of date\"")]
    Cancel {
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        reason: String,
        /// Its number [default: the active one, else the planned one]
        #[arg(long = "sprint", value_name = "S")]
        sprint: Option<u32>,
    },
    /// What moved since the last working day, and what stands in the way
    Daily {
        /// Its number [default: the active one, else the newest]
        #[arg(value_name = "S")]
        number: Option<u32>,
    },
}

/// The sprint that is being planned, unless another is named.
#[derive(Debug, Clone, Args)]
pub struct WhichToPlan {
    /// Its number [default: the planned one, else the active one]
    #[arg(long = "sprint", value_name = "S")]
    pub sprint: Option<u32>,
}

/// What `sprint pull` takes.
#[derive(Debug, Args)]
pub struct PullArgs {
    /// Which ones
    #[command(flatten)]
    pub stories: Stories,
    /// Why it comes in
    #[arg(long, allow_hyphen_values = true)]
    pub reason: Option<String>,
    /// Pull it in spite of what speaks against it, for this reason
    #[arg(long = "override", value_name = "REASON", allow_hyphen_values = true)]
    pub overriding: Option<String>,
    /// The story that goes out for it; may be given several times
    #[arg(long = "for", value_name = "M", value_delimiter = ',')]
    pub instead_of: Vec<String>,
    /// Which sprint
    #[command(flatten)]
    pub which: WhichToPlan,
}

/// What `split` takes.
#[derive(Debug, Args)]
pub struct SplitArgs {
    /// The story
    #[arg(value_name = "N")]
    pub number: String,
    /// What is split off: the title of each new story
    #[arg(value_name = "TITLE", required = true, allow_hyphen_values = true)]
    pub titles: Vec<String>,
    /// Criteria given away: 2,3:4 gives 2 and 3 to the first new story, 4 to the second
    #[arg(long, value_name = "K,K:K")]
    pub criteria: Option<String>,
    /// The size of each new story: 3,2
    #[arg(long = "points", value_name = "P,P")]
    pub sizes: Option<String>,
    /// What is left of the story's own size [default: as it was]
    #[arg(long, value_name = "P")]
    pub keep: Option<String>,
}
