//! Ideas, caught as they were said.
//! It never says what becomes of one.

use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::idea::Idea;
use crate::domain::idea::catch::{self, Known, SCORES};
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::story::StoryId;

/// An idea to be caught.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewIdea {
    /// The words.
    pub text: String,
    /// Who said it; empty where nobody is named.
    pub from: String,
    /// Free words.
    pub tags: Vec<String>,
    /// How satisfied they are, 1 to 5.
    pub score: Option<u8>,
    /// Stories it is about: feedback on what they brought.
    pub about: Vec<StoryId>,
}

impl NewIdea {
    /// The idea of a line with its signs, like this one: what is said here already is not looked
    /// for in the line, and its tags are added to.
    #[must_use]
    pub fn in_line(&self, line: &str) -> Self {
        let known = Known { from: !self.from.trim().is_empty(), score: self.score.is_some() };
        let caught = catch::read(line, known);
        Self {
            text: caught.text,
            from: if known.from { self.from.clone() } else { caught.from },
            tags: self.tags.iter().cloned().chain(caught.tags).collect(),
            score: self.score.or(caught.score),
            about: self.about.clone(),
        }
    }
}

pub(super) fn add(draft: &mut Draft<'_>, ideas: &[NewIdea]) -> Result<String, Refusal> {
    for id in ideas.iter().flat_map(|idea| &idea.about) {
        draft.story(*id)?;
    }
    let first = draft.now().next_idea_number();
    let mut caught = Vec::with_capacity(ideas.len());
    for (new, number) in ideas.iter().zip(first..) {
        caught.push(written(draft, new, number)?);
    }
    let label = match caught.as_slice() {
        [only] => format!("Caught idea {first} “{}”", only.text),
        several => {
            let last = several.last().map_or(first, |idea| idea.number);
            format!("Caught {} ideas, {first} to {last}", several.len())
        }
    };
    draft.add_all(caught, Act::Added);
    Ok(label)
}

/// What an idea says besides who said it, its tags and its score.
fn said(text: &str) -> Result<String, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::usage(
            "an idea says something: write it beside the @name, #tag and *4",
        ));
    }
    setting::one_line("an idea", text)
}

fn written(draft: &mut Draft<'_>, new: &NewIdea, number: u32) -> Result<Idea, Refusal> {
    if let Some(score) = new.score.filter(|score| !SCORES.contains(score)) {
        return Err(Refusal::usage(format!(
            "a score of {score} says nothing: use 1 (dissatisfied) to 5 (satisfied)"
        )));
    }
    Ok(Idea {
        id: draft.fresh(),
        number,
        text: said(&new.text)?,
        from: setting::line_or_none(&new.from)?,
        at: draft.stamp().at,
        tags: new.tags.iter().map(|tag| setting::word(tag)).collect::<Result<_, _>>()?,
        score: new.score,
        stories: new.about.iter().copied().collect(),
        ..Idea::default()
    })
}
