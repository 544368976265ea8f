//! What is half typed when the screen ends, and how it comes back: prompts, forms, texts, lists,
//! the palette. And what is asked where a save failed.

use std::time::{Duration, Instant};

use upnext::domain::backlog::{Backlog, Parts};
use upnext::session::Session;
use upnext::store::typed::{Texts, Typed};
use upnext::tui::app::{Effect, Msg, Overlay};
use upnext::tui::typed;

use super::scenes;
use crate::robot::{Robot, sample};
use crate::team::team;

/// What would be kept of a screen.
fn kept(robot: &Robot) -> Texts {
    let now: Vec<Typed> = typed::now(&robot.app).into_iter().collect();
    // As the file has it.
    let now = serde_json::from_value(serde_json::to_value(&now).unwrap()).unwrap();
    Texts { now, left: typed::left(&robot.app) }
}

/// Another start on a backlog after the screen ended like that.
fn next_start(backlog: &Backlog, texts: Texts) -> Robot {
    let mut robot = Robot::on(backlog.clone(), (100, 30));
    typed::give_back(&mut robot.app, texts);
    robot
}

fn after(backlog: &Backlog, keys: &str) -> Robot {
    let mut robot = Robot::on(backlog.clone(), (100, 30));
    robot.keys(keys);
    next_start(backlog, kept(&robot))
}

/// What is being typed, wherever: texts and caret.
fn typed_now(robot: &Robot) -> (Vec<String>, (usize, usize)) {
    let now = typed::now(&robot.app).unwrap();
    (now.texts, now.caret)
}

#[test]
fn every_place_to_type_in_comes_back_with_its_text_and_caret() {
    let places = [
        "aAs a shopper, I want<left><left>",
        "iA voice order<home>",
        "E with a card",
        "/tag:del",
        "jjccan be undone<left>",
        "cone<enter>tw",
        "jnshopper<enter>to pay",
        "cgiven this<ctrl-g><down>it is so",
        "M and more<enter>in lines<up><end>",
        "NAsk the bank<enter>twice<left><left>",
        ":set 3 poi",
        "#gif",
        "&parc",
        "gsparc",
        "dtoo la",
        "<enter>Qhow lo",
    ];
    for keys in places {
        let mut before = Robot::on(sample(), (100, 30));
        before.keys(keys);
        let place = std::mem::discriminant(before.app.overlay.as_ref().unwrap());
        let mut robot = after(&sample(), keys);
        let said = robot.said();
        assert!(said.starts_with("Half-typed when upnext ended: "), "{keys}: {said}");
        assert!(said.ends_with(" — g . takes it up"), "{keys}: {said}");
        let footer = robot.text().lines().last().unwrap().to_owned();
        assert!(footer.contains("g . take up"), "{keys}: {footer}");
        robot.keys("g.");
        let overlay = robot.app.overlay.as_ref();
        assert_eq!(overlay.map(std::mem::discriminant), Some(place), "{keys}");
        assert_eq!(typed_now(&robot), typed_now(&before), "{keys}");
        assert_eq!(robot.app.page.is_some(), before.app.page.is_some(), "{keys}");
        // Once it is taken up it is not offered a second time, nor left in two places.
        assert!(robot.app.waiting.is_empty() && robot.app.left.is_empty(), "{keys}");
        assert!(!robot.text().contains("take up"), "{keys}");
    }
}

#[test]
fn what_is_taken_up_does_what_it_would_have_done() {
    let mut robot = after(&sample(), "jjE!");
    let title = format!("{}!", Robot::on(sample(), (80, 24)).keys("jj").story(3).title);
    let number = {
        let mut before = Robot::on(sample(), (80, 24));
        before.keys("jj").number_under_cursor()
    };
    robot.keys("gg").keys("g.").keys("<enter>");
    assert!(robot.story(number).title.ends_with('!'), "{} {title}", robot.story(number).title);
    let mut robot = after(&sample(), "jnshopper<enter>to pay");
    robot.keys("g.<ctrl-s>");
    assert!(robot.said().contains("undo"), "{}", robot.said());
    let mut robot = after(&team(), "4]l<space>for the fair");
    robot.keys("2").keys("g.<enter>");
    assert!(robot.said().contains("back"), "{}", robot.said());
    let mut robot = after(&sample(), "/tag:deli");
    robot.keys("g.");
    assert_eq!(robot.app.list.filter, "tag:deli");
}

#[test]
fn what_was_being_typed_also_comes_back_in_its_prompt() {
    let mut robot = after(&sample(), "aAs a shopper");
    assert_eq!(robot.app.waiting.len(), 1);
    robot.keys("a");
    assert_eq!(typed_now(&robot).0, ["As a shopper"]);
    // Then it is offered no more.
    assert!(robot.app.waiting.is_empty());
    robot.keys("<esc>g.");
    assert!(robot.said().contains("nothing half-typed"), "{}", robot.said());
}

#[test]
fn what_was_left_on_purpose_comes_back_where_it_belongs_and_is_not_offered() {
    let mut robot = after(&sample(), "ahalf a thought<esc>jMlater <esc>#gif<esc>");
    assert_eq!(robot.said(), "");
    assert!(robot.app.waiting.is_empty());
    robot.keys("a");
    assert_eq!(typed_now(&robot).0, ["half a thought"]);
    robot.keys("<esc>jM");
    assert!(typed_now(&robot).0[0].starts_with("later "));
    robot.keys("<esc>#");
    assert_eq!(typed_now(&robot).0, ["gif"]);
}

#[test]
fn nothing_is_kept_where_nothing_was_typed() {
    for keys in ["", "E", "M", "n", "a", "#", ":", "gs", "?", "E!<backspace>", "adone<enter>"] {
        let mut robot = Robot::on(sample(), (100, 30));
        robot.keys(keys);
        assert_eq!(kept(&robot), Texts::default(), "{keys}");
    }
    // What was left before is not lost by looking at it.
    let mut robot = Robot::on(sample(), (100, 30));
    robot.keys("ahalf<esc>a");
    assert_eq!(kept(&robot).now[0].texts, ["half"]);
}

/// Without what was kept nothing is offered, and nothing comes back.
#[test]
fn without_what_was_kept_nothing_is_offered() {
    let mut robot = next_start(&sample(), Texts::default());
    assert_eq!(robot.said(), "");
    robot.keys("a");
    assert!(typed::now(&robot.app).is_none());
}

#[test]
fn a_text_whose_story_is_gone_can_still_be_read_and_copied() {
    let mut before = Robot::on(sample(), (100, 30));
    before.keys("Nwhat the bank said");
    let texts = kept(&before);
    let mut robot = next_start(&scenes::empty(), texts.clone());
    assert!(robot.said().contains("a text about a story that is gone “what the bank said”"));
    robot.keys("g.");
    assert!(robot.text().contains("what the bank said"), "{}", robot.text());
    robot.keys("<ctrl-y>");
    let copied = |it: &Effect| matches!(it, Effect::Copy(text) if text == "what the bank said");
    assert!(robot.effects.iter().any(copied));
    robot.keys("<esc>");
    // It can be looked at again until the screen is left.
    robot.keys("g.");
    assert!(robot.text().contains("what the bank said"));
    // What another version typed likewise.
    let mut other = texts;
    other.now[0].what = serde_json::json!({"Canvas": 3});
    let mut robot = next_start(&sample(), other);
    robot.keys("g.");
    assert!(robot.text().contains("what the bank said"));
    // Where nothing can be written it is shown too.
    let mut robot = Robot::at(
        Some(Session::new(sample()).read_only(Some("a newer upnext wrote it".to_owned()))),
        (100, 30),
    );
    typed::give_back(&mut robot.app, kept(Robot::on(sample(), (100, 30)).keys("aone more")));
    robot.keys("g.");
    assert!(robot.text().contains("one more") && robot.text().contains("Nothing can be written"));
}

#[test]
fn several_texts_are_offered_one_after_the_other_and_none_is_lost() {
    let mut texts = Texts::default();
    for keys in ["aone", "atwo", "ia third"] {
        let mut robot = Robot::on(sample(), (100, 30));
        texts.now.extend(kept(robot.keys(keys)).now);
    }
    let mut robot = next_start(&sample(), texts);
    assert!(robot.said().contains("idea “a third”, and 2 more"), "{}", robot.said());
    let mut found = Vec::new();
    for _ in 0..3 {
        robot.keys("g.");
        found.extend(typed_now(&robot).0);
        robot.keys("<enter>");
    }
    found.sort();
    assert_eq!(found, ["a third", "one", "two"]);
    assert!(robot.app.waiting.is_empty());
}

#[test]
fn hostile_half_typed_text_is_shown_harmless() {
    let mut before = Robot::on(sample(), (100, 30));
    before.keys("a");
    before.tell(Msg::Paste("\u{1b}[2J\u{202e}evil\u{7}".to_owned()));
    let robot = next_start(&sample(), kept(&before));
    assert!(!robot.text().contains(['\u{1b}', '\u{202e}', '\u{7}']));
    assert!(robot.said().contains("evil"));
}

#[test]
fn a_pasted_mebibyte_is_quick_and_kept() {
    let size = crate::trust::sized(1 << 18, 1 << 20);
    let text = "Zwölf Boxkämpfer jagen ".repeat(size / 25);
    for keys in ["a", "jn", "M", ":", "i"] {
        let mut robot = Robot::on(sample(), (80, 24));
        robot.keys(keys);
        let start = Instant::now();
        robot.tell(Msg::Paste(text.clone()));
        robot.text();
        robot.keys("x<backspace>");
        robot.text();
        let kept = kept(&robot);
        let took = start.elapsed();
        assert!(kept.now[0].texts.iter().any(|it| it.contains(&text)), "{keys}");
        assert!(took < Duration::from_secs(20), "{keys}: {took:?}");
        let mut robot = next_start(&sample(), kept);
        robot.keys("g.");
        assert!(typed_now(&robot).0.iter().any(|it| it.contains(&text)), "{keys}");
    }
}

fn unsaved() -> Robot {
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys("J");
    "/home/ann/upnext-unsaved.json".clone_into(&mut robot.app.elsewhere);
    robot.tell(Msg::NotSaved("cannot write /shop/upnext.json: no space".to_owned()));
    robot.effects.clear();
    robot
}

#[test]
fn a_failed_save_names_its_keys_and_its_panel_tries_again() {
    let mut robot = unsaved();
    assert!(robot.said().starts_with("Not saved: cannot write"), "{}", robot.said());
    assert!(robot.said().ends_with("W tries again, g w saves elsewhere"));
    robot.keys("qW");
    assert!(matches!(robot.effects.as_slice(), [Effect::Retry]));
    assert!(robot.text().contains("Tried once more"));
    robot.tell(Msg::NotSaved("still no space".to_owned()));
    assert!(robot.text().contains("still no space"));
    assert!(matches!(robot.app.overlay, Some(Overlay::Unsaved(_))));
    // It works at last: nothing is asked any more.
    robot.keys("W");
    robot.tell(Msg::Saved { newest: true });
    assert!(robot.app.overlay.is_none());
    assert!(robot.text().contains("✓ saved") && robot.said().starts_with("Saved"));
    robot.keys("q");
    assert!(robot.effects.iter().any(|it| matches!(it, Effect::Quit)));
}

#[test]
fn saving_elsewhere_is_asked_with_a_path_and_asked_again_where_that_is_no_good() {
    for keys in ["qs", "gw", ":save elsewhere<enter>"] {
        let mut robot = unsaved();
        robot.keys(keys);
        assert_eq!(
            robot.text().lines().nth(22).unwrap().trim(),
            "save a new file at: /home/ann/upnext-unsaved.json",
            "{keys}"
        );
        robot.keys("<enter>");
        let [Effect::SaveElsewhere(path)] = robot.effects.as_slice() else { panic!("{keys}") };
        assert_eq!(path, "/home/ann/upnext-unsaved.json");
        let (path, why) = (path.clone(), "it is there already".to_owned());
        robot.tell(Msg::NotElsewhere(path.clone(), why));
        assert!(robot.text().contains("! it is there already") && robot.text().contains(&path));
        assert!(robot.text().contains("✗"), "it stays until the file itself is saved");
    }
    let mut robot = Robot::on(Backlog::from(Parts::default()), (80, 24));
    robot.keys("gw");
    assert!(robot.said().contains("nothing is unsaved"), "{}", robot.said());
}
