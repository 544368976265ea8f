//! The figures of a screen, each with its formula, what it was reckoned from, and what was left
//! out. It reckons nothing that the screens do not show.

mod backlog;
mod board;
mod plan;
mod priority;

use chrono::NaiveDate;

use super::sheet::Sheet;
use super::sprint;
use crate::domain::backlog::Backlog;
use crate::domain::number::Points;
use crate::domain::product::Product;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::Sprint;
use crate::domain::story::Story;
use crate::say::{date, tally};

/// Which figures are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// Those of the order: its points, its cut lines, and the scores beside it.
    Order,
    /// Those of planning a sprint, the one with this number.
    Planning(Option<u32>),
    /// Those of running a sprint, likewise.
    Running(Option<u32>),
}

/// The page of figures.
///
/// # Errors
/// There is no such sprint.
pub(super) fn text(
    which: Explained,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> Result<String, Refusal> {
    let mut sheet = Sheet::new(width);
    match which {
        Explained::Order => {
            backlog::write(&mut sheet, backlog);
            priority::write(&mut sheet, backlog);
        }
        Explained::Planning(number) => {
            plan::write(&mut sheet, sprint::find(number, backlog)?, backlog, today);
        }
        Explained::Running(number) => {
            board::write(&mut sheet, sprint::find(number, backlog)?, backlog, today);
        }
    }
    Ok(sheet.done())
}

/// A line below a figure.
fn because(sheet: &mut Sheet, text: &str) {
    sheet.under("·", text);
}

/// "#12 and #13 (not estimated, they count 0)"; nothing where everything is estimated.
fn unestimated<'a>(stories: impl Iterator<Item = &'a Story>) -> Option<String> {
    let numbers: Vec<u32> =
        stories.filter(|story| story.points.is_none()).map(|story| story.number).collect();
    let some = tally::count(numbers.len(), "story is", "stories are");
    (!numbers.is_empty()).then(|| {
        format!("left out: {some} not estimated and count 0: {}", tally::numbers(&numbers))
    })
}

/// "5 + 3 + 2"; at most so many terms that one can still read it.
fn sum(points: &[Points]) -> String {
    const MOST: usize = 12;
    let mut terms: Vec<String> = points.iter().take(MOST).map(ToString::to_string).collect();
    if points.len() > MOST {
        terms.push(format!("… ({} in all)", points.len()));
    }
    terms.join(" + ")
}

/// Which days count as working days of a sprint, and which of its days do not.
fn working_days(sheet: &mut Sheet, sprint: &Sprint, product: &Product, today: NaiveDate) {
    let (Some(start), Some(end)) = (sprint.start, sprint.end) else {
        because(sheet, "not known: the sprint has no dates (sprint set start=… end=…)");
        return;
    };
    let (from, to) = (date::short(start, today), date::short(end, today));
    let names: Vec<&str> = product.working_days.0.iter().map(|day| day.word()).collect();
    because(
        sheet,
        &format!(
            "formula: the days from {from} to {to}, both included, that are working days ({}) and \
             no holiday",
            names.join(" ")
        ),
    );
    let holidays: Vec<String> = product
        .holidays
        .range(start..=end.max(start))
        .map(|day| date::short(*day, today))
        .collect();
    if !holidays.is_empty() {
        because(sheet, &format!("left out, as holidays: {}", holidays.join(", ")));
    }
}
