//! Jira's CSV export, Cloud or Server: columns matched by name, equal ones collected.
//! It never drops a cell: what has no home is kept under its column's name.

mod row;

use std::collections::{HashMap, HashSet};

use chrono::FixedOffset;

use self::row::RowReader;
pub(super) use self::row::note;
use super::date::Dates;
use super::table::{Cells, Row, Sheet};
use super::{BridgeError, Reading};
use crate::domain::fields::Fields;
use crate::domain::import::{Import, ImportedEpic, ImportedStory, RefusedRow};

/// The column of a story's key, and the name it is kept under.
const KEY: &str = "Issue key";
/// The column of a sprint.
const SPRINT: &str = "Sprint";

/// Reads an export; times without an offset get this one.
///
/// # Errors
/// [`BridgeError`] where the file is no CSV, or not one of Jira's.
pub fn read(bytes: &[u8], offset: FixedOffset) -> Result<Reading, BridgeError> {
    let sheet = Sheet::read(bytes)?;
    if sheet.named("Summary").is_empty() {
        return Err(BridgeError::NotJira { columns: sheet.columns });
    }
    let dates = dates(&sheet, offset);
    let mut reader = RowReader::new(Known::of(&sheet), dates);
    let mut epics: Vec<Ranked<ImportedEpic>> = Vec::new();
    let mut stories: Vec<Ranked<ImportedStory>> = Vec::new();
    let mut sprints: Vec<String> = Vec::new();
    let mut refused = Vec::new();
    for row in &sheet.rows {
        let mut cells = sheet.cells(row);
        let rank = cells.first("Rank").map(str::to_owned);
        let named: Vec<&str> = cells.filled(SPRINT).iter().map(|(_, name)| name.trim()).collect();
        let taken = if is_epic(&cells) {
            RowReader::epic(cells).map(|epic| epics.push((rank, epic)))
        } else {
            reader.story(cells).map(|story| {
                for name in named {
                    once(&mut sprints, name);
                }
                stories.push((rank, story));
            })
        };
        if let Err(reason) = taken {
            refused.push(RefusedRow { line: row.line, reason });
        }
    }
    let mut notices = sheet.notices.clone();
    notices.append(&mut reader.notices());
    let import = import(by_rank(epics), in_sprint_order(sprints), by_rank(stories));
    let mut kept_columns = sheet.kept_columns(kept(&import));
    kept_columns.retain(|name| name != KEY);
    Ok(Reading { import, refused, kept_columns, notices })
}

fn import(epics: Vec<ImportedEpic>, sprints: Vec<String>, stories: Vec<ImportedStory>) -> Import {
    let mut people = Vec::new();
    for story in stories.iter().filter(|story| !story.assignee.is_empty()) {
        once(&mut people, &story.assignee);
    }
    Import {
        source: "jira".to_owned(),
        key_field: KEY.to_owned(),
        sprint_field: SPRINT.to_owned(),
        epics,
        sprints,
        people,
        stories,
    }
}

fn kept(import: &Import) -> impl Iterator<Item = &Fields> {
    let epics = import.epics.iter().map(|epic| &epic.fields);
    import.stories.iter().map(|story| &story.fields).chain(epics)
}

fn dates(sheet: &Sheet, offset: FixedOffset) -> Dates {
    let names = ["Created", "Updated", "Resolved"];
    let columns: Vec<usize> =
        names.iter().flat_map(|name| sheet.named(name).iter().copied()).collect();
    let all = sheet.rows.iter().flat_map(|row| {
        let cells = sheet.cells(row);
        columns.iter().filter_map(move |&column| cells.cell(column)).collect::<Vec<_>>()
    });
    Dates::of(offset, all)
}

fn is_epic(cells: &Cells<'_>) -> bool {
    cells.peek("Issue Type").is_some_and(|kind| kind.eq_ignore_ascii_case("epic"))
}

/// What rows may point to.
pub(super) struct Known {
    /// The key of an epic by its key and by its id.
    pub epics: HashMap<String, String>,
    /// The keys of stories.
    pub stories: HashSet<String>,
}

impl Known {
    fn of(sheet: &Sheet) -> Self {
        let mut known = Self { epics: HashMap::new(), stories: HashSet::new() };
        let keyed = |row: &Row| {
            let cells = sheet.cells(row);
            let text = |name| cells.peek(name).map(str::to_owned);
            (is_epic(&cells), text(KEY), text("Issue id"))
        };
        for (epic, key, id) in sheet.rows.iter().map(keyed) {
            let Some(key) = key else { continue };
            if epic {
                known.epics.extend(id.map(|id| (id, key.clone())));
                known.epics.insert(key.clone(), key);
            } else {
                known.stories.insert(key);
            }
        }
        known
    }
}

/// Something with the text Jira orders it by.
type Ranked<T> = (Option<String>, T);

/// In the order of their ranks; those without one come last, as they stood.
fn by_rank<T>(mut all: Vec<Ranked<T>>) -> Vec<T> {
    all.sort_by(|(a, _), (b, _)| (a.is_none(), a).cmp(&(b.is_none(), b)));
    all.into_iter().map(|(_, one)| one).collect()
}

/// Adds a name unless it is there.
pub(super) fn once(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// By the number at their end where they share everything before it, else as they came.
pub(super) fn in_sprint_order(mut names: Vec<String>) -> Vec<String> {
    let numbered = |name: &str| {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let number = name.get(stem.len()..).and_then(|digits| digits.parse::<u64>().ok());
        number.map(|number| (stem, number))
    };
    let parts: Option<Vec<(String, u64)>> = names.iter().map(|name| numbered(name)).collect();
    let same = parts
        .is_some_and(|parts| parts.iter().zip(parts.iter().skip(1)).all(|((a, _), (b, _))| a == b));
    if same {
        names.sort_by_key(|name| numbered(name).map(|(_, number)| number));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{by_rank, in_sprint_order};

    #[test]
    fn sprints_go_by_number_only_when_nothing_else_differs() {
        let names = |all: &[&str]| all.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let sorted = in_sprint_order(names(&["S 10", "S 9", "S 1"]));
        assert_eq!(sorted, ["S 1", "S 9", "S 10"]);
        let mixed = in_sprint_order(names(&["S 2", "T 1"]));
        assert_eq!(mixed, ["S 2", "T 1"]);
        assert_eq!(in_sprint_order(names(&["S 2", "Final", "S 1"])), ["S 2", "Final", "S 1"]);
    }

    #[test]
    fn a_missing_rank_comes_last() {
        let rank = |text: &str| Some(text.to_owned());
        let order = by_rank(vec![(None, 1), (rank("0|b"), 2), (rank("0|a"), 3), (None, 4)]);
        assert_eq!(order, [3, 2, 1, 4]);
    }
}
