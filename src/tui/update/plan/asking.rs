//! Questions about a sprint, each with the words that stood there before. It answers none.

use crate::domain::id::Id;
use crate::domain::sprint::Sprint;
use crate::domain::story::StoryId;
use crate::say::date;
use crate::tui::app::{App, Overlay};
use crate::tui::part::asked::Asked;
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::plan::Shown;
use crate::tui::update::typing;

use super::held;

/// Opens a question; what was typed there and left comes back.
pub(super) fn ask(app: &mut App, asked: Asked, label: &str, text: &str, about: Vec<StoryId>) {
    typing::open(app, Purpose::Sprint(asked), label, text, about);
}

/// The same with something to be known while answering.
pub(super) fn ask_noting(
    app: &mut App,
    asked: Asked,
    label: &str,
    about: Vec<StoryId>,
    note: String,
) {
    ask(app, asked, label, "", about);
    if let Some(Overlay::Prompt(prompt)) = &mut app.overlay {
        prompt.note = note;
    }
}

/// The goal of the sprint that is offered.
pub(super) fn plan(app: &mut App) {
    let Shown::Offer(offer) = app.plan.shown else { return };
    let days = offer.days.map_or_else(String::new, |(start, end)| {
        format!(", {} – {}", date::short(start, app.today), date::short(end, app.today))
    });
    let label = format!("goal of sprint {}{days}", offer.number);
    ask(app, Asked::Plan, &label, "", Vec::new());
}

/// Another goal.
pub(super) fn goal(app: &mut App) {
    let Some(facts) = app.plan.facts() else { return };
    let (id, number) = (facts.sprint, facts.number);
    let goal = held(app, id).map(|sprint| sprint.goal.clone()).unwrap_or_default();
    ask(app, Asked::Goal(id), &format!("goal of sprint {number}"), &goal, Vec::new());
}

/// The goal without which a sprint does not start.
pub(super) fn goal_to_start(app: &mut App, id: Id<Sprint>) {
    let number = held(app, id).map_or(0, |sprint| sprint.number);
    let label = format!("sprint {number} starts with a goal");
    ask(app, Asked::GoalToStart(id), &label, "", Vec::new());
}

/// First and last day.
pub(super) fn days(app: &mut App) {
    let Some(facts) = app.plan.facts() else { return };
    let (id, number) = (facts.sprint, facts.number);
    let text = match facts.dates {
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (Some(one), None) | (None, Some(one)) => one.to_string(),
        (None, None) => String::new(),
    };
    ask(app, Asked::Days(id), &format!("days of sprint {number}, first – last"), &text, Vec::new());
}

/// The share of somebody's time in this sprint.
pub(super) fn share(app: &mut App) {
    let Some(mate) = app.plan.mate() else { return person(app) };
    let Some(facts) = app.plan.facts() else { return };
    let asked = Asked::Share(facts.sprint, mate.person);
    let label = format!("share of {}’s time, usually {}", mate.name, mate.usual.0);
    let text = mate.share.map_or_else(String::new, |share| share.0.to_string());
    ask(app, asked, &label, &text, Vec::new());
}

/// Somebody new in the team.
pub(super) fn person(app: &mut App) {
    let label = "new person, by name";
    ask(app, Asked::Person, label, "", Vec::new());
}
