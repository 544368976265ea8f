//! The product's values, as an answer.
//! It never says how the team is doing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::sheet::Sheet;
use super::told;
use crate::domain::check::Check;
use crate::domain::number::Points;
use crate::domain::product::{Day, Line, Product, ScoreKind};
use crate::domain::ready::Rule;
use crate::domain::stamp::Moment;
use crate::say::{date, tally};

/// A line of a definition.
#[derive(Debug, Serialize)]
pub(super) struct Numbered<'a> {
    k: usize,
    text: &'a str,
}

fn numbered(lines: &[Line]) -> Vec<Numbered<'_>> {
    (1..).zip(lines).map(|(k, line)| Numbered { k, text: &line.text }).collect()
}

/// A finding that is told no more.
#[derive(Debug, Serialize)]
pub(super) struct Waived<'a> {
    id: &'a str,
    reason: &'a str,
    by: Option<&'a str>,
    at: Moment,
}

/// The product in JSON, in the order of the contract.
#[derive(Debug, Serialize)]
pub(super) struct ProductAnswer<'a> {
    name: Option<&'a str>,
    goal: Option<&'a str>,
    scale: &'a [Points],
    largest: Points,
    score: ScoreKind,
    ready_off: &'a BTreeSet<Rule>,
    ready_lines: Vec<Numbered<'a>>,
    done_lines: Vec<Numbered<'a>>,
    checks_off: &'a BTreeSet<Check>,
    waived: Vec<Waived<'a>>,
    working_days: &'a BTreeSet<Day>,
    holidays: &'a BTreeSet<NaiveDate>,
    sprint_length: u32,
}

impl<'a> ProductAnswer<'a> {
    pub(super) fn of(product: &'a Product) -> Self {
        Self {
            name: told(&product.name),
            goal: told(&product.goal),
            scale: &product.scale.0,
            largest: product.largest.0,
            score: product.score,
            ready_off: &product.ready_off,
            ready_lines: numbered(&product.ready_lines),
            done_lines: numbered(&product.done_lines),
            checks_off: &product.checks_off,
            waived: product
                .waived
                .iter()
                .map(|it| Waived { id: &it.id, reason: &it.reason, by: told(&it.by), at: it.at })
                .collect(),
            working_days: &product.working_days.0,
            holidays: &product.holidays,
            sprint_length: product.sprint_length.0,
        }
    }
}

pub(super) fn text(product: &Product, today: NaiveDate, width: Option<usize>) -> String {
    let it = ProductAnswer::of(product);
    let mut sheet = Sheet::new(width);
    sheet.line(it.name.unwrap_or("a product without a name: upnext product set name=…"));
    match it.goal {
        Some(goal) => sheet.block(&format!("goal: {goal}")),
        None => sheet.line("no goal yet: upnext product set goal=…"),
    }
    sheet.gap();
    let scale: Vec<String> = it.scale.iter().map(ToString::to_string).collect();
    sheet.line(&format!("points on {}, at most {} to be ready", scale.join(" "), it.largest));
    sheet.line(&format!("score: {}", it.score));
    let length = usize::try_from(it.sprint_length).unwrap_or(0);
    let length = tally::count(length, "working day", "working days");
    let days: Vec<&str> = it.working_days.iter().map(|day| day.word()).collect();
    sheet.line(&format!("sprints of {length}, worked on {}", days.join(" ")));
    let holidays: Vec<String> = it.holidays.iter().map(|day| date::short(*day, today)).collect();
    if !holidays.is_empty() {
        sheet.line(&format!("holidays: {}", holidays.join(", ")));
    }
    sheet.heading("a story is ready with");
    let on = |rule: &&Rule| !it.ready_off.contains(rule);
    let rules: Vec<&str> = Rule::ALL.iter().filter(on).map(|rule| rule.word()).collect();
    let off: Vec<&str> = it.ready_off.iter().map(|rule| rule.word()).collect();
    sheet.line(&rules.join(", "));
    if !off.is_empty() {
        sheet.line(&format!("switched off: {}", off.join(", ")));
    }
    list(&mut sheet, &it.ready_lines);
    sheet.heading("and done with");
    if it.done_lines.is_empty() {
        sheet.line("every criterion met, and no line of its own: upnext product done add \"…\"");
    } else {
        sheet.line("every criterion met");
        list(&mut sheet, &it.done_lines);
    }
    wording(&mut sheet, &it, today);
    sheet.done()
}

/// What the checks of wording look at, and what they leave alone.
fn wording(sheet: &mut Sheet, it: &ProductAnswer<'_>, today: NaiveDate) {
    sheet.heading("its wording is checked for");
    let on = |check: &&Check| !it.checks_off.contains(check);
    let checks: Vec<&str> = Check::ALL.iter().filter(on).map(|check| check.word()).collect();
    let off: Vec<&str> = it.checks_off.iter().map(|check| check.word()).collect();
    sheet.line(if checks.is_empty() { "nothing".to_owned() } else { checks.join(", ") }.as_str());
    if !off.is_empty() {
        sheet.line(&format!("switched off: {}", off.join(", ")));
    }
    if !it.waived.is_empty() {
        sheet.heading("findings that are waived");
    }
    for waiver in &it.waived {
        let by = waiver.by.map(|by| format!("{by}, ")).unwrap_or_default();
        let day = date::short(waiver.at.day(), today);
        sheet.under(waiver.id, &format!("{} ({by}{day})", waiver.reason));
    }
}

fn list(sheet: &mut Sheet, lines: &[Numbered<'_>]) {
    for line in lines {
        sheet.under(&line.k.to_string(), line.text);
    }
}
