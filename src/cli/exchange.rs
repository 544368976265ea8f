//! Files beside the backlog: imports, exports, and the look for what is wrong. The formats
//! themselves are the bridge's.

mod report;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use chrono::{FixedOffset, NaiveDate};

use super::args::{ExportArgs, ImportArgs, Source, Target};
use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer, json};
use super::{Past, on_file, resolve};
use crate::bridge;
use crate::domain::backlog::{Backlog, Parts};
use crate::domain::command::Command;
use crate::domain::id::RandomIds;
use crate::domain::import::Preview;
use crate::domain::refusal::Refusal;
use crate::domain::story::Story;
use crate::domain::table::Table;
use crate::session::Outcome;
use crate::store::document::{self, Foreign};
use crate::store::output;
use report::Report;

/// The largest file that is read: a gibibyte.
const LARGEST: u64 = 1 << 30;

/// An import, read and looked at: what to carry out, and what to tell.
#[derive(Debug)]
pub struct Incoming {
    /// The command; none where nothing may be carried out.
    pub command: Option<Command>,
    /// What is or would be taken.
    report: Report,
}

impl Incoming {
    /// What is or would be taken, in words.
    #[must_use]
    pub fn words(&self) -> String {
        self.report.words()
    }
}

/// Reads an import and looks what it would do to a backlog.
///
/// # Errors
/// The file cannot be read, or rows are refused and `--skip-bad` was not said; every refused row
/// is among the reasons.
pub fn incoming(
    args: &ImportArgs,
    offset: FixedOffset,
    backlog: &Backlog,
) -> Result<Incoming, Failure> {
    let bytes = contents(&args.path)?;
    let maps = maps(&args.maps)?;
    if !maps.is_empty() && args.from != Source::Csv {
        return Err(Refusal::usage("--map goes with --from csv").into());
    }
    let mut incoming = match args.from {
        Source::Upnext => whole(&args.path, &bytes, backlog)?,
        Source::Jira => rows(bridge::jira::read(&bytes, offset)?, args, backlog)?,
        Source::Csv => rows(bridge::csv_file::read(&bytes, &maps, offset)?, args, backlog)?,
    };
    incoming.report.dry_run = args.dry_run;
    if args.dry_run {
        incoming.command = None;
    }
    Ok(incoming)
}

fn rows(
    mut reading: bridge::Reading,
    args: &ImportArgs,
    backlog: &Backlog,
) -> Result<Incoming, Failure> {
    let preview = Preview::of(&reading.import, backlog);
    let mut refused = reading.refused;
    refused.extend(preview.refused.iter().cloned());
    refused.sort_by_key(|row| row.line);
    if !refused.is_empty() && !args.skip_bad {
        let rows = crate::say::tally::count(refused.len(), "row", "rows");
        let message = format!(
            "{}: {rows} cannot be read, nothing was taken; --skip-bad takes the others",
            args.path.display()
        );
        let reasons = refused.iter().map(|row| format!("line {}: {}", row.line, row.reason));
        return Err(Failure::unreadable(message, reasons.collect()));
    }
    let bad: Vec<u64> = preview.refused.iter().map(|row| row.line).collect();
    reading.import.stories.retain(|row| !bad.contains(&row.line));
    let report = Report {
        dry_run: false,
        taken: preview.taken.into(),
        kept_columns: reading.kept_columns,
        skipped: preview.skipped.into_iter().map(Into::into).collect(),
        refused: refused.into_iter().map(Into::into).collect(),
        notices: reading.notices,
    };
    let nothing = report.takes_nothing();
    let command = (!nothing).then(|| Command::Import(Box::new(reading.import)));
    Ok(Incoming { command, report })
}

fn whole(path: &Path, bytes: &[u8], backlog: &Backlog) -> Result<Incoming, Failure> {
    let read = document::read(bytes)
        .map_err(|error| Failure::unreadable(format!("{}:{error}", path.display()), Vec::new()))?;
    // A state nobody knows here would make the backlog that takes it read-only.
    if let Some(foreign @ Foreign::State { .. }) = read.foreign() {
        return Err(Failure::unreadable(format!("{}: {foreign}", path.display()), Vec::new()));
    }
    let report = Report::of_whole(&read.backlog, backlog);
    let nothing = report.takes_nothing();
    let command = (!nothing).then(|| Command::TakeOver(Box::new(read.backlog)));
    Ok(Incoming { command, report })
}

fn maps(words: &[String]) -> Result<Vec<(String, String)>, Refusal> {
    let pair = |word: &String| {
        // A column may hold a `=`; a field does not.
        let (column, field) = word
            .rsplit_once('=')
            .ok_or_else(|| Refusal::usage(format!("“{word}” is no COLUMN=FIELD")))?;
        Ok((column.to_owned(), field.to_owned()))
    };
    words.iter().map(pair).collect()
}

/// The bytes of a file that is a file and not too large.
fn contents(path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Refusal::usage(format!("no file {shown}")).into(),
        _ => Failure::unreadable(format!("cannot read {shown}: {error}"), Vec::new()),
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Failure::unreadable(format!("{shown} is no file"), Vec::new()));
    }
    if metadata.len() > LARGEST {
        return Err(Failure::unreadable(format!("{shown} is larger than 1 GiB"), Vec::new()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(bytes)
}

pub(super) fn import(edge: &Edge, args: &ImportArgs, printer: Printer) -> Result<u8, Failure> {
    let offset = *edge.now.0.offset();
    let mut told = None;
    let (outcome, _) = on_file(edge, Past::None, |session| {
        let incoming = incoming(args, offset, session.backlog())?;
        let outcome = match &incoming.command {
            Some(command) => session.perform(command, &edge.stamp(), &mut RandomIds)?,
            None => Outcome::default(),
        };
        told = Some(incoming);
        Ok(outcome)
    })?;
    let Some(mut incoming) = told else { return Ok(0) };
    incoming.report.notices.extend(outcome.notices);
    if printer.json {
        return print::stdout(&json(&incoming.report)).map(|()| 0);
    }
    if !printer.quiet {
        print::stdout(&incoming.words())?;
    }
    Ok(0)
}

/// The stories a query names, in another format.
///
/// # Errors
/// The query cannot be read.
pub fn export_text(
    args: &ExportArgs,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<String, Failure> {
    let text = args.query.join(" ");
    let query = resolve::query(&text)?;
    let filter = query.bind(backlog, today).map_err(|it| Refusal::usage(it.to_string()))?;
    let filter = if query.names_status() { filter } else { filter.open_only() };
    let chosen: Vec<&Story> = filter.select(backlog).into_iter().map(|story| &**story).collect();
    match args.to {
        Target::Csv => Ok(bridge::export::csv(&chosen, backlog)),
        Target::Markdown => Ok(bridge::export::markdown(&chosen, backlog)),
        Target::Upnext => {
            // Without a query the whole backlog; with one, its stories and all they refer to.
            let kept = if text.is_empty() { backlog.clone() } else { part(backlog, &chosen) };
            let bytes = document::write(&kept).map_err(|it| Failure::io(it.to_string()))?;
            String::from_utf8(bytes).map_err(|it| Failure::io(it.to_string()))
        }
    }
}

fn part(backlog: &Backlog, stories: &[&Story]) -> Backlog {
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(stories.iter().map(|story| (*story).clone().into())),
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        sprints: backlog.sprints().clone(),
        people: backlog.people().clone(),
        ideas: backlog.ideas().clone(),
        conflicts: Table::default(),
        extra: backlog.extra().clone(),
    })
}

pub(super) fn export(edge: &Edge, args: &ExportArgs, printer: Printer) -> Result<u8, Failure> {
    let loaded = edge.backlog_file()?.load()?;
    let text = export_text(args, &loaded.backlog, edge.now.day())?;
    let Some(path) = &args.output else { return print::document(&text).map(|()| 0) };
    write_export(path, &text, edge)?;
    printer.done(&format!("Wrote {}", path.display()))?;
    Ok(0)
}

/// Writes an export to its file: whole, or not at all.
///
/// # Errors
/// It is the backlog itself, or it cannot be written.
pub fn write_export(path: &Path, text: &str, edge: &Edge) -> Result<(), Failure> {
    let same = |backlog: &Path| matches!((backlog.canonicalize(), path.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if edge.found().is_some_and(same) {
        return Err(
            Refusal::usage("that is the backlog itself: give the export another name").into()
        );
    }
    Ok(output::put(path, text.as_bytes())?)
}
