//! Sprints for people: a table of all of them, and a page for one.
//! It works nothing out that the JSON answer does not.

use std::fmt::Display;
use std::sync::Arc;

use chrono::NaiveDate;

use super::forecast;
use super::record::PartAnswer;
use super::row;
use super::sheet::Sheet;
use super::sprint::{self, SprintAnswer};
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Judgement, Verdict, VerdictKind};
use crate::domain::number::Points;
use crate::domain::plan;
use crate::domain::review;
use crate::domain::sprint::{Direction, Sprint, SprintState};
use crate::domain::story::Story;
use crate::say::table::Table;
use crate::say::{date, tally};

pub(super) fn list(backlog: &Backlog, today: NaiveDate, width: Option<usize>) -> String {
    let rows = sprint::rows(backlog, today);
    if rows.is_empty() {
        return "no sprint yet\n".to_owned();
    }
    let table = Table::new().right("sprint").left("state").left("days").right("load");
    let table = table.right("capacity").right("committed");
    let mut table = table.right("accepted").right("remaining").flexible("goal");
    for row in rows {
        let points = |points: Option<Points>| points.map_or_else(String::new, |it| it.to_string());
        table.row([
            row.number.to_string(),
            row.state.to_string(),
            when(&row, today),
            row.load.to_string(),
            points(row.capacity),
            points(row.committed),
            row.accepted.to_string(),
            points(row.remaining),
            row.goal.unwrap_or_default().to_owned(),
        ]);
    }
    table.render(width)
}

fn when(it: &SprintAnswer<'_>, today: NaiveDate) -> String {
    let day = |day| date::short(day, today);
    match (it.start, it.end) {
        (Some(start), Some(end)) => format!("{} – {}", day(start), day(end)),
        (Some(start), None) => format!("from {}", day(start)),
        (None, Some(end)) => format!("to {}", day(end)),
        (None, None) => String::new(),
    }
}

pub(super) fn text(
    sprint: &Sprint,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let plan = plan::of(sprint, backlog, today);
    let it = SprintAnswer::of(sprint, &plan, backlog, today);
    let mut sheet = Sheet::new(width);
    head(&mut sheet, &it, sprint, today);
    // What a closed sprint came to is what one opens it for.
    record(&mut sheet, &it, sprint, backlog);
    overrides(&mut sheet, sprint, backlog);
    feedback(&mut sheet, sprint, backlog);
    forecast::people(&mut sheet, &plan, today, width);
    // What was given up is not forecast any more.
    if sprint.state != SprintState::Cancelled {
        forecast::capacity(&mut sheet, &plan);
    }
    stories(&mut sheet, &it, backlog, width);
    skills(&mut sheet, &it);
    burndown(&mut sheet, &it, today, width);
    scope(&mut sheet, &it, today);
    kept(&mut sheet, sprint);
    sheet.done()
}

/// What was said of its stories, once it is closed.
fn feedback(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog) {
    let Some(record) = &sprint.record else { return };
    let ideas = review::feedback(sprint, record, backlog);
    if !ideas.is_empty() {
        sheet.heading("feedback");
    }
    for idea in ideas {
        let from = if idea.from.is_empty() { String::new() } else { format!(" — {}", idea.from) };
        sheet.under("·", &format!("idea {}: {}{from}", idea.number, idea.text));
    }
}

fn head(sheet: &mut Sheet, it: &SprintAnswer<'_>, sprint: &Sprint, today: NaiveDate) {
    let named = |name: &str, value: Option<String>| match value {
        Some(value) => format!("{name} {value}"),
        None => String::new(),
    };
    let judged = it.goal_met.map(|met| if met { "goal met" } else { "goal not met" });
    sheet.parts([
        format!("sprint {}", it.number),
        it.state.to_string(),
        judged.unwrap_or_default().to_owned(),
    ]);
    sheet.line(&format!("goal: {}", it.goal.unwrap_or("none")));
    let running = it.days_left.filter(|_| it.record.is_none());
    sheet.parts([
        when(it, today),
        it.working_days
            .map_or_else(String::new, |days| tally::count(days, "working day", "working days")),
        running.map_or_else(String::new, |days| format!("{days} left")),
    ]);
    let points = |it: Option<Points>| it.map(|points| points.to_string());
    let frozen = sprint.record.is_some();
    sheet.parts([
        format!("load {} pts", it.load),
        named("committed", points(it.committed)),
        named("added", points(it.added)),
        named("removed", points(it.removed)),
        named("accepted", points(Some(it.accepted))),
        named("delivered", points(Some(it.delivered).filter(|_| !frozen))),
        named("remaining", points(it.remaining)),
    ]);
}

/// What became of a story in a closed sprint, whatever it is by now.
fn came_to(it: &SprintAnswer<'_>, number: u32) -> Option<String> {
    let record = it.record.as_ref()?;
    let parts = [
        ("accepted", Some(&record.accepted)),
        ("rejected", record.rejected.as_ref()),
        ("unfinished", record.unfinished.as_ref()),
    ];
    let has = |part: &PartAnswer| part.stories.contains(&number);
    parts.into_iter().find(|(_, part)| part.is_some_and(has)).map(|(word, _)| word.to_owned())
}

fn stories(sheet: &mut Sheet, it: &SprintAnswer<'_>, backlog: &Backlog, width: Option<usize>) {
    let stories = it.stories.as_deref().unwrap_or_default();
    if stories.is_empty() {
        return;
    }
    // Whether it was there at the start says something only where there was a start.
    let started = it.committed.is_some() && stories.iter().any(|story| story.committed);
    let mut table = Table::new().right("#").right("pts").left("status").flexible("title");
    for story in stories {
        let added = if started && !story.committed { "+ " } else { "" };
        table.row([
            story.number.to_string(),
            row::points(story.points, backlog),
            came_to(it, story.number).unwrap_or_else(|| story.status.to_string()),
            format!("{added}{}", story.title),
        ]);
    }
    sheet.gap();
    sheet.ready_made(&table.render(width));
    if started && stories.iter().any(|story| !story.committed) {
        sheet.line("+ came in after the start");
    }
}

fn skills(sheet: &mut Sheet, it: &SprintAnswer<'_>) {
    let skills = it.skills.as_deref().unwrap_or_default();
    if skills.is_empty() {
        return;
    }
    sheet.heading("points by skill");
    for line in skills {
        let of = line.capacity.map_or_else(String::new, |it| format!(" of {it}"));
        sheet.under("·", &format!("{} {}{of}", line.skill, line.points));
    }
    sheet.line("a story counts whole for each of its skills: the lines do not add up");
}

/// What was left at the end of each working day so far.
fn burndown(sheet: &mut Sheet, it: &SprintAnswer<'_>, today: NaiveDate, width: Option<usize>) {
    let days = it.burndown.as_deref().unwrap_or_default();
    if days.is_empty() {
        return;
    }
    let mut table = Table::new().right("day").left("").right("remaining").right("ideal");
    table = table.right("delivered").right("scope");
    for it in days {
        let changed = it.scope_change.hundredths();
        let scope = match changed {
            0 => String::new(),
            1.. => format!("+{}", it.scope_change),
            _ => it.scope_change.to_string(),
        };
        table.row([
            it.day.to_string(),
            it.date.map_or_else(|| "start".to_owned(), |day| date::short(day, today)),
            it.remaining.to_string(),
            it.ideal.to_string(),
            it.delivered.to_string(),
            scope,
        ]);
    }
    sheet.heading("burndown, in points");
    sheet.ready_made(&table.render(width));
}

fn scope(sheet: &mut Sheet, it: &SprintAnswer<'_>, today: NaiveDate) {
    let changes = it.scope_log.as_deref().unwrap_or_default();
    if !changes.is_empty() {
        sheet.heading("changes of scope");
    }
    for change in changes {
        let story = |number: Option<u32>| {
            number.map_or_else(|| "a story that is gone".to_owned(), |number| format!("#{number}"))
        };
        let way = if change.direction == Some(Direction::Out) { "out" } else { "in" };
        let points = change.points.map_or_else(String::new, |it| format!(", {it} pts"));
        let reason = change.reason.map_or_else(String::new, |it| format!(": {it}"));
        let traded = change.traded_for.map_or_else(String::new, |it| format!(" for #{it}"));
        let by = change.by.map_or_else(String::new, |by| format!(", {by}"));
        let when = format!("{}{by}:", date::short(change.at.day(), today));
        sheet.under(&when, &format!("{way} {}{traded}{points}{reason}", story(change.number)));
    }
}

fn record(sheet: &mut Sheet, it: &SprintAnswer<'_>, sprint: &Sprint, backlog: &Backlog) {
    let Some(record) = &it.record else { return };
    sheet.heading(if record.imported { "record, imported" } else { "record" });
    let parts = [
        ("committed", part(record.committed.as_ref())),
        ("added", part(record.added.as_ref())),
        ("removed", part(record.removed.as_ref())),
        ("re-estimated", part(record.re_estimated.as_ref())),
        ("accepted", part(Some(&record.accepted))),
        ("rejected", part(record.rejected.as_ref())),
        ("unfinished", part(record.unfinished.as_ref())),
    ];
    for (name, told) in parts {
        if let Some(told) = told {
            sheet.under("·", &format!("{name} {told}"));
        }
    }
    for story in
        sprint.record.iter().filter_map(|it| it.rejected.as_ref()).flat_map(|it| &it.stories)
    {
        if let Some(why) = backlog.story(*story).and_then(|story| why_rejected(story, sprint)) {
            sheet.under("✗", &why);
        }
    }
    sheet.under("·", &format!("velocity {}", record.velocity.in_points()));
    if let Some(say_do) = record.say_do {
        sheet.under("·", &format!("say–do {} %", say_do.hundredths()));
    }
    if let Some(note) = record.note {
        sheet.block_under("·", note);
    }
}

/// What counts although something stood open: it is told wherever its points are.
fn overrides(sheet: &mut Sheet, sprint: &Sprint, backlog: &Backlog) {
    let counted = |story: &&Arc<Story>| review::accepted_in(story, sprint.id);
    let reason = |story: &Arc<Story>| {
        let reason = story.verdicts.last()?.overridden.as_deref()?;
        Some(format!("#{}: {reason}", story.number))
    };
    let told: Vec<String> = backlog.stories().iter().filter(counted).filter_map(reason).collect();
    if !told.is_empty() {
        sheet.heading("accepted by override, and counted");
    }
    for told in told {
        sheet.under("·", &told);
    }
}

/// Points with the stories they come from: "8 pts: #3 #4".
fn part<P: Display>(part: Option<&PartAnswer<P>>) -> Option<String> {
    let PartAnswer { points, stories } = part?;
    let stories: Vec<String> = stories.iter().map(|it| format!("#{it}")).collect();
    let stories = match stories.as_slice() {
        [] => String::new(),
        some => format!(": {}", some.join(" ")),
    };
    let points = points.to_string();
    let unit = if points == "1" { "pt" } else { "pts" };
    Some(format!("{points} {unit}{stories}"))
}

/// Why a story was rejected last in a sprint: "#38: it nods; unmet: it keeps quiet".
fn why_rejected(story: &Story, sprint: &Sprint) -> Option<String> {
    let here = |it: &&Verdict| it.kind == VerdictKind::Rejected && it.sprint == Some(sprint.id);
    let verdict = story.verdicts.iter().rev().find(here)?;
    let unmet = verdict.criteria.iter().filter(|it| it.result == Judgement::Unmet);
    let unmet = unmet.map(|it| format!("unmet: {}", it.text));
    let reason = Some(verdict.reason.clone()).filter(|reason| !reason.is_empty());
    let said: Vec<String> = reason.into_iter().chain(unmet).collect();
    Some(format!("#{}: {}", story.number, said.join("; ")))
}

fn kept(sheet: &mut Sheet, sprint: &Sprint) {
    if !sprint.fields.is_empty() {
        sheet.heading("kept from the import");
    }
    for (name, cell) in sprint.fields.iter() {
        sheet.block_under(&format!("{name}:"), &cell.texts().join(", "));
    }
}
