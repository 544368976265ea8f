//! Whether a heading names a story: judged by what stands right below it. It makes no drafts.

use super::blocks::{Block, Kind};
use super::sections::Section;
use super::sentences::{Said, said, sentences};
use super::steps;
use crate::advice::likeness::words::words;

/// How many user stories a block tells.
pub(super) fn stories(block: &Block) -> usize {
    let all = sentences(&block.lines);
    all.iter().filter(|(_, text)| matches!(said(text), Said::Story(_))).count()
}

/// Whether what stands below a heading says how the story it names is to be: points that state
/// something, scenarios, or nothing yet.
pub(super) fn states(section: &Section<'_>) -> bool {
    let points = |block: &&Block| matches!(block.kind, Kind::Point { depth: 1, .. });
    let points: Vec<&Block> = section.blocks.iter().filter(points).collect();
    let texts = || section.blocks.iter().filter(|it| it.kind == Kind::Text);
    if points.is_empty() {
        let mut all = texts().flat_map(|it| sentences(&it.lines));
        let words = section.heading.map_or(0, |it| it.text().split(' ').count());
        return (section.blocks.is_empty() && words > 1)
            || all.any(|(_, text)| steps::begins(&text));
    }
    let says = |block: &&&Block| match block.kind {
        Kind::Point { boxed: true, .. } => true,
        _ => is_statement(&block.text()),
    };
    let wishes = points.iter().filter(|it| matches!(said(&it.text()), Said::Wish(_))).count();
    let made = texts().flat_map(|it| sentences(&it.lines));
    let told = made
        .into_iter()
        .any(|(_, text)| matches!(said(&text), Said::Wish(_) | Said::Duty | Said::Limit));
    !told && wishes * 2 < points.len() && points.iter().filter(says).count() * 2 >= points.len()
}

/// Whether a point says that something is so, and does not only name it.
fn is_statement(text: &str) -> bool {
    const FINITE: [&str; 24] = [
        "is", "are", "was", "were", "has", "have", "must", "should", "shall", "can", "cannot",
        "may", "will", "does", "do", "not", "no", "only", "shows", "gets", "when", "then", "given",
        "never",
    ];
    words(text).iter().any(|it| FINITE.contains(&it.low().as_str()))
}
