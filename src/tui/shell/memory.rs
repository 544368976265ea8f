//! What the screen remembers of looking at one file: columns, the detail, the commands typed, and
//! when it was left. It never touches the backlog, and losing it loses no work.

use crate::domain::stamp::Moment;
use crate::session::Session;
use crate::store::looks::{Looks, LooksFile};
use crate::tui::app::App;
use crate::tui::screen::columns::Column;

/// The memory of one file.
#[derive(Debug, Default)]
pub(super) struct Memory {
    file: Option<LooksFile>,
    /// As it was read.
    held: Looks,
}

impl Memory {
    /// Reads what is remembered, and shows the screen so.
    pub(super) fn of(file: Option<LooksFile>, app: &mut App) -> Self {
        let held = file.as_ref().map(LooksFile::read).unwrap_or_default();
        // A column of another version is left out, and kept where nothing else is chosen.
        app.look.columns = held.columns.iter().filter_map(|it| Column::named(it)).collect();
        app.look.detail = held.detail;
        app.commands.clone_from(&held.commands);
        app.standing.since = held.visited.as_deref().and_then(|it| Moment::parse(it).ok());
        if let Some(backlog) = app.session.as_ref().map(Session::backlog) {
            app.standing.look_back(backlog);
        }
        Self { file, held }
    }

    /// Remembers how the screen is looked at now, and that it is left now. Nobody need hear of it
    /// where it cannot be written.
    pub(super) fn keep(&mut self, app: &App, left: Moment) {
        let mut now = Looks { commands: Vec::new(), ..self.held.clone() };
        let known: Vec<Column> = now.columns.iter().filter_map(|it| Column::named(it)).collect();
        if known != app.look.columns {
            now.columns = app.look.columns.iter().map(|it| it.word().to_owned()).collect();
        }
        now.detail = app.look.detail;
        for command in &app.commands {
            now.remember(command);
        }
        now.visited = Some(left.to_string());
        if now != self.held
            && let Some(file) = &self.file
        {
            drop(file.write(&now));
            self.held = now;
        }
    }
}
