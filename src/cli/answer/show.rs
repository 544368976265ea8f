//! Everything about one story, for programs: the row of the list and all that it has no room for.
//! It never leaves an absent value out: `null` and `[]` say so.

use chrono::NaiveDate;
use serde::Serialize;

use super::related::{LinkAnswer, Tick, links, number, numbers, ticks};
use super::row::Row;
use super::{log, told};
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Judgement, Outcome, Question, Verdict, VerdictKind};
use crate::domain::fields::Fields;
use crate::domain::number::Hundredths;
use crate::domain::stamp::Moment;
use crate::domain::story::{Note, Scores, Story};

/// A story in `show --json`, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct Shown<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    narrative: NarrativeAnswer<'a>,
    description: Option<&'a str>,
    criteria: Vec<CriterionAnswer<'a>>,
    questions: Vec<QuestionAnswer<'a>>,
    notes: Vec<NoteAnswer<'a>>,
    depends_on: Vec<u32>,
    links: Vec<LinkAnswer>,
    split_from: Option<u32>,
    done: Vec<Tick<'a>>,
    ready_lines: Vec<Tick<'a>>,
    scores: ScoresAnswer,
    verdicts: Vec<VerdictAnswer<'a>>,
    outcome: Option<OutcomeAnswer<'a>>,
    history: Vec<log::Line<'a>>,
    fields: &'a Fields,
}

#[derive(Debug, Serialize)]
struct NarrativeAnswer<'a> {
    role: Option<&'a str>,
    want: Option<&'a str>,
    benefit: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct CriterionAnswer<'a> {
    n: usize,
    text: Option<&'a str>,
    given: Option<&'a str>,
    when: Option<&'a str>,
    then: Option<&'a str>,
    result: Judgement,
    note: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct QuestionAnswer<'a> {
    n: usize,
    text: &'a str,
    by: Option<&'a str>,
    at: Moment,
    answer: Option<&'a str>,
    answered_by: Option<&'a str>,
    answered_at: Option<Moment>,
}

#[derive(Debug, Serialize)]
struct NoteAnswer<'a> {
    at: Moment,
    by: Option<&'a str>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ScoresAnswer {
    value: Option<Hundredths>,
    urgency: Option<Hundredths>,
    risk: Option<Hundredths>,
    reach: Option<Hundredths>,
    impact: Option<Hundredths>,
    confidence: Option<Hundredths>,
    effort: Option<Hundredths>,
}

#[derive(Debug, Serialize)]
struct VerdictAnswer<'a> {
    at: Moment,
    by: Option<&'a str>,
    kind: VerdictKind,
    sprint: Option<u32>,
    /// The words that day: the criteria may have been renumbered since.
    unmet: Vec<&'a str>,
    reason: Option<&'a str>,
    #[serde(rename = "override")]
    overridden: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct OutcomeAnswer<'a> {
    at: Moment,
    by: Option<&'a str>,
    expected: Option<&'a str>,
    observed: Option<&'a str>,
    number: Option<Hundredths>,
    source: Option<&'a str>,
    date: Option<NaiveDate>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(story: &'a Story, backlog: &'a Backlog) -> Self {
        let row = Row::of(story, backlog.position(story.id), backlog);
        let product = backlog.product();
        Self {
            row: Row { criteria: None, ..row },
            narrative: NarrativeAnswer {
                role: told(&story.role),
                want: told(&story.want),
                benefit: told(&story.benefit),
            },
            description: told(&story.description),
            criteria: (1..).zip(&story.criteria).map(criterion).collect(),
            questions: (1..).zip(&story.questions).map(question).collect(),
            notes: story.notes.iter().map(note).collect(),
            depends_on: numbers(story.depends_on.iter().copied(), backlog),
            links: links(story, backlog),
            split_from: story.split_from.and_then(|id| number(id, backlog)),
            done: ticks(&product.done_lines, &story.done_ticks),
            ready_lines: ticks(&product.ready_lines, &story.ready_ticks),
            scores: scores(&story.scores),
            verdicts: story.verdicts.iter().map(|it| verdict(it, backlog)).collect(),
            outcome: newest(&story.outcomes).map(outcome),
            history: log::lines(Some(story), None, backlog),
            fields: &story.fields,
        }
    }
}

fn criterion((n, it): (usize, &Criterion)) -> CriterionAnswer<'_> {
    CriterionAnswer {
        n,
        text: told(&it.text),
        given: told(&it.given),
        when: told(&it.when),
        then: told(&it.then),
        result: it.result,
        note: told(&it.note),
    }
}

fn question((n, it): (usize, &Question)) -> QuestionAnswer<'_> {
    QuestionAnswer {
        n,
        text: &it.text,
        by: told(&it.by),
        at: it.at,
        answer: it.answer.as_deref(),
        answered_by: told(&it.answered_by),
        answered_at: it.answered_at,
    }
}

fn note(it: &Note) -> NoteAnswer<'_> {
    NoteAnswer { at: it.at, by: told(&it.by), text: &it.text }
}

const fn scores(it: &Scores) -> ScoresAnswer {
    ScoresAnswer {
        value: it.value,
        urgency: it.urgency,
        risk: it.risk,
        reach: it.reach,
        impact: it.impact,
        confidence: it.confidence,
        effort: it.effort,
    }
}

fn verdict<'a>(it: &'a Verdict, backlog: &Backlog) -> VerdictAnswer<'a> {
    let sprint = it.sprint.and_then(|id| backlog.sprints().get(id));
    VerdictAnswer {
        at: it.at,
        by: told(&it.by),
        kind: it.kind,
        sprint: sprint.map(|sprint| sprint.number),
        unmet: unmet(it),
        reason: told(&it.reason),
        overridden: it.overridden.as_deref(),
    }
}

/// The words of the criteria that were not met at a verdict.
pub(super) fn unmet(verdict: &Verdict) -> Vec<&str> {
    let unmet = verdict.criteria.iter().filter(|it| it.result == Judgement::Unmet);
    unmet.map(|it| it.text.as_str()).collect()
}

/// The outcome written down last.
pub(super) fn newest(outcomes: &[Outcome]) -> Option<&Outcome> {
    outcomes.iter().max_by_key(|it| it.at)
}

fn outcome(it: &Outcome) -> OutcomeAnswer<'_> {
    OutcomeAnswer {
        at: it.at,
        by: told(&it.by),
        expected: told(&it.expected),
        observed: told(&it.observed),
        number: it.number,
        source: told(&it.source),
        date: it.date,
    }
}
