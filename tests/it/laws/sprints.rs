//! Laws of a sprint that runs, whatever comes in and goes out.

use std::collections::BTreeSet;

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::domain::number::Points;
use upnext::domain::plan;
use upnext::domain::sprint::{Direction, Sprint, SprintState};
use upnext::domain::story::{Status, StoryId};
use upnext::figures::burndown;

use super::{Walk, bytes, chance, law};
use crate::samples::minute;

/// Stories written, set, moved, started, delivered, dropped, restored, pulled, put back, split.
const KINDS: &[usize] = &[1, 1, 13, 16, 17, 20, 21, 45, 46, 51, 51, 51, 52, 52, 56];

/// The sprint that was running is given up, and another one runs, with three stories in it.
fn started() -> Walk {
    let mut walk = Walk::on(chance::world());
    let all: Vec<StoryId> =
        walk.session.backlog().in_order().map(|story| story.id).take(3).collect();
    let points = |story| Command::SetStory {
        stories: vec![story],
        values: vec![(Field::Points, "3".to_owned())],
    };
    let mut acts = vec![
        Command::CancelSprint { sprint: None, reason: "over".into() },
        Command::PlanSprint { goal: "Pay".into(), start: Some(minute(0).day()), end: None },
        Command::Pull {
            stories: all.clone(),
            into: None,
            reason: None,
            overriding: Some("we dare".into()),
            instead_of: Vec::new(),
        },
        Command::StartSprint { sprint: None },
    ];
    acts.splice(2..2, all.into_iter().take(2).map(points));
    for act in acts {
        walk.perform(act, "Ann").result.unwrap();
    }
    walk
}

fn running(backlog: &Backlog) -> &Sprint {
    backlog.sprint_in(SprintState::Active).unwrap()
}

/// The stories whose sprint it is, found by looking at every one.
fn inside(backlog: &Backlog, sprint: &Sprint) -> BTreeSet<StoryId> {
    let mine = backlog.stories().iter().filter(|story| story.sprint == Some(sprint.id));
    mine.map(|story| story.id).collect()
}

#[test]
fn a_running_sprint_keeps_its_promise_and_counts_what_is_in_it() {
    law(&chance::only(KINDS), |deeds| {
        let mut walk = started();
        let promised = running(walk.session.backlog()).commitment.clone().unwrap();
        let committed: Points = promised.stories.iter().filter_map(|it| it.points).sum();
        prop_assert_eq!(committed, Points::whole(9));
        for deed in &deeds {
            walk.act(deed);
            let backlog = walk.session.backlog();
            let sprint = running(backlog);
            prop_assert_eq!(sprint.commitment.as_ref(), Some(&promised));
            let stories = inside(backlog, sprint);
            let load: Points =
                stories.iter().filter_map(|id| backlog.story(*id).unwrap().points).sum();
            let plan = plan::of(sprint, backlog, minute(800).day());
            prop_assert_eq!(plan.load, load);
            prop_assert_eq!(plan.stories.len(), stories.len());
            let days = burndown::of(sprint, backlog, minute(800).day());
            prop_assert_eq!(days.first().map(|it| it.remaining), Some(committed));
            // What is in it is what was promised and what the log tells since.
            let mut told: BTreeSet<StoryId> = promised.stories.iter().map(|it| it.story).collect();
            for entry in &sprint.scope_log {
                let fresh = match entry.direction {
                    Some(Direction::Out) => told.remove(&entry.story),
                    _ => told.insert(entry.story),
                };
                prop_assert!(fresh, "the log tells twice of one story");
                prop_assert!(!entry.reason.is_empty());
            }
            prop_assert_eq!(&told, &stories);
            let gone = |id: &StoryId| backlog.story(*id).unwrap().status == Status::Dropped;
            prop_assert!(!stories.iter().any(gone), "a dropped story is in a sprint");
        }
        let start = bytes(&chance::world());
        while walk.session.next_undo().is_some() {
            walk.session.undo().unwrap();
        }
        prop_assert!(bytes(walk.session.backlog()) == start, "undo of all is not the start");
        Ok(())
    });
}

#[test]
fn a_story_pulled_and_put_back_leaves_no_trace_in_the_load() {
    law(&(chance::only(KINDS), 0..1000usize), |(deeds, at)| {
        let mut walk = started();
        for deed in &deeds {
            walk.act(deed);
        }
        let backlog = walk.session.backlog().clone();
        let free = |story: &&std::sync::Arc<upnext::domain::story::Story>| {
            story.sprint.is_none() && story.status.is_open()
        };
        let free: Vec<StoryId> = backlog.stories().iter().filter(free).map(|it| it.id).collect();
        if free.is_empty() {
            return Ok(());
        }
        let (id, reason) = (free[at % free.len()], Some("a try".to_owned()));
        let load = |walk: &Walk| {
            let backlog = walk.session.backlog();
            let plan = plan::of(running(backlog), backlog, minute(800).day());
            (plan.load, plan.load_percent, plan.unestimated, plan.skills.len())
        };
        let before = load(&walk);
        let pull = Command::Pull {
            stories: vec![id],
            into: None,
            reason: reason.clone(),
            overriding: reason.clone(),
            instead_of: Vec::new(),
        };
        walk.perform(pull, "Ann").result.unwrap();
        let put_back = Command::PutBack { stories: vec![id], reason };
        walk.perform(put_back, "Ann").result.unwrap();
        prop_assert_eq!(load(&walk), before);
        let (was, is) = (backlog.story(id).unwrap(), walk.session.backlog().story(id).unwrap());
        prop_assert_eq!((&was.sprint, &was.rank), (&is.sprint, &is.rank));
        prop_assert_eq!(&is.pull_override, &None);
        Ok(())
    });
}
