//! How Today looks, on the first day and on a busy one, and how cut lines look in the list.

use upnext::domain::stamp::Moment;
use upnext::tui::app::Msg;

use super::{SIZES, look, look_at};
use crate::robot::{Robot, sample};
use crate::screen::scenes;
use crate::team::team;

#[test]
fn where_things_stand() {
    for size in SIZES {
        let mut robot = Robot::on(team(), size);
        robot.app.standing.since = Some(Moment::parse("2026-11-18T12:00:00+00:00").unwrap());
        robot.tell(Msg::Came {
            backlog: Box::new(team()),
            conflicts: Vec::new(),
            notices: Vec::new(),
        });
        robot.app.message = None;
        robot.keys("1j");
        look("today", &robot);
    }
}

#[test]
fn the_first_day() {
    look_at("today-empty", &scenes::empty(), "1");
    look_at("today-first-day", &sample(), "1");
}

#[test]
fn the_list_with_cut_lines() {
    look_at("backlog-cuts", &team(), "2jjjjjj");
}
