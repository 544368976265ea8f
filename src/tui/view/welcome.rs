//! What is seen in a folder without a backlog: where to begin.

use ratatui::layout::Position;

use super::Pen;
use crate::say::plain;
use crate::tui::app::App;
use crate::tui::layout::Layout;
use crate::tui::theme::Role;

pub(super) fn draw(app: &App, layout: Layout, pen: &mut Pen<'_>) -> Position {
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
    for (line, (text, role)) in (1u16..).zip(lines) {
        pen.at(layout.list, 3, line, text, role);
    }
    Position { x: layout.list.x + 3, y: (layout.list.y + 5).min(layout.footer.y) }
}
