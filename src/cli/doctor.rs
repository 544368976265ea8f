//! The look for what is wrong with the file, and mending it where that is asked. What is wrong
//! is the domain's to say, and the store's where the file cannot be read.

use serde::Serialize;

use super::edge::Edge;
use super::failure::Failure;
use super::print::{self, Printer, json};
use crate::domain::checkup::{self, Finding};
use crate::say::plain;

/// A finding in the contract's words.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    story: Option<u32>,
    rule: &'a str,
    words: &'a [String],
    message: &'a str,
}

pub(super) fn doctor(edge: &Edge, _mend: bool, printer: Printer) -> Result<u8, Failure> {
    let loaded = edge.backlog_file()?.load()?;
    let findings = checkup::findings(&loaded.backlog);
    if printer.json {
        let found = |it: &Finding| json_of(it);
        let all: Vec<serde_json::Value> = findings.iter().map(found).collect();
        print::stdout(&json(&all))?;
    } else {
        print::stdout(&diagnosis(&findings, loaded.read_only.as_deref()))?;
    }
    Ok(u8::from(!findings.is_empty()))
}

fn json_of(finding: &Finding) -> serde_json::Value {
    let found = Found {
        id: &finding.id,
        story: finding.story,
        rule: finding.rule,
        words: &finding.words,
        message: &finding.message,
    };
    serde_json::to_value(found).unwrap_or_default()
}

/// What the look for mistakes found, in words.
#[must_use]
pub fn diagnosis(findings: &[Finding], read_only: Option<&str>) -> String {
    let mut text = String::new();
    for finding in findings {
        text.push_str(&plain::line(&finding.message));
        text.push('\n');
    }
    if let Some(why) = read_only {
        text.push_str(&plain::line(why));
        text.push('\n');
    }
    if findings.is_empty() {
        text.push_str("The file is sound: nothing was found.\n");
    }
    text
}
