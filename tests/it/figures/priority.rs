//! Places by hand and by score, the MoSCoW share, and why a story is here: reckoned on paper.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, Place};
use upnext::domain::epic::Epic;
use upnext::domain::field::Field;
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::product::{Product, ScoreKind};
use upnext::domain::release::Release;
use upnext::domain::story::{Moscow, Status, Story};
use upnext::domain::table::Table;
use upnext::figures::priority::moscow::{Share, shares};
use upnext::figures::priority::scores::Scores;
use upnext::figures::priority::{self, Lean, Placed, why};
use upnext::session::Session;

use crate::robot::stamp;
use crate::samples::{minute, story};

/// A story with a value and a size.
fn valued(ids: &mut CountedIds, number: u32, value: u32, points: u32) -> Story {
    let mut story = story(ids, number, "Pay");
    story.points = Some(Points::whole(points));
    story.scores.value = Some(Hundredths::whole(value));
    story
}

/// A backlog that scores by value ÷ points.
fn of(stories: Vec<Story>) -> Backlog {
    let product = Product { score: ScoreKind::Value, ..Product::default() };
    let stories = Table::of(stories.into_iter().map(Arc::new));
    Backlog::from(Parts { product, stories, ..Parts::default() })
}

fn places(backlog: &Backlog) -> Vec<Placed> {
    priority::places(&Scores::of(backlog), backlog)
}

fn number(placed: &Placed, backlog: &Backlog) -> u32 {
    placed.story(backlog).unwrap().number
}

/// Scores in the order of the hand: 1, 8, 1, none, 6.5, (accepted) 20, 1.
fn seven() -> Backlog {
    let ids = &mut CountedIds::default();
    let bare = Story { points: Some(Points::whole(3)), ..story(ids, 4, "Bare") };
    let done = Story { status: Status::Accepted, ..valued(ids, 6, 20, 1) };
    of(vec![
        valued(ids, 1, 2, 2),
        valued(ids, 2, 8, 1),
        valued(ids, 3, 3, 3),
        bare,
        valued(ids, 5, 13, 2),
        done,
        valued(ids, 7, 1, 1),
    ])
}

#[test]
fn places_by_hand_and_by_score() {
    let backlog = seven();
    let said = |it: &Placed| {
        let (score, by_score) = (it.score.to_string(), it.by_score.to_string());
        (number(it, &backlog), it.by_hand, score, by_score)
    };
    let said: Vec<_> = places(&backlog).iter().map(said).collect();
    let row = |number: u32, by_hand: usize, score: &str, by_score: &str| {
        (number, by_hand, score.to_owned(), by_score.to_owned())
    };
    // Three with 1 share the places 3, 4 and 5: their mean is 4. #4 has no score, #6 no place.
    let expected = [
        row(1, 1, "1", "4"),
        row(2, 2, "8", "1"),
        row(3, 3, "1", "4"),
        row(5, 4, "6.5", "2"),
        row(7, 5, "1", "4"),
    ];
    assert_eq!(said, expected);
    let ids = &mut CountedIds::default();
    let two = of(vec![valued(ids, 1, 5, 1), valued(ids, 2, 5, 1)]);
    let halves: Vec<String> = places(&two).iter().map(|it| it.by_score.to_string()).collect();
    assert_eq!(halves, ["1.5", "1.5"]);
    assert_eq!(places(&of(Vec::new())), []);
}

#[test]
fn the_largest_disagreement_comes_first_and_ties_stay_in_order() {
    let backlog = seven();
    let said = |it: &Placed| (number(it, &backlog), it.gap().to_string(), it.lean());
    let found: Vec<_> = priority::disagreements(&places(&backlog)).iter().map(said).collect();
    let row = |number: u32, gap: &str, lean: Lean| (number, gap.to_owned(), Some(lean));
    let expected = [
        row(1, "3", Lean::Down),
        row(5, "2", Lean::Up),
        row(2, "1", Lean::Up),
        row(3, "1", Lean::Down),
        row(7, "1", Lean::Up),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_sign_stands_where_the_places_are_far_apart() {
    let places = places(&seven());
    let signs: Vec<_> = places.iter().map(|it| priority::clear_lean(it, places.len())).collect();
    // Two places are noise; three are not.
    assert_eq!(signs, [Some(Lean::Down), None, None, None, None]);
    for (compared, noise) in [(0, "2"), (20, "2"), (21, "2.1"), (100, "10"), (100_000, "10000")] {
        assert_eq!(priority::noise(compared).to_string(), noise);
    }
}

#[test]
fn one_move_brings_a_story_to_its_place_by_score() {
    let backlog = seven();
    let id = |number: u32| backlog.numbered(number).unwrap().id;
    let all = places(&backlog);
    let ways: Vec<_> = all.iter().map(|it| priority::way(it, &all, &backlog)).collect();
    let expected = [
        Some(Place::After(id(5))),
        Some(Place::Before(id(1))),
        Some(Place::After(id(5))),
        Some(Place::Before(id(2))),
        Some(Place::Before(id(5))),
    ];
    assert_eq!(ways, expected);
    // Half a place is shared: there is nowhere nearer to go.
    let ids = &mut CountedIds::default();
    let two = of(vec![valued(ids, 1, 5, 1), valued(ids, 2, 5, 1)]);
    let all = places(&two);
    assert!(all.iter().all(|it| priority::way(it, &all, &two).is_none()));
}

/// A value and a size for each story, few of each, so that scores are often equal.
fn chance() -> impl Strategy<Value = Vec<Option<(u32, u32)>>> {
    let scored = (prop::sample::select(vec![1, 2, 3, 5, 8]), 1..4u32);
    proptest::collection::vec(proptest::option::weighted(0.8, scored), 0..24)
}

fn of_chance(all: &[Option<(u32, u32)>]) -> Backlog {
    let ids = &mut CountedIds::default();
    let one = |(number, scored): (u32, &Option<(u32, u32)>)| match scored {
        Some((value, points)) => valued(ids, number, *value, *points),
        None => story(ids, number, "Bare"),
    };
    of((1..).zip(all).map(one).collect())
}

proptest! {
    /// Both are the places 1 to n, so they add up to the same.
    #[test]
    fn places_add_up(all in chance()) {
        let backlog = of_chance(&all);
        let places = places(&backlog);
        let by_hand: Hundredths =
            places.iter().map(|it| Hundredths::whole(u32::try_from(it.by_hand).unwrap())).sum();
        let by_score: Hundredths = places.iter().map(|it| it.by_score).sum();
        prop_assert_eq!(by_hand, by_score);
        prop_assert_eq!(places.len(), all.iter().flatten().count());
        for pair in places.iter().flat_map(|a| places.iter().map(move |b| (a, b))) {
            let (a, b) = pair;
            prop_assert_eq!(a.score.cmp(&b.score), b.by_score.cmp(&a.by_score));
        }
    }

    /// What was moved is less than a place away from where the score has it; no other story is
    /// pushed further than one place.
    #[test]
    fn a_move_by_score_ends_its_disagreement(all in chance(), at in 0..24usize) {
        let backlog = of_chance(&all);
        let before = places(&backlog);
        let Some(one) = before.get(at) else { return Ok(()) };
        let Some(place) = priority::way(one, &before, &backlog) else {
            prop_assert!(one.gap() < Hundredths::whole(1));
            return Ok(());
        };
        let id = one.story(&backlog).unwrap().id;
        let mut session = Session::new(backlog);
        let shift = Command::Move { stories: vec![id], place, reason: Some("by score".into()) };
        session.perform(&shift, &stamp(), &mut CountedIds(1 << 40)).unwrap();
        let after = places(session.backlog());
        for it in &after {
            let was = before.iter().find(|old| old.index == it.index).unwrap();
            prop_assert_eq!(was.by_score, it.by_score);
            if it.index == one.index {
                prop_assert!(it.gap() < Hundredths::whole(1), "{:?}", it);
            } else {
                prop_assert!(was.by_hand.abs_diff(it.by_hand) <= 1);
            }
        }
    }

    /// Scores that are kept say what scores reckoned afresh say.
    #[test]
    fn kept_scores_follow_every_change(all in chance(), changes in chance(), rice in any::<bool>()) {
        let backlog = of_chance(&all);
        let mut kept = Scores::of(&backlog);
        let mut session = Session::new(backlog.clone());
        let ids = &mut CountedIds(1 << 40);
        for (story, change) in backlog.stories().iter().zip(&changes) {
            let value = change.map_or(String::new(), |(value, _)| value.to_string());
            let set = Command::SetStory {
                stories: vec![story.id],
                values: vec![(Field::Value, value), (Field::Reach, "4".into())],
            };
            session.perform(&set, &stamp(), ids).unwrap();
        }
        let kind = if rice { "rice" } else { "wsjf" };
        kept.follow(session.backlog());
        let fresh = Scores::of(session.backlog());
        let count = session.backlog().stories().len();
        prop_assert!((0..=count).all(|at| kept.at(at) == fresh.at(at)));
        let values = vec![(Field::Score, kind.to_owned())];
        session.perform(&Command::SetProduct { values }, &stamp(), ids).unwrap();
        kept.follow(session.backlog());
        prop_assert!(kept.is_empty(), "neither kind has all its parts");
    }
}

#[test]
fn the_share_of_must_by_points() {
    let ids = &mut CountedIds::default();
    let release = Release { id: fresh(ids), name: "Christmas".into(), ..Release::default() };
    let other = Release { id: fresh(ids), name: "Easter".into(), ..Release::default() };
    let epic = Epic {
        id: fresh(ids),
        title: "Gifts".into(),
        release: Some(release.id),
        ..Epic::default()
    };
    let mut number = 0;
    let mut one = |points: Option<u32>, word: Option<Moscow>, status: Status| {
        number += 1;
        Story {
            points: points.map(Points::whole),
            moscow: word,
            status,
            release: Some(release.id),
            ..story(ids, number, "Gift")
        }
    };
    let mut of_epic = one(Some(1), Some(Moscow::Must), Status::Accepted);
    (of_epic.release, of_epic.epic) = (None, Some(epic.id));
    let mut elsewhere = one(Some(8), Some(Moscow::Must), Status::Draft);
    elsewhere.release = Some(other.id);
    let stories = vec![
        one(Some(5), Some(Moscow::Must), Status::Ready),
        one(Some(3), Some(Moscow::Should), Status::Draft),
        one(Some(2), None, Status::Draft),
        one(None, Some(Moscow::Must), Status::Draft),
        one(Some(8), Some(Moscow::Must), Status::Dropped),
        one(Some(13), Some(Moscow::Wont), Status::Draft),
        of_epic,
        elsewhere,
    ];
    let backlog = Backlog::from(Parts {
        stories: Table::of(stories.into_iter().map(Arc::new)),
        releases: Table::of([Arc::new(release.clone()), Arc::new(other.clone())]),
        epics: Table::of([Arc::new(epic)]),
        ..Parts::default()
    });
    let shares = shares(&backlog);
    let share = shares[&release.id];
    // 5 + 1 of 5 + 3 + 2 + 0 + 1; the dropped one is not in it, nor is what it will not have.
    let counted = (share.stories, share.must.to_string(), share.points.to_string());
    assert_eq!(share.wont, 1);
    assert_eq!(counted, (6, "6".to_owned(), "11".to_owned()));
    assert_eq!((share.unworded(), share.unestimated, share.percent()), (1, 1, Some(55)));
    assert!(!share.is_above());
    assert_eq!(shares[&other.id].percent(), Some(100));
    assert!(shares[&other.id].is_above());
}

#[test]
fn sixty_per_cent_of_must_is_not_above_sixty() {
    let share = |must: u64, points: u64| Share {
        stories: 2,
        worded: 2,
        must: Points::of_hundredths(must),
        points: Points::of_hundredths(points),
        unestimated: 0,
        wont: 0,
    };
    assert!(!share(600, 1_000).is_above());
    // It rounds to 60 %, and is above it.
    assert_eq!((share(6_001, 10_000).percent(), share(6_001, 10_000).is_above()), (Some(60), true));
    assert_eq!((share(0, 0).percent(), share(0, 0).is_above()), (None, false));
    let silent = Share { worded: 0, ..share(0, 1_000) };
    assert_eq!(silent.percent(), None, "nobody said what must be");
}

#[test]
fn everything_that_speaks_for_a_place() {
    let ids = &mut CountedIds::default();
    let target = NaiveDate::from_ymd_opt(2026, 12, 10);
    let release =
        Release { id: fresh(ids), name: "Christmas".into(), target, ..Release::default() };
    let mut one = valued(ids, 1, 8, 5);
    let two = valued(ids, 2, 3, 1);
    let mut three = valued(ids, 3, 1, 1);
    let gone = Story { status: Status::Dropped, ..story(ids, 4, "Gone") };
    one.depends_on = [three.id, gone.id].into();
    one.release = Some(release.id);
    three.depends_on = [two.id].into();
    let idea = |ids: &mut CountedIds, number: u32, state: IdeaState| Idea {
        id: fresh(ids),
        number,
        text: "Gift wrap".into(),
        at: minute(number),
        stories: [one.id].into(),
        state,
        ..Idea::default()
    };
    let ideas = [
        idea(ids, 1, IdeaState::Kept),
        idea(ids, 2, IdeaState::Dismissed),
        Idea { stories: [two.id].into(), ..idea(ids, 3, IdeaState::Kept) },
    ];
    let id = one.id;
    let backlog = Backlog::from(Parts {
        product: Product { score: ScoreKind::Value, ..Product::default() },
        stories: Table::of([one, two, three, gone].into_iter().map(Arc::new)),
        releases: Table::of([Arc::new(release)]),
        ideas: Table::of(ideas.into_iter().map(Arc::new)),
        ..Parts::default()
    });
    let mut session = Session::new(backlog);
    for (place, reason) in [(Place::Bottom, "the fair"), (Place::Position(2), "the fair is off")] {
        let shift = Command::Move { stories: vec![id], place, reason: Some(reason.into()) };
        session.perform(&shift, &stamp(), ids).unwrap();
    }
    // The order is #2, #1, #3 now; by score (3, 1.6, 1) it is the same.
    let backlog = session.backlog();
    let why = why::of(backlog.numbered(1).unwrap(), backlog);
    assert_eq!((why.position, why.score.map(|it| it.to_string())), (Some(2), Some("1.6".into())));
    let (placed, compared) = why.placed.unwrap();
    assert_eq!((placed.by_hand, placed.lean(), compared), (2, None, 3));
    let numbers: Vec<_> = why.depends_on.iter().map(|(it, at)| (it.number, *at)).collect();
    assert_eq!(numbers, [(3, Some(3)), (4, None)]);
    assert!(why.needed_by.is_empty());
    assert_eq!(why.release.unwrap().target, target);
    assert_eq!(why.ideas.iter().map(|idea| idea.number).collect::<Vec<_>>(), [1]);
    assert_eq!(why.moved.unwrap().reason.as_deref(), Some("the fair is off"));
    let three = why::of(backlog.numbered(3).unwrap(), backlog);
    assert_eq!(three.needed_by.iter().map(|(it, _)| it.number).collect::<Vec<_>>(), [1]);
    assert_eq!((three.release.is_none(), three.moved.is_none()), (true, true));
    let gone = why::of(backlog.numbered(4).unwrap(), backlog);
    assert_eq!((gone.position, gone.score, gone.placed), (None, None, None));
}
