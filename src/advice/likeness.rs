//! How alike stories are, by the rare words they share. It reads texts only: it never looks at
//! points, states or the order, and never changes anything.
//!
//! Each story is a vector of its words (title, role, want, benefit, the beginning of the
//! description), a word weighing more the fewer stories have it; likeness is the cosine of two such
//! vectors, less a part of what each says alone, 0 to 1. Two whose wants read nearly the same are as
//! alike as the check `unique` says, where that is more: short wants of common words are one wish,
//! too. TF-IDF after Spärck Jones,
//! “A statistical interpretation of term specificity” (1972), with the cosine of Salton, Wong and
//! Yang, “A vector space model for automatic indexing” (1975). A word counts once however often it
//! stands there, by the part of the story where it weighs most. The weights of the parts were tuned
//! on reworded stories, see `tests/it/advice/measured.rs`.
//!
//! One index is built from a backlog and then asked; stories can be taken in one by one. It owns
//! what it knows, so a screen builds it on another thread from a clone of the backlog, and asks it
//! when it is there.

mod matched;
mod neighbours;
mod pairs;
mod vector;
pub(super) mod words;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::OnceLock;

pub use self::neighbours::{Estimated, Neighbours};
pub(super) use self::pairs::Pair;
use self::vector::{APART, alike, vector};
use self::words::Word;
use super::wording::subject;
use super::wording::unique::Texts;
use crate::domain::backlog::Backlog;
use crate::domain::number::Hundredths;
use crate::domain::story::{Story, StoryId};

/// What a word of the title or the want weighs.
const SUBJECT: f32 = 1.0;
/// What a word of the benefit weighs beside it: why is said in many ways.
const BENEFIT: f32 = 0.4;
/// What a word of the role weighs: one wish of two people is nearly one wish.
const ROLE: f32 = 0.3;
/// What a word of the description weighs.
const DESCRIPTION: f32 = 0.3;
/// So many letters of a description are read: what comes later is examples and traces.
const DESCRIBED: usize = 400;
/// As many shared words are told as one reads.
const TOLD: usize = 6;

type Token = u32;

/// A story that is like another one, or like a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Which story.
    pub story: StoryId,
    /// What people call it.
    pub number: u32,
    /// How alike: from 0, not one word in common, to 1, the same words.
    pub likeness: Hundredths,
    /// Words both have, as the one that was asked about writes them, the rarest first.
    pub words: Vec<String>,
}

/// The texts of stories, ready to be compared.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// What stands for each way a word is written; none where it says nothing.
    written: HashMap<String, Option<Token>>,
    tokens: HashMap<String, Token>,
    /// In which texts a token stands.
    standing: Vec<Vec<u32>>,
    texts: Vec<Text>,
    /// What each story is about.
    subjects: Vec<String>,
    /// The same by its place among the texts, read when somebody asks which wishes are nearly one:
    /// who asks for points only need not wait for it.
    wishes: OnceLock<Texts<u32>>,
}

/// One story in the index.
#[derive(Debug, Clone)]
struct Text {
    story: StoryId,
    number: u32,
    /// By token.
    words: Vec<(Token, f32)>,
}

/// A text as the index sees it when it is asked.
struct Asked<'a> {
    /// By token.
    words: Vec<(Token, f32)>,
    /// What words weigh that no story has.
    strange: Vec<f32>,
    /// How each token is written here.
    written: HashMap<Token, &'a str>,
}

/// The parts of a story that are compared. The title of most is their want, said once more.
fn parts(story: &Story) -> [(f32, &str); 5] {
    let end = story.description.char_indices().nth(DESCRIBED).map(|(at, _)| at);
    let described = end.and_then(|end| story.description.get(..end)).unwrap_or(&story.description);
    [
        (DESCRIPTION, described),
        (SUBJECT, &story.title),
        (SUBJECT, &story.want),
        (BENEFIT, &story.benefit),
        (ROLE, &story.role),
    ]
}

impl Index {
    /// Takes in every story, whatever its state.
    #[must_use]
    pub fn of(backlog: &Backlog) -> Self {
        Self::of_stories(backlog.in_order().map(|story| &**story))
    }

    /// Takes in these stories, none of them twice.
    #[must_use]
    pub fn of_stories<'a>(stories: impl IntoIterator<Item = &'a Story>) -> Self {
        let mut index = Self::default();
        stories.into_iter().for_each(|story| index.take(story));
        index
    }

    /// Takes in one more story; one that is in already is not to be taken again.
    pub fn take(&mut self, story: &Story) {
        let at = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let mut words: Vec<(Token, f32)> = Vec::new();
        for (weight, text) in parts(story) {
            words::each(text, |word| words.extend(self.token(word).map(|it| (it, weight))));
        }
        heaviest(&mut words);
        for (token, _) in &words {
            if let Some(standing) = self.standing.get_mut(*token as usize) {
                standing.push(at);
            }
        }
        if let Some(wishes) = self.wishes.get_mut() {
            wishes.take(at, subject(story));
        }
        self.subjects.push(subject(story).to_owned());
        self.texts.push(Text { story: story.id, number: story.number, words });
    }

    /// The stories most like this one, other than itself, the likest first; of equal ones the
    /// lower number. One that shares a word and is apart by more is not like it. The story need not be in the index as it is: it may just be written.
    #[must_use]
    pub fn similar(&self, story: &Story, most: usize) -> Vec<Similar> {
        let alike = self.wishes().nearly(None, subject(story));
        self.likest(&parts(story), most, APART, &alike, &|other| other != story.id)
    }

    /// The stories most like a text, the likest first.
    #[must_use]
    pub fn similar_to(&self, text: &str, most: usize) -> Vec<Similar> {
        let alike = self.wishes().nearly(None, text);
        self.likest(&[(SUBJECT, text)], most, APART, &alike, &|_| true)
    }

    /// The likest first, less so much of what each says alone, and those at these places at least
    /// so alike.
    fn likest(
        &self,
        parts: &[(f32, &str)],
        most: usize,
        apart: f64,
        nearly: &[(f64, u32)],
        keep: &dyn Fn(StoryId) -> bool,
    ) -> Vec<Similar> {
        let asked = self.asked(parts);
        let rarity = self.rarity();
        let mut mine = Vec::new();
        let unknown: Vec<f64> =
            asked.strange.iter().map(|weight| f64::from(*weight) * self.rare_in(1)).collect();
        let strange = vector(&asked.words, &unknown, &rarity, &mut mine);
        // How alike at least, of those that are to be compared.
        let mut touched: Vec<Option<f64>> = vec![None; self.texts.len()];
        for (token, _) in &asked.words {
            for at in self.standing.get(*token as usize).into_iter().flatten() {
                if let Some(mark) = touched.get_mut(*at as usize) {
                    *mark = Some(0.0);
                }
            }
        }
        for (likeness, at) in nearly {
            if let Some(mark) = touched.get_mut(*at as usize) {
                *mark = Some(*likeness);
            }
        }
        let mut found: Vec<(f64, &Text)> = Vec::new();
        let mut theirs = Vec::new();
        for (text, least) in self.texts.iter().zip(touched) {
            if let Some(least) = least
                && keep(text.story)
            {
                vector(&text.words, &[], &rarity, &mut theirs);
                found.push((alike(&mine, &theirs, strange, apart).max(least), text));
            }
        }
        found.retain(|(likeness, _)| *likeness > 0.0);
        if found.len() > most {
            found.select_nth_unstable_by(most, likest_first);
            found.truncate(most);
        }
        found.sort_unstable_by(likest_first);
        let similar = |(likeness, text): (f64, &Text)| Similar {
            story: text.story,
            number: text.number,
            likeness: hundredths(likeness),
            words: self.shared(&asked, text, TOLD),
        };
        found.into_iter().map(similar).collect()
    }

    /// What stands for a word, which is learnt here if it is new.
    fn token(&mut self, word: Word<'_>) -> Option<Token> {
        let low = word.low();
        if let Some(known) = self.written.get(&low) {
            return *known;
        }
        let token = words::token(&low).map(|stem| {
            let next = Token::try_from(self.standing.len()).unwrap_or(Token::MAX);
            let token = *self.tokens.entry(stem).or_insert(next);
            if token == next {
                self.standing.push(Vec::new());
            }
            token
        });
        self.written.insert(low, token);
        token
    }

    /// A text in the words of this index, which learns none by it.
    fn asked<'a>(&self, parts: &[(f32, &'a str)]) -> Asked<'a> {
        let mut asked = Asked { words: Vec::new(), strange: Vec::new(), written: HashMap::new() };
        let mut strange: HashMap<String, f32> = HashMap::new();
        for (weight, text) in parts {
            words::each(text, |word| {
                let low = word.low();
                let stem = match self.written.get(&low) {
                    Some(None) => return,
                    Some(Some(token)) => Ok(*token),
                    None => match words::token(&low) {
                        None => return,
                        Some(stem) => self.tokens.get(&stem).copied().ok_or(stem),
                    },
                };
                match stem {
                    Ok(token) => {
                        asked.words.push((token, *weight));
                        asked.written.entry(token).or_insert(word.raw);
                    }
                    Err(stem) => {
                        let held = strange.entry(stem).or_default();
                        *held = held.max(*weight);
                    }
                }
            });
        }
        heaviest(&mut asked.words);
        asked.strange = strange.into_values().collect();
        asked.strange.sort_by(f32::total_cmp);
        asked
    }

    /// What each token weighs by its rarity.
    fn rarity(&self) -> Vec<f64> {
        self.standing.iter().map(|standing| self.rare_in(standing.len())).collect()
    }

    /// ln(1 + stories ÷ stories with the word): above 0 even for a word that all have.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    fn rare_in(&self, texts: usize) -> f64 {
        (1.0 + self.texts.len() as f64 / texts.max(1) as f64).ln()
    }
}

/// Each token once, with the most it weighs anywhere.
fn heaviest(words: &mut Vec<(Token, f32)>) {
    words.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    words.dedup_by_key(|word| word.0);
}

fn likest_first(a: &(f64, &Text), b: &(f64, &Text)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.number.cmp(&b.1.number)).then(a.1.story.cmp(&b.1.story))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1")]
fn hundredths(likeness: f64) -> Hundredths {
    Hundredths::of_hundredths((likeness * 100.0).round() as u64)
}
