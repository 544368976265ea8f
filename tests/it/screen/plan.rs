//! throw-away
use crate::robot::Robot;
use crate::team::{team, unplanned};
#[test]
fn show() {
    for (what, backlog) in [("team", team()), ("unplanned", unplanned()), ("shop", crate::robot::sample()), ("empty", super::scenes::empty())] {
        for size in [(80, 24), (120, 40), (60, 20), (40, 10)] {
            for keys in ["4", "4<tab>", "4<tab><tab>", "4<tab><tab><tab>", "4]"] {
                let mut robot = Robot::on(backlog.clone(), size);
                robot.keys(keys);
                println!("=== {what} {size:?} {keys}\n{}", robot.text());
            }
        }
    }
}
