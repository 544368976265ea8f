//! The words by which two stories are alike, as a person may look them up in either. It reckons no
//! likeness.

use std::collections::HashSet;

use super::words::{stem, words};
use super::{Asked, Index, SUBJECT, TOLD, Text, Token};
use crate::advice::wording::subject;
use crate::domain::story::Story;

impl Index {
    /// The words that stand in what both stories want, in whatever form, as the first one writes
    /// them, the rarest first. Where they say it in other words throughout: what the first one
    /// says.
    pub(in crate::advice) fn words_of_both(&self, story: &Story, other: &Story) -> Vec<String> {
        let mine = wanted(story);
        let theirs = wanted(other);
        let words = self.asked(&theirs).words;
        let text = Text { story: other.id, number: other.number, words };
        let all = self.shared(&self.asked(&mine), &text, usize::MAX);
        let stands: HashSet<String> = theirs.iter().flat_map(|(_, text)| words_of(text)).collect();
        // "Delete" and "remove" mean the same, and only one of them is there to be found.
        let both: Vec<String> = all
            .into_iter()
            .filter(|word| words_of(word).all(|it| stands.contains(&it)))
            .take(TOLD)
            .collect();
        if both.is_empty() { vec![subject(story).trim().to_owned()] } else { both }
    }

    /// The words both have, the rarest first.
    pub(super) fn shared(&self, asked: &Asked<'_>, text: &Text, most: usize) -> Vec<String> {
        let weight = |(token, weight): &(Token, f32)| {
            let standing = self.standing.get(*token as usize);
            (f64::from(*weight) * self.rare_in(standing.map_or(0, Vec::len)), *token)
        };
        let has = |token| text.words.binary_search_by_key(&token, |word| word.0).is_ok();
        let mut both: Vec<(f64, Token)> =
            asked.words.iter().filter(|(token, _)| has(*token)).map(weight).collect();
        both.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let written =
            |(_, token): &(f64, Token)| asked.written.get(token).map(|it| (*it).to_owned());
        both.iter().filter_map(written).take(most).collect()
    }
}

/// The parts that say what is wanted.
fn wanted(story: &Story) -> [(f32, &str); 2] {
    [(SUBJECT, &story.want), (SUBJECT, &story.title)]
}

/// The words of a text without their endings.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().map(|word| stem(&word.low()))
}
