//! Places in orders that were made by hand: worn-out, equal, empty and illegal ranks.

use std::sync::Arc;

use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::order::LONGEST;
use upnext::domain::story::{Status, Story, StoryId};
use upnext::domain::table::Table;

use super::{Walk, asked, bytes, ids, law, ranks};
use crate::samples::story;

/// A backlog whose stories have these ranks; every fifth is dropped.
fn ranked(all: &[String]) -> Backlog {
    let mut counted = CountedIds(0);
    let one = |(rank, number): (&String, u32)| {
        let mut one: Story = story(&mut counted, number, &format!("Story {number}"));
        one.rank.clone_from(rank);
        if number % 5 == 0 {
            one.status = Status::Dropped;
        }
        Arc::new(one)
    };
    let stories = Table::of(all.iter().zip(1..).map(one).collect::<Vec<_>>());
    Backlog::from(Parts { stories, ..Parts::default() })
}

fn place(backlog: &Backlog, what: usize, to: usize) -> Place {
    let other = ids(backlog)[to % backlog.stories().len()];
    match what {
        0 => Place::Top,
        1 => Place::Bottom,
        2 => Place::Before(other),
        3 => Place::After(other),
        _ => Place::Position(1 + to),
    }
}

/// Carries out moves and adds; says how many stories beside the moved ones got another rank.
fn check(start: &Backlog, acts: &[(usize, usize, usize)]) -> Result<usize, TestCaseError> {
    let mut walk = Walk::on(start.clone());
    let mut most = 0;
    for &(which, what, to) in acts {
        let was = walk.session.backlog().clone();
        let id = ids(&was)[which % was.stories().len()];
        let place = place(&was, what, to);
        let add = which % 4 == 0;
        let command = if add {
            let new = NewStory { title: "New".into(), ..NewStory::default() };
            Command::AddStories { stories: vec![new], place }
        } else {
            Command::Move { stories: vec![id], place, reason: None }
        };
        let done = walk.perform(command, "Ann");
        let now = walk.session.backlog();
        let Ok(outcome) = &done.result else {
            prop_assert!(*now == was);
            continue;
        };
        if outcome.did.is_none() {
            prop_assert!(*now == was);
            continue;
        }
        let own: StoryId = outcome.about[0];
        let mut expected = if add {
            asked(&was, &[], place).unwrap()
        } else {
            asked(&was, &[own], place).unwrap()
        };
        if add {
            let mut without = ids(now);
            without.retain(|it| *it != own);
            prop_assert_eq!(&without, &expected, "the others went elsewhere");
            // Where a new one is to stand is the place a moved one would take.
            let model = asked_new(&was, place);
            expected.insert(model, own);
        }
        prop_assert_eq!(ids(now), expected, "{:?}", done.command);
        let after = ranks(now);
        prop_assert!(after[&own].len() <= LONGEST && !after[&own].is_empty());
        let others = ranks(&was);
        let touched =
            others.iter().filter(|(it, rank)| **it != own && after[*it] != **rank).count();
        most = most.max(touched);
        let fresh = Backlog::from(Parts { stories: now.stories().clone(), ..Parts::default() });
        prop_assert_eq!(ids(&fresh), ids(now));
    }
    while walk.session.next_undo().is_some() {
        walk.session.undo().unwrap();
    }
    prop_assert!(bytes(walk.session.backlog()) == bytes(start));
    Ok(most)
}

/// The index a new story takes.
fn asked_new(backlog: &Backlog, place: Place) -> usize {
    let order = ids(backlog);
    let find = |id| order.iter().position(|it| *it == id).unwrap();
    match place {
        Place::Top => 0,
        Place::Bottom => order.len(),
        Place::Before(id) => find(id),
        Place::After(id) => find(id) + 1,
        Place::Position(position) => {
            let open = backlog.open().nth(position - 1);
            open.map_or(order.len(), |story| find(story.id))
        }
    }
}

fn acts() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0..200usize, 0..6usize, 0..200usize), 1..24)
}

#[test]
fn whatever_the_ranks_a_move_goes_where_it_was_told() {
    let rank = prop_oneof![
        Just(String::new()),
        Just("0007".to_owned()),
        Just("0008".to_owned()),
        Just("000".to_owned()),
        Just("ZZ no rank!".to_owned()),
        Just("ß".to_owned()),
        Just("zzzz".to_owned()),
        Just("zzzzzzzz".to_owned()),
        Just("0000".to_owned()),
        Just("zzzz".repeat(7)),
        Just("0".repeat(10_000)),
        "[0-9a-z]{4}",
        "[0-9a-z]{24}",
        "[0-9a-z]{28}",
    ];
    law(&(prop::collection::vec(rank, 2..90), acts()), |(all, acts)| {
        check(&ranked(&all), &acts).map(drop)
    });
}

#[test]
fn equal_empty_and_illegal_ranks_are_respaced() {
    for rank in ["", "0007", "no rank", "zzzz", &"a".repeat(24), &"a".repeat(40)] {
        let all = vec![rank.to_owned(); 70];
        let acts: Vec<_> = (1..40).map(|n| (n * 7 + 1, n % 6, n * 13)).collect();
        if let Err(error) = check(&ranked(&all), &acts) {
            panic!("all {rank:?}: {error}");
        }
    }
}

#[test]
fn what_moves_nothing_respaces_nobody() {
    for rank in ["", "0007", "no rank"] {
        let start = ranked(&vec![rank.to_owned(); 40]);
        let open: Vec<StoryId> = start.open().map(|story| story.id).collect();
        for (at, place) in [
            (0, Place::Top),
            (open.len() - 1, Place::Bottom),
            (7, Place::After(open[6])),
            (7, Place::Before(open[8])),
            (7, Place::Position(8)),
            (open.len() - 1, Place::Position(99)),
        ] {
            let mut walk = Walk::on(start.clone());
            let command = Command::Move { stories: vec![open[at]], place, reason: None };
            let done = walk.perform(command, "Ann").result.unwrap();
            assert_eq!((done.did, done.step), (None, None), "{place:?} among {rank:?}");
            assert!(*walk.session.backlog() == start);
        }
    }
}

/// Rising keys with no room between them: neighbours as digits of base 36.
fn dense(count: u32, lead: &str) -> Vec<String> {
    let digit = |n: u32| char::from_digit(n, 36).unwrap();
    (0..count)
        .map(|n| format!("{lead}{}{}{}{}", digit(0), digit(1), digit(n / 36 % 36), digit(n % 36)))
        .collect()
}

#[test]
fn a_worn_out_neighbourhood_is_respaced_and_no_more() {
    // Twenty characters shared: the next digit would be the seventh. Beyond them there is room.
    let worn = dense(20, "0y000001000100010001");
    assert!(worn.iter().all(|rank| rank.len() == LONGEST));
    let digit = |n: u32| char::from_digit(n, 36).unwrap();
    let roomy = |lead: char| (1..31).map(move |n| format!("{lead}{}00", digit(n)));
    let all: Vec<String> = roomy('0').chain(worn).chain(roomy('1')).collect();
    law(&acts(), |acts| {
        let most = check(&ranked(&all), &acts)?;
        prop_assert!(most <= 32, "{most} neighbours were respaced");
        Ok(())
    });
    let between = |walk: &Walk| (ids(walk.session.backlog())[38], ids(walk.session.backlog())[0]);
    let mut walk = Walk::on(ranked(&all));
    let (anchor, first) = between(&walk);
    let before = ranks(walk.session.backlog());
    walk.perform(
        Command::Move { stories: vec![first], place: Place::After(anchor), reason: None },
        "Ann",
    )
    .result
    .unwrap();
    let after = ranks(walk.session.backlog());
    let touched = before.iter().filter(|(id, rank)| after[*id] != **rank).count();
    assert!((2..=33).contains(&touched), "{touched} were respaced where there was no room");
    // With room one story changes, whatever is done to it.
    let all = dense(200, "");
    law(&acts(), |acts| {
        prop_assert_eq!(check(&ranked(&all), &acts)?, 0);
        Ok(())
    });
}

#[test]
fn the_same_place_again_and_again_stays_cheap() {
    let start = ranked(&dense(20, ""));
    let mut walk = Walk::on(start.clone());
    let anchor = ids(&start)[10];
    for n in 0..2000u32 {
        let stories = vec![ids(walk.session.backlog())[if n % 2 == 0 { 0 } else { 19 }]];
        let place = if n % 2 == 0 { Place::After(anchor) } else { Place::Before(anchor) };
        let before = ranks(walk.session.backlog());
        if walk
            .perform(Command::Move { stories: stories.clone(), place, reason: None }, "Ann")
            .result
            .is_err()
        {
            continue;
        }
        let after = ranks(walk.session.backlog());
        let touched = before
            .iter()
            .filter(|(id, rank)| !stories.contains(id) && after[*id] != **rank)
            .count();
        assert!(touched <= 32, "move {n} touched {touched}");
        assert!(after.values().all(|rank| rank.len() <= LONGEST));
    }
}

#[test]
fn giving_up_and_taking_up_again_keeps_the_place() {
    let start = ranked(&dense(9, ""));
    for &id in &ids(&start) {
        let mut walk = Walk::on(start.clone());
        if start.story(id).unwrap().status == Status::Dropped {
            continue;
        }
        walk.perform(Command::Drop { stories: vec![id], reason: "no".into() }, "Ann")
            .result
            .unwrap();
        assert_eq!(walk.session.backlog().position(id), None);
        assert_eq!(ids(walk.session.backlog()), ids(&start));
        walk.perform(Command::Restore { stories: vec![id] }, "Ann").result.unwrap();
        assert_eq!(walk.session.backlog().position(id), start.position(id));
        assert_eq!(ranks(walk.session.backlog()), ranks(&start));
    }
}

#[test]
fn several_go_together_in_their_own_order() {
    let some = prop::collection::vec(0..40usize, 1..8);
    law(&(some, 0..6usize, 0..60usize), |(which, what, to)| {
        let start = ranked(&dense(40, ""));
        let mut stories: Vec<StoryId> = which.iter().map(|at| ids(&start)[*at]).collect();
        stories.sort();
        stories.dedup();
        let place = place(&start, what, to);
        let mut walk = Walk::on(start.clone());
        let done =
            walk.perform(Command::Move { stories: stories.clone(), place, reason: None }, "Ann");
        let Ok(outcome) = done.result else {
            prop_assert!(*walk.session.backlog() == start);
            return Ok(());
        };
        if outcome.did.is_some() {
            prop_assert_eq!(ids(walk.session.backlog()), asked(&start, &stories, place).unwrap());
        }
        Ok(())
    });
}
