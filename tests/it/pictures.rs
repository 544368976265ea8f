//! Pictures of screens: exact, harmless, well-formed, and those of the README as the screens are.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use upnext::cli::sample_backlog;
use upnext::domain::backlog::Backlog;
use upnext::tui::picture::{DARK, LIGHT, Look, Rgb, svg};
use upnext::tui::screen::Screen;
use upnext::tui::shots::{self, SHOTS, Shot, Studio};

use crate::robot::{Robot, now, stamp};

/// The pictures of the README: which screen, how large, in which theme.
const PICTURES: &[(&str, (u16, u16), &str)] = &[
    ("today", (110, 32), "terminal"),
    ("inbox", (110, 28), "terminal"),
    ("refine", (110, 32), "terminal"),
    ("disagreements", (100, 26), "light"),
    ("health", (110, 32), "dark"),
    ("plan", (110, 30), "dark"),
    ("board", (110, 32), "terminal"),
    ("daily", (100, 28), "light"),
    ("review", (110, 26), "high-contrast"),
    ("backlog", (100, 30), "terminal"),
    ("story", (120, 36), "dark"),
    ("criterion", (100, 26), "light"),
    ("tags", (100, 24), "high-contrast"),
    ("palette", (100, 24), "terminal"),
];

/// What makes them anew.
const WRITE: &str = "UPNEXT_PICTURES=write cargo test --test it pictures";

fn studio(size: (u16, u16), theme: &str) -> Studio {
    Studio {
        size,
        theme: theme.parse().unwrap(),
        palette: if theme == "light" { &LIGHT } else { &DARK },
        stamp: stamp(),
        folder: "/home/ann/webshop".to_owned(),
    }
}

fn taken(shot: &Shot, size: (u16, u16)) -> String {
    shots::picture(shot, the_sample(), &studio(size, "terminal"))
}

/// The sample, made once: each picture begins with a copy of it.
fn the_sample() -> Backlog {
    static SAMPLE: OnceLock<Backlog> = OnceLock::new();
    SAMPLE.get_or_init(|| sample_backlog(now()).unwrap()).clone()
}

fn at_home(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_pictures_of_the_readme_are_as_the_screens_are() {
    let writes = std::env::var_os("UPNEXT_PICTURES").is_some_and(|how| how == "write");
    let readme = fs::read_to_string(at_home("README.md")).unwrap();
    let mut known = BTreeSet::new();
    for (name, size, theme) in PICTURES {
        let shot = shots::named(name).unwrap();
        let backlog = the_sample();
        let picture = shots::picture(shot, backlog, &studio(*size, theme));
        let place = format!("assets/pictures/{name}.svg");
        let path = at_home(&place);
        if writes {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            File::create(&path).and_then(|mut file| file.write_all(picture.as_bytes())).unwrap();
        }
        let held = fs::read_to_string(&path).unwrap_or_default();
        assert!(held == picture, "{place} shows an older screen; {WRITE} makes it anew");
        let shown = format!("![{}]({place})", shot.alt);
        assert!(readme.contains(&shown), "the README should show it as\n\n{shown}");
        known.insert(format!("{name}.svg"));
    }
    let found = fs::read_dir(at_home("assets/pictures")).unwrap();
    let found = found.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(found.collect::<BTreeSet<_>>(), known, "no picture stands about unused");
    assert_eq!(readme.matches("](assets/pictures/").count(), PICTURES.len());
}

#[test]
fn every_screen_has_a_picture_of_its_own() {
    let mut seen = BTreeSet::new();
    for shot in SHOTS {
        assert!(shot.alt.len() > 40 && shot.alt.ends_with('.'), "{}", shot.name);
        assert!(!shot.alt.contains(['[', ']', '\n']) && !shot.alt.contains("  "), "{}", shot.name);
        for size in [(20, 5), (60, 20), (100, 30), (300, 100)] {
            let picture = taken(shot, size);
            assert_eq!(picture, taken(shot, size));
            well_formed(&picture);
            if size == (100, 30) {
                assert!(picture.contains(&shot.alt.replace('\'', "&#39;")), "{}", shot.name);
                assert!(
                    seen.insert(words(&picture).join("\n")),
                    "{} looks like another",
                    shot.name
                );
            }
        }
    }
    assert!(shots::named("nowhere").is_none());
}

/// A screen of the table is what the keys of its row lead to.
#[test]
fn a_picture_shows_what_the_keys_lead_to() {
    for shot in SHOTS.iter().filter(|shot| shot.backlog) {
        let mut robot = Robot::on(the_sample(), (100, 30));
        robot.app.show(Screen::Today);
        let backlog = robot.backlog().clone();
        robot.keys(shot.keys);
        let drawn = shots::drawn(shot, backlog, &studio((100, 30), "none"));
        let mut text = String::new();
        for y in 0..30 {
            let line: String = (0..100).map(|x| drawn[(x, y)].symbol()).collect();
            text.push_str(line.trim_end());
            text.push('\n');
        }
        assert_eq!(text.trim_end(), robot.text().trim_end(), "{}", shot.name);
    }
    let welcome = shots::named("welcome").unwrap();
    let picture = shots::picture(welcome, Backlog::default(), &studio((100, 30), "none"));
    assert!(picture.contains("There is no backlog in /home/ann/webshop yet."));
}

#[test]
fn keys_are_spelled_as_they_are_pressed() {
    let names = ["j", "/", "é", "enter", "ctrl-d", "<", "space"];
    let keys = names.map(|name| upnext::tui::action::Key::named(name).unwrap());
    assert_eq!(shots::pressed("j/é<enter><ctrl-d><<space>"), keys);
    assert_eq!(shots::pressed("<no>").len(), 4);
}

/// A buffer of one line.
fn line(parts: &[(&str, Style)], width: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    let mut x = 0;
    for (text, style) in parts {
        x = buffer.set_stringn(x, 0, text, usize::from(width - x), *style).0;
    }
    buffer
}

fn look() -> Look<'static> {
    Look { title: "a title", alt: "what is seen", palette: &DARK }
}

/// What is drawn, without the frame.
fn pieces(buffer: &Buffer) -> Vec<String> {
    let picture = svg(buffer, &look());
    well_formed(&picture);
    let inner = picture.split_once("monospace\">\n").unwrap().1;
    inner.strip_suffix("</g>\n</svg>\n").unwrap().lines().map(str::to_owned).collect()
}

/// The letters of a picture.
fn words(picture: &str) -> Vec<&str> {
    let texts = picture.lines().filter(|line| line.starts_with("<text"));
    texts.map(|line| line.split(['<', '>']).nth(2).unwrap()).collect()
}

#[test]
fn a_small_picture_to_the_byte() {
    let plain = Style::new();
    let picture = svg(&line(&[("a & b  ", plain), ("日", plain.fg(Color::Red))], 10), &look());
    let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"128.3\" height=\"50.62\" \
        viewBox=\"0 0 128.3 50.62\" role=\"img\">
<title>a title</title>
<desc>what is seen</desc>
<rect x=\"0.5\" y=\"0.5\" width=\"127.3\" height=\"49.62\" rx=\"10\" fill=\"#16181d\" stroke=\"#4a4f5a\"/>
<g transform=\"translate(16 16)\" font-size=\"16\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\">
<text x=\"0\" y=\"14.85\" textLength=\"48.15\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#d8dae0\">a &amp; b</text>
<text x=\"67.41\" y=\"14.85\" textLength=\"19.26\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#f07178\">日</text>
</g>
</svg>
";
    assert_eq!(picture, expected);
}

#[test]
fn weights_and_lines_are_drawn() {
    let style = |modifier| Style::new().add_modifier(modifier);
    let buffer = line(
        &[
            ("bo", style(Modifier::BOLD)),
            ("di", style(Modifier::DIM)),
            ("it", style(Modifier::ITALIC)),
            ("no", style(Modifier::HIDDEN)),
        ],
        10,
    );
    let found = pieces(&buffer);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[0].contains("font-weight=\"bold\">bo<"), "{found:#?}");
    assert!(found[1].contains("opacity=\"0.6\">di<"), "{found:#?}");
    assert!(found[2].contains("font-style=\"italic\">it<"), "{found:#?}");
    let under = style(Modifier::UNDERLINED).underline_color(Color::Rgb(1, 2, 3));
    let found = pieces(&line(&[("a  ", under), ("s", style(Modifier::CROSSED_OUT))], 5));
    assert!(found[0].starts_with("<rect x=\"0\" y=\"16.35\" width=\"28.89\" height=\"1\""));
    assert!(found[0].contains("fill=\"#010203\""), "{found:#?}");
    assert!(found[1].starts_with("<rect x=\"28.89\" y=\"10.05\" width=\"9.63\""), "{found:#?}");
}

#[test]
fn reversed_cells_change_their_colours_and_neighbours_are_one_piece() {
    let plain = Style::new();
    let turned = plain.fg(Color::Green).add_modifier(Modifier::REVERSED);
    let found = pieces(&line(&[("x ", plain), ("on", turned), (" 日", turned), ("y", plain)], 9));
    assert_eq!(found.len(), 5, "{found:#?}");
    let ground = "<rect x=\"19.26\" y=\"0\" width=\"48.15\" height=\"18.62\" fill=\"#98c379\"";
    assert!(found[0].starts_with(ground), "{found:#?}");
    assert!(found[2].contains("fill=\"#16181d\">on<") && found[3].contains(">日<"));
    let found = pieces(&line(&[("a b  c", plain), ("d", plain), (" ✓ e", plain)], 12));
    let texts: Vec<_> = found.iter().map(|it| it.split(['<', '>']).nth(2).unwrap()).collect();
    assert_eq!(texts, ["a b", "cd", "✓", "e"]);
    // The ground of the terminal is nothing to be drawn.
    assert_eq!(pieces(&line(&[("   ", plain)], 3)), [""; 0]);
}

#[test]
fn colours_are_those_of_terminals() {
    let seen = |colour| DARK.colour(colour);
    assert_eq!(seen(Color::Reset), None);
    assert_eq!(seen(Color::Rgb(9, 8, 7)), Some(Rgb(9, 8, 7)));
    for (index, rgb) in [
        (16, Rgb(0, 0, 0)),
        (17, Rgb(0, 0, 95)),
        (196, Rgb(255, 0, 0)),
        (110, Rgb(135, 175, 215)),
        (231, Rgb(255, 255, 255)),
        (232, Rgb(8, 8, 8)),
        (255, Rgb(238, 238, 238)),
    ] {
        assert_eq!(seen(Color::Indexed(index)), Some(rgb), "{index}");
    }
    assert_eq!(seen(Color::Red), seen(Color::Indexed(1)));
    assert_eq!(seen(Color::White), seen(Color::Indexed(15)));
    assert_eq!(Rgb(0, 10, 255).to_string(), "#000aff");
}

/// Light and dark as the eye adds them up, from 0 to 1.
fn light(Rgb(red, green, blue): Rgb) -> f64 {
    let part = |it: u8| {
        let it = f64::from(it) / 255.0;
        if it <= 0.03928 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

#[test]
fn coloured_text_can_be_read() {
    for palette in [&DARK, &LIGHT] {
        let colours = [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta];
        let seen = colours.into_iter().chain([Color::Cyan]).filter_map(|it| palette.colour(it));
        for colour in seen.chain([palette.foreground]) {
            let (a, b) = (light(colour), light(palette.background));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{colour} on {}: {contrast}", palette.background);
        }
    }
}

/// Fails where a text is no well-formed SVG, or holds anything that acts or leads elsewhere.
#[track_caller]
fn well_formed(picture: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (before, tags) = picture.split_once('<').unwrap();
    assert_eq!(before, "");
    for (at, piece) in tags.split('<').enumerate() {
        assert!(at == 0 || !open.is_empty(), "a second root: {piece:?}");
        let (tag, text) = piece.split_once('>').unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "a tag is closed that is not open");
        } else {
            let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let known = ["svg", "title", "desc", "rect", "g", "text"];
            assert!(known.contains(&name), "<{name}>");
            attributes_are_sound(attributes);
            open.extend((!alone).then_some(name));
        }
        assert!(!open.is_empty() || text == "\n" || text.is_empty(), "text outside: {text:?}");
        text_is_sound(text);
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

#[track_caller]
fn attributes_are_sound(attributes: &str) {
    let mut rest = attributes.trim_start();
    let mut seen = BTreeSet::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once("=\"").unwrap();
        assert!(name.chars().all(|c| c.is_ascii_alphabetic() || c == '-'), "{name:?}");
        assert!(seen.insert(name), "{name} twice");
        assert!(!name.starts_with("on") && !name.contains("href"), "{name} acts");
        let (value, after) = after.split_once('"').unwrap();
        assert!(!value.contains("url(") && !value.contains("javascript"), "{value}");
        assert!(!value.contains("//") || name == "xmlns", "{value} leads elsewhere");
        text_is_sound(value);
        rest = after.trim_start();
    }
}

#[track_caller]
fn text_is_sound(text: &str) {
    assert!(!text.contains(['<', '>', '"']), "{text:?}");
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        assert!(known.iter().any(|it| text[at..].starts_with(it)), "{text:?}");
    }
    let unfit = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    assert!(!text.contains(unfit), "{text:?}");
}

#[test]
fn the_checker_finds_what_is_wrong() {
    well_formed("<svg a=\"1\"><g><rect x=\"0\"/>a &amp; b</g>\n</svg>\n");
    for wrong in [
        "<svg>",
        "<svg></g>",
        "<svg></svg></svg>",
        "<svg>a & b</svg>",
        "<svg>a > b</svg>",
        "<svg><script></script></svg>",
        "<svg onload=\"x\"></svg>",
        "<svg a=\"x\" a=\"y\"></svg>",
        "<svg fill=\"url(#x)\"></svg>",
        "<svg>\u{1b}</svg>",
        "<svg></svg>x",
    ] {
        let found = std::panic::catch_unwind(|| well_formed(wrong));
        assert!(found.is_err(), "{wrong}");
    }
}

fn any_style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        Just(Color::Reset),
        Just(Color::Gray),
        any::<u8>().prop_map(Color::Indexed),
        any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color::Rgb(red, green, blue)),
    ];
    (colour.clone(), colour, any::<u16>()).prop_map(|(fore, back, modifier)| {
        Style::new().fg(fore).bg(back).add_modifier(Modifier::from_bits_truncate(modifier))
    })
}

fn any_words() -> impl Strategy<Value = String> {
    let pieces = [
        "<",
        ">",
        "&",
        "\"",
        "'",
        "]]>",
        "<script>",
        "</text>",
        "</title>",
        "javascript:x",
        "<!--",
        "&#27;",
        "a",
        " ",
        "  ",
        "日本",
        "👩\u{200d}👩",
        "e\u{301}",
        "\u{1b}[2J",
        "\u{9b}",
        "\u{202e}",
        "\u{fffe}",
        "\u{ffff}",
        "\0",
        "\n",
        "\t",
        "\u{200b}",
        "✓",
        "─",
        "עברית",
    ];
    let made = prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..12);
    prop_oneof![made.prop_map(|all| all.concat()), any::<String>()]
}

proptest! {
    #[test]
    fn whatever_stands_in_cells_the_picture_is_sound(
        cells in prop::collection::vec((0u16..24, 0u16..6, any_words(), any_style()), 0..12),
        title in any_words(),
        alt in any_words(),
    ) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 6));
        for (x, y, text, style) in &cells {
            buffer.set_stringn(*x, *y, text, 24, *style);
            // Past what a screen would write itself.
            buffer[(*x, 5 - *y)].set_symbol(text);
        }
        let picture = svg(&buffer, &Look { title: &title, alt: &alt, palette: &LIGHT });
        well_formed(&picture);
        for line in picture.lines().filter(|line| line.starts_with("<text")) {
            let number = |name: &str| {
                let (_, after) = line.split_once(&format!(" {name}=\"")).unwrap();
                after.split_once('"').unwrap().0.parse::<f64>().unwrap()
            };
            prop_assert!(number("x") + number("textLength") <= 24.0 * 9.63 + 0.001, "{}", line);
        }
    }
}
