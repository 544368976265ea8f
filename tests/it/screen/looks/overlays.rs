//! How forms, editors, pickers, the palette and texts look.

use super::{SIZES, look, look_at};
use crate::robot::sample;
use crate::screen::scenes;

#[test]
fn forms() {
    look_at("narrative", &sample(), "jn");
    // A new one that says nothing is refused, and says so.
    look_at("criterion-refused", &sample(), "c<ctrl-g><ctrl-s>");
    look_at("question-form", &scenes::full(), ":12<enter><enter>jjjjjjj<enter>Nothing");
}

#[test]
fn a_long_text_being_written() {
    let text = "# Why<enter><enter>\
                Every week somebody asks whether a gift can travel with a card, and we say no.<enter>\
                日本語の説明もここに書けます。<enter>\
                👨‍👩‍👧‍👦 families, 🇩🇪 flags and café<enter><enter>- one<enter>- two";
    look_at("editor", &sample(), &format!("M{text}"));
}

#[test]
fn lists_to_pick_from() {
    // The first of two marked stories has the tag, the other has not.
    look_at("tags", &sample(), "<space><space>#");
    look_at("belongs", &scenes::full(), "@");
    look_at("depends-on", &sample(), "Dparcel");
    look_at("links", &scenes::full(), ":12<enter>&");
    look_at("state", &sample(), "jjjS");
    look_at("picker-nothing", &sample(), "gszzzz");
}

#[test]
fn the_palette() {
    look_at("palette", &sample(), ":");
    look_at("palette-action", &sample(), ":esti");
    look_at("palette-command", &sample(), ":set 3 po");
    look_at("palette-refused", &sample(), ":move 999 --top<enter>");
}

#[test]
fn keys_that_follow_and_a_help_that_is_searched() {
    look_at("which-key", &sample(), "jjg");
    look_at("help-found", &sample(), "?/undo");
    look_at("page-help", &sample(), "<enter>?");
}

#[test]
fn what_is_not_saved_and_what_was_half_typed() {
    for size in SIZES {
        let at = |keys: &str| scenes::Scene::at(scenes::Base::Ended, keys).robot(size);
        look("unsaved", &at("2q"));
        look("half-typed", &at("2"));
    }
}
