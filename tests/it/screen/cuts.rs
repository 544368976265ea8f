//! Cut lines in the list: where they stand, that they move with the stories, and that the cursor
//! never loses its way among them.

use std::sync::OnceLock;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::number::Points;
use upnext::domain::plan::cut;
use upnext::session::Session;
use upnext::tui::app::Msg;

use crate::robot::{Robot, stamp};
use crate::team::team;

/// The team's shop with many stories more: enough to scroll.
fn large() -> Backlog {
    static LARGE: OnceLock<Backlog> = OnceLock::new();
    let made = || {
        let story = |at: u32| NewStory {
            title: format!("Story {at}"),
            points: (!at.is_multiple_of(7)).then(|| Points::whole(at % 5 + 1)),
            ..NewStory::default()
        };
        let stories = (0..60).map(story).collect();
        let mut session = Session::new(team());
        let add = Command::AddStories { stories, place: Place::Bottom };
        session.perform(&add, &stamp(), &mut CountedIds(1 << 45)).unwrap();
        session.backlog().clone()
    };
    LARGE.get_or_init(made).clone()
}

/// Of each cut line on screen: its words, and the number of the story directly below it.
fn seen(robot: &Robot) -> Vec<(String, u32)> {
    let text = robot.text();
    let lines: Vec<&str> = text.lines().collect();
    let is_cut = |line: &str| line.starts_with("── sprint ");
    let below = |at: usize| {
        let (_, rest) = lines[at + 1].split_once('#').unwrap();
        rest.split(' ').next().unwrap().parse().unwrap()
    };
    let cuts = (0..lines.len()).filter(|at| is_cut(lines[*at]));
    cuts.map(|at| (lines[at].trim_matches(['─', ' ']).to_owned(), below(at))).collect()
}

#[test]
fn a_line_stands_directly_above_the_first_story_of_the_next_sprint() {
    let backlog = large();
    let robot = Robot::on(backlog.clone(), (80, 120));
    let wanted: Vec<(u32, String)> = cut::lines(&backlog)
        .into_iter()
        .map(|it| {
            let below = backlog.stories().at(it.above as usize).unwrap().number;
            (below, format!("sprint {} ends about here · {} of ", it.sprint, it.used))
        })
        .collect();
    let seen = seen(&robot);
    assert!(seen.len() > 10, "{seen:?}");
    assert_eq!(seen.len(), wanted.len());
    for ((words, below), (number, begin)) in seen.iter().zip(&wanted) {
        assert_eq!(below, number);
        assert!(words.starts_with(begin.as_str()), "{words} / {begin}");
    }
    assert!(seen.iter().any(|(words, _)| words.ends_with("pts · 1 unestimated")), "{seen:?}");
}

#[test]
fn a_line_moves_as_a_story_moves() {
    let mut robot = Robot::on(large(), (80, 120));
    let before = seen(&robot);
    let below = before[1].1;
    // The story below the second line goes to the top: all lines after it are others.
    robot.keys(&format!("gs{below}<enter>t"));
    let after = seen(&robot);
    assert_ne!(after[1].1, below);
    assert_ne!(after, before);
    let lines = cut::lines(robot.backlog());
    assert_eq!(after.len(), lines.len());
    robot.keys("u");
    assert_eq!(seen(&robot), before);
}

#[test]
fn no_line_stands_in_a_filtered_list_or_without_a_velocity() {
    let mut robot = Robot::on(large(), (80, 60));
    assert!(!robot.app.list.cuts.all().is_empty());
    robot.keys("/Story<enter>");
    assert!(robot.app.list.cuts.all().is_empty());
    assert!(!robot.text().contains("ends about here"));
    robot.keys("<esc>");
    assert!(robot.text().contains("ends about here"));
    let robot = Robot::on(crate::robot::sample(), (80, 60));
    assert!(!robot.text().contains("ends about here"));
}

#[test]
fn a_narrow_list_says_it_in_fewer_words() {
    let mut robot = Robot::on(large(), (40, 40));
    let cuts = seen(&robot);
    assert!(cuts.iter().all(|(words, _)| !words.contains("about")), "{cuts:?}");
    robot.tell(Msg::Resize(60, 40));
    assert!(robot.text().contains("ends about here"));
}

#[test]
fn a_click_finds_the_row_it_is_on_and_a_line_is_no_row() {
    let mut robot = Robot::on(large(), (80, 40));
    robot.keys("gd");
    let text = robot.text();
    let line = text.lines().position(|line| line.starts_with("── sprint ")).unwrap();
    let mut click = |line: usize| {
        robot.tell(Msg::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: 5,
            row: u16::try_from(line).unwrap(),
            modifiers: KeyModifiers::NONE,
        }));
        robot.number_under_cursor()
    };
    let first = click(3);
    assert_eq!(click(line), first, "a line is no row");
    let below = text.lines().nth(line + 1).unwrap();
    assert!(below.contains(&format!("#{} ", click(line + 1))), "{below}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_cursor_is_on_screen_and_on_its_story(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "j", "j", "k", "<ctrl-d>", "<ctrl-u>", "<pagedown>", "<pageup>", "G", "gg", "J", "K",
                "t", "b", "e8<enter>", "gd",
            ]),
            1..40,
        ),
        size in (40u16..130, 10u16..50),
    ) {
        let mut robot = Robot::on(large(), size);
        for key in keys {
            robot.keys(key);
            let (_, cursor) = robot.cells();
            let text = robot.text();
            let line = text.lines().nth(usize::from(cursor.unwrap().y)).unwrap();
            let number = format!("#{} ", robot.number_under_cursor());
            prop_assert!(line.contains(&number) && line.starts_with('▸'), "{} in\n{}", number, text);
        }
    }
}
