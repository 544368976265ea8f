//! Three versions of a text of several lines, merged line by line. Where both sides wrote at one
//! place, or side by side, it gives none: it never guesses.

/// Larger pieces are taken as one change, so that no text takes long.
const CELLS: usize = 1_000_000;

/// Lines of the base that one side replaced by others.
#[derive(Debug, PartialEq, Eq)]
struct Hunk<'a> {
    /// The first line of the base it replaces.
    from: usize,
    /// The first it does not.
    to: usize,
    /// What stands there instead.
    lines: Vec<&'a str>,
}

/// The merged text in quotes, of three in quotes. None where they are no texts of several lines,
/// or both sides wrote one place.
pub(super) fn three_way(sides: [&str; 3]) -> Option<String> {
    let text = |side| serde_json::from_str::<String>(side).ok();
    let [base, ours, theirs] = sides.map(text);
    let merged = merge(&base?, &ours?, &theirs?)?;
    serde_json::to_string(&merged).ok()
}

fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(|it| it.split('\n').collect::<Vec<_>>());
    if [&base, &ours, &theirs].iter().all(|lines| lines.len() < 2) {
        return None;
    }
    let mut mine = hunks(&base, &ours).into_iter().peekable();
    let mut yours = hunks(&base, &theirs).into_iter().peekable();
    let (mut merged, mut at) = (Vec::new(), 0);
    loop {
        let hunk = match (mine.peek(), yours.peek()) {
            (Some(my), Some(your)) if my == your => {
                yours.next();
                mine.next()
            }
            (Some(my), Some(your)) if my.from <= your.to && your.from <= my.to => return None,
            (Some(my), Some(your)) if my.from < your.from => mine.next(),
            (Some(_), None) => mine.next(),
            _ => yours.next(),
        };
        let Some(hunk) = hunk else { break };
        merged.extend(base.iter().copied().take(hunk.from).skip(at));
        merged.extend(hunk.lines);
        at = hunk.to;
    }
    merged.extend(base.iter().copied().skip(at));
    Some(merged.join("\n"))
}

/// What one side changed, from the first line to the last; no two hunks touch.
fn hunks<'a>(base: &[&'a str], side: &[&'a str]) -> Vec<Hunk<'a>> {
    let head = base.iter().zip(side).take_while(|(a, b)| a == b).count();
    let (old, new) = (rest(base, head), rest(side, head));
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let old = old.get(..old.len() - tail).unwrap_or_default();
    let new = new.get(..new.len() - tail).unwrap_or_default();
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(new.len()) > CELLS {
        return vec![Hunk { from: head, to: head + old.len(), lines: new.to_vec() }];
    }
    let common = Common::of(old, new);
    let (mut i, mut j) = (0, 0);
    let mut found: Vec<Hunk<'a>> = Vec::new();
    while i < old.len() || j < new.len() {
        let same = old.get(i).is_some_and(|line| new.get(j) == Some(line));
        if same {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let at = head + i;
        if found.last().is_none_or(|last| last.to != at) {
            found.push(Hunk { from: at, to: at, lines: Vec::new() });
        }
        let Some(hunk) = found.last_mut() else { break };
        if i < old.len() && common.at(i + 1, j) >= common.at(i, j + 1) {
            i += 1;
            hunk.to += 1;
        } else {
            hunk.lines.extend(new.get(j));
            j += 1;
        }
    }
    found
}

fn rest<'b, 'a>(lines: &'b [&'a str], from: usize) -> &'b [&'a str] {
    lines.get(from..).unwrap_or_default()
}

/// The most lines that the ends of two texts have in common, in order.
struct Common {
    rows: Vec<Vec<u32>>,
}

impl Common {
    fn of(old: &[&str], new: &[&str]) -> Self {
        let mut rows = vec![vec![0; new.len() + 1]];
        for line in old.iter().rev() {
            let below = rows.last().map_or(&[][..], Vec::as_slice);
            let mut row = vec![0; new.len() + 1];
            let mut right = 0;
            let cells = row.iter_mut().zip(below).zip(below.iter().skip(1)).zip(new);
            for (((cell, down), diagonal), other) in cells.rev() {
                right = if line == other { diagonal + 1 } else { right.max(*down) };
                *cell = right;
            }
            rows.push(row);
        }
        rows.reverse();
        Self { rows }
    }

    /// Of the lines from these on; none where one text is at its end.
    fn at(&self, old: usize, new: usize) -> Option<u32> {
        self.rows.get(old)?.get(new).copied()
    }
}
