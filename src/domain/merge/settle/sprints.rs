//! Sprints that two sides planned or started at once: one is planned and one runs, in the end.
//! It never drops a sprint, nor a story of one.

use std::sync::Arc;

use super::note;
use crate::domain::backlog::Backlog;
use crate::domain::field::Field;
use crate::domain::merge::entity::replaced;
use crate::domain::spelling::of_sprint;
use crate::domain::sprint::{Sprint, SprintState};
use crate::domain::stamp::Moment;
use crate::domain::story::Story;
use crate::domain::table::Table;

/// Settles the sprints, each with a notice.
pub(super) fn all(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    active(&mut backlog.sprints, at, notices);
    planned(backlog, at, notices);
    people(backlog, notices);
}

/// Who was taken from the team on one side takes part in nothing that is still to come.
fn people(backlog: &mut Backlog, notices: &mut Vec<String>) {
    let here = |id| backlog.people.get(id).is_some();
    let running =
        |sprint: &&Arc<Sprint>| matches!(sprint.state, SprintState::Planned | SprintState::Active);
    let without = |sprint: &Arc<Sprint>| {
        let mut settled = Sprint::clone(sprint);
        settled.people.retain(|it| here(it.person));
        if settled.people.len() == sprint.people.len() {
            return None;
        }
        notices.push(format!(
            "sprint {}: somebody who takes part was removed from the team, and is left out",
            sprint.number
        ));
        Some((sprint.id, Some(Arc::new(settled))))
    };
    let with: Vec<_> = backlog.sprints.iter().filter(running).filter_map(without).collect();
    if !with.is_empty() {
        backlog.sprints = replaced(&backlog.sprints, with);
    }
}

/// Of two running sprints the one that started first goes on; one nobody saw start is the last.
fn active(sprints: &mut Table<Sprint>, at: Moment, notices: &mut Vec<String>) {
    let mut running: Vec<&Arc<Sprint>> =
        sprints.iter().filter(|sprint| sprint.state == SprintState::Active).collect();
    running.sort_by_key(|sprint| {
        let started = sprint.commitment.as_ref().map(|it| it.at);
        (started.is_none(), started, sprint.number, sprint.id)
    });
    let with: Vec<_> = running
        .iter()
        .skip(1)
        .map(|sprint| {
            let mut planned = Sprint {
                state: SprintState::Planned,
                // What it promised and what changed since, it has not yet.
                commitment: None,
                scope_log: Vec::new(),
                ..(***sprint).clone()
            };
            let after = SprintState::Planned.to_string();
            note(&mut planned, at, (Field::Status, sprint.state.to_string(), Some(after)));
            notices.push(format!(
                "sprint {} was started on the other side too: it is planned again",
                sprint.number
            ));
            (sprint.id, Some(Arc::new(planned)))
        })
        .collect();
    if !with.is_empty() {
        *sprints = replaced(sprints, with);
    }
}

/// Of two planned sprints the one with the smaller number stays: it takes the stories and the
/// people of the others in, and they are cancelled.
fn planned(backlog: &mut Backlog, at: Moment, notices: &mut Vec<String>) {
    let mut planned: Vec<Arc<Sprint>> = backlog
        .sprints
        .iter()
        .filter(|sprint| sprint.state == SprintState::Planned)
        .cloned()
        .collect();
    planned.sort_by_key(|sprint| (sprint.number, sprint.id));
    let Some((stays, others)) = planned.split_first().filter(|(_, others)| !others.is_empty())
    else {
        return;
    };
    let mut joined = Sprint::clone(stays);
    let mut with = Vec::new();
    for sprint in others {
        for person in &sprint.people {
            if joined.people.iter().all(|it| it.person != person.person) {
                joined.people.push(person.clone());
            }
        }
        let mut over = Sprint { state: SprintState::Cancelled, ..(**sprint).clone() };
        let after = SprintState::Cancelled.to_string();
        note(&mut over, at, (Field::Status, sprint.state.to_string(), Some(after)));
        notices.push(format!(
            "sprint {} was planned on the other side too: its stories are in sprint {} now",
            sprint.number, stays.number
        ));
        with.push((sprint.id, Some(Arc::new(over))));
    }
    if joined.people != stays.people {
        let people = |sprint: &Sprint| of_sprint(Field::People, sprint, backlog);
        let before = people(stays).unwrap_or_default();
        let after = people(&joined);
        note(&mut joined, at, (Field::People, before, after));
        with.push((stays.id, Some(Arc::new(joined))));
    }
    backlog.sprints = replaced(&backlog.sprints, with);
    move_over(backlog, at, stays, others);
}

/// Puts the stories of some sprints into another.
fn move_over(backlog: &mut Backlog, at: Moment, to: &Sprint, from: &[Arc<Sprint>]) {
    let moved = |story: &Arc<Story>| {
        let was = from.iter().find(|sprint| story.sprint == Some(sprint.id))?;
        let mut moved = Story { sprint: Some(to.id), ..(**story).clone() };
        let line = (Field::Sprint, was.number.to_string(), Some(to.number.to_string()));
        note(&mut moved, at, line);
        Some((story.id, Some(Arc::new(moved))))
    };
    let with: Vec<_> = backlog.stories.iter().filter_map(moved).collect();
    if !with.is_empty() {
        backlog.stories = replaced(&backlog.stories, with);
    }
}
