//! The lines at the edges: header, message, footer.

use ratatui::layout::Rect;

use super::Pen;
use crate::say::{plain, tally, width};
use crate::tui::action::{Action, Place, Shown, TABLE, row, within};
use crate::tui::app::{App, Overlay, SaveMark, Tone};
use crate::tui::part::prompt::Purpose;
use crate::tui::screen::backlog::Pane;
use crate::tui::theme::Role;

/// Actions the footer offers first, as far as they are possible.
const PREFERRED: &[Action] = &[
    Action::MakeHere,
    Action::Sample,
    Action::Add,
    Action::Estimate,
    Action::MoveDown,
    Action::Ready,
    Action::Filter,
    Action::Undo,
];

/// Product, screen, save mark.
pub(super) fn header(app: &App, area: Rect, pen: &mut Pen<'_>) {
    let (mark, role) = match &app.save {
        _ if app.session.is_none() => (String::new(), Role::Dim),
        SaveMark::Saved => ("✓ saved".to_owned(), Role::Good),
        SaveMark::Saving => ("● saving".to_owned(), Role::Warn),
        SaveMark::NotSaved(why) => (format!("✗ not saved: {}", plain::line(why)), Role::Bad),
        SaveMark::ReadOnly => ("read-only".to_owned(), Role::Warn),
    };
    let room = usize::from(area.width / 2);
    let mark = width::cut(&mark, room).into_owned();
    let until = pen.right(area, 0, &format!("{mark} "), role);
    let name = app.session.as_ref().map(|session| session.backlog().product().name.as_str());
    let name = match name {
        None => "no backlog here yet",
        Some("") => "unnamed product",
        Some(name) => name,
    };
    let sample = if app.sample { " (sample, thrown away)" } else { "" };
    let left = Rect { width: until.saturating_sub(1), ..area };
    let column = pen.at(left, 1, 0, "upnext", Role::Heading);
    let name = plain::line(name).into_owned();
    let name = width::cut(&name, usize::from(left.width) / 2).into_owned();
    let column = pen.at(left, column, 0, &format!(" · {name}{sample}"), Role::Plain);
    if app.session.is_some() {
        pen.at(left, column + 3, 0, "[Backlog]", Role::Heading);
    }
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
        pen.at(area, 1, 0, &width::cut(&words, room), role);
        return;
    }
    if app.session.is_none() {
        return;
    }
    let list = &app.list;
    let mut words = Vec::new();
    if list.is_filtered() || !list.filter.is_empty() {
        let shown = tally::count(list.rows.len(), "story", "stories");
        words.push(format!("filter: {} — {shown} of {}", plain::line(&list.filter), list.open));
    } else {
        words.push(tally::count(list.rows.len(), "story", "stories"));
    }
    words.push(format!("{} pts", list.points));
    if !list.marks.is_empty() || list.range.is_some() {
        words.push(format!("{} marked", list.marks.len()));
    }
    pen.at(area, 1, 0, &width::cut(&words.join(" · "), room), Role::Dim);
}

/// The keys that matter here and now.
pub(super) fn footer(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if let Some(error) = app.list.filter_error.as_deref().filter(|_| is_filtering(app)) {
        pen.at(area, 1, 0, &format!("! {}", plain::line(error)), Role::Warn);
        return;
    }
    let hints = hints(app);
    let mut column = 1;
    for (key, words) in hints {
        let wide = width::width(&key) + 1 + width::width(&words);
        if usize::from(column) + wide > usize::from(area.width) {
            break;
        }
        column = pen.at(area, column, 0, &key, Role::Key);
        column = pen.at(area, column + 1, 0, &words, Role::Dim) + 2;
    }
}

fn is_filtering(app: &App) -> bool {
    matches!(&app.overlay, Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Filter)
}

/// Key and word of what can be done now, most wanted first.
fn hints(app: &App) -> Vec<(String, String)> {
    let said = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    match &app.overlay {
        Some(Overlay::Prompt(prompt)) => {
            return match prompt.purpose {
                Purpose::Filter => vec![said("Enter", "keep"), said("Esc", "no filter")],
                Purpose::Command => {
                    vec![said("Enter", "do"), said("↑", "earlier"), said("Esc", "leave")]
                }
                _ => vec![said("Enter", "done"), said("Esc", "leave, the text is kept")],
            };
        }
        Some(Overlay::Pager(_)) => {
            return vec![said("j/k", "scroll"), said("Esc", "close")];
        }
        Some(Overlay::QuitUnsaved) => return vec![said("y", "quit"), said("n", "stay")],
        None => {}
    }
    let place = app.place();
    let mut hints = Vec::new();
    if app.list.pane == Pane::Detail {
        hints.extend([said("j/k", "scroll"), said("Esc", "back to the list")]);
    }
    let shown = |action: &Action| {
        row(*action, place).filter(|row| app.offers(*action) && within(row.place, place))
    };
    let limit = if place == Place::Welcome { 4 } else { 6 };
    for row in PREFERRED.iter().filter_map(shown).take(limit) {
        let key = if row.action == Action::MoveDown { "J/K".to_owned() } else { first_key(row) };
        hints.push((key, row.short.to_owned()));
    }
    let help = TABLE.iter().find(|row| row.action == Action::Help);
    hints.extend(help.map(|row| (first_key(row), "more".to_owned())));
    let quit = row(Action::Quit, place);
    hints.extend(quit.map(|row| (first_key(row), row.short.to_owned())));
    hints
}

fn first_key(row: &crate::tui::action::Row) -> String {
    row.keys.first().map(|key| Shown(key).to_string()).unwrap_or_default()
}
