//! Ranks that are no place of their own: spread anew between the neighbours that have one. It
//! never changes the order, and touches no more neighbours than it must.

use std::ops::Range;

use crate::domain::checkup::is_rank;
use crate::domain::draft::Draft;
use crate::domain::order;
use crate::domain::story::StoryId;

pub(super) fn mend(draft: &mut Draft<'_>) {
    let held = draft.before();
    let mut line: Vec<String> = held.in_order().map(|story| story.rank.clone()).collect();
    respace(&mut line);
    let moved: Vec<(StoryId, String)> = held
        .in_order()
        .zip(line)
        .filter(|(story, rank)| story.rank != *rank)
        .map(|(story, rank)| (story.id, rank))
        .collect();
    for (id, rank) in moved {
        draft.put_rank(id, rank);
    }
    draft.refresh_order();
}

/// Gives every run of bad ranks fresh ones, from the top down.
fn respace(line: &mut [String]) {
    let mut at = 0;
    while let Some(bad) = (at..line.len()).find(|at| is_bad(line, *at)) {
        let end = (bad..line.len()).find(|at| !is_bad(line, *at)).unwrap_or(line.len());
        let (run, keys) = spread(line, bad..end);
        at = run.end;
        for (rank, key) in line.get_mut(run).into_iter().flatten().zip(keys) {
            *rank = key;
        }
    }
}

fn rank(line: &[String], at: Option<usize>) -> Option<&str> {
    line.get(at?).map(String::as_str)
}

/// Whether a story has no place of its own: no rank, or that of the one above it.
fn is_bad(line: &[String], at: usize) -> bool {
    let own = rank(line, Some(at)).unwrap_or_default();
    !is_rank(own) || rank(line, at.checked_sub(1)).is_some_and(|above| above >= own)
}

/// Fresh keys for a run, which grows to both sides until its neighbours leave room. The whole
/// order always has room.
fn spread(line: &[String], run: Range<usize>) -> (Range<usize>, Vec<String>) {
    let Range { mut start, mut end } = run;
    loop {
        let (above, below) = (rank(line, start.checked_sub(1)), rank(line, Some(end)));
        let keys = order::spread(above, below, end - start);
        let fits = |keys: &Vec<String>| {
            let first = keys.first().map(String::as_str);
            let last = keys.last().map(String::as_str);
            keys.iter().all(|key| is_rank(key))
                && above.is_none_or(|above| first.is_some_and(|first| above < first))
                && below.is_none_or(|below| last.is_some_and(|last| last < below))
        };
        match keys.filter(fits) {
            Some(keys) => return (start..end, keys),
            None if start == 0 && end == line.len() => return (start..end, Vec::new()),
            None => {}
        }
        let by = (end - start).max(1);
        (start, end) = (start.saturating_sub(by), (end + by).min(line.len()));
    }
}
