//! Mending what can be mended in one way only: each change is recorded, and one undo takes all of
//! them back. It never guesses what somebody meant.

mod numbers;
mod ranks;
mod references;
mod sprints;

use crate::domain::checkup;
use crate::domain::draft::Draft;
use crate::domain::refusal::Refusal;

/// Why, in the history of what was mended.
const WHY: Option<&str> = Some("mended");

pub(super) fn mend(draft: &mut Draft<'_>) -> Result<String, Refusal> {
    let found = checkup::findings(draft.before());
    let mendable = found.iter().filter(|finding| finding.mendable).count();
    if mendable == 0 && !found.is_empty() {
        let reasons = found.into_iter().map(|finding| finding.message).collect();
        let message = "what is wrong has more than one answer, and waits for yours";
        return Err(Refusal { reasons, ..Refusal::rule(message) });
    }
    // In the order of a merge: whoever is called by a number must be told apart first.
    numbers::mend(draft);
    sprints::mend(draft);
    references::mend(draft);
    ranks::mend(draft);
    let left = found.len() - mendable;
    if left > 0 {
        let verb = if left == 1 { "waits" } else { "wait" };
        draft.notice(format!("{left} of what is wrong {verb} for you: upnext doctor"));
    }
    Ok(format!("Mended {mendable} of what was wrong"))
}
