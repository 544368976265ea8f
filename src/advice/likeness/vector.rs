//! Texts as vectors of length 1, and how alike two of them are. It knows no words, only their
//! tokens.

use std::cmp::Ordering;

use super::Token;

/// How much two texts are apart by the heaviest word each has alone: “into Excel” and “into Julia”
/// share all but what matters.
pub(super) const APART: f64 = 0.3;

/// The words of a text as a vector of length 1, beside words no story has; the heaviest of those.
pub(super) fn vector(
    words: &[(Token, f32)],
    strange: &[f64],
    rarity: &[f64],
    into: &mut Vec<(u32, f64)>,
) -> f64 {
    let weight =
        |(token, weight): &(Token, f32)| (*token, f64::from(*weight) * rare(rarity, *token));
    into.clear();
    into.extend(words.iter().map(weight));
    let weights = into.iter().map(|word| word.1).chain(strange.iter().copied());
    let length = weights.map(|it| it * it).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    for word in into.iter_mut() {
        word.1 /= length;
    }
    strange.iter().copied().fold(0.0, f64::max) / length
}

/// How alike two vectors of length 1 are, both sorted by their words: the cosine, less so much of
/// the heaviest word that only one of them has, where each has one.
pub(super) fn alike(mine: &[(u32, f64)], theirs: &[(u32, f64)], strange: f64, apart: f64) -> f64 {
    let (mut a, mut b) = (mine.iter().peekable(), theirs.iter().peekable());
    let (mut dot, mut only_mine, mut only_theirs) = (0.0, strange, 0.0_f64);
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((x, _)), Some((y, _))) => x.cmp(y),
        };
        let x = a.next_if(|_| order.is_le()).map_or(0.0, |word| word.1);
        let y = b.next_if(|_| order.is_ge()).map_or(0.0, |word| word.1);
        match order {
            Ordering::Equal => dot += x * y,
            Ordering::Less => only_mine = only_mine.max(x),
            Ordering::Greater => only_theirs = only_theirs.max(y),
        }
    }
    (dot - apart * only_mine.min(only_theirs)).clamp(0.0, 1.0)
}

fn rare(rarity: &[f64], token: Token) -> f64 {
    rarity.get(token as usize).copied().unwrap_or_default()
}
