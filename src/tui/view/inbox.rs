//! The Inbox: the ideas by weight and age, and all about the one under the cursor. Drawing changes
//! nothing, and builds no row that is not on screen.

use ratatui::layout::{Position, Rect};

use super::Pen;
use crate::domain::backlog::Backlog;
use crate::domain::idea::IdeaState;
use crate::domain::idea::catch::SIGNS;
use crate::say::{tally, width};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::screen::inbox::{InboxScreen, Pane, Rooms, Row};
use crate::tui::theme::Role;

/// How wide the columns are that there is not always room for.
struct Columns {
    from: usize,
    tags: usize,
}

impl Columns {
    const fn of(wide: u16) -> Self {
        match wide {
            0..72 => Self { from: 0, tags: 0 },
            72..100 => Self { from: 12, tags: 0 },
            _ => Self { from: 16, tags: 22 },
        }
    }
}

pub(super) fn draw(app: &App, _backlog: &Backlog, pen: &mut Pen<'_>) -> Position {
    let inbox = &app.inbox;
    let rooms = inbox.rooms(app.size);
    if inbox.shown().is_empty() {
        return nothing(app, pen);
    }
    names(inbox, &rooms, pen);
    list(inbox, &rooms, pen);
    detail(inbox, &rooms, pen);
    match inbox.pane {
        Pane::List => {
            let line = u16::try_from(inbox.cursor - inbox.top).unwrap_or(0);
            Position { x: rooms.list.x, y: rooms.list.y + line }
        }
        Pane::Detail => Position { x: rooms.detail.x + 1, y: rooms.detail.y },
    }
}

fn names(inbox: &InboxScreen, rooms: &Rooms, pen: &mut Pen<'_>) {
    let columns = Columns::of(rooms.names.width);
    let from =
        if columns.from == 0 { String::new() } else { width::fit("from", columns.from) + "  " };
    let what = if inbox.all { "idea, ✓ kept, ✗ dismissed" } else { "idea" };
    let names = format!("     #    age  said  mean  {from}{what}");
    pen.text(rooms.names, 0, &names, Role::Dim);
    if columns.tags > 0 {
        pen.at(rooms.names, tags_from(rooms.names, &columns), 0, "tags", Role::Dim);
    }
}

/// The column the tags begin at.
fn tags_from(area: Rect, columns: &Columns) -> u16 {
    area.width.saturating_sub(u16::try_from(columns.tags).unwrap_or(0) + 2)
}

fn list(inbox: &InboxScreen, rooms: &Rooms, pen: &mut Pen<'_>) {
    let focused = inbox.pane == Pane::List;
    for (line, at) in (0..rooms.list.height).zip(inbox.top..) {
        let Some(row) = inbox.shown().get(at) else { break };
        let here = at == inbox.cursor;
        if here {
            pen.text(rooms.list, line, if focused { "▸" } else { "›" }, Role::Key);
        }
        drawn(row, rooms.list, line, pen);
        if here && focused {
            pen.lay(rooms.list, line, Role::Selected);
        }
    }
    let below = inbox.top + usize::from(rooms.list.height) < inbox.shown().len();
    more(rooms.list, inbox.top > 0, below, pen);
}

fn drawn(row: &Row, area: Rect, line: u16, pen: &mut Pen<'_>) {
    let columns = Columns::of(area.width);
    let is_new = row.state == IdeaState::New;
    let (mark, role) = match row.state {
        IdeaState::New => (" ", Role::Plain),
        IdeaState::Kept => ("✓", Role::Good),
        IdeaState::Dismissed => ("✗", Role::Dim),
    };
    pen.at(area, 1, line, mark, role);
    let plain = if is_new { Role::Plain } else { Role::Dim };
    let age = if row.days == 0 { "today".to_owned() } else { format!("{} d", row.days) };
    let lead = format!(
        "{}  {}  ",
        width::fit_right(&row.number.to_string(), 4),
        width::fit_right(&age, 5)
    );
    let column = pen.at(area, 2, line, &lead, Role::Dim);
    let said = if row.count > 1 { format!("{}×", row.count) } else { String::new() };
    let heavy = if is_new { Role::Strong } else { Role::Dim };
    let column = pen.at(area, column, line, &width::fit_right(&said, 4), heavy);
    let mean = row.mean.map_or_else(String::new, |mean| mean.to_string());
    let mut column =
        pen.at(area, column, line, &format!("  {}  ", width::fit_right(&mean, 4)), plain);
    if columns.from > 0 {
        column =
            pen.at(area, column, line, &(width::fit(&row.from, columns.from) + "  "), Role::Dim);
    }
    let edge =
        if columns.tags > 0 { tags_from(area, &columns) } else { area.width.saturating_sub(2) };
    let room = usize::from(edge.saturating_sub(column + 1));
    pen.at(area, column, line, &width::cut(&row.text, room), plain);
    if columns.tags > 0 {
        pen.at(area, edge, line, &width::cut(&row.tags, columns.tags), Role::Dim);
    }
}

/// Arrows at the right edge where something is above or below.
fn more(area: Rect, above: bool, below: bool, pen: &mut Pen<'_>) {
    let edge = area.width.saturating_sub(1);
    if above {
        pen.at(area, edge, 0, "↑", Role::Key);
    }
    if below {
        pen.at(area, edge, area.height.saturating_sub(1), "↓", Role::Key);
    }
}

/// All about the idea under the cursor, as far as there is room.
fn detail(inbox: &InboxScreen, rooms: &Rooms, pen: &mut Pen<'_>) {
    let focused = inbox.pane == Pane::Detail;
    let role = if focused { Role::Heading } else { Role::Rule };
    pen.text(rooms.rule, 0, &"─".repeat(usize::from(rooms.rule.width)), role);
    let lines = &inbox.sheet.lines;
    for ((text, role), line) in lines.iter().skip(inbox.scrolled).zip(0..rooms.detail.height) {
        pen.at(rooms.detail, 1, line, text, *role);
    }
    let below = inbox.scrolled + usize::from(rooms.detail.height) < lines.len();
    if rooms.detail.height > 0 {
        more(rooms.detail, inbox.scrolled > 0, below, pen);
    }
}

/// Nothing waits: how ideas come here.
fn nothing(app: &App, pen: &mut Pen<'_>) -> Position {
    let area = Layout::of(app.size, false).list;
    let room = usize::from(area.width.saturating_sub(6));
    let (catch, all) = (app.key_of(Action::Idea), app.key_of(Action::AllIdeas));
    let old = app.inbox.old();
    let mut lines = vec![
        ("Nothing new in the inbox.".to_owned(), Role::Heading),
        (String::new(), Role::Plain),
        (
            format!(
                "{catch}  catches what somebody says, wherever you are: one line, Enter, back."
            ),
            Role::Plain,
        ),
        (format!("   {SIGNS}"), Role::Dim),
        (String::new(), Role::Plain),
        ("upnext idea - < FILE  takes one idea a line.".to_owned(), Role::Plain),
    ];
    if old > 0 {
        let words = format!("{all}  shows the {}.", put_away(app));
        lines.extend([(String::new(), Role::Plain), (words, Role::Plain)]);
    }
    let lines = lines.into_iter().flat_map(|(text, role)| {
        width::hang(&text, room).into_iter().map(move |line| (line, role))
    });
    for (line, (text, role)) in (0..area.height).zip(lines) {
        pen.at(area, 3, line, &text, role);
    }
    Position { x: area.x + 3, y: area.y }
}

/// "3 kept, 2 dismissed".
fn put_away(app: &App) -> String {
    let (kept, dismissed) = (app.inbox.kept, app.inbox.dismissed());
    match (kept, dismissed) {
        (kept, 0) => format!("{kept} kept"),
        (0, dismissed) => format!("{dismissed} dismissed"),
        (kept, dismissed) => format!("{kept} kept, {dismissed} dismissed"),
    }
}

/// What stands on the message line while nothing is said.
pub(super) fn status(app: &App, _backlog: &Backlog) -> String {
    let inbox = &app.inbox;
    let new = match inbox.new {
        0 => "nothing new".to_owned(),
        new => tally::count(new, "new idea", "new ideas"),
    };
    let mut words = vec![new];
    if inbox.all {
        words.push(put_away(app));
    } else if inbox.old() > 0 {
        words.push(format!("{}: {} shows them", put_away(app), app.key_of(Action::AllIdeas)));
    }
    if inbox.new > 1 {
        words.push("by weight, then age".to_owned());
    }
    words.join(" · ")
}

/// What Enter does to the idea the cursor is on.
pub(super) fn words(app: &App, action: Action) -> Option<&'static str> {
    let state = app.inbox.row().map(|row| row.state);
    match (action, state) {
        (Action::MakeStory, Some(IdeaState::Kept)) => Some("its story"),
        (Action::AllIdeas, _) => Some(if app.inbox.all { "only new" } else { "all" }),
        _ => None,
    }
}
