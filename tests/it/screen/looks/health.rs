//! How the Health screen looks.

use upnext::tui::comparing::Asked;

use super::{assert_harmless, look, look_at};
use crate::robot::Robot;
use crate::screen::health::ailing;
use crate::screen::scenes;

#[test]
fn what_ails() {
    look_at("health", &ailing(), "H");
    look_at("health-end", &ailing(), "HG");
    look_at("health-leaving", &ailing(), "HX");
}

#[test]
fn nothing_ails() {
    look_at("health-empty", &scenes::empty(), "H");
}

#[test]
fn still_comparing() {
    let mut robot = Robot::on(ailing(), (80, 24));
    robot.thinks_slowly = true;
    robot.keys("H");
    look("health-looking", &robot);
    robot.compare_only(|asked| matches!(asked, Asked::Signs(_)));
    look("health-comparing", &robot);
}

#[test]
fn a_small_terminal() {
    let mut robot = Robot::on(ailing(), (40, 10));
    robot.keys("Hjjjj");
    look("health", &robot);
    assert_harmless(&robot.text());
}

#[test]
fn how_stories_are_worded() {
    let worded = crate::screen::wording::worded();
    look_at("wording-typed", &worded, "aAs a clerk, I want to add and delete carts quickly");
    look_at("wording-form", &worded, "n and user-friendly pay");
    look_at("wording-page", &worded, ":20<enter><enter>");
}
