//! How planning a sprint looks.

use super::look_at;
use crate::robot::sample;
use crate::screen::scenes;
use crate::team::{team, unplanned};

#[test]
fn a_sprint_being_planned() {
    look_at("plan", &team(), "4");
    look_at("plan-people", &team(), "4<tab><tab><tab>jj<right><right><right>");
    look_at("plan-not-ready", &team(), "4v");
}

#[test]
fn the_running_sprint_being_changed() {
    look_at("plan-running", &unplanned(), "4l");
    look_at("plan-trade", &team(), "4]j<space>");
}

#[test]
fn what_speaks_against_a_story_is_asked_about() {
    look_at("plan-warning", &team(), "4<space>We call them");
}

#[test]
fn a_sprint_nobody_planned_yet() {
    look_at("plan-offer", &sample(), "4");
    look_at("plan-empty", &scenes::empty(), "4<enter><enter>");
}
