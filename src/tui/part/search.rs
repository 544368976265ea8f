//! Finding texts by some of their letters, best first. It looks again only at what still can
//! match: whoever types on narrows what was found.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

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
    texts: impl Iterator<Item = u32>,
    mut text: impl FnMut(u32, &mut String),
) -> Vec<(u32, u32)> {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = pattern(typed);
    let (mut buffer, mut line) = (Vec::new(), String::new());
    let mut found = Vec::new();
    for at in texts {
        line.clear();
        text(at, &mut line);
        if let Some(score) = pattern.score(Utf32Str::new(&line, &mut buffer), &mut matcher) {
            found.push((u32::MAX - score, at));
        }
    }
    found
}

fn best_first(mut scored: Vec<(u32, u32)>) -> Vec<u32> {
    scored.sort_unstable();
    scored.into_iter().map(|(_, at)| at).collect()
}
