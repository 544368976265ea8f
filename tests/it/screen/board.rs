//! The Board: what its keys do, where the cursor goes, and what it says of the running sprint.

use std::sync::Arc;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::number::Points;
use upnext::domain::sprint::{Direction, ScopeEntry, Sprint, SprintState};
use upnext::domain::stamp::Moment;
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::tui::app::{Msg, Overlay};

use super::scenes;
use crate::robot::{Robot, sample, stamp};
use crate::team::{id, sprint, team};

const SIZE: (u16, u16) = (80, 24);

fn board(size: (u16, u16)) -> Robot {
    let mut robot = Robot::on(team(), size);
    robot.keys("5");
    robot
}

/// The number of the story under the cursor.
fn here(robot: &Robot) -> u32 {
    robot.app.story().map_or(0, |story| story.number)
}

/// The numbers of the stories of each column.
fn columns(robot: &Robot) -> [Vec<u32>; 4] {
    let number = |id: &_| robot.backlog().story(*id).unwrap().number;
    [0, 1, 2, 3].map(|at| robot.app.board.columns[at].cards.iter().map(number).collect())
}

/// The same backlog without the sprint in a state, and without that sprint's stories in it.
pub fn without(backlog: &Backlog, state: SprintState) -> Backlog {
    changed(backlog, |sprint| sprint.state != state, |_| {})
}

fn changed(
    backlog: &Backlog,
    keep: impl Fn(&Sprint) -> bool,
    change: impl Fn(&mut Story),
) -> Backlog {
    let kept: Vec<Arc<Sprint>> =
        backlog.sprints().iter().filter(|sprint| keep(sprint)).cloned().collect();
    let stories = backlog.stories().iter().map(|held| {
        let mut story = Story::clone(held);
        story.sprint = story.sprint.filter(|id| kept.iter().any(|sprint| sprint.id == *id));
        change(&mut story);
        Arc::new(story)
    });
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(stories.collect::<Vec<_>>()),
        epics: backlog.epics().clone(),
        releases: backlog.releases().clone(),
        people: backlog.people().clone(),
        sprints: Table::of(kept),
        ideas: backlog.ideas().clone(),
        ..Parts::default()
    })
}

/// The running sprint with very many stories to do.
fn crowded() -> Backlog {
    let story = |at| NewStory { title: format!("Story {at}"), ..NewStory::default() };
    let add = Command::AddStories { stories: (0..60).map(story).collect(), place: Place::Bottom };
    let mut session = Session::new(team());
    session.perform(&add, &stamp(), &mut CountedIds(1 << 52)).unwrap();
    let running = sprint(session.backlog(), 8);
    let last = team().next_number();
    changed(
        session.backlog(),
        |_| true,
        |story| {
            if story.number >= last {
                story.sprint = Some(running);
                story.status = Status::Ready;
            }
        },
    )
}

#[test]
fn every_story_of_the_sprint_stands_in_the_column_of_its_state_with_their_points() {
    let robot = board((120, 40));
    assert_eq!(columns(&robot), [vec![12, 21], vec![2, 1], vec![6, 8], vec![]]);
    let text = robot.text();
    for name in ["To do 2 · 5 pts", "Doing 2 · 8 pts", "Delivered 2 · 3 pts", "Accepted 0 · 0 pts"]
    {
        assert!(text.contains(name), "{name} is missing:\n{text}");
    }
    assert!(text.contains("0 of 16 pts accepted"), "{text}");
    assert!(text.contains("14 committed +2 −0"), "{text}");
    assert!(text.contains("day 5 of 10 · 5 working days left · 16 – 27 Nov"), "{text}");
    assert!(text.contains("■ 1 blocked"), "{text}");
}

#[test]
fn on_and_back_move_a_story_and_the_cursor_goes_with_it() {
    let mut robot = board(SIZE);
    assert_eq!(here(&robot), 12);
    robot.keys(">");
    assert_eq!((here(&robot), robot.app.board.column), (12, 1));
    assert_eq!(robot.story(12).status, Status::Doing);
    robot.keys(">");
    assert_eq!((here(&robot), robot.app.board.column), (12, 2));
    assert_eq!(robot.story(12).status, Status::Delivered);
    robot.keys("<<");
    assert_eq!((here(&robot), robot.app.board.column), (12, 0));
    assert_eq!(robot.story(12).status, Status::Ready);
    robot.keys("uu");
    assert_eq!((here(&robot), robot.app.board.column), (12, 2));
    assert_eq!(robot.effects.len(), 6);
}

#[test]
fn a_verdict_is_no_step_on() {
    let mut robot = board(SIZE);
    robot.keys("ll>");
    assert_eq!(robot.said(), "#6 is delivered: 6 leads to Review, to judge it");
    assert_eq!(robot.story(6).status, Status::Delivered);
    assert!(robot.effects.is_empty());
}

#[test]
fn what_is_not_begun_does_not_go_back_to_a_draft() {
    let mut robot = board(SIZE);
    robot.keys("<");
    assert_eq!(robot.said(), "#12 is not begun: p puts it back out of the sprint");
    assert_eq!(robot.story(12).status, Status::Ready);
}

#[test]
fn each_column_remembers_its_line_and_the_ends_are_ends() {
    let mut robot = board(SIZE);
    robot.keys("jl");
    assert_eq!(here(&robot), 2);
    robot.keys("jhl");
    assert_eq!(here(&robot), 1);
    robot.keys("hhh");
    assert_eq!(here(&robot), 21);
    robot.keys("lllll");
    assert_eq!((here(&robot), robot.app.board.column), (0, 3));
    robot.keys("<enter>");
    assert!(robot.app.page.is_none(), "there is no story");
    robot.keys("<tab>");
    assert_eq!(robot.app.board.column, 0);
    robot.keys("<shift-tab>");
    assert_eq!(robot.app.board.column, 3);
}

#[test]
fn a_page_is_opened_turned_and_left_on_the_board() {
    let mut robot = board(SIZE);
    robot.keys("l<enter>");
    assert_eq!(robot.app.page.as_ref().map(|page| page.story), Some(id(&team(), 2)));
    robot.keys("<ctrl-n><esc>");
    assert_eq!((here(&robot), robot.app.board.column), (1, 1));
}

#[test]
fn a_key_for_stories_works_on_the_card() {
    let mut robot = board(SIZE);
    robot.keys("e8<enter>");
    assert_eq!(robot.story(12).points.unwrap().to_string(), "8");
    assert!(robot.text().contains("To do 2 · 10"), "{}", robot.text());
    robot.keys("ljBno answer<enter>");
    assert_eq!(robot.story(1).impediment.as_ref().unwrap().reason, "no answer");
    assert!(robot.text().contains("■ 2 blocked"), "{}", robot.text());
}

#[test]
fn a_change_of_scope_shows_on_its_day_and_in_the_log() {
    let text = board((120, 40)).text();
    let axis = text.lines().find(|line| line.contains('└')).unwrap();
    let letters = text
        .lines()
        .find(|line| line.contains("M    T    W"))
        .unwrap_or_else(|| panic!("no letters of days in\n{text}"));
    let column = |line: &str, sign: char| line.chars().position(|it| it == sign);
    assert_eq!(column(axis, '▲'), column(letters, 'W'), "{text}");
    assert!(text.contains("18 Nov #21 in, 2 pts: Customers were charged"), "{text}");
    assert!(text.contains("+ Bird food"), "it came in after the start:\n{text}");
}

#[test]
fn where_the_log_is_longer_than_its_room_the_newest_stands_first_and_the_rest_is_counted() {
    let entry = |day: u32, direction, reason: &str| ScopeEntry {
        at: Moment::parse(&format!("2026-11-{day}T10:00:00+00:00")).unwrap(),
        by: "Mira".to_owned(),
        story: id(&team(), 12),
        direction: Some(direction),
        points: Some(Points::whole(1)),
        reason: reason.to_owned(),
        traded_for: Some(id(&team(), 21)),
        ..ScopeEntry::default()
    };
    let log: Vec<ScopeEntry> = (16..21)
        .flat_map(|day| [entry(day, Direction::In, "in again"), entry(day, Direction::Out, "no")])
        .collect();
    let sprints: Vec<Arc<Sprint>> = team()
        .sprints()
        .iter()
        .map(|held| match held.number {
            8 => Arc::new(Sprint { scope_log: log.clone(), ..Sprint::clone(held) }),
            _ => Arc::clone(held),
        })
        .collect();
    let parts = Parts {
        product: team().product().clone(),
        stories: team().stories().clone(),
        people: team().people().clone(),
        sprints: Table::of(sprints),
        ..Parts::default()
    };
    let mut robot = Robot::on(Backlog::from(parts), SIZE);
    let text = robot.keys("5").text();
    let first = text.lines().find(|line| line.contains("┤")).unwrap();
    assert!(first.contains("▼ 20 Nov #12 out for #21, 1 pt: no"), "{text}");
    assert!(text.contains("earlier: g v shows all"), "{text}");
    assert!(text.contains('↕') || text.contains("▲▼"), "both ways on a day:\n{text}");
}

#[test]
fn a_draft_is_made_ready_before_it_begins() {
    let mut robot = board(SIZE);
    robot.keys(":unready 12<enter>>");
    assert_eq!(robot.said(), "#12 is a draft: r makes it ready, then it can begin");
    assert_eq!(robot.story(12).status, Status::Draft);
}

#[test]
fn a_narrow_terminal_shows_one_column_and_names_the_others() {
    let mut robot = board((60, 20));
    robot.keys("l");
    let text = robot.text();
    assert!(text.contains("[Doing 2 · 8]"), "{text}");
    assert!(text.contains("#1 ") && text.contains("#2 "), "{text}");
    assert!(!text.contains("#12") && !text.contains("#6 "), "{text}");
    robot.keys("l");
    assert!(robot.text().contains("[Delivered 2 · 3]"), "{}", robot.text());
}

#[test]
fn without_room_for_the_burndown_its_figures_are_still_said() {
    let text = board((80, 19)).text();
    assert!(!text.contains('└'), "{text}");
    assert!(text.contains("remaining 16 pts, ideal 7"), "{text}");
}

#[test]
fn without_a_running_sprint_the_way_on_is_shown() {
    let show = |backlog: Backlog| {
        let mut robot = Robot::on(backlog, SIZE);
        robot.keys("5");
        robot.text()
    };
    let planned = show(without(&team(), SprintState::Active));
    assert!(planned.contains("Sprint 9 is planned: A reorder takes one tap"), "{planned}");
    assert!(planned.contains("4    see it in Plan; ! there starts sprint 9"), "{planned}");
    assert!(planned.contains("Sprint 7 came to 13 of 13 pts, goal met"), "{planned}");
    let none = show(sample());
    assert!(none.contains("4    plan the next sprint"), "{none}");
    assert!(!none.contains("came to"), "{none}");
}

#[test]
fn a_sprint_of_a_file_without_dates_or_commitment_is_shown_all_the_same() {
    let mut robot = Robot::on(scenes::full(), SIZE);
    robot.keys("5");
    let text = robot.text();
    assert!(text.contains("sprint 7 · Gifts leave on time"), "{text}");
    assert!(text.contains("no dates yet"), "{text}");
    assert_eq!(here(&robot), scenes::FULL);
}

#[test]
fn when_the_story_leaves_the_cursor_stays_on_its_line() {
    let mut robot = board(SIZE);
    robot.keys("l:drop 2 --reason gone<enter>");
    assert_eq!((here(&robot), robot.app.board.column), (1, 1));
    robot.keys(":drop 1 --reason gone<enter>");
    assert_eq!((here(&robot), robot.app.board.column), (0, 1));
    assert!(robot.text().contains("▸nothing"), "{}", robot.text());
}

#[test]
fn a_click_puts_the_cursor_on_a_card_and_another_one_opens_it() {
    let mut robot = board(SIZE);
    let text = robot.text();
    let at = |words: &str| {
        let (y, line) = text.lines().enumerate().find(|it| it.1.contains(words)).unwrap();
        let x = line.split(words).next().unwrap().chars().count();
        (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
    };
    let click = |(column, row): (u16, u16)| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    robot.tell(click(at("#8 ")));
    assert_eq!((here(&robot), robot.app.board.column), (8, 2));
    robot.tell(click(at("nothing yet")));
    assert_eq!(here(&robot), 8);
    robot.tell(click(at("#8 ")));
    assert!(robot.app.page.is_some());
}

#[test]
fn the_daily_view_and_the_figures_are_one_key_away() {
    let mut robot = board((100, 60));
    robot.keys("d");
    let text = robot.text();
    assert!(text.contains("what moved since Fri 20 Nov"), "{text}");
    assert!(text.contains("#6 doing → delivered"), "{text}");
    assert!(text.contains("4 days, since 19 Nov"), "{text}");
    robot.keys("<esc>F");
    assert!(robot.text().contains("ideal: 7 pts"), "{}", robot.text());
    robot.keys("<esc>gv");
    assert!(matches!(robot.app.overlay, Some(Overlay::Pager(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The card under the cursor is on screen, whatever is pressed at whatever size.
    #[test]
    fn the_cursor_never_leaves_the_screen(
        picks in prop::collection::vec(0usize..14, 1..60),
        size in (40u16..130, 10u16..50),
    ) {
        const KEYS: [&str; 14] = [
            "j", "k", "h", "l", "G", "gg", "<ctrl-d>", "<ctrl-u>", "<pagedown>", "<pageup>", ">",
            "<", "<tab>", "u",
        ];
        let mut robot = Robot::on(crowded(), size);
        robot.keys("5");
        for pick in picks {
            robot.keys(KEYS[pick]);
            let small = (size.0 / 2 + 20, size.1 / 2 + 5);
            robot.tell(Msg::Resize(small.0, small.1));
            robot.tell(Msg::Resize(size.0, size.1));
            // What is said may lie over the last lines for a moment.
            robot.app.message = None;
            let (cells, cursor) = robot.cells();
            let cursor = cursor.unwrap();
            prop_assert_eq!(cells[(cursor.x, cursor.y)].symbol(), "▸");
            let line: String = (cursor.x..size.0).map(|x| cells[(x, cursor.y)].symbol()).collect();
            let number = here(&robot);
            let shown = format!("#{number} ");
            prop_assert!(number == 0 || line.contains(&shown), "{} not in {}", shown, line);
        }
    }
}
