//! Another program writes to the very story a text is being typed about.

use upnext::domain::backlog::Backlog;
use upnext::domain::field::Field;
use upnext::domain::story::{Status, Story};
use upnext::tui::app::Msg;

use crate::robot::{Robot, sample};
use crate::samples::{change, entry, minute, without};

fn came(robot: &mut Robot, backlog: Backlog) {
    let (conflicts, notices) = (Vec::new(), vec!["From outside: #1 changed".to_owned()]);
    robot.tell(Msg::Came { backlog: Box::new(backlog), conflicts, notices });
}

fn titled(backlog: &Backlog, number: u32) -> Backlog {
    let line = entry(minute(9_000), "Bob", Field::Title, "", "Theirs");
    change(backlog, number, line, |story| story.title = "Theirs".into()).0
}

#[test]
fn who_types_is_told_that_the_story_was_changed_and_then_takes_it_or_not() {
    for (keys, take) in [("E!", "<enter>"), ("n<end>!", "<ctrl-s>"), ("M!", "<ctrl-s>")] {
        let mut robot = Robot::on(sample(), (100, 30));
        robot.keys(keys);
        let (number, backlog) = (robot.number_under_cursor(), robot.backlog().clone());
        // What happens to another story is not said here.
        let other = backlog.open().map(|it| it.number).find(|it| *it != number).unwrap();
        came(&mut robot, titled(&backlog, other));
        assert!(!robot.text().contains("changed from outside meanwhile"), "{keys}");
        let now = titled(robot.backlog(), number);
        came(&mut robot, now);
        let said = format!("#{number} was changed from outside meanwhile");
        assert!(robot.text().contains(&said), "{keys}\n{}", robot.text());
        robot.keys(take);
        assert!(robot.app.overlay.is_none(), "{keys}: one knows, and takes it\n{}", robot.text());
    }
}

#[test]
fn a_text_whose_story_goes_away_meanwhile_is_kept_to_be_read() {
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys("E of the old sort");
    let number = robot.number_under_cursor();
    let id = robot.backlog().numbered(number).unwrap().id;
    let now = without(robot.backlog(), id);
    came(&mut robot, now);
    assert!(robot.text().contains(&format!("#{number} is not in the file any more")));
    robot.keys("<esc>");
    assert!(robot.said().contains("the text is kept, g . shows it"), "{}", robot.said());
    robot.keys("g.");
    assert!(robot.text().contains("of the old sort"), "{}", robot.text());
}

#[test]
fn who_types_about_a_story_that_is_dropped_meanwhile_is_told_so() {
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys("chalf a criterion");
    let number = robot.number_under_cursor();
    let line = entry(minute(9_000), "Bob", Field::Status, "draft", "dropped");
    let drop = |story: &mut Story| story.status = Status::Dropped;
    let dropped = change(robot.backlog(), number, line, drop).0;
    came(&mut robot, dropped);
    let said = format!("#{number} was dropped from outside meanwhile");
    assert!(robot.text().contains(&said), "{}", robot.text());
}
