//! Where the order is cut into coming sprints.

use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::number::Hundredths;
use upnext::domain::plan::cut::{CutLine, lines};
use upnext::domain::sprint::SprintState;
use upnext::domain::story::Status;

use super::{Bench, n};

/// The lines as (number of the story below, sprint that ends, used, room).
fn told(backlog: &Backlog) -> Vec<(u32, u32, String, String)> {
    let below = |line: &CutLine| backlog.stories().at(line.above as usize).unwrap().number;
    let row =
        |line: &CutLine| (below(line), line.sprint, line.used.to_string(), line.room.to_string());
    lines(backlog).iter().map(row).collect()
}

fn rows(rows: &[(u32, u32, &str, &str)]) -> Vec<(u32, u32, String, String)> {
    let row = |(story, sprint, used, room): &(u32, u32, &str, &str)| {
        (*story, *sprint, (*used).to_owned(), (*room).to_owned())
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_line_stands_between_stories_of_different_sprints() {
    let mut it = Bench::default();
    it.closed(1, "10", None, 1);
    for points in [Some("5"), None, Some("5"), Some("8"), Some("3"), Some("8"), Some("25"), None] {
        it.story(points);
    }
    // v = 10. C: 5 5 10 18 21 29 54 54. k: 1 1 1 2 3 3 6 6.
    let backlog = it.backlog();
    let expected = rows(&[(4, 2, "10", "10"), (5, 3, "8", "10"), (7, 4, "11", "12")]);
    assert_eq!(told(&backlog), expected);
}

#[test]
fn a_mean_that_is_no_whole_number_cuts_exactly() {
    let mut it = Bench::default();
    for (velocity, number) in ["3", "3", "4"].into_iter().zip(1..) {
        it.closed(number, velocity, None, number);
    }
    // v = 10 ÷ 3. Three times 3.33 would leave the fourth out, three times 3.34 the fifth in.
    for points in ["3", "3", "4", "0.01"] {
        it.story(Some(points));
    }
    let backlog = it.backlog();
    // C: 3 6 10 10.01, k: 1 2 3 4. Room: 3.33; 6.67 − 3 = 3.67; 10 − 6.
    let expected = rows(&[(2, 4, "3", "3.33"), (3, 5, "3", "3.67"), (4, 6, "4", "4")]);
    assert_eq!(told(&backlog), expected);
}

#[test]
fn without_a_velocity_there_is_no_line() {
    let mut it = Bench::default();
    it.story(Some("8"));
    it.story(Some("8"));
    assert!(lines(&it.backlog()).is_empty());
    it.closed(1, "0", None, 1);
    assert!(lines(&it.backlog()).is_empty());
    it.closed(2, "0.01", None, 2);
    assert_eq!(lines(&it.backlog()).len(), 1);
}

#[test]
fn what_is_done_or_in_a_sprint_is_not_cut() {
    let mut it = Bench::planned();
    it.closed(1, "5", None, 1);
    it.story(Some("5"));
    it.pulled(Some("5"), 9);
    it.story(Some("5")).status = Status::Accepted;
    it.story(Some("5")).status = Status::Dropped;
    it.story(Some("5")).status = Status::Delivered;
    let backlog = it.backlog();
    assert_eq!(told(&backlog), rows(&[(5, 10, "5", "5")]), "the planned sprint holds a story");
}

#[test]
fn the_first_coming_sprint_is_the_planned_one_while_it_is_empty() {
    let mut it = Bench::planned();
    it.closed(12, "5", None, 1);
    it.story(Some("5"));
    it.story(Some("5"));
    assert_eq!(told(&it.backlog())[0].1, 9);
    it.sprints[0].state = SprintState::Active;
    assert_eq!(told(&it.backlog())[0].1, 13);
}

/// Every line by the words of the definition, story by story, in whole numbers of 1 ÷ count
/// hundredths.
fn slowly(points: &[(Option<u64>, bool)], velocities: &[u64]) -> Vec<(u32, u32, u64, u64)> {
    // The newest three are the last ones.
    let last = &velocities[velocities.len().saturating_sub(3)..];
    let (sum, count) = (last.iter().sum::<u64>(), last.len() as u64);
    if sum == 0 {
        return Vec::new();
    }
    let sprint_of = |c: u64| (1..=c * count + 1).find(|k| k * sum >= c * count).unwrap();
    let first = u32::try_from(velocities.len()).unwrap() + 1;
    let mut free = Vec::new();
    let mut c = 0;
    for ((points, _), number) in points.iter().zip(1_u32..).filter(|((_, free), _)| *free) {
        c += points.unwrap_or(0);
        free.push((number, c, sprint_of(c)));
    }
    let mut lines: Vec<(u32, u32, u64, u64)> = Vec::new();
    let mut before = 0;
    for pair in free.windows(2) {
        let ((_, c, k), (below, _, next)) = (pair[0], pair[1]);
        if k != next {
            // Half up: the double of it and one more, halved.
            let room = (2 * (k * sum - before * count) + count) / (2 * count);
            lines.push((below, first + u32::try_from(k).unwrap() - 1, c - before, room));
            before = c;
        }
    }
    lines
}

proptest! {
    #[test]
    fn lines_are_those_of_the_definition(
        points in prop::collection::vec((prop::option::of(0_u64..2500), prop::bool::weighted(0.8)), 0..60),
        velocities in prop::collection::vec(prop_oneof![Just(0), 1_u64..5000], 0..6),
    ) {
        let mut it = Bench::default();
        for (velocity, number) in velocities.iter().zip(1..) {
            let velocity = Hundredths::of_hundredths(*velocity).to_string();
            it.closed(number, &velocity, None, number);
        }
        for (points, free) in &points {
            let story = it.story(None);
            story.points = points.map(Hundredths::of_hundredths);
            if !free {
                story.status = Status::Accepted;
            }
        }
        let backlog = it.backlog();
        let fast: Vec<_> = lines(&backlog)
            .iter()
            .map(|line| {
                let below = backlog.stories().at(line.above as usize).unwrap().number;
                (below, line.sprint, line.used.hundredths(), line.room.hundredths())
            })
            .collect();
        prop_assert_eq!(fast, slowly(&points, &velocities));
    }
}

#[test]
fn a_long_backlog_is_cut_evenly() {
    let mut it = Bench::default();
    it.closed(1, "20", None, 1);
    it.story(Some("5"));
    let one = it.stories[0].clone();
    for number in 2..=5000_u32 {
        it.stories.push(upnext::domain::story::Story {
            number,
            id: upnext::domain::id::fresh(&mut it.ids),
            rank: format!("{number:06}"),
            ..one.clone()
        });
    }
    let backlog = it.backlog();
    // Four to a sprint; none below the last.
    let lines = lines(&backlog);
    assert_eq!(lines.len(), 5000 / 4 - 1);
    assert!(lines.iter().all(|line| (line.used, line.room) == (n("20"), n("20"))));
}
