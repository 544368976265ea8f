//! Settling a value that two people wrote differently: one of the two stands, the conflict goes.
//! It never merges anything itself.

use crate::domain::conflict::{Conflict, Side};
use crate::domain::draft::Draft;
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;

pub(super) fn settle(
    draft: &mut Draft<'_>,
    conflicts: &[Id<Conflict>],
    side: Side,
) -> Result<String, Refusal> {
    for id in conflicts {
        draft.remove(*id);
    }
    Ok(format!("Settled: {side} stands"))
}
