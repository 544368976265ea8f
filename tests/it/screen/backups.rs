//! Going back to a backup on the screen: picked from a list, restored as one act.

use upnext::cli::args::{BackupsVerb, Verb};
use upnext::domain::backlog::Backlog;
use upnext::domain::command::Command;
use upnext::domain::stamp::Moment;
use upnext::session::Occasion;
use upnext::store::backups::{Backup, Name};
use upnext::tui::app::{Effect, Msg, Overlay};

use crate::robot::{Robot, sample};

fn backup(at: &str, occasion: &str, bytes: u64) -> Backup {
    Backup { name: Name::of(Moment::parse(at).unwrap(), occasion), bytes }
}

fn three() -> Vec<Backup> {
    vec![
        backup("2026-11-22T08:30:00Z", "drop", 34_567),
        backup("2026-11-20T17:05:00Z", "screen", 912),
        backup("2025-12-24T10:00:00Z", "later-word", 2_345_678),
    ]
}

/// The last effect as the restore of a backup of this name.
fn restored(robot: &Robot) -> Option<String> {
    let Some(Effect::Outside(verb)) = robot.effects.last() else { return None };
    let Verb::Backups(args) = &**verb else { return None };
    args.verb.as_ref().map(|BackupsVerb::Restore { backup }| backup.clone())
}

#[test]
fn a_backup_is_picked_from_a_list_newest_first() {
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys("gb");
    assert!(matches!(robot.effects.last(), Some(Effect::Backups)));
    robot.tell(Msg::Backups(three()));
    let text = robot.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in\n{text}"));
    assert!(at("Sun 22 Nov 08:30, before dropping several") < at("Fri 20 Nov 17:05"));
    assert!(at("before the first save") < at("Wed 24 Dec 2025 10:00"));
    assert!(text.contains("35 KB") && text.contains("912 B") && text.contains("2.3 MB"), "{text}");
    robot.keys("first save<enter>");
    assert_eq!(restored(&robot).unwrap(), "20261120T170500Z-screen.json");
    assert!(robot.app.overlay.is_none());
    // Left without a choice, nothing is asked for.
    robot.tell(Msg::Backups(three()));
    let asked = robot.effects.len();
    robot.keys("<esc>");
    assert!(robot.app.overlay.is_none() && robot.effects.len() == asked);
}

#[test]
fn an_empty_list_says_when_backups_are_made() {
    let mut robot = Robot::on(sample(), (200, 30));
    robot.tell(Msg::Backups(Vec::new()));
    assert!(robot.app.overlay.is_none());
    assert!(robot.said().contains("before the first save of a screen"), "{}", robot.said());
}

#[test]
fn what_came_back_is_told_with_the_way_away_from_it() {
    let mut robot = Robot::on(sample(), (120, 30));
    robot.keys("<space>j<space>dno room<enter>");
    let asked: Vec<&Effect> = robot.effects.iter().rev().take(2).collect();
    assert!(matches!(asked[..], [Effect::Save(_), Effect::Before(Occasion::Drop)]), "{asked:?}");
    let dropped: Backlog = robot.backlog().clone();
    let to = Box::new(sample());
    let called = "Sun 22 Nov 08:30, before dropping several".to_owned();
    robot.tell(Msg::Perform(Box::new(Command::TurnBack { to, called: called.clone() })));
    assert_eq!(*robot.backlog(), sample());
    let asked: Vec<&Effect> = robot.effects.iter().rev().take(2).collect();
    assert!(matches!(asked[..], [Effect::Save(_), Effect::Before(Occasion::Restore)]), "{asked:?}");
    assert_eq!(robot.said(), format!("Restored the backup of {called} — u undo"));
    robot.keys("u");
    assert_eq!(*robot.backlog(), dropped);
}

#[test]
fn one_story_dropped_is_no_occasion() {
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys("dno room<enter>").keys("e3<enter>");
    assert!(robot.effects.iter().all(|it| !matches!(it, Effect::Before(_))));
}

#[test]
fn the_command_line_of_the_screen_asks_for_the_same() {
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys(":backups restore 2<enter>");
    assert_eq!(restored(&robot).unwrap(), "2");
    robot.keys(":backups<enter>");
    assert!(matches!(robot.effects.last(), Some(Effect::Backups | Effect::Outside(_))));
    // Over a page and in the help it is there, too.
    robot.effects.clear();
    robot.keys("<esc><enter>gb");
    assert!(matches!(robot.effects.last(), Some(Effect::Backups)), "{:?}", robot.app.overlay);
    robot.tell(Msg::Backups(three()));
    assert!(matches!(robot.app.overlay, Some(Overlay::Picker(_))));
}
