//! The corpus of bad input: each line of it is a case with what is expected, and a table says
//! where each is held, so that none is dropped in silence.

mod file;
mod imports;
pub mod schema;
mod surroundings;
mod table;
mod text;

use upnext::domain::backlog::Backlog;
use upnext::tui::screen::Screen;

use crate::robot::Robot;

/// The identity the cases count up from.
const ID: &str = "00000000-0000-4000-8000-000000000001";

/// An identity as it stands in the file.
fn id(n: u32) -> String {
    format!("\"00000000-0000-4000-8000-{n:012}\"")
}

/// The entry of a story, with more fields behind a comma.
fn story(n: u32, rest: &str) -> String {
    let created = "\"created\":\"2026-11-01T09:00:00Z\"";
    format!("{}:{{\"number\":{n},\"title\":\"Story {n}\",{created}{rest}}}", id(n))
}

fn map(entries: &[String]) -> String {
    format!("{{{}}}", entries.join(",\n"))
}

/// A file with these fields behind its head.
fn file(fields: &[(&str, &str)]) -> String {
    let one = |(name, value): &(&str, &str)| format!(",\n\"{name}\":{value}");
    let fields = fields.iter().map(one).collect::<Vec<_>>().concat();
    format!("{{\"format\":\"upnext\",\"version\":1{fields}}}")
}

fn stories(entries: &[String]) -> String {
    file(&[("stories", &map(entries))])
}

/// Whatever acts on a terminal or hides in a text; a line end does not.
fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// All that the screens show of a backlog, large and small, its stories opened: harmless.
fn shown(backlog: &Backlog) -> String {
    let mut all = String::new();
    for size in [(120, 40), (31, 9)] {
        let mut robot = Robot::on(backlog.clone(), size);
        for screen in Screen::ALL {
            robot.app.show(*screen);
            for keys in ["", "j", "<enter>", "L", "<esc><esc>"] {
                robot.keys(keys);
                all.push_str(&robot.text());
                all.push('\n');
            }
        }
    }
    assert!(!all.contains(is_hostile), "{all:?}");
    all
}
