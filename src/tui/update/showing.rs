//! Going from screen to screen. Nothing here changes the backlog.

use crate::tui::app::App;
use crate::tui::screen::Screen;

/// Shows a screen as it is now; a page over the one before is left.
pub(super) fn show(app: &mut App, screen: Screen) {
    app.page = None;
    if screen == Screen::Refine {
        app.refine.enter();
    }
    app.show(screen);
}
