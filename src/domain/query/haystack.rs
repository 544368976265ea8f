//! What words are looked for in, of every story, in one place: the way to each story's own texts
//! in memory costs more than looking through them. It holds no answer, only texts.

use std::sync::Arc;

use super::fold::folded;
use crate::domain::story::Story;
use crate::domain::table::{Page, Table};

/// Between two texts of a story: folding leaves no accent, so no text and no needle has it, and none
/// is found across it.
const BETWEEN: char = '\u{301}';

/// The folded texts of all stories. A page of the table that did not change is not read again.
#[derive(Debug, Default)]
pub struct Haystack {
    pages: Vec<Texts>,
}

/// The folded texts of one page.
#[derive(Debug)]
struct Texts {
    of: Page<Story>,
    text: String,
    ends: Vec<usize>,
}

impl Haystack {
    /// Brings it up to date with a table.
    pub fn follow(&mut self, stories: &Table<Story>) {
        let mut held = std::mem::take(&mut self.pages).into_iter();
        let texts = |page: &Page<Story>| {
            let same = held.next().filter(|texts| Arc::ptr_eq(&texts.of, page));
            same.unwrap_or_else(|| Texts::of(page))
        };
        self.pages = stories.pages().map(texts).collect();
    }

    /// The folded text of the story at an index of the table.
    pub(super) fn text(&self, index: usize) -> Option<&str> {
        let texts = self.pages.get(index / Table::<Story>::PAGE)?;
        let at = index % Table::<Story>::PAGE;
        let start = match at.checked_sub(1) {
            Some(before) => *texts.ends.get(before)?,
            None => 0,
        };
        texts.text.get(start..*texts.ends.get(at)?)
    }
}

impl Texts {
    fn of(page: &Page<Story>) -> Self {
        let mut text = String::with_capacity(page.len() * 256);
        let mut ends = Vec::with_capacity(page.len());
        for story in page.iter() {
            for part in searched(story) {
                folded(part, &mut text);
                text.push(BETWEEN);
            }
            ends.push(text.len());
        }
        Self { of: Arc::clone(page), text, ends }
    }
}

/// The texts of a story that words are looked for in: title, narrative, tags, and the key of the
/// tool it came from.
pub(super) fn searched(story: &Story) -> impl Iterator<Item = &str> {
    [&story.title, &story.want, &story.benefit, &story.role]
        .into_iter()
        .chain(&story.tags)
        .map(String::as_str)
        .chain(story.key())
}
