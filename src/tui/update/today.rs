//! What the keys of the Today screen do: each line leads where it is dealt with. Nothing here
//! changes the backlog.

use super::World;
use super::{conflicts, inbox, page, palette, reading, showing, typing};
use crate::cli::act::Question;
use crate::domain::story::StoryId;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect};
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::Screen;
use crate::tui::screen::today::lines::{Begin, Line, Section, Step, story_of};

pub(super) fn act(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let effects = lead(app, world);
    if app.screen != Screen::Today {
        app.came_from = Some(Screen::Today);
    }
    effects
}

fn lead(app: &mut App, world: &mut World<'_>) -> Vec<Effect> {
    let Some((line, section)) = app.standing.line().zip(app.standing.section()) else {
        return Vec::new();
    };
    match line {
        Line::Conflicts(_) => conflicts::open(app),
        Line::Running => showing::show(app, Screen::Board),
        Line::Planned | Line::NoSprint => showing::show(app, Screen::Plan),
        Line::Story(story) if section == Section::Delivered => judge(app, Some(story)),
        Line::Story(_) => page::open(app),
        Line::Idea(idea) => inbox::go_to(app, idea),
        Line::Change(at) => {
            let story = app.standing.changes.get(at).and_then(story_of);
            // Undone since, it is told by the log at most.
            if story.is_some() && app.story().is_some() { page::open(app) } else { log(app, world) }
        }
        Line::More(_) => more(app, section, world),
        Line::Begin(begin) => return self::begin(app, begin),
        Line::Step(step, _) => self::step(app, step),
    }
    Vec::new()
}

/// The whole list that was too long.
fn more(app: &mut App, section: Section, world: &World<'_>) {
    match section {
        Section::Delivered => judge(app, None),
        Section::Blocked => filter(app, "is:blocked"),
        Section::Unready => filter(app, "is:unready"),
        Section::Ideas => showing::show(app, Screen::Inbox),
        _ => log(app, world),
    }
}

/// Where what was delivered is judged, on this story.
fn judge(app: &mut App, story: Option<StoryId>) {
    showing::show(app, Screen::Review);
    if let Some(story) = story {
        app.review.go_to(story);
    }
}

/// The list with only these stories.
fn filter(app: &mut App, query: &str) {
    showing::show(app, Screen::Backlog);
    let today = app.today;
    if let Some(session) = &app.session {
        app.list.set_filter(query, session.backlog(), today);
    }
}

/// Everything that happened, newest first.
fn log(app: &mut App, world: &World<'_>) {
    let question = Question::Log { number: None, limit: Some(200) };
    reading::answer(app, "What happened", &question, world);
}

fn begin(app: &mut App, begin: Begin) -> Vec<Effect> {
    match begin {
        Begin::Add => {
            showing::show(app, Screen::Backlog);
            typing::open_for(app, Action::Add);
        }
        Begin::Import => palette::open_with(app, "import "),
        Begin::Sample => return vec![Effect::Sample],
        Begin::Idea => typing::open_for(app, Action::Idea),
    }
    Vec::new()
}

fn step(app: &mut App, step: Step) {
    match step {
        Step::Goal => {
            if !typing::may_write(app) {
                return;
            }
            let goal = app.backlog().map(|it| it.product().goal.clone()).unwrap_or_default();
            let label = "what is the product to achieve next?";
            typing::open(app, Purpose::ProductGoal, label, &goal, Vec::new());
        }
        Step::Estimate(first) => go_to(app, first),
        Step::Ready(Some(_)) => page::open(app),
        Step::Ready(None) => go_to(app, None),
        Step::Team => palette::open_with(app, "person add "),
        Step::Plan => showing::show(app, Screen::Plan),
    }
}

/// To a story of the list; without one, to its beginning.
fn go_to(app: &mut App, story: Option<StoryId>) {
    showing::show(app, Screen::Backlog);
    let (height, today) = (app.layout().list.height, app.today);
    let Some(session) = &app.session else { return };
    let backlog = session.backlog();
    if app.list.is_filtered() {
        app.list.set_filter("", backlog, today);
    }
    match story {
        Some(id) => app.list.go_to(id, height, backlog),
        None => app.list.go(0, height, backlog),
    }
}
