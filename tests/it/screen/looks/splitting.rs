//! How splitting a story looks.

use super::look_at;
use crate::robot::sample;

#[test]
fn a_story_to_be_split() {
    look_at("split", &sample(), ":1<enter>x");
}

#[test]
fn titles_points_and_criteria() {
    let keys = ":1<enter>xOffer the last card<enter>3<enter>Ask the bank<enter>2<enter><enter>\
                <space><down>2";
    look_at("split-filled", &sample(), keys);
}

#[test]
fn a_split_that_is_refused() {
    look_at("split-refused", &sample(), ":1<enter>xOne<tab>abc<ctrl-s>");
}
