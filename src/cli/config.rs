//! The user's `config.toml`: who acts, how the screen looks, which keys. It never guesses what a
//! mistake was meant to be: all of them are said at once, each with its line and column.
//!
//! A mistake about the screen (theme, mouse, ascii, keys) stops the screen only; a file that
//! cannot be understood as a whole stops every command.

mod reading;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use directories::{BaseDirs, ProjectDirs};

use self::reading::{Given, Mistake, Said};
use super::assistant::Assistant;
use super::failure::Failure;
use crate::domain::refusal::Refusal;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Theme;

/// What the screen is to be like.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The theme, if one is named.
    pub theme: Option<Theme>,
    /// Whether the mouse is taken from the terminal.
    pub mouse: bool,
    /// Whether nothing but ASCII is drawn.
    pub ascii: bool,
    /// Which keys mean what.
    pub keys: Keymap,
}

/// The theme that holds: without colour where `--no-color` or `NO_COLOR` asks for it, whatever
/// the settings say; an empty `NO_COLOR` asks for nothing.
#[must_use]
pub fn theme(settings: &Settings, no_color_flag: bool, no_color: Option<&OsStr>) -> Theme {
    if no_color_flag || no_color.is_some_and(|value| !value.is_empty()) {
        return Theme::None;
    }
    settings.theme.unwrap_or_default()
}

/// `config.toml`, read.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Where it is, as people are told.
    path: String,
    text: String,
    said: Said,
}

impl Config {
    /// Reads the user's; where there is none, nothing is set.
    ///
    /// # Errors
    /// It is there and cannot be read or understood.
    pub fn of_user() -> Result<Self, Failure> {
        let Some(folders) = ProjectDirs::from("", "", "upnext") else { return Ok(Self::default()) };
        let path = folders.config_dir().join("config.toml");
        match fs::read(&path) {
            Ok(bytes) => Self::of(shown(&path), bytes),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                    Ok(Self { path: shown(&path), ..Self::default() })
                }
                _ => Err(Failure::io(format!("cannot read {}: {error}", shown(&path)))),
            },
        }
    }

    /// Understands the bytes of a file that is called `path` in messages.
    ///
    /// # Errors
    /// They are no TOML, or hold a setting that there is not.
    pub fn of(path: String, bytes: Vec<u8>) -> Result<Self, Failure> {
        let config = match String::from_utf8(bytes) {
            Ok(text) => Self { path, said: reading::read(&text), text },
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let said = Said::wrong(Mistake::of_file(at, "this is not UTF-8 text".to_owned()));
                Self { path, text, said }
            }
        };
        if config.said.wrong.iter().any(|mistake| mistake.of_file) {
            return Err(config.failure(&config.keymap().err().unwrap_or_default()));
        }
        Ok(config)
    }

    /// Where it is, or would be, as people are told.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Who acts, if it says so.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.said.name.as_deref()
    }

    /// The program that proposes stories, if it names one.
    #[must_use]
    pub const fn assistant(&self) -> Option<&Assistant> {
        self.said.assistant.as_ref()
    }

    /// What the screen is to be like.
    ///
    /// # Errors
    /// Some of it cannot be; everything that cannot is said.
    pub fn settings(&self) -> Result<Settings, Failure> {
        match self.keymap() {
            Ok(keys) if self.said.wrong.is_empty() => Ok(Settings {
                theme: self.said.theme,
                mouse: self.said.mouse,
                ascii: self.said.ascii,
                keys,
            }),
            wrong => Err(self.failure(&wrong.err().unwrap_or_default())),
        }
    }

    fn keymap(&self) -> Result<Keymap, Vec<Mistake>> {
        let given = &self.said.keys;
        let named = given.iter().map(|given| {
            (given.name.clone(), given.keys.iter().map(|(key, _)| key.clone()).collect())
        });
        Keymap::with(named).map_err(|clashes| {
            let mistake = |clash: crate::tui::keymap::Clash| {
                let at = given.get(clash.at).map_or(0, |given| given.position(clash.key));
                Mistake::of_screen(at, clash.words)
            };
            clashes.into_iter().map(mistake).collect()
        })
    }

    /// All that is wrong, in the order of the file.
    fn failure(&self, keys: &[Mistake]) -> Failure {
        let mut all: Vec<&Mistake> = self.said.wrong.iter().chain(keys).collect();
        all.sort_by_key(|mistake| mistake.at);
        let place = |mistake: &Mistake| {
            let (line, column) = position(&self.text, mistake.at);
            format!("line {line}, column {column}: {}", mistake.words)
        };
        let refusal = match all.as_slice() {
            [one] => Refusal::usage(format!("{}, {}", self.path, place(one))),
            all => Refusal::usage(format!("{} mistakes in {}", all.len(), self.path))
                .with(all.iter().map(|mistake| place(mistake))),
        };
        refusal.into()
    }
}

impl Given {
    /// Where the name stands, or one of its keys.
    fn position(&self, key: Option<usize>) -> usize {
        key.and_then(|key| self.keys.get(key)).map_or(self.at, |(_, at)| *at)
    }
}

/// Line and column of a byte, both from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (line, before.get(start..).map_or(0, |it| it.chars().count()) + 1)
}

/// A path as people write it: their home is `~`.
fn shown(path: &Path) -> String {
    let home = BaseDirs::new();
    match home.as_ref().and_then(|home| path.strip_prefix(home.home_dir()).ok()) {
        Some(inside) => format!("~/{}", inside.display()),
        None => path.display().to_string(),
    }
}
