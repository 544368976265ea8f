//! The words of the command line, and of the screen's `:` line: one parser for both.
//! It knows no backlog.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// The Product Owner's backlog in a terminal. Without a command: the screen.
#[derive(Debug, Parser)]
#[command(name = "upnext", version, about, arg_required_else_help = false)]
#[command(after_help = "Examples:
  upnext init --name Webshop        a new backlog in this folder
  upnext import export.csv --from jira
  upnext add \"As a shopper, I want to pay by card, so that I need no cash\" --points 3
  upnext list is:ready -tag:debt    what is ready and no debt
  upnext move 12 --to 3             the Product Owner's order
  upnext undo                       every act can be taken back")]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// The backlog file [default: `$UPNEXT_FILE`, or the nearest upnext.json from here upward]
    #[arg(long, global = true, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts [default: config, git user, login]
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub by: Option<String>,
    /// No colour (also: `NO_COLOR`)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// Say nothing when all went well
    #[arg(long, global = true)]
    pub quiet: bool,
}

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

/// The words of a criterion.
#[derive(Debug, Clone, Args)]
pub struct CriterionWords {
    /// The criterion as a line of text
    #[arg(allow_hyphen_values = true, required_unless_present_any = ["given", "when", "then"])]
    pub text: Option<String>,
    /// Given …
    #[arg(long, allow_hyphen_values = true)]
    pub given: Option<String>,
    /// When …
    #[arg(long, allow_hyphen_values = true)]
    pub when: Option<String>,
    /// Then …
    #[arg(long, allow_hyphen_values = true)]
    pub then: Option<String>,
}

/// What upnext can be told to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open the sample product on the screen, in a throw-away copy
    Demo,
    /// Make a backlog (upnext.json) in this folder
    Init {
        /// What the product is called
        #[arg(long, allow_hyphen_values = true)]
        name: Option<String>,
    },
    /// Write a story down; `add -` takes one a line from standard input
    #[command(after_help = "A title that is a whole user story comes apart into role, want and \
                            benefit:\n  upnext add \"As a shopper, I want to pay by card, so that I need no cash\"")]
    Add(AddArgs),
    /// Open stories in order; words match title, narrative and tags
    #[command(
        after_help = "Queries: word \"a phrase\" status:doing tag:ux epic:Checkout points>5 points:none\n\
                            is:ready is:unready is:blocked is:stale is:oversize created<30d\n\
                            -negates, or, (brackets)"
    )]
    List(ListArgs),
    /// Everything about a story
    Show {
        /// The story
        #[arg(value_name = "N")]
        number: String,
    },
    /// Give fields of stories other values; FIELD= clears
    #[command(
        after_help = "Fields: title role want benefit description kind points epic release tags \
                            skills requester assignee moscow value urgency risk reach impact confidence \
                            effort\n  upnext set 12 points=5 epic=Checkout"
    )]
    Set {
        /// Stories, then FIELD=VALUE
        #[arg(value_name = "N|FIELD=VALUE", required = true, allow_hyphen_values = true)]
        words: Vec<String>,
        /// Every story this query matches
        #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
    },
    /// Acceptance criteria of a story
    Criterion {
        /// What to do with them
        #[command(subcommand)]
        verb: CriterionVerb,
    },
    /// Questions that keep a story from being ready
    Question {
        /// What to do with them
        #[command(subcommand)]
        verb: QuestionVerb,
    },
    /// Keep a note for the team
    Note {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// The words
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Make a story depend on another
    Depend {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// What must come first
        #[arg(long, value_name = "M")]
        on: String,
        /// It does no longer
        #[arg(long)]
        remove: bool,
    },
    /// Link two stories
    Link {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// The other one
        #[arg(long, value_name = "M")]
        to: String,
        /// The first continues the second
        #[arg(long)]
        follows: bool,
        /// Take the link away
        #[arg(long)]
        remove: bool,
    },
    /// Add and take away tags: tag 12 +ux -debt
    Tag {
        /// Stories, then +tag or -tag
        #[arg(value_name = "N|+TAG|-TAG", required = true, allow_hyphen_values = true)]
        words: Vec<String>,
        /// Every story this query matches
        #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
        query: Option<String>,
    },
    /// Give stories another place in the order
    Move {
        /// Which ones
        #[command(flatten)]
        stories: Stories,
        /// Where to
        #[command(flatten)]
        spot: MoveSpot,
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        reason: Option<String>,
    },
    /// Say that stories are ready; refused with what is missing
    Ready {
        /// Which ones
        #[command(flatten)]
        stories: Stories,
        /// Ready all the same, for this reason
        #[arg(long = "override", value_name = "REASON", allow_hyphen_values = true)]
        overriding: Option<String>,
    },
    /// Take stories back to draft
    Unready(Stories),
    /// Begin work on ready stories
    Start(Stories),
    /// The team delivers: it waits for the verdict now
    Deliver(Stories),
    /// One state back, without a verdict
    Back(Stories),
    /// Say what stands in the way
    Block {
        /// Which ones
        #[command(flatten)]
        stories: Stories,
        /// What it is
        #[arg(long, allow_hyphen_values = true)]
        reason: String,
    },
    /// Nothing stands in the way any more
    Unblock(Stories),
    /// Give stories up
    Drop {
        /// Which ones
        #[command(flatten)]
        stories: Stories,
        /// Why
        #[arg(long, allow_hyphen_values = true)]
        reason: String,
    },
    /// Take dropped stories up again
    Restore(Stories),
    /// Tick lines of the Definition of Done or Ready for a story
    Tick {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which definition
        lines: Definition,
        /// Lines, from 1
        #[arg(value_name = "K", required = true)]
        ks: Vec<usize>,
        /// Take the ticks away
        #[arg(long)]
        off: bool,
    },
    /// The product: goal, scale, what ready and done mean
    Product {
        /// What to do with it
        #[command(subcommand)]
        verb: ProductVerb,
    },
    /// Epics: outcomes on the roadmap
    Epic {
        /// What to do with them
        #[command(subcommand)]
        verb: EpicVerb,
    },
    /// Sprints
    Sprint {
        /// What to look at
        #[command(subcommand)]
        verb: SprintVerb,
    },
    /// People of the team
    Person {
        /// What to look at
        #[command(subcommand)]
        verb: PersonVerb,
    },
    /// What happened, newest first
    Log {
        /// Of this story only
        #[arg(value_name = "N")]
        number: Option<String>,
        /// At most this many lines
        #[arg(long, value_name = "COUNT")]
        limit: Option<usize>,
    },
    /// Take the last act back
    Undo,
    /// Do the last undone act again
    Redo,
    /// Take what another tool held
    #[command(after_help = "  upnext import issues.csv --from jira --dry-run\n  \
                            upnext import points.csv --from csv --map title=title --map storypoint=points --map issuekey=fields.key")]
    Import(ImportArgs),
    /// Write stories in another format
    Export(ExportArgs),
    /// Look for what is wrong with the file
    Doctor,
    /// Completions for a shell, on standard output
    Completions {
        /// Which shell
        shell: Shell,
    },
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

/// What can be done with criteria.
#[derive(Debug, Subcommand)]
pub enum CriterionVerb {
    /// Add one at the end
    Add {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Its words
        #[command(flatten)]
        words: CriterionWords,
    },
    /// Give one other words
    Set {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
        /// Its words
        #[command(flatten)]
        words: CriterionWords,
    },
    /// Take one away
    Remove {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
    },
    /// Give one another place
    Move {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
        /// Its new place, from 1
        #[arg(long, value_name = "J")]
        to: usize,
    },
}

/// What can be done with questions.
#[derive(Debug, Subcommand)]
pub enum QuestionVerb {
    /// Ask
    Ask {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// The question
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Answer
    Answer {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
        /// The answer
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
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
    /// Give values: name goal scale largest score `ready_off` `working_days` holidays `sprint_length`
    Set {
        /// FIELD=VALUE
        #[arg(value_name = "FIELD=VALUE", required = true, allow_hyphen_values = true)]
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
        #[arg(value_name = "FIELD=VALUE", required = true, allow_hyphen_values = true)]
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

/// What can be seen of sprints.
#[derive(Debug, Subcommand)]
pub enum SprintVerb {
    /// All of them, newest first
    List,
    /// One of them [default: the active one, else the newest]
    Show {
        /// Its number
        #[arg(value_name = "S")]
        number: Option<u32>,
    },
}

/// What can be seen of people.
#[derive(Debug, Subcommand)]
pub enum PersonVerb {
    /// All of them
    List,
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
