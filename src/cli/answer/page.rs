//! Everything about one story, for people: a calm page that leaves out what there is not.
//! It works nothing out that the JSON answer does not.

use chrono::NaiveDate;

use super::related::{links, numbers, ticks};
use super::row::{self, Row};
use super::sheet::Sheet;
use super::show::{newest, unmet};
use crate::domain::backlog::Backlog;
use crate::domain::criterion::Judgement;
use crate::domain::narrative;
use crate::domain::stamp::Moment;
use crate::domain::story::{Override, Status, Story};
use crate::say::{date, history, tally};

/// Lines of history on the page; `log` has them all.
const RECENT: usize = 5;

pub(super) fn text(
    story: &Story,
    backlog: &Backlog,
    today: NaiveDate,
    width: Option<usize>,
) -> String {
    let row = Row::of(story, backlog.position(story.id), backlog);
    let mut sheet = Sheet::new(width);
    head(&mut sheet, &row, backlog);
    let told = narrative::sentence(&story.role, &story.want, &story.benefit);
    if !told.is_empty() {
        sheet.heading(&told);
    }
    standing(&mut sheet, &row, story, today);
    if !story.description.trim().is_empty() {
        sheet.gap();
        sheet.block(&story.description);
    }
    criteria(&mut sheet, story);
    talk(&mut sheet, story, today);
    others(&mut sheet, story, backlog);
    ideas(&mut sheet, story, backlog);
    definitions(&mut sheet, story, backlog);
    verdicts(&mut sheet, story, today);
    kept(&mut sheet, story);
    recent(&mut sheet, story, today);
    sheet.done()
}

fn head(sheet: &mut Sheet, row: &Row<'_>, backlog: &Backlog) {
    let named = |name: &str, value: Option<String>| match value {
        Some(value) => format!("{name} {value}"),
        None => String::new(),
    };
    sheet.line(&format!("#{} {}", row.number, row.title));
    sheet.parts([
        if row.released { "released".to_owned() } else { row.status.to_string() },
        match row.points {
            Some(_) => format!("{} pts", row::points(row.points, backlog)),
            None => "no estimate".to_owned(),
        },
        named("position", row.position.map(|it| it.to_string())),
        row.kind.to_string(),
        named("epic", row.epic.map(str::to_owned)),
        named("release", row.release.map(str::to_owned)),
        named("sprint", row.sprint.map(|it| it.to_string())),
        row.moscow.map_or_else(String::new, |it| it.to_string()),
        named(backlog.product().score.word(), row.score.map(|it| it.to_string())),
    ]);
    let words = |name: &str, words: &mut dyn Iterator<Item = &String>| {
        let words: Vec<&str> = words.map(String::as_str).collect();
        if words.is_empty() { String::new() } else { format!("{name}: {}", words.join(", ")) }
    };
    sheet.parts([
        words("tags", &mut row.tags.iter()),
        words("skills", &mut row.skills.iter()),
        named("asked for by", row.requester.map(str::to_owned)),
        named("worked on by", row.assignee.map(str::to_owned)),
    ]);
}

/// What is missing, what is in the way, and which rules were set aside.
fn standing(sheet: &mut Sheet, row: &Row<'_>, story: &Story, today: NaiveDate) {
    sheet.gap();
    if matches!(row.status, Status::Draft | Status::Ready) {
        match (row.missing.as_slice(), row.ready) {
            ([], true) => sheet.line("✓ ready"),
            ([], false) => sheet.line("nothing missing"),
            (missing, _) => sheet.line(&format!("✗ missing: {}", missing.join(" · "))),
        }
    }
    if let Some(it) = &story.impediment {
        let age = date::age(it.since.day(), today);
        sheet.line(&format!("blocked: {} ({age}{})", it.reason, by(&it.by)));
    }
    let set_aside = |it: &Override, what: &str| {
        let day = date::short(it.at.day(), today);
        format!("{what} by override: {} ({day}{})", it.reason, by(&it.by))
    };
    if let Some(it) = &story.ready_override {
        sheet.line(&set_aside(it, "ready"));
    }
    if let Some(it) = &story.pull_override {
        sheet.line(&set_aside(it, "pulled"));
    }
}

/// The ideas that stand behind it, with who said them.
fn ideas(sheet: &mut Sheet, story: &Story, backlog: &Backlog) {
    let behind = backlog.ideas_behind(story.id);
    if behind.is_empty() {
        return;
    }
    sheet.heading(&tally::count(behind.len(), "idea behind it", "ideas behind it"));
    for idea in behind {
        sheet.under(&idea.number.to_string(), &idea.said());
    }
}

fn by(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(", {name}") }
}

fn criteria(sheet: &mut Sheet, story: &Story) {
    if story.criteria.is_empty() {
        return;
    }
    sheet.heading("criteria");
    for (n, it) in (1..).zip(&story.criteria) {
        let mark = match it.result {
            Judgement::Unjudged => '▢',
            Judgement::Met => '✓',
            Judgement::Unmet => '✗',
        };
        sheet.under(&format!("{mark} {n}"), &with_note(&it.sentence(), &it.note));
    }
}

fn with_note(text: &str, note: &str) -> String {
    if note.is_empty() { text.to_owned() } else { format!("{text} — {note}") }
}

/// Who said it and when: "14 Nov, ann".
fn said(at: Moment, name: &str, today: NaiveDate) -> String {
    format!("{}{}", date::short(at.day(), today), by(name))
}

fn talk(sheet: &mut Sheet, story: &Story, today: NaiveDate) {
    if !story.questions.is_empty() {
        sheet.heading("questions");
    }
    for (n, it) in (1..).zip(&story.questions) {
        let mark = if it.answer.is_some() { '✓' } else { '?' };
        let asked = format!("{} ({})", it.text, said(it.at, &it.by, today));
        sheet.under(&format!("{mark} {n}"), &asked);
        if let Some(answer) = &it.answer {
            let who = it.answered_at.map(|at| said(at, &it.answered_by, today));
            let who = who.map_or_else(String::new, |who| format!(" ({who})"));
            sheet.under("   →", &format!("{answer}{who}"));
        }
    }
    if !story.notes.is_empty() {
        sheet.heading("notes");
    }
    for (n, it) in (1..).zip(&story.notes) {
        sheet.block_under(&format!("{n} · {}:", said(it.at, &it.by, today)), &it.text);
    }
}

/// The stories this one has to do with.
fn others(sheet: &mut Sheet, story: &Story, backlog: &Backlog) {
    let waiting = backlog.stories().iter().filter(|it| it.depends_on.contains(&story.id));
    let all = |name: &str, numbers: Vec<u32>| {
        let words: Vec<String> = numbers.iter().map(|number| format!("#{number}")).collect();
        if words.is_empty() { String::new() } else { format!("{name} {}", tally::list(&words)) }
    };
    let links = links(story, backlog).into_iter().map(|it| match it.kind {
        "relates" => format!("relates to #{}", it.number),
        "followed-by" => format!("followed by #{}", it.number),
        kind => format!("{kind} #{}", it.number),
    });
    let links: Vec<String> = links.collect();
    sheet.gap();
    sheet.parts([
        all("depends on", numbers(story.depends_on.iter().copied(), backlog)),
        all("needed by", numbers(waiting.map(|it| it.id), backlog)),
        links.join(" · "),
        all("split from", numbers(story.split_from, backlog)),
    ]);
}

fn definitions(sheet: &mut Sheet, story: &Story, backlog: &Backlog) {
    let product = backlog.product();
    let both = [
        ("ready lines", ticks(&product.ready_lines, &story.ready_ticks)),
        ("done", ticks(&product.done_lines, &story.done_ticks)),
    ];
    for (name, lines) in both.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        sheet.heading(name);
        for line in lines {
            let mark = if line.ticked { '✓' } else { '▢' };
            sheet.under(&format!("{mark} {}", line.k), line.text);
        }
    }
}

fn verdicts(sheet: &mut Sheet, story: &Story, today: NaiveDate) {
    if !story.verdicts.is_empty() {
        sheet.heading("verdicts");
    }
    for it in &story.verdicts {
        let mut parts = vec![it.kind.to_string()];
        parts.extend(super::told(&it.reason).map(str::to_owned));
        let unmet = unmet(it);
        if !unmet.is_empty() {
            parts.push(format!("unmet: {}", unmet.join("; ")));
        }
        parts.extend(it.overridden.as_ref().map(|reason| format!("by override: {reason}")));
        sheet.under(&format!("{}:", said(it.at, &it.by, today)), &parts.join(" · "));
    }
    if let Some(it) = newest(&story.outcomes) {
        sheet.heading("outcome");
        let number = it.number.map_or_else(String::new, |number| number.to_string());
        let lines = [
            ("expected:", &it.expected),
            ("observed:", &it.observed),
            ("number:", &number),
            ("source:", &it.source),
        ];
        for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
            sheet.block_under(name, text);
        }
    }
}

fn kept(sheet: &mut Sheet, story: &Story) {
    if !story.fields.is_empty() {
        sheet.heading("kept from the import");
    }
    for (name, cell) in story.fields.iter() {
        sheet.block_under(&format!("{name}:"), &cell.texts().join(", "));
    }
}

fn recent(sheet: &mut Sheet, story: &Story, today: NaiveDate) {
    if !story.history.is_empty() {
        sheet.heading("history");
    }
    for entry in story.history.iter().take(RECENT) {
        sheet.under("·", &history::sentence(entry, today));
    }
    let more = story.history.len().saturating_sub(RECENT);
    if more > 0 {
        let lines = tally::count(more, "more line", "more lines");
        sheet.under("…", &format!("{lines}: upnext log {}", story.number));
    }
}
