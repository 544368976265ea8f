//! The words about the file itself: its backups, merging it, looking after it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::domain::conflict::Side;

/// Backups of the file.
#[derive(Debug, Args)]
pub struct BackupsArgs {
    /// What to do with them; without it they are listed.
    #[command(subcommand)]
    pub verb: Option<BackupsVerb>,
}

/// What to do with backups.
#[derive(Debug, Subcommand)]
pub enum BackupsVerb {
    /// Put a backup in the place of the file; one undo takes it back
    Restore {
        /// Its number or name in the list
        #[arg(value_name = "B")]
        backup: String,
    },
}

/// Two versions that grew from one.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// What both grew from
    #[arg(value_name = "BASE")]
    pub base: PathBuf,
    /// Our version; what comes of the merge is written here
    #[arg(value_name = "OURS")]
    pub ours: PathBuf,
    /// The version that comes in
    #[arg(value_name = "THEIRS")]
    pub theirs: PathBuf,
}

/// Which conflict, and what stands.
#[derive(Debug, Args)]
pub struct ResolveArgs {
    /// A story, or what merge-conflicts calls it; nothing with --all
    #[arg(value_name = "N", required_unless_present = "all")]
    pub what: Option<String>,
    /// Its field, as merge-conflicts names it
    #[arg(value_name = "FIELD", required_unless_present = "all")]
    pub field: Option<String>,
    /// Which side stands
    #[arg(value_name = "ours|theirs", required_unless_present = "all")]
    pub side: Option<SideWord>,
    /// All of them at once
    #[arg(long, value_name = "ours|theirs", conflicts_with_all = ["what", "field", "side"])]
    pub all: Option<SideWord>,
}

/// One of two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SideWord {
    /// What stands now
    Ours,
    /// What came in
    Theirs,
}

impl From<SideWord> for Side {
    fn from(word: SideWord) -> Self {
        match word {
            SideWord::Ours => Self::Ours,
            SideWord::Theirs => Self::Theirs,
        }
    }
}
