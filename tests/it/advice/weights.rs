//! What ideas weigh, by hand and by law.

use std::sync::Arc;

use proptest::prelude::*;
use upnext::advice::weights::of_ideas;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::idea::{Idea, IdeaState};
use upnext::domain::number::Hundredths;
use upnext::domain::story::StoryId;
use upnext::domain::table::Table;

use crate::samples::minute;

/// Ideas with these words and scores, one a day, numbered from 1.
fn said(words: &[(&str, Option<u8>)]) -> Vec<Idea> {
    let mut ids = CountedIds(0);
    (1..)
        .zip(words)
        .map(|(number, (text, score))| Idea {
            id: fresh(&mut ids),
            number,
            text: (*text).into(),
            score: *score,
            at: minute(1440 * number),
            ..Idea::default()
        })
        .collect()
}

fn backlog(ideas: Vec<Idea>) -> Backlog {
    let ideas = Table::of(ideas.into_iter().map(Arc::new));
    Backlog::from(Parts { ideas, ..Parts::default() })
}

/// Number, those alike, the mean in hundredths; in the order of the inbox.
fn weighed(ideas: Vec<Idea>) -> Vec<(u32, Vec<u32>, Option<u64>)> {
    let backlog = backlog(ideas);
    of_ideas(&backlog)
        .into_iter()
        .map(|it| {
            assert_eq!(it.count, it.alike.len() + 1);
            let number = backlog.ideas().get(it.idea).unwrap().number;
            (number, it.alike, it.mean_score.map(Hundredths::hundredths))
        })
        .collect()
}

const SEEDS: &[(&str, Option<u8>)] = &[
    ("A newsletter about seeds", None),
    ("Gift wrapping for plants", Some(4)),
    ("Please wrap plants as a gift", Some(5)),
    ("Pay with PayPal", Some(1)),
    ("Plants wrapped for a gift", Some(4)),
];

#[test]
fn what_several_say_weighs_more_and_the_oldest_comes_first() {
    // (4 + 5 + 4) ÷ 3 = 4.33
    assert_eq!(
        weighed(said(SEEDS)),
        [
            (2, vec![3, 5], Some(433)),
            (3, vec![2, 5], Some(433)),
            (5, vec![2, 3], Some(433)),
            (1, vec![], None),
            (4, vec![], Some(100)),
        ]
    );
}

#[test]
fn those_behind_one_story_say_the_same_and_those_about_it_do_not() {
    let story = StoryId::default();
    let mut ideas = said(SEEDS);
    for at in [0, 3] {
        ideas[at].stories = [story].into();
    }
    // Said about a story that was delivered: praise and blame are no one voice.
    assert_eq!(weighed(ideas.clone())[3..], [(1, vec![], None), (4, vec![], Some(100))]);
    for at in [0, 3] {
        ideas[at].state = IdeaState::Kept;
    }
    let found = weighed(ideas.clone());
    assert_eq!(found[3..], [(1, vec![4], Some(100)), (4, vec![1], Some(100))], "kept ones last");
    // Through one of them the others belong to it.
    ideas[4].stories = [story].into();
    ideas[4].state = IdeaState::Kept;
    let found = weighed(ideas);
    // (4 + 5 + 1 + 4) ÷ 4 = 3.5
    assert_eq!(found[0], (2, vec![1, 3, 4, 5], Some(350)));
}

#[test]
fn a_dismissed_one_is_no_voice_any_more() {
    let mut ideas = said(SEEDS);
    ideas[2].state = IdeaState::Dismissed;
    let found = weighed(ideas);
    assert_eq!(found[0], (2, vec![5], Some(400)));
    assert_eq!(found[4], (3, vec![], Some(500)), "last of all");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever says the same as another is said the same by it, and each idea is told once.
    #[test]
    fn saying_the_same_goes_both_ways(
        texts in prop::collection::vec("(gift|wrap|seed|pay|bell|plant)( (gift|wrap|seed|pay|bell|plant)){0,4}", 0..24),
        states in prop::collection::vec(0..3usize, 24),
    ) {
        let words: Vec<(&str, Option<u8>)> = texts.iter().map(|it| (it.as_str(), Some(3))).collect();
        let mut ideas = said(&words);
        for (idea, state) in ideas.iter_mut().zip(&states) {
            idea.state = IdeaState::ALL[*state];
        }
        let found = weighed(ideas);
        let mut numbers: Vec<u32> = found.iter().map(|it| it.0).collect();
        numbers.sort_unstable();
        prop_assert_eq!(numbers, (1..).take(texts.len()).collect::<Vec<u32>>());
        for (number, alike, mean) in &found {
            prop_assert_eq!(*mean, Some(300));
            for other in alike {
                let theirs = &found.iter().find(|it| it.0 == *other).unwrap().1;
                prop_assert!(theirs.contains(number));
            }
        }
    }
}
