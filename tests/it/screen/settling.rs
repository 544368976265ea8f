//! Conflicts on the screen: shown and settled from the `:` line, and told when they come up.

use upnext::domain::field::Field;
use upnext::domain::merge::merge;
use upnext::tui::app::Msg;

use crate::robot::{Robot, sample};
use crate::samples::{change, entry, minute};

fn sides() -> [upnext::domain::backlog::Backlog; 3] {
    let base = sample();
    let titled = |by: &str| {
        let line = entry(minute(6000), by, Field::Title, "", by);
        change(&base, 3, line, |story| story.title = format!("{by}'s")).0
    };
    let [ours, theirs] = ["Ann", "Bob"].map(titled);
    [base, ours, theirs]
}

#[test]
fn conflicts_are_shown_and_settled_from_the_colon_line() {
    let [base, ours, theirs] = sides();
    let merged = merge(&base, &ours, &theirs).to_be_settled().backlog;
    let mut robot = Robot::on(merged, (100, 30));
    robot.keys(":merge-conflicts<enter>");
    let text = robot.text();
    assert!(text.contains("#3: title") && text.contains("Bob's"), "{text}");
    robot.keys("<esc>:merge-resolve 3 title theirs<enter>");
    assert_eq!(robot.story(3).title, "Bob's");
    assert!(robot.backlog().conflicts().is_empty());
    robot.keys(":undo<enter>");
    assert_eq!((&*robot.story(3).title, robot.backlog().conflicts().len()), ("Ann's", 1));
    robot.keys(":merge-resolve 3 points ours<enter>");
    assert!(robot.text().contains("no conflict over `points` of 3: there is title"));
}

#[test]
fn a_value_that_gave_way_is_told_in_words() {
    let [base, ours, theirs] = sides();
    let merged = merge(&base, &ours, &theirs);
    let mut robot = Robot::on(ours, (160, 30));
    let (conflicts, notices) = (merged.conflicts, merged.notices);
    robot.tell(Msg::Came { backlog: Box::new(merged.backlog), conflicts, notices });
    let said = robot.text();
    assert!(said.contains("#3: title was written on both sides"), "{said}");
}
