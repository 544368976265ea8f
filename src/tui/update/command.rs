//! The `:` line: the words of the command line, through its parser, on the backlog on screen.

use super::World;
use super::acts;
use crate::cli::act::{Asked, interpret};
use crate::cli::answer;
use crate::cli::args::{Cli, Verb};
use crate::domain::backlog::Backlog;
use crate::domain::refusal::Refusal;
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
    let words = shell_words::split(text).map_err(|error| format!("{error}: close the quote"))?;
    let words = std::iter::once("upnext".to_owned()).chain(words);
    let parsed = match Cli::read(words) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            remember(app, text);
            app.read(format!(":{text}"), &error.to_string());
            return Ok(Vec::new());
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
        Asked::Outside(Verb::Init { name }) if app.session.is_none() => {
            vec![Effect::MakeHere(name.unwrap_or_default())]
        }
        // The sample would take the place of the backlog on screen.
        Asked::Outside(Verb::Demo) if app.session.is_none() => vec![Effect::Sample],
        Asked::Outside(Verb::Edit { number, .. }) => {
            let story = crate::cli::resolve::story(&number, backlog);
            vec![Effect::Rewrite(story.map_err(|it| it.to_string())?)]
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
