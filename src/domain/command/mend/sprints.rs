//! Sprints that cannot be as they are: a second one running or planned, a plan that was committed
//! to, the record of a sprint that is not closed. It never drops a sprint, nor a story of one.

use std::sync::Arc;

use super::WHY;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::history::Act;
use crate::domain::id::Id;
use crate::domain::spelling::Difference;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::story::StoryId;

pub(super) fn mend(draft: &mut Draft<'_>) {
    running(draft);
    planned(draft);
    taken_away(draft);
}

/// The sprints in a state, the smallest number first: it is the one that stays.
fn in_state(draft: &Draft<'_>, state: SprintState) -> Vec<Arc<Sprint>> {
    let those = draft.now().sprints().iter().filter(|sprint| sprint.state == state);
    let mut those: Vec<Arc<Sprint>> = those.cloned().collect();
    those.sort_by_key(|sprint| (sprint.number, sprint.id));
    those
}

/// Of two running sprints one goes on; what the others promised and what changed since, they
/// have not yet.
fn running(draft: &mut Draft<'_>) {
    let running = in_state(draft, SprintState::Active);
    let Some((stays, others)) = running.split_first().filter(|(_, others)| !others.is_empty())
    else {
        return;
    };
    // Told of it as well, so that undo knows that there were two.
    tell(draft, stays.id, "mended: of two that ran it goes on", |_| {});
    for sprint in others {
        draft.alter(sprint.id, Act::Set, WHY, |it: &mut Sprint| {
            it.state = SprintState::Planned;
            it.commitment = None;
            it.scope_log.clear();
        });
        let notice = format!("sprint {} is planned again: another one runs", sprint.number);
        draft.notice(notice);
    }
}

/// Of two planned sprints one stays: it takes the stories and the people of the others in.
fn planned(draft: &mut Draft<'_>) {
    let planned = in_state(draft, SprintState::Planned);
    let Some((stays, others)) = planned.split_first().filter(|(_, others)| !others.is_empty())
    else {
        return;
    };
    tell(draft, stays.id, "mended: of two that were planned it stays", |_| {});
    for sprint in others {
        draft.alter(stays.id, Act::Set, WHY, |it: &mut Sprint| {
            for person in &sprint.people {
                if it.people.iter().all(|held| held.person != person.person) {
                    it.people.push(person.clone());
                }
            }
        });
        let cancelled = SprintState::Cancelled;
        draft.alter(sprint.id, Act::Set, WHY, |it: &mut Sprint| it.state = cancelled);
        let stories: Vec<StoryId> = draft.now().in_sprint(sprint.id).map(|it| it.id).collect();
        for story in stories {
            move_over(draft, story, sprint, stays);
        }
        draft.notice(format!(
            "sprint {} is cancelled: its stories are in sprint {} now",
            sprint.number, stays.number
        ));
    }
}

/// Puts a story into another sprint, and tells it: alike numbers are told apart already.
fn move_over(draft: &mut Draft<'_>, story: StoryId, from: &Sprint, to: &Sprint) {
    let (before, after) = (Some(from.number.to_string()), Some(to.number.to_string()));
    let line = Difference { field: Field::Sprint, before, after };
    let line = draft.entry(Act::Set, WHY, Some(line));
    let to = to.id;
    draft.change_quietly(story, |it: &mut crate::domain::story::Story| {
        it.sprint = Some(to);
        it.history.insert(0, line);
    });
}

/// A plan without a commitment, and no record but of a closed sprint.
fn taken_away(draft: &mut Draft<'_>) {
    let wrong = |it: &&Arc<Sprint>| {
        it.state == SprintState::Planned && it.commitment.is_some()
            || it.state != SprintState::Closed && it.record.is_some()
    };
    let those: Vec<Arc<Sprint>> = draft.now().sprints().iter().filter(wrong).cloned().collect();
    for sprint in those {
        if sprint.state == SprintState::Planned && sprint.commitment.is_some() {
            let why = "mended: what it was committed to was taken away";
            tell(draft, sprint.id, why, |it| it.commitment = None);
        }
        if sprint.record.is_some() {
            let why = "mended: its record was taken away";
            tell(draft, sprint.id, why, |it| it.record = None);
        }
    }
}

/// Changes what has no spelling of its own: the reason tells it.
fn tell(draft: &mut Draft<'_>, id: Id<Sprint>, why: &str, change: impl FnOnce(&mut Sprint)) {
    let line = draft.entry(Act::Set, Some(why), None);
    draft.change_quietly(id, |it: &mut Sprint| {
        change(it);
        it.history.insert(0, line);
    });
}
