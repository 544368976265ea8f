//! The lines at the edges that tell: header and message. They offer nothing.

use ratatui::layout::Rect;

use super::{Pen, board, conflicts, health, inbox, plan, refine, review, today};
use crate::say::{plain, tally, width};
use crate::tui::action::Action;
use crate::tui::app::{App, SaveMark, Tone};
use crate::tui::screen::Screen;
use crate::tui::screen::story::StoryPage;
use crate::tui::theme::Role;
use crate::tui::update::drafting;

/// What the header says, and from which column on.
struct Header {
    mark: (String, Role),
    name: String,
    /// The screens, or where one is on a page.
    screens: Vec<(Option<Screen>, String)>,
    /// Where the screens begin.
    column: u16,
}

/// Product, screens, save mark.
pub(super) fn header(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let Header { mark: (mark, role), name, screens, column } = told(app, area.width);
    pen.right(area, 0, &mark, role);
    let begun = pen.at(area, 1, 0, PROGRAM, Role::Heading);
    pen.at(area, begun, 0, &name, Role::Plain);
    let screens: String = screens.into_iter().map(|(_, words)| words).collect();
    pen.at(area, column, 0, &screens, Role::Heading);
}

/// The screen whose tab a column of the header shows.
pub(super) fn tab_at(app: &App, width: u16, column: u16) -> Option<Screen> {
    let told = told(app, width);
    let mut left = usize::from(column.checked_sub(told.column)?);
    for (screen, words) in told.screens {
        let wide = width::width(&words);
        if left < wide {
            return screen;
        }
        left -= wide;
    }
    None
}

const PROGRAM: &str = "upnext";

fn told(app: &App, wide: u16) -> Header {
    let (mark, role) = save_mark(app);
    let mark = format!("{} ", width::cut(&mark, usize::from(wide / 2)));
    let room = usize::from(wide).saturating_sub(width::width(&mark) + 1);
    let screens = match (&app.session, &app.page, app.story()) {
        (None, ..) => Vec::new(),
        (_, Some(_), Some(story)) => {
            vec![(None, format!("{} › #{}", app.screen.name(), story.number))]
        }
        _ => tabs(app.screen, room),
    };
    let taken: usize = screens.iter().map(|(_, words)| width::width(words)).sum();
    let begun = 1 + width::width(PROGRAM);
    // Where one is matters more than what the product is called.
    let name = format!(" · {}", product(app));
    let name = width::cut(&name, room.saturating_sub(begun + taken + 3)).into_owned();
    let column = u16::try_from(begun + width::width(&name) + 3).unwrap_or(u16::MAX);
    Header { mark: (mark, role), name, screens, column }
}

fn save_mark(app: &App) -> (String, Role) {
    match &app.save {
        _ if app.session.is_none() => (String::new(), Role::Dim),
        SaveMark::Saved => ("✓ saved".to_owned(), Role::Good),
        SaveMark::Saving => ("● saving".to_owned(), Role::Warn),
        SaveMark::NotSaved(why) => (format!("✗ not saved: {}", plain::line(why)), Role::Bad),
        SaveMark::Unreadable => ("✗ the file cannot be read".to_owned(), Role::Bad),
        SaveMark::ReadOnly => ("read-only".to_owned(), Role::Warn),
    }
}

fn product(app: &App) -> String {
    let name = match app.backlog().map(|backlog| backlog.product().name.as_str()) {
        None => "no backlog here yet",
        Some("") => "unnamed product",
        Some(name) => name,
    };
    let sample = if app.sample { " (sample, thrown away)" } else { "" };
    format!("{}{sample}", plain::line(name))
}

/// The screens with their digits, the one shown in brackets: with their names, else the others as
/// digits alone, else only that one.
fn tabs(shown: Screen, room: usize) -> Vec<(Option<Screen>, String)> {
    // What has no digit stands there only while one is on it.
    let without = (!Screen::ALL.contains(&shown)).then_some(shown);
    let all = || Screen::ALL.iter().copied().chain(without);
    let named: Vec<_> = all().map(|it| (Some(it), tab(it, shown, true))).collect();
    let short: Vec<_> = all().map(|it| (Some(it), tab(it, shown, false))).collect();
    // What the product is called wants a word or two as well; while it is being saved, less.
    let fits = |tabs: &[(Option<Screen>, String)]| {
        let wide: usize = tabs.iter().map(|(_, words)| width::width(words)).sum();
        room >= wide + 22
    };
    match (fits(&named), fits(&short)) {
        (true, _) => named,
        (_, true) => short,
        _ => vec![(Some(shown), tab(shown, shown, true))],
    }
}

fn tab(screen: Screen, shown: Screen, named: bool) -> String {
    let name = screen.name();
    let words = match screen.digit() {
        Some(digit) if named || screen == shown => format!("{digit} {name}"),
        Some(digit) => digit.to_string(),
        None => name.to_owned(),
    };
    if screen == shown { format!("[{words}]") } else { format!(" {words} ") }
}

/// What was said last; without it, how much there is.
pub(super) fn message(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let room = usize::from(area.width.saturating_sub(2));
    if let Some((words, tone)) = &app.message {
        let (glyph, role) = match tone {
            Tone::Done => ("", Role::Good),
            Tone::Refused => ("! ", Role::Warn),
        };
        let words = format!("{glyph}{}", plain::line(words));
        upwards(area, &words, role, pen);
        return;
    }
    if let Some(words) = drafting::waiting(app) {
        upwards(area, &words, Role::Good, pen);
        return;
    }
    let Some(session) = &app.session else { return };
    let list = &app.list;
    let backlog = session.backlog();
    let elsewhere = match (&app.page, app.screen) {
        (Some(page), _) => Some(place_of(app, page)),
        (None, Screen::Today) => Some(today::status(app, backlog)),
        (None, Screen::Plan) => Some(plan::status(app, backlog)),
        (None, Screen::Board) => Some(board::status(app, backlog)),
        (None, Screen::Review) => Some(review::status(app, backlog)),
        (None, Screen::Refine) => Some(refine::status(app, backlog)),
        (None, Screen::Inbox) => Some(inbox::status(app, backlog)),
        (None, Screen::Health) => Some(health::status(app, backlog)),
        (None, Screen::Conflicts) => Some(conflicts::status(app, backlog)),
        (None, Screen::Backlog) => None,
    };
    if let Some(words) = elsewhere {
        pen.at(area, 1, 0, &width::cut(&words, room), Role::Dim);
        return;
    }
    let mut words = Vec::new();
    if list.is_filtered() || !list.filter.is_empty() {
        let shown = tally::count(list.rows.len(), "story", "stories");
        let of = if list.shows_all_states() { String::new() } else { format!(" of {}", list.open) };
        words.push(format!("filter: {} — {shown}{of}", plain::line(&list.filter)));
    } else {
        words.push(tally::count(list.rows.len(), "story", "stories"));
    }
    words.push(format!("{} pts", list.points));
    if !list.marks.is_empty() || list.range.is_some() {
        let marked = list.marked(session.backlog()).len();
        let hidden = marked - list.visible_marks(session.backlog()).len();
        words.push(match hidden {
            0 => format!("{marked} marked"),
            hidden => format!("{marked} marked, {hidden} of them hidden: nothing is done to those"),
        });
    }
    pen.at(area, 1, 0, &width::cut(&words.join(" · "), room), Role::Dim);
}

/// Says something on as many lines as it needs, the last one at the place it belongs to: what is
/// cut off is always the part that helps.
pub(super) fn upwards(area: Rect, words: &str, role: Role, pen: &mut Pen<'_>) {
    const MOST: usize = 8;
    let mut lines = width::wrap(words, usize::from(area.width.saturating_sub(2)));
    lines.truncate(MOST.min(usize::from(area.y) + 1));
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0).min(area.y);
    let area = Rect { y: area.y - above, height: above + area.height, ..area };
    pen.clear(area);
    for (text, line) in lines.iter().zip(0u16..) {
        pen.at(area, 1, line, text, role);
    }
}

/// Where the story of the page stands.
fn place_of(app: &App, page: &StoryPage) -> String {
    let Some(backlog) = app.backlog() else { return String::new() };
    let place = match backlog.position(page.story) {
        Some(position) => format!("position {position} of {}", app.list.open),
        None => "not in the order any more".to_owned(),
    };
    let back = page.trail.last().and_then(|(id, _)| backlog.story(*id));
    match back {
        Some(story) => {
            let key = app.key_of(Action::Back);
            format!("{place} · {key} goes back to #{}", story.number)
        }
        None => place,
    }
}
