//! How stories are worded: told while one types, and on the page, where each finding leads to its
//! words and can be left for a reason.

use upnext::domain::backlog::Backlog;
use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::tui::app::Overlay;
use upnext::tui::screen::story::Slot;

use crate::robot::{Robot, now, sample};

const SIZE: (u16, u16) = (80, 24);

/// A story that is worded badly in every way that needs no other, and its double.
const BAD: &str = "
1 Mira: add \"As a clerk, I want to add and delete carts quickly (all of them), so that I order\"
1 Mira: criterion add 20 \"The basket is shown\"
1 Mira: criterion add 20 \"It works\"
1 Mira: add \"As a clerk, I want to pack a parcel for the shelf at the door\"
1 Mira: add \"As a boss, I want to pack a parcel for the shelf at the door\"
";

pub fn worded() -> Backlog {
    let lines = [include_str!("../../data/shop.txt"), BAD].concat();
    upnext::cli::replay(&lines, now()).unwrap()
}

/// The lines that name what a check found.
fn said(robot: &Robot) -> String {
    let checks = ["atomic: ", "minimal: ", "unambiguous: ", "testable: "];
    let text = robot.text();
    let lines: Vec<&str> =
        text.lines().filter(|line| checks.iter().any(|it| line.contains(it))).collect();
    lines.join("\n").trim().to_owned()
}

#[test]
fn what_is_typed_is_read_as_it_stands() {
    let told = [
        ("a", "As a shopper, I want to add and delete carts", "atomic: “and delete”"),
        ("a", "Pay quickly and easily", "unambiguous: “quickly” · unambiguous: “easily”"),
        ("E", " fast", "unambiguous: “fast”"),
        ("c", "The search works", "testable: “works”"),
        ("c", "The search is fast enough for 3 shops", "unambiguous: “fast”"),
        ("n", " and user-friendly pay", "unambiguous: “user-friendly”"),
        ("c<ctrl-g><down><down><down>", "it works", "testable: “works”"),
        ("M", "Robust", "unambiguous: “Robust”"),
    ];
    for (keys, text, expected) in told {
        let mut robot = Robot::on(sample(), SIZE);
        robot.keys(keys);
        assert_eq!(said(&robot), "", "{keys}: nothing is typed yet");
        robot.keys(text);
        assert_eq!(said(&robot), expected, "{keys}{text}\n{}", robot.text());
        assert!(robot.app.overlay.is_some());
    }
    // On the page too, where the line stands in the place of its value.
    let mut robot = Robot::on(sample(), SIZE);
    robot.keys("<enter>E fast");
    assert_eq!(said(&robot), "unambiguous: “fast”", "{}", robot.text());
}

#[test]
fn it_never_blocks_and_says_nothing_of_what_is_switched_off() {
    let mut robot = Robot::on(sample(), SIZE);
    let before = robot.backlog().stories().len();
    robot.keys("aAs a clerk, I want to add and delete carts quickly<enter>");
    assert_eq!(robot.backlog().stories().len(), before + 1);
    robot.keys("cIt works");
    assert_eq!(said(&robot), "testable: “works”");
    robot.keys("<enter><enter>:product set checks_off=testable,atomic<enter>");
    robot.keys("cIt works");
    assert_eq!(said(&robot), "");
    robot.keys("<esc>aAs a clerk, I want to add and delete carts quickly");
    assert_eq!(said(&robot), "unambiguous: “quickly”");
    // An idea, a reason, a search: no story's words.
    for keys in ["iquickly", "dquickly", "Bquickly", "/quickly", ":quickly", "Qquickly"] {
        robot.keys("<esc><esc>").keys(keys);
        assert_eq!(said(&robot), "", "{keys}");
    }
}

#[test]
fn a_hostile_text_is_told_harmlessly_and_soon() {
    let mut robot = Robot::on(sample(), SIZE);
    robot.keys("a");
    let text =
        format!("As a clerk, I want to add (\u{1b}[2J\u{202e}) {}", "and delete ".repeat(5_000));
    robot.tell(upnext::tui::app::Msg::Paste(text));
    let began = std::time::Instant::now();
    let text = robot.text();
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

/// The page of #20, on the first finding.
fn on_page(number: u32) -> Robot {
    let mut robot = Robot::on(worded(), SIZE);
    robot.keys(&format!(":{number}<enter><enter>"));
    robot.app.page.as_mut().unwrap().go_to(Slot::Wording(0));
    robot
}

fn rules(robot: &Robot) -> Vec<&'static str> {
    robot.app.page.as_ref().unwrap().found.iter().map(|it| it.rule).collect()
}

#[test]
fn the_page_tells_what_the_checks_find() {
    let mut robot = on_page(20);
    assert_eq!(rules(&robot), ["atomic", "minimal", "unambiguous", "testable"]);
    let text = robot.text();
    assert!(text.contains("Wording ──") && text.contains("~ atomic: "), "{text}");
    let wanted = [Slot::Narrative, Slot::Narrative, Slot::Narrative];
    for (at, slot) in wanted.into_iter().enumerate() {
        robot.app.page.as_mut().unwrap().go_to(Slot::Wording(at));
        robot.keys("<enter>");
        assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(slot), "{at}");
    }
    robot.app.page.as_mut().unwrap().go_to(Slot::Wording(3));
    robot.keys("<enter>");
    let second = robot.story(20).criteria[1].id;
    assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(Slot::Criterion(second)));
    // What is mended is told no more.
    robot.keys("X");
    assert_eq!(rules(&robot), ["atomic", "minimal", "unambiguous"]);
    // A title of a story without a want is where its words stand.
    let mut robot = Robot::on(worded(), SIZE);
    robot.keys("aPay quickly<enter><enter>");
    let page = robot.app.page.as_mut().unwrap();
    let at = page.found.iter().position(|it| it.rule == "unambiguous").unwrap();
    page.go_to(Slot::Wording(at));
    robot.keys("<enter>");
    assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(Slot::Title));
}

#[test]
fn a_finding_is_left_on_the_page_for_a_reason() {
    let mut robot = on_page(20);
    let id = robot.app.page.as_ref().unwrap().found[0].id.clone();
    robot.keys("Xone form does both<enter>");
    assert_eq!(rules(&robot), ["minimal", "unambiguous", "testable"]);
    assert_eq!(robot.backlog().product().waived[0].id, id);
    robot.keys("u");
    assert_eq!(rules(&robot), ["atomic", "minimal", "unambiguous", "testable"]);
    // Left on one page, a pair is left on the other one too.
    let mut robot = on_page(21);
    assert_eq!(rules(&robot), ["unique"]);
    assert!(robot.text().contains("#22 “Pack a parcel"), "{}", robot.text());
    robot.keys("Xtwo shelves<enter><esc>:22<enter><enter>");
    assert_eq!(rules(&robot), [""; 0]);
}

#[test]
fn what_is_closed_or_read_only_is_not_nagged_about() {
    let mut robot = on_page(20);
    robot.keys("dgone<enter>");
    assert_eq!(rules(&robot), [""; 0]);
    let session = upnext::session::Session::new(worded()).read_only(Some("a copy".into()));
    let mut robot = Robot::at(Some(session), SIZE);
    robot.keys(":20<enter><enter>");
    robot.app.page.as_mut().unwrap().go_to(Slot::Wording(0));
    robot.keys("X");
    assert!(robot.app.overlay.is_none() && robot.said().contains("a copy"), "{}", robot.said());
    robot.keys("<enter>");
    assert_eq!(robot.app.page.as_ref().unwrap().slot(), Some(Slot::Narrative));
}

#[test]
fn in_a_large_backlog_the_page_looks_at_its_own_story_only() {
    let mut session = upnext::session::Session::new(crate::samples::backlog(2_100));
    let story = session.backlog().numbered(7).unwrap().id;
    let values = vec![(Field::Role, "clerk".into()), (Field::Want, "to pack it quickly".into())];
    let mut ids = upnext::domain::id::CountedIds(1 << 50);
    let command = Command::SetStory { stories: vec![story], values };
    session.perform(&command, &crate::robot::stamp(), &mut ids).unwrap();
    let mut robot = Robot::at(Some(session), SIZE);
    robot.keys(":7<enter><enter>");
    assert_eq!(rules(&robot)[0], "unambiguous");
    assert!(!matches!(robot.app.overlay, Some(Overlay::Pager(_))));
    assert!(robot.app.page.as_ref().unwrap().phrases.is_none());
}
