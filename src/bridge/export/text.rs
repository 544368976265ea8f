//! The backlog as Markdown, to be read, mailed or pasted into a wiki.
//! It never lets one line of data become markup; descriptions are Markdown and stay so.

use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Judgement};
use crate::domain::narrative;
use crate::domain::story::Story;
use crate::say::plain;

/// The stories as Markdown under the name of the product.
#[must_use]
pub fn markdown(stories: &[&Story], backlog: &Backlog) -> String {
    let name = line(&backlog.product().name);
    let heading = if name.is_empty() { "Backlog".to_owned() } else { name };
    if stories.is_empty() {
        return format!("# {heading}\n");
    }
    format!("# {heading}\n\n{}", some(stories, backlog))
}

/// A few stories as Markdown, to be pasted somewhere else.
#[must_use]
pub fn some(stories: &[&Story], backlog: &Backlog) -> String {
    let blocks: Vec<String> = stories.iter().flat_map(|story| blocks_of(story, backlog)).collect();
    blocks.join("\n\n") + "\n"
}

fn blocks_of(story: &Story, backlog: &Backlog) -> impl Iterator<Item = String> {
    let sentence = narrative::sentence(&story.role, &story.want, &story.benefit);
    let stop = if sentence.is_empty() || sentence.ends_with(['.', '!', '?']) { "" } else { "." };
    let criteria: Vec<String> = story.criteria.iter().map(criterion).collect();
    let questions: Vec<String> =
        story.open_questions().map(|question| format!("- {}", line(&question.text))).collect();
    let questions = match questions.as_slice() {
        [] => String::new(),
        open => format!("Open questions:\n\n{}", open.join("\n")),
    };
    let blocks = [
        format!("## #{} {}", story.number, line(&story.title)),
        facts(story, backlog),
        format!("{}{stop}", line(&sentence)),
        harmless(&story.description).trim().to_owned(),
        criteria.join("\n"),
        questions,
    ];
    blocks.into_iter().filter(|block| !block.is_empty())
}

/// Points · status · epic · tags.
fn facts(story: &Story, backlog: &Backlog) -> String {
    let points = match story.points {
        Some(points) if points.hundredths() == 100 => "1 point".to_owned(),
        Some(points) => format!("{points} points"),
        None => "not estimated".to_owned(),
    };
    let epic = backlog.epic_of(story).map(|epic| line(&epic.title)).unwrap_or_default();
    let tags: Vec<String> = story.tags.iter().map(|tag| line(tag)).collect();
    let facts = [points, story.status.to_string(), epic, tags.join(", ")];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn criterion(criterion: &Criterion) -> String {
    let tick = if criterion.result == Judgement::Met { 'x' } else { ' ' };
    format!("- [{tick}] {}", line(&criterion.sentence()))
}

/// One line of data with everything Markdown would act on made plain.
pub(crate) fn line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(words.len());
    for c in words.chars().filter(|c| !hidden(*c)) {
        let bullet = out.is_empty() && matches!(c, '-' | '+');
        if bullet || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text without characters that act on a terminal or turn the line around.
fn harmless(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&c| c == '\n' || c == '\t' || !hidden(c)).collect()
}

/// A joiner stays: without it a picture of many parts falls into them.
fn hidden(c: char) -> bool {
    plain::acts(c) && c != '\u{200D}'
}
