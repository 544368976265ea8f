//! The screen's side of the backups: reading which there are, and one that is to be restored.
//! They are made where the file is saved, not here.

use super::{Saving, Shell};
use crate::cli::args::BackupsVerb;
use crate::cli::{Failure, backups};
use crate::tui::app::{Msg, Tone};
use crate::tui::layout::Layout;

impl Shell {
    /// Which backups there are, to pick one from.
    pub(super) fn backups(&self) -> Msg {
        match backups::all(&self.edge) {
            Ok(all) => Msg::Backups(all),
            Err(failure) => Msg::Tell(failure.message, Tone::Refused),
        }
    }

    /// What the command does here: a list to read, or the backlog as a backup has it.
    pub(super) fn of_backups(&self, verb: Option<&BackupsVerb>) -> Result<Msg, Failure> {
        Ok(match verb {
            None => {
                let columns = Layout::reading_columns(self.app.size);
                let text = backups::text(&self.edge, Some(columns))?;
                Msg::Answer { heading: "Backups".to_owned(), text }
            }
            Some(BackupsVerb::Restore { backup }) => {
                // An act over a file that cannot be read would wait, and be done over whatever
                // stands there later.
                if let Some(said) = backups::where_none_can_be_read(&self.edge, backup)? {
                    self.saving.iter().for_each(Saving::look);
                    return Ok(Msg::Answer { heading: "Backups".to_owned(), text: said });
                }
                Msg::Perform(Box::new(backups::turn_back(&self.edge, backup)?))
            }
        })
    }
}
