//! What is written about a story: criteria, questions, notes, ticks.

use super::{Lines, Wording, story};
use crate::domain::criterion::{Criterion, Judgement, Question};
use crate::domain::draft::Draft;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::review;
use crate::domain::setting;
use crate::domain::stamp::Stamp;
use crate::domain::story::{Note, Story, StoryId};

pub(super) fn add_criterion(
    draft: &mut Draft<'_>,
    stories: &[StoryId],
    wording: &Wording,
) -> Result<String, Refusal> {
    let wording = wording.checked()?;
    for &id in stories {
        unlocked(draft, id)?;
        draft.about(id);
        let criterion = worded(draft.fresh(), wording.clone());
        draft.alter(id, Act::Set, None, |story: &mut Story| story.criteria.push(criterion));
    }
    Ok(format!("Added a criterion to {}", story::said(draft.now(), stories)))
}

pub(super) fn set_criterion(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    wording: &Wording,
) -> Result<String, Refusal> {
    let wording = wording.checked()?;
    let at = criterion(draft, id, k)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        if let Some(criterion) = story.criteria.get_mut(at) {
            reword(criterion, wording);
        }
    });
    Ok(format!("Changed criterion {k} of {}", about(draft, id)?))
}

/// A new criterion with these words.
pub(super) fn worded(id: Id<Criterion>, words: Wording) -> Criterion {
    let Wording { text, given, when, then } = words;
    Criterion { id, text, given, when, then, ..Criterion::default() }
}

/// Gives a criterion other words; they have not been judged.
pub(super) fn reword(criterion: &mut Criterion, words: Wording) {
    if Wording::of(criterion) == words {
        return;
    }
    (criterion.text, criterion.given) = (words.text, words.given);
    (criterion.when, criterion.then) = (words.when, words.then);
    criterion.result = Judgement::Unjudged;
    criterion.note.clear();
}

pub(super) fn remove_criterion(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
) -> Result<String, Refusal> {
    let at = criterion(draft, id, k)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        story.criteria.remove(at);
    });
    Ok(format!("Removed criterion {k} of {}", about(draft, id)?))
}

pub(super) fn move_criterion(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    to: usize,
) -> Result<String, Refusal> {
    let from = criterion(draft, id, k)?;
    let target = criterion(draft, id, to)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        let moved = story.criteria.remove(from);
        story.criteria.insert(target, moved);
    });
    Ok(format!("Moved criterion {k} of {} to {to}", about(draft, id)?))
}

pub(super) fn ask(draft: &mut Draft<'_>, id: StoryId, text: &str) -> Result<String, Refusal> {
    draft.story(id)?;
    let stamp = draft.stamp();
    let question = Question {
        id: draft.fresh(),
        at: stamp.at,
        by: stamp.by.clone(),
        text: setting::one_line("a question", text)?,
        ..Question::default()
    };
    draft.alter(id, Act::Set, None, |story: &mut Story| story.questions.push(question));
    Ok(format!("Asked about {}", about(draft, id)?))
}

pub(super) fn answer(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    text: &str,
) -> Result<String, Refusal> {
    let at = question(draft, id, k)?;
    let text = setting::one_line("an answer", text)?;
    let stamp = draft.stamp();
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        if let Some(question) = story.questions.get_mut(at) {
            give_answer(question, text, stamp);
        }
    });
    Ok(format!("Answered question {k} of {}", about(draft, id)?))
}

/// Other words for a question; an answer it has stays, for a slip of the finger is mended oftener
/// than a question turned around.
pub(super) fn set_question(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    text: &str,
) -> Result<String, Refusal> {
    let at = question(draft, id, k)?;
    let text = setting::one_line("a question", text)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        if let Some(question) = story.questions.get_mut(at) {
            question.text = text;
        }
    });
    Ok(format!("Changed question {k} of {}", about(draft, id)?))
}

pub(super) fn remove_question(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
) -> Result<String, Refusal> {
    let at = question(draft, id, k)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        story.questions.remove(at);
    });
    Ok(format!("Removed question {k} of {}", about(draft, id)?))
}

/// Answers a question; the same answer again stays that of who gave it first.
pub(super) fn give_answer(question: &mut Question, text: String, stamp: &Stamp) {
    if question.answer.as_ref() != Some(&text) {
        question.answer = Some(text);
        question.answered_by.clone_from(&stamp.by);
        question.answered_at = Some(stamp.at);
    }
}

pub(super) fn add_note(draft: &mut Draft<'_>, id: StoryId, text: &str) -> Result<String, Refusal> {
    draft.story(id)?;
    let text = noted(text)?;
    let stamp = draft.stamp();
    let (at, by) = (stamp.at, stamp.by.clone());
    let note = Note { id: draft.fresh(), at, by, text, ..Note::default() };
    draft.alter(id, Act::Set, None, |story: &mut Story| story.notes.push(note));
    Ok(format!("Noted on {}", about(draft, id)?))
}

/// Other words for a note; when it was kept and by whom stays, the history tells the rest.
pub(super) fn set_note(
    draft: &mut Draft<'_>,
    id: StoryId,
    k: usize,
    text: &str,
) -> Result<String, Refusal> {
    let at = note(draft, id, k)?;
    let text = noted(text)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        if let Some(note) = story.notes.get_mut(at) {
            note.text = text;
        }
    });
    Ok(format!("Changed note {k} of {}", about(draft, id)?))
}

pub(super) fn remove_note(draft: &mut Draft<'_>, id: StoryId, k: usize) -> Result<String, Refusal> {
    let at = note(draft, id, k)?;
    draft.alter(id, Act::Set, None, |story: &mut Story| {
        story.notes.remove(at);
    });
    Ok(format!("Removed note {k} of {}", about(draft, id)?))
}

/// The words of a note: some, on as many lines as it takes.
pub(super) fn noted(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(Refusal::usage("a note cannot be empty")),
        text => Ok(text.to_owned()),
    }
}

pub(super) fn tick(
    draft: &mut Draft<'_>,
    id: StoryId,
    lines: Lines,
    ks: &[usize],
    on: bool,
) -> Result<String, Refusal> {
    draft.story(id)?;
    let product = draft.now().product();
    let (list, name) = match lines {
        Lines::Ready => (&product.ready_lines, "Definition of Ready"),
        Lines::Done => (&product.done_lines, "Definition of Done"),
    };
    let mut ticked = Vec::new();
    for &k in ks {
        let line = k.checked_sub(1).and_then(|at| list.get(at)).ok_or_else(|| {
            let has = list.len();
            Refusal::usage(format!("the {name} has no line {k}: it has {has}"))
        })?;
        ticked.push(line.id);
    }
    draft.alter(id, Act::Ticked, None, |story: &mut Story| {
        let ticks = match lines {
            Lines::Ready => &mut story.ready_ticks,
            Lines::Done => &mut story.done_ticks,
        };
        if on {
            ticks.extend(ticked);
        } else {
            ticks.retain(|line| !ticked.contains(line));
        }
    });
    let verb = if on { "Ticked" } else { "Took a tick from" };
    Ok(format!("{verb} the {name} of {}", about(draft, id)?))
}

impl Wording {
    /// The words of a criterion.
    #[must_use]
    pub fn of(criterion: &Criterion) -> Self {
        Self {
            text: criterion.text.clone(),
            given: criterion.given.clone(),
            when: criterion.when.clone(),
            then: criterion.then.clone(),
        }
    }

    /// The same without blanks around its parts.
    ///
    /// # Errors
    /// There are no words, or a control character is among them.
    pub fn checked(&self) -> Result<Self, Refusal> {
        let wording = Self {
            text: setting::line_or_none(&self.text)?,
            given: setting::line_or_none(&self.given)?,
            when: setting::line_or_none(&self.when)?,
            then: setting::line_or_none(&self.then)?,
        };
        if wording == Self::default() {
            return Err(Refusal::usage("a criterion cannot be empty"));
        }
        Ok(wording)
    }
}

/// Criteria of an accepted story are locked.
pub(super) fn unlocked(draft: &Draft<'_>, id: StoryId) -> Result<(), Refusal> {
    review::unlocked(&*draft.story(id)?, "its criteria are")
}

/// The place of criterion k of a story whose criteria may change.
pub(super) fn criterion(draft: &Draft<'_>, id: StoryId, k: usize) -> Result<usize, Refusal> {
    unlocked(draft, id)?;
    let held = draft.story(id)?;
    index(k, held.criteria.len(), held.number, "criterion")
}

fn question(draft: &Draft<'_>, id: StoryId, k: usize) -> Result<usize, Refusal> {
    let held = draft.story(id)?;
    index(k, held.questions.len(), held.number, "question")
}

fn note(draft: &Draft<'_>, id: StoryId, k: usize) -> Result<usize, Refusal> {
    let held = draft.story(id)?;
    index(k, held.notes.len(), held.number, "note")
}

fn index(k: usize, len: usize, number: u32, what: &str) -> Result<usize, Refusal> {
    let at = k.checked_sub(1).filter(|at| *at < len);
    at.ok_or_else(|| {
        let has = match len {
            0 => "it has none".to_owned(),
            len => format!("they are numbered 1 to {len}"),
        };
        Refusal::usage(format!("#{number} has no {what} {k}: {has}"))
    })
}

fn about(draft: &mut Draft<'_>, id: StoryId) -> Result<String, Refusal> {
    draft.about(id);
    Ok(format!("#{}", draft.story(id)?.number))
}
