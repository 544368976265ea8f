//! How the Board looks: running, with another column, its pages of text, and while nothing runs.

use upnext::domain::backlog::Backlog;
use upnext::domain::sprint::SprintState;

use super::{look, look_at};
use crate::robot::Robot;
use crate::screen::board::without;
use crate::screen::scenes;
use crate::team::{team, unplanned};

#[test]
fn a_running_sprint() {
    look_at("board", &team(), "5l");
    look_at("board-empty-column", &team(), "5lll");
    look_at("board-daily", &team(), "5d");
    look_at("board-figures", &team(), "5F");
}

#[test]
fn a_small_terminal_shows_one_column() {
    for size in [(40, 10), (72, 19), (200, 60)] {
        let mut robot = Robot::on(team(), size);
        robot.keys("5l");
        look("board", &robot);
    }
}

#[test]
fn in_ascii() {
    let mut robot = Robot::on(team(), (80, 24));
    robot.keys("5lga");
    look("board-ascii", &robot);
}

#[test]
fn no_sprint_is_running() {
    look_at("board-planned", &without(&team(), SprintState::Active), "5");
    look_at("board-unplanned", &without(&unplanned(), SprintState::Active), "5");
    look_at("board-empty", &Backlog::clone(&scenes::empty()), "5");
}
