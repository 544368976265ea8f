//! How scores look: beside the order, in their form, where they disagree, and why a story is here.

use upnext::domain::command::Command;
use upnext::domain::field::Field;
use upnext::domain::id::CountedIds;
use upnext::session::Session;

use super::super::scoring::rated;
use super::{assert_harmless, look_at};
use crate::robot::{Robot, stamp};

#[test]
fn scores_beside_the_order() {
    look_at("scores", &rated(), "j");
}

#[test]
fn a_story_being_scored() {
    look_at("scoring", &rated(), ":8<enter>=8<enter>3");
    look_at("scoring-marked", &rated(), "<space><space>=");
    look_at("scoring-rice", &rated(), ":product set score=rice<enter>=");
}

#[test]
fn where_order_and_scores_disagree() {
    look_at("disagreements", &rated(), "g=");
    look_at("disagreements-followed", &rated(), "g=<enter>");
}

#[test]
fn why_it_is_here() {
    look_at("why", &rated(), ":17<enter>w");
    look_at("figures-scores", &rated(), "FG");
}

#[test]
fn what_means_no_good_stays_harmless() {
    let mut session = Session::new(rated());
    let ids = &mut CountedIds(1 << 44);
    let stories = session.backlog().stories().iter().map(|it| it.id).collect();
    let title = "evil \u{202e}\u{200b} \u{feff}title".to_owned();
    let set = Command::SetStory { stories, values: vec![(Field::Title, title)] };
    session.perform(&set, &stamp(), ids).unwrap();
    for size in super::SIZES {
        for keys in ["", "=", "g=", ":17<enter>w", "F"] {
            let mut robot = Robot::on(session.backlog().clone(), size);
            assert_harmless(&robot.keys(keys).text());
        }
    }
}
