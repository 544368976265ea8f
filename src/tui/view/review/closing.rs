//! Closing a sprint: where each story goes that was not accepted, and what the record will say.

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::criterion::Judgement;
use crate::domain::number::Points;
use crate::domain::review;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::{Status, Story, StoryId};
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let review = &app.review;
    let rooms = review.rooms(app.size);
    let nowhere = Position { x: rooms.all.x, y: rooms.all.y };
    let Some(sprint) = review.sprint.and_then(|id| backlog.sprints().get(id)) else {
        return nowhere;
    };
    let room = usize::from(rooms.all.width.saturating_sub(2));
    let head = Rect { width: rooms.all.width, ..rooms.names };
    pen.at(head, 1, 0, &heading(app, sprint, room), Role::Heading);
    let line = |y: u16, rows: u16| Rect { y: rooms.all.y + y, height: rows, ..rooms.all };
    pen.at(line(0, 1), 1, 0, &width::cut(&sums(sprint, backlog), room), Role::Dim);
    let closing = &review.closing;
    if closing.rows.is_empty() {
        let enter = app.key_of(Action::CloseNow);
        let words = format!("Every story is accepted: {enter} closes the sprint.");
        pen.at(line(2, 1), 1, 0, &width::cut(&words, room), Role::Good);
        return Position { x: 1, y: rooms.all.y + 2 };
    }
    let next = next_name(backlog);
    let wide = width::width(&next).max(11) + 2;
    let names =
        format!("#     pts  {}  {} story", width::fit("goes to", wide), width::fit("state", 9));
    pen.at(line(1, 1), 3, 0, &width::cut(&names, room.saturating_sub(2)), Role::Dim);
    let height = rooms.all.height.saturating_sub(crate::tui::screen::review::AROUND).max(1);
    let list = line(2, height);
    for (y, (at, id)) in (0..height).zip(closing.rows.iter().enumerate().skip(closing.top)) {
        row(app, backlog, *id, &next, wide, list, y, pen);
        if at == closing.cursor {
            pen.text(list, y, "▸", Role::Key);
            pen.lay(list, y, Role::Selected);
        }
    }
    let unjudged = |id: &&StoryId| backlog.story(**id).is_some_and(|story| waits(story));
    let unjudged: Vec<u32> = closing
        .rows
        .iter()
        .filter(unjudged)
        .filter_map(|id| backlog.story(*id).map(|story| story.number))
        .collect();
    if !unjudged.is_empty() {
        let back = app.key_of(Action::Back);
        let many = unjudged.len() > 1;
        let words = format!(
            "! {} {} delivered and not judged: {back} goes back to judge {}",
            tally::numbers(&unjudged),
            if many { "are" } else { "is" },
            if many { "them" } else { "it" }
        );
        let y = 2 + u16::try_from(closing.rows.len()).unwrap_or(u16::MAX).min(height) + 1;
        for (text, at) in width::wrap(&words, room).iter().take(2).zip(0..) {
            pen.at(line(y + at, 1), 1, 0, text, Role::Warn);
        }
    }
    let down = u16::try_from(closing.cursor.saturating_sub(closing.top)).unwrap_or(0);
    Position { x: list.x, y: list.y + down }
}

/// "Close sprint 8 · goal met: Gifts leave on time"; the goal is cut, never what was said of it.
fn heading(app: &App, sprint: &Sprint, room: usize) -> String {
    let met = match app.review.goal_met {
        Some(true) => "goal met",
        Some(false) => "goal not met",
        None => "nobody said whether the goal was met",
    };
    let goal = match sprint.goal.as_str() {
        "" => String::new(),
        goal => format!(": {}", plain::line(goal)),
    };
    width::cut(&format!("Close sprint {} · {met}{goal}", sprint.number), room).into_owned()
}

/// What the record will say: committed and changed on one side, accepted and not on the other.
fn sums(sprint: &Sprint, backlog: &Backlog) -> String {
    let at = sprint.commitment.as_ref().map_or_else(Moment::default, |it| it.at);
    let record = review::record(sprint, backlog, at);
    let part = |it: &Option<crate::domain::sprint::Part>| it.as_ref().map(|it| it.points);
    let mut words = Vec::new();
    words.extend(part(&record.committed).map(|it| format!("committed {it}")));
    // What did not happen takes no room.
    let some = |it: &Points| *it != Points::default();
    words.extend(part(&record.added).filter(some).map(|it| format!("added {it}")));
    words.extend(part(&record.removed).filter(some).map(|it| format!("removed {it}")));
    words.push(format!("accepted {}", record.accepted.points));
    words.extend(part(&record.rejected).filter(some).map(|it| format!("rejected {it}")));
    words.extend(part(&record.unfinished).filter(some).map(|it| format!("unfinished {it}")));
    words.extend(record.say_do.map(|it| format!("say–do {} %", it.hundredths())));
    words.join(" · ")
}

/// Whether a story was delivered and nobody said anything of it yet.
fn waits(story: &Story) -> bool {
    let unjudged = story.criteria.iter().all(|it| it.result == Judgement::Unjudged);
    story.status == Status::Delivered && unjudged
}

/// What the next sprint is called.
fn next_name(backlog: &Backlog) -> String {
    let highest = backlog.sprints().iter().map(|sprint| sprint.number).max().unwrap_or(0);
    let planned = backlog.sprint_in(SprintState::Planned);
    let number = planned.map_or(highest + 1, |sprint| sprint.number);
    format!("sprint {number}")
}

#[expect(clippy::too_many_arguments, reason = "a row needs its place and its columns")]
fn row(
    app: &App,
    backlog: &Backlog,
    id: StoryId,
    next: &str,
    wide: usize,
    list: Rect,
    y: u16,
    pen: &mut Pen<'_>,
) {
    let Some(story) = backlog.story(id) else { return };
    let points = story.points.map_or("?".to_owned(), |points| points.to_string());
    let lead = format!(
        "{} {}",
        width::fit(&format!("#{}", story.number), 5),
        width::fit_right(&points, 3)
    );
    let column = pen.at(list, 3, y, &lead, Role::Plain) + 2;
    let goes_on = app.review.closing.next.contains(&id);
    let (to, role) = if goes_on {
        (format!("→ {next}"), Role::Heading)
    } else {
        ("← backlog".to_owned(), Role::Plain)
    };
    let column = pen.at(list, column, y, &width::fit(&to, wide), role) + 2;
    let (state, role) = state(story);
    let column = pen.at(list, column, y, &width::fit(state, 9), role) + 1;
    let room = usize::from(list.width.saturating_sub(column + 1));
    let title = plain::line(&story.title);
    pen.at(list, column, y, &width::cut(&title, room), Role::Plain);
}

fn state(story: &Story) -> (&'static str, Role) {
    let role = match story.status {
        Status::Delivered => Role::Warn,
        Status::Doing => Role::Heading,
        _ => Role::Dim,
    };
    (story.status.word(), role)
}
