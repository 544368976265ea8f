//! How alike stories are: by hand, by law, and for any text.

use std::sync::Arc;

use proptest::prelude::*;
use upnext::advice::candidates::{self, ALIKE, Sought};
use upnext::advice::likeness::Index;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::id::CountedIds;
use upnext::domain::number::{Hundredths, Points};
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;

use crate::samples;

/// A backlog of stories with these titles, numbered from 1.
fn titled(titles: &[impl AsRef<str>]) -> Backlog {
    let mut ids = CountedIds(0);
    let story = |(n, title): (u32, &str)| samples::story(&mut ids, n, title);
    of((1..).zip(titles.iter().map(AsRef::as_ref)).map(story))
}

fn of(stories: impl IntoIterator<Item = Story>) -> Backlog {
    let stories = Table::of(stories.into_iter().map(Arc::new));
    Backlog::from(Parts { stories, ..Parts::default() })
}

fn story(backlog: &Backlog, number: u32) -> &Story {
    backlog.numbered(number).unwrap()
}

/// Number and likeness, in hundredths, of the stories like this one.
fn like(backlog: &Backlog, number: u32) -> Vec<(u32, u64)> {
    let found = Index::of(backlog).similar(story(backlog, number), 100);
    found.iter().map(|it| (it.number, it.likeness.hundredths())).collect()
}

#[test]
fn likeness_is_reckoned_as_by_hand() {
    // Of three stories two have "pay": ln(1 + 3/2) = 0.9163; the other words weigh ln 4 = 1.3863.
    // 0.9163² ÷ (0.9163² + 1.3863²) = 0.3040, less 0.3 of 1.3863 ÷ 1.6618 = 0.8342: 0.0538.
    let backlog = titled(&["Pay by card", "Paying by invoice", "Ship parcels"]);
    assert_eq!(like(&backlog, 1), [(2, 5)]);
    assert_eq!(like(&backlog, 3), []);
    // 0.9163 ÷ 1.6618 = 0.5514: a text that only leaves words out is apart by none of its own.
    let index = Index::of(&backlog);
    let found = index.similar_to("PAY, pays", 9);
    let told: Vec<_> = found.iter().map(|it| (it.number, it.likeness.hundredths())).collect();
    assert_eq!(told, [(1, 55), (2, 55)], "of equal ones the lower number first");
    assert_eq!(found[0].words, ["PAY"], "as the asking text writes it");
    assert_eq!(index.similar_to("PAY", 1).len(), 1);
}

#[test]
fn words_of_one_kind_are_one() {
    for (one, other) in [
        ("Delete a gift card", "Remove gift cards"),
        ("Choose pictures", "Selecting an image"),
        ("See the café’s prices", "VIEW CAFE PRICES"),
        ("Organise e-mails", "organization of email"),
    ] {
        assert_eq!(like(&titled(&[one, other, "Ship parcels"]), 1), [(2, 100)], "{one}");
    }
    let backlog = titled(&["Load a package into Excel", "Load a package into Julia", "Ship"]);
    let (_, likeness) = like(&backlog, 1)[0];
    assert!(likeness < ALIKE, "siblings that differ in what matters: {likeness}");
}

#[test]
fn rare_words_tell_more_than_common_ones() {
    let backlog = titled(&[
        "Export the order list",
        "Print the order list",
        "Sort the order list",
        "Export the parcel labels",
    ]);
    let found = Index::of(&backlog).similar(story(&backlog, 4), 3);
    assert_eq!((found[0].number, found[0].words.as_slice()), (1, &["Export".to_owned()][..]));
}

fn estimated(title: &str, status: Status, points: Option<u32>) -> Story {
    Story { status, points: points.map(Points::whole), title: title.into(), ..Story::default() }
}

#[test]
fn neighbours_are_the_accepted_ones_with_points() {
    use Status::{Accepted, Draft, Dropped, Ready};
    let mut ids = CountedIds(0);
    let rows = [
        ("Pay by card", Draft, None),
        ("Pay by invoice", Accepted, Some(3)),
        ("Pay by voucher", Accepted, Some(8)),
        ("Pay by cheque", Accepted, None),
        ("Pay by card abroad", Ready, Some(20)),
        ("Pay by gold", Dropped, Some(20)),
        ("Ship parcels", Accepted, Some(13)),
    ];
    let backlog = of((1..).zip(rows).map(|(n, (title, status, points))| Story {
        number: n,
        id: samples::story(&mut ids, n, "").id,
        ..estimated(title, status, points)
    }));
    let index = Index::of(&backlog);
    let asked = story(&backlog, 1);
    let told = index.accepted_like(asked, &backlog, 9);
    let numbers: Vec<_> = told.iter().map(|it| (it.like.number, it.points.to_string())).collect();
    assert_eq!(numbers, [(2, "3".to_owned()), (3, "8".to_owned())]);
    let near = index.neighbours_points(asked, &backlog).unwrap();
    assert_eq!((near.median, near.n), (Hundredths::of_hundredths(550), 2));
    assert_eq!(index.neighbours_points(&estimated("Tea", Draft, None), &backlog), None);
}

/// Titles of a few words, so that many share some.
fn titles() -> impl Strategy<Value = Vec<String>> {
    let words = "pay card ship parcel order list sort print label mail user admin see add";
    let word = prop::sample::select(words.split(' ').collect::<Vec<_>>());
    let title = prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    prop::collection::vec(title, 2..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn likeness_is_mutual_and_a_copy_is_likest(titles in titles()) {
        let backlog = titled(&titles);
        let find = |of: u32, other: u32| {
            like(&backlog, of).into_iter().find(|(number, _)| *number == other).map(|it| it.1)
        };
        let last = u32::try_from(titles.len()).unwrap();
        for one in 1..=last {
            prop_assert_eq!(find(one, one), None);
            for other in 1..one {
                prop_assert_eq!(find(one, other), find(other, one));
            }
        }
        let mut copied = titles.clone();
        copied.push(titles[0].clone());
        let copied = titled(&copied);
        prop_assert_eq!(like(&copied, 1)[0].1, 100);
        prop_assert_eq!(Index::of(&copied).similar_to(&titles[0], 1)[0].likeness.hundredths(), 100);
    }

    #[test]
    fn a_story_about_something_else_changes_little(titles in titles()) {
        let before = like(&titled(&titles), 1);
        let mut more = titles;
        more.push("Zebra unicorns".to_owned());
        let after = like(&titled(&more), 1);
        for (number, likeness) in before {
            let now = after.iter().find(|(other, _)| *other == number).map_or(0, |it| it.1);
            prop_assert!(likeness.abs_diff(now) <= 6, "{likeness} became {now}");
        }
    }

    #[test]
    fn near_duplicates_are_those_a_comparison_of_all_with_all_finds(titles in titles()) {
        let backlog = titled(&titles);
        let mut found: Vec<u32> = candidates::of_backlog(Sought::Duplicates, &backlog)
            .iter()
            .map(|it| it.story.unwrap())
            .collect();
        let mut all: Vec<u32> = backlog
            .in_order()
            .flat_map(|story| {
                let near = like(&backlog, story.number).into_iter();
                near.filter(|(other, likeness)| *other < story.number && *likeness >= ALIKE)
                    .map(|_| story.number)
            })
            .collect();
        found.sort_unstable();
        all.sort_unstable();
        // A likeness that is rounded up to the threshold is not enough for it.
        prop_assert!(found.len() <= all.len());
        let clear = backlog.in_order().flat_map(|story| {
            let near = like(&backlog, story.number).into_iter();
            near.filter(|(other, likeness)| *other < story.number && *likeness > ALIKE)
        });
        prop_assert!(found.len() >= clear.count(), "{found:?} of {all:?}");
    }

    #[test]
    fn no_text_is_too_odd(texts in prop::collection::vec(".{0,80}", 1..4), other in "\\PC{0,40}") {
        let mut ids = CountedIds(0);
        let backlog = of((1..).zip(&texts).map(|(n, text)| Story {
            want: text.clone(),
            description: format!("{other} #1 at most 5 {text}"),
            ..samples::story(&mut ids, n, &other)
        }));
        let index = Index::of(&backlog);
        for it in index.similar_to(&texts[0], 5) {
            prop_assert!(it.likeness <= Hundredths::whole(1));
            prop_assert!(it.words.iter().all(|word| texts[0].contains(word)));
        }
        for sought in Sought::ALL {
            prop_assert!(candidates::of_backlog(sought, &backlog).len() < 40);
        }
    }
}
