//! What the keys of the Inbox do: what becomes of the idea under the cursor. Each act builds the
//! command the command line would build.

use super::{World, acts, forming, page, showing, typing};
use crate::advice::likeness::Index;
use crate::domain::command::{Command, FromIdea, Place};
use crate::domain::id::Id;
use crate::domain::idea::{Idea, IdeaState};
use crate::domain::story::StoryId;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::form::Form;
use crate::tui::part::picker::{Pick, Picker};
use crate::tui::part::prompt::Purpose;
use crate::tui::part::stories::{For, Stories};
use crate::tui::screen::Screen;

/// As many stories are offered as likely ones.
const LIKELY: usize = 5;

/// Shows the inbox with the cursor on an idea; back leads to where one was.
pub(super) fn go_to(app: &mut App, idea: Id<Idea>) {
    let before = app.screen;
    showing::show(app, Screen::Inbox);
    app.inbox.go_to_idea(idea);
    app.came_from = Some(before).filter(|before| *before != Screen::Inbox);
}

/// Does something with the idea under the cursor.
pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    if action == Action::AllIdeas {
        show_all(app);
        return Vec::new();
    }
    let Some((id, state)) = app.inbox.row().map(|row| (row.id, row.state)) else {
        let catch = app.key_of(Action::Idea);
        app.tell(format!("there is no idea here: {catch} catches one"), Tone::Refused);
        return Vec::new();
    };
    if action == Action::MakeStory && state == IdeaState::Kept && app.inbox.story().is_some() {
        page::open(app);
        return Vec::new();
    }
    if !typing::may_write(app) {
        return Vec::new();
    }
    if action == Action::RestoreIdea {
        return acts::perform(app, &Command::RestoreIdea { idea: id }, world);
    }
    if state == IdeaState::Dismissed {
        let restore = app.key_of(Action::RestoreIdea);
        app.tell(format!("it was dismissed: {restore} takes it up again"), Tone::Refused);
        return Vec::new();
    }
    let Some(idea) = held(app, id) else { return Vec::new() };
    match action {
        Action::MakeStory => make(app, &idea),
        Action::JoinStory => join(app, &idea),
        _ => {
            let label = format!("dismiss idea {}, because", idea.number);
            typing::open(app, Purpose::DismissIdea(id), &label, "", Vec::new());
        }
    }
    Vec::new()
}

fn show_all(app: &mut App) {
    if app.inbox.old() == 0 && !app.inbox.all {
        app.tell("every idea here is new", Tone::Refused);
        return;
    }
    let all = !app.inbox.all;
    app.inbox.show_all(all);
}

fn held(app: &App, id: Id<Idea>) -> Option<Idea> {
    app.backlog()?.ideas().get(id).map(|idea| Idea::clone(idea))
}

/// Opens the form of the story the idea asks for, drafted from its words.
fn make(app: &mut App, idea: &Idea) {
    let draft = FromIdea::draft(idea).story;
    let texts = [draft.title, draft.role, draft.want, draft.benefit];
    let heading = format!("A story of idea {}", idea.number);
    forming::form(app, Form::story(Purpose::FromIdea(idea.id), heading, &texts));
}

/// The story on a form; what its lines have no room for is described.
pub(super) fn made(app: &App, id: Id<Idea>, texts: &[String]) -> Result<Command, String> {
    let idea = held(app, id).ok_or("that idea is not here any more")?;
    let text = |at: usize| texts.get(at).map(|it| it.trim().to_owned()).unwrap_or_default();
    let draft = FromIdea::draft(&idea);
    let title = text(0);
    let same = title == draft.story.title;
    let mut made = if same { draft } else { draft.titled(&title, &idea) };
    (made.story.role, made.story.want, made.story.benefit) = (text(1), text(2), text(3));
    Ok(Command::StoryFromIdea { idea: id, story: Box::new(made), place: Place::Bottom })
}

/// Opens the stories to join the idea to.
fn join(app: &mut App, idea: &Idea) {
    if app.backlog().is_none_or(|backlog| backlog.stories().is_empty()) {
        app.tell("there is no story to join it to", Tone::Refused);
        return;
    }
    stories_for(app, idea.id);
}

/// Stories to join an idea to, the likely ones first.
pub(super) fn stories_for(app: &mut App, id: Id<Idea>) {
    let (Some(idea), Some(backlog)) = (held(app, id), app.backlog()) else { return };
    let similar = Index::of(backlog).similar_to(&idea.text, LIKELY);
    let likely: Vec<(StoryId, String)> =
        similar.into_iter().map(|it| (it.story, it.words.join(", "))).collect();
    let stories = Stories::list(For::Join, None, backlog).likely_first(likely);
    let heading = format!("Which story does idea {} stand behind?", idea.number);
    let picker = Picker::over(Pick::Join(id), heading, stories, Vec::new());
    app.overlay = Some(Overlay::Picker(Box::new(picker)));
}
