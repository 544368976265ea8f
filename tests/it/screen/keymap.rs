//! The user's own keys over the table: what they mean, and what is refused with which words.

use proptest::prelude::*;
use upnext::tui::action::{Action, Key, Meaning, Place, Row, TABLE, within};
use upnext::tui::help;
use upnext::tui::keymap::{Clash, Keymap};

/// Actions and their keys, as they stand in the settings.
type Given<'a> = &'a [(&'a str, &'a [&'a str])];

fn keymap(overrides: Given<'_>) -> Result<Keymap, Vec<Clash>> {
    Keymap::with(overrides.iter().map(|(name, keys)| {
        ((*name).to_owned(), keys.iter().map(|key| (*key).to_owned()).collect())
    }))
}

#[track_caller]
fn taken(overrides: Given<'_>) -> Keymap {
    keymap(overrides).unwrap_or_else(|clashes| panic!("{clashes:?}"))
}

/// The sentences with which these keys are refused.
#[track_caller]
fn refused(overrides: Given<'_>) -> Vec<String> {
    keymap(overrides).unwrap_err().iter().map(ToString::to_string).collect()
}

fn run(keys: &str) -> Vec<Key> {
    keys.split(' ').map(|key| Key::named(key).unwrap_or_else(|| panic!("no key {key}"))).collect()
}

fn means(keymap: &Keymap, keys: &str, place: Place) -> Meaning {
    keymap.meaning(&run(keys), place)
}

fn row(name: &str) -> &'static Row {
    TABLE.iter().find(|row| row.name == name).unwrap()
}

#[test]
fn without_own_keys_it_is_the_table() {
    let keymap = Keymap::default();
    for place in Place::ALL {
        for row in TABLE {
            let holds = within(row.place, *place);
            // A screen's own key comes before one that holds for stories everywhere.
            let hidden = |keys: &&&str| {
                let own = |it: &Row| it.place == *place && it.keys.contains(*keys);
                place.is_screen() && row.place == Place::Stories && TABLE.iter().any(own)
            };
            let kept = row.keys.iter().filter(|keys| holds && !hidden(keys));
            let kept: Vec<&str> = kept.copied().collect();
            assert_eq!(keymap.keys(row, *place), kept);
            for keys in kept {
                let meant = keymap.meaning(&run(keys), *place);
                // The same action may hold elsewhere by a row of its own, with other keys.
                assert_eq!(meant, Meaning::Action(row.action), "{keys} in {place:?}");
            }
        }
        assert_eq!(means(&keymap, "z", *place), Meaning::Nothing);
    }
}

#[test]
fn every_place_of_the_table_is_among_all() {
    for row in TABLE {
        assert!(Place::ALL.contains(&row.place), "{:?} is missing from Place::ALL", row.place);
    }
}

#[test]
fn own_keys_replace_those_of_the_table() {
    let keymap = taken(&[("estimate", &["z", "ctrl-e"]), ("filter", &["g z"])]);
    let list = Place::List;
    assert_eq!(means(&keymap, "z", list), Meaning::Action(Action::Estimate));
    assert_eq!(means(&keymap, "ctrl-e", list), Meaning::Action(Action::Estimate));
    assert_eq!(means(&keymap, "e", list), Meaning::Nothing);
    assert_eq!(means(&keymap, "/", list), Meaning::Nothing);
    assert_eq!(means(&keymap, "g", list), Meaning::Prefix);
    assert_eq!(means(&keymap, "g z", list), Meaning::Action(Action::Filter));
    assert_eq!(keymap.keys(row("estimate"), list), ["z", "ctrl-e"]);
    assert_eq!(keymap.keys(row("down"), list), ["j", "down"]);
    let after: Vec<(String, &str)> =
        keymap.after(&run("g"), list).into_iter().map(|(key, row)| (key, row.name)).collect();
    assert!(after.contains(&("g".to_owned(), "first")));
    assert!(after.contains(&("z".to_owned(), "filter")));
    assert!(keymap.after(&run("z"), list).is_empty());
}

#[test]
fn keys_may_change_places() {
    let keymap = taken(&[("ready", &["s"]), ("next-state", &["r"])]);
    assert_eq!(means(&keymap, "s", Place::List), Meaning::Action(Action::Ready));
    assert_eq!(means(&keymap, "r", Place::List), Meaning::Action(Action::NextState));
    // The key is free again where its action was taken away.
    let keymap = taken(&[("estimate", &[]), ("down", &["e"])]);
    assert_eq!(means(&keymap, "e", Place::List), Meaning::Action(Action::Down));
    assert!(keymap.keys(row("estimate"), Place::List).is_empty());
    // The Board and the Inbox have a key of their own there.
    assert_eq!(
        refused(&[("drop", &[]), ("down", &["d"])]),
        [
            "“d” would mean both daily and down: give one of them another key",
            "“d” would mean both dismiss and down: give one of them another key"
        ]
    );
}

#[test]
fn a_name_holds_everywhere_and_with_its_place_only_there() {
    let everywhere = taken(&[("quit", &["z"])]);
    for place in [Place::List, Place::Welcome, Place::Everywhere] {
        assert_eq!(means(&everywhere, "z", place), Meaning::Action(Action::Quit));
        assert_eq!(means(&everywhere, "q", place), Meaning::Nothing);
    }
    // In a list the row of everywhere holds; only there it has other keys.
    let listed = taken(&[("list.quit", &["z"]), ("quit", &["Z"])]);
    assert_eq!(means(&listed, "z", Place::List), Meaning::Action(Action::Quit));
    assert_eq!(means(&listed, "Z", Place::List), Meaning::Nothing);
    assert_eq!(means(&listed, "Z", Place::Welcome), Meaning::Action(Action::Quit));
    assert_eq!(means(&listed, "z", Place::Welcome), Meaning::Nothing);
    // The row of everywhere, wherever it holds; the welcome has a row of its own.
    let rowed = taken(&[("everywhere.quit", &["z"])]);
    assert_eq!(means(&rowed, "z", Place::List), Meaning::Action(Action::Quit));
    assert_eq!(means(&rowed, "q", Place::Welcome), Meaning::Action(Action::Quit));
    // In another place a key may mean something else.
    let both = taken(&[("welcome.sample", &["e"])]);
    assert_eq!(means(&both, "e", Place::Welcome), Meaning::Action(Action::Sample));
    assert_eq!(means(&both, "e", Place::List), Meaning::Action(Action::Estimate));
}

#[test]
fn a_place_is_called_as_in_the_readme() {
    let table = help::markdown();
    for row in TABLE {
        let line = table.lines().find(|line| line.contains(&format!("| {} |", row.name))).unwrap();
        let place = line.split(" | ").next().unwrap().trim_start_matches("| ");
        let name = format!("{place}.{}", row.name);
        taken(&[(name.as_str(), &["f12"])]);
    }
}

#[test]
fn keys_are_read_as_people_write_them() {
    let spellings = [
        ("Ctrl-E", "ctrl-e"),
        ("CTRL-Pgup", "ctrl-pageup"),
        ("shift-z", "Z"),
        ("Shift-Alt-Down", "alt-shift-down"),
        ("Escape", "esc"),
        ("Z", "Z"),
        ("ctrl--", "ctrl--"),
        ("F5", "f5"),
        ("backtab", "shift-tab"),
        ("ä", "ä"),
        ("  g   x ", "g x"),
    ];
    for (written, spelled) in spellings {
        // Nothing else may stand in the way of what is looked at.
        let others = [("back", ["q"]), ("quit", ["Y"]), ("previous-pane", ["f9"])];
        let others = others.each_ref().map(|(name, keys)| (*name, keys.as_slice()));
        let keymap = taken(&[others.as_slice(), &[("next-pane", &[written])]].concat());
        assert_eq!(keymap.keys(row("next-pane"), Place::List), [spelled], "{written}");
    }
    let keymap = taken(&[("add", &["f5"])]);
    let f5 = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::F(5));
    assert_eq!(keymap.meaning(&[f5.into()], Place::List), Meaning::Action(Action::Add));
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let cases: &[(Given<'_>, &str)] = &[
        (&[("estimat", &["z"])], "no action “estimat”: did you mean estimate?"),
        (&[("zebra", &["z"])], "no action “zebra”: the table of keys in the README names them all"),
        (&[("lst.add", &["z"])], "no place “lst”: did you mean list?"),
        (&[("welcome.add", &["z"])], "there is no add in welcome: its place is list"),
        (
            &[("add", &["hyper-x"])],
            "“hyper-x” is no key: write j, J, ctrl-d, alt-x, shift-down, space, enter, f5 or g x",
        ),
        (
            &[("add", &["ctrl-i"])],
            "“ctrl-i” cannot be bound: a terminal sends tab for it: write tab",
        ),
        (
            &[("add", &["shift-1"])],
            "“shift-1” cannot be bound: write the character that shift makes",
        ),
        (&[("add", &[""])], "an empty text is no key: [] takes every key away, space is the bar"),
        (&[("add", &["j"])], "“j” would mean both add and down: give one of them another key"),
        (
            &[("add", &["z"]), ("estimate", &["z"])],
            "“z” would mean both add and estimate: give one of them another key",
        ),
        (
            &[("list.add", &["W"])],
            "“W” would mean both add and retry: give one of them another key",
        ),
        (&[("add", &["j x"])], "“j x” (add) could never be pressed: “j” alone means down"),
        (&[("add", &["z", "z z"])], "“z z” (add) could never be pressed: “z” alone means add"),
        (&[("quit", &[])], "quit must keep a key: it is a way out"),
        (&[("welcome.help", &[])], "help must keep a key: it is a way out"),
        (&[("back", &[])], "back must keep a key: it is a way out"),
        (&[("command", &[])], "command must keep a key: it is a way out"),
        (&[("leave", &[])], "leave must keep a key: it is a way out"),
        (
            &[("take", &["x"])],
            "“x” is typed where this holds: write a key with ctrl- or alt-, or one with a name",
        ),
    ];
    for (overrides, words) in cases {
        assert_eq!(refused(overrides), [*words], "{overrides:?}");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_where() {
    let clashes = keymap(&[
        ("estimat", &["z"]),
        ("add", &["f", "hyper-x", "j"]),
        ("down", &["e"]),
        ("quit", &[]),
    ])
    .unwrap_err();
    let at: Vec<(usize, Option<usize>)> = clashes.iter().map(|it| (it.at, it.key)).collect();
    // The j of add is free, for down has e now: which estimate has, too.
    assert_eq!(at, [(0, None), (1, Some(1)), (2, Some(0)), (3, None)], "{clashes:?}");
}

#[test]
fn a_look_up_allocates_nothing() {
    let keymap = taken(&[("add", &["f"])]);
    let keys = run("g g");
    let info = allocation_counter::measure(|| {
        assert_eq!(keymap.meaning(&keys, Place::List), Meaning::Action(Action::First));
        assert_eq!(keymap.meaning(&keys[..1], Place::List), Meaning::Prefix);
    });
    assert_eq!(info.count_total, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// Whatever is taken is whole: each key means its action, and the ways out are open.
    #[test]
    fn what_is_taken_can_be_pressed(
        overrides in proptest::collection::btree_map(
            (0..TABLE.len(), proptest::option::of(0..Place::ALL.len())),
            proptest::collection::vec("[a-zA-Z]|g [a-f]|ctrl-[a-z]|[a-z] [a-z] [a-z]", 0..3),
            0..4,
        ),
    ) {
        let places: Vec<String> =
            Place::ALL.iter().map(|place| format!("{place:?}").to_lowercase()).collect();
        let named = overrides.into_iter().map(|((row, place), keys)| {
            let name = TABLE[row].name;
            (place.map_or(name.to_owned(), |place| format!("{}.{name}", places[place])), keys)
        });
        let Ok(keymap) = Keymap::with(named) else { return Ok(()) };
        for place in Place::ALL {
            for row in TABLE.iter().filter(|row| within(row.place, *place)) {
                let keys = keymap.keys(row, *place);
                for key in keys {
                    prop_assert_eq!(means(&keymap, key, *place), Meaning::Action(row.action));
                }
                let way_out = matches!(row.name, "quit" | "back" | "help" | "command");
                prop_assert!(!way_out || !keys.is_empty(), "{} in {:?}", row.name, place);
            }
        }
    }
}
