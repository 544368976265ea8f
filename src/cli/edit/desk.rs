//! Where a story lies while it is edited: its text on disk, and what it was when the editing
//! began. It never changes the backlog.

use std::path::{Path, PathBuf};

use crate::bridge::sheet::{self, Mistake};
use crate::cli::edge::Edge;
use crate::cli::failure::Failure;
use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::id::{Ids, RandomIds};
use crate::domain::story::Story;
use crate::say::{plain, tally};
use crate::store::drafts::Drafts;

/// How a line begins that says what was wrong with a kept text.
const WRONG: &str = "<!-- ✗ ";

/// One story being edited as text.
///
/// Open it, run the editor on its path, and [`Self::take`] what was edited; then carry the command
/// out and [`Self::close`] the desk, or [`Self::keep`] the text where the command was refused.
#[derive(Debug)]
pub struct Desk {
    drafts: Drafts,
    path: PathBuf,
    /// The story as it was when the text was written.
    given: Story,
    /// The backlog as it was when the desk was opened.
    backlog: Backlog,
    /// The text as the editor finds it.
    opened: Vec<u8>,
    /// Whether it was kept from an earlier time.
    kept: bool,
}

impl Desk {
    /// Writes the text of a story to a private file, or finds the one that was kept; with
    /// `discard` a kept one is thrown away first.
    ///
    /// # Errors
    /// There is no backlog, or the text cannot be written or read.
    pub fn open(
        edge: &Edge,
        story: &Story,
        backlog: &Backlog,
        discard: bool,
    ) -> Result<Self, Failure> {
        let drafts = edge.drafts(&edge.backlog_file()?, story);
        let mut kept = drafts.kept();
        if discard {
            kept.take().iter().for_each(|path| drafts.discard(path));
        }
        let (given, path, opened) = if let Some(path) = &kept {
            let opened = drafts.read(path)?;
            (began(&drafts, story), path.clone(), opened)
        } else {
            let text = sheet::write(story, backlog);
            let mark = RandomIds.next_uuid().simple().to_string();
            let path = drafts.begin(mark.get(..8).unwrap_or_default(), &text)?;
            (story.clone(), path, text.into_bytes())
        };
        let (backlog, kept) = (backlog.clone(), kept.is_some());
        Ok(Self { drafts, path, given, backlog, opened, kept })
    }

    /// The file to be edited.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the story.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.given.number
    }

    /// What to say where the text is one that was kept.
    #[must_use]
    pub fn reopened(&self) -> Option<String> {
        let number = self.given.number;
        let words = "is the text that was kept; --discard begins afresh";
        self.kept.then(|| format!("#{number}: this {words}"))
    }

    /// Reads the text back: the command that does what was edited, none where nothing was. Where
    /// nothing was, the text is thrown away.
    ///
    /// # Errors
    /// The text cannot be read, or holds mistakes: all of them are told, and the text is kept with
    /// them.
    pub fn take(&self) -> Result<Option<Command>, Failure> {
        let bytes = self.drafts.read(&self.path).map_err(|it| self.keep(it.into()))?;
        let number = self.given.number;
        let Ok(text) = String::from_utf8(bytes) else {
            let message = format!("#{number}: what the editor left is not UTF-8 text");
            return Err(self.keep(Failure::unreadable(message, Vec::new())));
        };
        match sheet::read(&text, &self.given, &self.backlog) {
            Ok(edits) if edits.is_empty() => {
                self.drafts.discard(&self.path);
                Ok(None)
            }
            Ok(edits) => {
                Ok(Some(Command::EditStory { story: self.given.id, edits: Box::new(edits) }))
            }
            Err(mistakes) => {
                let many = tally::count(mistakes.len(), "mistake", "mistakes");
                let message = format!("#{number}: {many} in the text");
                Err(self.keep_with(Failure::unreadable(message, Vec::new()), &mistakes))
            }
        }
    }

    /// Throws the text away: what it says is in the backlog.
    pub fn close(&self) {
        self.drafts.discard(&self.path);
    }

    /// Keeps the text for the next time, with what was wrong on top of it; the same failure, which
    /// says so.
    #[must_use]
    pub fn keep(&self, failure: Failure) -> Failure {
        self.keep_with(failure, &[])
    }

    /// Where the editor failed: a text in which something was typed is kept, any other thrown away;
    /// the same failure, which says so.
    #[must_use]
    pub fn give_up(&self, mut failure: Failure) -> Failure {
        let left = self.drafts.read(&self.path).unwrap_or_default();
        if left.is_empty() || (left == self.opened && !self.kept) {
            self.drafts.discard(&self.path);
        } else if left != self.opened {
            return self.keep(failure);
        }
        failure.message.push_str("; nothing was changed");
        failure
    }

    /// Keeps the text with its mistakes, which stand on other lines there.
    fn keep_with(&self, mut failure: Failure, mistakes: &[Mistake]) -> Failure {
        let bytes = self.drafts.read(&self.path).unwrap_or_default();
        let keep = |text: &[u8]| self.drafts.keep(&self.path, text, &self.began()).ok();
        let told = |down: usize, up: usize| {
            let own = told_lower(mistakes, down, up);
            failure.reasons.iter().cloned().chain(own).collect::<Vec<String>>()
        };
        let mut reasons = told(0, 0);
        let kept = match str::from_utf8(&bytes) {
            // What cannot be read is not written over.
            Ok("") => None,
            Ok(text) => {
                let (before, own) = without_wrong(text);
                let moved = told(mistakes.len(), before);
                let message = mistakes.is_empty().then_some(&failure.message);
                let top: String = message.into_iter().chain(&moved).map(|it| wrong(it)).collect();
                let kept = keep(format!("{top}{own}").as_bytes());
                reasons = if kept.is_some() { moved } else { reasons };
                kept
            }
            Err(_) => keep(&bytes),
        };
        failure.reasons = reasons;
        let at = kept.unwrap_or_else(|| self.path.clone());
        failure.message.push_str("; nothing was changed, and ");
        failure.message.push_str(&self.told(&at));
        failure
    }

    fn began(&self) -> Vec<u8> {
        serde_json::to_vec(&self.given).unwrap_or_default()
    }

    /// Where a text is kept, and how to come back to it.
    fn told(&self, at: &Path) -> String {
        let number = self.given.number;
        if self.drafts.place().is_some_and(|place| place == at) {
            return format!(
                "the text is kept: upnext edit {number} opens it again, with --discard afresh"
            );
        }
        format!("the text is kept in {}", at.display())
    }
}

/// The story a kept text was written from; as it is now, where nobody knows any more.
fn began(drafts: &Drafts, story: &Story) -> Story {
    let read = drafts.beside().and_then(|bytes| serde_json::from_slice::<Story>(&bytes).ok());
    read.map_or_else(|| story.clone(), |began| Story { id: story.id, ..began })
}

/// Mistakes with their lines, which stand so much lower once they are told on top, and so much
/// higher where earlier ones went.
pub(super) fn told_lower(
    mistakes: &[Mistake],
    down: usize,
    up: usize,
) -> impl Iterator<Item = String> {
    let line = move |it: &Mistake| (it.line + down).saturating_sub(up);
    mistakes.iter().map(move |it| format!("line {}: {}", line(it), it.words))
}

/// How many lines on top say what was wrong, and the text without them.
pub(super) fn without_wrong(text: &str) -> (usize, &str) {
    let mut rest = text;
    let mut lines = 0;
    while rest.starts_with(WRONG) {
        rest = rest.split_once('\n').map_or("", |(_, below)| below);
        lines += 1;
    }
    (lines, rest)
}

/// A line that says what was wrong.
pub(super) fn wrong(words: &str) -> String {
    format!("{WRONG}{} -->\n", plain::line(words).replace("-->", "→"))
}
