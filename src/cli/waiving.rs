//! Which findings there are to waive, by their id. What is found is for the rooms of advice to
//! say; nothing is changed here.

use chrono::NaiveDate;

use crate::advice::{health, wording};
use crate::domain::backlog::Backlog;
use crate::domain::checkup::Finding;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::waiver::is_waived;

/// More findings than a refusal can name.
const NAMED: usize = 4;

/// Everything there is to waive just now, in open stories and in closed ones.
#[must_use]
pub fn waivable(backlog: &Backlog, today: NaiveDate) -> Vec<Finding> {
    let mut all = wording::of_stories(backlog.in_order().map(|story| &**story), backlog);
    all.extend(health::at_once(backlog, today));
    all.extend(health::compared(backlog));
    all
}

/// The act after which the finding waived with this id, or the only one that begins with it, is
/// told again.
///
/// # Errors
/// Nothing is waived under this id, or several begin with it.
pub(super) fn tell_again(word: &str, backlog: &Backlog) -> Result<Command, Refusal> {
    let wanted = word.trim();
    let waived = backlog.product().waived.iter().map(|it| it.id.as_str());
    let begins: Vec<&str> = waived.filter(|id| id.starts_with(wanted)).collect();
    match begins.as_slice() {
        [id] => Ok(Command::TellAgain { id: (*id).to_owned() }),
        several if several.len() > 1 && !several.contains(&wanted) => Err(Refusal::usage(format!(
            "“{word}” could be {}: write more of it",
            several.join(", ")
        ))),
        _ => Ok(Command::TellAgain { id: wanted.to_owned() }),
    }
}

/// The act that waives the finding with this id, or the only one that begins with it.
///
/// # Errors
/// No finding has this id, or several begin with it.
pub(super) fn waive(
    word: &str,
    reason: String,
    backlog: &Backlog,
    today: NaiveDate,
) -> Result<Command, Refusal> {
    let wanted = word.trim();
    // The domain says better than "no such finding" that this was done before.
    if is_waived(backlog.product(), wanted) {
        return Ok(Command::Waive { id: wanted.to_owned(), reason });
    }
    let mut ids: Vec<String> = waivable(backlog, today).into_iter().map(|it| it.id).collect();
    ids.retain(|id| !wanted.is_empty() && id.starts_with(wanted));
    // A pair is found from either side.
    ids.sort();
    ids.dedup();
    if let Some(exact) = ids.iter().find(|id| *id == wanted) {
        return Ok(Command::Waive { id: exact.clone(), reason });
    }
    match ids.as_slice() {
        [id] => Ok(Command::Waive { id: id.clone(), reason }),
        [] => Err(Refusal::usage(format!(
            "nothing found has the id “{word}”: upnext check, upnext health and upnext suggest list what is found, with the ids"
        ))),
        several => {
            let named: Vec<&str> = several.iter().take(NAMED).map(String::as_str).collect();
            let more = if several.len() > NAMED { " …" } else { "" };
            Err(Refusal::usage(format!(
                "“{word}” could be {}{more}: write more of it",
                named.join(", ")
            )))
        }
    }
}
