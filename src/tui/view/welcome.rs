//! What is seen in a folder without a backlog: where to begin.

use ratatui::layout::Position;

use super::Pen;
use crate::say::{plain, width};
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Position {
    // There is no story, so its detail takes no room.
    let area = Layout::of(app.size, false).list;
    let folder = format!("There is no backlog in {} yet.", plain::line(&app.folder));
    let lines: [(&str, Role); 9] = [
        ("The Product Owner's backlog, in one file in your repository.", Role::Heading),
        ("", Role::Plain),
        (&folder, Role::Plain),
        ("", Role::Plain),
        ("n   make one here: upnext.json, ready to be committed", Role::Plain),
        ("s   look at the sample product first, in a throw-away copy", Role::Plain),
        ("q   quit", Role::Plain),
        ("", Role::Plain),
        ("To bring one from Jira, make one here and then :import FILE --from jira", Role::Dim),
    ];
    let room = usize::from(area.width.saturating_sub(6));
    let wrapped = lines
        .into_iter()
        .flat_map(|(text, role)| width::hang(text, room).into_iter().map(move |line| (line, role)));
    let mut first = None;
    for (line, (text, role)) in (1u16..area.height).zip(wrapped) {
        pen.at(area, 3, line, &text, role);
        first = first.or(Some(line).filter(|_| text.starts_with("n ")));
    }
    Position { x: area.x + 3, y: area.y + first.unwrap_or(0) }
}
