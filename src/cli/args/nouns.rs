//! What the commands about people, releases and ideas take.
//! It knows no backlog.

use clap::{Args, Subcommand};

use super::families::Spot;

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum PersonVerb {
    /// Add somebody
    Add {
        /// What they are called
        #[arg(allow_hyphen_values = true)]
        name: String,
        /// The share of their time this product has, 0 to 1 [default: 1]
        #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
        allocation: Option<String>,
        /// What they can do, in a word; may be given several times
        #[arg(long = "skill", value_name = "S")]
        skills: Vec<String>,
    },
    /// Give values: name allocation skills `days_off`
    #[command(
        about = "Give values: name allocation skills days_off",
        after_help = "  upnext person set Kim allocation=0.8 days_off=2026-12-24,2026-12-28\n\
                            A day is 2026-12-24, tomorrow, fri or +3d; the new list takes the place of the old"
    )]
    Set {
        /// Who
        name: String,
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
    },
    /// All of them
    List,
    /// Take somebody away whom no sprint names
    Remove {
        /// Who
        name: String,
    },
}

/// What can be done with releases.
#[derive(Debug, Subcommand)]
pub enum ReleaseVerb {
    /// Plan one
    Add {
        /// What it is called
        #[arg(allow_hyphen_values = true)]
        name: String,
        /// The day it is meant to ship: 2026-12-24, fri, +3w
        #[arg(long, value_name = "D", allow_hyphen_values = true)]
        target: Option<String>,
        /// Remarks
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        notes: Option<String>,
    },
    /// Give values: name target notes
    Set {
        /// Which release
        name: String,
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
    },
    /// All of them: those to come by their target, then those that shipped
    List,
    /// It shipped: its accepted stories are released
    Ship {
        /// Which release
        name: String,
        /// The day [default: today]
        #[arg(long, value_name = "D", allow_hyphen_values = true)]
        on: Option<String>,
    },
    /// Take one away; its stories and epics stay
    Remove {
        /// Which release
        name: String,
    },
}

/// What `idea` takes: the words of one, or its little verb.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct IdeaArgs {
    /// What else can be done with ideas.
    #[command(subcommand)]
    pub verb: Option<IdeaVerb>,
    /// What somebody said, or `-` for one idea a line from standard input; in a line `@name` is who
    /// said it, `#tag` a tag and `*4` how satisfied they are
    #[arg(allow_hyphen_values = true, required = true)]
    pub text: Option<String>,
    /// Who said it
    #[arg(long, value_name = "WHO", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "T")]
    pub tags: Vec<String>,
    /// How satisfied they are, 1 to 5
    #[arg(long, value_name = "1-5", allow_hyphen_values = true)]
    pub score: Option<String>,
    /// A story it is about: feedback on what was delivered; may be given several times
    #[arg(long, value_name = "N")]
    pub about: Vec<String>,
}

/// What else can be done with ideas.
#[derive(Debug, Subcommand)]
pub enum IdeaVerb {
    /// All of them: the new ones first, of these what most people say, then the oldest
    List,
    /// Make a story of one: its words become the title, or who wants what and why
    #[command(after_help = "  upnext idea story 3 --title \"Pay by gift card\" --top")]
    Story {
        /// Which idea
        #[arg(value_name = "I")]
        idea: String,
        /// Another title; the words of the idea are then its description
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        title: Option<String>,
        /// Where in the order [default: at the bottom]
        #[command(flatten)]
        spot: Spot,
    },
    /// Keep one behind a story that is there already
    Join {
        /// Which idea
        #[arg(value_name = "I")]
        idea: String,
        /// The story
        #[arg(value_name = "N")]
        number: String,
    },
    /// Put one aside, for a reason
    Dismiss {
        /// Which idea
        #[arg(value_name = "I")]
        idea: String,
        /// Why
        #[arg(long, value_name = "R", allow_hyphen_values = true)]
        reason: String,
    },
    /// Take a dismissed one up again
    Restore {
        /// Which idea
        #[arg(value_name = "I")]
        idea: String,
    },
}
