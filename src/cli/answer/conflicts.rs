//! The values a merge left to be settled, one a paragraph: what stands beside what came in.
//! It settles none.

use chrono::NaiveDate;
use serde::Serialize;

use super::told;
use crate::domain::backlog::Backlog;
use crate::domain::conflict::{Claim, Conflict, Noun};
use crate::domain::id::Id;
use crate::domain::spelling::{Said, of_conflict};
use crate::domain::stamp::Moment;
use crate::say::{date, plain, width};

/// Narrower, the two values stand below each other.
const ROOM: usize = 60;
/// Blanks between two columns, and before the first.
const GAP: usize = 2;

/// One side of a conflict for a program.
#[derive(Debug, Serialize)]
struct SideAnswer {
    value: Option<String>,
    by: Option<String>,
    at: Option<Moment>,
}

impl SideAnswer {
    fn of(value: Option<String>, claim: &Claim) -> Self {
        let at = (claim.at != Moment::default()).then_some(claim.at);
        Self { value, by: told(&claim.by).map(str::to_owned), at }
    }
}

/// A conflict for a program.
#[derive(Debug, Serialize)]
pub struct ConflictAnswer {
    id: Id<Conflict>,
    story: Option<u32>,
    what: String,
    field: String,
    ours: SideAnswer,
    theirs: SideAnswer,
}

impl ConflictAnswer {
    /// A conflict in the words of this backlog.
    #[must_use]
    pub fn of(conflict: &Conflict, backlog: &Backlog) -> Self {
        let Said { what, field, ours, theirs } = of_conflict(conflict, backlog);
        Self {
            id: conflict.id,
            story: story_of(conflict, backlog),
            what,
            field,
            ours: SideAnswer::of(ours, &conflict.ours),
            theirs: SideAnswer::of(theirs, &conflict.theirs),
        }
    }
}

fn story_of(conflict: &Conflict, backlog: &Backlog) -> Option<u32> {
    let about = (conflict.of == Noun::Story).then(|| Id::new(conflict.about));
    Some(backlog.story(about?)?.number)
}

/// All conflicts with their words: stories by number first, then the others by name.
pub fn listed(backlog: &Backlog) -> Vec<(&Conflict, Said)> {
    let mut all: Vec<(&Conflict, Said)> =
        backlog.conflicts().iter().map(|it| (&**it, of_conflict(it, backlog))).collect();
    all.sort_by_cached_key(|(conflict, said)| {
        let story = story_of(conflict, backlog);
        (story.is_none(), story, said.what.clone(), said.field.clone())
    });
    all
}

/// As text.
pub(super) fn text(backlog: &Backlog, today: NaiveDate, columns: Option<usize>) -> String {
    let all = listed(backlog);
    let Some((_, first)) = all.first() else {
        return "Nothing is left to be settled\n".to_owned();
    };
    let mut text = String::new();
    for (conflict, said) in &all {
        let title = (conflict.of == Noun::Story)
            .then(|| backlog.story(Id::new(conflict.about)))
            .flatten()
            .map_or(String::new(), |story| format!(" · {}", story.title));
        push(&mut text, &format!("{}: {}{title}", said.what, said.field), columns);
        let ours = side("ours", &conflict.ours, said.ours.as_deref(), today);
        let theirs = side("theirs", &conflict.theirs, said.theirs.as_deref(), today);
        match columns.filter(|columns| *columns >= ROOM) {
            Some(columns) => beside(&mut text, [&ours, &theirs], (columns - 2 * GAP) / 2),
            None => [ours, theirs].iter().for_each(|it| below(&mut text, it, columns)),
        }
        text.push('\n');
    }
    let quoted = |word: &str| shell_words::quote(word).into_owned();
    let what = quoted(first.what.trim_start_matches('#'));
    let settle = format!("upnext merge-resolve {what} {} ours|theirs", quoted(&first.field));
    push(&mut text, &format!("Settle one: {settle}"), columns);
    push(&mut text, "Settle all: upnext merge-resolve --all ours|theirs", columns);
    text
}

/// Who wrote it and when, and what.
fn side(name: &str, claim: &Claim, value: Option<&str>, today: NaiveDate) -> [String; 2] {
    let by = told(&claim.by).map(str::to_owned);
    let at = (claim.at != Moment::default()).then(|| date::short(claim.at.day(), today));
    let signed: Vec<String> = by.into_iter().chain(at).collect();
    let head = match signed.as_slice() {
        [] => name.to_owned(),
        signed => format!("{name} ({})", signed.join(", ")),
    };
    [plain::line(&head).into_owned(), plain::text(value.unwrap_or("—")).into_owned()]
}

fn push(text: &mut String, line: &str, columns: Option<usize>) {
    let line = plain::line(line);
    let lines = columns.map_or_else(|| vec![line.to_string()], |it| width::wrap(&line, it));
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
}

/// Both sides beside each other, each in so many columns.
fn beside(text: &mut String, [ours, theirs]: [&[String; 2]; 2], columns: usize) {
    let rows = |side: &[String; 2]| -> Vec<String> {
        side.iter().flat_map(|it| width::wrap(it, columns)).collect()
    };
    let (ours, theirs) = (rows(ours), rows(theirs));
    for at in 0..ours.len().max(theirs.len()) {
        let cell = |rows: &[String]| rows.get(at).cloned().unwrap_or_default();
        let row =
            format!("{:GAP$}{}{:GAP$}{}", "", width::fit(&cell(&ours), columns), "", cell(&theirs));
        text.push_str(row.trim_end_matches(' '));
        text.push('\n');
    }
}

/// One side by itself.
fn below(text: &mut String, side: &[String; 2], columns: Option<usize>) {
    for (indent, part) in [GAP, 2 * GAP].into_iter().zip(side) {
        let lines = match columns {
            Some(columns) => width::wrap(part, columns.saturating_sub(indent)),
            None => part.lines().map(str::to_owned).collect(),
        };
        for line in lines {
            text.push_str(&" ".repeat(indent));
            text.push_str(&line);
            text.push('\n');
        }
    }
}

/// For JSON.
pub(super) fn rows(backlog: &Backlog) -> Vec<ConflictAnswer> {
    listed(backlog).into_iter().map(|(it, _)| ConflictAnswer::of(it, backlog)).collect()
}
