//! Which keys of the Plan screen can do something now. It does none of them.

use crate::domain::sprint::SprintState;
use crate::domain::story::Status;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::Screen;
use crate::tui::screen::plan::{Other, Pane};

pub(super) fn offers(app: &App, action: Action) -> bool {
    let plan = &app.plan;
    let writable = app.is_writable();
    let planned = plan.facts().is_some();
    let in_list = matches!(plan.pane, Pane::Ready | Pane::Sprint);
    match action {
        Action::Change if !planned => writable,
        Action::Change if in_list => app.story().is_some(),
        Action::Change | Action::AddPerson => writable,
        Action::Pull => writable && planned && can_pull(app),
        Action::IntoSprint => writable && can_go_into_sprint(app),
        Action::Fill => writable && plan.fills,
        Action::StartSprint => writable && can_start(app),
        Action::CancelSprint if app.screen == Screen::Plan => writable && planned,
        Action::CancelSprint => writable && active(app),
        Action::Left | Action::Right if plan.pane == Pane::People => {
            plan.facts().is_some_and(|facts| !facts.days.is_empty() && !facts.team.is_empty())
        }
        Action::Left | Action::Right => planned && in_list,
        Action::OtherSprint => plan.other.is_some(),
        Action::NextPane | Action::PreviousPane => planned,
        Action::Back => plan.has_entered(),
        Action::AllOpen => true,
        _ => false,
    }
}

fn active(app: &App) -> bool {
    app.backlog().is_some_and(|backlog| backlog.sprint_in(SprintState::Active).is_some())
}

/// Whether Space does something to what the cursor is on.
fn can_pull(app: &App) -> bool {
    match app.plan.pane {
        Pane::Head => false,
        Pane::People => app.plan.mate().is_some(),
        Pane::Ready => app.story().is_some(),
        Pane::Sprint => app.story().is_some_and(|story| story.status != Status::Accepted),
    }
}

/// Whether the story one looks at can come into a sprint, or go back out of it.
fn can_go_into_sprint(app: &App) -> bool {
    let (Some(backlog), Some(story)) = (app.backlog(), app.story()) else { return false };
    let planned = backlog.sprint_in(SprintState::Planned);
    let active = backlog.sprint_in(SprintState::Active);
    let stuck = planned.is_some() && active.is_some_and(|it| story.sprint == Some(it.id));
    story.status.is_open() && !stuck && planned.or(active).is_some()
}

/// Whether the sprint on screen can start; a goal is asked for then.
fn can_start(app: &App) -> bool {
    let free = !matches!(app.plan.other, Some(Other::Running(..)));
    let dated = |it: &crate::tui::screen::plan::facts::Facts| {
        !it.is_running() && it.dates.0.is_some() && it.dates.1.is_some()
    };
    free && app.plan.facts().is_some_and(dated)
}
