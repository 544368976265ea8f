//! Acts on sprints, and which sprint each of them means when none is said.
//! It never closes one, and never judges a story.

mod fill;
mod planning;
mod pull;
mod running;
mod scope;

use std::sync::Arc;

use crate::domain::draft::Draft;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::sprint::{Sprint, SprintState};

pub(super) use fill::fill;
pub(super) use planning::{days_off, join, leave_plan, plan, set};
pub(super) use pull::{Pull, pull, put_back};
pub(super) use running::{cancel, start};
pub(super) use scope::went_out;

/// A sprint as it stands in this draft.
fn held(draft: &Draft<'_>, id: Id<Sprint>) -> Result<Arc<Sprint>, Refusal> {
    let sprint = draft.now().sprints().get(id).cloned();
    sprint.ok_or_else(|| Refusal::usage("that sprint is not here any more"))
}

fn in_state(draft: &Draft<'_>, state: SprintState) -> Option<Arc<Sprint>> {
    draft.now().sprint_in(state).cloned()
}

/// The sprint stories go into: the one said, else the planned one, else the active one.
fn to_fill(draft: &Draft<'_>, said: Option<Id<Sprint>>) -> Result<Arc<Sprint>, Refusal> {
    let sprint = match said {
        Some(id) => held(draft, id)?,
        None => in_state(draft, SprintState::Planned)
            .or_else(|| in_state(draft, SprintState::Active))
            .ok_or_else(|| {
                Refusal::rule("no sprint is planned or active: upnext sprint plan makes one")
            })?,
    };
    match sprint.state {
        SprintState::Planned | SprintState::Active => Ok(sprint),
        over => Err(Refusal::rule(format!(
            "sprint {} is {over}, and takes no story any more: name the planned or the active one",
            sprint.number
        ))),
    }
}
