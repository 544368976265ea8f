//! What the keys of the Health screen do. Each act builds the command the command line would build.

use super::{World, acts, page, typing};
use crate::domain::checkup::Finding;
use crate::domain::command::Command;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::part::found::Found;
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::health::slot;

/// Shows what was found; back leads to where one was.
pub(super) fn open(app: &mut App) {
    app.page = None;
    if app.screen != Screen::Health {
        let before = app.screen;
        app.show(Screen::Health);
        app.came_from = Some(before);
    }
}

pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    let Some(row) = app.health.row() else {
        let looking = app.health.is_comparing();
        let words = if looking {
            "still looking through the stories: try again in a moment"
        } else {
            "nothing ails the backlog"
        };
        app.tell(words, Tone::Refused);
        return Vec::new();
    };
    let finding = row.finding.clone();
    match action {
        Action::Open => mend(app),
        Action::Dismiss => leave_it(app, &finding),
        _ => return confirm(app, world),
    }
    Vec::new()
}

/// The page of the story, the cursor on what is to be mended.
fn mend(app: &mut App) {
    let wanted = app.health.row().zip(app.backlog()).and_then(|(row, backlog)| {
        let story = backlog.story(row.story)?;
        Some(slot(row, story, backlog))
    });
    page::open(app);
    if let (Some(page), Some(slot)) = (&mut app.page, wanted) {
        page.go_to(slot);
    }
}

/// Asks why something found stays as it is.
pub(super) fn leave_it(app: &mut App, finding: &Finding) {
    let Some(found) = Found::of(&finding.id).filter(|_| typing::may_write(app)) else { return };
    let story = app.story().map(|story| story.id);
    let number = finding.story.map_or_else(String::new, |number| format!(" of #{number}"));
    let label = format!("leave “{}”{number} as it is, because", finding.rule);
    typing::open(app, Purpose::Waive(found), &label, "", story.into_iter().collect());
}

/// Takes why something found stays as it is.
pub(super) fn left(found: Found, reason: &str) -> Command {
    Command::Waive { id: found.to_string(), reason: reason.to_owned() }
}

/// Does what was suggested: one act.
fn confirm(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    if !typing::may_write(app) {
        return Vec::new();
    }
    let wanted = app.health.confirms();
    let command = wanted.zip(app.backlog()).and_then(|(it, backlog)| it.command(backlog));
    let Some(command) = command else {
        let open = app.key_of(Action::Open);
        app.tell(format!("this is mended by hand: {open} goes there"), Tone::Refused);
        return Vec::new();
    };
    acts::perform(app, &command, world)
}
