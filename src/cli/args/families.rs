//! What the commands of one family take: their options, and their own little verbs.
//! It knows no backlog.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Stories by number (`12`, `#12`), by the start of their id, or by a query.
#[derive(Debug, Clone, Args)]
pub struct Stories {
    /// Stories: 12, #12 or the start of an id
    #[arg(value_name = "N", required_unless_present = "query")]
    pub numbers: Vec<String>,
    /// Every story this query matches
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
}

/// A place in the order.
#[derive(Debug, Clone, Default, Args)]
#[group(multiple = false)]
pub struct Spot {
    /// Above everything
    #[arg(long)]
    pub top: bool,
    /// Below everything
    #[arg(long)]
    pub bottom: bool,
    /// Directly above this story
    #[arg(long, value_name = "M")]
    pub before: Option<String>,
    /// Directly below this story
    #[arg(long, value_name = "M")]
    pub after: Option<String>,
}

/// What `add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// One line that names it, or `-` for one story a line from standard input
    #[arg(allow_hyphen_values = true)]
    pub title: String,
    /// As a …
    #[arg(long, allow_hyphen_values = true)]
    pub role: Option<String>,
    /// I want …
    #[arg(long, allow_hyphen_values = true)]
    pub want: Option<String>,
    /// so that …
    #[arg(long, allow_hyphen_values = true)]
    pub benefit: Option<String>,
    /// story, bug, spike or chore
    #[arg(long)]
    pub kind: Option<String>,
    /// Its size
    #[arg(long)]
    pub points: Option<String>,
    /// An acceptance criterion; may be given several times
    #[arg(long = "criterion", value_name = "TEXT", allow_hyphen_values = true)]
    pub criteria: Vec<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "T")]
    pub tags: Vec<String>,
    /// The epic it serves
    #[arg(long)]
    pub epic: Option<String>,
    /// Where in the order [default: at the bottom]
    #[command(flatten)]
    pub spot: Spot,
}

/// What `list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// The query
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// Accepted and dropped stories too
    #[arg(long)]
    pub all: bool,
    /// Columns, in this order
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// At most this many
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,
}

/// Where `move` moves to; one of them must be said.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
pub struct MoveSpot {
    /// Above everything
    #[arg(long)]
    pub top: bool,
    /// Below everything
    #[arg(long)]
    pub bottom: bool,
    /// Directly above this story
    #[arg(long, value_name = "M")]
    pub before: Option<String>,
    /// Directly below this story
    #[arg(long, value_name = "M")]
    pub after: Option<String>,
    /// To this position among the open stories, from 1
    #[arg(long, value_name = "POSITION")]
    pub to: Option<usize>,
}

/// Which definition a line belongs to.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Definition {
    /// Definition of Done
    Done,
    /// Definition of Ready
    Ready,
}

/// What can be done with the product.
#[derive(Debug, Subcommand)]
pub enum ProductVerb {
    /// Its values
    Show,
    /// Give values: name goal scale largest score `ready_off` `checks_off` `working_days` holidays `sprint_length`
    #[command(
        about = "Give values: name goal scale largest score ready_off checks_off working_days \
                       holidays sprint_length"
    )]
    Set {
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
    },
    /// Lines of the Definition of Done
    Done {
        /// What to do with them
        #[command(subcommand)]
        verb: LineVerb,
    },
    /// Own lines of the Definition of Ready
    ReadyLine {
        /// What to do with them
        #[command(subcommand)]
        verb: LineVerb,
    },
}

/// What can be done with lines of a definition.
#[derive(Debug, Subcommand)]
pub enum LineVerb {
    /// Add one at the end
    Add {
        /// The line
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Take one away
    Remove {
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
    },
}

/// What can be done with epics.
#[derive(Debug, Subcommand)]
pub enum EpicVerb {
    /// Put one on the roadmap
    Add {
        /// What it is called
        #[arg(allow_hyphen_values = true)]
        title: String,
        /// What changes for whom, and how it is measured
        #[arg(long, allow_hyphen_values = true)]
        outcome: Option<String>,
        /// now, next or later
        #[arg(long)]
        horizon: Option<String>,
        /// The release its stories belong to
        #[arg(long)]
        release: Option<String>,
    },
    /// Give values: title outcome horizon release
    Set {
        /// Which epic
        name: String,
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
    },
    /// All of them, in order
    List,
    /// Give one another place
    Move {
        /// Which epic
        name: String,
        /// Where to
        #[command(flatten)]
        spot: Spot,
    },
    /// Take one away; its stories stay
    Remove {
        /// Which epic
        name: String,
    },
}

/// Where an import comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// A CSV export of Jira
    Jira,
    /// Any CSV file, with --map
    Csv,
    /// Another upnext.json
    Upnext,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file
    pub path: PathBuf,
    /// What it is
    #[arg(long)]
    pub from: Source,
    /// COLUMN=FIELD, for csv; may be given several times
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    pub maps: Vec<String>,
    /// Say what would be taken, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Leave rows that cannot be read out, instead of refusing the file
    #[arg(long)]
    pub skip_bad: bool,
}

/// What an export becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Comma-separated values
    Csv,
    /// Markdown
    Markdown,
    /// An upnext.json of its own
    Upnext,
}

/// What `export` takes.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The format
    #[arg(long)]
    pub to: Target,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// The query [default: every open story]
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Vec<String>,
}
