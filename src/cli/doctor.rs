//! The look for what is wrong with the file, and mending it where that is asked. What is wrong
//! is the domain's to say, and the store's where the file cannot be read.

mod place;

use serde::Serialize;

use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer, json};
use super::{Past, on_file};
use crate::domain::checkup::{self, Finding, MEND};
use crate::domain::command::Command;
use crate::domain::id::RandomIds;
use crate::say::plain;
use crate::session::{Occasion, Outcome};
use crate::store::file::BacklogFile;
use crate::store::repair::Unreadable;

/// A finding in the contract's words.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    story: Option<u32>,
    rule: &'a str,
    words: &'a [String],
    message: &'a str,
}

/// The exit code of a file that cannot be read.
const UNREADABLE: u8 = 65;

pub(super) fn doctor(edge: &Edge, mend: bool, printer: Printer) -> Result<u8, Failure> {
    let file = edge.backlog_file()?;
    let repaired = if mend { repaired(edge, &file)? } else { Vec::new() };
    if let Some(found) = file.unreadable()? {
        print::stdout(&told(&file, &found, printer))?;
        return Ok(UNREADABLE);
    }
    let mut text = sentences(&repaired);
    if mend {
        let outcome = mended(edge)?;
        text.push_str(&sentences(outcome.did.as_slice()));
        text.push_str(&sentences(&outcome.notices));
    }
    let loaded = file.load()?;
    let findings = checkup::findings(&loaded.backlog);
    if printer.json {
        let all: Vec<Found<'_>> = findings.iter().map(found).collect();
        print::stdout(&json(&all))?;
    } else {
        text.push_str(&diagnosis(&findings, loaded.read_only.as_deref()));
        print::stdout(&text)?;
    }
    Ok(u8::from(!findings.is_empty()))
}

/// Makes a file readable that is not, where it can be. What has no one answer stays as it is,
/// and is told like what nobody asked to mend.
fn repaired(edge: &Edge, file: &BacklogFile) -> Result<Vec<String>, Failure> {
    let mendable = file.unreadable()?.is_some_and(|found| found.mended.is_some());
    if !mendable {
        return Ok(Vec::new());
    }
    let mut done = file.repair(&edge.before(file, Some(Occasion::Mend)))?;
    done.push("What stood there is kept among the backups; undo does not reach behind this".into());
    Ok(done)
}

/// Mends what was found in a file that can be read.
fn mended(edge: &Edge) -> Result<Outcome, Failure> {
    let (outcome, _) = on_file(edge, Past::None, |session| {
        let found = checkup::findings(session.backlog());
        // What has more than one answer is told, not refused.
        if found.iter().any(|finding| finding.mendable) {
            Ok(session.perform(&Command::Mend, &edge.stamp(), &mut RandomIds)?)
        } else {
            Ok(Outcome::default())
        }
    })?;
    Ok(outcome)
}

fn found(finding: &Finding) -> Found<'_> {
    Found {
        id: &finding.id,
        story: finding.story,
        rule: finding.rule,
        words: &finding.words,
        message: &finding.message,
    }
}

/// What is wrong with a file that cannot be read: where, why, and what would mend it.
fn told(file: &BacklogFile, unreadable: &Unreadable, printer: Printer) -> String {
    let Unreadable { error, bytes, mended } = unreadable;
    let path = file.path().display();
    let sentence = format!("{path}:{error}");
    let way = if mended.is_some() {
        format!("{MEND} mends that, after a backup")
    } else {
        "take an older one back: upnext backups lists them, git log -- FILE what git has".to_owned()
    };
    if printer.json {
        let place = format!("{}:{}", error.line, error.column);
        let message = format!("{sentence}; {way}");
        let (id, words) = (format!("unreadable::{place}"), [place, error.reason.clone()]);
        let found =
            Found { id: &id, story: None, rule: "unreadable", words: &words, message: &message };
        return json(&[found]);
    }
    let around = place::around(bytes, error.line, error.column);
    format!("{}\n{around}{}\n", plain::line(&sentence), plain::line(&way))
}

fn sentences(all: &[String]) -> String {
    lines(all.iter().map(String::as_str))
}

/// Sentences, each on a line of its own.
fn lines<'a>(all: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for sentence in all {
        text.push_str(&plain::line(sentence));
        text.push('\n');
    }
    text
}

/// What the look for mistakes found, in words.
#[must_use]
pub fn diagnosis(findings: &[Finding], read_only: Option<&str>) -> String {
    let mut text = lines(findings.iter().map(|finding| finding.message.as_str()));
    if let Some(why) = read_only {
        text.push_str(&plain::line(why));
        text.push('\n');
    }
    if findings.is_empty() && read_only.is_none() {
        text.push_str("The file is sound: nothing was found.\n");
    }
    text
}
