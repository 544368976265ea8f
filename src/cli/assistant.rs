//! The assistant: any program of the user's own that proposes stories from a description. It is
//! run without a shell, for so long and no longer, and nothing it says is believed or kept here.

mod answer;
mod running;

pub use self::running::{Stop, start};

use serde::Serialize;

use crate::domain::backlog::Backlog;
use crate::domain::refusal::Refusal;

/// The most seconds it may be given.
pub const LONGEST: u64 = 600;
/// The seconds it has where the settings say nothing of them.
pub const USUAL: u64 = 20;

/// What is said where it answers with none.
pub const NO_STORY: &str = "the assistant proposes no story";

/// A program that proposes stories, from the user's settings: a backlog never names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assistant {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// How long it may take, in seconds.
    pub seconds: u64,
}

/// The refusal where there is none; the settings it is set in are at `path`.
#[must_use]
pub fn none_set(path: &str) -> Refusal {
    let path = if path.is_empty() { "config.toml" } else { path };
    Refusal::usage(format!(
        "no assistant is set: write [assistant] and command = [\"program\", \"option\"] into \
         {path}, see upnext draft --help"
    ))
}

/// What an assistant is asked.
#[derive(Serialize)]
struct Request<'a> {
    version: u32,
    text: &'a str,
    product: Product<'a>,
    stories: Vec<Story<'a>>,
}

#[derive(Serialize)]
struct Product<'a> {
    name: &'a str,
    /// None where the product has none.
    goal: Option<&'a str>,
}

#[derive(Serialize)]
struct Story<'a> {
    number: u32,
    title: &'a str,
}

/// What an assistant reads on its standard input, in JSON: the description, and the open stories.
#[must_use]
pub fn request(text: &str, backlog: &Backlog) -> Vec<u8> {
    let (name, goal) = (&backlog.product().name, backlog.product().goal.as_str());
    let product = Product { name, goal: (!goal.is_empty()).then_some(goal) };
    let open = backlog.open();
    let stories = open.map(|it| Story { number: it.number, title: &it.title }).collect();
    let request = Request { version: 1, text, product, stories };
    serde_json::to_vec(&request).unwrap_or_default()
}
