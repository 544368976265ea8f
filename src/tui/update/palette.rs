//! The palette: what the line could become, and what is done with it once it is taken.

use crossterm::event::KeyEvent;

use super::World;
use super::{act, command, picking};
use crate::cli::complete;
use crate::domain::backlog::Backlog;
use crate::domain::story::Story;
use crate::say::plain;
use crate::tui::action::{Action, Key, Meaning, Place, Row, TABLE, within};
use crate::tui::app::{App, Effect, Overlay};
use crate::tui::help;
use crate::tui::layout::Layout;
use crate::tui::offers::offers;
use crate::tui::part::palette::{Offer, Offered, Palette};
use crate::tui::part::search::matching;

/// More stories than anybody reads through in a palette.
const STORIES: usize = 20;
/// Commands that have no meaning on a screen.
const OF_THE_SHELL: &[&str] = &["completions", "man", "merge"];
/// Commands that have a meaning where there is no backlog yet, and only there.
const OF_THE_WELCOME: &[&str] = &["demo", "init"];

/// Opens the palette.
pub(super) fn open(app: &mut App) {
    open_with(app, "");
}

/// Opens the palette with the beginning of a command, to be completed.
pub(super) fn open_with(app: &mut App, text: &str) {
    let mut palette = Palette::default();
    palette.line.set(text);
    offer(app, &mut palette);
    app.overlay = Some(Overlay::Palette(Box::new(palette)));
}

/// Finds what the line could become.
pub(super) fn offer(app: &App, palette: &mut Palette) {
    palette.refused = None;
    let line = palette.line.text().to_owned();
    let empty = Backlog::default();
    let backlog = app.backlog().unwrap_or(&empty);
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_verb = complete::is_verb(first);
    let offered = if is_verb && line.contains(' ') {
        let completion = complete::complete(&line, backlog);
        let words = completion.words.into_iter().map(|it| Offered {
            text: it.word.clone(),
            hint: it.about,
            key: String::new(),
            offer: Offer::Word(completion.start, it.word),
        });
        words.collect()
    } else {
        named(app, backlog, line.trim())
    };
    palette.offer(offered, is_verb || matches!(line.trim(), "" | "q" | "quit"));
}

/// Actions and commands by their names, stories by number and words.
fn named(app: &App, backlog: &Backlog, typed: &str) -> Vec<Offered> {
    let number = typed.strip_prefix('#').unwrap_or(typed);
    let is_number = typed.starts_with('#') || number.chars().all(|c| c.is_ascii_digit());
    if !typed.is_empty() && is_number {
        return numbered(backlog, number);
    }
    let place = app.place();
    let mut all: Vec<Offered> = TABLE
        .iter()
        .filter(|row| within(row.place, place) && !row.action.moves())
        .filter(|row| row.action != Action::CommandLine && offers(app, row.action))
        .map(|row| of_row(row, app))
        .collect();
    let verbs = complete::verbs().into_iter();
    let holds = |word: &complete::Word| {
        let of_welcome = OF_THE_WELCOME.contains(&word.word.as_str());
        of_welcome == app.session.is_none() && !OF_THE_SHELL.contains(&word.word.as_str())
    };
    all.extend(verbs.filter(holds).map(|it| Offered {
        text: format!(":{}", it.word),
        hint: it.about,
        key: String::new(),
        offer: Offer::Verb(it.word),
    }));
    let mut found = searched(&all, typed);
    if typed.chars().count() > 2 {
        found.extend(titled(backlog, typed));
    }
    found
}

/// Whether the key or the whole name of something is typed.
fn is_meant(offered: &Offered, typed: &str) -> bool {
    offered.key == typed || offered.text.trim_start_matches(':').eq_ignore_ascii_case(typed)
}

/// What has the typed words in its name, the best first, and then what tells of them.
fn searched(all: &[Offered], typed: &str) -> Vec<Offered> {
    let names: Vec<&str> = all.iter().map(|it| it.text.as_str()).collect();
    let by_name = matching(typed, &names);
    let lower = typed.to_lowercase();
    let tells = |at: &u32| {
        let hint = all.get(*at as usize).map(|it| it.hint.to_lowercase()).unwrap_or_default();
        lower.split_whitespace().all(|word| hint.contains(word))
    };
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let by_hint = (0..count).filter(|at| !by_name.contains(at) && tells(at));
    let mut order: Vec<u32> = by_name.iter().copied().chain(by_hint).collect();
    // Its own key or its whole name is surely meant.
    let meant = |at: &u32| all.get(*at as usize).is_some_and(|it| is_meant(it, typed));
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    if !typed.is_empty() {
        order.retain(|at| !meant(at));
        order.splice(0..0, (0..count).filter(meant));
    }
    order.into_iter().filter_map(|at| all.get(at as usize).cloned()).collect()
}

fn of_row(row: &'static Row, app: &App) -> Offered {
    Offered {
        text: row.name.replace('-', " "),
        hint: row.words.to_owned(),
        key: help::first(row, app.place(), &app.keys),
        offer: Offer::Action(row),
    }
}

fn of_story(story: &Story) -> Offered {
    Offered {
        text: format!("#{} {}", story.number, plain::line(&story.title)),
        hint: story.status.to_string(),
        key: String::new(),
        offer: Offer::Story(story.id),
    }
}

/// Stories whose number begins with these digits, the number itself first.
fn numbered(backlog: &Backlog, digits: &str) -> Vec<Offered> {
    let exact = digits.parse().ok().and_then(|number| backlog.numbered(number));
    let begins = backlog.in_order().filter(|story| {
        let number = story.number.to_string();
        number.starts_with(digits) && number != digits
    });
    exact.into_iter().chain(begins).take(STORIES).map(|story| of_story(story)).collect()
}

/// Open stories whose title has all these words: letters here and there would be a story nobody
/// meant.
fn titled(backlog: &Backlog, typed: &str) -> Vec<Offered> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let has = |story: &&Story| {
        let title = story.title.to_lowercase();
        words.iter().all(|word| title.contains(word.as_str()))
    };
    let stories = backlog.open().map(|story| &**story).filter(has);
    stories.take(STORIES).map(of_story).collect()
}

/// Takes a key while the palette is open.
pub(super) fn key(
    app: &mut App,
    mut palette: Box<Palette>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    use Action as A;
    let height = usize::from(Layout::choices(app.size).height);
    match app.keys.meaning(&[Key::from(event)], Place::Typing) {
        Meaning::Action(A::Leave) => {
            // The history has it: a line full of an old command would only be in the way.
            command::remember(app, palette.line.text());
            return Vec::new();
        }
        Meaning::Action(A::Take | A::Done) => return take(app, palette, world),
        Meaning::Action(A::Next) => {
            if palette.back > 0 {
                recall(app, &mut palette, false);
            } else {
                palette.go(true, height);
            }
        }
        Meaning::Action(A::Previous) => {
            if !palette.go(false, height) {
                recall(app, &mut palette, true);
            }
        }
        Meaning::Action(A::Complete) => complete_word(app, &mut palette),
        Meaning::Action(A::BackUp) => {
            palette.go(false, height);
        }
        _ => {
            if palette.line.key(event) {
                palette.back = 0;
                offer(app, &mut palette);
            }
        }
    }
    app.overlay = Some(Overlay::Palette(palette));
    Vec::new()
}

/// Earlier lines, as a shell gives them back.
fn recall(app: &App, palette: &mut Palette, older: bool) {
    let back = if older { palette.back + 1 } else { palette.back.saturating_sub(1) };
    if back > app.commands.len() {
        return;
    }
    let at = app.commands.len() - back;
    let text = app.commands.get(at).cloned().unwrap_or_default();
    palette.line.set(&text);
    offer(app, palette);
    palette.back = back;
}

/// Writes out what is under the cursor, or the likeliest.
fn complete_word(app: &App, palette: &mut Palette) {
    let Some(offered) = palette.likeliest().cloned() else { return };
    let line = palette.line.text().to_owned();
    let text = match offered.offer {
        Offer::Verb(words) => format!("{words} "),
        Offer::Word(start, word) => {
            let before = line.get(..start).unwrap_or_default();
            // A field, a sign or a query's colon goes on; a whole word ends.
            let open = word.ends_with(['=', ':']) || matches!(word.as_str(), "+" | "-");
            format!("{before}{word}{}", if open { "" } else { " " })
        }
        Offer::Action(row) => row.name.replace('-', " "),
        Offer::Story(_) => return,
    };
    palette.line.set(&text);
    offer(app, palette);
}

/// Does what the line says, or what is under the cursor.
pub(super) fn take(app: &mut App, mut palette: Box<Palette>, world: &mut World<'_>) -> Vec<Effect> {
    let line = palette.line.text().trim().to_owned();
    let chosen = palette.cursor.and_then(|at| palette.offers.get(at)).cloned();
    let Some(offered) = chosen else { return run(app, palette, &line, world) };
    match offered.offer {
        Offer::Action(row) => {
            command::remember(app, &line);
            act(app, row.action, world)
        }
        Offer::Story(id) => {
            command::remember(app, &line);
            picking::go_to(app, id);
            Vec::new()
        }
        Offer::Verb(_) | Offer::Word(..) => {
            complete_word(app, &mut palette);
            app.overlay = Some(Overlay::Palette(palette));
            Vec::new()
        }
    }
}

/// Carries the line out; where it is refused it stays, with the reason.
fn run(app: &mut App, mut palette: Box<Palette>, line: &str, world: &mut World<'_>) -> Vec<Effect> {
    if line.is_empty() {
        return Vec::new();
    }
    match command::line(app, line, world) {
        Ok(effects) => effects,
        Err(sentence) => {
            palette.refused = Some(sentence);
            app.overlay = Some(Overlay::Palette(palette));
            Vec::new()
        }
    }
}
