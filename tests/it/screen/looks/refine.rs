//! How refining looks: a story with much missing, with like ones, the summary, and nothing to do.

use upnext::domain::backlog::{Backlog, Parts};
use upnext::domain::story::Story;
use upnext::domain::table::Table;

use super::super::refine::unready;
use super::super::scenes;
use super::{SIZES, assert_harmless, look, look_at};
use crate::robot::Robot;

#[test]
fn a_story_that_lacks_everything() {
    look_at("refine", &unready(), "3");
}

#[test]
fn while_like_ones_are_looked_for() {
    let mut robot = Robot::on(unready(), (80, 24));
    robot.thinks_slowly = true;
    robot.keys("3");
    look("refine-looking", &robot);
}

#[test]
fn a_story_with_a_question() {
    look_at("refine-question", &unready(), "3n");
}

#[test]
fn ready_all_the_same() {
    look_at("refine-override", &unready(), "3nr");
}

#[test]
fn what_came_of_it() {
    let keys = format!("3rthe fair is tomorrow<enter>{}", "n".repeat(20));
    look_at("refine-summary", &unready(), &keys);
}

#[test]
fn nothing_to_refine() {
    look_at("refine-empty", &scenes::empty(), "3");
}

#[test]
fn what_means_no_good_stays_harmless() {
    let backlog = unready();
    let hostile = "\u{1b}]0;owned\u{7} right \u{202e}to left\u{202c}\ttab";
    let stories = backlog.stories().iter().map(|held| {
        let mut story = Story::clone(held);
        story.title = format!("{} {hostile}", story.title);
        hostile.clone_into(&mut story.want);
        story.description = format!("{hostile}\n{hostile}");
        for question in &mut story.questions {
            hostile.clone_into(&mut question.text);
        }
        for criterion in &mut story.criteria {
            hostile.clone_into(&mut criterion.given);
        }
        std::sync::Arc::new(story)
    });
    let stories = Table::of(stories.collect::<Vec<_>>());
    let backlog = Backlog::from(Parts { stories, ..Parts::default() });
    for size in SIZES {
        for keys in ["3", "3n", "3nnnnnnnnnnnnnnnnnnnnnn"] {
            let mut robot = Robot::on(backlog.clone(), size);
            assert_harmless(&robot.keys(keys).text());
        }
    }
}
