//! Texts being read: help, answers, histories. Nothing here changes the backlog.

use crossterm::event::KeyEvent;

use super::World;
use crate::cli::act::Question;
use crate::cli::answer::{self, Explained};
use crate::domain::id::Id;
use crate::domain::sprint::Sprint;
use crate::tui::action::{Action, Key, Meaning, Place, row};
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::help;
use crate::tui::layout::Layout;
use crate::tui::part::line::Line;
use crate::tui::part::pager::Pager;
use crate::tui::screen::Screen;

/// Keys of a text being read: the movement keys of the table, `/`, any that leaves, and what holds
/// everywhere.
pub(super) fn key(
    app: &mut App,
    mut pager: Box<Pager>,
    event: KeyEvent,
    world: &mut World<'_>,
) -> Vec<Effect> {
    if pager.finding.is_some() {
        finding(app, &mut pager, event);
        app.overlay = Some(Overlay::Pager(pager));
        return Vec::new();
    }
    let height = usize::from(Layout::overlay(app.size).height.saturating_sub(2));
    let half = isize::try_from(height / 2).unwrap_or(1).max(1);
    let far = isize::try_from(pager.lines.len()).unwrap_or(isize::MAX);
    app.pending.push(Key::from(event));
    let meaning = app.keys.meaning(&app.pending, Place::Reading);
    if meaning != Meaning::Prefix {
        app.pending.clear();
    }
    let by = match meaning {
        Meaning::Action(Action::Down) => 1,
        Meaning::Action(Action::Up) => -1,
        Meaning::Action(Action::HalfDown) => half,
        Meaning::Action(Action::HalfUp) => -half,
        Meaning::Action(Action::PageDown) => 2 * half,
        Meaning::Action(Action::PageUp) => -2 * half,
        Meaning::Action(Action::Last) => far,
        Meaning::Action(Action::First) => -far,
        Meaning::Action(Action::Find) => {
            pager.finding = Some(Line::of(&pager.sought));
            0
        }
        Meaning::Action(Action::CopyText) => {
            let effect = Effect::Copy(pager.to_copy().to_owned());
            let form = if pager.copied.is_some() { " as Markdown" } else { "" };
            app.tell(format!("Copied the text{form}"), Tone::Done);
            app.overlay = Some(Overlay::Pager(pager));
            return vec![effect];
        }
        Meaning::Action(Action::Back) if !pager.sought.is_empty() => {
            pager.seek("", Layout::reading_columns(app.size));
            0
        }
        Meaning::Action(Action::Back | Action::Quit | Action::Help) => return Vec::new(),
        Meaning::Action(action) if holds(action, app) => {
            let effects = super::act(app, action, world);
            // The text stays where nothing else is opened; what it tells is not so any more once
            // an act was undone.
            if !matches!(action, Action::Undo | Action::Redo) {
                app.overlay.get_or_insert(Overlay::Pager(pager));
            }
            return effects;
        }
        _ => 0,
    };
    pager.scroll(by, height);
    app.overlay = Some(Overlay::Pager(pager));
    Vec::new()
}

/// Whether an action can be done over a text: it must hold below it too, and a text has one pane.
fn holds(action: Action, app: &App) -> bool {
    !matches!(action, Action::NextPane | Action::PreviousPane) && row(action, app.place()).is_some()
}

/// Keys of the words looked for in a text: what is shown follows each of them.
fn finding(app: &App, pager: &mut Pager, event: KeyEvent) {
    let columns = Layout::reading_columns(app.size);
    let meaning = app.keys.meaning(&[Key::from(event)], Place::Typing);
    match meaning {
        Meaning::Action(Action::Take | Action::Done) => pager.finding = None,
        Meaning::Action(Action::Leave) => {
            pager.finding = None;
            pager.seek("", columns);
        }
        _ => {
            let Some(line) = &mut pager.finding else { return };
            line.key(event);
            let sought = line.text().to_owned();
            pager.seek(&sought, columns);
        }
    }
}

/// The help of the place one is in.
pub(super) fn help(app: &mut App) {
    let text = help::text(app.place(), &app.keys);
    app.read("Keys", &text);
}

/// All about the sprint one looks at, as the command line says it, or the figures of the screen.
pub(super) fn of_sprint(app: &mut App, action: Action) {
    let Some(backlog) = app.backlog() else { return };
    let columns = Some(Layout::reading_columns(app.size));
    let number = shown_sprint(app);
    let (heading, text) = if action == Action::Figures {
        let which = match app.screen {
            Screen::Backlog
            | Screen::Refine
            | Screen::Inbox
            | Screen::Health
            | Screen::Conflicts => Explained::Order,
            Screen::Plan => Explained::Planning(number),
            Screen::Today | Screen::Board | Screen::Review => Explained::Running(number),
        };
        ("Figures", answer::explained(which, backlog, app.today, columns))
    } else {
        ("Sprint", answer::text(&Question::Sprint(number), backlog, app.today, columns))
    };
    match text {
        Ok(text) => app.read(heading, &text),
        Err(refusal) => app.tell(refusal.to_string(), Tone::Refused),
    }
}

/// All about one sprint, as the command line says it; what is copied is fit for a mail.
pub(super) fn of_record(app: &mut App, sprint: Id<Sprint>) {
    let Some(backlog) = app.backlog() else { return };
    let Some(number) = backlog.sprints().get(sprint).map(|it| it.number) else { return };
    let columns = Some(Layout::reading_columns(app.size));
    let text = answer::text(&Question::Sprint(Some(number)), backlog, app.today, columns);
    let minutes = answer::text(&Question::Minutes(Some(number)), backlog, app.today, None);
    match (text, minutes) {
        (Ok(text), minutes) => {
            app.read(format!("Sprint {number}"), &text);
            if let Some(Overlay::Pager(pager)) = &mut app.overlay {
                pager.copied = minutes.ok();
            }
        }
        (Err(refusal), _) => app.tell(refusal.to_string(), Tone::Refused),
    }
}

/// The number of the sprint the screen is about; none means the active one, else the newest.
fn shown_sprint(app: &App) -> Option<u32> {
    let planning = app.plan.facts().filter(|_| app.screen == Screen::Plan);
    planning.map(|facts| facts.number)
}

/// What moved since the last working day.
pub(super) fn daily(app: &mut App) {
    let Some(backlog) = app.backlog() else { return };
    let columns = Some(Layout::reading_columns(app.size));
    match answer::text(&Question::Daily(None), backlog, app.today, columns) {
        Ok(text) => app.read("Daily", &text),
        Err(refusal) => app.tell(refusal.to_string(), Tone::Refused),
    }
}

/// An answer of the command line.
pub(super) fn answer(app: &mut App, heading: &str, question: &Question, world: &World<'_>) {
    let Some(backlog) = app.backlog() else { return };
    let columns = Layout::reading_columns(app.size);
    match answer::text(question, backlog, world.stamp.today(), Some(columns)) {
        Ok(text) => app.read(heading, &text),
        Err(refusal) => app.tell(refusal.to_string(), Tone::Refused),
    }
}

/// Why the story one looks at stands where it stands.
pub(super) fn why(app: &mut App, world: &World<'_>) {
    let Some(number) = app.story().map(|story| story.number) else {
        app.tell_no_story();
        return;
    };
    answer(app, &format!("Why #{number} is here"), &Question::Why(number.to_string()), world);
}

/// What happened to the story one looks at.
pub(super) fn history(app: &mut App, world: &World<'_>) {
    let Some(number) = app.story().map(|story| story.number.to_string()) else { return };
    let Some(backlog) = app.backlog() else { return };
    let question = Question::Log { number: Some(number.clone()), limit: Some(1_000) };
    match answer::text(&question, backlog, world.stamp.today(), None) {
        Ok(text) => app.read(format!("What happened to #{number}"), &text),
        Err(refusal) => app.tell(refusal.to_string(), Tone::Refused),
    }
}
