//! Several named lines typed together: a narrative, a criterion. It knows what it is for, not
//! what becomes of it.

use super::line::Line;
use super::prompt::Purpose;
use super::scoring::Scoring;
use crate::domain::command::Wording;
use crate::domain::narrative;
use crate::domain::story::StoryId;

/// A form being filled in.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// What it is called.
    pub heading: String,
    /// The stories it is about.
    pub targets: Vec<StoryId>,
    /// Its lines, each with its name.
    pub lines: Vec<(&'static str, Line)>,
    /// The line with the caret.
    pub at: usize,
    /// Why it was not taken, until something is changed.
    pub refused: Option<String>,
    /// What would stand on its lines if nobody had typed.
    pub began: Vec<String>,
    /// What may be typed, beside each line; none beside lines that take any words.
    pub notes: Vec<String>,
    /// What it knows where it scores stories.
    pub scoring: Option<Scoring>,
}

impl Form {
    /// The three lines of a narrative.
    #[must_use]
    pub fn narrative(heading: String, texts: &[String], targets: Vec<StoryId>) -> Self {
        Self::of(Purpose::Narrative, heading, &["As a", "I want", "so that"], texts, targets)
    }

    /// The lines of a criterion: one alone, or Given, When, Then.
    #[must_use]
    pub fn criterion(
        purpose: Purpose,
        heading: String,
        texts: &[String],
        targets: Vec<StoryId>,
    ) -> Self {
        Self::of(purpose, heading, &["in a line", "given", "when", "then"], texts, targets)
    }

    /// A question and its answer; the caret is at the answer.
    #[must_use]
    pub fn question(
        purpose: Purpose,
        heading: String,
        texts: &[String],
        targets: Vec<StoryId>,
    ) -> Self {
        let form = Self::of(purpose, heading, &["question", "answer"], texts, targets);
        Self { at: 1, ..form }
    }

    /// What somebody said of a story, and who it was.
    #[must_use]
    pub fn feedback(heading: String, texts: &[String], targets: Vec<StoryId>) -> Self {
        let form = Self::of(Purpose::Feedback, heading, &["said", "by"], texts, targets);
        Self { at: 0, ..form }
    }

    /// The parts of a score, each with what it may be; the caret is at the first that is absent.
    #[must_use]
    pub fn scoring(
        purpose: Purpose,
        heading: String,
        names: &[&'static str],
        targets: Vec<StoryId>,
        scoring: Scoring,
        notes: Vec<String>,
    ) -> Self {
        let form = Self::of(purpose, heading, names, &scoring.was, targets);
        let absent = form.lines.iter().position(|(_, line)| line.text().is_empty());
        Self { at: absent.unwrap_or(0), notes, scoring: Some(scoring), ..form }
    }

    /// A story that is still to be written: its title, and who wants what and why.
    #[must_use]
    pub fn story(purpose: Purpose, heading: String, texts: &[String]) -> Self {
        let names = ["title", "As a", "I want", "so that"];
        Self::of(purpose, heading, &names, texts, Vec::new())
    }

    fn of(
        purpose: Purpose,
        heading: String,
        names: &[&'static str],
        texts: &[String],
        targets: Vec<StoryId>,
    ) -> Self {
        let text = |at: usize| texts.get(at).map_or("", String::as_str);
        let lines = names.iter().enumerate().map(|(at, name)| (*name, Line::of(text(at))));
        let lines = lines.collect();
        let mut form = Self {
            purpose,
            heading,
            targets,
            lines,
            at: 0,
            refused: None,
            began: Vec::new(),
            notes: Vec::new(),
            scoring: None,
        };
        form.began = form.texts();
        // The caret begins where the first text is.
        form.at = form.lines.iter().position(|(_, line)| !line.text().is_empty()).unwrap_or(0);
        form
    }

    /// Puts what was typed before on the lines; what would stand there otherwise is still known.
    pub fn fill(&mut self, texts: &[String]) {
        for ((_, line), text) in self.lines.iter_mut().zip(texts) {
            line.set(text);
        }
        if !matches!(self.purpose, Purpose::Answer(_)) {
            let first = self.lines.iter().position(|(_, line)| !line.text().is_empty());
            self.at = first.unwrap_or(0);
        }
    }

    /// What is typed on each line.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.lines.iter().map(|(_, line)| line.text().to_owned()).collect()
    }

    /// The line with the caret.
    pub fn here(&mut self) -> Option<&mut Line> {
        self.lines.get_mut(self.at).map(|(_, line)| line)
    }

    /// The caret on another line, round and round.
    pub const fn go(&mut self, down: bool) {
        let count = self.lines.len();
        if count > 0 {
            self.at = if down { self.at + 1 } else { self.at + count - 1 } % count;
        }
    }

    /// Goes to the next line below that is still to be written, from one that was; without one the
    /// form is complete. A criterion that is one line needs no other.
    pub fn goes_on(&mut self) -> bool {
        let empty = |line: &(&str, Line)| line.1.text().trim().is_empty();
        let written = self.lines.get(self.at).is_some_and(|line| !empty(line));
        let alone = matches!(self.purpose, Purpose::CriterionForm(_)) && self.at == 0;
        let begun = if alone { !written } else { written };
        let below = self.lines.iter().skip(self.at + 1).position(empty).filter(|_| begun);
        if let Some(below) = below {
            self.at += 1 + below;
        }
        below.is_some()
    }

    /// The whole as one sentence, as it will be read.
    #[must_use]
    pub fn sentence(&self) -> String {
        let texts = self.texts();
        let text = |at: usize| texts.get(at).map_or("", String::as_str);
        if let Some(scoring) = &self.scoring {
            return scoring.sentence(&texts);
        }
        match self.purpose {
            Purpose::Narrative => narrative::sentence(text(0), text(1), text(2)),
            Purpose::FromIdea(_) => narrative::sentence(text(1), text(2), text(3)),
            Purpose::Answer(_) | Purpose::Feedback => String::new(),
            _ => criterion_of(&texts).sentence(),
        }
    }
}

/// The words of a criterion from the lines of its form.
#[must_use]
pub fn criterion_of(texts: &[String]) -> Wording {
    let text = |at: usize| texts.get(at).map(|it| it.trim().to_owned()).unwrap_or_default();
    Wording { text: text(0), given: text(1), when: text(2), then: text(3) }
}
