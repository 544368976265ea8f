//! What the keys of the Health screen do. Each act builds the command the command line would build.

use crate::tui::app::App;
use crate::tui::screen::Screen;

/// Shows what was found; back leads to where one was.
pub(super) fn open(app: &mut App) {
    app.page = None;
    if app.screen != Screen::Health {
        let before = app.screen;
        app.show(Screen::Health);
        app.came_from = Some(before);
    }
}
