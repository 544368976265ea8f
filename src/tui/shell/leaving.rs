//! Leaving with everything on the disk, and what is done where it cannot be: asked about, saved
//! elsewhere, or rescued where nobody can be asked any more.

use super::terminal::Screen;
use super::{Saving, Shell};
use crate::cli::Failure;
use crate::say::plain;
use crate::store::file::BacklogFile;
use crate::tui::app::{Msg, Overlay, Tone, Unsaved};

impl Shell {
    /// Whether the file holds all that was done here.
    pub(super) fn is_settled(&self) -> bool {
        self.saving.as_ref().is_none_or(Saving::is_settled)
    }

    /// Leaves, once what is on its way to the disk is there. Asked a second time it goes at once.
    pub(super) fn quit(&mut self) -> Option<u8> {
        if self.leaving || self.is_settled() {
            return Some(0);
        }
        self.leaving = true;
        self.app.tell("Saving; then upnext ends", Tone::Done);
        None
    }

    /// The exit code, where one waited only for the disk.
    pub(super) fn left_at_last(&self) -> Option<u8> {
        (self.leaving && self.is_settled()).then_some(0)
    }

    /// What must be so before a message of the saver is taken in: where a save failed, one stays,
    /// and a place to save to is proposed.
    pub(super) fn before(&mut self, msg: &Msg) {
        if !matches!(msg, Msg::NotSaved(_)) {
            return;
        }
        if let Ok(file) = self.edge.backlog_file() {
            self.app.elsewhere = self.edge.spare(&file).display().to_string();
        }
        if std::mem::take(&mut self.leaving) && self.app.overlay.is_none() {
            self.app.overlay = Some(Overlay::Unsaved(Unsaved::default()));
        }
    }

    /// Saves the whole backlog as a new file; never over something. The file that cannot be
    /// written stays as it is, and so does the mark that says so.
    pub(super) fn save_elsewhere(
        &mut self,
        typed: &str,
        screen: &mut Screen,
    ) -> Result<Option<u8>, Failure> {
        let Some(backlog) = self.app.backlog() else { return Ok(None) };
        let path = self.edge.typed_path(typed);
        let msg = match BacklogFile::new(&path).create(backlog) {
            Ok(_) => {
                let held = self.edge.found().map(|it| it.display().to_string());
                let held = held.unwrap_or_default();
                let words = format!(
                    "Saved everything as {}; {held} is unchanged: upnext --file opens the new one",
                    path.display()
                );
                Msg::Tell(words, Tone::Done)
            }
            Err(error) => Msg::NotElsewhere(typed.to_owned(), error.to_string()),
        };
        self.update(msg, screen)
    }

    /// The failure the process ends with where the last change could not be saved. Where nobody
    /// chose to lose it, it is kept beside the undo log: whole, so that no text of it need be kept
    /// as half-typed.
    pub(super) fn rescued(&mut self, why: &str) -> Failure {
        let kept = self.app.backlog().filter(|_| !self.abandoned).and_then(|backlog| {
            let file = self.edge.backlog_file().ok()?;
            self.edge.rescue(&file)?.keep(backlog).ok()
        });
        self.abandoned |= kept.is_some();
        Failure::io(match kept {
            Some(path) => format!(
                "{why}\nWhat the screen held is in {0}: upnext --file '{0}' opens it",
                path.display()
            ),
            None => why.to_owned(),
        })
    }

    /// Says that an earlier run could not save, and where what it held is.
    pub(super) fn tell_of_rescued(&mut self, file: &BacklogFile) {
        let found = self.edge.rescue(file).map(|it| it.found()).unwrap_or_default();
        let Some(path) = found.last() else { return };
        let half_typed = self.app.message.take().map(|(words, _)| format!(" · {words}"));
        let words = format!(
            "What could not be saved when upnext ended is in {}: upnext --file opens it; delete \
             it when you are done{}",
            plain::line(&path.display().to_string()),
            half_typed.unwrap_or_default()
        );
        self.app.tell(words, Tone::Refused);
    }
}
