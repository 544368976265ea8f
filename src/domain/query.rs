//! The query language: what a person types to see some of the stories, and which stories it means.
//! It never reads a clock and never changes a backlog.
//!
//! A text is parsed once, bound to a backlog once (names become identities), and then asked of
//! every story; that last step allocates nothing where the story's text is ASCII.

mod bind;
mod filter;
mod fold;
mod grammar;
mod haystack;
mod scan;
mod term;
mod tree;

use std::fmt;

pub use bind::Filter;
use filter::Test;
pub(crate) use fold::folded;
pub use haystack::Haystack;
use term::Term;
use tree::Tree;

/// A query that was understood, before any name in it was looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    tree: Tree<Term>,
}

/// Why a text is no query, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The character that starts what is wrong, counted from 1.
    pub position: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl QueryError {
    fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into() }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.position, self.message)
    }
}

impl std::error::Error for QueryError {}

/// Understands a query.
///
/// # Errors
/// The place of the first thing that is not understood, and what would be. A half-typed query is
/// one of these too.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = scan::tokens(text)?;
    grammar::tree(tokens).map(|tree| Query { tree })
}

impl Query {
    /// Whether nothing was asked, so that every story answers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// Whether a state is named anywhere: then stories that are not open are meant as well.
    #[must_use]
    pub fn names_status(&self) -> bool {
        self.tree.any_leaf(&|term| matches!(term, Term::Settled(Test::Status(_))))
    }
}
