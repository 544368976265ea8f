//! The one place where the screen's state changes: a message in, effects asked for out. It
//! touches no disk, no terminal and no clock.

mod acts;
mod board;
mod command;
mod comparing;
pub(in crate::tui) mod conflicts;
mod disagreeing;
pub(in crate::tui) mod drafting;
mod forming;
mod health;
mod inbox;
mod keeping;
mod looking;
mod meanwhile;
mod mouse;
mod moving;
mod page;
mod palette;
mod picking;
mod plan;
mod reading;
mod refine;
mod review;
mod showing;
mod splitting;
mod takeup;
mod taking;
mod today;
mod typing;
mod unsaved;

pub(in crate::tui) use moving::target;
pub(in crate::tui) use typing::who;

use crossterm::event::KeyEvent;

use super::action::{Action, Key, Meaning};
use super::app::{After, App, Effect, Msg, Overlay, SaveMark, Tone, Unsaved};
use super::layout::Layout;
use super::screen::Screen;
use super::screen::backlog::Pane;
use super::typed;
use crate::domain::command::Command;
use crate::domain::id::Ids;
use crate::domain::spelling;
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
    let today = world.stamp.today();
    if app.today != today {
        app.today = today;
        app.refresh_screen();
    }
    let mut effects = take(app, msg, world);
    effects.extend(comparing::ask(app));
    settle(app);
    effects
}

/// Carries out a command for the shell, which must know whether it was.
///
/// # Errors
/// Why it was refused; nothing has changed.
pub fn carry_out(
    app: &mut App,
    command: &Command,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let mut effects = acts::try_perform(app, command, world)?;
    effects.extend(comparing::ask(app));
    settle(app);
    Ok(effects)
}

fn take(app: &mut App, msg: Msg, world: &mut World<'_>) -> Vec<Effect> {
    match msg {
        Msg::Key(event) => return key(app, event, world),
        Msg::Mouse(event) => return mouse::take(app, event, world),
        Msg::Paste(text) => return typing::paste(app, &text, world),
        Msg::Perform(command) => return acts::perform(app, &command, world),
        Msg::Resize(width, height) => resize(app, (width, height)),
        Msg::Saved { newest } if newest && app.save != SaveMark::ReadOnly => unsaved::saved(app),
        Msg::Saved { .. } => {}
        Msg::NotSaved(why) => unsaved::failed(app, why),
        Msg::NotElsewhere(path, why) => unsaved::refused(app, &path, why),
        Msg::Unreadable(why) => {
            if app.save == SaveMark::Saved {
                app.save = SaveMark::Unreadable;
            }
            app.tell(why, Tone::Refused);
        }
        Msg::Tell(words, tone) => app.tell(words, tone),
        Msg::Backups(all) => keeping::open(app, &all, world.stamp.at),
        Msg::Compared { turn, found } => comparing::answered(app, turn, found),
        Msg::Answer { heading, text } => app.read(heading, &text),
        Msg::Described(text, args) => {
            return drafting::read(app, &text, &args, world).unwrap_or_else(|why| {
                app.tell(why, Tone::Refused);
                Vec::new()
            });
        }
        Msg::Redrafted(made) => drafting::edited(app, made),
        Msg::Assisted(answer) => drafting::answered(app, answer),
        Msg::Came { backlog, conflicts, notices } => came(app, *backlog, &conflicts, &notices),
        Msg::Past { undo, redo, then } => {
            if let Some(session) = &mut app.session {
                let backlog = session.backlog().clone();
                session.adopt(backlog, Some((undo, redo)));
            }
            app.past_read = true;
            return match then {
                After::Undo => acts::undo(app),
                After::Redo => acts::redo(app),
            };
        }
    }
    Vec::new()
}

fn resize(app: &mut App, size: (u16, u16)) {
    app.size = size;
    if let Some(Overlay::Pager(pager)) = &mut app.overlay {
        pager.fit(Layout::reading_columns(size));
    }
}

/// Takes over what came from the disk: another program's acts, merged with what was done here.
fn came(
    app: &mut App,
    backlog: crate::domain::backlog::Backlog,
    crossed: &[crate::domain::conflict::Conflict],
    notices: &[String],
) {
    let was = app.backlog().cloned().unwrap_or_default();
    let before = was.conflicts().len();
    let Some(session) = &mut app.session else { return };
    let mut told: Vec<String> = notices.to_vec();
    told.extend(crossed.iter().map(|it| spelling::sentence(it, &backlog)));
    // Acts of others lie between ours now: the log has them all in order.
    session.adopt(backlog, Some((Vec::new(), Vec::new())));
    app.past_read = false;
    if let Some(session) = &app.session {
        app.standing.look_back(session.backlog());
    }
    refresh(app);
    meanwhile::tell(app, &was);
    told.extend(conflicts::told(app, before));
    let words = match told.as_slice() {
        [] => "The file changed: its new state is on screen".to_owned(),
        several => several.join(" · "),
    };
    app.tell(words, Tone::Done);
}

/// Shows the backlog as it is now; a page whose story is gone is left.
fn refresh(app: &mut App) {
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    app.list.refresh(backlog);
    app.refresh_screen();
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    if let Some(page) = &mut app.page
        && !page.refresh(backlog)
    {
        app.page = None;
    }
}

fn key(app: &mut App, event: KeyEvent, world: &mut World<'_>) -> Vec<Effect> {
    let orphaned = if meanwhile::is_orphaned(app) { typed::now(app) } else { None };
    let effects = any_key(app, event, world);
    app.refine.clock.key(world.stamp.at, app.screen == Screen::Refine);
    if let (Some(text), None) = (orphaned, &app.overlay) {
        meanwhile::keep(app, text);
    }
    effects
}

fn any_key(app: &mut App, event: KeyEvent, world: &mut World<'_>) -> Vec<Effect> {
    match app.overlay.take() {
        Some(Overlay::Prompt(prompt)) => typing::key(app, prompt, event, world),
        Some(Overlay::Form(form)) => forming::form_key(app, form, event, world),
        Some(Overlay::Splitting(it)) => splitting::key(app, it, event, world),
        Some(Overlay::Editor(editor)) => forming::editor_key(app, editor, event, world),
        Some(Overlay::Picker(picker)) => picking::key(app, picker, event, world),
        Some(Overlay::Palette(palette)) => palette::key(app, palette, event, world),
        Some(Overlay::Pager(pager)) => reading::key(app, pager, event, world),
        Some(Overlay::Unsaved(asked)) => unsaved::key(app, asked, event),
        // Nobody acts on what cannot be seen.
        None if Layout::too_small(app.size) && !leaves(app, event) => Vec::new(),
        None => plain_key(app, Key::from(event), world),
    }
}

/// Whether a key only leaves.
fn leaves(app: &App, event: KeyEvent) -> bool {
    let meaning = app.keys.meaning(&[Key::from(event)], app.place());
    matches!(meaning, Meaning::Action(Action::Quit | Action::Back | Action::Redraw))
}

fn plain_key(app: &mut App, key: Key, world: &mut World<'_>) -> Vec<Effect> {
    app.message = None;
    app.pending.push(key);
    match app.keys.meaning(&app.pending, app.place()) {
        Meaning::Prefix => Vec::new(),
        Meaning::Nothing => {
            app.pending.clear();
            Vec::new()
        }
        Meaning::Action(action) => {
            app.pending.clear();
            act(app, action, world)
        }
    }
}

/// Does what an action means where one is.
fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    use Action as A;
    match action {
        action if action.moves() => moving::go(app, action),
        A::Open if review::on_the_goal(app) => review::note(app),
        A::NextMissing | A::Skip | A::StoryBefore => refine::act(app, action),
        A::Ready if app.screen == Screen::Refine && app.page.is_none() => {
            return refine::ready(app, world);
        }
        A::Open if app.screen == Screen::Health && app.page.is_none() => {
            return health::act(app, action, world);
        }
        A::Confirm | A::Dismiss => return health::act(app, action, world),
        A::Open => page::open(app),
        A::EditHere | A::AddHere | A::Remove | A::Tick | A::PartDown | A::PartUp => {
            return page::act(app, action, world);
        }
        A::NextStory | A::PreviousStory => page::turn(app, action),
        A::NextPane | A::PreviousPane => moving::switch_pane(app, action),
        A::Back if app.drafting.waits => return drafting::give_up(app),
        A::Back => moving::back(app),
        A::Mark | A::MarkRange => moving::mark(app, action),
        A::MoveDown | A::MoveUp | A::ToTop | A::ToBottom => {
            return acts::shift(app, action, world);
        }
        A::Ready => return acts::ready(app, world),
        A::NextState => return acts::next_state(app, world),
        A::Block => return acts::block(app, world),
        A::Add
        | A::Estimate
        | A::Title
        | A::Criterion
        | A::Question
        | A::MoveTo
        | A::Drop
        | A::Idea
        | A::Filter
        | A::FollowUp
        | A::MakeHere => typing::open_for(app, action),
        A::Split => splitting::open(app),
        A::Narrative | A::Description | A::Note | A::Score => forming::open_for(app, action),
        A::ChooseState
        | A::Tags
        | A::Belongs
        | A::DependsOn
        | A::Link
        | A::GoTo
        | A::Columns
        | A::Rules
        | A::Records
        | A::Themes => picking::open_for(app, action),
        A::ShowToday => showing::show(app, Screen::Today),
        A::ShowBacklog => showing::show(app, Screen::Backlog),
        A::ShowRefine => showing::show(app, Screen::Refine),
        A::ShowPlan => showing::show(app, Screen::Plan),
        A::ShowBoard => showing::show(app, Screen::Board),
        A::ShowInbox => showing::show(app, Screen::Inbox),
        action if action.sorts_ideas() => return inbox::act(app, action, world),
        A::Health => health::open(app),
        A::ShowReview => showing::show(app, Screen::Review),
        action if action.judges() => return review::act(app, action, world),
        A::Conflicts => conflicts::open(app),
        action if action.settles() => return conflicts::act(app, action, world),
        A::GoThere => return today::act(app, world),
        A::Forward | A::Backward | A::Daily => return board::act(app, action, world),
        A::Left | A::Right if app.screen == Screen::Board => {
            return board::act(app, action, world);
        }
        action if action.plans() => return plan::act(app, action, world),
        A::Disagreements => disagreeing::open(app),
        A::Why => reading::why(app, world),
        A::Figures | A::SprintText => reading::of_sprint(app, action),
        A::CommandLine => palette::open(app),
        A::Rewrite => return acts::rewrite(app),
        A::Copy => return acts::copy(app),
        A::DetailPane | A::Ascii | A::Mouse => return looking::switch(app, action),
        A::Undo => return acts::undo_or_read(app),
        A::Redo => return acts::redo_or_read(app),
        A::History => reading::history(app, world),
        A::Draft => drafting::open(app),
        A::Help => reading::help(app),
        A::Backups => return vec![Effect::Backups],
        A::Retry => return vec![Effect::Retry],
        A::SaveElsewhere => unsaved::elsewhere(app),
        A::TakeUp => takeup::take_up(app),
        A::Redraw => return vec![Effect::Redraw],
        A::Quit => return quit(app),
        A::Sample => return vec![Effect::Sample],
        // What is typed or read takes its own keys.
        _ => {}
    }
    Vec::new()
}

/// Leaves what was entered last; on the first level, the program.
fn quit(app: &mut App) -> Vec<Effect> {
    let in_detail = app.screen == Screen::Backlog && app.list.pane == Pane::Detail;
    let inside =
        in_detail || app.is_closing() || matches!(app.screen, Screen::Conflicts | Screen::Health);
    if app.page.is_some() || inside {
        moving::back(app);
        return Vec::new();
    }
    if matches!(app.save, SaveMark::NotSaved(_)) {
        app.overlay = Some(Overlay::Unsaved(Unsaved::default()));
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Keeps the cursors on screen whatever happened.
fn settle(app: &mut App) {
    let height = app.layout().list.height;
    app.list.scroll(height);
    match app.screen {
        Screen::Backlog => app.rate(),
        Screen::Today => app.standing.settle(app.size),
        Screen::Plan => app.plan.settle(app.size),
        Screen::Board => app.board.settle(app.size),
        Screen::Review => app.review.settle(app.size),
        Screen::Refine => app.refine.settle(app.size),
        Screen::Inbox => app.inbox.settle(app.size),
        Screen::Health => app.health.settle(app.size),
        Screen::Conflicts => app.conflicts.settle(app.size),
    }
    moving::settle_page(app);
    if let Some(Overlay::Picker(picker)) = &mut app.overlay {
        picker.scroll(usize::from(picker.rows(app.size).height));
    }
}
