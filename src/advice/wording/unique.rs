//! Which texts are the same or nearly the same, found through an index of their words.
//! It compares wants, never roles: one wish of two people is one wish.

mod reading;

use std::collections::{HashMap, HashSet};

use self::reading::Read;

/// How much of the weight of two texts must be shared, from 0 to 1: tuned on one half of the
/// labels, see `tests/it/advice/labels.rs`.
const ALIKE: f64 = 0.66;
/// At most this many other texts are compared with one.
const COMPARED: usize = 400;
/// A word that stands in more texts than this leads to none of them, unless nothing rarer does.
const COMMON: usize = 400;

type Token = u32;

/// Texts, ready to be compared.
#[derive(Debug, Clone, Default)]
pub(in crate::advice) struct Texts<K> {
    tokens: HashMap<String, Token>,
    /// In how many texts a token stands.
    counts: Vec<u32>,
    /// Every text once, as a set of tokens.
    sets: Vec<Set<K>>,
    /// Where each set of tokens stands among them.
    known: HashMap<Vec<Token>, usize>,
    /// The sets a token stands in.
    standing: Vec<Vec<usize>>,
    /// The sets that begin alike, before their condition.
    heads: HashMap<Vec<Token>, Vec<usize>>,
    total: u32,
}

#[derive(Debug, Clone)]
struct Set<K> {
    tokens: Vec<Token>,
    of: Vec<K>,
}

impl<K: Copy + PartialEq> Texts<K> {
    /// Takes in every text under its key.
    pub(in crate::advice) fn of<'a>(all: impl Iterator<Item = (K, &'a str)>) -> Self {
        let mut texts = Self::none();
        for (key, text) in all {
            texts.take(key, text);
        }
        texts
    }

    fn none() -> Self {
        Self {
            tokens: HashMap::new(),
            counts: Vec::new(),
            sets: Vec::new(),
            known: HashMap::new(),
            standing: Vec::new(),
            heads: HashMap::new(),
            total: 0,
        }
    }

    /// Takes in one more text; one that says nothing is left out.
    pub(in crate::advice) fn take(&mut self, key: K, text: &str) {
        let read = Read::of(text);
        let tokens = self.intern(&read.words);
        if tokens.is_empty() {
            return;
        }
        self.total += 1;
        for token in &tokens {
            if let Some(count) = self.counts.get_mut(*token as usize) {
                *count += 1;
            }
        }
        if let Some(set) = self.known.get(&tokens).and_then(|at| self.sets.get_mut(*at)) {
            set.of.push(key);
            return;
        }
        let at = self.sets.len();
        for token in &tokens {
            if let Some(standing) = self.standing.get_mut(*token as usize) {
                standing.push(at);
            }
        }
        let head = self.intern(&read.head);
        if head.len() > 1 {
            self.heads.entry(head).or_default().push(at);
        }
        self.known.insert(tokens.clone(), at);
        self.sets.push(Set { tokens, of: vec![key] });
    }

    fn intern(&mut self, words: &[String]) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        for word in words {
            let next = Token::try_from(self.counts.len()).unwrap_or(Token::MAX);
            let token = *self.tokens.entry(word.clone()).or_insert(next);
            if token == next {
                self.counts.push(0);
                self.standing.push(Vec::new());
            }
            tokens.push(token);
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// The texts most like this one, other than that of `key`, the likest first.
    pub(super) fn like(&self, key: K, text: &str) -> Vec<K> {
        self.nearly(Some(key), text).into_iter().map(|(_, of)| of).collect()
    }

    /// The same, with how alike each is: from [`ALIKE`] to 1, the same words.
    pub(in crate::advice) fn nearly(&self, key: Option<K>, text: &str) -> Vec<(f64, K)> {
        let read = Read::of(text);
        let (own, unknown) = self.look_up(&read.words);
        if own.is_empty() {
            return Vec::new();
        }
        let (head, strange) = self.look_up(&read.head);
        let starts = if strange == 0 && head.len() > 1 { self.heads.get(&head) } else { None };
        let starts = starts.map_or(&[][..], Vec::as_slice);
        let starts = starts.get(..COMPARED.min(starts.len())).unwrap_or_default();
        let mut found: Vec<(f64, K)> = Vec::new();
        let near = self.near(&own);
        let seen: HashSet<usize> = near.iter().copied().collect();
        let begin_alike = starts.iter().copied().filter(|at| !seen.contains(at));
        for at in near.iter().copied().chain(begin_alike) {
            let Some(set) = self.sets.get(at) else { continue };
            let shared = self.shared(&own, unknown, &set.tokens);
            let likeness = if starts.contains(&at) { shared.max(ALIKE) } else { shared };
            let others = set.of.iter().filter(|of| key != Some(**of)).take(COMPARED);
            if likeness >= ALIKE {
                found.extend(others.map(|of| (likeness, *of)));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found
    }

    /// The tokens of the words that are known here, and how many are not.
    fn look_up(&self, words: &[String]) -> (Vec<Token>, u32) {
        let mut tokens: Vec<Token> = Vec::new();
        let mut unknown = 0;
        for word in words {
            match self.tokens.get(word) {
                Some(token) => tokens.push(*token),
                None => unknown += 1,
            }
        }
        tokens.sort_unstable();
        tokens.dedup();
        (tokens, unknown)
    }

    /// The sets that share a word with these tokens, by the rarest words first.
    fn near(&self, own: &[Token]) -> Vec<usize> {
        let standing =
            |token: &Token| self.standing.get(*token as usize).map_or(&[][..], Vec::as_slice);
        let mut rarest: Vec<&[usize]> = own.iter().map(standing).collect();
        rarest.sort_by_key(|sets| sets.len());
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for sets in rarest {
            if sets.len() > COMMON && !found.is_empty() {
                break;
            }
            for at in sets {
                if found.len() >= COMPARED {
                    return found;
                }
                if seen.insert(*at) {
                    found.push(*at);
                }
            }
        }
        found
    }

    /// How alike two texts are, by the weight of the words they share: from 0 to 1.
    fn shared(&self, own: &[Token], unknown: u32, other: &[Token]) -> f64 {
        let (mut both, mut apart) = (0.0, f64::from(unknown) * self.weight(1));
        let (mut count, mut mine, mut theirs) = (0_u32, unknown, 0_u32);
        for token in own {
            let weight = self.weight(self.count(*token));
            if other.binary_search(token).is_ok() {
                (both, count) = (both + weight, count + 1);
            } else {
                (apart, mine) = (apart + weight, mine + 1);
            }
        }
        for token in other.iter().filter(|token| own.binary_search(token).is_err()) {
            (apart, theirs) = (apart + self.weight(self.count(*token)), theirs + 1);
        }
        let share = both / (both + apart).max(f64::MIN_POSITIVE);
        match (count, mine, theirs) {
            (_, 0, 0) => 1.0,
            // One word exchanged for one other makes a sibling: "into Excel", "into Julia".
            (0 | 1, _, _) | (_, 1, 1) => 0.0,
            // A text that only adds to another is like it, unless what they share says little.
            (3.., 0, _) | (3.., _, 0) if share > 0.5 || both > self.rare(count) => share.max(ALIKE),
            _ => share,
        }
    }

    /// What this many words weigh if they are rare: three quarters of the most they could.
    fn rare(&self, count: u32) -> f64 {
        0.75 * f64::from(count) * self.weight(1)
    }

    fn count(&self, token: Token) -> u32 {
        self.counts.get(token as usize).copied().unwrap_or(0)
    }

    /// A rare word weighs more: ln((texts + 1) ÷ texts with it) + 0.3.
    fn weight(&self, count: u32) -> f64 {
        (f64::from(self.total + 1) / f64::from(count.max(1))).ln() + 0.3
    }
}
