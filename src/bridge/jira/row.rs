//! One row of Jira's export as a story or an epic.
//! It never orders anything and sees no other row.

use super::{KEY, Known, SPRINT};
use crate::bridge::date::Dates;
use crate::bridge::table::Cells;
use crate::bridge::words::{self, one_line};
use crate::bridge::{criteria, narrated, wiki};
use crate::domain::fields::Cell;
use crate::domain::import::{
    ImportedCriterion, ImportedEpic, ImportedNote, ImportedState, ImportedStory,
};
use crate::domain::number::Points;
use crate::domain::stamp::Moment;
use crate::domain::story::Kind;

const POINTS: [&str; 3] = ["Story Points", "Story point estimate", "Story point"];
const DATES: [&str; 3] = ["Created", "Updated", "Resolved"];
const PARENTS: [&str; 6] =
    ["Parent key", "Epic Link", "Parent", "Parent id", "Parent summary", "Epic Link Summary"];

/// Reads rows, and remembers what it could not understand in them.
pub(super) struct RowReader {
    known: Known,
    dates: Dates,
    /// Dates that stayed text: how many in which column, and the first of them.
    unread: Vec<(&'static str, usize, String)>,
}

impl RowReader {
    pub(super) const fn new(known: Known, dates: Dates) -> Self {
        Self { known, dates, unread: Vec::new() }
    }

    /// What could not be understood and was kept as it stands.
    pub(super) fn notices(self) -> Vec<String> {
        let say = |(column, count, first): (&str, usize, String)| {
            let what = if count == 1 { "1 date".to_owned() } else { format!("{count} dates") };
            format!("{what} in `{column}` cannot be read ({first}): kept as text")
        };
        self.unread.into_iter().map(say).collect()
    }

    /// The row of an epic; else why not.
    pub(super) fn epic(mut cells: Cells<'_>) -> Result<ImportedEpic, String> {
        let title = title(&mut cells)?;
        let key = cells.first(KEY).unwrap_or(&title).to_owned();
        let outcome = cells.first("Description").map(wiki::markdown).unwrap_or_default();
        cells.first("Issue Type");
        let mut fields = cells.rest();
        fields.put(KEY, Cell::One(key.clone()));
        Ok(ImportedEpic { key, title, outcome, fields })
    }

    /// The row of a story; else why not.
    pub(super) fn story(&mut self, mut cells: Cells<'_>) -> Result<ImportedStory, String> {
        let title = title(&mut cells)?;
        let points = points(&mut cells)?;
        let mut story = ImportedStory {
            line: cells.line(),
            key: cells.first(KEY).map(str::to_owned),
            title,
            points,
            kind: kind(&mut cells),
            state: state(&mut cells),
            tags: tags(&mut cells),
            assignee: cells.first("Assignee").map(one_line).unwrap_or_default(),
            requester: cells.first("Reporter").map(one_line).unwrap_or_default(),
            epic: self.epic_of(&mut cells),
            notes: self.notes(&mut cells),
            ..ImportedStory::default()
        };
        let [created, updated, resolved] = DATES.map(|name| self.moment(&mut cells, name));
        (story.created, story.updated, story.resolved) = (created, updated, resolved);
        described(&mut story, &mut cells);
        self.link(&mut story, &mut cells);
        let sprints = cells.all(SPRINT);
        story.sprint = sprints.last().map(|&name| name.to_owned());
        story.fields = cells.rest();
        if sprints.len() > 1 {
            for name in sprints {
                story.fields.add(SPRINT, name);
            }
        }
        if let Some(key) = &story.key {
            story.fields.put(KEY, Cell::One(key.clone()));
        }
        Ok(story)
    }

    /// The key of the epic above, where it is in the file.
    fn epic_of(&self, cells: &mut Cells<'_>) -> Option<String> {
        let mut parents = PARENTS.iter().filter_map(|name| cells.peek(name));
        let epic = parents.find_map(|parent| self.known.epics.get(parent))?.clone();
        for name in PARENTS {
            cells.all(name);
        }
        Some(epic)
    }

    /// The first date of a column; one that cannot be read stays in its cell.
    fn moment(&mut self, cells: &mut Cells<'_>, name: &'static str) -> Option<Moment> {
        let text = cells.peek(name)?;
        let read = self.dates.read(text);
        if read.is_some() {
            cells.first(name);
            return read;
        }
        if let Some((_, count, _)) = self.unread.iter_mut().find(|(column, ..)| *column == name) {
            *count += 1;
        } else {
            let first: String = text.chars().take(40).collect();
            self.unread.push((name, 1, format!("`{first}` on line {}", cells.line())));
        }
        None
    }

    fn notes(&self, cells: &mut Cells<'_>) -> Vec<ImportedNote> {
        let comments = cells.all("Comment");
        let mut notes: Vec<ImportedNote> =
            comments.into_iter().map(|comment| note(comment, self.dates)).collect();
        if notes.iter().all(|note| note.at.is_some()) {
            notes.sort_by_key(|note| note.at);
        }
        notes
    }

    /// Links whose other end is not a story of this file are kept as cells too.
    fn link(&self, story: &mut ImportedStory, cells: &mut Cells<'_>) {
        story.depends_on = self.keys(cells, &["Inward issue link (Blocks)"]);
        story.blocks = self.keys(cells, &["Outward issue link (Blocks)"]);
        let relates = ["Inward issue link (Relates)", "Outward issue link (Relates)"];
        story.relates = self.keys(cells, &relates);
    }

    fn keys(&self, cells: &mut Cells<'_>, columns: &[&str]) -> Vec<String> {
        let mut keys = Vec::new();
        for (column, key) in columns.iter().flat_map(|name| cells.filled(name)).collect::<Vec<_>>()
        {
            super::once(&mut keys, key.trim());
            if self.known.stories.contains(key.trim()) {
                cells.take(column);
            }
        }
        keys
    }
}

/// `date;author;text`, or just a text.
pub(in crate::bridge) fn note(comment: &str, dates: Dates) -> ImportedNote {
    let mut parts = comment.splitn(3, ';');
    let (at, by, text) = (parts.next(), parts.next(), parts.next());
    let at = at.and_then(|at| dates.read(at));
    match (at, by, text) {
        (Some(_), Some(by), Some(text)) if !text.trim().is_empty() => {
            ImportedNote { at, by: one_line(by), text: text.trim().to_owned() }
        }
        _ => ImportedNote { at: None, by: String::new(), text: comment.to_owned() },
    }
}

fn title(cells: &mut Cells<'_>) -> Result<String, String> {
    let title = cells.first("Summary").map(one_line);
    title.ok_or_else(|| "`Summary` is empty".to_owned())
}

/// The first filled column of points; others stay unless they say the same.
fn points(cells: &mut Cells<'_>) -> Result<Option<Points>, String> {
    let mut found = None;
    for name in POINTS {
        for (column, text) in cells.filled(name) {
            let read = words::points(text.trim());
            if found.is_none() {
                found = Some(read.ok_or_else(|| {
                    let shown: String = text.trim().chars().take(40).collect();
                    format!("`{name}` is `{shown}`: points are 0 or more, at most two decimals")
                })?);
                cells.take(column);
            } else if read == found {
                cells.take(column);
            }
        }
    }
    Ok(found)
}

/// The kind; the word itself stays where the kind does not spell it.
fn kind(cells: &mut Cells<'_>) -> Kind {
    let word = cells.peek("Issue Type").unwrap_or_default();
    if matches!(word, "Story" | "Bug" | "Spike") {
        cells.first("Issue Type");
    }
    words::kind(word).unwrap_or_default()
}

/// The state by category, else by a guess from the status, which always stays.
fn state(cells: &mut Cells<'_>) -> ImportedState {
    let category = cells.peek("Status Category").and_then(words::category);
    if let Some(state) = category {
        cells.first("Status Category");
        return state;
    }
    cells.peek("Status").and_then(words::status).unwrap_or_default()
}

fn tags(cells: &mut Cells<'_>) -> Vec<String> {
    let mut tags = Vec::new();
    for name in ["Labels", "Components", "Component/s"] {
        cells.all(name).iter().for_each(|label| super::once(&mut tags, &words::tag(label)));
    }
    tags
}

/// Description, criteria and the user story in them.
fn described(story: &mut ImportedStory, cells: &mut Cells<'_>) {
    let mut description = cells.first("Description").unwrap_or_default().to_owned();
    let listed = cells.filled("Acceptance Criteria").last().copied();
    if let Some((column, text)) = listed {
        cells.take(column);
        story.criteria = criteria::read(text);
    } else if let Some((rest, section)) = criteria::section(&description) {
        story.criteria = criteria::read(&section);
        if !story.criteria.is_empty() {
            description = rest;
        }
    }
    story.criteria.iter_mut().for_each(plain_marks);
    narrated::fill(story, &description);
    story.description = wiki::markdown(&description);
}

fn plain_marks(criterion: &mut ImportedCriterion) {
    let ImportedCriterion { text, given, when, then, .. } = criterion;
    for part in [text, given, when, then] {
        *part = wiki::inline(part);
    }
}
