//! Stories above what they depend on, by hand.

use upnext::domain::backlog::Backlog;
use upnext::domain::id::CountedIds;
use upnext::domain::product::Product;
use upnext::domain::story::{Status, Story};
use upnext::figures::inversions;

use super::of;
use crate::samples::story;

/// Stories 1 to 5 in that order, with what each depends on.
fn backlog(waits: [&[usize]; 5], states: [Status; 5]) -> Backlog {
    let mut ids = CountedIds(0);
    let mut stories: Vec<Story> = (1..=5).map(|n| story(&mut ids, n, "Pay")).collect();
    let known: Vec<_> = stories.iter().map(|it| it.id).collect();
    for ((story, on), status) in stories.iter_mut().zip(waits).zip(states) {
        story.depends_on = on.iter().map(|number| known[number - 1]).collect();
        story.status = status;
    }
    of(Product::default(), &stories, &[])
}

/// As (story, place, what it waits for, its place, how far).
fn told(backlog: &Backlog) -> Vec<(u32, usize, u32, usize, usize)> {
    let number = |id| backlog.story(id).unwrap().number;
    let all = inversions::of(backlog).into_iter();
    all.map(|it| (number(it.story), it.place, number(it.on), it.on_place, it.gap())).collect()
}

#[test]
fn a_story_above_one_it_depends_on_and_how_far() {
    let draft = [Status::Draft; 5];
    assert_eq!(told(&backlog([&[], &[1], &[1, 2], &[], &[4]], draft)), []);
    // Two it waits for: the nearer one first, whichever was written down first.
    let two = told(&backlog([&[5, 3], &[1], &[], &[5], &[]], draft));
    assert_eq!(two, [(1, 1, 3, 3, 2), (1, 1, 5, 5, 4), (4, 4, 5, 5, 1)]);
    // In a circle one of them always stands above the other.
    assert_eq!(told(&backlog([&[2], &[1], &[], &[], &[]], draft)), [(1, 1, 2, 2, 1)]);
    // What depends on itself, or on what is not here, stands above nothing.
    let odd = backlog([&[1], &[], &[], &[], &[]], draft);
    assert_eq!(told(&odd), []);
}

#[test]
fn only_open_stories_have_places() {
    use Status::{Accepted, Delivered, Draft, Dropped, Ready};
    // #2 is done and has no place: #4 is third.
    let some = backlog([&[4], &[3], &[], &[], &[]], [Ready, Accepted, Draft, Delivered, Draft]);
    assert_eq!(told(&some), [(1, 1, 4, 3, 2)]);
    for gone in [Accepted, Dropped] {
        let on = backlog([&[4], &[], &[], &[], &[]], [Ready, Draft, Draft, gone, Draft]);
        assert_eq!(told(&on), [], "{gone}");
        let above = backlog([&[4], &[], &[], &[], &[]], [gone, Draft, Draft, Draft, Draft]);
        assert_eq!(told(&above), [], "{gone}");
    }
}
