//! The figures of a screen explained: each number here was reckoned on paper.

use upnext::cli::act::Question;
use upnext::cli::answer::{Explained, explained, text};
use upnext::domain::backlog::Backlog;

use crate::robot::{now, sample};
use crate::team::{team, unplanned};

/// The page without its line breaks.
fn page(which: Explained, backlog: &Backlog) -> String {
    explained(which, backlog, now().day(), None).unwrap()
}

/// The lines below a heading.
fn below<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
    let mut lines = page.lines().skip_while(|line| *line != heading);
    assert_eq!(lines.next(), Some(heading), "{page}");
    let lines = lines.take_while(|line| line.starts_with("  "));
    lines.map(|line| line.trim_start_matches("  · ")).collect()
}

#[test]
fn a_plan_says_whose_days_make_its_capacity() {
    let page = page(Explained::Planning(Some(9)), &team());
    let days = below(&page, "10 working days");
    assert!(days[0].contains("from 30 Nov to 11 Dec"), "{days:?}");
    // Jonas is off on Friday 4 December; the Saturday after costs nothing.
    let people = below(&page, "person-days: 22");
    let mut people = people[1..].to_vec();
    people.sort_unstable();
    assert_eq!(
        people,
        ["Ana: (10 − 0) × 0.5 = 5", "Jonas: (10 − 1) × 1 = 9", "Kim: (10 − 0) × 0.8 = 8"]
    );
    let focus = below(&page, "focus factor: 0.57");
    let focus = &focus[1..];
    assert_eq!(
        focus,
        [
            "sprint 7: 13 pts in 21 person-days",
            "sprint 6: 9 pts in 19 person-days",
            "sprint 5: 12 pts in 20 person-days",
            "34 ÷ 60 = 0.57"
        ]
    );
    // 22 × 34 ÷ 60, not 22 × 0.57.
    below(&page, "capacity: 12.47 pts (from history)");
    below(&page, "load: 3 of 12.47 pts = 24.06 %");
    assert_eq!(below(&page, "chance: 3 of 3")[1], "sprint 7: 13, sprint 6: 9, sprint 5: 12");
    assert!(below(&page, "fill").iter().any(|line| line.starts_with("now it would pull")));
}

#[test]
fn a_running_sprint_says_what_each_figure_is_made_of() {
    let page = page(Explained::Running(None), &team());
    assert!(page.starts_with("sprint 8, active\n"), "{page}");
    assert_eq!(below(&page, "committed: 14 pts")[1], "5 + 3 + 2 + 1 + 3 = 14");
    assert_eq!(below(&page, "added: 2 pts")[1], "18 Nov #21: 2");
    assert_eq!(below(&page, "removed: 0 pts").len(), 1);
    let change = below(&page, "re-estimated: 0 pts");
    assert!(change[0].ends_with("= 16 − (14 + 2 − 0)"), "{change:?}");
    below(&page, "remaining: 16 pts");
    below(&page, "delivered: 3 pts");
    below(&page, "accepted: 0 pts");
    let ideal = below(&page, "ideal: 7 pts");
    assert!(ideal[0].ends_with("= 14 × (1 − 5 ÷ 10)"), "{ideal:?}");
    let left = below(&page, "5 working days left");
    assert_eq!(left.last(), Some(&"left out, as nobody works then: Sat 21 Nov, Sun 22 Nov"));
    let days = below(&page, "burndown");
    assert_eq!(days[2], "at the start: remaining 14, delivered 0, ideal 14");
    assert!(days[5].contains("day 3, 18 Nov") && days[5].ends_with(", +2 scope"), "{days:?}");
    assert_eq!(days.len(), 2 + 6);
    let velocity = below(&page, "velocity of this sprint: not yet");
    assert!(
        velocity[1].ends_with(
            "11.33 pts, the mean of the newest closed sprints: 13 in 7, 9 in 6, 12 in 5"
        ),
        "{velocity:?}"
    );
}

#[test]
fn the_order_says_where_its_lines_come_from() {
    let page_of = page(Explained::Order, &unplanned());
    let velocity = below(&page_of, "forecast velocity: 11.33 pts");
    assert_eq!(
        velocity[1..],
        ["sprint 7: 13", "sprint 6: 9", "sprint 5: 12", "(13 + 9 + 12) ÷ 3 = 11.33"]
    );
    let lines = page_of.lines().filter(|line| line.contains(" ends above #")).count();
    assert!(lines > 0, "{page_of}");
    let none = page(Explained::Order, &sample());
    below(&none, "forecast velocity: not yet");
    below(&none, "0 cut lines");
}

#[test]
fn without_a_sprint_there_is_nothing_to_explain() {
    let refused = explained(Explained::Running(None), &sample(), now().day(), None).unwrap_err();
    assert!(refused.to_string().starts_with("there is no sprint yet"), "{refused}");
}

#[test]
fn the_daily_names_everybody_and_the_age_of_what_stands_in_the_way() {
    let page = text(&Question::Daily(None), &team(), now().day(), None).unwrap();
    assert!(page.starts_with("sprint 8 · Gifts leave on time · 5 working days left\n"), "{page}");
    assert!(page.contains("what moved since Fri 20 Nov\n"), "{page}");
    let jonas = below(&page, "Jonas");
    assert!(jonas[0].starts_with("#6 doing → delivered: "), "{page}");
    assert!(
        jonas[1].trim_start().starts_with("Fri ") && jonas[1].ends_with("delivered, Jonas"),
        "{jonas:?}"
    );
    assert_eq!(below(&page, "Kim"), ["  nothing moved"]);
    let obstacles = below(&page, "in the way");
    // Since Thursday 19: today is Sunday, its fourth day.
    assert!(obstacles[1].contains("4 days, since 19 Nov, said by Ana: "), "{obstacles:?}");
}
