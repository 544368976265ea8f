//! The lists of a story after an edit: criteria, questions, notes. It never decides what belongs
//! to which: that is done before.

use super::list::{Order, Place, weave};
use super::{Asking, ListEdit};
use crate::domain::command::{Wording, text};
use crate::domain::criterion::{Criterion, Question};
use crate::domain::draft::Draft;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::story::{Note, Story};

/// What a list of a story is called.
struct Name {
    one: &'static str,
    many: &'static str,
}

impl Name {
    fn overwritten(&self, number: u32, words: &str) -> String {
        format!("#{number}: a {} had other words meanwhile, which gave way: “{words}”", self.one)
    }

    fn removed(&self, number: u32, words: &str) -> String {
        format!("#{number}: a {} that was changed meanwhile is gone: “{words}”", self.one)
    }

    fn back(&self, number: u32, words: &str) -> String {
        format!(
            "#{number}: a {} you changed had been removed meanwhile: it is here again, as a new \
             one: “{words}”",
            self.one
        )
    }

    /// What the label says of it; nothing where it is as it was.
    fn told(&self, touched: usize, same: bool) -> Option<String> {
        match count(touched, self.one, self.many) {
            None if !same => Some(format!("order of {}", self.many)),
            told => told,
        }
    }
}

/// "1 criterion", "2 criteria"; nothing for none.
pub(super) fn count(number: usize, one: &str, many: &str) -> Option<String> {
    (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
}

pub(super) fn criteria(
    draft: &mut Draft<'_>,
    story: &mut Story,
    edit: &ListEdit<Criterion, Wording>,
) -> Result<Option<String>, Refusal> {
    const NAME: Name = Name { one: "criterion", many: "criteria" };
    let woven = weave(&story.criteria, edit, Order::Own, |it| it.id, Wording::of);
    let number = story.number;
    let mut touched = woven.removed.len();
    for (gone, _) in woven.removed.iter().filter(|(_, changed)| *changed) {
        draft.notice(NAME.removed(number, &gone.sentence()));
    }
    let mut list = Vec::with_capacity(woven.places.len());
    for place in woven.places {
        list.push(match place {
            Place::Held(it) => it,
            Place::Reworded { mut held, known, words } => {
                let (words, stood) = (words.checked()?, Wording::of(&held));
                if stood != known && stood != words {
                    draft.notice(NAME.overwritten(number, &held.sentence()));
                }
                touched += usize::from(stood != words);
                text::reword(&mut held, words);
                held
            }
            Place::New { words, back } => {
                let new = text::worded(draft.fresh(), words.checked()?);
                if back {
                    draft.notice(NAME.back(number, &new.sentence()));
                }
                touched += 1;
                new
            }
        });
    }
    let same = list == story.criteria;
    if !same {
        text::unlocked(draft, story.id)?;
    }
    story.criteria = list;
    Ok(NAME.told(touched, same))
}

pub(super) fn questions(
    draft: &mut Draft<'_>,
    story: &mut Story,
    edit: &ListEdit<Question, Asking>,
) -> Result<Option<String>, Refusal> {
    const NAME: Name = Name { one: "question", many: "questions" };
    let woven = weave(&story.questions, edit, Order::Own, |it| it.id, Asking::of);
    let number = story.number;
    let mut touched = woven.removed.len();
    for (gone, _) in woven.removed.iter().filter(|(_, changed)| *changed) {
        draft.notice(NAME.removed(number, &gone.text));
    }
    let mut list = Vec::with_capacity(woven.places.len());
    for place in woven.places {
        list.push(match place {
            Place::Held(it) => it,
            Place::Reworded { held, known, words } => {
                let after = asked_anew(draft, number, &held, &known, &words)?;
                touched += usize::from(after != held);
                after
            }
            Place::New { words, back } => {
                let stamp = draft.stamp();
                let mut new = Question {
                    id: draft.fresh(),
                    at: stamp.at,
                    by: stamp.by.clone(),
                    text: setting::one_line("a question", &words.text)?,
                    ..Question::default()
                };
                answer(draft, &mut new, words.answer.as_deref())?;
                if back {
                    draft.notice(NAME.back(number, &new.text));
                }
                touched += 1;
                new
            }
        });
    }
    let same = list == story.questions;
    story.questions = list;
    Ok(NAME.told(touched, same))
}

/// A question with what the edit changed of it; an answer given meanwhile stays where only the
/// question was edited, and the other way round.
fn asked_anew(
    draft: &mut Draft<'_>,
    number: u32,
    held: &Question,
    known: &Asking,
    words: &Asking,
) -> Result<Question, Refusal> {
    const QUESTION: Name = Name { one: "question", many: "" };
    const ANSWER: Name = Name { one: "question's answer", many: "" };
    let mut after = held.clone();
    if words.text != known.text {
        after.text = setting::one_line("a question", &words.text)?;
        if held.text != known.text && held.text != after.text {
            draft.notice(QUESTION.overwritten(number, &held.text));
        }
    }
    if words.answer != known.answer {
        answer(draft, &mut after, words.answer.as_deref())?;
        if held.answer != known.answer && held.answer != after.answer {
            let before = held.answer.as_deref().unwrap_or_default();
            draft.notice(ANSWER.overwritten(number, before));
        }
    }
    Ok(after)
}

fn answer(draft: &Draft<'_>, question: &mut Question, words: Option<&str>) -> Result<(), Refusal> {
    if let Some(words) = words {
        text::give_answer(question, setting::one_line("an answer", words)?, draft.stamp());
    } else {
        question.answer = None;
        question.answered_by.clear();
        question.answered_at = None;
    }
    Ok(())
}

pub(super) fn notes(
    draft: &mut Draft<'_>,
    story: &mut Story,
    edit: &ListEdit<Note, String>,
) -> Result<Option<String>, Refusal> {
    const NAME: Name = Name { one: "note", many: "notes" };
    let woven = weave(&story.notes, edit, Order::Time, |it| it.id, |it: &Note| it.text.clone());
    let number = story.number;
    let mut touched = woven.removed.len();
    for (gone, _) in woven.removed.iter().filter(|(_, changed)| *changed) {
        draft.notice(NAME.removed(number, &gone.text));
    }
    let mut list = Vec::with_capacity(woven.places.len());
    for place in woven.places {
        list.push(match place {
            Place::Held(it) => it,
            Place::Reworded { mut held, known, words } => {
                let words = text::noted(&words)?;
                if held.text != known && held.text != words {
                    draft.notice(NAME.overwritten(number, &held.text));
                }
                touched += usize::from(held.text != words);
                held.text = words;
                held
            }
            Place::New { words, back } => {
                let stamp = draft.stamp();
                let text = text::noted(&words)?;
                if back {
                    draft.notice(NAME.back(number, &text));
                }
                touched += 1;
                let (at, by) = (stamp.at, stamp.by.clone());
                Note { id: draft.fresh(), at, by, text, ..Note::default() }
            }
        });
    }
    let same = list == story.notes;
    story.notes = list;
    Ok(NAME.told(touched, same))
}
