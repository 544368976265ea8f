//! The Refine screen: one story, and beside it what is missing. Drawing changes nothing, and builds
//! no row that is not on screen.

mod advice;
mod story;
mod summary;

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::story::Story;
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::screen::Screen;
use crate::tui::screen::refine::{Card, Pane, Rooms};
use crate::tui::theme::Role;

/// A text of more lines than this is read on the page of the story.
const MOST: usize = 400;

/// And a paragraph of more letters too.
const READ: usize = 4_000;

/// A piece of text, and what it is.
type Span = (String, Role);

/// Lines of text, wrapped to the room there is.
#[derive(Default)]
struct Text {
    lines: Vec<Vec<Span>>,
    columns: usize,
}

impl Text {
    fn new(columns: u16) -> Self {
        Self { lines: Vec::new(), columns: usize::from(columns).max(1) }
    }

    /// A text behind a mark, wrapped; what goes on stands under its beginning.
    fn marked(&mut self, mark: &str, mark_role: Role, text: &str, role: Role) {
        if self.lines.len() >= MOST {
            return;
        }
        let indent = width::width(mark);
        let end = text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at);
        let text = plain::line(text.get(..end).unwrap_or_default());
        let wrapped = width::wrap(&text, self.columns.saturating_sub(indent).max(8));
        for (at, line) in wrapped.into_iter().enumerate() {
            let lead = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
            self.lines.push(vec![(lead, mark_role), (line, role)]);
        }
    }

    fn text(&mut self, text: &str, role: Role) {
        self.marked("", role, text, role);
    }

    fn gap(&mut self) {
        self.lines.push(Vec::new());
    }

    /// A heading with a rule behind it.
    fn heading(&mut self, words: &str) {
        let rest = self.columns.saturating_sub(width::width(words) + 1);
        self.lines.push(vec![(format!("{words} "), Role::Heading), ("─".repeat(rest), Role::Rule)]);
    }

    /// Draws as much as there is room for, with arrows where there is more.
    fn draw(&self, top: usize, area: Rect, pen: &mut Pen<'_>) {
        for (line, spans) in (0..area.height).zip(self.lines.iter().skip(top)) {
            let mut column = 1;
            for (words, role) in spans {
                column = pen.at(area, column, line, words, *role);
            }
        }
        let edge = area.width.saturating_sub(1);
        if top > 0 {
            pen.at(area, edge, 0, "↑", Role::Key);
        }
        if top + usize::from(area.height) < self.lines.len() {
            pen.at(area, edge, area.height.saturating_sub(1), "↓", Role::Key);
        }
    }
}

/// The texts of both panes; on a narrow screen all in the first.
fn texts(app: &App, story: &Story, card: &Card, backlog: &Backlog) -> [Text; 2] {
    let rooms = Rooms::of(app.size);
    // A blank on the left, one before the line between or the arrow.
    let mut left = Text::new(rooms.story.width.saturating_sub(3));
    if !rooms.has_two() {
        story::head(&mut left, story, backlog);
        left.gap();
        advice::missing(&mut left, app, story, card);
        advice::similar(&mut left, story, card, backlog);
        left.gap();
        story::body(&mut left, story);
        advice::wording(&mut left, story, card);
        return [left, Text::default()];
    }
    story::head(&mut left, story, backlog);
    left.gap();
    story::body(&mut left, story);
    let mut right = Text::new(rooms.advice.width.saturating_sub(3));
    advice::missing(&mut right, app, story, card);
    advice::similar(&mut right, story, card, backlog);
    advice::wording(&mut right, story, card);
    [left, right]
}

/// How many lines both texts have.
pub(super) fn lengths(app: &App) -> [usize; 2] {
    let shown = || {
        let (backlog, card) = (app.backlog()?, app.refine.card.as_ref()?);
        let story = backlog.story(app.refine.story()?)?;
        Some(texts(app, story, card, backlog).map(|text| text.lines.len()))
    };
    shown().unwrap_or_default()
}

pub(super) fn draw(app: &App, backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let refine = &app.refine;
    let rooms = Rooms::of(app.size);
    let here = refine.story().and_then(|id| backlog.story(id));
    let (Some(story), Some(card)) = (here, &refine.card) else {
        return summary::draw(app, backlog, pen);
    };
    let room = usize::from(rooms.head.width.saturating_sub(2));
    pen.at(rooms.head, 1, 0, &width::cut(&so_far(app), room), Role::Dim);
    let [left, right] = texts(app, story, card, backlog);
    let [top, beside] = refine.tops;
    left.draw(top, rooms.story, pen);
    let role = if refine.pane == Pane::Advice { Role::Heading } else { Role::Rule };
    for line in 0..rooms.rule.height {
        pen.text(rooms.rule, line, "│", role);
    }
    right.draw(beside, rooms.advice, pen);
    let at = if refine.pane == Pane::Advice { rooms.advice } else { rooms.story };
    Position { x: at.x, y: at.y }
}

/// "4 of 9 · 12 minutes so far · 2 made ready · 1 skipped".
fn so_far(app: &App) -> String {
    let refine = &app.refine;
    let (at, of) = refine.round.place().unwrap_or_default();
    let minutes =
        tally::count(usize::try_from(refine.clock.minutes()).unwrap_or(0), "minute", "minutes");
    let mut words = vec![format!("{at} of {of}"), format!("{minutes} so far")];
    let (made, skipped) = (refine.round.made().count(), refine.round.skipped().count());
    words.extend((made > 0).then(|| format!("{made} made ready")));
    words.extend((skipped > 0).then(|| format!("{skipped} skipped")));
    words.join(" · ")
}

/// What a key does to the story on screen.
pub(super) fn words(app: &App, action: Action) -> Option<&'static str> {
    let here = app.screen == Screen::Refine && app.page.is_none();
    match action {
        Action::Ready if here && app.refine.round.is_ready() => Some("on to the next"),
        Action::ShowRefine if here => Some("once more"),
        _ => None,
    }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, _backlog: &Backlog) -> String {
    let refine = &app.refine;
    let Some(card) = &refine.card else {
        return if refine.round.is_empty() { String::new() } else { "the round is through".into() };
    };
    let key = |action| app.key_of(action);
    if refine.round.is_ready() {
        return format!("it is ready · {} goes on to the next", key(Action::Ready));
    }
    match card.missing.len() {
        0 => format!("nothing is missing · {} makes it ready, and goes on", key(Action::Ready)),
        missing => {
            let missing = tally::count(missing, "thing is", "things are");
            format!("{missing} missing · {} opens the next one", key(Action::NextMissing))
        }
    }
}
