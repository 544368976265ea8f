//! The detail of the story under the cursor: narrative, what is missing, criteria, questions.
//! It builds only the lines it is asked for.

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::{Judgement, VerdictKind};
use crate::domain::narrative;
use crate::domain::ready;
use crate::domain::spelling;
use crate::domain::story::Story;
use crate::domain::{field::Field, story::Status};
use crate::say::{plain, tally, width};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::backlog::Pane;
use crate::tui::theme::Role;

/// More lines than anybody scrolls through; a description of megabytes ends here.
const MOST: usize = 2_000;

/// A line of the detail.
type Line = (String, Role);

pub(super) fn draw(app: &App, backlog: &Backlog, layout: Layout, pen: &mut Pen<'_>) {
    let beside = layout.rule.width == 1;
    let focused = app.list.pane == Pane::Detail;
    let role = if focused { Role::Heading } else { Role::Rule };
    if beside {
        for line in 0..layout.rule.height {
            pen.text(layout.rule, line, "│", role);
        }
    } else if layout.rule.height > 0 {
        let dashes = "─".repeat(usize::from(layout.rule.width));
        pen.text(layout.rule, 0, &dashes, role);
        pen.at(layout.rule, 1, 0, if focused { " detail · Esc back " } else { " detail " }, role);
    }
    let Some(story) = app.list.story(backlog) else { return };
    let area = layout.detail;
    let until = app.list.detail_top + usize::from(area.height);
    let lines = lines(story, backlog, usize::from(area.width.saturating_sub(2)), until);
    for ((text, role), line) in lines.into_iter().skip(app.list.detail_top).zip(0..area.height) {
        pen.at(area, 1, line, &text, role);
    }
}

pub(super) fn length(app: &App) -> usize {
    let backlog = app.session.as_ref().map(crate::session::Session::backlog);
    let room = usize::from(app.layout().detail.width.saturating_sub(2));
    let story = backlog.and_then(|backlog| Some((app.list.story(backlog)?, backlog)));
    story.map_or(0, |(story, backlog)| lines(story, backlog, room, MOST).len())
}

/// The first lines of a story's detail, at least up to `until` where there are as many.
fn lines(story: &Story, backlog: &Backlog, room: usize, until: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    wrap(&mut lines, &story.title, "", room, Role::Heading);
    wrap(&mut lines, &facts(story, backlog), "", room, Role::Dim);
    let told = narrative::sentence(&story.role, &story.want, &story.benefit);
    if !told.is_empty() {
        wrap(&mut lines, &told, "", room, Role::Plain);
    }
    rejected(&mut lines, story, room);
    missing(&mut lines, story, backlog, room);
    for criterion in &story.criteria {
        let (mark, role) = match criterion.result {
            Judgement::Unjudged => ("▢ ", Role::Plain),
            Judgement::Met => ("✓ ", Role::Good),
            Judgement::Unmet => ("✗ ", Role::Bad),
        };
        wrap(&mut lines, &criterion.sentence(), mark, room, role);
        if !criterion.note.is_empty() {
            wrap(&mut lines, &criterion.note, "  ", room, Role::Dim);
        }
        if lines.len() >= until.min(MOST) {
            return lines;
        }
    }
    questions(&mut lines, story, room);
    about(&mut lines, story, backlog, room);
    for idea in backlog.ideas_behind(story.id) {
        wrap(&mut lines, &idea.said(), &format!("idea {} ", idea.number), room, Role::Dim);
    }
    description(&mut lines, story, room, until.min(MOST));
    for note in &story.notes {
        if lines.len() >= until.min(MOST) {
            break;
        }
        wrap(&mut lines, &format!("{}: {}", note.by, note.text), "✎ ", room, Role::Dim);
    }
    lines
}

/// The story's plain values in one line.
fn facts(story: &Story, backlog: &Backlog) -> String {
    let mut facts = vec![format!("#{}", story.number)];
    facts.extend(story.key().map(|key| plain::line(key).into_owned()));
    facts.push(story.kind.to_string());
    facts.push(story.status.to_string());
    facts.push(story.points.map_or("not estimated".to_owned(), |points| {
        if points.hundredths() == 100 { "1 pt".to_owned() } else { format!("{points} pts") }
    }));
    if let Some(sprint) = backlog.sprint_of(story) {
        facts.push(format!("sprint {}", sprint.number));
    }
    if let Some(epic) = backlog.epic_of(story) {
        facts.push(plain::line(&epic.title).into_owned());
    }
    facts.extend(story.tags.iter().map(|tag| plain::line(tag).into_owned()));
    let behind = backlog.ideas_behind(story.id).len();
    facts.extend((behind > 0).then(|| tally::count(behind, "idea", "ideas")));
    facts.join(" · ")
}

/// Why it was not accepted when it was last judged: to be seen before it is taken on again.
fn rejected(lines: &mut Vec<Line>, story: &Story, room: usize) {
    let Some(verdict) = story.verdicts.last() else { return };
    if verdict.kind != VerdictKind::Rejected {
        return;
    }
    let by = if verdict.by.is_empty() { String::new() } else { format!(" by {}", verdict.by) };
    let unmet = verdict.criteria.iter().filter(|it| it.result == Judgement::Unmet);
    let unmet = unmet.map(|it| if it.note.is_empty() { &it.text } else { &it.note });
    let why = Some(&verdict.reason).filter(|it| !it.is_empty()).into_iter().chain(unmet);
    let why: Vec<&str> = why.map(String::as_str).collect();
    let words = format!("rejected {}{by}: {}", verdict.at.day(), why.join(" · "));
    wrap(lines, &words, "✗ ", room, Role::Warn);
}

fn missing(lines: &mut Vec<Line>, story: &Story, backlog: &Backlog, room: usize) {
    if !matches!(story.status, Status::Draft | Status::Ready) {
        return;
    }
    let missing = ready::missing_uncovered(story, backlog);
    if missing.is_empty() {
        let words = match (&story.ready_override, story.status) {
            (Some(it), _) => format!("✓ ready by override: {}", it.reason),
            (None, Status::Ready) => "✓ ready".to_owned(),
            (None, _) => "✓ nothing is missing before it is ready".to_owned(),
        };
        wrap(lines, &words, "", room, Role::Good);
        return;
    }
    let words: Vec<String> = missing.into_iter().map(|it| it.words).collect();
    wrap(lines, &format!("missing: {}", words.join(" · ")), "✗ ", room, Role::Warn);
}

fn questions(lines: &mut Vec<Line>, story: &Story, room: usize) {
    for question in &story.questions {
        let (mark, role) =
            if question.answer.is_some() { ("? ", Role::Dim) } else { ("? ", Role::Warn) };
        let text = match &question.answer {
            Some(answer) => format!("{} — {answer}", question.text),
            None => question.text.clone(),
        };
        wrap(lines, &text, mark, room, role);
    }
}

fn about(lines: &mut Vec<Line>, story: &Story, backlog: &Backlog, room: usize) {
    if let Some(impediment) = &story.impediment {
        let since = impediment.since.day();
        let words = format!("blocked since {since}: {}", impediment.reason);
        wrap(lines, &words, "■ ", room, Role::Bad);
    }
    let fields =
        [Field::DependsOn, Field::Assignee, Field::Requester, Field::Skills, Field::Release];
    for field in fields {
        if let Some(value) = spelling::of_story(field, story, backlog) {
            let name = if field == Field::DependsOn { "depends on" } else { field.word() };
            wrap(lines, &format!("{name}: {value}"), "", room, Role::Dim);
        }
    }
}

fn description(lines: &mut Vec<Line>, story: &Story, room: usize, until: usize) {
    if story.description.is_empty() {
        return;
    }
    lines.push((String::new(), Role::Plain));
    for paragraph in story.description.lines() {
        if lines.len() >= until {
            return;
        }
        wrap(lines, paragraph, "", room, Role::Plain);
    }
}

/// Harmless, wrapped, each line behind the mark of the first.
fn wrap(lines: &mut Vec<Line>, text: &str, mark: &str, room: usize, role: Role) {
    let indent = width::width(mark);
    let text = plain::line(text);
    let wrapped = width::wrap(&text, room.saturating_sub(indent));
    for (at, line) in wrapped.into_iter().take(MOST).enumerate() {
        let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        lines.push((format!("{lead}{line}"), role));
    }
}
