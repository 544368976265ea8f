//! From the state of the screen to cells. Drawing changes nothing, and builds no row that is not
//! on screen.

mod bars;
mod board;
mod burndown;
mod conflicts;
mod detail;
pub mod footer;
mod health;
mod inbox;
mod list;
mod overlay;
mod plan;
mod refine;
mod review;
mod story;
mod today;
mod velocity;
mod welcome;
mod wording;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use super::app::App;
use super::glyphs;
use super::layout::Layout;
use super::screen::Screen;
use super::screen::story::{Room, StoryPage};
use super::theme::{Role, Theme};
use crate::say::{plain, width};

/// Draws everything.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut pen = Pen { buffer: frame.buffer_mut(), theme: app.look.theme };
    pen.buffer.set_style(area, app.look.theme.base());
    if Layout::too_small((area.width, area.height)) {
        pen.text(area, 0, "upnext needs 40×10", Role::Plain);
        return;
    }
    let layout = app.layout();
    bars::header(app, layout.header, &mut pen);
    let mut cursor = match (app.backlog(), &app.page) {
        (Some(backlog), Some(page)) => story::draw(app, page, backlog, &mut pen),
        (Some(backlog), None) if app.screen == Screen::Today => today::draw(app, backlog, &mut pen),
        (Some(backlog), None) if app.screen == Screen::Plan => plan::draw(app, backlog, &mut pen),
        (Some(backlog), None) if app.screen == Screen::Board => {
            Some(board::draw(app, backlog, &mut pen))
        }
        (Some(backlog), None) if app.screen == Screen::Review => {
            Some(review::draw(app, backlog, &mut pen))
        }
        (Some(backlog), None) if app.screen == Screen::Refine => {
            Some(refine::draw(app, backlog, &mut pen))
        }
        (Some(backlog), None) if app.screen == Screen::Inbox => {
            Some(inbox::draw(app, backlog, &mut pen))
        }
        (Some(_), None) if app.screen == Screen::Health => Some(health::draw(app, &mut pen)),
        (Some(backlog), None) if app.screen == Screen::Conflicts => {
            Some(conflicts::draw(app, backlog, &mut pen))
        }
        (Some(backlog), None) => {
            list::draw(app, backlog, layout, &mut pen);
            detail::draw(app, backlog, layout, &mut pen);
            list::cursor(app, layout)
        }
        (None, _) => Some(welcome::draw(app, &mut pen)),
    };
    bars::message(app, layout.message, &mut pen);
    // What can follow a key may take several lines: none of them is hidden by what lies over.
    let runs = !app.pending.is_empty();
    if !runs {
        footer::draw(app, layout.footer, &mut pen);
    }
    cursor = overlay::draw(app, layout, &mut pen).or(cursor);
    if runs {
        footer::draw(app, layout.footer, &mut pen);
    }
    if app.look.ascii {
        glyphs::ascii(frame.buffer_mut());
    }
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// How many lines the detail of the story under the cursor has.
#[must_use]
pub fn detail_length(app: &App) -> usize {
    detail::length(app)
}

/// Which text of the story that is refined the movement keys scroll: its pane, the last line that
/// can be the first on screen, and its height. None where everything is on screen.
#[must_use]
pub fn refine_scroll(app: &App) -> Option<(usize, usize, usize)> {
    refine::scroll(app)
}

/// How much room the page of a story has.
#[must_use]
pub fn page_room(app: &App) -> Room {
    story::room(app)
}

/// The lines a slot of a page takes.
#[must_use]
pub fn slot_height(app: &App, page: &StoryPage, at: usize) -> usize {
    app.backlog().map_or(1, |backlog| story::height(app, page, backlog, at))
}

/// The screen whose tab a place of the screen shows.
#[must_use]
pub fn tab_at(app: &App, at: Position) -> Option<Screen> {
    let header = app.layout().header;
    let there = header.contains(at) && app.session.is_some();
    there.then(|| bars::tab_at(app, header.width, at.x - header.x)).flatten()
}

/// The slot of the page that a place of the screen shows.
#[must_use]
pub fn slot_at(app: &App, at: Position) -> Option<usize> {
    story::slot_at(app, app.page.as_ref()?, app.backlog()?, at)
}

/// The line of the Today screen that a place of the screen shows.
#[must_use]
pub fn today_line_at(app: &App, at: Position) -> Option<usize> {
    today::line_at(app, at)
}

/// Writes into cells: every text from data is made harmless and cut to its room by the one who
/// builds it; the pen keeps it inside the area.
struct Pen<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
}

impl Pen<'_> {
    /// Writes a text on a line of an area, from its left edge.
    fn text(&mut self, area: Rect, line: u16, text: &str, role: Role) {
        self.at(area, 0, line, text, role);
    }

    /// Writes a text on a line of an area from a column on; returns the column behind it.
    fn at(&mut self, area: Rect, column: u16, line: u16, text: &str, role: Role) -> u16 {
        let area = area.intersection(self.buffer.area);
        if line >= area.height || column >= area.width {
            return column;
        }
        let room = usize::from(area.width - column);
        let style = self.theme.style(role);
        let start = area.x + column;
        let (end, _) = self.buffer.set_stringn(start, area.y + line, text, room, style);
        end - area.x
    }

    /// Writes a text at the right edge of a line; returns the column it starts at.
    fn right(&mut self, area: Rect, line: u16, text: &str, role: Role) -> u16 {
        let wide = u16::try_from(width::width(text)).unwrap_or(u16::MAX).min(area.width);
        let column = area.width - wide;
        self.at(area, column, line, text, role);
        column
    }

    /// Lays a role over a whole line of an area.
    fn lay(&mut self, area: Rect, line: u16, role: Role) {
        let line = Rect { y: area.y + line, height: 1, ..area };
        let line = line.intersection(self.buffer.area).intersection(area);
        let style = self.theme.style(role);
        if style.add_modifier.contains(Modifier::REVERSED) {
            // Turned around, every colour would be a patch of its own.
            let even = Style::new().fg(Color::Reset).bg(Color::Reset);
            let even = even.remove_modifier(Modifier::DIM).patch(self.theme.base());
            self.buffer.set_style(line, even);
        }
        self.buffer.set_style(line, style);
    }

    /// Empties an area.
    fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
                cell.set_style(self.theme.base());
            }
        }
    }

    /// Makes harmless what somebody else wrote into an area.
    fn gate(&mut self, area: Rect) {
        for position in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                let harmless = plain::line(cell.symbol());
                if harmless != cell.symbol() {
                    let harmless = harmless.into_owned();
                    cell.set_symbol(if harmless.is_empty() { " " } else { &harmless });
                }
            }
        }
    }
}
