//! Where values that two people wrote differently are settled: what its keys do, where the cursor
//! goes, and what both values look like beside each other.

use std::sync::OnceLock;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use upnext::domain::backlog::Backlog;
use upnext::domain::command::{Command, Wording};
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::domain::merge::merge;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::story::StoryId;
use upnext::session::Session;
use upnext::store::document;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::screen::Screen;
use upnext::tui::screen::conflicts::Pane;

use super::review::delivered;
use crate::robot::{Robot, sample};
use crate::team::{id, sprint, team};

const SIZE: (u16, u16) = (80, 24);

/// What both wrote of, before they did.
const TEXT: &str = "Asked for every week.\n\nThe card:\n\n- words on A6\n- emoji too\n- no glitter\n\n\
                    It goes on top of the parcel, so that whoever opens it sees it first, and not \
                    when the box is already in the bin.\n\nThe printer of the packing table takes A6.";

/// What somebody wrote at a moment.
fn written(backlog: &Backlog, by: &str, at: &str, commands: &[Command]) -> Backlog {
    let mut session = Session::new(backlog.clone());
    let stamp = Stamp { at: Moment::parse(at).unwrap(), by: by.to_owned() };
    let mut ids = CountedIds(by.len() as u64 * 1_000_000);
    for command in commands {
        session.perform(command, &stamp, &mut ids).unwrap();
    }
    session.backlog().clone()
}

fn set(stories: StoryId, field: Field, value: &str) -> Command {
    Command::SetStory { stories: vec![stories], values: vec![(field, value.to_owned())] }
}

fn before() -> Backlog {
    let base = delivered();
    let text = set(id(&base, 12), Field::Description, TEXT);
    written(&base, "Mira", "2026-11-12T09:00:00+00:00", &[text])
}

/// One side of the week: what Ann wrote, or what Bob did.
fn side(base: &Backlog, ours: bool) -> Backlog {
    let pick = |one: &'static str, other: &'static str| if ours { one } else { other };
    let (by, at) = if ours {
        ("Ann", "2026-11-20T10:00:00+00:00")
    } else {
        ("Bob", "2026-11-21T16:00:00+00:00")
    };
    let emoji = pick("- emoji, but only twelve of them", "- emoji, all that the printer knows");
    let bin = pick("when the box is gone.", "after the box has been flattened for the bin.");
    let text = TEXT.replace("- emoji too", emoji);
    let text = text.replace("when the box is already in the bin.", bin);
    let goal = pick("Gifts leave on time, every day", "Every gift leaves the same day");
    let product = pick("Plants arrive alive", "Nobody waits for a plant");
    let wording = Wording::line(pick("Paid within a minute", "Paid at once"));
    written(
        base,
        by,
        at,
        &[
            set(id(base, 12), Field::Description, &text),
            set(id(base, 13), Field::Title, pick("Wrap it in paper", "Wrap it in cloth")),
            set(id(base, 14), Field::Points, pick("5", "8")),
            set(id(base, 6), Field::Assignee, pick("Kim", "")),
            set(id(base, 6), Field::Title, pick("Refund within a day", "Refund at once")),
            set(id(base, 16), Field::Value, pick("8", "13")),
            set(id(base, 22), Field::Points, pick("3", "8")),
            Command::SetSprint {
                sprint: sprint(base, 8),
                values: vec![(Field::Goal, goal.into())],
            },
            Command::SetProduct { values: vec![(Field::Goal, product.into())] },
            Command::SetCriterion { story: id(base, 1), k: 1, wording },
        ],
    )
}

/// The shop with a team after both wrote, and git brought both together.
pub fn conflicted() -> Backlog {
    static CONFLICTED: OnceLock<Backlog> = OnceLock::new();
    let made = || {
        let base = before();
        merge(&base, &side(&base, true), &side(&base, false)).to_be_settled().backlog
    };
    CONFLICTED.get_or_init(made).clone()
}

fn on_conflicts(size: (u16, u16)) -> Robot {
    let mut robot = Robot::on(conflicted(), size);
    robot.keys("go");
    robot
}

/// What the value under the cursor is of.
fn here(robot: &Robot) -> String {
    let row = robot.app.conflicts.row();
    row.map_or_else(String::new, |row| format!("{} {}", row.what, row.field))
}

/// What all that is left is of, in the order of the list.
fn left(robot: &Robot) -> Vec<String> {
    let rows = robot.app.conflicts.rows.iter();
    rows.map(|row| format!("{} {}", row.what, row.field)).collect()
}

fn bytes(robot: &Robot) -> Vec<u8> {
    document::write(robot.backlog()).unwrap()
}

const ALL: [&str; 10] = [
    "#6 assignee",
    "#6 title",
    "#1 criterion 1: text",
    "#16 value",
    "#12 description",
    "#13 title",
    "#14 points",
    "#22 points",
    "sprint 8 goal",
    "the product goal",
];

#[test]
fn stories_come_in_their_order_and_the_rest_below() {
    let robot = on_conflicts(SIZE);
    assert_eq!(left(&robot), ALL);
    assert_eq!(here(&robot), ALL[0]);
}

#[test]
fn ours_or_theirs_settles_one_and_the_cursor_goes_on() {
    let mut robot = on_conflicts(SIZE);
    robot.keys("jo");
    assert_eq!((here(&robot), left(&robot).len()), (ALL[2].to_owned(), 9));
    assert_eq!(robot.story(6).title, "Refund within a day");
    assert!(robot.said().ends_with("u undo"), "{}", robot.said());
    assert_eq!(robot.backlog().conflicts().len(), 9);
    robot.keys("jjjt");
    assert_eq!((here(&robot), left(&robot).len()), (ALL[6].to_owned(), 8));
    assert_eq!(robot.story(13).title, "Wrap it in cloth");
}

#[test]
fn undo_brings_a_value_back_and_the_cursor_to_it() {
    let mut robot = on_conflicts(SIZE);
    let before = bytes(&robot);
    robot.keys("jjjjjt");
    assert!(bytes(&robot) != before);
    robot.keys("ggu");
    let (now, was) =
        (String::from_utf8(bytes(&robot)).unwrap(), String::from_utf8(before).unwrap());
    let differs = now.lines().zip(was.lines()).find(|(now, was)| now != was);
    assert_eq!(differs, None, "undo is exact: {}", robot.said());
    assert_eq!(here(&robot), ALL[5]);
}

#[test]
fn all_that_are_left_are_settled_at_once_and_it_says_what_comes_next() {
    for (keys, title) in [("oO", "Wrap it in paper"), ("oT", "Wrap it in cloth")] {
        let mut robot = on_conflicts(SIZE);
        robot.keys(keys);
        assert!(robot.backlog().conflicts().is_empty());
        assert_eq!(robot.story(13).title, title);
        assert!(robot.text().contains("git add upnext.json && git commit"), "{}", robot.text());
        robot.keys("u");
        assert_eq!(left(&robot).len(), 9);
        // With nothing left there is nothing to say.
        robot.keys(keys).keys("t");
        assert_eq!(robot.said(), "nothing is left to be settled");
    }
}

#[test]
fn what_was_settled_is_what_the_command_line_settles() {
    let (mut keys, mut line) = (on_conflicts(SIZE), Robot::on(conflicted(), SIZE));
    keys.keys("jjjjjt");
    line.keys(":merge-resolve 13 title theirs<enter>");
    assert!(bytes(&keys) == bytes(&line), "{}", line.said());
    keys.keys("O");
    line.keys(":merge-resolve --all ours<enter>");
    assert!(bytes(&keys) == bytes(&line), "{}", line.said());
    assert!(line.backlog().conflicts().is_empty());
}

#[test]
fn back_leads_to_where_one_was() {
    for (keys, screen) in [("1", Screen::Today), ("2", Screen::Backlog), ("5", Screen::Board)] {
        let mut robot = Robot::on(conflicted(), SIZE);
        robot.keys(keys).keys("go");
        assert_eq!(robot.app.screen, Screen::Conflicts);
        robot.keys("<esc>");
        assert_eq!(robot.app.screen, screen);
        robot.keys("goq");
        assert_eq!(robot.app.screen, screen, "it is left like what one enters");
    }
}

#[test]
fn today_says_so_first_and_leads_there() {
    let mut robot = Robot::on(conflicted(), SIZE);
    robot.keys("1");
    let first = robot.text().lines().nth(2).unwrap().to_owned();
    assert!(first.contains("10 values were written on two sides: Enter settles them"), "{first}");
    robot.keys("gg<enter>");
    assert_eq!(robot.app.screen, Screen::Conflicts);
    robot.keys("OggG<esc>");
    assert_eq!(robot.app.screen, Screen::Today);
    assert!(!robot.text().contains("two sides"), "{}", robot.text());
}

#[test]
fn the_footer_names_the_key_only_while_something_is_left() {
    let footer = |robot: &Robot| robot.text().lines().last().unwrap().to_owned();
    for keys in ["1", "2", "4", "5", "6"] {
        let mut robot = Robot::on(conflicted(), SIZE);
        robot.keys(keys);
        assert!(footer(&robot).contains("g o conflicts"), "{}", footer(&robot));
        let mut robot = Robot::on(team(), SIZE);
        robot.keys(keys);
        assert!(!footer(&robot).contains("conflicts"), "{}", footer(&robot));
    }
}

fn came(robot: &mut Robot, backlog: Backlog) {
    let backlog = Box::new(backlog);
    robot.tell(Msg::Came { backlog, conflicts: Vec::new(), notices: Vec::new() });
}

#[test]
fn values_that_come_in_are_told_with_the_key_that_settles_them() {
    let mut robot = Robot::on(side(&before(), true), SIZE);
    came(&mut robot, conflicted());
    assert_eq!(robot.said(), "10 values were written on two sides: g o settles them");
    // The same again is no news.
    came(&mut robot, conflicted());
    assert_eq!(robot.said(), "The file changed: its new state is on screen");
}

#[test]
fn both_values_say_who_wrote_them_and_when() {
    let robot = on_conflicts(SIZE);
    let text = robot.text();
    assert!(text.contains("ours — Ann, 2 days ago"), "{text}");
    assert!(text.contains("theirs — Bob, yesterday"), "{text}");
    // Of the first one they took the name away.
    let heads = text.lines().position(|line| line.contains("ours — ")).unwrap();
    let values = text.lines().nth(heads + 1).unwrap();
    assert_eq!(values.split('│').map(str::trim).collect::<Vec<_>>(), ["Kim", "nothing"]);
}

/// The lines of a text that are marked, left or right of the line between.
fn marked(text: &str, right: bool) -> Vec<String> {
    let halves = text.lines().filter_map(|line| line.split_once('│'));
    let half = halves.map(|(ours, theirs)| if right { theirs } else { ours });
    let marked = half.filter(|half| half.trim_start().starts_with('┃'));
    marked.map(|half| half.replace('┃', "").trim().to_owned()).collect()
}

#[test]
fn of_long_texts_alike_lines_stand_beside_each_other_and_the_others_are_marked() {
    let mut robot = on_conflicts((80, 40));
    robot.keys("jjjj");
    let text = robot.text();
    assert_eq!(marked(&text, false)[0], "- emoji, but only twelve of them");
    assert_eq!(marked(&text, true)[0], "- emoji, all that the printer knows");
    for line in text.lines().filter(|line| line.contains("no glitter")) {
        let (ours, theirs) = line.split_once('│').unwrap();
        assert_eq!(ours.trim(), theirs.trim());
    }
    assert_eq!(text.matches("- no glitter").count(), 2);
    // A value in one line is different as a whole: nothing is marked.
    robot.keys("j");
    assert!(!robot.text().contains('┃'), "{}", robot.text());
}

#[test]
fn a_long_text_scrolls_where_it_has_no_room_and_stays_where_it_has() {
    let mut robot = on_conflicts(SIZE);
    robot.keys("jjjj");
    assert!(robot.text().contains('↓'), "{}", robot.text());
    assert!(!robot.text().contains("packing table"), "{}", robot.text());
    robot.keys("<tab>");
    assert_eq!(robot.app.conflicts.pane, Pane::Values);
    robot.keys("G");
    assert!(robot.text().contains("packing table"), "{}", robot.text());
    assert_eq!(here(&robot), ALL[4]);
    robot.keys("<esc>");
    assert_eq!((robot.app.conflicts.pane, robot.app.screen), (Pane::List, Screen::Conflicts));
    robot.keys("j");
    assert_eq!(here(&robot), ALL[5]);
    // What is short has nothing to scroll.
    robot.keys("<tab>");
    assert_eq!(robot.app.conflicts.pane, Pane::List);
}

#[test]
fn below_72_columns_one_value_stands_below_the_other() {
    let at = |width: u16| {
        let mut robot = on_conflicts((width, 24));
        robot.keys("j");
        let text = robot.text();
        let line = |words: &str| text.lines().position(|line| line.contains(words)).unwrap();
        (line("ours — "), line("theirs — "), line("Refund at once"))
    };
    let (ours, theirs, _) = at(72);
    assert_eq!(ours, theirs);
    let (ours, theirs, value) = at(71);
    assert!(ours < theirs && theirs + 1 == value, "{ours} {theirs} {value}");
}

#[test]
fn enter_opens_the_story_and_back_leads_to_its_value() {
    let mut robot = on_conflicts(SIZE);
    robot.keys("jjjjj<enter>");
    assert_eq!(robot.app.story().unwrap().number, 13);
    assert!(robot.app.page.is_some());
    robot.keys("<right>");
    assert_eq!(robot.app.story().unwrap().number, 14, "the next story of the list");
    robot.keys("<esc>");
    assert_eq!(here(&robot), ALL[6]);
    // The goal of a sprint is no story's.
    robot.keys("G<enter>");
    assert!(robot.app.page.is_none());
}

#[test]
fn a_click_puts_the_cursor_there_and_the_next_opens_it() {
    let mut robot = on_conflicts(SIZE);
    let mut click = |row: u16| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        let event = MouseEvent { kind, column: 10, row, modifiers: KeyModifiers::NONE };
        robot.tell(Msg::Mouse(event));
        (here(&robot), robot.app.page.is_some())
    };
    assert_eq!(click(7), (ALL[5].to_owned(), false));
    assert_eq!(click(7), (ALL[5].to_owned(), true));
}

#[test]
fn what_must_not_be_written_is_not_settled() {
    let session = Session::new(conflicted()).read_only(Some("it is a copy".to_owned()));
    let mut robot = Robot::at(Some(session), SIZE);
    robot.keys("goo");
    assert_eq!((left(&robot).len(), robot.said()), (10, "it is a copy".to_owned()));
}

#[test]
fn without_a_conflict_it_says_so() {
    let mut robot = Robot::on(sample(), SIZE);
    robot.keys("go");
    assert!(robot.text().contains("Nothing is left to be settled."), "{}", robot.text());
    robot.keys("jG<tab><enter>?");
    assert!(matches!(robot.app.overlay, Some(Overlay::Pager(_))));
}

/// Two sides that mean no good, in one line and in several.
pub fn hostile() -> Backlog {
    let evil = ["\u{1b}[2J\u{1b}]0;owned\u{7}", "\u{202e}thgir\u{202c} \u{9b}31m"];
    let base = before();
    let evil_side = |at: usize| {
        let text = serde_json::to_string(&format!("one\n{}\ntwo", evil[at])).unwrap();
        let title = serde_json::to_string(evil[at]).unwrap();
        let by = serde_json::to_string(&format!("{}{at}", evil[1 - at])).unwrap();
        let bytes = document::write(&side(&base, at == 0)).unwrap();
        let file = String::from_utf8(bytes).unwrap();
        let title_was = ["\"Refund within a day\"", "\"Refund at once\""][at];
        let number = format!("\"title\": {title_was}");
        assert!(file.contains(&number), "{file}");
        let file = file.replace(&number, &format!("\"title\": {title}"));
        let file = file.replace(["\"by\":\"Ann\"", "\"by\":\"Bob\""][at], &format!("\"by\":{by}"));
        let file = file.replace(
            "\"description\": \"Asked for every week.",
            &format!("\"description\": {}\\n", &text[..text.len() - 1]),
        );
        document::read(file.as_bytes()).unwrap().backlog
    };
    let merged = merge(&base, &evil_side(0), &evil_side(1)).to_be_settled().backlog;
    assert!(merged.conflicts().iter().any(|it| it.ours.by.contains('\u{202e}')));
    merged
}

#[test]
fn a_difference_far_down_is_looked_at_first() {
    let mut robot = on_conflicts((60, 20));
    robot.keys("jjjj");
    let text = robot.text();
    assert!(text.contains("┃ - emoji, but only twelve of them"), "{text}");
    assert!(text.contains("┃ - emoji, all that the printer knows"), "{text}");
    // The next one begins at its beginning.
    robot.keys("j");
    assert_eq!(robot.app.conflicts.scrolled, 0);
}
