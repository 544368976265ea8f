//! What is offered works: every key of a footer and of a help does something where it is shown.

use std::collections::BTreeSet;

use upnext::tui::action::{Key, Meaning, Place, Shown, TABLE, within};
use upnext::tui::app::{App, Overlay, Tone};
use upnext::tui::view::footer::hints;

use super::scenes::{self, Scene};
use crate::robot::Robot;

const SIZE: (u16, u16) = (80, 24);

/// Which keys hold: those of the overlay, else those of the screen below it.
fn place(app: &App) -> Option<Place> {
    match &app.overlay {
        None => Some(app.place()),
        Some(Overlay::Pager(pager)) if pager.finding.is_none() => Some(Place::Reading),
        Some(Overlay::Unsaved(_)) => None,
        Some(_) => Some(Place::Typing),
    }
}

/// What a footer calls a key, as the table spells it.
fn spelled(shown: &str) -> String {
    let parts = shown.split('-').map(|part| match part.chars().count() {
        1 => part.to_owned(),
        _ => part.to_lowercase(),
    });
    parts.collect::<Vec<_>>().join("-")
}

fn run(shown: &str) -> Vec<Key> {
    let named = |key| Key::named(&spelled(key)).unwrap_or_else(|| panic!("no key {key}"));
    shown.split(' ').map(named).collect()
}

/// The runs of a hint: one, or two that belong together.
fn runs(shown: &str) -> Vec<Vec<Key>> {
    match shown.split_once('/') {
        Some((one, other)) if !one.is_empty() => vec![run(one), run(other)],
        _ => vec![run(shown)],
    }
}

/// What was said last goes with any key, and what was refused is refused again with the same
/// words: neither is what a key does.
fn forget(robot: &mut Robot) {
    robot.effects.clear();
    robot.app.message = None;
    if let Some(refused) = refusal(&mut robot.app) {
        *refused = None;
    }
}

/// Where an overlay says why something was not taken.
fn refusal(app: &mut App) -> Option<&mut Option<String>> {
    match app.overlay.as_mut()? {
        Overlay::Prompt(prompt) => Some(&mut prompt.refused),
        Overlay::Form(form) => Some(&mut form.refused),
        Overlay::Splitting(splitting) => Some(&mut splitting.refused),
        Overlay::Editor(editor) => Some(&mut editor.refused),
        Overlay::Picker(picker) => Some(&mut picker.refused),
        Overlay::Palette(palette) => Some(&mut palette.refused),
        Overlay::Pager(_) | Overlay::Unsaved(_) => None,
    }
}

/// Whether what was pressed last was refused, or found nothing to do.
fn is_vain(robot: &mut Robot) -> bool {
    let said = matches!(robot.app.message, Some((_, Tone::Refused)));
    said || robot.said().starts_with("nothing to do")
        || refusal(&mut robot.app).is_some_and(|refused| refused.is_some())
}

fn press(robot: &mut Robot, keys: &[Key]) {
    for key in keys {
        robot.press(key.event());
    }
}

/// Whether keys change a cell, the cursor, or ask for something.
fn does(robot: &mut Robot, keys: &[Key]) -> bool {
    forget(robot);
    let before = robot.cells();
    press(robot, keys);
    !robot.effects.is_empty() || robot.cells() != before
}

/// What may be refused although it is shown: saying why not is what it is for.
const SAYS_WHY_NOT: [&str; 2] = ["ready", "make ready"];

#[test]
fn every_key_of_a_footer_does_something_where_it_is_shown() {
    let mut idle = Vec::new();
    for scene in scenes::all() {
        let robot = scene.robot(SIZE);
        if !robot.app.pending.is_empty() {
            continue;
        }
        // What is typed may be wrong, or be so already; a key that only says so is not shown.
        let may = |words: &str| robot.app.overlay.is_some() || SAYS_WHY_NOT.contains(&words);
        let (first, last) = hints(&robot.app);
        assert!(first.len() + last.len() > 1, "no way out of {scene:?}");
        for (shown, words) in first.into_iter().chain(last) {
            let runs = runs(&shown);
            for keys in &runs {
                let works = |before: &Vec<Key>| {
                    let mut robot = scene.robot(SIZE);
                    press(&mut robot, before);
                    let does = does(&mut robot, keys);
                    let last = robot.said().starts_with("this is the last story");
                    does && (may(&words) || last || !is_vain(&mut robot))
                };
                // At an end of a list one of two keys works after the other only.
                let others = runs.iter().filter(|other| *other != keys);
                if !works(&Vec::new()) && !others.into_iter().any(works) {
                    idle.push(format!("{shown} {words} in {scene:?}"));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

/// A footer shows what holds: no key of it is unknown to the table.
#[test]
fn every_key_of_a_footer_is_in_the_keymap() {
    for scene in scenes::all() {
        let robot = scene.robot(SIZE);
        let app = &robot.app;
        // What is asked where something is not saved has keys of its own.
        let Some(place) = place(app) else { continue };
        let (first, last) = hints(app);
        for (shown, words) in first.into_iter().chain(last) {
            for keys in runs(&shown) {
                let meant = app.keys.meaning(&keys, place);
                assert!(matches!(meant, Meaning::Action(_)), "{shown} {words} in {scene:?}");
                let named: Vec<String> =
                    TABLE.iter().flat_map(|row| app.keys.keys(row, place)).cloned().collect();
                let spelled = shown.split_once('/').filter(|(one, _)| !one.is_empty());
                let (one, other) = spelled.unwrap_or((&shown, &shown));
                for shown in [one, other] {
                    let is = |name: &String| Shown(name).to_string() == shown;
                    assert!(named.iter().any(is), "{shown} {words} in {scene:?}");
                }
            }
        }
    }
}

#[test]
fn every_key_that_can_follow_another_is_shown_and_does_something() {
    let mut idle = BTreeSet::new();
    for scene in scenes::all() {
        let robot = scene.robot(SIZE);
        let app = &robot.app;
        if app.pending.is_empty() {
            continue;
        }
        let place = place(app).unwrap();
        let footer: String = robot.text().lines().rev().take(6).collect();
        let shown = |name: &str| footer.contains(name);
        for (rest, row) in app.keys.after(&app.pending, place) {
            // Over the welcome a text is read, but there is no backlog for the others.
            if app.session.is_none() && !row.action.moves() {
                assert!(!shown(row.short), "{} is offered: {footer}", row.name);
                continue;
            }
            assert!(shown(row.short), "{} is missing: {footer}", row.name);
            let mut robot = scene.robot(SIZE);
            // From the middle of a list both ends are elsewhere.
            robot.app.pending.clear();
            robot.keys("jjj");
            forget(&mut robot);
            let before = robot.cells();
            robot.keys("g");
            press(&mut robot, &run(&rest));
            if robot.effects.is_empty() && robot.cells() == before {
                idle.insert(format!("g {rest} ({}) in {scene:?}", row.name));
            }
        }
    }
    let idle: Vec<String> = idle.into_iter().collect();
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

/// Rows that hold in a place where they have nothing to do, each with the reason.
const ELSEWHERE: &[(Place, &str, &str)] = &[
    (Place::Reading, "next-pane", "a text that is read has one pane"),
    (Place::Reading, "previous-pane", "a text that is read has one pane"),
    (Place::Today, "today", "it is the screen one is on"),
    (Place::List, "backlog", "it is the screen one is on"),
    (Place::Plan, "plan", "it is the screen one is on"),
    (Place::Refine, "follow-up", "what is accepted is not refined"),
    (Place::Board, "board", "it is the screen one is on"),
    (Place::Review, "review", "it is the screen one is on"),
    (Place::Closing, "review", "it is the screen one is on"),
    (Place::Inbox, "inbox", "it is the screen one is on"),
    (Place::Conflicts, "conflicts", "it is the screen one is on"),
    (Place::Health, "health", "it is the screen one is on"),
    (Place::Review, "ready", "what is judged was ready before"),
    (Place::Closing, "next-pane", "there is one list"),
    (Place::Closing, "previous-pane", "there is one list"),
    (Place::Board, "back", "the Board has nothing to leave but a page, where it is another place"),
    (Place::Today, "back", "nothing is entered on the first screen"),
];

/// Every key of a help does something in at least one scene of its place.
#[test]
fn no_key_of_a_help_does_nothing() {
    let scenes = scenes::all();
    let mut idle = Vec::new();
    for at in Place::ONE_CAN_BE_IN.iter().copied() {
        let here: Vec<&Scene> =
            scenes.iter().filter(|it| place(&it.robot(SIZE).app) == Some(at)).collect();
        for row in TABLE.iter().filter(|row| within(row.place, at)) {
            if ELSEWHERE.iter().any(|(place, name, _)| (*place, *name) == (at, row.name)) {
                continue;
            }
            for keys in row.keys {
                let keys: Vec<Key> = keys.split(' ').filter_map(Key::named).collect();
                let works = |scene: &&Scene| {
                    let mut robot = scene.robot(SIZE);
                    // The rest of a run that was begun is another key.
                    robot.app.pending.clear();
                    does(&mut robot, &keys) && !is_vain(&mut robot)
                };
                if !here.iter().any(works) {
                    idle.push(format!("{keys:?} ({}) while {}", row.name, at.word()));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}
