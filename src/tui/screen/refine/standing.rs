//! What the stories of a round were read from, and which of them are to be looked at again. It
//! says nothing where an act may reach further than the stories it changed.

use std::collections::BTreeSet;

use crate::domain::backlog::Backlog;
use crate::domain::id::Id;
use crate::domain::number::Points;
use crate::domain::product::Line;
use crate::domain::ready::{self, Rule};
use crate::domain::sprint::Sprint;
use crate::domain::story::{Status, Story, StoryId};
use crate::domain::table::Table;
use crate::tui::screen::changes;

/// Everything that says whether a story is ready, as it was.
#[derive(Debug)]
pub(super) struct Standing {
    stories: Table<Story>,
    sprints: Table<Sprint>,
    rules: Rules,
}

/// The Definition of Ready: what is switched off, the largest size, the product's own lines.
type Rules = (BTreeSet<Rule>, Points, Vec<Id<Line>>);

fn rules(backlog: &Backlog) -> Rules {
    let product = backlog.product();
    let lines = product.ready_lines.iter().map(|line| line.id).collect();
    (product.ready_off.clone(), product.largest.0, lines)
}

impl Standing {
    pub(super) fn of(backlog: &Backlog) -> Self {
        let (stories, sprints) = (backlog.stories().clone(), backlog.sprints().clone());
        Self { stories, sprints, rules: rules(backlog) }
    }

    /// The stories of a round that changed since, and whether each is ready now; none where others
    /// may have changed with them, or the order did.
    pub(super) fn changed(&self, backlog: &Backlog) -> Option<Vec<(StoryId, bool)>> {
        if !self.sprints.same(backlog.sprints()) || self.rules != rules(backlog) {
            return None;
        }
        let mut changed = Vec::new();
        for change in changes::between(&self.stories, backlog.stories()) {
            let (Some(was), Some(is)) = change else { return None };
            if reach(was) != reach(is) {
                return None;
            }
            if is_refined(is.status) {
                changed.push((is.id, ready::is_ready(is, backlog)));
            }
        }
        Some(changed)
    }
}

/// Whether a story in this state can be made ready.
const fn is_refined(status: Status) -> bool {
    matches!(status, Status::Draft | Status::Ready)
}

/// What of a story others hang on: its place, its sprint, and how far it came once it was ready.
fn reach(story: &Story) -> (&str, Option<Id<Sprint>>, Option<Status>) {
    let status = story.status;
    (&story.rank, story.sprint, if is_refined(status) { None } else { Some(status) })
}
