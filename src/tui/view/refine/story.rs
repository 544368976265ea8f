//! The story that is refined, as far as it says what is wanted. Its values and its history are on
//! its page; nothing of it is said here twice.

use super::Text;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, VerdictKind};
use crate::domain::narrative;
use crate::domain::story::Story;
use crate::tui::theme::Role;

/// So many lines of a description are read here.
const DESCRIBED: usize = 12;

/// Its title, its plain values, its sentence.
pub(super) fn head(text: &mut Text, story: &Story, backlog: &Backlog) {
    text.marked(&format!("#{} ", story.number), Role::Heading, &story.title, Role::Heading);
    text.text(&facts(story, backlog), Role::Dim);
    let told = narrative::sentence(&story.role, &story.want, &story.benefit);
    if !told.is_empty() {
        text.text(&told, Role::Plain);
    }
}

/// Kind, state, points, where it belongs.
fn facts(story: &Story, backlog: &Backlog) -> String {
    let mut facts = vec![story.kind.to_string(), story.status.to_string()];
    let points = story.points.map(crate::domain::number::Hundredths::in_points);
    facts.push(points.unwrap_or_else(|| "not estimated".to_owned()));
    facts.extend(backlog.sprint_of(story).map(|it| format!("sprint {}", it.number)));
    facts.extend(backlog.epic_of(story).map(|it| it.title.clone()));
    facts.extend(backlog.position(story.id).map(|at| format!("position {at}")));
    facts.join(" · ")
}

/// Criteria, questions, what stands in the way, and the beginning of the description.
pub(super) fn body(text: &mut Text, story: &Story) {
    text.heading("Criteria");
    if story.criteria.is_empty() {
        text.text("none yet", Role::Dim);
    }
    for it in &story.criteria {
        criterion(text, it);
    }
    if !story.questions.is_empty() {
        text.gap();
        text.heading("Questions");
    }
    for it in &story.questions {
        match &it.answer {
            None => text.marked("? ", Role::Warn, &it.text, Role::Warn),
            Some(answer) => {
                text.marked("✓ ", Role::Good, &format!("{} — {answer}", it.text), Role::Plain);
            }
        }
    }
    if let Some(it) = &story.impediment {
        text.gap();
        text.marked("■ ", Role::Bad, &format!("blocked: {}", it.reason), Role::Bad);
    }
    if let Some(it) = story.verdicts.last().filter(|it| it.kind == VerdictKind::Rejected) {
        text.gap();
        text.marked("✗ ", Role::Warn, &format!("rejected before: {}", it.reason), Role::Warn);
    }
    description(text, &story.description);
    notes(text, story);
}

fn criterion(text: &mut Text, it: &Criterion) {
    let mut lead = "▢ ".to_owned();
    if !it.text.is_empty() {
        text.marked(&lead, Role::Plain, &it.text, Role::Plain);
        "  ".clone_into(&mut lead);
    }
    let parts = [("given", &it.given), ("when", &it.when), ("then", &it.then)];
    for (name, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        text.marked(&format!("{lead}{name:<5} "), Role::Dim, words, Role::Plain);
        "  ".clone_into(&mut lead);
    }
}

fn description(text: &mut Text, description: &str) {
    if description.trim().is_empty() {
        return;
    }
    text.gap();
    text.heading("Description");
    let until = text.lines.len() + DESCRIBED;
    for paragraph in description.lines() {
        if text.lines.len() >= until {
            break;
        }
        text.text(paragraph, Role::Plain);
    }
    if text.lines.len() > until {
        text.lines.truncate(until);
        text.text("… the rest is on its page", Role::Dim);
    }
}

fn notes(text: &mut Text, story: &Story) {
    if story.notes.is_empty() {
        return;
    }
    text.gap();
    text.heading("Notes");
    for note in &story.notes {
        text.marked("✎ ", Role::Dim, &note.text, Role::Plain);
    }
}
