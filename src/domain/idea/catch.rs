//! The line an idea is caught with: its words, and the signs among them that say who said it, what
//! it is about and how satisfied they are. It never loses a word that is no sign.

use std::ops::RangeInclusive;

/// The scores there are, from dissatisfied to satisfied.
pub const SCORES: RangeInclusive<u8> = 1..=5;

/// The signs in one line, for those who type it.
pub const SIGNS: &str = "@name who said it (@Anna_Lena: a blank) · #tag · *4 satisfied, 1 to 5";

/// A line taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caught {
    /// The words that are no sign, as they were typed.
    pub text: String,
    /// Who said it, from `@name`; empty where nobody is named.
    pub from: String,
    /// Free words, from `#tag`.
    pub tags: Vec<String>,
    /// How satisfied they are, from `*4`: 1 to 5.
    pub score: Option<u8>,
}

/// What is known from elsewhere: such a sign in the line stays among its words, so that nothing
/// that was typed gets lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Who said it.
    pub from: bool,
    /// How satisfied they are.
    pub score: bool,
}

/// Takes a line apart. Signs stand between blanks, anywhere; stops behind them go with them. One
/// name and one score are taken, the first of each.
#[must_use]
pub fn read(line: &str, known: Known) -> Caught {
    let mut caught = Caught::default();
    let mut kept: Vec<&str> = Vec::new();
    // Only blanks part words: whatever else may not stand in a line is still there to be refused.
    for word in line.trim().split(' ') {
        if !caught.takes(word, known) {
            kept.push(word);
        }
    }
    kept.join(" ").trim().clone_into(&mut caught.text);
    caught
}

impl Caught {
    /// Takes a word that is a sign; says whether it was one.
    fn takes(&mut self, word: &str, known: Known) -> bool {
        let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?']);
        let mut signs = bare.chars();
        match signs.next() {
            Some('@') if self.from.is_empty() && !known.from => match name(signs.as_str()) {
                Some(name) => self.from = name,
                None => return false,
            },
            Some('#') if is_tag(signs.as_str()) => {
                let tag = signs.as_str().to_owned();
                if !self.tags.contains(&tag) {
                    self.tags.push(tag);
                }
            }
            Some('*') if self.score.is_none() && !known.score => match score(signs.as_str()) {
                Some(score) => self.score = Some(score),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

/// A name begins with a letter; `_` stands for a blank in it.
fn name(word: &str) -> Option<String> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '’');
    let is_name = word.starts_with(char::is_alphabetic) && word.chars().all(part);
    let name = word.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    is_name.then_some(name)
}

/// A tag begins with a letter: `#12` is a story.
fn is_tag(word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+');
    word.starts_with(char::is_alphabetic) && word.chars().all(part)
}

fn score(word: &str) -> Option<u8> {
    let digit = word.parse().ok().filter(|score| SCORES.contains(score));
    // "+4" and "04" are numbers too, and no score.
    digit.filter(|_| word.len() == 1)
}
