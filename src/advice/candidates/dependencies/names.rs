//! Which stories a text names: by number, key or title. It guesses at nothing that is not written.

use std::collections::HashMap;

use super::{Hint, around, subject};
use crate::advice::likeness::words::{Word, low, words};
use crate::domain::story::Story;

/// A shorter title stands in other texts by chance.
const TITLE: usize = 3;
/// Words after which a number is that of a story: “hypothesis #1” is another one.
const BEFORE_NUMBER: &[&str] = &[
    "story", "stories", "see", "also", "as", "after", "before", "need", "needs", "needed", "with",
    "without", "of", "like", "unlike", "and", "or", "not", "by", "from", "to", "on", "in", "for",
    "than", "once", "until", "when", "if", "is", "are", "has", "require", "requires", "block",
    "blocks", "blocked", "follow", "follows", "extends", "replaces", "uses", "use", "plus", "both",
];

/// The words of a title, and whose it is.
type Titled<'a> = (Vec<String>, &'a Story);

/// How stories are named in other texts: by number, key or title.
pub(super) struct Names<'a> {
    numbers: HashMap<u32, &'a Story>,
    keys: HashMap<String, &'a Story>,
    /// By the first two words of the title.
    titles: HashMap<(String, String), Vec<Titled<'a>>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(open: &[&'a Story]) -> Self {
        let mut names =
            Self { numbers: HashMap::new(), keys: HashMap::new(), titles: HashMap::new() };
        for story in open.iter().copied() {
            names.numbers.insert(story.number, story);
            if let Some(key) = story.key() {
                names.keys.insert(low(key), story);
            }
            let title: Vec<String> = words(&story.title).iter().map(Word::low).collect();
            if let [first, second, ..] = title.as_slice()
                && title.len() >= TITLE
            {
                let begin = (first.clone(), second.clone());
                names.titles.entry(begin).or_default().push((title, story));
            }
        }
        names
    }

    /// Every story that is named in what is written about this one.
    pub(super) fn read(&self, story: &'a Story, hints: &mut Vec<Hint<'a>>) {
        let mut name = |on: &'a Story, said: &str| {
            if on.id != story.id {
                let why = format!("#{} names #{} “{}”", story.number, on.number, on.title);
                let words = vec![said.to_owned()];
                hints.push(Hint { story, on, words, why, thing: None });
            }
        };
        for text in around(story).chain([subject(story)]) {
            if !text.contains(['#', '-']) {
                continue;
            }
            let all = words(text);
            for word in &all {
                let before = text.get(..word.start).unwrap_or_default();
                if before.strip_suffix('#').is_some_and(names_story)
                    && let Some(on) =
                        word.raw.parse().ok().and_then(|it: u32| self.numbers.get(&it))
                {
                    name(on, &format!("#{}", word.raw));
                } else if word.raw.contains('-')
                    && let Some(on) = self.keys.get(&word.low())
                {
                    name(on, word.raw);
                }
            }
        }
        for text in around(story) {
            let all = words(text);
            let low: Vec<String> = all.iter().map(Word::low).collect();
            for (at, pair) in low.windows(2).enumerate() {
                let [first, second] = pair else { continue };
                let begun = self.titles.get(&(first.clone(), second.clone()));
                for (title, on) in begun.into_iter().flatten() {
                    if low.get(at..at + title.len()) == Some(title)
                        && let (Some(from), Some(to)) = (all.get(at), all.get(at + title.len() - 1))
                    {
                        name(on, text.get(from.start..to.end()).unwrap_or_default());
                    }
                }
            }
        }
    }
}

/// Whether a number behind this text is that of a story: it stands alone, and at the beginning,
/// behind a stop or behind a word that leads to a story.
fn names_story(before: &str) -> bool {
    let text = before.trim_end();
    let glued = text.len() == before.len() && text.ends_with(char::is_alphanumeric);
    let last = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // "#3 #4" and "(#3)": no word before it, or another number.
    let word = !last.is_empty() && !last.chars().all(|c| c.is_ascii_digit());
    !glued && (!word || BEFORE_NUMBER.contains(&low(last).as_str()))
}
