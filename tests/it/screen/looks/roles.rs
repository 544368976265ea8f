//! What each cell of a screen is, beside what it shows: a letter for each role.

use upnext::tui::theme::Role;

use super::snapshot;
use crate::robot::{LETTERS, Robot, sample};
use crate::screen::scenes;

fn roles(name: &str, mut robot: Robot) {
    let picture = robot.roles();
    assert!(!picture.contains('?'), "a cell of no known role:\n{picture}");
    snapshot(&format!("{name}-roles"), &picture);
}

fn on_sample(keys: &str) -> Robot {
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys(keys);
    robot
}

fn on_full(keys: &str) -> Robot {
    let mut robot = Robot::on(scenes::full(), (80, 24));
    robot.keys(keys);
    robot
}

#[test]
fn every_role_has_a_letter() {
    let lettered: Vec<Role> = LETTERS.iter().map(|it| it.2).collect();
    assert_eq!(lettered, Role::ALL);
}

#[test]
fn cells_are_what_they_look_like() {
    roles("backlog", on_sample("jj<space><space>"));
    roles("page", on_full(":12<enter><enter>jjjj"));
    roles("page-about", on_full(":12<enter><enter><tab>"));
    roles("depends-on", on_sample("Dparcel"));
    roles("tags", on_sample("<space><space>#"));
    roles("palette", on_sample(":esti"));
    roles("refused", on_sample("eabc<enter>"));
}
