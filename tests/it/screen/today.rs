//! Today: what it tells, and that each line leads where it is dealt with.

use std::sync::Arc;

use proptest::prelude::*;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewIdea, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::domain::sprint::Sprint;
use upnext::domain::stamp::{Moment, Stamp};
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::tui::app::{Effect, Msg, Overlay};
use upnext::tui::screen::Screen;
use upnext::tui::screen::today::lines::{Begin, Line, Section, Step};

use super::scenes;
use crate::robot::{Robot, now, sample, stamp};
use crate::team::{id, team, unplanned};

fn on(backlog: Backlog) -> Robot {
    let mut robot = Robot::on(backlog, (80, 24));
    robot.keys("1");
    robot
}

/// Puts the cursor on the first line that is so.
fn stand_on(robot: &mut Robot, wanted: impl Fn(Line, Section) -> bool) {
    robot.keys("gg");
    for _ in 0..100 {
        let standing = &robot.app.standing;
        if wanted(standing.line().unwrap(), standing.section().unwrap()) {
            return;
        }
        robot.keys("j");
    }
    panic!("no such line in\n{}", robot.text());
}

/// What somebody did a moment ago.
fn elsewhere(backlog: &Backlog, by: &str, at: &str, command: &Command) -> Backlog {
    let mut session = Session::new(backlog.clone());
    let stamp = Stamp { at: Moment::parse(at).unwrap(), by: by.to_owned() };
    session.perform(command, &stamp, &mut CountedIds(1 << 46)).unwrap();
    session.backlog().clone()
}

fn came(robot: &mut Robot, backlog: Backlog) {
    let (conflicts, notices) = (Vec::new(), Vec::new());
    robot.tell(Msg::Came { backlog: Box::new(backlog), conflicts, notices });
    robot.app.message = None;
}

#[test]
fn without_a_key_one_knows_where_things_stand() {
    let robot = on(team());
    let text = robot.text();
    // Monday to Friday of the second week. After five of ten days half of 14 would be left.
    assert!(text.contains("sprint 8 · Gifts leave on time"), "{text}");
    assert!(text.contains("5 of 10 days left"), "{text}");
    assert!(text.contains("16 pts left (3 delivered) · 0 accepted · 14 committed"), "{text}");
    assert!(text.contains("burndown ▇▇▇███ ideal 7"), "{text}");
    assert!(text.contains("then sprint 9 · A reorder takes one tap"), "{text}");
    assert!(text.contains("■ 4 days · The second parcel service"), "{text}");
    assert!(text.contains("delivered, waiting for your verdict · 2"), "{text}");
    assert!(text.contains("next two sprints, not ready · "), "{text}");
    assert!(text.contains("new ideas · "), "{text}");
    // All of it at once.
    assert_eq!(robot.app.standing.tops, [0, 0]);
    let rows = robot.app.standing.rows((80, 24));
    assert!(rows[0].len() <= 21, "{text}");
}

/// A sprint of another tool brings no commitment: that is not a commitment of nothing.
#[test]
fn what_nobody_committed_to_is_not_told_as_nothing() {
    let held = team();
    let sprints = held.sprints().iter().map(|it| Sprint { commitment: None, ..Sprint::clone(it) });
    let backlog = Backlog::from(Parts {
        product: held.product().clone(),
        stories: held.stories().clone(),
        sprints: Table::of(sprints.map(Arc::new).collect::<Vec<_>>()),
        ..Parts::default()
    });
    let text = on(backlog).text();
    assert!(text.contains("0 accepted") && !text.contains("committed"), "{text}");
}

#[test]
fn one_comes_back_from_where_a_line_led() {
    for (digit, screen) in [("", Screen::Board), ("j", Screen::Plan)] {
        let mut robot = on(team());
        robot.keys(digit).keys("<enter>");
        assert_eq!(robot.app.screen, screen);
        robot.keys("<esc>");
        assert_eq!(robot.app.screen, Screen::Today);
        // By its digit one is there to stay.
        let mut robot = on(team());
        robot.keys(digit).keys("<enter>15<esc>");
        assert_eq!(robot.app.screen, Screen::Board);
    }
}

#[test]
fn each_line_leads_where_it_is_dealt_with() {
    let mut robot = on(team());
    stand_on(&mut robot, |line, _| line == Line::Running);
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Board);
    robot.keys("1");
    stand_on(&mut robot, |line, _| line == Line::Planned);
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Plan);
    for section in [Section::Blocked, Section::Unready] {
        robot.keys("1");
        stand_on(&mut robot, |line, at| at == section && matches!(line, Line::Story(_)));
        let (story, place) = (robot.app.standing.story().unwrap(), robot.app.standing.cursor);
        robot.keys("<enter>");
        assert_eq!(robot.app.page.as_ref().map(|page| page.story), Some(story));
        // And back to the same line.
        robot.keys("<esc>");
        assert!(robot.app.page.is_none() && robot.app.screen == Screen::Today);
        assert_eq!(robot.app.standing.cursor, place);
    }
    robot.keys("1");
    stand_on(&mut robot, |line, at| at == Section::Delivered && matches!(line, Line::Story(_)));
    let story = robot.app.standing.story().unwrap();
    robot.keys("<enter>");
    assert_eq!((robot.app.screen, robot.app.review.story()), (Screen::Review, Some(story)));
    robot.keys("1");
    let idea = NewIdea { text: "Gift cards".to_owned(), ..NewIdea::default() };
    let ideas = Command::AddIdeas { ideas: vec![idea] };
    came(&mut robot, elsewhere(&team(), "Ana", "2026-11-22T08:00:00+00:00", &ideas));
    stand_on(&mut robot, |line, _| matches!(line, Line::Idea(_)));
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Inbox);
    assert_eq!(robot.app.inbox.row().unwrap().text, "Gift cards");
    robot.keys("<esc>");
    assert_eq!(robot.app.screen, Screen::Today, "and back");
    let mut robot = on(sample());
    stand_on(&mut robot, |line, _| matches!(line, Line::Step(Step::Plan, false)));
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Plan);
}

#[test]
fn without_a_sprint_to_come_a_line_leads_to_planning() {
    let backlog = unplanned();
    let parts = Parts {
        product: backlog.product().clone(),
        stories: backlog.stories().clone(),
        sprints: Table::of(backlog.sprints().iter().filter(|it| it.record.is_some()).cloned()),
        ..Default::default()
    };
    let mut robot = on(Backlog::from(parts));
    assert!(robot.text().contains("No sprint is running and none is planned: plan one"));
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Plan);
}

#[test]
fn what_is_too_much_for_a_section_is_one_line_that_opens_all_of_it() {
    let story = |at| NewStory { title: format!("Vague {at}"), ..NewStory::default() };
    let add = Command::AddStories { stories: (0..9).map(story).collect(), place: Place::Top };
    let backlog = elsewhere(&team(), "Ana", "2026-11-21T08:00:00+00:00", &add);
    let mut robot = Robot::on(backlog, (80, 60));
    robot.keys("1");
    let count = robot.app.standing.told.standing.unready.len();
    assert!(count >= 9);
    assert!(robot.text().contains(&format!("and {} more", count - 5)), "{}", robot.text());
    stand_on(&mut robot, |line, at| at == Section::Unready && matches!(line, Line::More(_)));
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Backlog);
    assert_eq!(robot.app.list.filter, "is:unready");
    assert!(robot.app.list.rows.len() >= count);
}

#[test]
fn others_acts_since_the_last_visit_are_told_and_ones_own_are_not() {
    let mut robot = on(team());
    // On the first visit nothing is new.
    assert!(!robot.text().contains("since your last visit"));
    robot.app.standing.since = Some(Moment::parse("2026-11-21T12:00:00+00:00").unwrap());
    let before = robot.app.standing.line();
    let two = vec![id(&team(), 3), id(&team(), 4)];
    let moved = Command::Move { stories: two, place: Place::Bottom, reason: None };
    let mut backlog = elsewhere(&team(), "Ana", "2026-11-22T07:00:00+00:00", &moved);
    let start = Command::Unblock { stories: vec![id(&team(), 2)] };
    backlog = elsewhere(&backlog, "Kim", "2026-11-22T08:00:00+00:00", &start);
    came(&mut robot, backlog);
    assert_eq!(robot.app.standing.line(), before);
    let text = robot.text();
    assert!(text.contains("since your last visit, 21 Nov · 2"), "{text}");
    assert!(text.contains("2 stories moved"), "{text}");
    assert!(text.contains("#2 unblocked") && text.contains("Kim, 22 Nov"), "{text}");
    // The newest first, and its story opens.
    stand_on(&mut robot, |line, _| line == Line::Change(0));
    robot.keys("<enter>");
    assert_eq!(robot.app.page.as_ref().map(|page| page.story), Some(id(&team(), 2)));
    robot.keys("<esc>j<enter>");
    assert!(robot.text().contains("What happened"), "{}", robot.text());
    robot.keys("<esc>");
    // What one does here is no news, not even when the file comes again.
    let acts = robot.app.standing.changes.len();
    robot.keys("2e5<enter>");
    let mine = robot.backlog().clone();
    came(&mut robot, mine);
    assert_eq!(robot.app.standing.changes.len(), acts);
}

#[test]
fn the_empty_backlog_says_how_to_begin() {
    let mut robot = on(scenes::empty());
    let text = robot.text();
    for words in ["Add a first story", "import FILE --from jira", "upnext demo", "upnext idea"] {
        assert!(text.contains(words), "{text}");
    }
    robot.keys("<enter>Pay by card<enter>");
    assert_eq!(robot.app.screen, Screen::Backlog);
    assert_eq!(robot.backlog().stories().len(), 1);
    let mut robot = on(scenes::empty());
    stand_on(&mut robot, |line, _| line == Line::Begin(Begin::Import));
    robot.keys("<enter>");
    let Some(Overlay::Palette(palette)) = &robot.app.overlay else { panic!("no palette") };
    assert_eq!(palette.line.text(), "import ");
    robot.keys("<esc>j<enter>");
    assert!(matches!(robot.effects.as_slice(), [Effect::Sample]));
    robot.keys("j<enter>Gift cards<enter>");
    assert_eq!(robot.backlog().ideas().len(), 1);
    assert!(robot.text().contains("Gift cards"));
}

#[test]
fn the_first_day_has_steps_that_tick_themselves() {
    let mut robot = on(sample());
    let step = |robot: &Robot, wanted: &str| {
        let text = robot.text();
        let line = text.lines().find(|line| line.contains(wanted)).unwrap();
        line.contains('✓')
    };
    assert!(!step(&robot, "Estimate the stories"));
    stand_on(&mut robot, |line, _| matches!(line, Line::Step(Step::Team, _)));
    let done = step(&robot, "Say who is on the team");
    robot.keys("<enter>");
    let Some(Overlay::Palette(palette)) = &robot.app.overlay else { panic!("no palette") };
    assert_eq!(palette.line.text(), "person add ");
    robot.keys("Kim<enter>");
    assert!(!done && step(&robot, "Say who is on the team"), "{}", robot.text());
    stand_on(&mut robot, |line, _| matches!(line, Line::Step(Step::Goal, _)));
    robot.keys("<enter><ctrl-u>Everybody reorders<enter>");
    assert_eq!(robot.backlog().product().goal, "Everybody reorders");
    assert!(robot.text().contains("Product Goal: Everybody reorders"));
    stand_on(&mut robot, |line, _| matches!(line, Line::Step(Step::Estimate(Some(_)), _)));
    let story = robot.app.standing.story();
    robot.keys("<enter>");
    assert_eq!(robot.app.screen, Screen::Backlog);
    assert_eq!(robot.app.list.story(robot.backlog()).map(|it| it.id), story);
    assert!(robot.story(robot.number_under_cursor()).points.is_none());
}

#[test]
fn a_story_under_the_cursor_is_acted_on_and_the_cursor_stays_in_its_place() {
    let mut robot = on(team());
    stand_on(&mut robot, |line, at| at == Section::Blocked && matches!(line, Line::Story(_)));
    let place = robot.app.standing.cursor;
    let story = robot.app.story().unwrap().number;
    robot.keys("B");
    assert!(robot.story(story).impediment.is_none(), "{}", robot.said());
    assert!(robot.text().contains("blocked · "));
    assert!(robot.app.standing.cursor <= place);
    robot.keys("u<tab><tab>");
    assert!(robot.app.standing.line().is_some());
}

#[test]
fn time_is_told_as_of_today() {
    assert_eq!(stamp().at, now());
    assert!(on(team()).text().contains("Sunday, 22 November 2026"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_cursor_is_on_screen_at_every_size(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "j", "j", "k", "<ctrl-d>", "<ctrl-u>", "G", "gg", "<tab>", "<enter><esc>1",
            ]),
            1..30,
        ),
        size in (40u16..200, 10u16..60),
        base in 0usize..4,
    ) {
        let backlog = [team(), unplanned(), sample(), scenes::empty()].into_iter().nth(base).unwrap();
        let mut robot = Robot::on(backlog, size);
        robot.keys("1");
        for key in keys {
            robot.keys(key);
            if robot.app.screen != Screen::Today || robot.app.overlay.is_some() {
                robot.keys("<esc><esc>1");
                continue;
            }
            let (_, cursor) = robot.cells();
            let text = robot.text();
            let cursor = cursor.unwrap();
            let line: Vec<char> =
                text.lines().nth(usize::from(cursor.y)).unwrap().chars().collect();
            prop_assert!(line.contains(&'▸'), "{}", text);
        }
    }
}
