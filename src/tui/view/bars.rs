//! The lines at the edges: header, message, footer.

use ratatui::layout::Rect;

use super::Pen;
use crate::say::{plain, tally, width};
use crate::tui::action::{Action, Place, Shown, row, within};
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
        SaveMark::Unreadable => ("✗ the file cannot be read".to_owned(), Role::Bad),
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
        upwards(area, &words, role, pen);
        return;
    }
    let Some(session) = &app.session else { return };
    let list = &app.list;
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
    const MOST: usize = 5;
    let mut lines = width::wrap(words, usize::from(area.width.saturating_sub(2)));
    lines.truncate(MOST.min(usize::from(area.y) + 1));
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0).min(area.y);
    let area = Rect { y: area.y - above, height: above + area.height, ..area };
    pen.clear(area);
    for (text, line) in lines.iter().zip(0u16..) {
        pen.at(area, 1, line, text, role);
    }
}

/// The keys that matter here and now.
pub(super) fn footer(app: &App, area: Rect, pen: &mut Pen<'_>) {
    if let Some(error) = app.list.filter_error.as_deref().filter(|_| is_filtering(app)) {
        let words = format!("! {}", plain::line(error));
        pen.at(area, 1, 0, &width::cut(&words, usize::from(area.width) - 2), Role::Warn);
        return;
    }
    let (hints, last) = hints(app);
    let wide = |hint: &Hint| width::width(&hint.0) + width::width(&hint.1) + 3;
    // The way out and the help are always there; what else fits comes before them.
    let mut room = usize::from(area.width).saturating_sub(last.iter().map(wide).sum());
    let fits = |hint: &Hint| {
        let fits = wide(hint) <= room;
        room = if fits { room - wide(hint) } else { 0 };
        fits
    };
    let hints: Vec<Hint> = hints.into_iter().take_while(fits).chain(last).collect();
    let mut column = 1;
    for (key, words) in hints {
        column = pen.at(area, column, 0, &key, Role::Key);
        column = pen.at(area, column + 1, 0, &words, Role::Dim) + 2;
    }
}

fn is_filtering(app: &App) -> bool {
    matches!(&app.overlay, Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Filter)
}

/// Key and words of something that can be done.
type Hint = (String, String);

/// What can be done now, most wanted first, and what is always offered.
fn hints(app: &App) -> (Vec<Hint>, Vec<Hint>) {
    let said = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    match &app.overlay {
        Some(Overlay::Prompt(prompt)) => {
            let hints = match prompt.purpose {
                Purpose::Filter => vec![said("Enter", "keep"), said("Esc", "no filter")],
                Purpose::Command => {
                    vec![said("Enter", "do"), said("↑", "earlier"), said("Esc", "leave")]
                }
                Purpose::Criterion => {
                    vec![said("Enter", "add, and the next one"), said("Enter on nothing", "end")]
                }
                _ => vec![said("Enter", "done"), said("Esc", "leave, the text is kept")],
            };
            return (hints, Vec::new());
        }
        Some(Overlay::Pager(_)) => {
            return (vec![said("j/k", "scroll"), said("Esc", "close")], Vec::new());
        }
        Some(Overlay::QuitUnsaved) => {
            return (vec![said("y", "quit"), said("n", "stay")], Vec::new());
        }
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
    let help = row(Action::Help, place).map(|row| (first_key(row), "more".to_owned()));
    let quit = row(Action::Quit, place).map(|row| (first_key(row), row.short.to_owned()));
    (hints, help.into_iter().chain(quit).collect())
}

fn first_key(row: &crate::tui::action::Row) -> String {
    row.keys.first().map(|key| Shown(key).to_string()).unwrap_or_default()
}
