//! The one place where the screen's state changes: a message in, effects asked for out. It
//! touches no disk, no terminal and no clock.

mod acts;
mod command;
mod moving;
mod typing;

use crossterm::event::{KeyCode, KeyEvent};

use super::action::{Action, Key, Meaning, Place, meaning};
use super::app::{After, App, Effect, Msg, Overlay, SaveMark, Tone};
use super::help;
use super::layout::Layout;
use super::part::pager::Pager;
use super::part::prompt::{Prompt, Purpose};
use super::screen::backlog::Pane;
use crate::cli::act::Question;
use crate::domain::id::Ids;
use crate::domain::stamp::Stamp;

/// What the world lends to one update: the moment and new identities.
pub struct World<'a> {
    /// When, and who.
    pub stamp: Stamp,
    /// Where identities come from.
    pub ids: &'a mut dyn Ids,
}

/// Takes a message in.
pub fn update(app: &mut App, msg: Msg, world: &mut World<'_>) -> Vec<Effect> {
    match msg {
        Msg::Key(event) => key(app, event, world),
        Msg::Paste(text) => typing::paste(app, &text, world),
        Msg::Resize(width, height) => {
            app.size = (width, height);
            if let Some(Overlay::Pager(pager)) = &mut app.overlay {
                pager.fit(Layout::reading_columns((width, height)));
            }
            settle(app);
            Vec::new()
        }
        Msg::Saved { newest } => {
            if newest && app.save != SaveMark::ReadOnly {
                app.save = SaveMark::Saved;
            }
            Vec::new()
        }
        Msg::NotSaved(why) => {
            app.save = SaveMark::NotSaved(why);
            Vec::new()
        }
        Msg::Unreadable(why) => {
            if app.save == SaveMark::Saved {
                app.save = SaveMark::Unreadable;
            }
            app.tell(why, Tone::Refused);
            Vec::new()
        }
        Msg::Tell(words, tone) => {
            app.tell(words, tone);
            Vec::new()
        }
        Msg::Answer { heading, text } => {
            app.read(heading, &text);
            Vec::new()
        }
        Msg::Perform(command) => acts::perform(app, &command, world),
        Msg::Came { backlog, conflicts, notices } => {
            came(app, *backlog, &conflicts, &notices);
            Vec::new()
        }
        Msg::Past { undo, redo, then } => {
            if let Some(session) = &mut app.session {
                let backlog = session.backlog().clone();
                session.adopt(backlog, Some((undo, redo)));
            }
            app.past_read = true;
            match then {
                After::Undo => acts::undo(app),
                After::Redo => acts::redo(app),
            }
        }
    }
}

/// Takes over what came from the disk: another program's acts, merged with what was done here.
fn came(
    app: &mut App,
    backlog: crate::domain::backlog::Backlog,
    conflicts: &[crate::domain::merge::Conflict],
    notices: &[String],
) {
    let Some(session) = &mut app.session else { return };
    // Acts of others lie between ours now: the log has them all in order.
    session.adopt(backlog, Some((Vec::new(), Vec::new())));
    app.past_read = false;
    app.list.refresh(session.backlog());
    settle(app);
    let mut told: Vec<String> = notices.to_vec();
    told.extend(conflicts.iter().map(ToString::to_string));
    let words = match told.as_slice() {
        [] => "The file changed: its new state is on screen".to_owned(),
        several => several.join(" · "),
    };
    app.tell(words, Tone::Done);
}

fn key(app: &mut App, event: KeyEvent, world: &mut World<'_>) -> Vec<Effect> {
    match app.overlay.take() {
        Some(Overlay::Prompt(prompt)) => typing::key(app, prompt, event, world),
        Some(Overlay::Pager(pager)) => pager_key(app, pager, event),
        Some(Overlay::QuitUnsaved) => match event.code {
            KeyCode::Char('y') => vec![Effect::Quit],
            _ => Vec::new(),
        },
        None => plain_key(app, Key::from(event), world),
    }
}

fn plain_key(app: &mut App, key: Key, world: &mut World<'_>) -> Vec<Effect> {
    app.message = None;
    app.pending.push(key);
    match meaning(&app.pending, app.place()) {
        Meaning::Prefix => Vec::new(),
        Meaning::Nothing => {
            app.pending.clear();
            Vec::new()
        }
        Meaning::Action(action) => {
            app.pending.clear();
            let effects = act(app, action, world);
            settle(app);
            effects
        }
    }
}

/// Keys of a text being read: the movement keys of the table, and any that leaves.
fn pager_key(app: &mut App, mut pager: Pager, event: KeyEvent) -> Vec<Effect> {
    let height = usize::from(Layout::overlay(app.size).height.saturating_sub(2));
    let half = isize::try_from(height / 2).unwrap_or(1).max(1);
    let far = isize::try_from(pager.lines.len()).unwrap_or(isize::MAX);
    app.pending.push(Key::from(event));
    let meaning = meaning(&app.pending, Place::List);
    if meaning != Meaning::Prefix {
        app.pending.clear();
    }
    let by = match meaning {
        Meaning::Action(Action::Down) => 1,
        Meaning::Action(Action::Up) => -1,
        Meaning::Action(Action::HalfDown) => half,
        Meaning::Action(Action::HalfUp) => -half,
        Meaning::Action(Action::PageDown | Action::Mark) => 2 * half,
        Meaning::Action(Action::PageUp) => -2 * half,
        Meaning::Action(Action::Last) => far,
        Meaning::Action(Action::First) => -far,
        Meaning::Action(Action::Back | Action::Quit | Action::Open | Action::Help) => {
            return Vec::new();
        }
        _ => 0,
    };
    pager.scroll(by, height);
    app.overlay = Some(Overlay::Pager(pager));
    Vec::new()
}

fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    use Action as A;
    match action {
        A::Down
        | A::Up
        | A::First
        | A::Last
        | A::HalfDown
        | A::HalfUp
        | A::PageDown
        | A::PageUp => {
            moving::go(app, action);
            Vec::new()
        }
        A::Open | A::NextPane => {
            moving::switch_pane(app, action);
            Vec::new()
        }
        A::Back => {
            moving::back(app, world.stamp.today());
            Vec::new()
        }
        A::Mark | A::MarkRange => {
            moving::mark(app, action);
            Vec::new()
        }
        A::MoveDown | A::MoveUp | A::ToTop | A::ToBottom => acts::shift(app, action, world),
        A::Ready => acts::ready(app, world),
        A::NextState => acts::next_state(app, world),
        A::Block => acts::block(app, world),
        A::Add | A::Estimate | A::Title | A::Narrative | A::Criterion | A::MoveTo | A::Drop => {
            typing::open_for(app, action);
            Vec::new()
        }
        A::Filter => {
            if let Some(session) = &app.session {
                app.list.anchor(session.backlog());
            }
            let filter = app.list.filter.clone();
            open(app, Purpose::Filter, "filter", &filter);
            Vec::new()
        }
        A::CommandLine => {
            open(app, Purpose::Command, ":", "");
            Vec::new()
        }
        A::Undo => acts::undo_or_read(app),
        A::Redo => acts::redo_or_read(app),
        A::History => {
            history(app, world);
            Vec::new()
        }
        A::Help => {
            let text = help::text(app.place());
            app.read("Keys", &text);
            Vec::new()
        }
        A::Retry => vec![Effect::Retry],
        A::Redraw => vec![Effect::Redraw],
        A::Quit => quit(app),
        A::MakeHere => {
            open(app, Purpose::ProductName, "what is the product called?", "");
            Vec::new()
        }
        A::Sample => vec![Effect::Sample],
    }
}

/// Opens a prompt about no story in particular.
fn open(app: &mut App, purpose: Purpose, label: &str, text: &str) {
    let left = app.left.remove(&(purpose, Vec::new()));
    let text = left.unwrap_or_else(|| text.to_owned());
    app.overlay =
        Some(Overlay::Prompt(Box::new(Prompt::new(purpose, label.to_owned(), &text, Vec::new()))));
}

fn history(app: &mut App, world: &World<'_>) {
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    let Some(story) = app.list.story(backlog) else { return };
    let number = story.number.to_string();
    let question = Question::Log { number: Some(number.clone()), limit: Some(1_000) };
    let today = world.stamp.today();
    match crate::cli::answer::text(&question, backlog, today, None) {
        Ok(text) => {
            let heading = format!("What happened to #{number}");
            app.read(heading, &text);
        }
        Err(refusal) => app.tell(refusal.to_string(), Tone::Refused),
    }
}

fn quit(app: &mut App) -> Vec<Effect> {
    if app.list.pane == Pane::Detail {
        app.list.pane = Pane::List;
        return Vec::new();
    }
    if matches!(app.save, SaveMark::NotSaved(_)) {
        app.overlay = Some(Overlay::QuitUnsaved);
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Keeps the cursor on screen whatever happened.
fn settle(app: &mut App) {
    let height = app.layout().list.height;
    app.list.scroll(height);
}
