//! What the order and its stories suffer from, in groups with their counts, and two figures beside
//! it. It mends nothing: each line says what would.

use chrono::NaiveDate;

use super::sheet::Sheet;
use crate::advice::health::{self, Trouble};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::plan::velocity;
use crate::figures::growth::{self, Growth};
use crate::figures::stock;
use crate::say::tally;

/// As many of one group as one reads; the rest is counted, and told as JSON.
const TOLD: usize = 10;
/// The figure of growth looks at so many closed sprints, as the velocity does.
const SPRINTS: usize = 3;

/// What is found on a day; suggestions are not among it.
#[must_use]
pub fn health(backlog: &Backlog, today: NaiveDate) -> Vec<Finding> {
    health::of(backlog, today)
}

/// Everything found, for people.
#[must_use]
pub fn health_text(findings: &[Finding], backlog: &Backlog, width: Option<usize>) -> String {
    let mut sheet = Sheet::new(width);
    for figure in figures(backlog) {
        sheet.line(&figure);
    }
    for trouble in Trouble::ALL {
        let those: Vec<&Finding> =
            findings.iter().filter(|it| Trouble::of(it) == Some(trouble)).collect();
        if those.is_empty() {
            continue;
        }
        sheet.heading(&format!("{}: {}", trouble.heading(), those.len()));
        for Finding { id, message, .. } in those.iter().take(TOLD) {
            sheet.under("·", message);
            sheet.under("  ", id);
        }
        if let Some(more @ 1..) = those.len().checked_sub(TOLD) {
            sheet.under("·", &format!("and {more} more: upnext health --json names them"));
        }
    }
    sheet.gap();
    if findings.is_empty() {
        sheet.line("Nothing ails the backlog.");
    } else {
        let found = tally::count(findings.len(), "finding", "findings");
        sheet.line(&format!("{found}. To leave one as it is: upnext waive ID --reason \"…\""));
    }
    sheet.done()
}

/// The two figures: for how long what is ready lasts, and whether more comes than is done. Each
/// with its sample.
#[must_use]
pub fn figures(backlog: &Backlog) -> [String; 2] {
    let stock = stock::of(backlog);
    let ready = tally::count(stock.ready.stories, "story", "stories");
    let lasts = match (stock.sprints_of_ready, velocity::forecast(backlog)) {
        (Some(lasts), Some(mean)) => {
            let numbers: Vec<u32> = mean.sprints.iter().map(|(number, _)| *number).collect();
            format!("{} sprints' worth, by the mean of {}", tally::about(lasts), sprints(&numbers))
        }
        (None, Some(_)) => "the last sprints came to no point to measure it by".to_owned(),
        _ => "no sprint is closed yet to measure it by".to_owned(),
    };
    [format!("ready work: {ready}, {} pts; {lasts}", stock.ready.points), growing(backlog)]
}

fn growing(backlog: &Backlog) -> String {
    let last: Vec<Growth> = growth::of(backlog).into_iter().take(SPRINTS).collect();
    if last.is_empty() {
        return "growth: no closed sprint with dates and a record yet".to_owned();
    }
    let created: usize = last.iter().map(|it| it.created).sum();
    let accepted: usize = last.iter().map(|it| it.accepted).sum();
    let numbers: Vec<u32> = last.iter().map(|it| it.sprint).collect();
    format!("growth: {created} written down, {accepted} accepted, in {}", sprints(&numbers))
}

/// Sprints by their numbers, newest first, as one says it: "sprints 5, 6 and 7".
fn sprints(numbers: &[u32]) -> String {
    let name = if numbers.len() == 1 { "sprint" } else { "sprints" };
    let numbers: Vec<String> = numbers.iter().rev().map(ToString::to_string).collect();
    format!("{name} {}", tally::list(&numbers))
}
