//! Every pair of stories that are alike enough, without comparing all with all. It decides nothing
//! about them.
//!
//! Prefix filtering after Chaudhuri, Ganti and Kaushik, “A primitive operator for similarity joins”
//! (2006) and Bayardo, Ma and Srikant, “Scaling up all pairs similarity search” (2007): with the
//! words of each story from the rarest to the commonest, two stories that share none of the first
//! ones cannot be alike enough, as what is left of the one is too light.

use super::vector::{APART, alike, vector};
use super::{Index, Token, hundredths};
use crate::advice::wording::subject;
use crate::advice::wording::unique::Texts;
use crate::domain::number::Hundredths;
use crate::domain::story::{Story, StoryId};

/// With at most this many others a story is compared: more share its rarest words only where
/// thousands were written from one mould.
const COMPARED: usize = 300;
/// As many of them are told; the rest would only repeat it.
const TOLD: usize = 3;

/// Two stories that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::advice) struct Pair {
    /// The one that was compared.
    pub story: StoryId,
    /// One taken in before it.
    pub other: StoryId,
    /// How alike they are, at least as alike as was asked for.
    pub likeness: Hundredths,
}

/// A vector of length 1, its rarest words first.
type Vector = Vec<(u32, f64)>;

impl Index {
    /// Pairs of stories at least so alike, each story with the likest few of those taken in before
    /// it, in the order they were taken in.
    pub(in crate::advice) fn pairs(&self, least: f64) -> Vec<Pair> {
        let vectors = self.vectors();
        let mut prefixes: Vec<Vec<u32>> = vec![Vec::new(); self.standing.len()];
        let mut seen: Vec<usize> = vec![0; vectors.len()];
        let mut pairs = Vec::new();
        for (at, (vector, text)) in vectors.iter().zip(&self.texts).enumerate() {
            let prefix = vector.get(..prefix(vector, least)).unwrap_or_default();
            let mut found: Vec<(f64, u32)> = Vec::new();
            let mut left = COMPARED;
            for (word, _) in prefix {
                let Some(others) = prefixes.get_mut(*word as usize) else { continue };
                for other in others.iter().rev() {
                    let Some(mark) = seen.get_mut(*other as usize) else { continue };
                    if left == 0 {
                        break;
                    }
                    if std::mem::replace(mark, at + 1) == at + 1 {
                        continue;
                    }
                    left -= 1;
                    let likeness = vectors
                        .get(*other as usize)
                        .map_or(0.0, |it| alike(vector, it, 0.0, APART));
                    if likeness >= least {
                        found.push((likeness, *other));
                    }
                }
                others.extend(u32::try_from(at));
            }
            found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            pairs.extend(found.iter().take(TOLD).filter_map(|(likeness, other)| {
                let other = self.texts.get(*other as usize)?.story;
                Some(Pair { story: text.story, other, likeness: hundredths(*likeness) })
            }));
        }
        pairs
    }

    /// What each story is about, ready to be compared.
    pub(super) fn wishes(&self) -> &Texts<u32> {
        let all = || (0..).zip(self.subjects.iter().map(String::as_str));
        self.wishes.get_or_init(|| Texts::of(all()))
    }

    /// The stories that the check `unique` holds for nearly the same as this one, the likest first.
    pub(in crate::advice) fn nearly(&self, story: &Story) -> Vec<Pair> {
        let found = self.wishes().nearly(None, subject(story)).into_iter();
        let pair = |(likeness, at): (f64, u32)| {
            let other = self.texts.get(at as usize)?.story;
            let likeness = hundredths(likeness);
            (other != story.id).then_some(Pair { story: story.id, other, likeness })
        };
        found.filter_map(pair).collect()
    }

    /// Every text as a vector of its words by their place among all words, the rarest first.
    fn vectors(&self) -> Vec<Vector> {
        let rarity = self.rarity();
        let mut by_rarity: Vec<Token> = (0..).take(self.standing.len()).collect();
        by_rarity.sort_by_key(|token| self.standing.get(*token as usize).map(Vec::len));
        let mut places = vec![0; by_rarity.len()];
        for (place, token) in (0..).zip(by_rarity) {
            if let Some(held) = places.get_mut(token as usize) {
                *held = place;
            }
        }
        let ordered = |words: &[(Token, f32)]| {
            let mut by_place = Vector::new();
            vector(words, &[], &rarity, &mut by_place);
            for word in &mut by_place {
                word.0 = places.get(word.0 as usize).copied().unwrap_or_default();
            }
            by_place.sort_unstable_by_key(|word| word.0);
            by_place
        };
        self.texts.iter().map(|text| ordered(&text.words)).collect()
    }
}

/// How many of the rarest words a pair must share one of: the rest of the vector is shorter than
/// `least`, and so is its product with any vector of length 1, which likeness is never above.
fn prefix(vector: &[(u32, f64)], least: f64) -> usize {
    let mut rest = 0.0;
    for (at, (_, weight)) in vector.iter().enumerate().rev() {
        rest += weight * weight;
        if rest >= least * least {
            return at + 1;
        }
    }
    0
}
