//! How long one refines: from key to key while one is on the screen. It reads no clock and never
//! ticks by itself.

use chrono::TimeDelta;

use crate::domain::stamp::Moment;

/// The time so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    spent: TimeDelta,
    /// The last key that was pressed here; none while one is elsewhere.
    seen: Option<Moment>,
}

impl Clock {
    /// A key was pressed at this moment, here or elsewhere: elsewhere the time stands still.
    pub fn key(&mut self, at: Moment, here: bool) {
        let Some(seen) = self.seen.take() else {
            self.seen = here.then_some(at);
            return;
        };
        // A clock that was set back takes nothing away.
        self.spent += (at.0 - seen.0).max(TimeDelta::zero());
        self.seen = here.then_some(at);
    }

    /// Whole minutes.
    #[must_use]
    pub const fn minutes(&self) -> i64 {
        self.spent.num_minutes()
    }
}
