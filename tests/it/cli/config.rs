//! The user's `config.toml`: what it sets, and how its mistakes are named.

use std::ffi::OsStr;

use upnext::cli::config::{Config, Settings, theme};
use upnext::tui::action::{Action, Key, Meaning, Place as Where};
use upnext::tui::theme::Theme;

use super::*;

/// A folder whose user wrote this into `config.toml`.
fn configured(text: impl AsRef<[u8]>) -> Place {
    let place = Place::new();
    let folder = place.dir.path().join("config/upnext");
    fs::create_dir_all(&folder).unwrap();
    put(&folder.join("config.toml"), text);
    place
}

fn read(text: &str) -> Config {
    Config::of("config.toml".to_owned(), text.as_bytes().to_vec()).unwrap()
}

/// What is said where the screen is asked for.
#[track_caller]
fn screen(text: &str) -> String {
    let place = configured(text);
    let said = place.run::<&str>([]).failed(2);
    assert_eq!(place.run(["demo"]).failed(2), said);
    said
}

#[test]
fn every_setting_is_read() {
    let config = read(
        "name = ' Ann '\ntheme = \"light\"\nmouse = true\nascii = true\n\n\
         [keys]\nestimate = 'z'\nadd = ['f5', 'g x']\nwelcome.sample = 'e'\n\"list.drop\" = []\n",
    );
    assert_eq!(config.name(), Some("Ann"));
    let settings = config.settings().unwrap();
    assert_eq!((settings.theme, settings.mouse, settings.ascii), (Some(Theme::Light), true, true));
    let means = |keys: &str, place| {
        let run: Vec<Key> = keys.split(' ').map(|key| Key::named(key).unwrap()).collect();
        settings.keys.meaning(&run, place)
    };
    assert_eq!(means("z", Where::List), Meaning::Action(Action::Estimate));
    assert_eq!(means("g x", Where::List), Meaning::Action(Action::Add));
    assert_eq!(means("e", Where::Welcome), Meaning::Action(Action::Sample));
    assert_eq!(means("d", Where::List), Meaning::Nothing);
}

#[test]
fn without_a_file_or_with_an_empty_one_nothing_is_set() {
    for config in
        [Config::default(), read(""), read("# nothing\n\n[keys]\n"), read("name = \"\"\n")]
    {
        assert_eq!(config.name(), None);
        let settings = config.settings().unwrap();
        assert_eq!((settings.theme, settings.mouse, settings.ascii), (None, false, false));
    }
    let said = Place::new().run::<&str>([]).failed(2);
    assert!(said.starts_with("upnext: the screen needs a terminal"), "{said}");
}

#[test]
fn no_colour_beats_every_setting() {
    let all = Theme::ALL.iter().copied().map(Some).chain([None]);
    for named in all {
        let settings = Settings { theme: named, ..Settings::default() };
        let own = named.unwrap_or(Theme::Terminal);
        assert_eq!(theme(&settings, false, None), own);
        assert_eq!(theme(&settings, true, None), Theme::None);
        assert_eq!(theme(&settings, false, Some(OsStr::new("1"))), Theme::None);
        assert_eq!(theme(&settings, false, Some(OsStr::new("0"))), Theme::None);
        assert_eq!(theme(&settings, true, Some(OsStr::new("1"))), Theme::None);
        // https://no-color.org: "when present and not an empty string".
        assert_eq!(theme(&settings, false, Some(OsStr::new(""))), own);
    }
}

#[test]
fn a_mistake_is_named_with_file_line_and_column() {
    let file = "upnext: ~/config/upnext/config.toml, ";
    let cases = [
        (
            "theme = \"light\"\n\n[keys]\nestimat = \"z\"\n",
            "line 4, column 1: no action “estimat”: did you mean estimate?",
        ),
        (
            "theme = \"drak\"\n",
            "line 1, column 9: no theme “drak”: there are terminal, dark, light, high-contrast, none",
        ),
        (
            "theme = 3\n",
            "line 1, column 9: theme is one of terminal, dark, light, high-contrast, none, in quotes",
        ),
        ("mouse = \"yes\"\n", "line 1, column 9: mouse is true or false, without quotes"),
        ("ascii = 1\n", "line 1, column 9: ascii is true or false, without quotes"),
        ("keys = 1\n", "line 1, column 8: keys is a section: [keys], below it estimate = \"e\""),
        (
            "[keys]\nadd = 3\n",
            "line 2, column 7: keys of add are a text or a list: \"e\" or [\"e\", \"g e\"]",
        ),
        ("[keys]\nadd = ['z', 3]\n", "line 2, column 13: keys of add are texts: \"e\""),
        (
            "[keys]\nadd = ['z', 'j']\n",
            "line 2, column 13: “j” would mean both add and down: give one of them another key",
        ),
        // Columns count characters, not bytes.
        (
            "[keys]\nadd = ['é', 'j']\n",
            "line 2, column 13: “j” would mean both add and down: give one of them another key",
        ),
        ("[keys]\nquit = []\n", "line 2, column 1: quit must keep a key: it is a way out"),
    ];
    for (text, words) in cases {
        let said = screen(text);
        assert_eq!(said, format!("{file}{words}\n"), "{text}");
        // It is about the screen: a command goes on.
        configured(text).line("list").well();
    }
}

#[test]
fn a_file_that_is_not_understood_stops_every_command() {
    let file = "upnext: ~/config/upnext/config.toml, ";
    let cases: [(&[u8], &str); 5] = [
        (
            b"colour = true\n",
            "line 1, column 1: no setting “colour”: there are name, theme, mouse, ascii, keys, assistant",
        ),
        (b"\nthemes = 'dark'\n", "line 2, column 1: no setting “themes”: did you mean theme?"),
        (b"name = 3\n", "line 1, column 8: name is a text: \"Ann\""),
        (b"name = 'A'\nname = 'B'\n", "line 2, column 1: this is no TOML: duplicate key"),
        (b"name = '\xff'\n", "line 1, column 9: this is not UTF-8 text"),
    ];
    for (text, words) in cases {
        let place = configured(text);
        for line in ["list", "add Story", ""] {
            assert_eq!(place.line(line).failed(2), format!("{file}{words}\n"));
        }
    }
    let said = configured("name = \"Ann\n").line("list").failed(2);
    assert!(said.contains("config.toml, line 1, column ") && said.contains("no TOML"), "{said}");
}

#[test]
fn all_mistakes_are_said_at_once_in_the_order_of_the_file() {
    let text = "ascii = 'no'\nnam = 'Ann'\n[keys]\nzebra = 'z'\nadd = ['e', 'hyper']\ntitle = ''\n";
    let said = screen(text);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "upnext: 6 mistakes in ~/config/upnext/config.toml");
    let places =
        ["1, column 9", "2, column 1", "4, column 1", "5, column 8", "5, column 13", "6, column 9"];
    for (line, place) in lines[1..].iter().zip(places) {
        assert!(line.starts_with(&format!("  line {place}: ")), "{said}");
    }
    assert_eq!(lines.len(), 7, "{said}");
    // In JSON each is a reason of its own.
    let place = configured(text);
    let said = run(place.command(["--json"]).env("NO_COLOR", "1"));
    let error: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(error["error"]["reasons"].as_array().unwrap().len(), 6);
}

#[test]
fn what_a_mistake_quotes_is_harmless() {
    let said = screen("theme = \"\\u001b[2J\"\n");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_a_missing_one_is_not() {
    let place = configured("");
    let file = place.dir.path().join("config/upnext/config.toml");
    fs::remove_file(&file).unwrap();
    place.line("list").well();
    // A folder in its place cannot be read, whoever looks.
    fs::create_dir(&file).unwrap();
    let said = place.line("list").failed(74);
    assert!(said.starts_with("upnext: cannot read ~/config/upnext/config.toml: "), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_of_somebody_else_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let place = configured("name = \"Ann\"\n");
    let file = place.dir.path().join("config/upnext/config.toml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        println!("not tested: this user reads everything");
        return;
    }
    let said = place.line("list").failed(74);
    assert!(said.contains("cannot read ~/config/upnext/config.toml: Permission denied"), "{said}");
}

#[test]
fn the_readme_shows_settings_that_are_taken() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let examples = readme.split("```toml\n").skip(1).filter_map(|it| it.split("```").next());
    let examples: Vec<&str> = examples.collect();
    for example in &examples {
        read(example).settings().unwrap_or_else(|failure| panic!("{failure:?}"));
    }
    let example = *examples.iter().find(|it| it.contains("theme")).unwrap();
    let settings = read(example).settings().unwrap_or_else(|failure| panic!("{failure:?}"));
    assert!(settings.mouse && settings.ascii);
    assert_eq!(settings.theme, Some(Theme::Light));
    for theme in Theme::ALL {
        assert!(example.contains(theme.word()), "{theme} is missing from the example");
        assert!(readme.contains(&format!("`{theme}`")), "{theme} is missing from the table");
    }
}
