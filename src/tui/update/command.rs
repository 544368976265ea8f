//! The `:` line: the words of the command line, through its parser, on the backlog on screen.

use std::path::Path;

use clap::error::ErrorKind;

use super::World;
use super::{acts, drafting};
use crate::cli::act::{Asked, interpret};
use crate::cli::answer;
use crate::cli::args::{Cli, Verb};
use crate::cli::complete;
use crate::domain::backlog::Backlog;
use crate::domain::refusal::Refusal;
use crate::domain::story::StoryId;
use crate::tui::app::{App, Effect};
use crate::tui::layout::Layout;

/// Carries out a line, or says as a sentence what is wrong with it.
pub(super) fn line(
    app: &mut App,
    text: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    if let Some(effects) = of_the_screen(app, text) {
        return Ok(effects);
    }
    let words = complete::split(text).ok_or_else(|| "a quote is open: close it".to_owned())?;
    let words = about_here(app, words);
    let words = std::iter::once("upnext".to_owned()).chain(words);
    let parsed = match Cli::read(words) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            remember(app, text);
            app.read(format!(":{text}"), &error.to_string());
            return Ok(Vec::new());
        }
        Err(error) if error.kind() == ErrorKind::InvalidSubcommand => {
            let words = "no such command: Tab completes one, help lists them; an action is";
            return Err(format!("{words} written alone, without numbers"));
        }
        Err(error) => return Err(first_sentence(&error.to_string())),
    };
    let Some(verb) = parsed.verb else {
        return Err("write a command: help shows them all".to_owned());
    };
    let today = world.stamp.today();
    let empty = Backlog::default();
    let backlog = app.session.as_ref().map_or(&empty, crate::session::Session::backlog);
    let mut no_input = || Err(Refusal::usage("there is no standard input here: write it out"));
    let asked = interpret(verb, &mut no_input, backlog, today).map_err(|it| it.to_string())?;
    let effects = match asked {
        Asked::Act(command) => acts::try_perform(app, &command, world)?,
        Asked::Undo => acts::undo_or_read(app),
        Asked::Redo => acts::redo_or_read(app),
        Asked::Question(question) => {
            let columns = Layout::reading_columns(app.size);
            let answer = answer::text(&question, backlog, today, Some(columns));
            let text_of = answer.map_err(|it| it.to_string())?;
            app.read(format!(":{text}"), &text_of);
            Vec::new()
        }
        Asked::Outside(Verb::Init { name, git: false }) if app.session.is_none() => {
            vec![Effect::MakeHere(name.unwrap_or_default())]
        }
        // The sample would take the place of the backlog on screen.
        Asked::Outside(Verb::Demo) if app.session.is_none() => vec![Effect::Sample],
        Asked::Outside(Verb::Edit { number, discard }) => {
            let story = crate::cli::resolve::story(&number, backlog);
            vec![Effect::Rewrite { story: story.map_err(|it| it.to_string())?, discard }]
        }
        // What stands on no disk is written here.
        Asked::Outside(Verb::Draft(args))
            if app.session.is_some()
                && args.path.as_deref().is_none_or(|it| it == Path::new("-")) =>
        {
            drafting::open(app);
            Vec::new()
        }
        Asked::Outside(verb) => vec![Effect::Outside(Box::new(verb))],
    };
    remember(app, text);
    Ok(effects)
}

/// What only a screen can do: leave, and jump to a story by its number.
fn of_the_screen(app: &mut App, text: &str) -> Option<Vec<Effect>> {
    if matches!(text, "q" | "quit") {
        return Some(super::quit(app));
    }
    let number: u32 = text.trim_start_matches('#').parse().ok()?;
    let id = app.backlog()?.numbered(number)?.id;
    super::picking::go_to(app, id);
    Some(Vec::new())
}

/// Where a command names no story, the one under the cursor or the marked ones are meant.
fn about_here(app: &App, mut words: Vec<String>) -> Vec<String> {
    let Some(slot) = complete::story_slot(&words) else { return words };
    // A number that is no story's is still meant for one; so is a key or the start of an id.
    let is_story = |word: &String| {
        word.trim_start_matches('#').chars().all(|c| c.is_ascii_digit())
            || app.backlog().is_some_and(|it| crate::cli::resolve::story(word, it).is_ok())
    };
    let asks = words.iter().any(|word| word.starts_with("--where") || word == "--help");
    if asks || words.get(slot.at).is_some_and(is_story) {
        return words;
    }
    let targets = if slot.several {
        app.targets()
    } else {
        app.story().map(|story| story.id).into_iter().collect()
    };
    let number = |id: &StoryId| Some(app.backlog()?.story(*id)?.number.to_string());
    let numbers: Vec<String> = targets.iter().filter_map(number).collect();
    words.splice(slot.at..slot.at, numbers);
    words
}

/// Keeps a line for the arrow keys.
pub(super) fn remember(app: &mut App, text: &str) {
    if !text.is_empty() && app.commands.last().is_none_or(|last| last != text) {
        app.commands.push(text.to_owned());
    }
}

/// What clap says, without its usage lines.
fn first_sentence(text: &str) -> String {
    let said: Vec<&str> = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:"))
        .filter(|line| !line.is_empty() && !line.starts_with("For more information"))
        .collect();
    said.join(" ").trim_start_matches("error: ").to_owned()
}
