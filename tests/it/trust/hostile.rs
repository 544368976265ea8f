//! Promise 18: text from data cannot drive the terminal. It never asks what a text should look
//! like, only that nothing in it acts.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use upnext::domain::backlog::Backlog;
use upnext::say::plain;
use upnext::store::document;
use upnext::tui::app::{Msg, Tone};

use crate::robot::Robot;
use crate::samples::Dice;
use crate::screen::scenes;
use crate::terminal::Shop;
use crate::text::{NASTY, is_forbidden};
use crate::trust::{figure, sized};

/// Sequences that have driven a terminal somewhere.
const SEQUENCES: [&str; 14] = [
    "\u{1b}[2J",
    "\u{1b}[6n",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://evil\u{1b}\\link",
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}]0;never ends",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "a\u{8}\u{8}b\rc\u{b}\u{c}\u{7f}",
    "\u{202e}txet\u{202c}",
    "\u{2066}a\u{2069}\u{61c}",
    "pa\u{200b}y\u{ad}pal\u{e0061}",
    "\u{1b}[201~q",
];

/// A text nobody should have to read.
fn hostile(dice: &mut Dice) -> String {
    let nasty: Vec<char> = NASTY.chars().collect();
    let mut text = String::new();
    for _ in 0..=dice.roll(12) {
        match dice.roll(4) {
            0 => text.push_str(SEQUENCES[dice.roll(SEQUENCES.len())]),
            1 => text.extend(char::from_u32(u32::try_from(dice.roll(0x11_0000)).unwrap())),
            _ => text.push(nasty[dice.roll(nasty.len())]),
        }
    }
    text
}

/// Fields that people write.
const WRITTEN: [&str; 22] = [
    "title",
    "role",
    "want",
    "benefit",
    "description",
    "requester",
    "assignee",
    "text",
    "name",
    "goal",
    "reason",
    "note",
    "by",
    "given",
    "when",
    "then",
    "answer",
    "before",
    "after",
    "word",
    "vision",
    "who",
];

/// Every written text in a document becomes a hostile one; how many were.
fn poison(value: &mut Value, dice: &mut Dice, texts: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match value {
                    Value::String(text) if WRITTEN.contains(&name.as_str()) => {
                        *text = hostile(dice);
                        texts.push(text.clone());
                    }
                    Value::Array(words) if ["tags", "skills"].contains(&name.as_str()) => {
                        *words = vec![Value::String(hostile(dice)), Value::String(hostile(dice))];
                    }
                    value => poison(value, dice, texts),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|it| poison(it, dice, texts)),
        _ => {}
    }
}

/// A shop in which every text is hostile, and these texts.
fn hostile_shop(dice: &mut Dice) -> (Backlog, Vec<String>) {
    let base = if dice.roll(2) == 0 { scenes::full() } else { crate::team::team() };
    let bytes = document::write(&base).unwrap();
    let mut value: Value = serde_json::from_slice(&bytes).unwrap();
    let mut texts = Vec::new();
    poison(&mut value, dice, &mut texts);
    let read = document::read(value.to_string().as_bytes()).unwrap();
    (read.backlog, texts)
}

/// Whether anything in these cells or lines acts on a terminal. A joiner between two pictures is
/// one picture.
fn acts(text: &str) -> bool {
    text.contains(|c| c != '\n' && is_forbidden(c))
}

#[track_caller]
fn harmless(robot: &Robot, where_: &str) {
    let (buffer, _) = robot.cells();
    for cell in &buffer.content {
        let symbol = cell.symbol();
        assert!(!symbol.contains(is_forbidden), "{where_}: {symbol:?}");
    }
}

#[test]
fn no_random_text_passes_the_gate_with_anything_that_acts() {
    let (count, mut dice, mut acting) = (sized(5_000, 1_000_000), Dice(18), 0);
    for _ in 0..count {
        let text = hostile(&mut dice);
        acting += usize::from(acts(&text));
        assert!(!plain::line(&text).contains(is_forbidden), "{text:?}");
        assert!(!acts(&plain::text(&text)), "{text:?}");
    }
    // Without the gate the same texts do act: the check sees it.
    assert!(acting > count / 2, "{acting} of {count}");
    figure(18, &format!("{count} random texts through the gate: 0 act ({acting} did before)"));
}

/// Places of the screen, each with texts of its own.
const TOURS: [&str; 9] =
    ["1", "2", "2gd", "2<enter>", "4", "5", "6", ":12<enter><enter>", "2o<esc>?"];

#[test]
fn no_screen_shows_anything_that_acts() {
    let (count, mut dice, mut shown, mut acting) = (sized(1_500, 1_000_000), Dice(181), 0, 0);
    let mut frames = 0;
    while shown < count {
        let (backlog, texts) = hostile_shop(&mut dice);
        shown += texts.len();
        acting += texts.iter().filter(|text| acts(text)).count();
        let stored = document::write(&backlog).unwrap();
        let mut robot = Robot::on(backlog, (120, 40));
        for keys in TOURS {
            robot.keys(keys);
            harmless(&robot, keys);
            robot.keys("<esc><esc><esc>");
            frames += 1;
        }
        // What is told, and what a failure says.
        let text = hostile(&mut dice);
        robot.tell(Msg::Tell(text.clone(), Tone::Refused));
        harmless(&robot, "told");
        robot.tell(Msg::NotSaved(text.clone()));
        harmless(&robot, "not saved");
        robot.tell(Msg::Answer { heading: text.clone(), text });
        harmless(&robot, "an answer");
        frames += 3;
        assert_eq!(document::write(robot.backlog()).unwrap(), stored, "what is stored stays");
    }
    assert!(acting > shown / 2, "{acting} of {shown} would have acted");
    figure(18, &format!("{shown} hostile texts in {frames} frames: 0 cells act"));
}

/// What the program says on both streams; nothing of it may act.
#[track_caller]
fn said(shop: &Shop, args: &[&OsStr]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_upnext"))
        .args(args)
        .current_dir(shop.path())
        .envs(shop.environment())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(output.stdout), String::from_utf8(output.stderr));
    let text = out.unwrap() + &err.unwrap();
    assert!(!acts(&text), "{args:?}: {text:?}");
    assert!(!text.contains("panicked"), "{args:?}: {text}");
    text
}

fn words(line: &str) -> Vec<&OsStr> {
    line.split(' ').map(OsStr::new).collect()
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn no_answer_of_the_command_line_holds_anything_that_acts() {
    let mut dice = Dice(1_818);
    for _ in 0..sized(1, 50) {
        let shop = Shop::new();
        let (backlog, _) = hostile_shop(&mut dice);
        let bytes = document::write(&backlog).unwrap();
        put(&shop.file(), &bytes);
        for line in [
            "list",
            "list --json",
            "show 12",
            "show 12 --json",
            "show 1",
            "log",
            "log --json",
            "today",
            "sprint list",
            "sprint show 7",
            "person list",
            "epic list",
            "release list",
            "product show",
            "idea list",
            "figures",
            "doctor",
            "show 999",
            "sprint daily",
        ] {
            said(&shop, &words(line));
        }
        for text in SEQUENCES {
            let refused = said(&shop, &[OsStr::new("show"), OsStr::new("--"), OsStr::new(text)]);
            assert!(!refused.is_empty());
            said(
                &shop,
                &[OsStr::new("list"), OsStr::new("--"), OsStr::new(&format!("tag:{text}"))],
            );
            said(&shop, &[OsStr::new("set"), OsStr::new("1"), OsStr::new(text)]);
            said(&shop, &[OsStr::new(text)]);
            said(&shop, &[OsStr::new("--json"), OsStr::new("show"), OsStr::new(text)]);
        }
        assert_eq!(fs::read(shop.file()).unwrap(), bytes, "what is stored stays");
    }
}

#[test]
fn no_name_of_a_file_and_no_setting_drives_the_terminal() {
    let shop = Shop::new();
    let names: [&[u8]; 5] =
        [b"a\x1b[2J.json", b"new\nline.json", b"-x.json", b"\xff\xfe\x9b2J.json", b"\xc2\x9b2J"];
    for name in names {
        let path = shop.path().join(OsStr::from_bytes(name));
        let file = [OsStr::new("--file"), path.as_os_str()];
        // Not there; made; there already; broken; a folder.
        assert!(said(&shop, &[file[0], file[1], OsStr::new("list")]).contains("no backlog at"));
        assert!(said(&shop, &[file[0], file[1], OsStr::new("init")]).contains("Made"));
        assert!(said(&shop, &[file[0], file[1], OsStr::new("init")]).contains("there already"));
        put(&path, b"{ oops }");
        assert!(said(&shop, &[file[0], file[1], OsStr::new("list")]).contains(":1:"));
        assert!(
            !said(&shop, &[file[0], file[1], OsStr::new("list"), OsStr::new("--json")]).is_empty()
        );
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(said(&shop, &[file[0], file[1], OsStr::new("list")]).contains("is no file"));
        fs::remove_dir(&path).unwrap();
        let import =
            [OsStr::new("import"), OsStr::new("--from"), OsStr::new("csv"), OsStr::new("--")];
        said(&shop, &[&import[..], &[path.as_os_str()]].concat());
    }
    shop.run(&["init"]);
    let config = shop.path().join("home/config/upnext");
    fs::create_dir_all(&config).unwrap();
    for text in ["theme = \"\u{1b}[2J\"", "\u{1b}]0;x\u{7} = 1", "[keys]\n\"\u{9b}31m\" = \"quit\""]
    {
        put(&config.join("config.toml"), text.as_bytes());
        said(&shop, &words("list"));
        said(&shop, &words("today --json"));
    }
    put(&config.join("config.toml"), b"");
    // A variable of the surroundings is quoted in what is said of it.
    let output = Command::new(env!("CARGO_BIN_EXE_upnext"))
        .args(["list"])
        .current_dir(shop.path())
        .envs(shop.environment())
        .env("UPNEXT_NOW", "\u{1b}[2J")
        .output()
        .unwrap();
    assert!(!acts(&String::from_utf8(output.stderr).unwrap()));
}

/// The gate taken away: the same check on the same texts fails.
#[test]
fn without_the_gate_names_and_texts_drive_the_terminal() {
    let (backlog, _) = hostile_shop(&mut Dice(1_818));
    assert!(backlog.stories().iter().any(|story| acts(&story.title)));
    let error = upnext::store::file::BacklogFile::new("/nowhere/a\u{1b}[2J.json").load();
    assert!(acts(&error.unwrap_err().to_string()), "the sentence holds the name as it is");
}

/// On a terminal even a document of foreign formats is harmless; a pipe gets it as it is.
#[test]
fn an_export_acts_on_no_terminal_and_is_whole_in_a_pipe() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Shop"]);
    let text = fs::read_to_string(shop.file()).unwrap();
    put(&shop.file(), text.replace("\"Shop\"", "\"Shop \\u009b31m\\u202e\"").as_bytes());
    let piped = shop.run(&["export", "--to", "upnext"]);
    assert_eq!(
        document::read(piped.as_bytes()).unwrap().backlog.product().name,
        "Shop \u{9b}31m\u{202e}"
    );
    let mut screen = shop.open(&["export", "--to", "upnext"]);
    assert_eq!(screen.gone(), 0);
    screen.see("Shop ·31m");
    assert!(!acts(&String::from_utf8_lossy(&screen.sent).replace("\r\n", "\n")));
}

/// The one sequence the program sends with text in it: what the user copies, encoded.
#[test]
fn what_is_copied_is_the_only_text_that_goes_to_the_terminal_and_it_is_encoded() {
    let shop = Shop::new();
    shop.run(&["init", "--name", "Shop"]);
    shop.run(&["add", "Pay by card"]);
    let text = fs::read_to_string(shop.file()).unwrap();
    let title = "Pay \\u001b]52;c;ZXZpbA==\\u0007\\u001b]0;evil\\u0007";
    put(&shop.file(), text.replace("Pay by card", title).as_bytes());
    let mut screen = shop.open(&[]);
    screen.see("Pay ␛]52").keys("2\u{19}").see("Copied #1").keys("q");
    assert_eq!(screen.ends(), 0);
    let sent = String::from_utf8_lossy(&screen.sent).into_owned();
    let copies: Vec<&str> = sent.split("\u{1b}]").skip(1).collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let code = copies[0].strip_prefix("52;c;").unwrap().split('\u{1b}').next().unwrap();
    assert!(code.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c)), "{code}");
    assert!(!code.contains("ZXZpbA"), "{code}");
}
