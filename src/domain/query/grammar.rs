//! Joins the pieces of a query: what stands side by side must all hold, `or` binds weakest.
//! It never looks into a piece.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::QueryError;
use super::scan::{Token, What};
use super::term::{self, Term};
use super::tree::Tree;

/// How deep brackets may nest: the tree is walked by recursion.
const DEEPEST: usize = 64;

/// The tree of a whole query.
pub(super) fn tree(tokens: Vec<Token>) -> Result<Tree<Term>, QueryError> {
    let mut grammar = Grammar { tokens: tokens.into_iter().peekable(), depth: 0 };
    let tree = grammar.any()?;
    match grammar.tokens.next() {
        None => Ok(tree),
        Some(token) => Err(QueryError::new(token.position, "`)` closes no bracket")),
    }
}

struct Grammar {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Grammar {
    /// One or more groups with `or` between them.
    fn any(&mut self) -> Result<Tree<Term>, QueryError> {
        let first = self.all()?;
        let mut options = vec![first];
        while let Some(or) = self.next_if(&What::Or) {
            if options.last().is_some_and(Tree::is_empty) {
                return Err(QueryError::new(or, "`or` needs something before it"));
            }
            let option = self.all()?;
            if option.is_empty() {
                return Err(QueryError::new(or, "`or` needs something after it"));
            }
            options.push(option);
        }
        Ok(alone_or(options, Tree::Any))
    }

    /// Everything up to an `or`, a closing bracket or the end.
    fn all(&mut self) -> Result<Tree<Term>, QueryError> {
        let mut parts = Vec::new();
        while let Some(part) = self.part()? {
            parts.push(part);
        }
        Ok(alone_or(parts, Tree::All))
    }

    fn part(&mut self) -> Result<Option<Tree<Term>>, QueryError> {
        let mut negated = false;
        let mut minus = None;
        while let Some(position) = self.next_if(&What::Minus) {
            minus = Some(position);
            negated = !negated;
        }
        let stands = |token: &Token| !matches!(token.what, What::Or | What::Close);
        let Some(token) = self.tokens.next_if(stands) else {
            let lacking = |at| QueryError::new(at, "`-` needs something after it");
            return minus.map_or(Ok(None), |at| Err(lacking(at)));
        };
        let part = match token.what {
            What::Open => self.bracket(token.position)?,
            what => Tree::Leaf(term::read(token.position, what)?),
        };
        Ok(Some(if negated { Tree::Not(Box::new(part)) } else { part }))
    }

    fn bracket(&mut self, position: usize) -> Result<Tree<Term>, QueryError> {
        if self.depth == DEEPEST {
            let message = format!("more than {DEEPEST} brackets inside each other");
            return Err(QueryError::new(position, message));
        }
        self.depth += 1;
        let inner = self.any()?;
        self.depth -= 1;
        if self.next_if(&What::Close).is_none() {
            return Err(QueryError::new(position, "this bracket is not closed"));
        }
        if inner.is_empty() {
            return Err(QueryError::new(position, "there is nothing in these brackets"));
        }
        Ok(inner)
    }

    /// The place of the next piece, taken, if it is this one.
    fn next_if(&mut self, what: &What) -> Option<usize> {
        self.tokens.next_if(|token| token.what == *what).map(|token| token.position)
    }
}

/// The only part there is, or all of them joined.
fn alone_or(mut parts: Vec<Tree<Term>>, join: fn(Vec<Tree<Term>>) -> Tree<Term>) -> Tree<Term> {
    match parts.pop() {
        Some(alone) if parts.is_empty() => alone,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}
