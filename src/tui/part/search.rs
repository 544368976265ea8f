//! Finding texts by some of their letters, best first. It looks again only at what still can
//! match: whoever types on narrows what was found.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

/// A search that is being typed.
#[derive(Debug, Default)]
pub struct Search {
    /// What was looked for last.
    typed: String,
    /// What matched then, in the order of the texts.
    held: Vec<u32>,
}

impl Search {
    /// Which of so many texts match, best first; all of them, in their order, where nothing is
    /// typed. A text is written into the string it is asked with.
    pub fn find(
        &mut self,
        typed: &str,
        count: u32,
        text: impl FnMut(u32, &mut String),
    ) -> Vec<u32> {
        if typed.is_empty() {
            *self = Self::default();
            return (0..count).collect();
        }
        let narrows = !self.typed.is_empty() && typed.starts_with(self.typed.as_str());
        let scored = if narrows {
            scored(typed, self.held.iter().copied(), text)
        } else {
            scored(typed, 0..count, text)
        };
        typed.clone_into(&mut self.typed);
        self.held = scored.iter().map(|(_, at)| *at).collect();
        best_first(scored)
    }
}

/// The texts that match what was typed, best first; all of them, in their order, where nothing
/// was.
#[must_use]
pub fn matching(typed: &str, texts: &[&str]) -> Vec<u32> {
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    Search::default().find(typed, count, |at, out| {
        out.push_str(texts.get(at as usize).copied().unwrap_or_default());
    })
}

/// Shows which letters of texts the typed words match. One serves all rows of a screen: the room
/// it works in is large.
pub struct Marker(Option<(Matcher, Pattern)>);

impl Marker {
    /// A marker of what is typed; of nothing where nothing is.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        Self((!typed.is_empty()).then(|| (Matcher::new(Config::DEFAULT), pattern(typed))))
    }

    /// The letters of a text that match, counted as one reads them.
    pub fn matched(&mut self, text: &str) -> Vec<u32> {
        let Some((matcher, pattern)) = &mut self.0 else { return Vec::new() };
        let (mut buffer, mut indices) = (Vec::new(), Vec::new());
        pattern.indices(Utf32Str::new(text, &mut buffer), matcher, &mut indices);
        indices.sort_unstable();
        indices.dedup();
        indices
    }
}

/// Every word fuzzy, none special: so more letters never match more.
fn pattern(typed: &str) -> Pattern {
    Pattern::new(typed, CaseMatching::Smart, Normalization::Smart, AtomKind::Fuzzy)
}

fn scored(
    typed: &str,
    texts: impl ExactSizeIterator<Item = u32>,
    mut text: impl FnMut(u32, &mut String),
) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut scorer = Scorer::of(typed, texts.len());
    let mut line = String::new();
    for at in texts {
        line.clear();
        text(at, &mut line);
        if let Some(score) = scorer.score(&line) {
            // The words as they are typed come before their letters here and there.
            let whole = if contains(&line, typed) { 1 << 20 } else { 0 };
            found.push((u32::MAX - score - whole, at));
        }
    }
    found
}

/// Whether a text has another one in it, capitals or not.
fn contains(text: &str, typed: &str) -> bool {
    let (text, typed) = (text.as_bytes(), typed.trim().as_bytes());
    text.windows(typed.len().max(1)).any(|part| part.eq_ignore_ascii_case(typed))
}

/// Says how well a text matches.
struct Scorer {
    matcher: Matcher,
    how: How,
    buffer: Vec<char>,
}

/// How it is looked: for the best place of every letter, or, where there is much to look at, for
/// the first; the same texts match.
enum How {
    Best(Pattern),
    First(Vec<Word>),
}

/// A word looked for; as in a pattern, capitals and accents are meant where it has some.
struct Word {
    letters: Utf32String,
    ignore_case: bool,
    normalize: bool,
}

impl Word {
    fn of(word: &str) -> Self {
        let ignore_case = !word.chars().any(char::is_uppercase);
        Self { letters: Utf32String::from(word), ignore_case, normalize: word.is_ascii() }
    }
}

/// More texts than this are looked at for the first place of every letter.
const MANY: usize = 10_000;

impl Scorer {
    fn of(typed: &str, count: usize) -> Self {
        let matcher = Matcher::new(Config::DEFAULT);
        let how = if count > MANY {
            How::First(typed.split_whitespace().map(Word::of).collect())
        } else {
            How::Best(pattern(typed))
        };
        Self { matcher, how, buffer: Vec::new() }
    }

    fn score(&mut self, text: &str) -> Option<u32> {
        let text = Utf32Str::new(text, &mut self.buffer);
        match &self.how {
            How::Best(pattern) => pattern.score(text, &mut self.matcher),
            How::First(words) => words.iter().try_fold(0, |sum, word| {
                self.matcher.config.ignore_case = word.ignore_case;
                self.matcher.config.normalize = word.normalize;
                let score = self.matcher.fuzzy_match_greedy(text, word.letters.slice(..))?;
                Some(sum + u32::from(score))
            }),
        }
    }
}

fn best_first(mut scored: Vec<(u32, u32)>) -> Vec<u32> {
    scored.sort_unstable();
    scored.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_for_the_first_place_finds_the_same_texts() {
        let texts = ["Pay by card", "Café crème", "cafe", "PAY now", "日本語の題名", "a-b c", ""];
        let typed = [
            "p", "pay", "card pay", "cafe", "café", "Pay", "Pay BY", "Pay card", "日名", "ab",
            "c a", "zz", "  a",
        ];
        for typed in typed {
            let mut best = Scorer::of(typed, 0);
            let mut first = Scorer::of(typed, MANY + 1);
            for text in texts {
                let (best, first) = (best.score(text).is_some(), first.score(text).is_some());
                assert_eq!(best, first, "{typed:?} in {text:?}");
            }
        }
    }

    #[test]
    fn typing_on_narrows_what_was_found() {
        let texts = ["pay by card", "pay later", "parcel", "card"];
        let count = 4;
        let find = |search: &mut Search, typed| {
            search.find(typed, count, |at, out| out.push_str(texts[at as usize]))
        };
        let mut search = Search::default();
        for typed in ["p", "pa", "pay", "pay c", "pa", "", "ca", "card"] {
            let mut fresh = Search::default();
            assert_eq!(find(&mut search, typed), find(&mut fresh, typed), "{typed}");
        }
    }
}
