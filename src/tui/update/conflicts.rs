//! What the keys do where values that two people wrote differently are settled. Each act builds
//! the command the command line would build.

use super::{World, acts};
use crate::domain::command::Command;
use crate::domain::conflict::Side;
use crate::tui::action::Action;
use crate::tui::app::{App, Effect, Tone};
use crate::tui::screen::Screen;

/// Shows what is to be settled; back leads to where one was.
pub(super) fn open(app: &mut App) {
    app.page = None;
    if app.screen != Screen::Conflicts {
        let before = app.screen;
        app.show(Screen::Conflicts);
        app.came_from = Some(before);
    }
}

/// Says which side stands: of the value under the cursor, or of all that are left. The cursor
/// goes on by itself.
pub(super) fn act(app: &mut App, action: Action, world: &mut World<'_>) -> Vec<Effect> {
    let side = match action {
        Action::Ours | Action::AllOurs => Side::Ours,
        _ => Side::Theirs,
    };
    let all = matches!(action, Action::AllOurs | Action::AllTheirs);
    let here = app.conflicts.row().map(|row| row.id);
    let ids = app.conflicts.rows.iter().map(|row| row.id);
    let conflicts: Vec<_> = ids.filter(|id| all || Some(*id) == here).collect();
    if conflicts.is_empty() {
        app.tell("nothing is left to be settled", Tone::Refused);
        return Vec::new();
    }
    acts::perform(app, &Command::Settle { conflicts, side }, world)
}

/// What is told when the file comes in with more to be settled than before.
pub(super) fn told(app: &App, before: usize) -> Option<String> {
    let now = app.backlog().map_or(0, |backlog| backlog.conflicts().len());
    let key = app.key_of(Action::Conflicts);
    (now > before).then(|| format!("{}: {key} settles them", sentence(now)))
}

/// "3 values were written on two sides".
pub(in crate::tui) fn sentence(count: usize) -> String {
    let verb = if count == 1 { "was" } else { "were" };
    format!("{} {verb} written on two sides", crate::say::tally::count(count, "value", "values"))
}
