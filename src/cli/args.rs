//! The words of the command line, and of the screen's `:` line: one parser for both.
//! It knows no backlog.

mod advice;
mod families;
mod keeping;
mod nouns;
mod screenshot;
mod sprints;
mod verdicts;
mod written;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

pub use self::advice::*;
pub use self::families::*;
pub use self::keeping::*;
pub use self::nouns::*;
pub use self::screenshot::ScreenshotArgs;
pub use self::sprints::*;
pub use self::verdicts::*;
pub use self::written::*;

/// The Product Owner's backlog in a terminal. Without a command: the screen.
#[derive(Debug, Parser)]
#[command(name = "upnext", version, about, arg_required_else_help = false)]
#[command(after_help = "Examples:
  upnext init --name Webshop        a new backlog in this folder
  upnext import export.csv --from jira
  upnext add \"As a shopper, I want to pay by card, so that I need no cash\" --points 3
  upnext list is:ready -tag:debt    what is ready and no debt
  upnext move 12 --to 3             the Product Owner's order
  upnext undo                       every act can be taken back

Exit codes: 0 done, 1 check, health or doctor found something or a merge left conflicts, 2 wrong usage or no backlog, 3 refused by a rule,
65 a file or input cannot be read, 74 input or output failed, 75 locked by another upnext")]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; none opens the screen.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Cli {
    /// Reads the words of a command line, the program's name first. Options may stand anywhere,
    /// after words that start with `-` too.
    ///
    /// # Errors
    /// What the parser says, help and version among it.
    pub fn read(words: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Self, clap::Error> {
        Self::try_parse_from(super::words::options_first(words.into_iter().map(Into::into)))
    }
}

/// Options that every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// The backlog's file.
    #[arg(
        long,
        global = true,
        value_name = "PATH",
        help = "The backlog file [default: $UPNEXT_FILE, or the nearest upnext.json from here upward]"
    )]
    pub file: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Who acts [default: config, git user, login]
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub by: Option<String>,
    /// No colour.
    #[arg(long, global = true, help = "No colour (also: NO_COLOR)")]
    pub no_color: bool,
    /// Say nothing when all went well
    #[arg(long, global = true)]
    pub quiet: bool,
}

/// What upnext can be told to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open the sample product on the screen, in a throw-away copy
    Demo,
    /// Make a backlog (upnext.json) in this folder
    #[command(
        after_help = "With --git a line goes into .gitattributes, which is committed, and merge.upnext.* into the\n\
                            settings of this clone, which are not: each clone needs it once."
    )]
    Init {
        /// What the product is called
        #[arg(long, allow_hyphen_values = true)]
        name: Option<String>,
        /// Let git merge backlogs by story and field, in this clone; a backlog that is here stays
        #[arg(long)]
        git: bool,
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
    /// Where things stand: sprint, verdicts waiting, what is blocked, unready or new
    #[command(after_help = "  upnext today --since mon")]
    Today {
        /// Tell what happened since this day [default: the last working day before today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        since: Option<String>,
    },
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
    /// The whole story as Markdown in $EDITOR
    #[command(
        after_help = "The editor is $VISUAL, else $EDITOR, else vi. A text that cannot be taken is kept, and opened\n\
                            again the next time. Changes made elsewhere meanwhile stay."
    )]
    Edit {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Throw a kept text away, and begin afresh
        #[arg(long)]
        discard: bool,
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
    Note(NoteArgs),
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
    /// Say whether a criterion is met
    #[command(after_help = "  upnext judge 12 2 unmet --note \"the receipt is blurred\"\n  \
                            upnext judge 12 rest met")]
    Judge(JudgeArgs),
    /// Accept what was delivered; refused with what stands open
    #[command(after_help = "  upnext accept 12 13
  upnext accept --where status:delivered
  upnext accept 12 --override \"the fair is tomorrow\"")]
    Accept(AcceptArgs),
    /// Reject what was delivered: it goes back to work
    #[command(after_help = "  upnext reject 12 --unmet 2 --reason \"nobody can read the receipt\"")]
    Reject(RejectArgs),
    /// Write down what continues an accepted story
    #[command(name = "follow-up")]
    #[command(after_help = "  upnext follow-up 12 \"Print the receipt\"")]
    FollowUp(FollowUpArgs),
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
    /// Take a story apart: what is split off becomes drafts directly below it
    #[command(
        after_help = "  upnext split 12 \"Pay by invoice\" \"Pay by card\" --criteria 2,3:4 --points 3,2 --keep 5"
    )]
    Split(SplitArgs),
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
    /// Sprints: planning, running, looking back
    Sprint {
        /// What to do with them
        #[command(subcommand)]
        verb: SprintVerb,
    },
    /// People of the team
    Person {
        /// What to do with them
        #[command(subcommand)]
        verb: PersonVerb,
    },
    /// Releases: what ships together, on which day
    Release {
        /// What to do with them
        #[command(subcommand)]
        verb: ReleaseVerb,
    },
    /// Catch an idea; `idea -` takes one a line from standard input
    #[command(
        after_help = "In a line @name is who said it (@Mrs_Okafor: _ is a blank), #tag a tag, *4 how satisfied
they are, from 1 to 5. What an option says already is not looked for in the line.

  upnext idea \"Gift wrapping for plants\" --from \"Mrs Okafor\" --tag gifts --score 4
  upnext idea \"Gift wrapping for plants @Mrs_Okafor #gifts *4\"
  upnext idea join 3 12"
    )]
    Idea(IdeaArgs),
    /// Velocity, say–do, goals met, acceptance, times, and what lies in the backlog
    #[command(after_help = "  upnext figures\n  upnext figures --sprint 8")]
    Figures {
        /// Of this sprint only [default: all closed ones]
        #[arg(long, value_name = "S")]
        sprint: Option<u32>,
    },
    /// Scores beside the order, and the share of must in each release; nothing is sorted by them
    #[command(after_help = "  upnext score\n  upnext set 12 value=8 urgency=3 risk=1 points=5")]
    Score {
        /// Of this story only [default: every open one that has a score]
        #[arg(value_name = "N")]
        number: Option<String>,
    },
    /// Where order and scores disagree, the largest first, and what stands above what it waits for
    Disagreements,
    /// Why a story stands where it stands
    #[command(after_help = "  upnext why 12")]
    Why {
        /// The story
        #[arg(value_name = "N")]
        number: String,
    },
    /// The stories most like one, with their points and the words both have
    #[command(after_help = "  upnext similar 12")]
    Similar {
        /// The story
        #[arg(value_name = "N")]
        number: String,
    },
    /// What may double, wait for or contradict another story; nothing is changed by it
    #[command(after_help = advice::suggestions())]
    Suggest {
        /// What to look for
        what: Suggested,
    },
    /// Look at how stories are worded; it never blocks
    #[command(after_help = advice::checks())]
    Check(CheckArgs),
    /// What the order and its stories suffer from, and what would mend it
    #[command(after_help = advice::health())]
    Health,
    /// Leave something found as it is, for a reason; it is told no more
    #[command(
        after_help = "  upnext check 12\n  upnext waive atomic:9f2c --reason \"one form, one story\"\n  upnext waive atomic:9f2c --remove    it is told again"
    )]
    Waive(WaiveArgs),
    /// Propose stories from the description of a feature; shown, and kept only if you say so
    #[command(after_help = advice::drafting())]
    Draft(DraftArgs),
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
    /// Backups of the file, newest first
    #[command(after_help = "  upnext backups restore 1")]
    Backups(BackupsArgs),
    /// Look for what is wrong with the file
    #[command(after_help = "  upnext doctor --mend    mends what can be, after a backup")]
    Doctor {
        /// Mend what can be mended, after a backup
        #[arg(long)]
        mend: bool,
    },
    /// Merge two versions of a backlog by story and field; git calls it after init --git
    #[command(
        after_help = "What comes of it is written to OURS. Exit 1: values are left to be settled."
    )]
    Merge(MergeArgs),
    /// Values written differently on two sides, still to be settled
    #[command(name = "merge-conflicts")]
    MergeConflicts,
    /// Say which of two values stands
    #[command(name = "merge-resolve")]
    #[command(
        after_help = "  upnext merge-resolve 12 points theirs\n  upnext merge-resolve --all ours"
    )]
    MergeResolve(ResolveArgs),
    /// Completions for a shell, on standard output
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// The manual page, on standard output
    Man,
    /// Make a picture of a screen, in SVG
    #[command(hide = true)]
    Screenshot(ScreenshotArgs),
}
