//! The answers to the questions of the command line, as text for people and as JSON for programs.
//! It changes nothing, and reads no clock and no disk.

mod advised;
mod check;
mod columns;
pub(super) mod conflicts;
mod daily;
mod epics;
mod explained;
mod figures;
mod forecast;
mod health;
mod ideas;
mod list;
mod log;
mod minutes;
mod page;
mod people;
mod priority;
mod product;
mod record;
mod related;
mod releases;
mod row;
mod sheet;
mod show;
mod sprint;
mod sprint_page;
mod today;
mod why;

pub use check::{findings, findings_json, findings_text};
pub use health::{figures as health_figures, health, health_text};
pub use priority::both_places;
pub use today::{News, news};

use chrono::NaiveDate;
use serde::Serialize;

use super::act::Question;
use super::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::plan;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;

pub use explained::Explained;

/// The answer for a person: lines that fit in `width` columns where a width is given, each with
/// its line end, nothing in them but what can be read.
///
/// # Errors
/// Something the question names is not there, or cannot be understood.
pub fn text(
    question: &Question,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    match question {
        Question::List { query, all, columns, limit } => {
            let columns = columns::read(columns)?;
            let ask = list::Ask { query, all: *all, limit: *limit };
            list::text(&ask, columns.as_deref(), backlog, today, width)
        }
        Question::Show(word) => Ok(page::text(story(word, backlog)?, backlog, today, width)),
        Question::Similar(word) => advised::similar_text(word, backlog, width),
        Question::Score(word) => priority::scores_text(word.as_deref(), backlog, width),
        Question::Disagreements => Ok(priority::disagreements_text(backlog, width)),
        Question::Why(word) => why::text(word, backlog, today, width),
        Question::Suggest(sought) => Ok(advised::suggested_text(*sought, backlog, width)),
        Question::Check(words) => Ok(findings_text(&findings(words, backlog)?, backlog, width)),
        Question::Health => Ok(health_text(&health(backlog, today), backlog, width)),
        Question::Log { number, limit } => {
            let of = number.as_deref().map(|word| story(word, backlog)).transpose()?;
            Ok(log::text(of, *limit, backlog, today, width))
        }
        Question::Today { since } => Ok(today::text(*since, backlog, today, width)),
        Question::Product => Ok(product::text(backlog.product(), today, width)),
        Question::Epics => Ok(epics::text(backlog, width)),
        Question::Sprints => Ok(sprint_page::list(backlog, today, width)),
        Question::Sprint(number) => {
            Ok(sprint_page::text(sprint::find(*number, backlog)?, backlog, today, width))
        }
        Question::Minutes(number) => {
            Ok(minutes::text(sprint::find(*number, backlog)?, backlog, today))
        }
        Question::Figures(number) => {
            Ok(figures::text(backlog, only(*number, backlog)?, today, width))
        }
        Question::Daily(number) => {
            Ok(daily::text(sprint::find(*number, backlog)?, backlog, today, width))
        }
        Question::People => Ok(people::text(backlog, today, width)),
        Question::Releases => Ok(releases::text(backlog, today, width)),
        Question::Ideas => Ok(ideas::text(backlog, today, width)),
        Question::Conflicts => Ok(conflicts::text(backlog, today, width)),
    }
}

/// The answer for a program: one JSON document with its line end, as the contract names it.
///
/// # Errors
/// Something the question names is not there, or cannot be understood.
pub fn json(question: &Question, backlog: &Backlog, today: NaiveDate) -> Result<String, Refusal> {
    match question {
        Question::List { query, all, columns, limit } => {
            // The contract's fields always stand here; a wrong column is wrong all the same.
            columns::read(columns)?;
            let ask = list::Ask { query, all: *all, limit: *limit };
            document(&list::rows(&ask, backlog, today)?)
        }
        Question::Show(word) => document(&show::Shown::of(story(word, backlog)?, backlog)),
        Question::Similar(word) => document(&advised::similar(word, backlog)?),
        Question::Score(word) => document(&priority::scores(word.as_deref(), backlog)?),
        Question::Disagreements => document(&priority::disagreements(backlog)),
        Question::Why(word) => document(&why::answer(word, backlog)?),
        Question::Suggest(sought) => advised::suggested(*sought, backlog),
        Question::Check(words) => findings_json(&findings(words, backlog)?),
        Question::Health => findings_json(&health(backlog, today)),
        Question::Log { number, limit } => {
            let of = number.as_deref().map(|word| story(word, backlog)).transpose()?;
            document(&log::lines(of, *limit, backlog))
        }
        Question::Today { since } => document(&today::TodayAnswer::of(*since, backlog, today)),
        Question::Product => document(&product::ProductAnswer::of(backlog.product())),
        Question::Epics => document(&epics::rows(backlog)),
        Question::Sprints => document(&sprint::rows(backlog, today)),
        Question::Sprint(number) | Question::Minutes(number) => {
            let sprint = sprint::find(*number, backlog)?;
            let plan = plan::of(sprint, backlog, today);
            document(&sprint::SprintAnswer::of(sprint, &plan, backlog, today))
        }
        Question::Daily(number) => {
            let sprint = sprint::find(*number, backlog)?;
            document(&daily::DailyAnswer::of(sprint, backlog, today))
        }
        Question::Figures(number) => {
            document(&figures::FiguresAnswer::of(backlog, only(*number, backlog)?, today))
        }
        Question::People => document(&people::rows(backlog)),
        Question::Releases => document(&releases::rows(backlog)),
        Question::Ideas => document(&ideas::rows(backlog)),
        Question::Conflicts => document(&conflicts::rows(backlog)),
    }
}

/// The figures of a screen as a page for people: each with its formula and its sample.
///
/// # Errors
/// There is no such sprint.
pub fn explained(
    which: Explained,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    explained::text(which, backlog, today, width)
}

/// The sprint with this number, where one is named.
fn only(number: Option<u32>, backlog: &Backlog) -> Result<Option<&Sprint>, Refusal> {
    number.map(|number| sprint::find(Some(number), backlog)).transpose()
}

fn story<'a>(word: &str, backlog: &'a Backlog) -> Result<&'a Story, Refusal> {
    let id = resolve::story(word, backlog)?;
    let story = backlog.story(id).map(|story| &**story);
    story.ok_or_else(|| Refusal::usage(format!("no story {word}")))
}

fn document(answer: &impl Serialize) -> Result<String, Refusal> {
    crate::say::json::document(answer)
        .map_err(|it| Refusal::rule(format!("no JSON for this: {it}")))
}

/// A text, or nothing where it is empty: `null` in JSON.
fn told(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
