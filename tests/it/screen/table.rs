//! The one table of actions: what it says is what holds.

use std::collections::{BTreeSet, HashMap};

use clap::CommandFactory;
use upnext::cli::args::Cli;
use upnext::cli::complete;
use upnext::tui::action::{Key, Meaning, Place, Row, TABLE, within};
use upnext::tui::app::{Effect, Overlay};
use upnext::tui::help;
use upnext::tui::keymap::Keymap;
use upnext::tui::part::palette::{Offer, Offered};

use super::scenes;
use crate::robot::{Robot, sample};

fn run(keys: &str) -> Vec<Key> {
    keys.split(' ').map(|key| Key::named(key).unwrap_or_else(|| panic!("no key {key}"))).collect()
}

fn held_in(place: Place) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| within(row.place, place))
}

#[test]
fn no_key_is_bound_twice_in_one_place_or_hidden_by_a_prefix() {
    let keymap = Keymap::default();
    for place in Place::ONE_CAN_BE_IN.iter().copied() {
        let mut bound: HashMap<Vec<Key>, &str> = HashMap::new();
        for row in held_in(place) {
            for keys in keymap.keys(row, place) {
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
            let hidden = |keys: &&str| {
                let own = |other: &&Row| other.place == place && other.keys.contains(keys);
                row.place == Place::Stories && TABLE.iter().any(|other| own(&other))
            };
            for keys in row.keys.iter().filter(|keys| !hidden(keys)) {
                let meant = Keymap::default().meaning(&run(keys), place);
                assert_eq!(meant, Meaning::Action(row.action), "{keys}");
            }
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

/// Actions without a command, and why they need none.
const WITHOUT_COMMAND: [(&str, &[&str]); 3] = [
    (
        "they look: at another place, in another way",
        &[
            "down",
            "up",
            "first",
            "last",
            "half-down",
            "half-up",
            "page-down",
            "page-up",
            "back",
            "next-pane",
            "previous-pane",
            "left",
            "right",
            "all-open",
            "other-sprint",
            "skip",
            "story-before",
            "mark",
            "mark-range",
            "detail-pane",
            "theme",
            "ascii",
            "mouse",
            "redraw",
            "help",
            "find",
        ],
    ),
    (
        "they type: what is typed is the command, or a value of it",
        &[
            "command",
            "take",
            "done",
            "leave",
            "next",
            "previous",
            "complete",
            "back-up",
            "choose",
            "whole-form",
            "take-up",
        ],
    ),
    (
        "a command ends by itself, and says itself when it could not save",
        &["quit", "retry", "save-elsewhere"],
    ),
];

#[test]
fn every_action_names_a_command_or_is_known_to_need_none() {
    let known: BTreeSet<String> = complete::verbs().into_iter().map(|it| it.word).collect();
    let mut bare: BTreeSet<&str> = WITHOUT_COMMAND.iter().flat_map(|it| it.1).copied().collect();
    for row in TABLE {
        let without = WITHOUT_COMMAND.iter().any(|(_, names)| names.contains(&row.name));
        if row.command.is_empty() {
            assert!(without, "{} has no command: say why", row.name);
            bare.remove(row.name);
        } else {
            assert!(!without, "{} has a command, {}", row.name, row.command);
            assert!(known.contains(row.command), "{} does not exist", row.command);
        }
    }
    assert!(bare.is_empty(), "{bare:?} are no actions without a command");
}

/// Commands that no row names because they have a key with one that a row names: what is pressed
/// on the shop with everything, and how what is said then begins.
const SAME_KEY: [(&str, &str, &str); 10] = [
    ("restore", ":19<enter>Sdraft<enter>", "Restored #19"),
    ("unblock", ":12<enter>B", "Unblocked #12"),
    ("criterion set", ":12<enter><enter>jjj<enter>!<enter>", "Changed criterion 1"),
    ("question set", ":12<enter><enter>jjjjjjj<enter><up>!<ctrl-s>", "Changed question 1"),
    ("question answer", ":12<enter><enter>jjjjjjj<enter>no<enter>", "Answered question 1"),
    ("question remove", ":12<enter><enter>jjjjjjjX", "Removed question 1"),
    ("note set", ":1<enter><enter><tab>kk<enter>!<ctrl-s>", "Changed note 1"),
    ("note remove", ":1<enter><enter><tab>kkX", "Removed note 1"),
    ("sprint put-back", "4]<enter><enter><space>l<space>", "Put #2 back"),
    ("sprint off", "4]<enter><enter><shift-tab><right><space>", "Jonas is off on"),
];

/// Commands of the palette only: what they are about has no page and no list of its own.
const BY_NAME_ONLY: &[&str] = &[
    "backups restore",
    "check",
    "doctor",
    "epic add",
    "epic list",
    "epic move",
    "epic remove",
    "epic set",
    "figures",
    "import",
    "person list",
    "person remove",
    "person set",
    "product done",
    "product ready-line",
    "product show",
    "release add",
    "release list",
    "release remove",
    "release set",
    "release ship",
    "score",
    "similar",
    "suggest",
];

/// Commands that mean nothing on a screen.
const OF_THE_SHELL: [&str; 3] = ["completions", "man", "merge"];

#[test]
fn commands_that_share_a_key_are_done_by_it() {
    for (command, keys, said) in SAME_KEY {
        let mut robot = Robot::on(scenes::full(), (80, 24));
        robot.keys(keys);
        assert!(robot.said().starts_with(said), "{command}: {}", robot.said());
    }
}

#[test]
fn every_command_is_done_by_a_key_or_named_in_the_palette() {
    let rows = TABLE.iter().map(|row| row.command).filter(|it| !it.is_empty());
    let shared = SAME_KEY.into_iter().map(|(command, ..)| command);
    let keyed: BTreeSet<&str> = rows.chain(shared).collect();
    for verb in complete::verbs() {
        let verb = verb.word.as_str();
        let told =
            [keyed.contains(verb), BY_NAME_ONLY.contains(&verb), OF_THE_SHELL.contains(&verb)];
        assert_eq!(told.iter().filter(|it| **it).count(), 1, "where is {verb}?");
    }
    let hidden = Cli::command();
    let hidden = hidden.get_subcommands().filter(|it| it.is_hide_set());
    // A picture is made by a program, for a document.
    assert_eq!(hidden.map(clap::Command::get_name).collect::<Vec<_>>(), ["screenshot"]);
}

fn offers(robot: &Robot) -> &[Offered] {
    let Some(Overlay::Palette(palette)) = &robot.app.overlay else { panic!("no palette") };
    &palette.offers
}

#[test]
fn a_command_without_a_key_is_found_in_the_palette_by_its_words() {
    for command in BY_NAME_ONLY {
        let mut robot = Robot::on(sample(), (80, 24));
        let (first, second) = command.split_once(' ').unwrap_or((command, ""));
        robot.keys(":").keys(first);
        let is = |it: &Offered| matches!(&it.offer, Offer::Verb(verb) if verb == command);
        assert!(offers(&robot).iter().any(is), "{command} is not offered");
        robot.keys(" ");
        let is = |it: &Offered| matches!(&it.offer, Offer::Word(_, word) if word == second);
        assert!(second.is_empty() || offers(&robot).iter().any(is), "{command} cannot be written");
    }
}

#[test]
fn the_palette_names_only_commands_that_mean_something_there() {
    let verbs = |robot: &Robot| -> BTreeSet<String> {
        let verb = |it: &Offered| match &it.offer {
            Offer::Verb(verb) => Some(verb.clone()),
            _ => None,
        };
        offers(robot).iter().filter_map(verb).collect()
    };
    let mut robot = Robot::on(sample(), (80, 24));
    robot.keys(":");
    let all: BTreeSet<String> = complete::verbs().into_iter().map(|it| it.word).collect();
    let offered = verbs(&robot);
    let missing: Vec<&String> = all.difference(&offered).collect();
    assert_eq!(missing, ["completions", "demo", "init", "man", "merge"]);
    let mut welcome = Robot::at(None, (80, 24));
    welcome.keys(":");
    assert_eq!(verbs(&welcome).into_iter().collect::<Vec<_>>(), ["demo", "init"]);
    welcome.keys("init --name Fern<enter>");
    assert!(matches!(welcome.effects.as_slice(), [Effect::MakeHere(name)] if name == "Fern"));
    welcome.keys(":add 'Pay by card'<enter>");
    assert!(welcome.text().contains("there is no backlog here yet: n makes one"));
}
