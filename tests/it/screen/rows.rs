//! Drawing builds no row that is not on screen: a frame of much allocates as often as one of
//! little.

use std::sync::{Arc, OnceLock};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::criterion::Criterion;
use upnext::domain::id::{CountedIds, fresh};
use upnext::domain::number::Points;
use upnext::domain::sprint::{Commitment, Committed, Part, Record, Sprint, SprintState};
use upnext::domain::story::{Status, Story};
use upnext::domain::table::Table;
use upnext::session::Session;
use upnext::tui::app::{Msg, Overlay};
use upnext::tui::screen::story::Slot;
use upnext::tui::view::view;

use super::scenes;
use crate::robot::{Robot, now, stamp};

const SIZE: (u16, u16) = (120, 40);

/// What a frame allocates on a terminal that was drawn before: how often, and how many bytes.
fn drawn(robot: &Robot) -> (u64, u64) {
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    terminal.draw(|frame| view(&robot.app, frame)).unwrap();
    let told = allocation_counter::measure(|| {
        terminal.draw(|frame| view(&robot.app, frame)).unwrap();
    });
    (told.count_total, told.bytes_total)
}

/// Numbers of the same length are on both screens, so nothing but more rows can cost more.
fn assert_same(what: &str, few: &Robot, many: &Robot) {
    let ((few, few_bytes), (many, many_bytes)) = (drawn(few), drawn(many));
    assert!(few > 100, "{what}: {few} is no frame");
    assert_eq!(few, many, "{what} allocates more often where there is more");
    let apart = few_bytes.abs_diff(many_bytes);
    assert!(apart < 2_000, "{what}: {few_bytes} bytes, and {many_bytes} where there is more");
}

fn stories(count: usize) -> Backlog {
    let story = |at| NewStory {
        title: format!("Story {at:05} with a title of its own"),
        ..NewStory::default()
    };
    let add =
        Command::AddStories { stories: (0..count).map(story).collect(), place: Place::Bottom };
    let mut session = Session::new(scenes::empty());
    session.perform(&add, &stamp(), &mut CountedIds::default()).unwrap();
    session.backlog().clone()
}

fn with(backlog: Backlog, keys: &str) -> Robot {
    let mut robot = Robot::on(backlog, SIZE);
    robot.keys(keys);
    robot
}

/// A story with very much to say.
fn story(criteria: usize, bytes: usize) -> Backlog {
    let ids = &mut CountedIds::default();
    let paragraph = "A paragraph of some length, and with **words** that are said with weight.\n\n";
    let story = Story {
        id: fresh(ids),
        number: 1,
        title: "A story with much to say".to_owned(),
        created: now(),
        description: paragraph.repeat(bytes / paragraph.len()),
        criteria: (0..criteria)
            .map(|at| Criterion::line(fresh(ids), format!("It does {at:05}")))
            .collect(),
        ..Story::default()
    };
    let product = scenes::empty().product().clone();
    Backlog::from(Parts { product, stories: Table::of([Arc::new(story)]), ..Parts::default() })
}

fn of_stories() -> [Backlog; 2] {
    static BACKLOGS: OnceLock<[Backlog; 2]> = OnceLock::new();
    BACKLOGS.get_or_init(|| [stories(1_000), stories(9_999)]).clone()
}

/// Ten times as many stories, and the same keys on both.
fn same_with_more_stories(keys: &str) {
    let [few, many] = of_stories().map(|backlog| with(backlog, keys));
    assert_same(keys, &few, &many);
}

#[test]
fn the_list_builds_only_the_rows_on_screen() {
    for keys in
        ["", "jjj", "G", "/story", "/title<enter>", "v", "<space><space>", "gd", "4v", "4vG"]
    {
        same_with_more_stories(keys);
    }
}

/// The same with a velocity, so that there are cut lines and coming sprints.
fn forecast(count: usize) -> Backlog {
    let backlog = stories(count);
    let points = |held: &Arc<Story>| {
        let mut story = Story::clone(held);
        story.points = Some(Points::whole(1));
        Arc::new(story)
    };
    let part = Part { points: Points::whole(10), ..Part::default() };
    let closed = Sprint {
        id: fresh(&mut CountedIds(1 << 50)),
        number: 1,
        state: SprintState::Closed,
        record: Some(Record { at: now(), accepted: part, ..Record::default() }),
        ..Sprint::default()
    };
    Backlog::from(Parts {
        product: backlog.product().clone(),
        stories: Table::of(backlog.stories().iter().map(points).collect::<Vec<_>>()),
        sprints: Table::of([Arc::new(closed)]),
        ..Parts::default()
    })
}

/// So many stories, all in a running sprint that began with them.
fn running(count: usize) -> Backlog {
    let held = stories(count);
    let day = |day: &str| Some(day.parse().unwrap());
    let committed = held.stories().iter().map(|story| Committed {
        story: story.id,
        points: Some(Points::whole(1)),
        ..Committed::default()
    });
    let commitment =
        Commitment { at: now(), stories: committed.collect(), ..Commitment::default() };
    let sprint = Sprint {
        id: fresh(&mut CountedIds(1 << 53)),
        number: 1,
        goal: "Everything at once".to_owned(),
        state: SprintState::Active,
        start: day("2026-11-23"),
        end: day("2026-12-04"),
        commitment: Some(commitment),
        ..Sprint::default()
    };
    let inside = held.stories().iter().map(|story| {
        Arc::new(Story { sprint: Some(sprint.id), status: Status::Ready, ..Story::clone(story) })
    });
    Backlog::from(Parts {
        product: held.product().clone(),
        stories: Table::of(inside.collect::<Vec<_>>()),
        sprints: Table::of([Arc::new(sprint)]),
        ..Parts::default()
    })
}

#[test]
fn cut_lines_and_today_build_only_what_is_on_screen() {
    let backlogs = [1_000, 9_999].map(forecast);
    for keys in ["", "jjj", "<ctrl-f><ctrl-f>", "1", "1jj"] {
        let [few, many] = backlogs.clone().map(|backlog| with(backlog, keys));
        assert!(keys.contains('1') || few.text().contains("ends about here"), "{}", few.text());
        assert_same(keys, &few, &many);
    }
    same_with_more_stories("1");
}

#[test]
fn the_board_builds_only_the_cards_on_screen() {
    let sprints = [1_000, 9_999].map(running);
    for keys in ["5", "5jjj", "5G", "5l"] {
        let [few, many] = sprints.clone().map(|backlog| with(backlog, keys));
        assert_same(keys, &few, &many);
    }
}

#[test]
fn pickers_and_the_palette_build_only_the_rows_on_screen() {
    for keys in ["gs", "gsstory", "D", "Dtitle", "&", "#", ":", ":story"] {
        same_with_more_stories(keys);
    }
    let palettes = [100, 1_000].map(|times| {
        let mut robot = with(scenes::full(), ":");
        let Some(Overlay::Palette(palette)) = &mut robot.app.overlay else { panic!("no palette") };
        palette.offers = std::iter::repeat_n(palette.offers.clone(), times).flatten().collect();
        robot
    });
    assert_same("many offers", &palettes[0], &palettes[1]);
}

#[test]
fn a_text_being_read_builds_only_the_lines_on_screen() {
    for keys in ["", "<ctrl-d>", "G"] {
        let [few, many] = [10_000, 99_999].map(|count| {
            let mut robot = with(scenes::full(), "");
            let lines: Vec<String> =
                (0..count).map(|at| format!("line {at:06} and more words")).collect();
            robot.tell(Msg::Answer { heading: "Long".to_owned(), text: lines.join("\n") });
            robot.keys(keys);
            robot
        });
        assert_same(keys, &few, &many);
    }
}

#[test]
fn the_page_of_a_story_builds_only_what_is_on_screen() {
    let large = [(100, 100_000), (2_000, 1_000_000)];
    let stories = large.map(|(criteria, bytes)| story(criteria, bytes));
    for keys in ["", "<enter>", "<enter><ctrl-f>", "<enter><tab>", "<enter>G"] {
        let [few, many] = stories.clone().map(|backlog| with(backlog, keys));
        assert_same(keys, &few, &many);
    }
    // The description, from its beginning and a little way down.
    for keys in ["", "<ctrl-f><ctrl-f>"] {
        let [few, many] = stories.clone().map(|backlog| {
            let mut robot = with(backlog, "<enter>");
            robot.app.page.as_mut().unwrap().go_to(Slot::Description);
            robot.tell(Msg::Resize(SIZE.0, SIZE.1));
            robot.keys(keys);
            robot
        });
        assert_same(&format!("the description {keys}"), &few, &many);
    }
}

#[test]
fn refining_looks_at_one_story_and_no_further_than_one_reads() {
    same_with_more_stories("3");
    let stories = [(1_000, 100_000), (2_000, 1_000_000)].map(|(most, bytes)| story(most, bytes));
    for keys in ["3", "3<ctrl-f>", "3<tab>G"] {
        let [few, many] = stories.clone().map(|backlog| with(backlog, keys));
        assert_same(keys, &few, &many);
    }
}
