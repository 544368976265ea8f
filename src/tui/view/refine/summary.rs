//! What came of a round of refining, and the way on; where there was nothing to refine, that. It
//! offers only keys that lead on.

use ratatui::layout::{Position, Rect};

use super::Text;
use crate::domain::backlog::Backlog;
use crate::domain::story::StoryId;
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::refine::{Rooms, Summary};
use crate::tui::theme::Role;
use crate::tui::view::Pen;

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let area = Rect { x: 0, width: app.size.0, ..Rooms::of(app.size).story };
    let mut text = Text::new(area.width.saturating_sub(3));
    if app.refine.round.is_empty() {
        nothing(&mut text, app, backlog);
    } else {
        told(&mut text, app);
    }
    if let Some(summary) = app.refine.summary.as_ref().filter(|it| it.stock.open.stories > 0) {
        text.gap();
        text.heading("Ready work");
        text.text(&worth(summary), Role::Plain);
    }
    text.gap();
    ways(&mut text, app, backlog);
    stories(&mut text, app, backlog, usize::from(area.height));
    text.draw(0, area, pen);
    Position { x: area.x, y: area.y }
}

/// There was nothing to refine.
fn nothing(text: &mut Text, app: &App, backlog: &Backlog) {
    if backlog.open().next().is_none() {
        text.text("There are no stories to refine.", Role::Heading);
        let list = app.key_of(Action::ShowBacklog);
        text.text(&format!("{list} is the Backlog: stories are added there."), Role::Plain);
    } else {
        text.text("Every story is ready, or being done.", Role::Heading);
    }
}

/// How many stories of the round are ready now, and how long that took.
fn told(text: &mut Text, app: &App) {
    let round = &app.refine.round;
    let minutes = usize::try_from(app.refine.clock.minutes()).unwrap_or(0);
    let words = format!(
        "{} of {} made ready, in {}",
        round.made().count(),
        tally::count(round.stories().count(), "story", "stories"),
        tally::count(minutes, "minute", "minutes"),
    );
    text.text(&words, Role::Heading);
}

/// The stories that were made ready, and those that were skipped, as many as there is room for.
fn stories(text: &mut Text, app: &App, backlog: &Backlog, height: usize) {
    let round = &app.refine.round;
    let made: Vec<StoryId> = round.made().collect();
    let skipped: Vec<StoryId> = round.skipped().collect();
    // A gap, a heading and how many more there are stand around each list.
    let around = 3 * (usize::from(!made.is_empty()) + usize::from(!skipped.is_empty()));
    let room = height.saturating_sub(text.lines.len() + around);
    let first = made.len().min(room.saturating_sub(skipped.len().min(room / 3)));
    named(text, "Made ready", &made, first, ("✓ ", Role::Good), backlog);
    named(text, "Skipped", &skipped, room - first, ("✗ ", Role::Warn), backlog);
}

fn named(
    text: &mut Text,
    heading: &str,
    stories: &[StoryId],
    most: usize,
    (mark, role): (&str, Role),
    backlog: &Backlog,
) {
    if stories.is_empty() {
        return;
    }
    text.gap();
    text.heading(heading);
    for id in stories.iter().take(most) {
        let Some(story) = backlog.story(*id) else { continue };
        let points = story.points.map_or("?".to_owned(), |it| it.to_string());
        let words = plain::line(&story.title).into_owned();
        let words = format!("{points:>3}  #{} {words}", story.number);
        let room = text.columns.saturating_sub(width::width(mark));
        text.marked(mark, role, &width::cut(&words, room), Role::Plain);
    }
    if stories.len() > most {
        text.text(&format!("  and {} more", stories.len() - most), Role::Dim);
    }
}

/// For how long what is ready will last, and where that comes from.
fn worth(summary: &Summary) -> String {
    let ready = &summary.stock.ready;
    let lies = format!(
        "{}, {}",
        tally::count(ready.stories, "story", "stories"),
        ready.points.in_points()
    );
    match (&summary.velocity, summary.stock.sprints_of_ready) {
        (Some(velocity), Some(sprints)) => {
            let numbers: Vec<String> =
                velocity.sprints.iter().rev().map(|(number, _)| number.to_string()).collect();
            let noun = if numbers.len() == 1 { "sprint" } else { "sprints" };
            format!(
                "{lies}: {} sprints' worth, at {} pts a sprint, the mean of {noun} {}",
                tally::about(sprints),
                velocity.rounded(),
                tally::list(&numbers)
            )
        }
        (Some(_), None) => {
            format!("{lies}; for how many sprints cannot be said: the last ones accepted nothing")
        }
        (None, _) => {
            format!("{lies}; for how many sprints cannot be said before one is closed")
        }
    }
}

/// The way on.
fn ways(text: &mut Text, app: &App, backlog: &Backlog) {
    let round = &app.refine.round;
    let mut ways = Vec::new();
    if backlog.open().next().is_some() {
        ways.push((Action::ShowPlan, "plans the next sprint"));
    }
    if round.skipped().next().is_some() {
        ways.push((Action::ShowRefine, "goes through what is left"));
    }
    if round.has_before() {
        ways.push((Action::StoryBefore, "goes back to the last one"));
    }
    ways.push((Action::ShowToday, "is Today"));
    for (action, words) in ways {
        let key = app.key_of(action);
        if !key.is_empty() {
            text.marked(&format!("{key}  "), Role::Key, words, Role::Plain);
        }
    }
}
