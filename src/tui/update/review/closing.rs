//! Closing the sprint: where each unfinished story goes is said first, then the record is frozen
//! and shown.

use crate::domain::command::{Command, Leftovers};
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::update::{World, acts, reading};

pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    match action {
        Action::OtherWay => app.review.closing.turn(),
        Action::AllOtherWay => app.review.closing.turn_all(),
        Action::CloseNow => return close(app, world),
        _ if app.review.sprint.is_none() => {
            let plan = app.key_of(Action::ShowPlan);
            app.tell(
                format!("no sprint is running: {plan} plans one and starts it"),
                Tone::Refused,
            );
        }
        _ => app.review.closing.open = true,
    }
    Vec::new()
}

fn close(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let review = &app.review;
    let (next, backlog) = review.closing.ways();
    let command = Command::CloseSprint {
        sprint: review.sprint,
        goal_met: review.goal_met,
        note: review.note.clone(),
        leftovers: Leftovers::Backlog,
        next,
        backlog,
    };
    let sprint = review.sprint;
    match acts::try_perform(app, &command, world) {
        Ok(effects) => {
            if let Some(sprint) = sprint {
                reading::of_record(app, sprint);
            }
            effects
        }
        Err(refusal) => {
            app.tell(refusal, Tone::Refused);
            Vec::new()
        }
    }
}
