//! How settling looks what was written on two sides, and how Today tells of it.

use super::super::conflicts::conflicted;
use super::{assert_harmless, look_at};
use crate::robot::Robot;

#[test]
fn two_values_beside_each_other() {
    look_at("conflicts", &conflicted(), "go");
    look_at("conflicts-text", &conflicted(), "gojjjj");
    look_at("conflicts-scrolled", &conflicted(), "gojjjj<tab>jjj");
    look_at("conflicts-goal", &conflicted(), "goG");
}

#[test]
fn nothing_is_left() {
    look_at("conflicts-settled", &conflicted(), "goT");
}

#[test]
fn today_tells_of_it() {
    look_at("today-conflicts", &conflicted(), "1");
}

#[test]
fn what_means_no_good_stays_harmless() {
    for size in super::SIZES {
        let mut robot = Robot::on(super::super::conflicts::hostile(), size);
        assert_harmless(&robot.keys("go").text());
        assert_harmless(&robot.keys("j").text());
    }
}
