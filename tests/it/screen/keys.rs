//! What keys do: to the backlog, to what is marked, to what was typed.

use upnext::domain::story::Status;
use upnext::tui::app::{Effect, Overlay};

use crate::robot::{Robot, sample};

fn robot() -> Robot {
    Robot::on(sample(), (80, 24))
}

#[test]
fn a_story_is_added_below_the_cursor_and_the_cursor_goes_there() {
    let mut robot = robot();
    let first = robot.number_under_cursor();
    robot.keys("aAs a cook, I want to see the oven, so that nothing burns<enter>");
    let order = robot.order();
    assert_eq!(order[0], first);
    assert_eq!(order[1], robot.number_under_cursor());
    let story = robot.story(order[1]);
    assert_eq!((story.role.as_str(), story.benefit.as_str()), ("cook", "nothing burns"));
    assert_eq!(story.title, "See the oven");
    assert!(robot.said().starts_with("Added #20 “See the oven” — u undo"), "{}", robot.said());
    robot.keys("u");
    assert_eq!(robot.order()[0], first);
    assert!(robot.backlog().numbered(20).is_none());
}

#[test]
fn moving_by_one_to_ends_and_to_a_position_keeps_the_cursor_on_the_story() {
    let mut robot = robot();
    let before = robot.order();
    robot.keys("J");
    assert_eq!(robot.order()[..2], [before[1], before[0]]);
    assert_eq!(robot.number_under_cursor(), before[0]);
    assert_eq!(robot.said(), format!("Moved #{} to 2 — u undo", before[0]));
    robot.keys("b");
    assert_eq!(robot.order().last(), Some(&before[0]));
    robot.keys("t");
    assert_eq!(robot.order(), before);
    robot.keys("m4<enter>");
    assert_eq!(robot.order()[3], before[0]);
    // Consecutive moves of one story are one act.
    robot.keys("u");
    assert_eq!(robot.order(), before);
    let moved = robot.story(before[0]).history.iter().filter(|it| it.what.word() == "moved");
    assert!(moved.count() <= 1);
}

#[test]
fn under_a_filter_a_story_moves_past_the_next_visible_one() {
    let mut robot = robot();
    robot.keys("/tag:regulars<enter>");
    let visible: Vec<u32> = (0..robot.app.list.rows.len())
        .map(|row| robot.app.list.at(row, robot.backlog()).unwrap().number)
        .collect();
    let place = |robot: &Robot, number| robot.order().iter().position(|it| *it == number);
    robot.keys("ggJ");
    assert!(place(&robot, visible[0]) > place(&robot, visible[1]));
    assert_eq!(place(&robot, visible[0]), place(&robot, visible[1]).map(|at| at + 1));
    robot.keys("K");
    assert_eq!(place(&robot, visible[1]), place(&robot, visible[0]).map(|at| at + 1));
}

#[test]
fn acts_apply_to_all_marked_and_are_one_undo() {
    let mut robot = robot();
    let order = robot.order();
    robot.keys("jj<space><space>");
    robot.keys("e3<enter>");
    assert_eq!(robot.story(order[2]).points.unwrap().to_string(), "3");
    assert_eq!(robot.story(order[3]).points.unwrap().to_string(), "3");
    robot.keys("u");
    assert_ne!(robot.story(order[2]).points.unwrap().to_string(), "3");
    robot.keys("U");
    assert_eq!(robot.story(order[3]).points.unwrap().to_string(), "3");
    robot.keys("t");
    assert_eq!(robot.order()[..2], order[2..4]);
    robot.keys("<esc>");
    assert!(robot.app.list.marks.is_empty());
    robot.keys("ggvjjvd");
    assert!(robot.text().contains("drop #"));
    assert_eq!(robot.app.list.marks.len(), 3);
}

#[test]
fn ready_says_what_is_missing_and_next_state_walks() {
    let mut robot = robot();
    robot.keys("/#9<enter>r");
    assert_eq!(robot.story(9).status, Status::Draft);
    assert_eq!(robot.said(), "#9 is not ready: criteria; estimate; 1 open question");
    robot.keys("<esc>/#16<enter>ss");
    assert_eq!(robot.story(16).status, Status::Doing);
    robot.keys("s");
    assert_eq!(robot.story(16).status, Status::Delivered);
    robot.keys("s");
    assert_eq!(robot.story(16).status, Status::Delivered);
    assert!(robot.said().contains("6 leads to Review"));
    robot.keys("uuu");
    assert_eq!(robot.story(16).status, Status::Draft);
}

#[test]
fn criteria_come_in_rows_until_the_line_stays_empty() {
    let mut robot = robot();
    let number = robot.number_under_cursor();
    let had = robot.story(number).criteria.len();
    robot.keys("c- [ ] one<enter>two<enter><enter>");
    let criteria = &robot.story(number).criteria;
    assert_eq!(criteria.len(), had + 2);
    assert_eq!(criteria[had].text, "- [ ] one");
    assert!(robot.app.overlay.is_none());
}

#[test]
fn a_story_is_dropped_with_a_reason_blocked_and_unblocked() {
    let mut robot = robot();
    let number = robot.number_under_cursor();
    robot.keys("Bwaiting for the bank<enter>");
    assert_eq!(robot.story(number).impediment.as_ref().unwrap().reason, "waiting for the bank");
    robot.keys("B");
    assert!(robot.story(number).impediment.is_none());
    robot.keys("d<enter>");
    assert_ne!(robot.story(number).status, Status::Dropped, "without a reason nothing is dropped");
    assert!(robot.text().contains("a reason is needed"));
    robot.keys("too late<enter>");
    assert_eq!(robot.story(number).status, Status::Dropped);
    assert_eq!(robot.said(), format!("Dropped #{number}: too late — u undo"));
    robot.keys("u");
    assert_ne!(robot.story(number).status, Status::Dropped);
}

#[test]
fn typed_text_is_never_lost() {
    let mut robot = robot();
    robot.keys("ahalf a thought<esc>");
    assert!(robot.app.overlay.is_none());
    robot.keys("ja");
    assert!(robot.text().contains("half a thought"));
    robot.keys("<esc>");
    // A refused line stays as it was typed.
    robot.keys("eabc<enter>");
    assert!(robot.text().contains("abc"));
    assert!(robot.text().contains("no number of points"));
    robot.keys("<ctrl-u>8<enter>");
    let number = robot.number_under_cursor();
    assert_eq!(robot.story(number).points.unwrap().to_string(), "8");
}

#[test]
fn the_colon_line_takes_the_words_of_the_command_line() {
    let mut robot = robot();
    robot.keys(":set 3 points=5 'title=Order it again'<enter>");
    assert_eq!(robot.story(3).title, "Order it again");
    assert!(robot.said().ends_with("— u undo"));
    robot.keys(":list is:ready<enter>");
    assert!(matches!(robot.app.overlay, Some(Overlay::Pager(_))));
    robot.keys("<esc>:move 999 --top<enter>");
    assert!(robot.text().contains("no story 999: they are numbered 1 to 19"));
    assert!(robot.text().contains("› move 999 --top"));
    robot.keys("<ctrl-u>mov 3 --top<enter>");
    assert!(robot.text().contains("no such command"));
    robot.keys("<esc>:undo<enter>");
    assert_ne!(robot.story(3).title, "Order it again");
}

#[test]
fn every_act_asks_for_one_save() {
    let mut robot = robot();
    robot.keys("Jjk?<esc>u/x<esc>");
    let saves = robot.effects.iter().filter(|effect| matches!(effect, Effect::Save(_)));
    assert_eq!(saves.count(), 2);
}

#[test]
fn quitting_with_something_unsaved_asks_first() {
    let mut robot = robot();
    robot.tell(upnext::tui::app::Msg::NotSaved("the disk is full".to_owned()));
    assert!(robot.text().contains("✗ not saved: the disk is full"));
    robot.keys("q");
    assert!(robot.text().contains("quit without saving"));
    let leaves =
        |robot: &Robot| robot.effects.iter().any(|it| matches!(it, Effect::Quit | Effect::Abandon));
    // What was not asked for is not answered by accident.
    robot.keys("qx<enter> ");
    assert!(robot.text().contains("quit without saving") && !leaves(&robot));
    robot.keys("<esc>");
    assert!(robot.app.overlay.is_none() && !leaves(&robot));
    robot.keys("qy");
    assert!(robot.effects.iter().any(|effect| matches!(effect, Effect::Abandon)));
}

#[test]
fn pasted_lines_are_one_line_of_a_title_and_several_new_stories() {
    let mut robot = robot();
    robot.keys("E<ctrl-u>");
    robot.tell(upnext::tui::app::Msg::Paste("first\nsecond\r\nthird".to_owned()));
    assert!(robot.text().contains("first second third"));
    robot.keys("<esc>a");
    robot.tell(upnext::tui::app::Msg::Paste("one\nAs a cook, I want two\r\n\nthree\n".to_owned()));
    assert_eq!(robot.said(), "Added 3 stories, #20 to #22 — u undo");
    assert_eq!(robot.story(21).role, "cook");
    robot.keys("u");
    robot.effects.clear();
    let before = robot.order();
    robot.tell(upnext::tui::app::Msg::Paste("dJq".to_owned()));
    assert_eq!(robot.order(), before);
    assert!(robot.effects.is_empty());
}

#[test]
fn a_file_that_changed_elsewhere_is_taken_over_and_the_cursor_stays() {
    let mut robot = robot();
    robot.keys("jjj");
    let number = robot.number_under_cursor();
    let mut other = Robot::on(robot.backlog().clone(), (80, 24));
    other.keys("adown at the till<enter>");
    let theirs = Box::new(other.backlog().clone());
    robot.tell(upnext::tui::app::Msg::Came { backlog: theirs, conflicts: vec![], notices: vec![] });
    assert_eq!(robot.number_under_cursor(), number);
    assert!(robot.text().contains("down at the till") || robot.text().contains("Down at the till"));
    assert!(robot.said().contains("The file changed"));
}

#[test]
fn nothing_is_done_to_marked_stories_that_the_filter_hides() {
    let mut robot = robot();
    let first = robot.number_under_cursor();
    robot.keys("<space>/tag:access<enter>");
    assert!(robot.text().contains("1 marked, 1 of them hidden"));
    let seen = robot.number_under_cursor();
    assert_ne!(first, seen);
    robot.keys("e2<enter>");
    assert_eq!(robot.story(seen).points.unwrap().to_string(), "2");
    assert!(robot.said().contains(&format!("Estimated #{seen}")));
}

#[test]
fn the_narrative_has_a_key_and_a_whole_story_as_title_comes_apart() {
    let mut robot = robot();
    robot.keys("/#14<enter>n");
    assert!(robot.text().contains("#14: who wants what, and why"));
    // Three lines, Enter from one to the next; the sentence grows below them.
    robot.keys("cook<enter>to find pans<enter>");
    assert!(robot.text().contains("As a cook, I want to find pans"));
    robot.keys("I can fry<enter>");
    assert_eq!(robot.story(14).benefit, "I can fry");
    robot.keys("u");
    // The whole sentence on the first line comes apart as well.
    robot.keys("nAs a cook, I want to find pans, so that I can fry<ctrl-s>");
    let story = robot.story(14);
    assert_eq!((story.role.as_str(), story.want.as_str()), ("cook", "to find pans"));
    assert_eq!(story.title, "Search finds nothing for plurals");
    robot.keys("E<ctrl-u>As a baker, I want to see tins<enter>");
    let story = robot.story(14);
    assert_eq!((story.role.as_str(), story.title.as_str()), ("baker", "See tins"));
}

#[test]
fn the_colon_line_leaves_and_jumps() {
    let mut robot = robot();
    robot.keys(":17<enter>");
    assert_eq!(robot.number_under_cursor(), 17);
    robot.keys(":#3<enter>");
    assert_eq!(robot.number_under_cursor(), 3);
    // What the list does not show opens as a page.
    robot.keys(":19<enter>");
    assert_eq!(robot.app.page.as_ref().map(|page| page.story), Some(robot.story(19).id));
    robot.keys("<esc>");
    robot.keys(":demo<enter>");
    assert!(!robot.effects.iter().any(|effect| matches!(effect, Effect::Sample)));
    robot.keys(":q<enter>");
    assert!(robot.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
}

#[test]
fn a_long_refusal_is_said_whole() {
    let mut robot = Robot::on(sample(), (60, 20));
    robot.keys("/stat:x");
    robot.keys("<enter>");
    let text = robot.text().replace('\n', " ");
    assert!(
        text.contains("no field `stat`") && text.contains("confidence") || text.contains("skill"),
        "{text}"
    );
    robot.keys("<esc>:product set colour=red<enter>");
    assert!(robot.text().contains("sprint_length"), "{}", robot.text());
}

#[test]
fn help_and_the_way_out_are_always_offered() {
    for width in [40, 60, 80, 120] {
        let robot = Robot::on(sample(), (width, 20));
        let text = robot.text();
        let footer = text.lines().last().unwrap();
        assert!(footer.contains("? more") && footer.contains("q quit"), "{footer}");
    }
}
