//! Drafts of several stories as Markdown to be edited by hand, and back: title, story, criteria.
//! It never looks at a backlog.
//!
//! # The form
//!
//! ```text
//! <!-- upnext drafts -->
//! # Pay by card
//!
//! As a shopper
//! I want to pay by card
//! so that I need no cash
//!
//! - it is quick
//! - given an expired card
//!   when I pay
//!   then I am told why not
//!
//! # The next one
//! ```
//!
//! A line is written as in the sheet of a story, marks and backslashes too.

use super::Mistake;
use super::Section;
use super::escape::{decode, encode};
use super::lines::{Line, Part};
use super::list::{self, points};
use super::parse::{Parsing, story};
use crate::domain::command::NewStory;
use crate::domain::field::Field;
use crate::domain::setting;

/// How the first line of drafts begins.
const MARK: &str = "<!-- upnext drafts";

/// What is said at the top, each line a remark.
const HELP: [&str; 3] = [
    "upnext drafts",
    "change what you like, save and close: each “# title” is a story, delete those you do not want",
    "a criterion is \"- text\", or \"- given …\" with \"when …\" and \"then …\" indented below",
];

/// Whether a text is drafts as they are written here.
#[must_use]
pub fn is_sheet(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.by_ref().take_while(|line| line.starts_with("<!--")).any(|line| line.starts_with(MARK))
}

/// Drafts as Markdown, each with the line it comes from; [`read`] gives the same again.
#[must_use]
pub fn write(stories: &[(usize, NewStory)]) -> String {
    let mut lines: Vec<String> = HELP.iter().map(|words| format!("<!-- {words} -->")).collect();
    for ((line, it), k) in stories.iter().zip(1..) {
        // The number is what `--only` takes; where it came from is read by people.
        let from = if *line > 0 { format!(", from line {line}") } else { String::new() };
        lines.extend([String::new(), format!("<!-- {k}{from} -->")]);
        lines.push(format!("# {}", encode(&it.title)));
        if !(it.role.is_empty() && it.want.is_empty() && it.benefit.is_empty()) {
            lines.push(String::new());
            let [role, want, benefit] = super::write::narrative(&it.role, &it.want, &it.benefit);
            lines.extend(Some(role).filter(|_| !it.role.is_empty()));
            lines.push(want);
            lines.extend(Some(benefit).filter(|_| !it.benefit.is_empty()));
        }
        if !it.criteria.is_empty() {
            lines.push(String::new());
        }
        for words in &it.criteria {
            lines.extend(super::write::criterion(words));
        }
    }
    lines.join("\n") + "\n"
}

/// The drafts of a sheet, each with the line of its title.
///
/// # Errors
/// Every mistake, in the order of the lines.
pub fn read(text: &str) -> Result<Vec<(usize, NewStory)>, Vec<Mistake>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut to = Parsing::default();
    let mut found: Vec<(Line<'_>, Vec<Line<'_>>)> = Vec::new();
    let mut remark: Option<usize> = None;
    for (text, number) in text.lines().zip(1..) {
        let line = Line { number, text };
        if let Some(opened) = remark {
            remark = (!text.contains("-->")).then_some(opened);
        } else if let Some(words) = text.strip_prefix("<!--") {
            remark = (!words.contains("-->")).then_some(number);
        } else if let Some(title) = text.strip_prefix("# ").or_else(|| (text == "#").then_some(""))
        {
            found.push((Line { number, text: title }, Vec::new()));
        } else if let Some((_, below)) = found.last_mut() {
            below.push(line);
        } else if !text.trim().is_empty() {
            let words =
                format!("“{}” stands above the first title: write # and a title", text.trim());
            to.mistake(number, words);
        }
    }
    if let Some(opened) = remark {
        to.mistake(opened, "this remark never ends: close it with -->");
    }
    let stories: Vec<(usize, NewStory)> =
        found.iter().map(|(title, below)| (title.number, one(*title, below, &mut to))).collect();
    to.mistakes.sort();
    if to.mistakes.is_empty() { Ok(stories) } else { Err(to.mistakes) }
}

/// One draft: its story down to the first point, its criteria from there.
fn one(title: Line<'_>, below: &[Line<'_>], to: &mut Parsing) -> NewStory {
    let mut new = NewStory { title: decode(title.text.trim()), ..NewStory::default() };
    let dashed = |line: &Line<'_>| {
        line.text
            .trim_start()
            .starts_with(|c: char| matches!(c, '-' | '*' | '+') || c.is_ascii_digit())
    };
    let first = below.iter().position(dashed).unwrap_or(below.len());
    let (above, points_below) = below.split_at_checked(first).unwrap_or((below, &[]));
    let part = Part { section: Section::Story, line: title.number, lines: above.to_vec() };
    for (field, at) in story(&part, to) {
        check(&setting::line_or_none(&at.value), at.line, to);
        match field {
            Field::Role => new.role = at.value,
            Field::Want => new.want = at.value,
            _ => new.benefit = at.value,
        }
    }
    check(&setting::one_line("a title", &new.title), title.number, to);
    for point in points(points_below, "criterion", &mut to.mistakes) {
        let at = list::criterion(&point, to);
        check(&at.value.checked(), at.line, to);
        new.criteria.push(at.value);
    }
    new
}

fn check<T>(it: &Result<T, crate::domain::refusal::Refusal>, line: usize, to: &mut Parsing) {
    if let Err(refusal) = it {
        to.mistake(line, refusal.to_string());
    }
}
