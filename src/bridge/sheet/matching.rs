//! Which line of an edited list is which line of the list before. It never knows what the lines
//! mean.

use std::collections::{HashMap, VecDeque};

/// Above this many pairs of lines only those that stayed the same are told apart from new ones.
const MOST_PAIRS: usize = 1 << 22;

/// For each line of `new`, the place of the line of `old` it was: the same lines in the same
/// order first, then the same lines elsewhere, then what is left between two that are the same,
/// pair by pair, as edited ones.
pub(super) fn paired(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let anchors = common(old, new);
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    let mut pair = |pairs: &mut Vec<Option<usize>>, was: usize, is: usize| {
        if let (Some(place), Some(free)) = (pairs.get_mut(is), free.get_mut(was)) {
            (*place, *free) = (Some(was), false);
        }
    };
    for &(was, is) in &anchors {
        pair(&mut pairs, was, is);
    }
    for (was, is) in moved(old, new, &anchors) {
        pair(&mut pairs, was, is);
    }
    let ends = anchors.iter().copied().chain([(old.len(), new.len())]);
    let (mut from_old, mut from_new) = (0, 0);
    let mut edited = Vec::new();
    for (to_old, to_new) in ends {
        let left = (from_old..to_old).filter(|was| free.get(*was) == Some(&true));
        let open = (from_new..to_new).filter(|is| pairs.get(*is) == Some(&None));
        edited.extend(left.zip(open));
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    for (was, is) in edited {
        if let Some(place) = pairs.get_mut(is) {
            *place = Some(was);
        }
    }
    pairs
}

/// The longest run of lines that both have in the same order, as places in both.
fn common(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let same = |pair: &(&String, &String)| pair.0 == pair.1;
    let start = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let inner = |list: &[String]| start..list.len() - end;
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let (inner_old, inner_new) = (old.get(inner(old)), new.get(inner(new)));
    let (inner_old, inner_new) = (inner_old.unwrap_or_default(), inner_new.unwrap_or_default());
    let inside = longest(inner_old, inner_new);
    pairs.extend(inside.into_iter().map(|(was, is)| (was + start, is + start)));
    pairs.extend((0..end).rev().map(|at| (old.len() - 1 - at, new.len() - 1 - at)));
    pairs
}

fn longest(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let cell = |row: &[u32], at: usize| row.get(at).copied().unwrap_or(0);
    // Row by row from the end: how many lines the two have in common from here on.
    let mut rows: Vec<Vec<u32>> = vec![vec![0; new.len() + 1]];
    for was in old.iter().rev() {
        let mut row = vec![0; new.len() + 1];
        let below = rows.last().map_or(&[][..], Vec::as_slice);
        let mut right = 0;
        for (at, is) in new.iter().enumerate().rev() {
            let best = if was == is { cell(below, at + 1) + 1 } else { cell(below, at).max(right) };
            right = best;
            if let Some(place) = row.get_mut(at) {
                *place = best;
            }
        }
        rows.push(row);
    }
    rows.reverse();
    let ahead = |was: usize, is: usize| rows.get(was).map_or(0, |row| cell(row, is));
    let (mut was, mut is, mut pairs) = (0, 0, Vec::new());
    while let (Some(one), Some(other)) = (old.get(was), new.get(is)) {
        if one == other {
            pairs.push((was, is));
            (was, is) = (was + 1, is + 1);
        } else if ahead(was + 1, is) >= ahead(was, is + 1) {
            was += 1;
        } else {
            is += 1;
        }
    }
    pairs
}

/// Lines that are the same but stand elsewhere.
fn moved(old: &[String], new: &[String], anchors: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut left: HashMap<&str, VecDeque<usize>> = HashMap::new();
    let anchored: std::collections::HashSet<usize> = anchors.iter().map(|(was, _)| *was).collect();
    for (was, line) in old.iter().enumerate().filter(|(was, _)| !anchored.contains(was)) {
        left.entry(line.as_str()).or_default().push_back(was);
    }
    let taken: std::collections::HashSet<usize> = anchors.iter().map(|(_, is)| *is).collect();
    let open = new.iter().enumerate().filter(|(is, _)| !taken.contains(is));
    open.filter_map(|(is, line)| Some((left.get_mut(line.as_str())?.pop_front()?, is))).collect()
}
