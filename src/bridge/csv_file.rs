//! Any CSV file, its columns mapped to fields by name: `--map COLUMN=FIELD`.
//! It never drops a cell: what is not mapped is kept under its column's name.

mod mapping;
mod row;

use std::collections::HashSet;

use chrono::FixedOffset;

use self::mapping::{Mapping, Target};
use super::date::Dates;
use super::jira::{in_sprint_order, once};
use super::table::Sheet;
use super::{BridgeError, Reading};
use crate::domain::field::Field;
use crate::domain::fields::Fields;
use crate::domain::import::{Import, ImportedEpic, ImportedStory, RefusedRow};

/// Reads a file with these mappings, each a column and a field; with none, columns called like a
/// field are that field. Times without an offset get this one.
///
/// # Errors
/// [`BridgeError`] where the file is no CSV, a mapping names what is not there, or nothing gives
/// a title.
pub fn read(
    bytes: &[u8],
    maps: &[(String, String)],
    offset: FixedOffset,
) -> Result<Reading, BridgeError> {
    let sheet = Sheet::read(bytes)?;
    let mapping = Mapping::of(&sheet, maps)?;
    let dates = dates(&sheet, &mapping, offset);
    let mut unread: Vec<String> = Vec::new();
    let mut stories = Vec::new();
    let mut refused = Vec::new();
    for row in &sheet.rows {
        match row::story(sheet.cells(row), &mapping, dates, &mut unread) {
            Ok(story) => stories.push(story),
            Err(reason) => refused.push(RefusedRow { line: row.line, reason }),
        }
    }
    let mut notices = sheet.notices.clone();
    if let Some(first) = unread.first() {
        let many = unread.len();
        notices.push(format!("{many} dates cannot be read (first {first}): kept as text"));
    }
    let kept = stories.iter().map(|story: &ImportedStory| &story.fields);
    let mut kept_columns = sheet.kept_columns(kept);
    kept_columns.retain(|name| !mapping.key_names.contains(name));
    let import = import(stories, mapping.key_field);
    Ok(Reading { import, refused, kept_columns, notices })
}

fn import(stories: Vec<ImportedStory>, key_field: String) -> Import {
    let (mut epics, mut people, mut sprints) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen: HashSet<&str> = HashSet::new();
    for story in &stories {
        if let Some(title) = story.epic.as_deref().filter(|title| seen.insert(title)) {
            epics.push(ImportedEpic {
                key: title.to_owned(),
                title: title.to_owned(),
                outcome: String::new(),
                fields: Fields::default(),
            });
        }
        if !story.assignee.is_empty() {
            once(&mut people, &story.assignee);
        }
        story.sprint.iter().for_each(|name| once(&mut sprints, name));
    }
    Import {
        source: "csv".to_owned(),
        key_field,
        sprint_field: Field::Sprint.word().to_owned(),
        epics,
        sprints: in_sprint_order(sprints),
        people,
        stories,
    }
}

fn dates(sheet: &Sheet, mapping: &Mapping, offset: FixedOffset) -> Dates {
    let mapped = mapping.targets.iter().filter(|(_, target)| *target == Target::Created);
    let columns: Vec<usize> = mapped.map(|(column, _)| *column).collect();
    let all = sheet.rows.iter().flat_map(|row| {
        let cells = sheet.cells(row);
        columns.iter().filter_map(move |&column| cells.cell(column)).collect::<Vec<_>>()
    });
    Dates::of(offset, all)
}
