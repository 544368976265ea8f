//! Going back to a backup: a list to pick from, and the command that restores the one picked. It
//! reads no backup; the shell does.

use crate::cli::args::{BackupsArgs, BackupsVerb, Verb};
use crate::cli::backups;
use crate::domain::stamp::Moment;
use crate::store::backups::{Backup, Occasion};
use crate::tui::app::{App, Effect, Overlay, Tone};
use crate::tui::part::picker::{Choice, Pick, Picker, Value};

/// Opens the list of the backups there are.
pub(super) fn open(app: &mut App, all: &[Backup], now: Moment) {
    if all.is_empty() {
        app.tell(backups::NONE_YET, Tone::Done);
        return;
    }
    let choice = |backup: &Backup| {
        let text =
            format!("{}, before {}", backups::when(backup, now), backups::before_what(backup));
        Choice::new(text, backups::size(backup.bytes), Value::Backup(backup.name.to_string()))
    };
    // What could not be read when it was kept cannot be gone back to.
    let whole = |it: &&Backup| it.name.occasion() != Occasion::Unreadable.word();
    let choices: Vec<Choice> = all.iter().filter(whole).map(choice).collect();
    let picker = Picker::new(Pick::Backup, "Go back to".to_owned(), choices, Vec::new());
    app.overlay = Some(Overlay::Picker(Box::new(picker)));
}

/// Asks for a backup to be restored.
pub(super) fn restore(name: &str) -> Vec<Effect> {
    let verb = Some(BackupsVerb::Restore { backup: name.to_owned() });
    vec![Effect::Outside(Box::new(Verb::Backups(BackupsArgs { verb })))]
}
