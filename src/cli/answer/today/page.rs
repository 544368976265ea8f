//! Where things stand, for a person: section by section, each with how many there are. It works
//! nothing out that the JSON answer does not.

use chrono::NaiveDate;

use super::TodayAnswer;
use super::news::{News, news};
use crate::cli::answer::row;
use crate::cli::answer::sheet::Sheet;
use crate::domain::backlog::Backlog;
use crate::figures::changes::{self, Change, Since};
use crate::say::table::Table;
use crate::say::{date, tally};

/// Acts a person is shown.
const ENOUGH: usize = 20;

/// The whole page.
pub(in crate::cli::answer) fn text(
    since: Option<NaiveDate>,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let it = TodayAnswer::of(since, backlog, today);
    let mut sheet = Sheet::new(width);
    sheet.parts([
        today.format("%A, %-d %B %Y").to_string(),
        it.goal.map_or_else(String::new, |goal| format!("goal: {goal}")),
    ]);
    sprints(&mut sheet, &it, today);
    delivered(&mut sheet, &it, today, width);
    blocked(&mut sheet, &it, width);
    unready(&mut sheet, &it, backlog, width);
    ideas(&mut sheet, &it, today, width);
    let acts = changes::since(backlog, Since::Day(it.since), &|_| true);
    happened(&mut sheet, &acts, it.since, backlog, today, width);
    sheet.done()
}

fn sprints(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate) {
    sheet.gap();
    match &it.sprint {
        Some(sprint) => {
            let left = sprint.days_left.map_or_else(String::new, |left| {
                let days = tally::count(sprint.working_days, "working day", "working days");
                format!("{left} of {days} left")
            });
            sheet.line(&format!("sprint {}: {}", sprint.number, sprint.goal.unwrap_or("no goal")));
            sheet.parts([
                format!("  {left}"),
                sprint
                    .committed
                    .map_or_else(String::new, |it| format!("committed {}", it.in_points())),
                format!("remaining {}", sprint.remaining),
                format!("delivered {}", sprint.delivered),
                format!("accepted {}", sprint.accepted),
            ]);
        }
        None if it.planned.is_none() => sheet.line("no sprint is running: upnext sprint plan"),
        None => sheet.line("no sprint is running"),
    }
    let Some(next) = &it.planned else { return };
    let days = next.start.zip(next.end).map_or_else(String::new, |(start, end)| {
        format!("{} – {}", date::short(start, today), date::short(end, today))
    });
    let room = next.capacity.map_or_else(String::new, |most| format!(" of {most}"));
    sheet.parts([
        format!("next, sprint {}: {}", next.number, next.goal.unwrap_or("no goal")),
        days,
        format!("{}{room} pts", next.load),
    ]);
}

fn heading(sheet: &mut Sheet, words: &str, count: usize) {
    match count {
        0 => sheet.heading(&format!("{words}: none")),
        count => sheet.heading(&format!("{words}: {count}")),
    }
}

fn delivered(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate, width: Option<usize>) {
    heading(sheet, "delivered, waiting for your verdict", it.delivered.len());
    let mut table = Table::new().right("").right("").flexible("").left("");
    for story in &it.delivered {
        let since = story.since.map(|at| format!("since {}", date::short(at.day(), today)));
        let points = story.points.map_or_else(|| "?".to_owned(), |it| it.to_string());
        let number = format!("#{}", story.number);
        table.row([number, points, story.title.to_owned(), since.unwrap_or_default()]);
    }
    rows(sheet, &table, it.delivered.len(), width);
}

fn blocked(sheet: &mut Sheet, it: &TodayAnswer<'_>, width: Option<usize>) {
    heading(sheet, "blocked", it.blocked.len());
    let mut table = Table::new().right("").flexible("").left("").right("");
    for story in &it.blocked {
        let days = usize::try_from(story.days).unwrap_or(usize::MAX);
        table.row([
            format!("#{}", story.number),
            story.title.to_owned(),
            story.reason.to_owned(),
            tally::count(days, "day", "days"),
        ]);
    }
    rows(sheet, &table, it.blocked.len(), width);
}

fn unready(sheet: &mut Sheet, it: &TodayAnswer<'_>, backlog: &Backlog, width: Option<usize>) {
    let which = if it.ahead { "next two sprints, not ready" } else { "at the top, not ready" };
    heading(sheet, which, it.unready.len());
    let mut table = Table::new().right("").right("").flexible("").flexible("");
    for story in &it.unready {
        table.row([
            format!("#{}", story.number),
            row::points(story.points, backlog),
            story.title.to_owned(),
            lacking(&story.missing),
        ]);
    }
    rows(sheet, &table, it.unready.len(), width);
}

/// What is missing, in a few words.
fn lacking(missing: &[String]) -> String {
    if missing.is_empty() { "say it is ready".to_owned() } else { missing.join(", ") }
}

fn ideas(sheet: &mut Sheet, it: &TodayAnswer<'_>, today: NaiveDate, width: Option<usize>) {
    heading(sheet, "new ideas", it.ideas.len());
    let mut table = Table::new().right("").flexible("").left("").left("");
    for idea in &it.ideas {
        let day = date::short(idea.date, today);
        let from = idea.from.unwrap_or_default().to_owned();
        table.row([idea.number.to_string(), idea.text.to_owned(), from, day]);
    }
    rows(sheet, &table, it.ideas.len(), width);
}

fn happened(
    sheet: &mut Sheet,
    acts: &[Change],
    since: NaiveDate,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) {
    heading(sheet, &format!("since {}", date::short(since, today)), acts.len());
    let mut table = Table::new().right("").flexible("").left("");
    for act in acts.iter().take(ENOUGH) {
        let News { number, deed, title, who } = news(act, backlog, today);
        let number = number.map_or_else(String::new, |number| format!("#{number}"));
        let said = if title.is_empty() { deed } else { format!("{deed} · {title}") };
        table.row([number, said, who]);
    }
    rows(sheet, &table, acts.len(), width);
    let more = acts.len().saturating_sub(ENOUGH);
    if more > 0 {
        sheet.line(&format!("  … and {more} more: upnext log"));
    }
}

/// A table below its heading.
fn rows(sheet: &mut Sheet, table: &Table, count: usize, width: Option<usize>) {
    if count > 0 {
        sheet.ready_made(&table.render(width));
    }
}
