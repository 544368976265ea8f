//! What the footer offers on the Plan screen, and in which words. It never asks whether it can be
//! done.

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::Screen;
use crate::tui::screen::plan::{Other, Pane};

/// What the Plan screen offers first.
const ON_PLAN: &[Action] = &[
    Action::Change,
    Action::Pull,
    Action::Fill,
    Action::StartSprint,
    Action::NextPane,
    Action::AddPerson,
    Action::OtherSprint,
    Action::Undo,
];

/// What it offers on the people.
const ON_PEOPLE: &[Action] = &[
    Action::Pull,
    Action::Change,
    Action::Left,
    Action::AddPerson,
    Action::NextPane,
    Action::Undo,
];

/// What is offered first where the cursor is.
pub(super) fn wanted(app: &App) -> &'static [Action] {
    if app.plan.pane == Pane::People { ON_PEOPLE } else { ON_PLAN }
}

/// What a key does to what the cursor is on.
pub(super) fn words(app: &App, action: Action) -> Option<&'static str> {
    if app.screen != Screen::Plan {
        return None;
    }
    let plan = &app.plan;
    let mate = plan.mate();
    let off = mate.is_some_and(|it| plan.day > 0 && it.off.get(plan.day - 1) == Some(&true));
    match (action, plan.pane) {
        (Action::Change, _) if plan.facts().is_none() => Some("plan it"),
        (Action::Change, Pane::Ready | Pane::Sprint) => Some("story"),
        (Action::Change, Pane::People) if mate.is_some() => Some("share of time"),
        (Action::Pull, Pane::Sprint) => Some("put back"),
        (Action::Pull, Pane::People) if plan.day().is_some() => {
            Some(if off { "there again" } else { "off" })
        }
        (Action::Pull, Pane::People) if mate.is_some_and(|it| it.share.is_some()) => {
            Some("leave out")
        }
        (Action::Pull, Pane::People) => Some("takes part"),
        (Action::Left, Pane::People) => Some("days"),
        (Action::OtherSprint, _) => match plan.other? {
            Other::Running(..) => Some("running sprint"),
            Other::Planned(..) => Some("planned sprint"),
            Other::Offer(_) => Some("plan the next"),
        },
        _ => None,
    }
}
