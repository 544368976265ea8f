//! From the text of `config.toml` to what it says and what is wrong with it.
//! It never stops at the first mistake, and knows no file.

mod assistant;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::cli::assistant::Assistant;
use crate::say::near::nearest;
use crate::tui::theme::Theme;

/// Every setting.
const SETTINGS: [&str; 6] = ["name", "theme", "mouse", "ascii", "keys", "assistant"];

/// What the file says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    /// Who acts.
    pub name: Option<String>,
    /// The theme.
    pub theme: Option<Theme>,
    /// Whether the mouse is taken from the terminal.
    pub mouse: bool,
    /// Whether nothing but ASCII is drawn.
    pub ascii: bool,
    /// Actions with keys of the user's own, in the order of the file.
    pub keys: Vec<Given>,
    /// The program that proposes stories.
    pub assistant: Option<Assistant>,
    /// What cannot be understood.
    pub wrong: Vec<Mistake>,
}

/// Keys given for an action.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// The action, or `place.action`.
    pub name: String,
    /// The byte where it stands.
    pub at: usize,
    /// The keys, each with the byte where it stands.
    pub keys: Vec<(String, usize)>,
}

/// Something that cannot be understood.
#[derive(Debug, Clone)]
pub(super) struct Mistake {
    /// The byte where it stands.
    pub at: usize,
    /// What is wrong and what would be right.
    pub words: String,
    /// It is about the file as a whole, or about more than the screen.
    pub of_file: bool,
}

impl Mistake {
    /// A mistake that stops every command.
    pub const fn of_file(at: usize, words: String) -> Self {
        Self { at, words, of_file: true }
    }

    /// A mistake that stops the screen.
    pub const fn of_screen(at: usize, words: String) -> Self {
        Self { at, words, of_file: false }
    }
}

impl Said {
    /// Nothing but a mistake.
    pub fn wrong(mistake: Mistake) -> Self {
        Self { wrong: vec![mistake], ..Self::default() }
    }

    fn screen(&mut self, at: usize, words: impl Into<String>) {
        self.wrong.push(Mistake::of_screen(at, words.into()));
    }
}

type Name<'i> = Spanned<DeString<'i>>;
type Value<'i> = Spanned<DeValue<'i>>;

/// Reads everything that can be read.
pub(super) fn read(text: &str) -> Said {
    let mut said = Said::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    // What was saved from a broken file would only bring mistakes that are none.
    if !errors.is_empty() {
        said.wrong.extend(errors.iter().map(|error| {
            let at = error.span().map_or(text.len(), |span| span.start);
            Mistake::of_file(at, format!("this is no TOML: {}", error.message()))
        }));
        return said;
    }
    for (name, value) in table.get_ref() {
        setting(&mut said, name, value);
    }
    said.keys.sort_by_key(|given| given.at);
    said
}

fn setting(said: &mut Said, name: &Name<'_>, value: &Value<'_>) {
    let at = value.span().start;
    match (name.get_ref().as_ref(), value.get_ref()) {
        ("name", DeValue::String(who)) => {
            said.name = Some(who.trim().to_owned()).filter(|who| !who.is_empty());
        }
        ("name", _) => said.wrong.push(Mistake::of_file(at, "name is a text: \"Ann\"".to_owned())),
        ("theme", DeValue::String(word)) => match word.parse() {
            Ok(theme) => said.theme = Some(theme),
            Err(_) => said.screen(at, format!("no theme “{word}”: there are {}", themes())),
        },
        ("theme", _) => said.screen(at, format!("theme is one of {}, in quotes", themes())),
        ("mouse", DeValue::Boolean(on)) => said.mouse = *on,
        ("ascii", DeValue::Boolean(on)) => said.ascii = *on,
        (name @ ("mouse" | "ascii"), _) => {
            said.screen(at, format!("{name} is true or false, without quotes"));
        }
        ("keys", DeValue::Table(table)) => keys(said, None, table),
        ("assistant", DeValue::Table(table)) => assistant::read(said, at, table),
        ("assistant", _) => {
            let words = "assistant is a section: [assistant], below it command = [\"program\"]";
            said.wrong.push(Mistake::of_file(at, words.to_owned()));
        }
        ("keys", _) => said.screen(at, "keys is a section: [keys], below it estimate = \"e\""),
        (other, _) => {
            let words = match nearest(other, SETTINGS) {
                Some(near) => format!("no setting “{other}”: did you mean {near}?"),
                None => format!("no setting “{other}”: there are {}", SETTINGS.join(", ")),
            };
            said.wrong.push(Mistake::of_file(name.span().start, words));
        }
    }
}

fn themes() -> String {
    Theme::ALL.iter().map(|theme| theme.word()).collect::<Vec<_>>().join(", ")
}

/// The actions of a table; in a table inside it, those of one place.
fn keys(said: &mut Said, place: Option<&str>, table: &DeTable<'_>) {
    for (name, value) in table {
        let (at, action) = (name.span().start, name.get_ref());
        let name = place.map_or_else(|| action.to_string(), |place| format!("{place}.{action}"));
        match value.get_ref() {
            DeValue::Table(inside) if place.is_none() => keys(said, Some(action), inside),
            DeValue::String(key) => {
                let keys = vec![(key.to_string(), value.span().start)];
                said.keys.push(Given { name, at, keys });
            }
            DeValue::Array(list) => {
                let mut keys = Vec::new();
                for item in list {
                    let at = item.span().start;
                    match item.get_ref() {
                        DeValue::String(key) => keys.push((key.to_string(), at)),
                        _ => said.screen(at, format!("keys of {name} are texts: \"e\"")),
                    }
                }
                if keys.len() == list.len() {
                    said.keys.push(Given { name, at, keys });
                }
            }
            _ => {
                let words =
                    format!("keys of {name} are a text or a list: \"e\" or [\"e\", \"g e\"]");
                said.screen(value.span().start, words);
            }
        }
    }
}
