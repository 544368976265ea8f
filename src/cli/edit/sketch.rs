//! Drafts of stories while they are edited: their text on disk, read back with every mistake named.
//! It changes no backlog, and knows none.

use std::path::{Path, PathBuf};

use super::desk::{told_lower, without_wrong, wrong};
use crate::advice::drafting::DraftStory;
use crate::bridge::sheet::{Mistake, drafts};
use crate::cli::edge::Edge;
use crate::cli::failure::Failure;
use crate::domain::command::NewStory;
use crate::domain::id::{Ids, RandomIds};
use crate::say::tally;
use crate::store::drafts::Drafts;

/// Drafts being edited as text.
#[derive(Debug)]
pub struct Sketch {
    drafts: Drafts,
    path: PathBuf,
    /// The text as the editor finds it.
    opened: Vec<u8>,
}

impl Sketch {
    /// Writes drafts to a private file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn open(edge: &Edge, made: &[DraftStory]) -> Result<Self, Failure> {
        let stories: Vec<(usize, NewStory)> = made.iter().map(|it| (it.line, it.story())).collect();
        let text = drafts::write(&stories);
        let store = edge.new_drafts();
        let mark = RandomIds.next_uuid().simple().to_string();
        let path = store.begin(mark.get(..8).unwrap_or_default(), &text)?;
        Ok(Self { drafts: store, path, opened: text.into_bytes() })
    }

    /// The file to be edited.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the drafts back.
    ///
    /// # Errors
    /// The text cannot be read, or holds mistakes: all of them are told, and the text is kept.
    pub fn take(&self) -> Result<Vec<DraftStory>, Failure> {
        let bytes = self.drafts.read(&self.path).map_err(|it| self.keep(it.into()))?;
        let Ok(text) = String::from_utf8(bytes) else {
            let message = "what the editor left is not UTF-8 text".to_owned();
            return Err(self.keep(Failure::unreadable(message, Vec::new())));
        };
        let read = drafts::read(&text).map_err(|mistakes| {
            let message = tally::count(mistakes.len(), "mistake", "mistakes");
            let message = format!("{message} in the drafts");
            self.keep_with(Failure::unreadable(message, Vec::new()), &mistakes)
        })?;
        Ok(read.into_iter().map(|(line, story)| DraftStory::of(line, story)).collect())
    }

    /// Throws the text away: what it says was taken.
    pub fn close(&self) {
        self.drafts.discard(&self.path);
    }

    /// Keeps the text; the same failure, which says where.
    #[must_use]
    pub fn keep(&self, failure: Failure) -> Failure {
        self.keep_with(failure, &[])
    }

    /// Where the editor failed: a text in which something was typed is kept, any other thrown
    /// away; the same failure, which says so.
    #[must_use]
    pub fn give_up(&self, mut failure: Failure) -> Failure {
        let left = self.drafts.read(&self.path).unwrap_or_default();
        if !left.is_empty() && left != self.opened {
            return self.keep(failure);
        }
        self.close();
        failure.message.push_str("; nothing was changed");
        failure
    }

    /// Keeps the text with its mistakes on top, which stand on other lines there.
    fn keep_with(&self, mut failure: Failure, mistakes: &[Mistake]) -> Failure {
        let bytes = self.drafts.read(&self.path).unwrap_or_default();
        let mut reasons: Vec<String> = told_lower(mistakes, 0, 0).collect();
        let text = str::from_utf8(&bytes);
        if let Ok(text) = text {
            let (before, own) = without_wrong(text);
            let moved: Vec<String> = told_lower(mistakes, mistakes.len(), before).collect();
            let top: String = moved.iter().map(|it| wrong(it)).collect();
            let kept = self.drafts.keep(&self.path, format!("{top}{own}").as_bytes(), &[]);
            reasons = if kept.is_ok() { moved } else { reasons };
        }
        failure.reasons.extend(reasons);
        if bytes.is_empty() {
            // There is no text to be found again.
            self.close();
            failure.message.push_str("; nothing was changed");
            return failure;
        }
        let path = self.path.display();
        // What is no text is not read again either.
        let way = match text {
            Ok(_) => format!("your text is kept: upnext draft {path} reads it again"),
            Err(_) => format!("what it left is kept in {path}"),
        };
        failure.message = format!("{}; nothing was changed, and {way}", failure.message);
        failure
    }
}
