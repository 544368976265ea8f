//! The Review: judged line by line, accepted or rejected, and the sprint closed.

use upnext::domain::backlog::Backlog;

use crate::robot::Robot;
use crate::team::team;

/// The shop with its team, where three stories of the running sprint are delivered: #6 for the
/// second time, and of #1 a criterion is judged.
pub fn delivered() -> Backlog {
    let mut robot = Robot::on(team(), (80, 24));
    for line in [
        "reject 6 --unmet 1 --reason 'A basket of 8 euros still pays two'",
        "deliver 6",
        "deliver 1",
        "judge 1 1 met",
        "tick 1 done 2",
    ] {
        robot.keys(":").keys(line).keys("<enter>");
        assert!(robot.app.overlay.is_none(), "{line}: {}", robot.text());
    }
    robot.backlog().clone()
}

#[test]
fn look() {
    for (size, keys) in [
        ((80, 24), "6"),
        ((120, 40), "6"),
        ((60, 20), "6j<tab>"),
        ((40, 10), "6"),
        ((80, 24), "6G"),
        ((120, 40), "6G"),
        ((80, 24), "6C"),
        ((120, 40), "6C*"),
        ((80, 24), "6A"),
        ((80, 24), "6n"),
        ((80, 24), "6f"),
        ((80, 24), "6*A*AyR"),
        ((80, 24), "6CG<enter>"),
        ((120, 40), "6*ACG<enter><esc>"),
        ((80, 24), "gr"),
    ] {
        let mut robot = Robot::on(delivered(), size);
        robot.keys(keys);
        println!("=== {size:?} {keys}\n{}", robot.text());
    }
}
