//! What the keys of the Review do: the Product Owner's word on what was delivered. Each act builds
//! the command the command line would build.

mod closing;
mod verdict;

use super::{World, acts, typing};
use crate::domain::command::{Command, Lines};
use crate::domain::criterion::Judgement;
use crate::domain::field::Field;
use crate::domain::story::Status;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::review::{Line, Said};

pub(super) use verdict::{accepted, feedback, rejected, unmet};

pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    if !typing::may_write(app) {
        return Vec::new();
    }
    match action {
        Action::CloseSprint | Action::OtherWay | Action::AllOtherWay | Action::CloseNow => {
            return closing::act(app, action, world);
        }
        Action::Met | Action::Unmet | Action::Unjudged if app.review.on_goal() => {
            return goal(app, action, world);
        }
        Action::Met => return judge(app, Said::Met, world),
        Action::Unmet => return judge(app, Said::Unmet, world),
        Action::Unjudged => return judge(app, Said::Open, world),
        Action::RestMet => return rest(app, world),
        Action::Accept => return verdict::accept(app, world),
        Action::Reject => verdict::ask_why(app),
        Action::Feedback => verdict::ask_feedback(app),
        _ => {}
    }
    Vec::new()
}

/// Says of the goal whether it was met; the record keeps it when the sprint closes.
fn goal(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    let said = match action {
        Action::Met => "yes",
        Action::Unmet => "no",
        _ => "",
    };
    set(app, Field::GoalMet, said, world).unwrap_or_else(|refusal| {
        app.tell(refusal, Tone::Refused);
        Vec::new()
    })
}

/// Gives the running sprint a value.
pub(super) fn set(
    app: &mut App,
    field: Field,
    value: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let Some(sprint) = app.review.sprint else { return Ok(Vec::new()) };
    acts::try_perform(
        app,
        &Command::SetSprint { sprint, values: vec![(field, value.to_owned())] },
        world,
    )
}

/// Whether the cursor is on the goal of the sprint.
pub(super) const fn on_the_goal(app: &App) -> bool {
    let review = matches!(app.screen, Screen::Review) && app.page.is_none();
    review && !app.review.closing.open && app.review.on_goal()
}

/// Asks for the remark that is kept with the sprint.
pub(super) fn note(app: &mut App) {
    if typing::may_write(app) {
        let held = app.review.note.clone();
        typing::open(app, Purpose::SprintNote, "note on the sprint", &held, Vec::new());
    }
}

/// The line the next word is about; says why there is none.
fn line(app: &mut App) -> Option<Line> {
    let status = app.story().map(|story| (story.number, story.status));
    let words = match (status, app.review.here()) {
        (Some((_, Status::Doing | Status::Delivered)), Some(line)) => return Some(*line),
        (Some((number, Status::Doing | Status::Delivered)), None) => {
            let (accept, reject) = (app.key_of(Action::Accept), app.key_of(Action::Reject));
            format!(
                "#{number} has no criteria, and nothing says what done means: {accept} accepts it, \
                 {reject} rejects it"
            )
        }
        (Some((number, status)), _) => {
            let follow = app.key_of(Action::FollowUp);
            format!("#{number} is {status}: its verdict stands; {follow} goes on from it")
        }
        (None, _) => "there is no story here to judge".to_owned(),
    };
    app.tell(words, Tone::Refused);
    None
}

/// Judges the line under the cursor and goes on to the next that is open.
fn judge(app: &mut App, said: Said, world: &mut World<'_>) -> Vec<Effect> {
    let (Some(story), Some(line)) = (app.story().map(|story| story.id), line(app)) else {
        return Vec::new();
    };
    let k = line.k;
    let command = match (line.criterion, said) {
        (Some(_), Said::Unmet) => {
            verdict::ask_note(app, line);
            return Vec::new();
        }
        (Some(_), Said::Met) => {
            Command::Judge { story, k, judgement: Judgement::Met, note: String::new() }
        }
        (Some(_), Said::Open) => {
            Command::Judge { story, k, judgement: Judgement::Unjudged, note: String::new() }
        }
        (None, said) => {
            Command::Tick { story, lines: Lines::Done, ks: vec![k], on: said == Said::Met }
        }
    };
    let effects = acts::perform(app, &command, world);
    if said == Said::Met {
        app.review.go_on();
    }
    effects
}

/// All that is left to judge is met.
fn rest(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    if line(app).is_none() {
        return Vec::new();
    }
    let Some(story) = app.story().map(|story| story.id) else { return Vec::new() };
    acts::perform(app, &Command::JudgeRest { story }, world)
}
