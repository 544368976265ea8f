//! What the keys of the Refine screen do: to what is missing, ready and on, skip and back. Each act
//! builds the command the command line would build.

use super::{World, acts, forming, splitting, typing};
use crate::domain::command::Command;
use crate::domain::ready;
use crate::domain::story::{Story, StoryId};
use crate::say::tally;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::refine::{Opens, Pane, Rooms};
use crate::tui::screen::story::{Slot, StoryPage};
use crate::tui::update::target;
use crate::tui::view;

/// Scrolls the text that has the keys.
pub(super) fn go(app: &mut App, action: Action) {
    let rooms = Rooms::of(app.size);
    let (pane, area) = match app.refine.pane {
        Pane::Story => (0, rooms.story),
        Pane::Advice => (1, rooms.advice),
    };
    let page = usize::from(area.height).max(1);
    let lengths = view::refine_lengths(app);
    let last = lengths.get(pane).map_or(0, |length| length.saturating_sub(page));
    if let Some(top) = app.refine.tops.get_mut(pane) {
        *top = target(action, (*top).min(last), page).min(last);
    }
}

/// Goes on, back, or to what is missing next.
pub(super) fn act(app: &mut App, action: Action) {
    match action {
        Action::NextMissing => next_missing(app),
        Action::Skip => {
            let Some(session) = &app.session else { return };
            if app.refine.story().is_none() {
                return app.tell_no_story();
            }
            app.refine.skip(session.backlog());
        }
        _ => {
            let Some(session) = &app.session else { return };
            if !app.refine.go_back(session.backlog()) {
                app.tell("this is the first story of the round", Tone::Refused);
            }
        }
    }
}

/// Opens what is missing next, ready to be typed; what is not typed is shown on the page.
fn next_missing(app: &mut App) {
    let Some(story) = app.story().map(|story| Story::clone(story)) else {
        return app.tell_no_story();
    };
    let Some(lack) = app.refine.next_lack().cloned() else {
        let ready = app.key_of(Action::Ready);
        return app.tell(format!("nothing is missing: {ready} makes it ready"), Tone::Refused);
    };
    if !typing::may_write(app) {
        return;
    }
    let opens = lack.opens;
    app.refine.opened = Some(lack);
    match opens {
        Opens::Narrative => forming::open_for(app, Action::Narrative),
        Opens::Criterion => typing::open_for(app, Action::Criterion),
        Opens::Estimate => typing::open_for(app, Action::Estimate),
        Opens::Split => splitting::open(app),
        Opens::Answer(question) => forming::question(app, &story, question),
        Opens::Dependency(on) => on_page(app, story.id, Slot::DependsOn(on)),
        Opens::Tick(line) => on_page(app, story.id, Slot::ReadyLine(line)),
    }
}

/// The page of the story, the cursor on what is missing.
fn on_page(app: &mut App, story: StoryId, slot: Slot) {
    let Some(backlog) = app.backlog() else { return };
    let mut page = StoryPage::of(story, backlog);
    page.go_to(slot);
    app.page = Some(page);
}

/// Makes the story ready and goes on; with something missing, says what, and asks why all the same.
pub(super) fn ready(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let here = app.story().zip(app.backlog());
    let Some((id, number, is_ready, missing)) = here.map(|(story, backlog)| {
        let missing = ready::missing_uncovered(story, backlog);
        (story.id, story.number, ready::is_ready(story, backlog), missing)
    }) else {
        app.tell_no_story();
        return Vec::new();
    };
    if is_ready {
        go_on(app);
        return Vec::new();
    }
    if missing.is_empty() {
        let effects =
            acts::perform(app, &Command::Ready { stories: vec![id], overriding: None }, world);
        go_on_from(app, id);
        return effects;
    }
    if !typing::may_write(app) {
        return Vec::new();
    }
    let label = format!("make #{number} ready all the same, because");
    typing::open(app, Purpose::ReadyAnyway, &label, "", vec![id]);
    if let Some(Overlay::Prompt(prompt)) = &mut app.overlay {
        let count = tally::count(missing.len(), "thing is", "things are");
        let words: Vec<String> = missing.into_iter().map(|it| it.words).collect();
        prompt.note = format!("{count} missing: {}", words.join(" · "));
    }
    Vec::new()
}

/// Takes why a story is made ready although something is missing.
pub(super) fn readied_anyway(
    app: &mut App,
    stories: Vec<StoryId>,
    reason: &str,
    world: &mut World<'_>,
) -> Result<Vec<Effect>, String> {
    let first = stories.first().copied();
    let overriding = Some(reason.to_owned());
    let effects = acts::try_perform(app, &Command::Ready { stories, overriding }, world)?;
    if let Some(id) = first {
        go_on_from(app, id);
    }
    Ok(effects)
}

/// Goes on where the story on screen is the one that became ready.
fn go_on_from(app: &mut App, story: StoryId) {
    let here = app.screen == Screen::Refine && app.refine.story() == Some(story);
    if here && app.refine.round.is_ready() {
        go_on(app);
    }
}

fn go_on(app: &mut App) {
    let Some(session) = &app.session else { return };
    app.refine.go_on(session.backlog());
}

/// Shows the story again whose last act was taken back.
pub(super) fn undone(app: &mut App, story: StoryId) {
    let Some(session) = &app.session else { return };
    if app.screen == Screen::Refine {
        app.refine.go_to(story, session.backlog());
    }
}
