//! One story under review: what it is, what was said of it before, and its lines to be judged as
//! one list.

use super::Sheet;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Criterion, Judgement, Verdict, VerdictKind};
use crate::domain::narrative;
use crate::domain::review;
use crate::domain::story::{Status, Story};
use crate::say::{date, tally};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::review::Said;
use crate::tui::theme::Role;

pub(super) fn sheet(app: &App, story: &Story, backlog: &Backlog, columns: u16) -> Sheet {
    let mut sheet = Sheet::new(columns);
    sheet.marked(None, &format!("#{} ", story.number), &story.title, Role::Heading);
    sheet.text(&facts(story, backlog), Role::Dim);
    let told = narrative::sentence(&story.role, &story.want, &story.benefit);
    if !told.is_empty() {
        sheet.text(&told, Role::Plain);
    }
    if let Some(it) = &story.impediment {
        let since = date::age(it.since.day(), app.today);
        sheet.marked(None, "■ ", &format!("blocked {since}: {}", it.reason), Role::Bad);
    }
    for verdict in story.verdicts.iter().rev() {
        let (mark, role) = match verdict.kind {
            VerdictKind::Accepted => ("✓ ", Role::Good),
            VerdictKind::Rejected => ("✗ ", Role::Warn),
        };
        sheet.marked(None, mark, &words(verdict, backlog, app), role);
    }
    for idea in app.review.row().iter().flat_map(|row| &row.feedback) {
        let Some(idea) = backlog.ideas().get(*idea) else { continue };
        let from = if idea.from.is_empty() { String::new() } else { format!(" — {}", idea.from) };
        sheet.marked(
            None,
            "✎ ",
            &format!("idea {}: {}{from}", idea.number, idea.text),
            Role::Plain,
        );
    }
    sheet.gap();
    criteria(&mut sheet, story);
    done(&mut sheet, story, backlog);
    sheet.gap();
    verdict(&mut sheet, app, story, backlog);
    sheet
}

/// Its plain values in a line.
fn facts(story: &Story, backlog: &Backlog) -> String {
    let mut facts = vec![match story.points {
        None => "not estimated".to_owned(),
        Some(points) if points.hundredths() == 100 => "1 pt".to_owned(),
        Some(points) => format!("{points} pts"),
    }];
    facts.push(story.status.to_string());
    let people = [("by", &story.assignee), ("for", &story.requester)];
    let named = people.into_iter().filter(|(_, name)| !name.is_empty());
    facts.extend(named.map(|(word, name)| format!("{word} {name}")));
    facts.extend(backlog.epic_of(story).map(|epic| epic.title.clone()));
    facts.join(" · ")
}

/// "rejected 9 Nov by Mira in sprint 7: it nods; unmet: a scan shows the street".
fn words(verdict: &Verdict, backlog: &Backlog, app: &App) -> String {
    let by = if verdict.by.is_empty() { String::new() } else { format!(" by {}", verdict.by) };
    let sprint = verdict.sprint.and_then(|id| backlog.sprints().get(id));
    let sprint = sprint.map_or_else(String::new, |it| format!(" in sprint {}", it.number));
    let why = match (&verdict.overridden, verdict.reason.as_str()) {
        (Some(why), _) => format!(" although something was open: {why}"),
        (None, "") => String::new(),
        (None, why) => format!(": {why}"),
    };
    let unmet = verdict.criteria.iter().filter(|it| it.result == Judgement::Unmet);
    let unmet: Vec<String> = unmet
        .map(|it| match it.note.as_str() {
            "" => it.text.clone(),
            note => format!("{} ({note})", it.text),
        })
        .collect();
    let unmet = match unmet.as_slice() {
        [] => String::new(),
        several => format!("; unmet: {}", several.join(", ")),
    };
    let day = date::short(verdict.at.day(), app.today);
    format!("{} {day}{by}{sprint}{why}{unmet}", verdict.kind)
}

fn criteria(sheet: &mut Sheet, story: &Story) {
    sheet.heading("Criteria");
    if story.criteria.is_empty() {
        sheet.text("none: say by its sentence whether it is what was asked for", Role::Dim);
    }
    for (at, it) in story.criteria.iter().enumerate() {
        criterion(sheet, at, it);
    }
}

fn criterion(sheet: &mut Sheet, at: usize, it: &Criterion) {
    let (mark, role) = match it.result {
        Judgement::Unjudged => ("▢ ", Role::Plain),
        Judgement::Met => ("✓ ", Role::Good),
        Judgement::Unmet => ("✗ ", Role::Bad),
    };
    let mut lead = mark;
    if !it.text.is_empty() {
        sheet.marked(Some(at), lead, &it.text, role);
        lead = "  ";
    }
    let parts = [("given", &it.given), ("when", &it.when), ("then", &it.then)];
    for (name, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
        sheet.marked(Some(at), &format!("{lead}{name:<5} "), words, role);
        lead = "  ";
    }
    if !it.note.is_empty() {
        sheet.marked(Some(at), "  → ", &it.note, Role::Plain);
    }
}

fn done(sheet: &mut Sheet, story: &Story, backlog: &Backlog) {
    let lines = &backlog.product().done_lines;
    if lines.is_empty() {
        return;
    }
    sheet.heading("Definition of Done");
    for (at, line) in lines.iter().enumerate() {
        let ticked = story.done_ticks.contains(&line.id);
        let (mark, role) = if ticked { ("✓ ", Role::Good) } else { ("▢ ", Role::Plain) };
        sheet.marked(Some(story.criteria.len() + at), mark, &line.text, role);
    }
}

/// What can be said of the whole now.
fn verdict(sheet: &mut Sheet, app: &App, story: &Story, backlog: &Backlog) {
    let key = |action: Action| app.key_of(action);
    match story.status {
        Status::Delivered => {
            let open = review::open(story, backlog).len();
            let row = app.review.row();
            let unmet = row.map_or(0, |row| row.count(Said::Unmet));
            if open > 0 && open == unmet {
                let words = format!(
                    "{unmet} unmet: {} rejects it, {} accepts it all the same and asks why",
                    key(Action::Reject),
                    key(Action::Accept)
                );
                sheet.marked(None, "✗ ", &words, Role::Bad);
            } else if open == 0 {
                let words = format!("nothing is open: {} accepts it", key(Action::Accept));
                sheet.marked(None, "✓ ", &words, Role::Good);
            } else {
                let words = format!(
                    "{}: {} the rest is met, {} rejects it",
                    tally::count(open, "stands open", "stand open"),
                    key(Action::RestMet),
                    key(Action::Reject)
                );
                sheet.marked(None, "▢ ", &words, Role::Warn);
            }
        }
        Status::Accepted => {
            let words = format!(
                "accepted, and stays so: {} goes on from it with a new story",
                key(Action::FollowUp)
            );
            sheet.text(&words, Role::Dim);
        }
        status => {
            let words = format!("it is {status} again: it comes back here once it is delivered");
            sheet.text(&words, Role::Dim);
        }
    }
}
