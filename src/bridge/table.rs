//! A CSV file as columns and rows, and one row as a heap of cells that empties as homes are found.
//! It knows no tool and never drops a cell: what nobody took is what is kept.

use std::collections::{HashMap, HashSet};

use csv::{ReaderBuilder, StringRecord};

use super::{BridgeError, decode};
use crate::domain::fields::Fields;
use crate::say::tally;

/// The whole file.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The columns as the header spells them.
    pub columns: Vec<String>,
    /// The rows that hold anything.
    pub rows: Vec<Row>,
    /// What was guessed while reading.
    pub notices: Vec<String>,
    /// Columns by lower-case name, with and without `Custom field (…)`.
    index: HashMap<String, Vec<usize>>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of the file it starts on, from 1.
    pub line: u64,
    record: StringRecord,
}

impl Sheet {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, BridgeError> {
        let (text, notice) = decode::decode(bytes)?;
        let separator = separator(&text);
        closed_quotes(&text, separator)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 1 };
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| BridgeError::Malformed(error.to_string()))?;
            let start = record.position().map_or(0, csv::Position::byte);
            rows.push(Row { line: lines.of(start), record });
        }
        if rows.is_empty() {
            return Err(BridgeError::NoHeader);
        }
        let header = rows.remove(0);
        let columns: Vec<String> =
            header.record.iter().map(|name| name.trim().to_owned()).collect();
        if columns.iter().all(String::is_empty) {
            return Err(BridgeError::NoHeader);
        }
        rows.retain(|row| row.record.iter().any(|cell| !cell.trim().is_empty()));
        let index = indexed(&columns);
        let mut notices: Vec<String> = notice.into_iter().collect();
        notices.extend(without_header(&mut rows, &header));
        Ok(Self { columns, rows, notices, index })
    }

    /// The columns of a name, whatever its case.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        self.index.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The cells of a row, none of them taken.
    pub(super) fn cells<'a>(&'a self, row: &'a Row) -> Cells<'a> {
        Cells { sheet: self, row, taken: Vec::new() }
    }

    /// The name under which the cells of a column are kept: the first spelling of equal names.
    fn kept_name(&self, column: usize) -> String {
        let own = self.columns.get(column).filter(|name| !name.is_empty());
        let Some(own) = own else { return format!("column {}", column + 1) };
        let mut same = self.named(own).iter().filter_map(|&index| self.columns.get(index));
        same.find(|name| name.to_lowercase() == own.to_lowercase()).unwrap_or(own).clone()
    }

    /// The names of kept columns, in the order of the header.
    pub(super) fn kept_columns<'a>(&self, fields: impl Iterator<Item = &'a Fields>) -> Vec<String> {
        let mut seen: HashSet<&str> = HashSet::new();
        let all = fields.flat_map(Fields::iter).map(|(name, _)| name);
        let mut names: Vec<&str> = all.filter(|name| seen.insert(name)).collect();
        // Looked for once each: a file may have ten thousand columns.
        names.sort_by_cached_key(|name| {
            self.columns.iter().position(|column| column == name).unwrap_or(usize::MAX)
        });
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The cells of one row that have not found a home yet.
pub(super) struct Cells<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    taken: Vec<usize>,
}

impl<'a> Cells<'a> {
    /// The line of the file the row starts on.
    pub(super) const fn line(&self) -> u64 {
        self.row.line
    }

    /// Columns of a name whose cells are filled and not taken.
    pub(super) fn filled(&self, name: &str) -> Vec<(usize, &'a str)> {
        let free = |&&column: &&usize| !self.taken.contains(&column);
        let cell = |&column: &usize| Some((column, self.cell(column)?));
        self.sheet.named(name).iter().filter(free).filter_map(cell).collect()
    }

    /// The filled cell of a column.
    pub(super) fn cell(&self, column: usize) -> Option<&'a str> {
        self.row.record.get(column).filter(|text| !text.trim().is_empty())
    }

    /// Marks the cell of a column as having found its home.
    pub(super) fn take(&mut self, column: usize) {
        self.taken.push(column);
    }

    /// Takes the first filled cell of a name, without the blanks around it.
    pub(super) fn first(&mut self, name: &str) -> Option<&'a str> {
        let (column, text) = self.filled(name).into_iter().next()?;
        self.take(column);
        Some(text.trim())
    }

    /// Takes every filled cell of a name.
    pub(super) fn all(&mut self, name: &str) -> Vec<&'a str> {
        let cells = self.filled(name);
        self.taken.extend(cells.iter().map(|(column, _)| *column));
        cells.into_iter().map(|(_, text)| text.trim()).collect()
    }

    /// The first filled cell of a name, left where it is.
    pub(super) fn peek(&self, name: &str) -> Option<&'a str> {
        self.filled(name).first().map(|(_, text)| text.trim())
    }

    /// Everything nobody took, under the names of the header.
    pub(super) fn rest(&self) -> Fields {
        let mut fields = Fields::default();
        for column in 0..self.row.record.len() {
            if let Some(text) = self.cell(column).filter(|_| !self.taken.contains(&column)) {
                fields.add(self.sheet.kept_name(column), text);
            }
        }
        fields
    }
}

/// Leaves out the rows that are the header again, as in two files put behind each other, and says
/// so. A lone column says too little: its header may well be somebody's title.
fn without_header(rows: &mut Vec<Row>, header: &Row) -> Option<String> {
    let is_header = |row: &Row| row.record.len() > 1 && row.record == header.record;
    let lines: Vec<String> =
        rows.iter().filter(|row| is_header(row)).map(|row| row.line.to_string()).collect();
    rows.retain(|row| !is_header(row));
    match lines.as_slice() {
        [] => None,
        [line] => Some(format!("line {line} is the header again: left out")),
        _ => Some(format!("lines {} are the header again: left out", tally::list(&lines))),
    }
}

fn indexed(columns: &[String]) -> HashMap<String, Vec<usize>> {
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        let name = column.to_lowercase();
        let inner = name.strip_prefix("custom field (").and_then(|name| name.strip_suffix(')'));
        if let Some(inner) = inner {
            index.entry(inner.to_owned()).or_default().push(at);
        }
        index.entry(name).or_default().push(at);
    }
    index
}

/// The separator that stands most often in the first line, outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let header = text.trim_start_matches(['\r', '\n']).bytes().take_while(|&byte| {
        quoted ^= byte == b'"';
        quoted || (byte != b'\n' && byte != b'\r')
    });
    let header: Vec<u8> = header.collect();
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = header.iter().filter(|&&byte| {
            quoted ^= byte == b'"';
            !quoted && byte == separator
        });
        outside.count()
    };
    let best = |best: u8, other: u8| if count(other) > count(best) { other } else { best };
    [b';', b'\t'].into_iter().fold(b',', best)
}

/// Refuses a quote that never closes: the `csv` crate would swallow the rest of the file.
fn closed_quotes(text: &str, separator: u8) -> Result<(), BridgeError> {
    let (mut line, mut fresh) = (1u64, true);
    // Where the open quote opened, and where the one did that closed just now: a doubled quote
    // closes and opens again.
    let (mut opened, mut closed): (Option<u64>, Option<u64>) = (None, None);
    for byte in text.bytes() {
        let quote = byte == b'"';
        if opened.is_some() {
            if quote {
                (closed, opened, fresh) = (opened, None, false);
            }
        } else {
            opened = closed.or(fresh.then_some(line)).filter(|_| quote);
            closed = None;
            fresh = byte == separator || byte == b'\n' || byte == b'\r';
        }
        line += u64::from(byte == b'\n');
    }
    opened.map_or(Ok(()), |line| Err(BridgeError::UnclosedQuote { line }))
}

/// Counts lines up to a byte, going forward only.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record at this byte; line ends before it belong to the record before.
    fn of(&mut self, start: u64) -> u64 {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(&byte) = self.bytes.get(self.at) {
            if self.at >= start && byte != b'\r' && byte != b'\n' {
                break;
            }
            self.line += u64::from(byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}
