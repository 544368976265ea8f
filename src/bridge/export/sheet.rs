//! The CSV that `import --from csv` reads back.
//! It never writes a row shorter than its header.

use crate::bridge::guard::guarded;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::fields::Cell;
use crate::domain::story::Story;

/// A column with a name of its own, and what a story has in it.
type Column = (&'static str, fn(&Story, &Backlog) -> String);

const COLUMNS: &[Column] = &[
    ("number", |story, _| story.number.to_string()),
    ("title", |story, _| story.title.clone()),
    ("kind", |story, _| story.kind.to_string()),
    ("status", |story, _| story.status.to_string()),
    ("points", |story, _| story.points.map(|points| points.to_string()).unwrap_or_default()),
    ("role", |story, _| story.role.clone()),
    ("want", |story, _| story.want.clone()),
    ("benefit", |story, _| story.benefit.clone()),
    ("description", |story, _| story.description.clone()),
    ("criteria", |story, _| criteria(&story.criteria)),
    ("tags", |story, _| joined(story.tags.iter())),
    ("skills", |story, _| joined(story.skills.iter())),
    ("epic", |story, backlog| {
        backlog.epic_of(story).map(|epic| epic.title.clone()).unwrap_or_default()
    }),
    ("release", |story, backlog| {
        backlog.release_of(story).map(|release| release.name.clone()).unwrap_or_default()
    }),
    ("sprint", sprint),
    ("requester", |story, _| story.requester.clone()),
    ("assignee", |story, _| story.assignee.clone()),
    ("moscow", |story, _| story.moscow.map(|word| word.to_string()).unwrap_or_default()),
    ("created", |story, _| story.created.to_string()),
];

/// The stories as CSV, one row each, with every kept column after the named ones.
#[must_use]
pub fn csv(stories: &[&Story], backlog: &Backlog) -> String {
    let kept = kept_columns(stories);
    let mut out = String::new();
    let header = COLUMNS.iter().map(|(name, _)| (*name).to_owned());
    let more =
        kept.iter().flat_map(|(name, times)| std::iter::repeat_n(format!("fields.{name}"), *times));
    row(&mut out, header.chain(more));
    for story in stories {
        let named = COLUMNS.iter().map(|(_, cell)| cell(story, backlog));
        let more = kept.iter().flat_map(|(name, times)| {
            let texts = story.fields.get(name).map(Cell::texts).unwrap_or_default();
            (0..*times).map(|at| texts.get(at).cloned().unwrap_or_default())
        });
        row(&mut out, named.chain(more));
    }
    out
}

/// The names of kept columns as they first come, each with the most texts a story has in it.
fn kept_columns<'a>(stories: &[&'a Story]) -> Vec<(&'a str, usize)> {
    let mut kept: Vec<(&str, usize)> = Vec::new();
    for (name, cell) in stories.iter().flat_map(|story| story.fields.iter()) {
        let times = cell.texts().len();
        match kept.iter_mut().find(|(known, _)| *known == name) {
            Some((_, most)) => *most = times.max(*most),
            None => kept.push((name, times)),
        }
    }
    kept
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let cell = guarded(&cell);
        if cell.contains([',', '"', ';', '\n', '\r']) || cell.trim() != cell {
            out.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}

fn joined<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// One line each; a tick only where one is met, so that plain lists stay plain.
fn criteria(criteria: &[Criterion]) -> String {
    // Words that begin like a bullet would lose it when read back, and beside a tick a plain line
    // would be read as more of the one above; then every line gets a bullet.
    let marked = criteria.iter().any(|criterion| {
        criterion.result == Judgement::Met
            || criterion.sentence().starts_with(|c: char| !c.is_alphabetic() && c != '"')
    });
    let line = |criterion: &Criterion| {
        let words = criterion.sentence().split_whitespace().collect::<Vec<_>>().join(" ");
        let tick = if criterion.result == Judgement::Met { "[x] " } else { "" };
        let bullet = if marked { "- " } else { "" };
        format!("{bullet}{tick}{words}")
    };
    criteria.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The sprint by the name another tool gave it, else by its number.
fn sprint(story: &Story, backlog: &Backlog) -> String {
    let Some(sprint) = backlog.sprint_of(story) else { return String::new() };
    let named = ["Sprint", "sprint"].iter().find_map(|name| sprint.fields.text(name));
    named.map_or_else(|| format!("Sprint {}", sprint.number), str::to_owned)
}
