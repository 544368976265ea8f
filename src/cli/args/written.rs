//! What the commands about criteria, questions and notes take.
//! It knows no backlog.

use clap::{Args, Subcommand};

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
    /// Give one other words; its answer stays
    Set {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
        /// The question
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Take one away, with its answer
    Remove {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
    },
}

/// What `note` takes: a story and the words of a new one, or a little verb.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct NoteArgs {
    /// What else can be done with notes.
    #[command(subcommand)]
    pub verb: Option<NoteVerb>,
    /// The story
    #[arg(value_name = "N", required = true)]
    pub number: Option<String>,
    /// The words
    #[arg(allow_hyphen_values = true, required = true)]
    pub text: Option<String>,
}

/// What else can be done with notes.
#[derive(Debug, Subcommand)]
pub enum NoteVerb {
    /// Give one other words
    Set {
        /// The story
        #[arg(value_name = "N")]
        number: String,
        /// Which, from 1
        #[arg(value_name = "K")]
        k: usize,
        /// The words
        #[arg(allow_hyphen_values = true)]
        text: String,
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
}
