//! How the screen looks: whole pictures at 60×20, 80×24 and 120×40.

mod boards;
mod conflicts;
mod drafts;
mod health;
mod ideas;
mod overlays;
mod pages;
mod plans;
mod refine;
mod reviews;
mod roles;
mod scores;
mod splitting;
mod today;

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::command::{Command, NewStory, Place};
use upnext::domain::id::CountedIds;
use upnext::session::Session;

use super::scenes;
use crate::robot::{Robot, now, sample, stamp};

/// The picture of a screen, under a name and its size.
fn look(name: &str, robot: &Robot) {
    let (width, height) = robot.app.size;
    snapshot(&format!("{name}-{width}x{height}"), &robot.text());
}

fn snapshot(name: &str, picture: &str) {
    insta::with_settings!({
        snapshot_path => "../../screens",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, picture);
    });
}

const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 40)];

/// The picture of what some keys show, at every size.
fn look_at(name: &str, backlog: &Backlog, keys: &str) {
    for size in SIZES {
        let mut robot = Robot::on(backlog.clone(), size);
        robot.keys(keys);
        look(name, &robot);
    }
}

/// No text from data reaches the terminal as anything but harmless letters.
fn assert_harmless(text: &str) {
    let forbidden = |c: char| {
        (c.is_control() && c != '\n')
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c)
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
    };
    assert!(!text.contains(forbidden), "{text:?}");
}

#[test]
fn welcome() {
    for size in SIZES {
        look("welcome", &Robot::at(None, size));
    }
}

#[test]
fn empty() {
    for size in SIZES {
        look("empty", &Robot::on(scenes::empty(), size));
    }
}

#[test]
fn ordinary() {
    for size in SIZES {
        let mut robot = Robot::on(sample(), size);
        robot.keys("jj");
        look("backlog", &robot);
    }
}

#[test]
fn marked_and_moved() {
    for size in SIZES {
        let mut robot = Robot::on(sample(), size);
        robot.keys("j<space><space>J");
        look("marked", &robot);
    }
}

#[test]
fn filtered() {
    for size in SIZES {
        let mut robot = Robot::on(sample(), size);
        robot.keys("/epic:Checkout points<=");
        look("filter-half-typed", &robot);
        robot.keys("5<enter>");
        look("filter", &robot);
        robot.keys("/<ctrl-u>zebra<enter>");
        look("filter-nothing", &robot);
    }
}

#[test]
fn help_and_prompt_and_history() {
    for size in SIZES {
        let mut robot = Robot::on(sample(), size);
        robot.keys("?");
        look("help", &robot);
        robot.keys("<esc>e13");
        look("estimate", &robot);
        robot.keys("<esc>L");
        look("history", &robot);
    }
}

#[test]
fn hostile_text_keeps_the_columns_and_drives_nothing() {
    let titles = [
        "\u{1b}[2J\u{1b}]0;owned\u{7} clears nothing",
        "right \u{202e}to left override\u{202c} and \u{200b}zero width",
        "عربي ثم עברית",
        "日本語のとても長い題名がここにあります。列はそろったままです。",
        "family 👨‍👩‍👧‍👦 flag 🇩🇪 keycap 1️⃣ thumbs 👍🏽 end",
        "tab\there\nand a second line",
    ];
    let parts = Parts { product: scenes::empty().product().clone(), ..Parts::default() };
    let mut session = Session::new(Backlog::from(parts));
    let mut ids = CountedIds::default();
    for title in titles {
        // What a person types is refused; what a file holds is shown harmless.
        let story = NewStory { title: "plain".to_owned(), ..NewStory::default() };
        let add = Command::AddStories { stories: vec![story], place: Place::Bottom };
        session.perform(&add, &stamp(), &mut ids).unwrap();
        let text = String::from_utf8(upnext::store::document::write(session.backlog()).unwrap());
        let quoted = serde_json::to_string(title).unwrap();
        let text = text.unwrap().replace("\"title\": \"plain\"", &format!("\"title\": {quoted}"));
        let read = upnext::store::document::read(text.as_bytes()).unwrap();
        session = Session::new(read.backlog);
    }
    for size in SIZES {
        let robot = Robot::on(session.backlog().clone(), size);
        assert_harmless(&robot.text());
        look("hostile", &robot);
    }
    assert_eq!(session.backlog().numbered(1).unwrap().title, titles[0]);
    assert_eq!(now().day().to_string(), "2026-11-22");
}

#[test]
fn the_list_as_one_chose_it() {
    look_at("detail-hidden", &sample(), "jjgd");
    // Two of the usual columns fewer, two others more.
    look_at("columns", &scenes::full(), "gc");
    let chosen = "gcepic<space><ctrl-u>points<space><ctrl-u>kind<space><ctrl-u>tags<space><enter>";
    look_at("columns-chosen", &scenes::full(), chosen);
}
