//! What lies over the screen: a line being typed, a text being read, a question with yes or no.

use ratatui::layout::{Position, Rect};

use super::{Pen, bars};
use crate::say::{plain, width};
use crate::tui::app::{App, Overlay, SaveMark};
use crate::tui::layout::Layout;
use crate::tui::part::pager::Pager;
use crate::tui::part::prompt::Prompt;
use crate::tui::theme::Role;

/// Draws the overlay, if there is one; returns where the caret is.
pub(super) fn draw(app: &App, layout: Layout, pen: &mut Pen<'_>) -> Option<Position> {
    match app.overlay.as_ref()? {
        Overlay::Prompt(prompt) => Some(typed(prompt, layout, pen)),
        Overlay::Pager(pager) => Some(page(pager, Layout::overlay(app.size), pen)),
        Overlay::QuitUnsaved => {
            let why = match &app.save {
                SaveMark::NotSaved(why) => plain::line(why).into_owned(),
                _ => String::new(),
            };
            let question = format!("Not saved: {why}. Quit and lose the last changes? y / n");
            bars::upwards(layout.message, &question, Role::Bad, pen);
            Some(Position { x: layout.message.x, y: layout.message.y })
        }
    }
}

/// The label, and as much of the line as keeps the caret in sight.
fn typed(prompt: &Prompt, layout: Layout, pen: &mut Pen<'_>) -> Position {
    let area = layout.message;
    pen.clear(area);
    if let Some(refused) = &prompt.refused {
        let words = format!("! {}", plain::line(refused));
        bars::upwards(above(area), &words, Role::Warn, pen);
    }
    let colon = prompt.label.ends_with(':') || prompt.label.ends_with('?');
    let label = if colon { format!("{} ", prompt.label) } else { format!("{}: ", prompt.label) };
    let most = usize::from(area.width) * 2 / 3;
    let start = pen.at(area, 1, 0, &width::cut(&label, most), Role::Heading);
    let field = Rect { x: area.x + start, width: area.width.saturating_sub(start), ..area };
    let room = usize::from(field.width).saturating_sub(1).max(1);
    // The gate keeps lengths comparable: what is typed is shown as it will be read.
    let before = plain::line(&prompt.before_caret()).into_owned();
    let whole = plain::line(prompt.text()).into_owned();
    let mut hidden = 0;
    let mut shown: &str = &before;
    while width::width(shown) > room {
        let mut chars = shown.chars();
        hidden += chars.next().map_or(0, char::len_utf8);
        shown = chars.as_str();
    }
    let caret = u16::try_from(width::width(shown)).unwrap_or(0);
    let text = whole.get(hidden..).unwrap_or(shown);
    pen.text(field, 0, &width::cut(text, usize::from(field.width)), Role::Plain);
    Position { x: field.x + caret.min(field.width.saturating_sub(1)), y: field.y }
}

/// The line above an area.
const fn above(area: Rect) -> Rect {
    Rect { y: area.y.saturating_sub(1), ..area }
}

fn page(pager: &Pager, area: Rect, pen: &mut Pen<'_>) -> Position {
    pen.clear(area);
    let inner = usize::from(area.width.saturating_sub(2));
    let rule = |text: &str| {
        let text = width::cut(text, inner.saturating_sub(2)).into_owned();
        let rest = inner.saturating_sub(width::width(&text));
        format!("{text}{}", "─".repeat(rest))
    };
    let heading = plain::line(&pager.heading).into_owned();
    pen.text(area, 0, &format!("┌{}┐", rule(&format!("─ {heading} "))), Role::Heading);
    let height = usize::from(area.height.saturating_sub(2));
    let visible = pager.lines.iter().skip(pager.top).take(height);
    for line in 1..area.height.saturating_sub(1) {
        pen.text(area, line, &format!("│{}│", " ".repeat(inner)), Role::Heading);
    }
    for (text, line) in visible.zip(1u16..) {
        let text = width::fit(text, inner.saturating_sub(2));
        pen.at(area, 2, line, &text, Role::Plain);
    }
    let until = (pager.top + height).min(pager.lines.len());
    let place = format!("─ {until} of {} ", pager.lines.len());
    pen.text(area, area.height.saturating_sub(1), &format!("└{}┘", rule(&place)), Role::Heading);
    Position { x: area.x + 2.min(area.width), y: area.y + 1.min(area.height) }
}
