//! Which backups are kept: the newest ones, and beside them one of each day. It removes nothing
//! itself and reads no clock.

use std::collections::BTreeSet;

use chrono::Days;

use super::name::Name;
use crate::domain::stamp::Moment;

/// How many of the newest are kept.
pub const NEWEST: usize = 20;
/// How many days back the newest one of each day is kept, today among them.
pub const DAYS: u64 = 14;

/// The backups that are not kept any more; a day is one of the calendar here and now.
///
/// A clock that was put forward once leaves backups from days to come. They would take the place
/// of everything made since, so they are counted apart: of them, too, so many are kept.
#[must_use]
pub fn outdated(all: &[Name], now: Moment) -> Vec<&Name> {
    let mut newest_first: Vec<&Name> = all.iter().collect();
    newest_first.sort_by(|one, other| other.cmp(one));
    let (to_come, so_far): (Vec<&Name>, Vec<&Name>) =
        newest_first.into_iter().partition(|name| name.at(now) > now);
    let oldest = now.day().checked_sub_days(Days::new(DAYS - 1)).unwrap_or_default();
    let mut days = BTreeSet::new();
    let is_of_a_day = |name: &&Name| {
        let day = name.at(now).day();
        day >= oldest && days.insert(day)
    };
    let of_days: Vec<&Name> = so_far.iter().copied().filter(is_of_a_day).collect();
    let older = so_far.into_iter().skip(NEWEST).filter(|name| !of_days.contains(name));
    // Those farthest away go first: the nearest may be from before the clock was put back.
    let farther = to_come.into_iter().rev().skip(NEWEST);
    older.chain(farther).collect()
}
