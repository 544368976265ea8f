//! What stands beside the text of a story: fields, relations, ticks, verdicts, history.

use super::Paper;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::id::Id;
use crate::domain::idea::Idea;
use crate::domain::product::ScoreKind;
use crate::domain::score;
use crate::domain::spelling;
use crate::domain::story::{Status, Story, StoryId};
use crate::say::history;
use crate::tui::screen::story::{Linked, Slot};
use crate::tui::theme::Role;

/// A field and its value.
pub(super) fn value(paper: &mut Paper, field: Field, story: &Story, backlog: &Backlog) {
    let name = match field {
        Field::Impediment => "blocked",
        Field::Status => "state",
        field => field.word(),
    };
    let said = match field {
        Field::Impediment => story.impediment.as_ref().map(|it| {
            let by = if it.by.is_empty() { String::new() } else { format!(", {}", it.by) };
            format!("{} (since {}{by})", it.reason, it.since.day())
        }),
        Field::Points => points(story, backlog),
        Field::Value | Field::Effort => scored(field, story, backlog),
        Field::Release => release(story, backlog),
        field => spelling::of_story(field, story, backlog),
    };
    let role = match field {
        Field::Impediment => Role::Bad,
        Field::Status if story.status == Status::Draft => Role::Plain,
        Field::Status => Role::Strong,
        _ => Role::Plain,
    };
    match said {
        Some(said) => paper.named(name, &said, role),
        None => paper.named(name, "–", Role::Dim),
    }
}

fn points(story: &Story, backlog: &Backlog) -> Option<String> {
    let points = story.points?;
    let product = backlog.product();
    let scale = if product.scale.0.contains(&points) { "" } else { " ~ not on the scale" };
    let large = if points > product.largest.0 { " ▲ too large to be ready" } else { "" };
    Some(format!("{points}{scale}{large}"))
}

/// The first part of the score with what the whole comes to.
fn scored(field: Field, story: &Story, backlog: &Backlog) -> Option<String> {
    let said = spelling::of_story(field, story, backlog);
    let kind = backlog.product().score;
    let shows = match kind {
        ScoreKind::Wsjf | ScoreKind::Value => field == Field::Value,
        ScoreKind::Rice => field == Field::Effort,
    };
    let whole = score::of(story, kind).filter(|_| shows);
    whole.map_or(said.clone(), |whole| {
        Some(format!("{} ({} {whole})", said.unwrap_or_default(), kind.word()))
    })
}

/// Its own release, else that of its epic.
fn release(story: &Story, backlog: &Backlog) -> Option<String> {
    let own = spelling::of_story(Field::Release, story, backlog);
    own.or_else(|| backlog.release_of(story).map(|it| format!("{} (its epic's)", it.name)))
}

/// A story this one depends on, is linked with or came from.
pub(super) fn relation(paper: &mut Paper, slot: Slot, backlog: &Backlog) {
    let mut line = |lead: &str, id: StoryId| {
        let Some(other) = backlog.story(id) else { return };
        let done = other.status == Status::Accepted;
        let role = if done { Role::Good } else { Role::Plain };
        let mark = format!("{lead} #{} ", other.number);
        paper.marked(&mark, &format!("{} · {}", other.title, other.status), role);
    };
    match slot {
        Slot::DependsOn(id) => line("→ needs", id),
        Slot::NeededBy(id) => line("← needed by", id),
        Slot::Link(id, Linked::Relates) => line("↔", id),
        Slot::Link(id, Linked::Follows) => line("follows", id),
        Slot::Link(id, Linked::FollowedBy) => line("followed by", id),
        Slot::SplitFrom(id) => line("split from", id),
        Slot::SplitInto(id) => line("split into", id),
        Slot::AddDependency => paper.marked("+ ", "what must come first", Role::Dim),
        Slot::AddLink => paper.marked("+ ", "link", Role::Dim),
        _ => {}
    }
}

/// An idea that stands behind it, and who said it.
pub(super) fn idea(paper: &mut Paper, id: Id<Idea>, backlog: &Backlog) {
    let Some(idea) = backlog.ideas().get(id) else { return };
    paper.marked(&format!("idea {} ", idea.number), &idea.said(), Role::Plain);
}

/// Ticks, verdicts, kept columns, history.
pub(super) fn record(paper: &mut Paper, slot: Slot, story: &Story, backlog: &Backlog) {
    let product = backlog.product();
    let mut ticked = |ticked: bool, text: &str| {
        let (mark, role) = if ticked { ("✓ ", Role::Good) } else { ("▢ ", Role::Plain) };
        paper.marked(mark, text, role);
    };
    match slot {
        Slot::ReadyLine(id) => {
            if let Some(line) = product.ready_lines.iter().find(|it| it.id == id) {
                ticked(story.ready_ticks.contains(&id), &line.text);
            }
        }
        Slot::DoneLine(id) => {
            if let Some(line) = product.done_lines.iter().find(|it| it.id == id) {
                ticked(story.done_ticks.contains(&id), &line.text);
            }
        }
        Slot::Verdict(at) => {
            if let Some(verdict) = story.verdicts.iter().rev().nth(at) {
                let why = verdict.overridden.as_deref().unwrap_or(&verdict.reason);
                let why = if why.is_empty() { String::new() } else { format!(": {why}") };
                let said = format!("{} {}, {}{why}", verdict.at.day(), verdict.by, verdict.kind);
                paper.marked("", &said, Role::Plain);
            }
        }
        Slot::Kept(at) => {
            if let Some((name, cell)) = story.fields.iter().nth(at) {
                let said = format!("{name}: {}", cell.texts().join(", "));
                paper.marked("", &said, Role::Dim);
            }
        }
        Slot::History(at) => {
            if let Some(entry) = story.history.get(at) {
                // The year stands there only where it is not that of the newest line.
                let newest = story.updated().day();
                paper.marked("· ", &history::sentence(entry, newest), Role::Dim);
            }
        }
        _ => {}
    }
}
