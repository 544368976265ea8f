//! How the screen is looked at: detail, signs, mouse, columns, theme. Nothing here changes the
//! backlog.

use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::screen::backlog::Pane;
use crate::tui::screen::columns::Column;
use crate::tui::theme::Theme;

/// Turns something on or off.
pub(super) fn switch(app: &mut App, action: Action) -> Vec<Effect> {
    match action {
        Action::DetailPane => {
            app.look.detail = !app.look.detail;
            app.list.pane = Pane::List;
            let words =
                if app.look.detail { "The detail is shown" } else { "The detail is hidden" };
            app.tell(words, Tone::Done);
            Vec::new()
        }
        Action::Ascii => {
            app.look.ascii = !app.look.ascii;
            let words = if app.look.ascii {
                "Plain ASCII signs; for always: ascii = true in config.toml"
            } else {
                "The program's own signs again"
            };
            app.tell(words, Tone::Done);
            vec![Effect::Redraw]
        }
        _ => {
            app.look.mouse = !app.look.mouse;
            let words = if app.look.mouse {
                "The mouse selects, opens and scrolls; hold Shift to select text"
            } else {
                "The mouse is the terminal's own again"
            };
            app.tell(words, Tone::Done);
            vec![Effect::Mouse(app.look.mouse)]
        }
    }
}

/// Shows these columns from now on.
pub(super) fn columns(app: &mut App, chosen: Vec<Column>) -> Vec<Effect> {
    let names: Vec<&str> = chosen.iter().map(|column| column.word()).collect();
    let words = if names.is_empty() {
        "The usual columns".to_owned()
    } else {
        format!("Columns: {}", names.join(", "))
    };
    app.look.columns = chosen;
    app.tell(words, Tone::Done);
    Vec::new()
}

/// Looks another way from now on.
pub(super) fn theme(app: &mut App, theme: Theme) -> Vec<Effect> {
    app.look.theme = theme;
    let words = format!("Theme {0}; for always: theme = \"{0}\" in config.toml", theme.word());
    app.tell(words, Tone::Done);
    vec![Effect::Redraw]
}
