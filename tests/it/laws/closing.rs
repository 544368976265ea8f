//! The record of a sprint adds up whatever happened in it, and stays whatever happens after.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, Leftovers};
use upnext::domain::id::Id;
use upnext::domain::number::{Points, Signed};
use upnext::domain::sprint::{Record, Sprint, SprintState};
use upnext::domain::story::{Status, Story, StoryId};

use super::chance::verdicts::IN_A_SPRINT;
use super::chance::{self, Deed, deeds, only};
use super::{Walk, law};
use crate::verdicts::off;

/// A sprint that has just started, with some of the stories in it.
fn started() -> (Walk, Id<Sprint>) {
    let mut walk = Walk::on(chance::world());
    let all: Vec<StoryId> = walk.session.backlog().open().map(|it| it.id).collect();
    let said = || Some("so it is".to_owned());
    for command in [
        Command::CancelSprint { sprint: None, reason: "afresh".into() },
        Command::Ready { stories: all.clone(), overriding: said() },
        Command::PlanSprint { goal: "Pay".into(), start: None, end: None },
        Command::Pull {
            stories: all.into_iter().skip(2).collect(),
            into: None,
            reason: None,
            overriding: said(),
            instead_of: Vec::new(),
        },
        Command::StartSprint { sprint: None },
    ] {
        walk.perform(command, "Ann").result.unwrap();
    }
    let sprint = walk.session.backlog().sprint_in(SprintState::Active).unwrap().id;
    (walk, sprint)
}

fn sprint(walk: &Walk, id: Id<Sprint>) -> Sprint {
    walk.session.backlog().sprints().get(id).unwrap().as_ref().clone()
}

/// Closes the sprint, one way or another.
fn close(walk: &mut Walk, deed: &Deed) {
    let command = deed.close(walk.session.backlog());
    if walk.perform(command, "Ann").result.is_err() {
        let close = Command::CloseSprint {
            sprint: None,
            goal_met: None,
            note: String::new(),
            leftovers: Leftovers::Next,
            next: Vec::new(),
            backlog: Vec::new(),
        };
        walk.perform(close, "Ann").result.unwrap();
    }
}

/// What a sprint that is about to close holds: accepted within it, and not accepted.
fn held(id: Id<Sprint>, backlog: &Backlog) -> (Vec<&Story>, BTreeSet<StoryId>) {
    let mine = |story: &&Story| match (story.status, story.verdicts.last()) {
        (Status::Accepted, Some(verdict)) => verdict.sprint == Some(id),
        _ => story.sprint == Some(id),
    };
    let all = backlog.stories().iter().map(|it| &**it).filter(mine);
    let (accepted, left): (Vec<&Story>, Vec<&Story>) =
        all.partition(|it| it.status == Status::Accepted);
    (accepted, left.into_iter().map(|it| it.id).collect())
}

/// What came in, went out and changed, seen from outside: act by act, the points before and after.
#[derive(Debug, Default)]
struct Seen {
    added: Points,
    removed: Points,
    changed: Signed,
}

impl Seen {
    fn act(&mut self, id: Id<Sprint>, before: &Backlog, after: &Backlog) {
        let points = |story: &Story| story.points.unwrap_or_default();
        for is in after.stories() {
            let was = before.story(is.id);
            let inside = |story: &Story| story.sprint == Some(id);
            match (was.filter(|it| inside(it)), inside(is)) {
                (None, true) => self.added = self.added + points(is),
                (Some(was), false) => self.removed = self.removed + points(was),
                (Some(was), true) => {
                    let change = Signed::from(points(is)) - points(was).into();
                    self.changed = self.changed + change;
                }
                (None, false) => {}
            }
        }
    }
}

fn adds_up(record: &Record, before: &Backlog, id: Id<Sprint>) -> Result<(), TestCaseError> {
    prop_assert_eq!(off(record), None, "{:?}", record);
    let (accepted, left) = held(id, before);
    let velocity: Points = accepted.iter().filter_map(|it| it.points).sum();
    prop_assert_eq!(record.accepted.points, velocity);
    let accepted: BTreeSet<StoryId> = accepted.iter().map(|it| it.id).collect();
    prop_assert_eq!(&record.accepted.stories, &accepted);
    let (rejected, unfinished) =
        (record.rejected.as_ref().unwrap(), record.unfinished.as_ref().unwrap());
    let others: BTreeSet<StoryId> = &rejected.stories | &unfinished.stories;
    prop_assert_eq!(&others, &left);
    let moved: BTreeSet<StoryId> = record.moved.iter().map(|it| it.story).collect();
    prop_assert_eq!(&moved, &left);
    prop_assert!(record.say_do.is_none_or(|it| it <= Points::whole(1)), "{:?}", record.say_do);
    Ok(())
}

#[test]
fn a_record_adds_up_whatever_happened_and_stays_whatever_happens() {
    let many = (only(IN_A_SPRINT), prop::collection::vec(any::<bool>(), 48), deeds());
    law(&many, |(during, estimates, after)| {
        let (mut walk, id) = started();
        let mut seen = Seen::default();
        for (deed, estimate) in during.iter().zip(estimates) {
            let done = walk.act(deed);
            seen.act(id, done.before.backlog(), walk.session.backlog());
            if estimate {
                let command = deed.estimate(walk.session.backlog());
                let done = walk.perform(command, "Ann");
                seen.act(id, done.before.backlog(), walk.session.backlog());
            }
        }
        let before = walk.session.backlog().clone();
        close(&mut walk, &during[0]);
        let closed = sprint(&walk, id);
        let record = closed.record.clone().unwrap();
        adds_up(&record, &before, id)?;
        prop_assert_eq!(record.added.as_ref().unwrap().points, seen.added, "{:?}", record);
        prop_assert_eq!(record.removed.as_ref().unwrap().points, seen.removed, "{:?}", record);
        prop_assert_eq!(record.re_estimated.as_ref().unwrap().points, seen.changed);
        for story in walk.session.backlog().stories() {
            let stays = story.sprint != Some(id) || story.status == Status::Accepted;
            prop_assert!(stays, "#{} stays in a sprint that is over", story.number);
        }
        for deed in &after {
            let done = walk.act(deed);
            let now = sprint(&walk, id);
            prop_assert_eq!(now.record.as_ref(), Some(&record), "{:?}", done.command);
            prop_assert_eq!(&now.commitment, &closed.commitment, "{:?}", done.command);
            prop_assert_eq!(now.state, SprintState::Closed, "{:?}", done.command);
        }
        let own = format!("Closed sprint {}:", closed.number);
        while walk.session.next_undo().is_some_and(|edit| !edit.label.starts_with(&own)) {
            walk.session.undo().unwrap();
            let now = sprint(&walk, id).record;
            prop_assert_eq!(now.as_ref(), Some(&record), "after an undo");
        }
        Ok(())
    });
}
