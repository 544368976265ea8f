//! What the checks of wording found, story by story, as an answer.
//! It never says what to write instead.

use serde::Serialize;

use super::sheet::Sheet;
use crate::advice::wording;
use crate::cli::resolve;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::refusal::Refusal;
use crate::domain::story::Story;
use crate::say::tally;

/// A finding in the contract's words.
#[derive(Debug, Serialize)]
pub(super) struct FindingAnswer<'a> {
    id: &'a str,
    story: Option<u32>,
    rule: &'a str,
    words: &'a [String],
    message: &'a str,
}

impl<'a> FindingAnswer<'a> {
    pub(super) fn of(it: &'a Finding) -> Self {
        let Finding { id, story, rule, words, message, mendable: _ } = it;
        Self { id, story: *story, rule, words, message }
    }
}

/// What is found in the stories these words name, or in every open one where they name none.
///
/// # Errors
/// There is no such story.
pub fn findings(words: &[String], backlog: &Backlog) -> Result<Vec<Finding>, Refusal> {
    if words.is_empty() {
        return Ok(wording::of_backlog(backlog));
    }
    let ids: Result<Vec<_>, _> = words.iter().map(|word| resolve::story(word, backlog)).collect();
    let ids = ids?;
    let stories = ids.iter().filter_map(|id| backlog.story(*id)).map(|story| &**story);
    Ok(wording::of_stories(stories, backlog))
}

/// The findings as one JSON document.
///
/// # Errors
/// They cannot be written as JSON.
pub fn findings_json(findings: &[Finding]) -> Result<String, Refusal> {
    super::document(&findings.iter().map(FindingAnswer::of).collect::<Vec<_>>())
}

/// The findings for people, grouped by story, each with the words and the id to waive it by.
#[must_use]
pub fn findings_text(findings: &[Finding], backlog: &Backlog, width: Option<usize>) -> String {
    let mut sheet = Sheet::new(width);
    if findings.is_empty() {
        sheet.line("The checks have nothing to say.");
        return sheet.done();
    }
    let mut stories = 0;
    let mut last = None;
    for finding in findings {
        if last != Some(finding.story) {
            (last, stories) = (Some(finding.story), stories + 1);
            sheet.heading(&title(finding.story, backlog));
        }
        let unsaid = |word: &&String| !finding.message.contains(word.as_str());
        let quoted: Vec<String> =
            finding.words.iter().filter(unsaid).map(|word| format!("“{word}”")).collect();
        let lead = format!("{}:", finding.rule);
        match quoted.as_slice() {
            [] => sheet.under(&lead, &finding.message),
            words => sheet.under(&lead, &format!("{}: {}", words.join(", "), finding.message)),
        }
        sheet.under("  ", &finding.id);
    }
    sheet.gap();
    let found = tally::count(findings.len(), "finding", "findings");
    let stories = tally::count(stories, "story", "stories");
    sheet.line(&format!(
        "{found} in {stories}. To leave one as it is: upnext waive ID --reason \"…\""
    ));
    sheet.done()
}

fn title(number: Option<u32>, backlog: &Backlog) -> String {
    let Some(number) = number else { return "the backlog".to_owned() };
    let title = backlog.numbered(number).map_or("", |story: &std::sync::Arc<Story>| &story.title);
    format!("#{number} {title}")
}
