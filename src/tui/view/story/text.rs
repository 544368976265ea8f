//! The text of a story on its page: title, narrative, what is missing, criteria, questions,
//! description, notes.

use super::Paper;
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::criterion::Judgement;
use crate::domain::narrative;
use crate::domain::ready;
use crate::domain::story::{Status, Story};
use crate::say::date;
use crate::tui::markdown;
use crate::tui::screen::story::Slot;
use crate::tui::theme::Role;

pub(super) fn draw(paper: &mut Paper, slot: Slot, story: &Story, backlog: &Backlog) {
    match slot {
        Slot::Title => {
            let mark = format!("#{} ", story.number);
            paper.marked(&mark, &story.title, Role::Heading);
        }
        Slot::Narrative => {
            let told = narrative::sentence(&story.role, &story.want, &story.benefit);
            match told.as_str() {
                "" => paper.marked("", "who wants what, and why?", Role::Dim),
                told => paper.marked("", told, Role::Plain),
            }
        }
        Slot::Missing => missing(paper, story, backlog),
        Slot::Criterion(id) => criterion(paper, id, story),
        Slot::AddCriterion => paper.marked("+ ", "criterion", Role::Dim),
        Slot::Question(id) => question(paper, id, story),
        Slot::AddQuestion => paper.marked("+ ", "question", Role::Dim),
        Slot::Description if story.description.is_empty() => {
            paper.marked("+ ", "description, in Markdown", Role::Dim);
        }
        Slot::Description => {
            paper.lines.extend(markdown::lines(&story.description, paper.columns, paper.most));
        }
        Slot::Note(id) => {
            if let Some(note) = story.notes.iter().find(|note| note.id == id) {
                let who = if note.by.is_empty() { "" } else { ", " };
                let day = date::short(note.at.day(), story.updated().day());
                let said = format!("{day}{who}{}: {}", note.by, note.text);
                paper.marked("✎ ", &said, Role::Plain);
            }
        }
        Slot::AddNote => paper.marked("+ ", "note for the team", Role::Dim),
        _ => {}
    }
}

/// What keeps it from being ready, or that nothing does.
fn missing(paper: &mut Paper, story: &Story, backlog: &Backlog) {
    if !matches!(story.status, Status::Draft | Status::Ready) {
        paper.marked("", story.status.word(), Role::Strong);
        return;
    }
    let missing = ready::missing_uncovered(story, backlog);
    if !missing.is_empty() {
        let words: Vec<String> = missing.into_iter().map(|it| it.words).collect();
        paper.marked("✗ ", &format!("missing: {}", words.join(" · ")), Role::Warn);
        return;
    }
    match (&story.ready_override, story.status) {
        (Some(it), _) => {
            paper.marked("✓ ", &format!("ready by override: {}", it.reason), Role::Good);
        }
        (None, Status::Ready) => paper.marked("✓ ", "ready", Role::Good),
        (None, _) => paper.marked("✓ ", "nothing is missing before it is ready", Role::Good),
    }
}

/// What a check found, with its words.
pub(super) fn wording(paper: &mut Paper, finding: Option<&Finding>) {
    let Some(Finding { rule, words, message, .. }) = finding else { return };
    let unsaid = words.iter().filter(|word| !message.contains(word.as_str()));
    let quoted: Vec<String> = unsaid.map(|word| format!("“{word}”: ")).collect();
    paper.marked("~ ", &format!("{rule}: {}{message}", quoted.concat()), Role::Warn);
}

fn criterion(
    paper: &mut Paper,
    id: crate::domain::id::Id<crate::domain::criterion::Criterion>,
    story: &Story,
) {
    let Some(criterion) = story.criteria.iter().find(|it| it.id == id) else { return };
    let (mark, role) = match criterion.result {
        Judgement::Unjudged => ("▢ ", Role::Plain),
        Judgement::Met => ("✓ ", Role::Good),
        Judgement::Unmet => ("✗ ", Role::Bad),
    };
    let parts = [("given", &criterion.given), ("when", &criterion.when), ("then", &criterion.then)];
    let mut lead = mark;
    if !criterion.text.is_empty() {
        paper.marked(lead, &criterion.text, role);
        lead = "  ";
    }
    // Each part on a line of its own, as one reads a scenario.
    for (name, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        paper.marked(&format!("{lead}{name:<5} "), words, role);
        lead = "  ";
    }
    if !criterion.note.is_empty() {
        paper.marked("  ", &criterion.note, Role::Dim);
    }
}

fn question(
    paper: &mut Paper,
    id: crate::domain::id::Id<crate::domain::criterion::Question>,
    story: &Story,
) {
    let Some(question) = story.questions.iter().find(|it| it.id == id) else { return };
    match &question.answer {
        None => paper.marked("? ", &question.text, Role::Warn),
        Some(answer) => {
            paper.marked("? ", &question.text, Role::Plain);
            paper.marked("  → ", answer, Role::Good);
        }
    }
}
