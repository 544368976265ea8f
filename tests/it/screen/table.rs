//! The one table of actions: what it says is what holds.

use std::collections::HashMap;

use upnext::tui::action::{Key, Meaning, Place, Row, TABLE, within};
use upnext::tui::app::Overlay;
use upnext::tui::help;
use upnext::tui::keymap::Keymap;

use crate::robot::{Robot, sample};

fn run(keys: &str) -> Vec<Key> {
    keys.split(' ').map(|key| Key::named(key).unwrap_or_else(|| panic!("no key {key}"))).collect()
}

fn held_in(place: Place) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| within(row.place, place))
}

#[test]
fn no_key_is_bound_twice_in_one_place_or_hidden_by_a_prefix() {
    for place in Place::ONE_CAN_BE_IN.iter().copied() {
        let mut bound: HashMap<Vec<Key>, &str> = HashMap::new();
        for row in held_in(place) {
            for keys in row.keys {
                let other = bound.insert(run(keys), row.name);
                assert_eq!(other, None, "{keys} means {} too", row.name);
            }
        }
        for keys in bound.keys() {
            for until in 1..keys.len() {
                assert!(!bound.contains_key(&keys[..until]), "{keys:?} can never be pressed");
            }
        }
    }
}

#[test]
fn every_row_of_the_table_is_what_its_keys_mean() {
    for place in Place::ONE_CAN_BE_IN.iter().copied() {
        for row in held_in(place) {
            for keys in row.keys {
                let meant = Keymap::default().meaning(&run(keys), place);
                assert_eq!(meant, Meaning::Action(row.action), "{keys}");
            }
        }
    }
}

/// Every key of the table does something one can see, somewhere in an ordinary backlog.
#[test]
fn no_key_does_nothing() {
    for row in held_in(Place::List) {
        for keys in row.keys {
            let acts = ["", "jjj", "jjjjjj<space>", "/tag:delivery<enter>", "Ju", "J", "jj<enter>"];
            let acted = acts.iter().any(|setup| {
                let mut robot = Robot::on(sample(), (80, 24));
                robot.keys(setup);
                robot.effects.clear();
                let (before, order) = (robot.text(), robot.order());
                for key in run(keys) {
                    robot.press(key.event());
                }
                let opened =
                    matches!(robot.app.overlay, Some(Overlay::Prompt(_) | Overlay::Pager(_)));
                let moved = robot.text() != before || robot.order() != order;
                opened || moved || !robot.effects.is_empty()
            });
            assert!(acted, "{keys} ({}) does nothing", row.name);
        }
    }
}

#[test]
fn help_shows_every_action_of_its_place() {
    for place in Place::ONE_CAN_BE_IN.iter().copied() {
        let text = help::text(place, &Keymap::default());
        for row in held_in(place) {
            assert!(text.contains(row.words), "{} is missing from the help", row.name);
        }
    }
}

#[test]
fn the_readme_shows_the_table_as_it_is() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.unwrap();
    let table = help::markdown();
    assert!(
        readme.contains(&table),
        "the key table of the README differs; it should be\n\n{table}"
    );
}

#[test]
fn the_footer_offers_only_what_is_possible() {
    let mut robot = Robot::on(sample(), (120, 40));
    robot.keys("/zebra<enter>");
    let text = robot.text();
    let footer = text.lines().last().unwrap();
    assert!(!footer.contains("estimate") && !footer.contains("move"), "{footer}");
    assert!(footer.contains("add") && footer.contains("help") | footer.contains("more"));
}
