//! The sample product: a script of command lines, carried out on a throw-away backlog through the
//! same parser and the same door as everything else.

use std::fs::DirBuilder;
use std::path::PathBuf;

use chrono::{Duration, NaiveDate};

use super::act::{Asked, interpret};
use super::args::{Cli, Global};
use super::edge::Edge;
use super::failure::Failure;
use crate::domain::backlog::Backlog;
use crate::domain::id::{CountedIds, Ids, RandomIds};
use crate::domain::refusal::Refusal;
use crate::domain::stamp::{Moment, Stamp};
use crate::session::Session;
use crate::store::file::BacklogFile;

/// Lines of `DAYS-AGO WHO: COMMAND`, oldest first; `#` begins a remark.
const SCRIPT: &str = include_str!("../../assets/demo.txt");

/// The sample as it is when it was made on this day: the days of the script are counted back from
/// it.
///
/// # Errors
/// A line of the script cannot be carried out; the message names it.
pub fn backlog(now: Moment) -> Result<Backlog, Refusal> {
    replay(SCRIPT, now)
}

/// The backlog a script makes: lines of `DAYS-AGO WHO: COMMAND`, oldest first, the days counted
/// back from this moment; `#` begins a remark. In a command `{+20}` is the date twenty days after
/// today, `{-3}` that three days before it, and `\n` between quotes a line end.
///
/// # Errors
/// A line of the script cannot be carried out; the message names it.
pub fn replay(script: &str, now: Moment) -> Result<Backlog, Refusal> {
    let mut session = Session::new(Backlog::default());
    let mut ids = CountedIds::default();
    for (line, number) in script.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        step(&mut session, line, now, &mut ids)
            .map_err(|error| Refusal::usage(format!("line {number} of the script: {error}")))?;
    }
    Ok(session.backlog().clone())
}

fn step(
    session: &mut Session,
    line: &str,
    now: Moment,
    ids: &mut CountedIds,
) -> Result<(), Refusal> {
    let wrong = || Refusal::usage("DAYS-AGO WHO: COMMAND was expected");
    let (when, command) = line.split_once(": ").ok_or_else(wrong)?;
    let (days, who) = when.split_once(' ').ok_or_else(wrong)?;
    let days: i64 = days.parse().map_err(|_| wrong())?;
    let stamp = Stamp { at: Moment(now.0 - Duration::days(days)), by: who.to_owned() };
    let command = dated(command, now.day())?;
    let words = shell_words::split(&command).map_err(|error| Refusal::usage(error.to_string()))?;
    let words = words.into_iter().map(|word| word.replace("\\n", "\n"));
    let words = std::iter::once("upnext".to_owned()).chain(words);
    let cli = Cli::read(words).map_err(|error| Refusal::usage(error.to_string()))?;
    let verb = cli.verb.ok_or_else(wrong)?;
    let mut no_input = || Err(wrong());
    match interpret(verb, &mut no_input, session.backlog(), stamp.today())? {
        Asked::Act(command) => session.perform(&command, &stamp, ids).map(drop),
        _ => Err(Refusal::usage("only acts belong into the sample")),
    }
}

/// The text with a date in the place of each `{+20}` and `{-3}`, counted from a day.
fn dated(text: &str, from: NaiveDate) -> Result<String, Refusal> {
    let mut parts = text.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let counted = part.starts_with(['+', '-']).then(|| part.split_once('}')).flatten();
        let Some((count, rest)) = counted else {
            whole.push('{');
            whole.push_str(part);
            continue;
        };
        let days = count.parse().ok().and_then(Duration::try_days);
        let day = days.and_then(|days| from.checked_add_signed(days));
        let day = day.ok_or_else(|| {
            Refusal::usage(format!("`{{{count}}}` is no day: use {{+20}} or {{-3}}"))
        })?;
        whole.push_str(&day.to_string());
        whole.push_str(rest);
    }
    Ok(whole)
}

/// A throw-away copy of the sample. Letting it go throws it away.
#[derive(Debug)]
pub struct Sample {
    folder: PathBuf,
}

impl Sample {
    /// Makes one; gives the world in which it is the backlog, too.
    ///
    /// # Errors
    /// The folder for it cannot be written.
    pub fn make(edge: &Edge) -> Result<(Edge, Self), Failure> {
        // A name nobody can have guessed, in a folder nobody else can look into.
        let folder = std::env::temp_dir().join(format!("upnext-sample-{}", RandomIds.next_uuid()));
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&folder)
            .map_err(|error| Failure::io(format!("cannot make {}: {error}", folder.display())))?;
        let sample = Self { folder };
        let path = sample.path();
        BacklogFile::new(&path).create(&backlog(edge.now)?)?;
        let edge = edge.clone().with_file(path, Some(sample.folder.clone()));
        Ok((edge, sample))
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(crate::store::place::FILE_NAME)
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        // Where it cannot be thrown away, the system will, with its other temporary files.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Opens the sample on the screen, and throws it away afterwards.
pub(super) fn open(edge: &Edge, global: &Global) -> Result<u8, Failure> {
    edge.settings()?;
    super::needs_terminal()?;
    let (edge, _sample) = Sample::make(edge)?;
    crate::tui::shell::run(&edge, global, true)
}
