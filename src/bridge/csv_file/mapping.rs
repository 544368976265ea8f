//! Which column goes to which field.
//! It never looks at a cell.

use super::super::BridgeError;
use super::super::table::Sheet;
use crate::domain::field::Field;

/// The name a key is kept under unless the mapping says another.
const KEY: &str = "key";
const CREATED: &str = "created";
const KEPT: &str = "fields.";

/// Where the cells of a column go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A settable field, criteria, notes, status or sprint.
    Field(Field),
    /// When the story was written down.
    Created,
    /// The story's key, kept too.
    Key,
    /// Kept under this name.
    Kept(String),
}

/// The mapping of a whole file.
#[derive(Debug)]
pub(super) struct Mapping {
    /// Columns and their targets, in the order of the mapping.
    pub targets: Vec<(usize, Target)>,
    /// The name the key is kept under.
    pub key_field: String,
    /// That name where a key is mapped: it has a home.
    pub key_names: Vec<String>,
}

/// Fields beside the settable ones that a column can fill.
const OTHERS: [Field; 4] = [Field::Criteria, Field::Notes, Field::Status, Field::Sprint];

impl Mapping {
    /// The mapping a user gave, or the one the header gives by itself.
    pub(super) fn of(sheet: &Sheet, maps: &[(String, String)]) -> Result<Self, BridgeError> {
        let targets = if maps.is_empty() { by_name(sheet) } else { given(sheet, maps)? };
        if !targets.iter().any(|(_, target)| *target == Target::Field(Field::Title)) {
            return Err(BridgeError::NoTitle { columns: sheet.columns.clone() });
        }
        let keyed = targets.iter().any(|(_, target)| *target == Target::Key);
        let key_names = if keyed { vec![KEY.to_owned()] } else { Vec::new() };
        Ok(Self { targets, key_field: KEY.to_owned(), key_names })
    }
}

fn by_name(sheet: &Sheet) -> Vec<(usize, Target)> {
    let named = sheet.columns.iter().enumerate();
    named.filter_map(|(column, name)| Some((column, target(name)?))).collect()
}

fn given(sheet: &Sheet, maps: &[(String, String)]) -> Result<Vec<(usize, Target)>, BridgeError> {
    let mut targets = Vec::new();
    for (name, field) in maps {
        let columns = sheet.named(name.trim());
        if columns.is_empty() {
            let columns = sheet.columns.clone();
            return Err(BridgeError::UnknownColumn { column: name.clone(), columns });
        }
        let target = target(field.trim())
            .ok_or_else(|| BridgeError::UnknownField { field: field.clone(), fields: known() })?;
        targets.extend(columns.iter().map(|&column| (column, target.clone())));
    }
    Ok(targets)
}

fn target(name: &str) -> Option<Target> {
    let lower = name.to_lowercase();
    if lower.starts_with(KEPT) {
        let kept = name.get(KEPT.len()..).map(str::trim).filter(|kept| !kept.is_empty())?;
        return Some(if kept == KEY { Target::Key } else { Target::Kept(kept.to_owned()) });
    }
    match lower.as_str() {
        KEY => Some(Target::Key),
        CREATED => Some(Target::Created),
        _ => {
            let mut fields = Field::SETTABLE.iter().chain(&OTHERS).copied();
            fields.find(|field| field.word() == lower).map(Target::Field)
        }
    }
}

/// Everything a column can be mapped to.
fn known() -> Vec<String> {
    let fields = Field::SETTABLE.iter().chain(&OTHERS).map(|field| field.word().to_owned());
    fields.chain([CREATED, KEY, "fields.NAME"].map(str::to_owned)).collect()
}
