//! What the keys of the Board screen do. Each act builds the command the command line would build.

use super::{World, acts, reading};
use crate::domain::command::Command;
use crate::domain::story::Status;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};

pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    match action {
        Action::Left => app.board.go_beside(false),
        Action::Right => app.board.go_beside(true),
        Action::Daily => reading::daily(app),
        Action::Forward => return forward(app, world),
        Action::Backward => return backward(app, world),
        _ => {}
    }
    Vec::new()
}

/// One state on; where the Product Owner's verdict comes next, says how it is given.
fn forward(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some((id, number, status)) = here(app) else { return Vec::new() };
    let stories = vec![id];
    let command = match status {
        Status::Draft => {
            let ready = app.key_of(Action::Ready);
            let words = format!("#{number} is a draft: {ready} makes it ready, then it can begin");
            app.tell(words, Tone::Refused);
            return Vec::new();
        }
        Status::Ready => Command::Start { stories },
        Status::Doing => Command::Deliver { stories },
        Status::Delivered => {
            let review = app.key_of(Action::ShowReview);
            let words = format!("#{number} is delivered: {review} leads to Review, to judge it");
            app.tell(words, Tone::Refused);
            return Vec::new();
        }
        Status::Accepted | Status::Dropped => {
            app.tell(format!("#{number} is {status}: there is no next state"), Tone::Refused);
            return Vec::new();
        }
    };
    acts::perform(app, &command, world)
}

/// One state back, but never out of what the sprint is to do.
fn backward(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some((id, number, status)) = here(app) else { return Vec::new() };
    let words = match status {
        Status::Doing | Status::Delivered => {
            return acts::perform(app, &Command::Back { stories: vec![id] }, world);
        }
        Status::Draft | Status::Ready => {
            let out = app.key_of(Action::IntoSprint);
            format!("#{number} is not begun: {out} puts it back out of the sprint")
        }
        Status::Accepted | Status::Dropped => {
            let line = app.key_of(Action::CommandLine);
            format!(
                "#{number} is {status} and stays so: {line}follow-up {number} TITLE goes on from it"
            )
        }
    };
    app.tell(words, Tone::Refused);
    Vec::new()
}

fn here(app: &mut App) -> Option<(crate::domain::story::StoryId, u32, Status)> {
    let found = app.story().map(|story| (story.id, story.number, story.status));
    if found.is_none() {
        app.tell("there is no story in this column", Tone::Refused);
    }
    found
}
