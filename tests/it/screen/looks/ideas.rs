//! How the Inbox looks, and the ideas behind a story.

use super::super::inbox::{hostile, ideas};
use super::{assert_harmless, look, look_at};
use crate::robot::{Robot, sample};

#[test]
fn ideas_by_weight_and_age() {
    look_at("inbox", &ideas(), "9");
    look_at("inbox-all", &ideas(), "9vGk");
    look_at("inbox-long", &ideas(), "9jjjjjj");
}

#[test]
fn what_becomes_of_one() {
    for size in [(80, 24), (120, 40)] {
        let mut robot = Robot::on(ideas(), size);
        look("inbox-story", robot.keys("9jjjjjjj<enter>"));
        look("inbox-join", robot.keys("<esc>ggjjjl"));
        look("inbox-dismiss", robot.keys("<esc>dwe have it"));
        look("inbox-catch", robot.keys("<esc>iTea @Ana #hot *4"));
    }
}

#[test]
fn nothing_new() {
    look_at("inbox-empty", &sample(), "9");
}

#[test]
fn the_ideas_behind_a_story_stand_on_its_page() {
    for size in [(80, 24), (120, 40)] {
        let mut robot = Robot::on(ideas(), size);
        look("inbox-behind", robot.keys("2/#12<enter>"));
        look("inbox-behind-page", robot.keys("<enter>G"));
    }
}

#[test]
fn what_means_no_good_stays_harmless() {
    for size in super::SIZES {
        let mut robot = Robot::on(hostile(), size);
        for keys in ["9", "v", "j", "j", "gg<enter>", "<esc>l", "<esc>1", "2<enter>G"] {
            assert_harmless(&robot.keys(keys).text());
        }
    }
}
