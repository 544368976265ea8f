//! What the commands about ideas take.
//! It knows no backlog.

use clap::{Args, Subcommand};

/// What `idea` takes: the words of one, or its little verb.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct IdeaArgs {
    /// What else can be done with ideas.
    #[command(subcommand)]
    pub verb: Option<IdeaVerb>,
    /// What somebody said, or `-` for one idea a line from standard input
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
}

/// What else can be done with ideas.
#[derive(Debug, Subcommand)]
pub enum IdeaVerb {
    /// All of them
    List,
}
