//! The backups of the file: listed in words, and put in its place. When one is made is not
//! decided here.

use serde::Serialize;

use super::args::{BackupsArgs, BackupsVerb};
use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer, json};
use super::{Past, on_file};
use crate::domain::backlog::Backlog;
use crate::domain::command::Command;
use crate::domain::id::RandomIds;
use crate::domain::refusal::Refusal;
use crate::domain::stamp::Moment;
use crate::say::date;
use crate::say::table::Table;
use crate::store::backups::{Backup, Backups, Before, Occasion};
use crate::store::document;
use crate::store::error::StoreError;
use crate::store::file::BacklogFile;

/// The largest backup that is read: a gibibyte, as of the file itself.
const LARGEST: u64 = 1 << 30;

/// When backups are made, where there is none yet.
pub const NONE_YET: &str = "no backup yet: one is made before the first save of a screen, before \
    commands at most once an hour, and before each import, merge, restore, mending and dropping \
    of several stories";

/// Why there are none where the user has no state folder.
const NO_HOME: &str = "no backups: there is no home folder to keep them in";

/// A backup in the contract's words.
#[derive(Serialize)]
struct Row {
    n: usize,
    name: String,
    at: Moment,
    occasion: String,
    bytes: u64,
}

pub(super) fn backups(edge: &Edge, args: &BackupsArgs, printer: Printer) -> Result<u8, Failure> {
    match &args.verb {
        None if printer.json => {
            let all = all(edge)?;
            let row = |(n, backup): (usize, &Backup)| Row {
                n,
                name: backup.name.to_string(),
                at: backup.name.at(edge.now),
                occasion: backup.name.occasion().to_owned(),
                bytes: backup.bytes,
            };
            let rows: Vec<Row> = (1..).zip(&all).map(row).collect();
            print::stdout(&json(&rows))?;
        }
        None => print::stdout(&text(edge, print::terminal_width())?)?,
        Some(BackupsVerb::Restore { backup }) => restore(edge, backup, printer)?,
    }
    Ok(0)
}

/// The backups of the backlog here, newest first.
///
/// # Errors
/// There is no backlog here and never was one, or their folder cannot be read.
pub fn all(edge: &Edge) -> Result<Vec<Backup>, Failure> {
    let file = file(edge);
    // Where not even its folder is, that is what is wrong.
    file.place()?;
    let all = match edge.backups(&file) {
        Some(backups) => backups.list()?,
        None => Vec::new(),
    };
    if all.is_empty() {
        // Says that there is no backlog here, where there is none.
        edge.backlog_file()?;
    }
    Ok(all)
}

/// All of them as a list to read, made to fit, or why there is none.
///
/// # Errors
/// As of the list.
pub fn text(edge: &Edge, columns: Option<usize>) -> Result<String, Failure> {
    let all = all(edge)?;
    if all.is_empty() {
        let none = if edge.backups(&file(edge)).is_none() { NO_HOME } else { NONE_YET };
        return Ok(format!("{none}\n"));
    }
    let table = Table::new().right("n").left("made").flexible("before").right("size");
    let mut table = table.left("name");
    for (n, backup) in (1_u32..).zip(&all) {
        let (at, before) = (when(backup, edge.now), before_what(backup));
        table.row([n.to_string(), at, before, size(backup.bytes), backup.name.to_string()]);
    }
    Ok(table.render(columns))
}

/// When a backup was made, as people say it.
#[must_use]
pub fn when(backup: &Backup, now: Moment) -> String {
    let at = backup.name.at(now);
    format!("{} {} {}", at.0.format("%a"), date::short(at.day(), now.day()), at.0.format("%H:%M"))
}

/// Before what it was made.
#[must_use]
pub fn before_what(backup: &Backup) -> String {
    let known = Occasion::ALL.into_iter().find(|it| it.word() == backup.name.occasion());
    let words = match known {
        Some(Occasion::Screen) => "the first save",
        Some(Occasion::Hourly) => "a command",
        Some(Occasion::Import) => "an import",
        Some(Occasion::TakeOver) => "a take-over",
        Some(Occasion::Merge) => "a merge",
        Some(Occasion::Drop) => "dropping several",
        Some(Occasion::Restore) => "a restore",
        Some(Occasion::Mend) => "mending",
        Some(Occasion::Unreadable) => "a restore; unreadable",
        None => backup.name.occasion(),
    };
    words.to_owned()
}

/// How large something is, to the digits one looks at.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_500 => format!("{} KB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// The command that restores a backup, named by its number or its name.
///
/// # Errors
/// There is no such backup, or it cannot be read.
pub fn turn_back(edge: &Edge, word: &str) -> Result<Command, Failure> {
    Ok(Chosen::read(edge, word)?.command())
}

/// A backup, read and checked.
struct Chosen {
    /// What a person calls it.
    called: String,
    bytes: Vec<u8>,
    backlog: Backlog,
}

impl Chosen {
    fn read(edge: &Edge, word: &str) -> Result<Self, Failure> {
        let all = all(edge)?;
        let backups = edge.backups(&file(edge)).ok_or_else(|| Refusal::usage(NO_HOME))?;
        let backup = find(word, &all)?;
        let bytes = backups.read(&backup.name, LARGEST)?;
        let path = backups.folder().join(backup.name.to_string());
        let read = document::read(&bytes).map_err(|error| {
            // Those bytes were kept because nobody could read them.
            let choose = "it holds a file as it was when it could not be read, and nothing was \
                          changed: upnext backups lists the others";
            let message =
                format!("{}:{}:{}: {}", path.display(), error.line, error.column, error.reason);
            Failure::unreadable(message, vec![choose.to_owned()])
        })?;
        if let Some(foreign) = read.foreign() {
            return Err(StoreError::ReadOnly { path, foreign }.into());
        }
        let called = format!("{}, before {}", when(backup, edge.now), before_what(backup));
        Ok(Self { called, bytes, backlog: read.backlog })
    }

    fn command(self) -> Command {
        Command::TurnBack { to: Box::new(self.backlog), called: self.called }
    }
}

fn find<'a>(word: &str, all: &'a [Backup]) -> Result<&'a Backup, Refusal> {
    let named = |backup: &&Backup| {
        let name = backup.name.to_string();
        name == word || name.strip_suffix(".json") == Some(word)
    };
    let nth = word.parse::<usize>().ok().and_then(|n| all.get(n.checked_sub(1)?));
    nth.or_else(|| all.iter().find(named)).ok_or_else(|| match all.len() {
        0 => Refusal::usage(NONE_YET),
        1 => Refusal::usage(format!("no backup {word}: there is only 1, see upnext backups")),
        last => {
            Refusal::usage(format!("no backup {word}: there are 1 to {last}, see upnext backups"))
        }
    })
}

/// The file here, or where one would be: its backups are there also when it is gone.
fn file(edge: &Edge) -> BacklogFile {
    BacklogFile::new(edge.found().map_or_else(|| edge.file_to_make(), ToOwned::to_owned))
}

fn restore(edge: &Edge, word: &str, printer: Printer) -> Result<(), Failure> {
    if let Some(said) = where_none_can_be_read(edge, word)? {
        return printer.done(&said);
    }
    let command = turn_back(edge, word)?;
    let (outcome, session) = on_file(edge, Past::None, |session| {
        Ok(session.perform(&command, &edge.stamp(), &mut RandomIds)?)
    })?;
    printer.outcome(&outcome, session.backlog())
}

/// Puts a backup where there is no file, or one that cannot be read, and says so; none where the
/// file can be read, for there it is an act that can be undone.
///
/// # Errors
/// There is no such backup, or it cannot be read or put there.
pub fn where_none_can_be_read(edge: &Edge, word: &str) -> Result<Option<String>, Failure> {
    let file = file(edge);
    let said = match file.load() {
        Err(StoreError::NotFound { .. }) => " where nothing was",
        Err(StoreError::Unreadable { .. }) => {
            "; what stood there cannot be read and is kept among the backups"
        }
        // Whatever else is wrong is told later, under the lock.
        _ => return Ok(None),
    };
    let chosen = Chosen::read(edge, word)?;
    put_back(edge, &file, &chosen)?;
    Ok(Some(format!(
        "Put back the backup of {}{said}: undo does not reach behind it",
        chosen.called
    )))
}

fn put_back(edge: &Edge, file: &BacklogFile, chosen: &Chosen) -> Result<(), Failure> {
    let backups: Option<Backups> = edge.backups(file);
    let before = Before { backups, occasion: Some(Occasion::Unreadable), at: edge.now };
    Ok(file.put_back(&chosen.bytes, &before)?)
}
