//! Other tools' formats, in and out. Bytes in, a neutral import out; a backlog in, text out.
//! It never reads or writes a file.

mod criteria;
pub mod csv_file;
mod date;
mod decode;
pub mod export;
mod guard;
pub mod jira;
mod narrated;
pub mod sheet;
mod table;
mod wiki;
mod words;

use std::fmt;

use crate::domain::import::{Import, RefusedRow};

/// What was made of another tool's file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Everything that could be taken.
    pub import: Import,
    /// Rows that could not.
    pub refused: Vec<RefusedRow>,
    /// Columns without a home, as the header spells them: kept with the stories and epics.
    pub kept_columns: Vec<String>,
    /// What the reader should know: a guessed encoding, dates that stayed text.
    pub notices: Vec<String>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BridgeError {
    /// There is no header line.
    NoHeader,
    /// The file is UTF-16.
    Utf16,
    /// It holds NUL bytes: a program, a picture, anything but text.
    NotText,
    /// A quote that opens on this line never closes.
    UnclosedQuote {
        /// The line of the file, from 1.
        line: u64,
    },
    /// The `csv` crate refuses the file.
    Malformed(String),
    /// A column every Jira export has is missing.
    NotJira {
        /// The columns it has.
        columns: Vec<String>,
    },
    /// No column gives stories their title.
    NoTitle {
        /// The columns it has.
        columns: Vec<String>,
    },
    /// A mapping names a column that is not there.
    UnknownColumn {
        /// The name in the mapping.
        column: String,
        /// The columns it has.
        columns: Vec<String>,
    },
    /// A mapping names a field that nothing can be mapped to.
    UnknownField {
        /// The name in the mapping.
        field: String,
        /// The fields there are.
        fields: Vec<String>,
    },
}

impl fmt::Display for BridgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeader => {
                f.write_str("the file has no header: its first line must name the columns")
            }
            Self::NotText => f.write_str("this is no text: name a CSV file"),
            Self::Utf16 => {
                f.write_str("the file is UTF-16 text: save it as \"CSV UTF-8\" and import that")
            }
            Self::UnclosedQuote { line } => write!(
                f,
                "the quote that opens on line {line} never closes: close it, or double it (\"\") where it is meant as text",
            ),
            Self::Malformed(what) => write!(f, "the file is no CSV: {what}"),
            Self::NotJira { columns } => write!(
                f,
                "this does not look like a Jira export: no column `Summary`; has {}. For any other file use --from csv --map COLUMN=FIELD",
                listed(columns),
            ),
            Self::NoTitle { columns } => write!(
                f,
                "no column gives the title: map one with --map COLUMN=title; has {}",
                listed(columns),
            ),
            Self::UnknownColumn { column, columns } => {
                write!(f, "there is no column `{column}`: has {}", listed(columns))
            }
            Self::UnknownField { field, fields } => {
                write!(f, "nothing can be mapped to `{field}`: use {}", fields.join(", "))
            }
        }
    }
}

impl std::error::Error for BridgeError {}

/// The first column names, each marked, and how many more there are.
fn listed(columns: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut distinct: Vec<&str> = Vec::new();
    for column in columns.iter().map(String::as_str).filter(|column| !column.is_empty()) {
        if !distinct.contains(&column) {
            distinct.push(column);
        }
    }
    let names: Vec<String> =
        distinct.iter().take(SHOWN).map(|column| format!("`{column}`")).collect();
    match distinct.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
