//! How the Review looks: what waits, the goal, closing, the record.

use super::super::review::delivered;
use super::{look, look_at};
use crate::robot::{Robot, sample};
use crate::team::team;

#[test]
fn what_was_delivered() {
    look_at("review", &delivered(), "6");
    look_at("review-lines", &delivered(), "6j<tab>j");
}

#[test]
fn with_something_open_it_asks_why() {
    look_at("review-open", &delivered(), "6A");
}

#[test]
fn the_goal() {
    look_at("review-goal", &delivered(), "6*AfThank you<enter>Mrs Okafor<enter>Gy");
}

#[test]
fn the_sprint_being_closed_and_its_record() {
    look_at("closing", &delivered(), "6*AC<space>");
    look_at("record", &delivered(), "6*AfThank you<enter>Mrs Okafor<enter>GyC<space><enter>");
}

#[test]
fn nothing_to_judge() {
    look_at("review-nothing", &team(), ":reject 6 --reason no<enter>:back 8<enter>6");
    let keys = ":reject 6 --reason no<enter>:reject 8 --reason no<enter>6";
    look_at("review-no-sprint", &sample(), keys);
}

#[test]
fn on_the_smallest_screen_and_in_ascii() {
    let mut robot = Robot::on(delivered(), (40, 10));
    robot.keys("6");
    look("review", &robot);
    let mut robot = Robot::on(delivered(), (80, 24));
    robot.keys("ga6jy");
    look("review-ascii", &robot);
}
