//! What is said beside a story that is refined: what is missing and which key mends it, which
//! accepted stories are like it, how it reads. It is advice: nothing here is done by itself.

use super::{MOST, Text};
use crate::domain::backlog::Backlog;
use crate::domain::ready::Rule;
use crate::domain::story::Story;
use crate::say::plain;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::refine::{Card, Lack, Opens};
use crate::tui::theme::Role;

/// Why a story without it is not ready.
const fn why(rule: Rule) -> &'static str {
    match rule {
        Rule::Narrative => "nobody knows yet who wants what",
        Rule::Criteria => "nobody could say when it is done",
        Rule::Estimate => "no sprint can be filled with it",
        Rule::Size => "too much to be foreseen",
        Rule::Questions => "who builds it would have to guess",
        Rule::Dependencies => "it would have to wait in the sprint",
        Rule::Lines => "a line of your Definition of Ready",
    }
}

/// Rule by rule what is missing, each with the key that mends it.
pub(super) fn missing(text: &mut Text, app: &App, story: &Story, card: &Card) {
    text.heading("Missing");
    if card.missing.is_empty() {
        let words = match &story.ready_override {
            Some(it) => format!("nothing that is not covered: {}", it.reason),
            None => "nothing".to_owned(),
        };
        text.marked("✓ ", Role::Good, &words, Role::Good);
        return;
    }
    let mut told: Option<Rule> = None;
    for lack in card.missing.iter().take(MOST) {
        text.marked("✗ ", Role::Warn, &lack.words, Role::Warn);
        let key = key_of(app, lack);
        if let Some(line) = text.lines.last_mut().filter(|_| !key.is_empty()) {
            line.push((format!("  {key}"), Role::Key));
        }
        // Why is said once a rule; the key behind each.
        if told.replace(lack.rule) != Some(lack.rule) {
            text.marked("  ", Role::Dim, why(lack.rule), Role::Dim);
        }
    }
}

/// The key that mends it: its own, or the one that goes to whatever is missing next.
fn key_of(app: &App, lack: &Lack) -> String {
    let own = match lack.opens {
        Opens::Criterion => Action::Criterion,
        Opens::Estimate => Action::Estimate,
        Opens::Split => Action::Split,
        Opens::Narrative => Action::Narrative,
        Opens::Answer(_) | Opens::Dependency(_) | Opens::Tick(_) => Action::NextMissing,
    };
    let key = app.key_of(own);
    if key.is_empty() { app.key_of(Action::NextMissing) } else { key }
}

/// What accepted stories like it were estimated at.
pub(super) fn similar(text: &mut Text, story: &Story, card: &Card, backlog: &Backlog) {
    text.gap();
    text.heading("Like it, and accepted");
    let Some(near) = card.neighbours else {
        let words = if card.is_looking {
            "looking for like ones …"
        } else if card.is_first {
            "nothing with points is accepted yet: there is nothing to compare with"
        } else {
            "no accepted story shares a word with it"
        };
        text.text(words, Role::Dim);
        return;
    };
    let held = story.points.map(|it| format!(" · here {it}")).unwrap_or_default();
    let median = near.median.in_points();
    let words = match near.n {
        1 => format!("a hint: {median}, of one{held}"),
        n => format!("a hint: {median}, median of {n}{held}"),
    };
    text.text(&words, Role::Emphasis);
    for it in &card.similar {
        let title = backlog.story(it.like.story).map_or("", |other| other.title.as_str());
        let points = it.points.to_string();
        let lead = format!("{points:>3}  ");
        text.marked(&lead, Role::Strong, &format!("#{} {title}", it.like.number), Role::Plain);
        let words: Vec<String> =
            it.like.words.iter().map(|word| plain::line(word).into_owned()).collect();
        let blank = " ".repeat(crate::say::width::width(&lead));
        text.marked(&blank, Role::Dim, &format!("both: {}", words.join(", ")), Role::Dim);
    }
}

/// What the wording checks found; nothing where they found nothing.
pub(super) fn wording(text: &mut Text, story: &Story, card: &Card) {
    if card.findings.is_empty() {
        return;
    }
    text.gap();
    text.heading("Wording");
    for it in card.findings.iter().take(MOST) {
        text.marked("~ ", Role::Warn, &format!("{}: {}", it.rule, it.message), Role::Plain);
    }
    let words = format!(":check {} names each, :waive lets one be", story.number);
    text.text(&words, Role::Dim);
}
