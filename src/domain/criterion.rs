//! What is judged and asked about a story: criteria, questions, verdicts, outcomes.

use chrono::NaiveDate;

use super::id::Id;
use super::number::Hundredths;
use super::record::{record, words};
use super::sprint::Sprint;
use super::stamp::Moment;

words! {
    /// What the Product Owner says of one criterion.
    #[derive(Default)]
    pub enum Judgement ("result") {
        /// Not looked at, or changed since.
        #[default] Unjudged = "unjudged",
        /// It is true.
        Met = "met",
        /// It is not.
        Unmet = "unmet",
    }
}

record! {
    /// One acceptance criterion: a line of text, or Given / When / Then.
    pub struct Criterion {
        /// Identity, for merging.
        id: Id<Criterion> => required,
        /// The line; empty where Given / When / Then is used.
        text: String,
        /// Given …
        given: String,
        /// When …
        when: String,
        /// Then …
        then: String,
        /// The latest judgement.
        result: Judgement,
        /// What the judge noted.
        note: String,
    }
}

impl Criterion {
    /// A criterion that is one line of text.
    #[must_use]
    pub fn line(id: Id<Self>, text: impl Into<String>) -> Self {
        Self { id, text: text.into(), ..Self::default() }
    }

    /// The whole criterion as one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts = [
            ("", &self.text),
            ("given ", &self.given),
            ("when ", &self.when),
            ("then ", &self.then),
        ];
        let said: Vec<String> = parts
            .iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(lead, words)| format!("{lead}{words}"))
            .collect();
        said.join(", ")
    }
}

record! {
    /// A question that keeps a story from being ready until it is answered.
    pub struct Question {
        /// Identity, for merging.
        id: Id<Question> => required,
        /// When it was asked.
        at: Moment => required,
        /// Who asked.
        by: String,
        /// The question.
        text: String => required,
        /// The answer, once there is one.
        answer: Option<String>,
        /// Who answered.
        answered_by: String,
        /// When.
        answered_at: Option<Moment>,
    }
}

words! {
    /// How a verdict went.
    #[derive(Default)]
    pub enum VerdictKind ("verdict") {
        /// The work is what was asked for.
        #[default] Accepted = "accepted",
        /// It is not, yet.
        Rejected = "rejected",
    }
}

record! {
    /// A criterion as it stood when the verdict was given.
    pub struct Judged {
        /// Which criterion.
        id: Id<Criterion> => required,
        /// Its words on that day.
        text: String,
        /// What was said of it.
        result: Judgement,
        /// With what note.
        note: String,
    }
}

record! {
    /// One verdict; it copies every result and note, and stays for ever.
    pub struct Verdict {
        /// When.
        at: Moment => required,
        /// By whom.
        by: String,
        /// Accepted or rejected.
        kind: VerdictKind => required,
        /// In which sprint.
        sprint: Option<Id<Sprint>>,
        /// Every criterion as it stood.
        criteria: Vec<Judged>,
        /// Why, in a line.
        reason: String,
        /// Why it was accepted although something was open.
        overridden: Option<String>,
    }
}

record! {
    /// What became of a story after release: typed by a person, never inferred.
    pub struct Outcome {
        /// When it was written down.
        at: Moment => required,
        /// By whom.
        by: String,
        /// What was hoped for.
        expected: String,
        /// What was seen.
        observed: String,
        /// A figure, where there is one.
        number: Option<Hundredths>,
        /// Where it comes from.
        source: String,
        /// The day it speaks of.
        date: Option<NaiveDate>,
    }
}
