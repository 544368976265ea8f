//! What was changed in a sheet, compared with the story it was written from. It never carries
//! anything out.

use super::matching::paired;
use super::parse::{At, Parsed, parse};
use super::{Mistake, Tie, needs, ties};
use crate::domain::backlog::Backlog;
use crate::domain::command::{
    Asking, DependEdit, LinkEdit, ListEdit, StoryEdits, ValueEdit, Wording,
};
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::setting;
use crate::domain::spelling;
use crate::domain::story::{Story, StoryId};

/// What differs between a sheet and the story it was written from, in the backlog it was written
/// in. What is the same is not looked at, so that an odd value of a file stands in nobody's way.
///
/// # Errors
/// Every mistake, in the order of the lines.
pub fn read(text: &str, given: &Story, backlog: &Backlog) -> Result<StoryEdits, Vec<Mistake>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    // An editor that ends lines its own way does so with the first one, which is never ours.
    let foreign = first.ends_with("\r\n");
    let text = if foreign { text.replace("\r\n", "\n") } else { text.to_owned() };
    let (parsed, mistakes) = parse(&text);
    let mut reading = Reading { given, backlog, mistakes, edits: StoryEdits::default() };
    reading.compare(&parsed, foreign);
    reading.mistakes.sort();
    if reading.mistakes.is_empty() { Ok(reading.edits) } else { Err(reading.mistakes) }
}

struct Reading<'a> {
    given: &'a Story,
    backlog: &'a Backlog,
    mistakes: Vec<Mistake>,
    edits: StoryEdits,
}

impl Reading<'_> {
    fn compare(&mut self, parsed: &Parsed<'_>, foreign: bool) {
        let given = self.given;
        for (field, at) in &parsed.values {
            self.value(*field, at);
        }
        if let Some(at) = &parsed.description {
            self.description(at, foreign);
        }
        if let Some(now) = &parsed.criteria {
            let known = given.criteria.iter().map(|it| (it.id, Wording::of(it))).collect();
            let check = |it: &Wording| it.checked().map(drop);
            self.edits.criteria = self.list(known, now, wording_key, check);
        }
        if let Some(now) = &parsed.questions {
            let known = given.questions.iter().map(|it| (it.id, Asking::of(it))).collect();
            let check = |it: &Asking| {
                setting::one_line("a question", &it.text)?;
                let answer = it.answer.as_deref();
                answer.map(|it| setting::one_line("an answer", it)).transpose().map(drop)
            };
            // An answered question is the question it was.
            self.edits.questions = self.list(known, now, |it| it.text.clone(), check);
        }
        if let Some(now) = &parsed.notes {
            let known = given.notes.iter().map(|it| (it.id, it.text.clone())).collect();
            let check = |it: &String| match it.trim() {
                "" => Err(Refusal::usage("a note cannot be empty")),
                _ => Ok(()),
            };
            self.edits.notes = self.list(known, now, String::clone, check);
        }
        if let Some(now) = &parsed.depends_on {
            self.edits.depends_on = self.depends_on(now);
        }
        if let Some(now) = &parsed.links {
            self.edits.links = self.links(now);
        }
    }

    fn mistake(&mut self, line: usize, words: String) {
        self.mistakes.push(Mistake { line, words });
    }

    fn value(&mut self, field: Field, at: &At<String>) {
        let from = spelling::of_story(field, self.given, self.backlog).unwrap_or_default();
        if at.value == from {
            return;
        }
        let mut after = self.given.clone();
        match setting::set_story(&mut after, field, &at.value, self.backlog) {
            Err(refusal) => self.mistake(at.line, format!("{field}: {refusal}")),
            // The same value, spelled another way.
            Ok(()) if after == *self.given => {}
            Ok(()) => {
                let to = at.value.trim().to_owned();
                self.edits.values.push(ValueEdit { field, from, to });
            }
        }
    }

    fn description(&mut self, at: &At<&str>, foreign: bool) {
        let from = self.given.description.clone();
        let to = at.value.trim().to_owned();
        let same = from.trim() == to || (foreign && from.replace("\r\n", "\n").trim() == to);
        if !same {
            self.edits.values.push(ValueEdit { field: Field::Description, from, to });
        }
    }

    /// A list by identity; what is new or has other words is checked.
    fn list<T, W: Clone + PartialEq>(
        &mut self,
        known: Vec<(Id<T>, W)>,
        now: &[At<W>],
        key: impl Fn(&W) -> String,
        check: impl Fn(&W) -> Result<(), Refusal>,
    ) -> ListEdit<T, W> {
        if known.iter().map(|(_, words)| words).eq(now.iter().map(|at| &at.value)) {
            return ListEdit::default();
        }
        let old: Vec<String> = known.iter().map(|(_, words)| key(words)).collect();
        let new: Vec<String> = now.iter().map(|at| key(&at.value)).collect();
        let mut wanted = Vec::with_capacity(now.len());
        for (at, was) in now.iter().zip(paired(&old, &new)) {
            let was = was.and_then(|was| known.get(was));
            if was.is_none_or(|(_, words)| *words != at.value)
                && let Err(refusal) = check(&at.value)
            {
                self.mistake(at.line, refusal.to_string());
            }
            wanted.push((was.map(|(id, _)| *id), at.value.clone()));
        }
        ListEdit { known, wanted }
    }

    fn depends_on(&mut self, now: &[At<u32>]) -> Vec<DependEdit> {
        let before = needs(self.given, self.backlog);
        let gone = before.iter().filter(|(number, _)| !now.iter().any(|at| at.value == *number));
        let mut edits: Vec<DependEdit> =
            gone.map(|(_, id)| DependEdit { on: *id, add: false }).collect();
        for at in now.iter().filter(|at| !before.iter().any(|(number, _)| *number == at.value)) {
            let edit = self.numbered(at.line, at.value).map(|on| DependEdit { on, add: true });
            edits.extend(edit.filter(|edit| !edits.contains(edit)));
        }
        edits
    }

    fn links(&mut self, now: &[At<(Tie, u32)>]) -> Vec<LinkEdit> {
        let number = |id: StoryId| self.backlog.story(id).map_or(0, |story| story.number);
        let before = ties(self.given, self.backlog);
        let before: Vec<((Tie, u32), StoryId)> =
            before.into_iter().map(|(tie, id)| ((tie, number(id)), id)).collect();
        let gone = before.iter().filter(|(tie, _)| !now.iter().any(|at| at.value == *tie));
        let mut edits: Vec<LinkEdit> =
            gone.map(|((tie, _), id)| self.link(*tie, *id, false)).collect();
        for at in now.iter().filter(|at| !before.iter().any(|(tie, _)| *tie == at.value)) {
            let (tie, number) = at.value;
            let edit = self.numbered(at.line, number).map(|id| self.link(tie, id, true));
            edits.extend(edit.filter(|edit| !edits.contains(edit)));
        }
        edits
    }

    const fn link(&self, tie: Tie, other: StoryId, add: bool) -> LinkEdit {
        let (from, to) = match tie {
            Tie::Relates | Tie::Follows => (self.given.id, other),
            Tie::FollowedBy => (other, self.given.id),
        };
        LinkEdit { from, to, kind: tie.kind(), add }
    }

    /// The story with a number, if there is one.
    fn numbered(&mut self, line: usize, number: u32) -> Option<StoryId> {
        let found = self.backlog.numbered(number).map(|story| story.id);
        if found.is_none() {
            let last = self.backlog.next_number() - 1;
            let words = format!("no story #{number}: they are numbered 1 to {last}");
            self.mistake(line, words);
        }
        found
    }
}

/// The words of a criterion as one text, its parts apart.
fn wording_key(words: &Wording) -> String {
    [&*words.text, &*words.given, &*words.when, &*words.then].join("\n")
}
